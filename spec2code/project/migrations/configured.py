"""What revisions ask of Alembic's configuration: the options of the settings file, those that it lacks as Alembic gives them."""

from __future__ import annotations

from collections.abc import Mapping

from spec2code.project.values import Arguments, Value

__all__ = ["configured"]

_SERVER = "postgresql://localhost/database"


def configured(name: str, arguments: Arguments, settings: Mapping[str, str]) -> Value:
    """A call of `alembic.context` or of its `config`; NotImplemented where nothing is known of it."""
    match name.removeprefix("alembic.context.").removeprefix("config."):
        case "get_x_argument":
            return {} if arguments.kwargs.get("as_dictionary") is True else []
        case "is_offline_mode":
            return False
        case "get_main_option" | "get_alembic_option":
            return _option(arguments.get(0, "name"), arguments.get(1, "default"), settings)
        case "get_section_option" if arguments.get(0, "section") in _OWN:
            return _option(arguments.get(1, "name"), arguments.get(2, "default"), settings)
        case "get_section" if arguments.get(0, "name") in _OWN:
            return dict(settings)
        case "set_main_option" | "set_section_option":
            return None
    return NotImplemented


_OWN = ("alembic",)


def _option(name: Value, default: Value, settings: Mapping[str, str]) -> Value:
    if not isinstance(name, str):
        return NotImplemented
    if name == "sqlalchemy.url":
        return _SERVER  # whatever stands there, the history is read for this server
    return settings.get(name, default)

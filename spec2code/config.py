"""[tool.spec2code] of pyproject.toml, or spec2code.toml, as one dataclass.

A key that doesn't exist is an error with the nearest one that does: a setting that is silently ignored
is worse than none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spec2code.errors import UsageError
from spec2code.model.records import dataclass, field, fields, replace

__all__ = ["Settings", "load_settings"]

DIALECTS = ("postgresql", "mysql", "sqlite")
LAYOUTS = ("layers", "domains", "template")
FAIL_ON = ("error", "warning", "info")
ROUTERS = ("feature", "resource")
STUBS = ("not-implemented", "example")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration file says; an option on the command line goes before it."""

    specs: tuple[str, ...] = ()
    """Globs, relative to the root, in the order in which the specs apply."""
    migrations: str | None = None
    """The versions folder of the Alembic history to read."""
    app: str | None = None
    """MODULE:NAME of the FastAPI application."""
    source_root: str | None = None
    """Folder that generated packages go into."""
    layout: str | None = None
    """layers, domains or template; None: as the project has it, else layers."""
    routers: str = "feature"
    """A router for each feature, or for each resource of it."""
    templates: str | None = None
    dialect: str | None = None
    """postgresql, mysql or sqlite; None: recognised."""
    stubs: str = "not-implemented"
    baseline: str | None = None
    fail_on: str = "error"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    required_by_example: bool = True
    """A field that a request or response example shows is required unless the spec says otherwise."""
    source: str | None = field(default=None, compare=False)
    """The file that was read, relative to the root."""


_CHOICES = {
    "dialect": DIALECTS,
    "layout": LAYOUTS,
    "routers": ROUTERS,
    "fail_on": FAIL_ON,
    "stubs": STUBS,
}


def load_settings(root: Path) -> Settings:
    """Read spec2code.toml, else [tool.spec2code] of pyproject.toml, in the root.

    Raises:
        UsageError: the file can't be read, a key doesn't exist, or a value is of the wrong kind.
    """
    own = root / "spec2code.toml"
    if own.is_file():
        return _settings(_toml(own), own.name)
    project = root / "pyproject.toml"
    if not project.is_file():
        return Settings()
    table = _toml(project).get("tool", {})
    table = table.get("spec2code") if isinstance(table, dict) else None
    return _settings(table, project.name) if isinstance(table, dict) else Settings()


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path.name} can't be read: {error}") from error


def _settings(table: dict[str, Any], source: str) -> Settings:
    known = {item.name: item for item in fields(Settings) if item.name != "source"}
    settings = Settings(source=source)
    for written, value in table.items():
        key = written.replace("-", "_")
        if key not in known:
            import difflib

            near = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(sorted(known))}"
            raise UsageError(f"{source}: [tool.spec2code] has no setting `{written}`", hint)
        settings = replace(settings, **{key: _value(key, value, getattr(Settings(), key), source)})
    return settings


def _value(key: str, value: Any, default: Any, source: str) -> Any:
    if isinstance(default, tuple):
        value = [value] if isinstance(value, str) else value
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise UsageError(f"{source}: `{key}` must be a list of strings, not {value!r}")
    expected = bool if isinstance(default, bool) else str
    if not isinstance(value, expected):
        raise UsageError(f"{source}: `{key}` must be a {expected.__name__}, not {value!r}")
    choices = _CHOICES.get(key)
    if choices and value not in choices:
        raise UsageError(f"{source}: `{key}` is `{value}`", f"one of: {', '.join(choices)}")
    return value

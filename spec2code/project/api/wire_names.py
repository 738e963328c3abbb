"""The names of a model's fields on the wire: what a response has, and what a request may give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec2code.project.api.settings import alias_by
from spec2code.project.values import Call, Class, Unknown, Value

if TYPE_CHECKING:
    from spec2code.project.api.models import ModelReader

__all__ = ["WireNames"]


class WireNames:
    """The names of one class's fields; only models (and dataclasses, by their Field calls) rename."""

    def __init__(self, reader: ModelReader, cls: Class, kind: str) -> None:
        self.reader = reader
        self.cls = cls
        self.kind = kind
        self.settings = reader.settings(cls)
        self.read: dict[str, str] = {}
        """Field to the name that it is read by, where that has a name of its own."""

    def written(self, name: str, infos: list[Value]) -> str:
        """The name that a response has for a field."""
        if self.kind not in ("model", "record"):
            return name
        for info in reversed(infos):
            if not isinstance(info, Call):
                continue
            read = _first_choice(info.kwargs.get("validation_alias"))
            if read is None and _only_written(info):
                read = self._generated(name, "validation_alias") or name
            if read is not None:
                self.read[name] = read
            for keyword in ("alias", "serialization_alias", "validation_alias"):
                alias = info.kwargs.get(keyword)
                if isinstance(alias, str):
                    return alias
        return self._generated(name, "serialization_alias") or name

    def asked(self, name: str, wire: str, infos: list[Value]) -> tuple[str, ...]:
        """Every name by which a request may give a field; empty where that is `wire` alone."""
        if self.kind != "model":
            return ()
        names = [self.read.get(name, wire)]
        for info in infos:
            if isinstance(info, Call):
                names += _choices(info.kwargs.get("validation_alias"))
        if self.settings.by_name:
            names.append(name)
        known = tuple(dict.fromkeys(names))
        return () if known == (wire,) else known

    def _generated(self, name: str, purpose: str) -> str | None:
        if self.kind != "model":
            return None
        if self.settings.aliases and name in self.settings.aliases:
            return self.settings.aliases[name]
        alias = alias_by(self.reader.evaluator, self.settings.alias_generator, name, purpose)
        if isinstance(alias, Unknown):
            self.reader.open_alias(self.cls, alias)
        return alias if isinstance(alias, str) else None


def _only_written(info: Call) -> bool:
    """Whether a field is renamed for responses alone."""
    given = info.kwargs
    return isinstance(given.get("serialization_alias"), str) and not (
        given.get("alias") or given.get("validation_alias")
    )


def _first_choice(value: Value) -> str | None:
    """The name of a validation alias; of several the one that is documented."""
    if isinstance(value, Call) and value.name.endswith(("AliasChoices", "AliasPath")):
        return _first_choice(value.argument(0, "first_choice"))
    return value if isinstance(value, str) else None


def _choices(value: Value) -> list[str]:
    """All names of a validation alias; a path into the body is none."""
    if isinstance(value, Call) and value.name.endswith("AliasChoices"):
        return [item for item in value.args if isinstance(item, str)]
    return [value] if isinstance(value, str) else []

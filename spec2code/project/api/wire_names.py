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
        wire = self._named(name, infos, "serialization_alias")
        read = self._named(name, infos, "validation_alias")
        if read != wire:
            self.read[name] = read
        return wire

    def _named(self, name: str, infos: list[Value], purpose: str) -> str:
        """The name of a field where it is written or read; Pydantic's `alias` stands for both."""
        for keyword in (purpose, "alias"):
            for info in reversed(infos):
                given = info.kwargs.get(keyword) if isinstance(info, Call) else None
                alias = _first_choice(given)
                if alias is not None:
                    return alias
        return self._generated(name, purpose) or name

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

"""The configuration of a Pydantic model: `model_config`, `class Config` and keywords of the class statement."""

from __future__ import annotations

import re
from collections.abc import Callable

from spec2code.model.records import dataclass
from spec2code.project import classes
from spec2code.project.evaluate import Evaluator
from spec2code.project.resolve import MISSING
from spec2code.project.values import (
    Call,
    Class,
    External,
    Member,
    Unknown,
    Value,
)

__all__ = ["Settings", "alias_by", "settings_of"]


_BY_NAME = ("allow_population_by_field_name", "populate_by_name", "validate_by_name")
_IN_CONFIG = (
    "alias_generator",
    "extra",
    "fields",
    "json_schema_extra",
    "schema_extra",
    "ser_json_timedelta",
    *_BY_NAME,
)


@dataclass(slots=True)
class Settings:
    alias_generator: Value = None
    extra: str | None = None
    table: bool = False
    """SQLModel's table=True."""
    total: bool = True
    """TypedDict's total=..."""
    change: Value = None
    """`json_schema_extra`: what changes the document of the model."""
    aliases: dict[str, str] | None = None
    """`fields = {...}` of version 1."""
    by_name: bool = False
    """A request may give a field by its name in Python, too."""
    timedelta: str | None = None
    """`ser_json_timedelta`: `float` writes seconds."""


def settings_of(evaluator: Evaluator, cls: Class) -> Settings:
    """The configuration that holds for a class, inherited parts first."""
    settings = Settings()
    for item in reversed(classes.mro(evaluator, cls)):
        if isinstance(item, Class):
            _apply(evaluator, item, settings, own=item is cls)
        elif isinstance(item, External) and item.name.endswith("CamelModel"):
            settings.alias_generator = External("pydantic.alias_generators.to_camel")
    return settings


def _apply(evaluator: Evaluator, cls: Class, settings: Settings, *, own: bool) -> None:
    given: dict[str, Value] = {}
    names = classes.body(evaluator, cls).names
    if "model_config" in names:
        config = evaluator.name("model_config", classes.body(evaluator, cls))
        given.update(_keywords(config))
    inner = names.get("Config")
    if isinstance(inner, Class):
        for name in _IN_CONFIG:
            value = classes.member(evaluator, inner, name)
            if value is not MISSING:
                given[name] = value
    for keyword in cls.node.keywords:
        if keyword.arg in _IN_CONFIG or (own and keyword.arg in _OWN):
            given[keyword.arg] = evaluator.value(keyword.value, cls.scope)
    _take(given, settings)


_OWN = frozenset(["table", "total"])
"""Keywords of a class statement that no subclass inherits."""


def _keywords(config: Value) -> dict[str, Value]:
    if isinstance(config, Call):
        inherited = config.kwargs.get("**")
        return {**(_keywords(inherited) if inherited is not None else {}), **config.kwargs}
    if isinstance(config, dict):
        return {key: value for key, value in config.items() if isinstance(key, str)}
    return {}


def _take(given: dict[str, Value], settings: Settings) -> None:
    if "alias_generator" in given:
        settings.alias_generator = given["alias_generator"]
    if "extra" in given:
        extra = given["extra"]
        if isinstance(extra, (External, Member)):
            extra = extra.name.rpartition(".")[2]
        settings.extra = extra if isinstance(extra, str) else None
    change = given.get("json_schema_extra", given.get("schema_extra"))
    settings.change = settings.change if change is None else change
    if "table" in given:
        settings.table = given["table"] is True
    if "total" in given:
        settings.total = given["total"] is not False
    for name in _BY_NAME:
        if name in given:
            settings.by_name = given[name] is True
    timedelta = given.get("ser_json_timedelta")
    settings.timedelta = timedelta if isinstance(timedelta, str) else settings.timedelta
    fields = given.get("fields")
    if isinstance(fields, dict):
        settings.aliases = {
            key: alias
            for key, value in fields.items()
            for alias in [value.get("alias") if isinstance(value, dict) else value]
            if isinstance(key, str) and isinstance(alias, str)
        }


def alias_by(evaluator: Evaluator, generator: Value, name: str, purpose: str = "alias") -> Value:
    """The alias that a generator makes of a field's name; None without one, Unknown when it can't be told."""
    if generator is None:
        return None
    if isinstance(generator, Call) and generator.name.endswith("AliasGenerator"):
        for kind in (purpose, "alias"):
            inner = generator.kwargs.get(kind)
            if inner is not None:
                return alias_by(evaluator, inner, name)
        return None
    if isinstance(generator, External):
        function = _CASES.get(generator.name.rpartition(".")[2])
        return function(name) if function else Unknown(f"`{generator.name}` makes the aliases")
    if isinstance(generator, Unknown):
        return generator
    value = evaluator.run(generator, [name])
    if isinstance(value, Call):
        function = _CASES.get(value.name.rpartition(".")[2])
        return function(name) if function else Unknown(f"`{value.name}` makes the aliases")
    return value if isinstance(value, str) else Unknown("the alias can't be told")


def _pascal(name: str) -> str:
    text = re.sub("([0-9A-Za-z])_(?=[0-9A-Z])", lambda found: found[1], name.title())
    return text


def _camel(name: str) -> str:
    if re.match("^[a-z]+[A-Za-z0-9]*$", name) and not re.search(r"\d[a-z]", name):
        return name
    text = _pascal(name)
    return re.sub("(^_*[A-Z])", lambda found: found[1].lower(), text)


def _snake(name: str) -> str:
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    text = re.sub(r"([a-z])([A-Z])", r"\1_\2", text)
    text = re.sub(r"([0-9])([A-Z])", r"\1_\2", text)
    text = re.sub(r"([a-z])([0-9])", r"\1_\2", text)
    return text.replace("-", "_").lower()


def _humps_camel(name: str) -> str:
    head, *rest = name.lstrip("_").split("_")
    lead = name[: len(name) - len(name.lstrip("_"))]
    return (
        lead + head[:1].lower() + head[1:] + "".join(part[:1].upper() + part[1:] for part in rest)
    )


_CASES: dict[str, Callable[[str], str]] = {
    "to_camel": _camel,
    "to_pascal": _pascal,
    "to_snake": _snake,
    "camelize": _humps_camel,
    "camelcase": _humps_camel,
    "to_lower_camel": _humps_camel,
    "camel_case": _humps_camel,
    "pascalize": lambda name: name.title().replace("_", ""),
    "decamelize": _snake,
    "kebabize": lambda name: name.replace("_", "-"),
}

"""Hostile texts, and where a model takes them: in what people wrote, in names and values of an API, in examples, in SQL."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import islice, product
from typing import Any, TypeVar

from spec2code.model.api import (
    ApiError,
    Auth,
    Body,
    Endpoint,
    Event,
    Parameter,
    RateLimit,
    Response,
)
from spec2code.model.schema import (
    Check,
    Column,
    Enum,
    Exclude,
    Expression,
    ForeignKey,
    Index,
    IndexKey,
    Name,
    PrimaryKey,
    SqlObject,
    Unique,
)
from spec2code.model.shapes import (
    MISSING,
    EnumShape,
    Field,
    JsonValue,
    ObjectShape,
    RefShape,
    StringShape,
)
from spec2code.model.spec import Spec, SqlText
from spec2code.model.statements import CreateEnum, SetComment

T = TypeVar("T")
Text = Callable[[], str]
TEXTS = frozenset({"summary", "description", "condition", "message", "comment", "text", "reason"})
"""Fields of the models that hold what a person wrote for another."""
PIECES = (
    '"', "'", '"""', "'''", "\\", "\\\\", '\\"', "{{ 7*7 }}", "{% raw %}", "{# x #}", "${x}", "%(x)s", "{0}",
    "\n", "\r", "\r\n", "\x00", "\x1b[2J", "\u202e", "\u2066", "\u2028", "\ufeff", "\ud800", "é", "订单", "😀",
    "__import__('os').system('x')", "../x", "..\\x", "/etc/passwd", "con", "nul", "class", "None", "# noqa",
    "# type: ignore", "# fmt: off", "# -*- coding: utf-7 -*-", ");", "]]", "}}", "*/", "-->", "';--", "$$", "\\N{DASH}",
    "\\x41", "\\u0041", "a" * 1200,
)  # fmt: skip


def hostile() -> Iterator[str]:
    """Each piece alone, then pairs of them in an order of their own: more than 500."""
    yield from PIECES
    pairs = [f"{one}{other}" for one, other in product(PIECES[:-1], repeat=2)]
    random.Random(5).shuffle(pairs)
    yield from pairs


STRINGS = tuple(
    f"{text} z" if index % 2 else f"z {text}" for index, text in enumerate(islice(hostile(), 520))
)
"""None is blank: what is blank is left out."""
ROUNDS = 4
"""Odd and even ones have other stubs."""


def together(index: int, place: int) -> str:
    """The texts that a round puts into a place: after all rounds the place has had each."""
    size = len(STRINGS) // ROUNDS
    first = index * size + place * 7
    return " ".join(STRINGS[(first + step) % len(STRINGS)] for step in range(size))


def told(value: T, text: Callable[[], str]) -> T:
    """The model with a text in every place that holds free text."""
    if isinstance(value, tuple):
        return tuple(told(item, text) for item in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: told(item, text) for key, item in value.items()}  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type | Expression | SqlText):
        return value
    changed: dict[str, Any] = {}
    for item in fields(value):
        held = getattr(value, item.name)
        if item.name in TEXTS and isinstance(held, str):
            changed[item.name] = text()
        elif item.name not in ("span", "at"):
            changed[item.name] = told(held, text)
    return replace(value, **changed)


def planted(spec: Spec, text: Callable[[], str]) -> Spec:
    """The spec with the texts in it; every endpoint, field, parameter and column says something."""
    endpoints = tuple(
        replace(
            item,
            summary="x",
            description="x",
            group="x",
            parameters=tuple(replace(one, description="x") for one in item.parameters),
            responses=tuple(replace(one, description="x") for one in item.responses),
            errors=tuple(replace(one, message="x", condition="x") for one in item.errors),
        )
        for item in spec.endpoints
    )
    made = told(replace(spec, endpoints=endpoints, title="x"), text)
    # A description that says no more than the summary is left out.
    named = tuple(
        replace(item, group=text(), description=f"{item.description} too")
        for item in made.endpoints
    )
    return replace(made, title=text(), endpoints=named)


def _rebuilt(value: T, made: Callable[[Any], Any]) -> T:
    """The model with everything in it made anew, from within."""
    if isinstance(value, tuple):
        return tuple(_rebuilt(item, made) for item in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: _rebuilt(item, made) for key, item in value.items()}  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type | Expression | SqlText):
        return value
    changed = {
        item.name: _rebuilt(getattr(value, item.name), made)
        for item in fields(value)
        if item.name not in ("span", "at")
    }
    return made(replace(value, **changed))  # type: ignore[no-any-return]


class _Names(dict[Any, str]):
    """What stands in several places has one name in all of them."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text

    def __missing__(self, key: Any) -> str:
        self[key] = self.text()
        return self[key]


def renamed(spec: Spec, text: Text) -> Spec:
    """The spec with a text in every name and value of its API that a spec chooses freely."""
    names = _Names(text)

    def segment(key: str) -> str:
        """A part of a path has no slash; what stands in braces is a parameter."""
        return "".join(char for char in names["path", key] if char not in "/{}")

    def path(written: str) -> str:
        parts = (part for part in written.split("/"))
        return "/".join(
            f"{{{segment(part[1:-1])}}}" if part[:1] == "{" else part and segment(part)
            for part in parts
        )

    def made(value: Any) -> Any:
        # What an example shows has the old names.
        gone = {name: MISSING for name in ("example", "default") if hasattr(value, name)}
        value = replace(value, **gone) if gone else value
        value = replace(value, examples=()) if hasattr(value, "examples") else value
        match value:
            case Field():
                return replace(value, name=text())
            case Parameter(location="path"):
                return replace(value, name=segment(value.name))
            case Parameter():
                return replace(value, name=text())
            case EnumShape() if all(isinstance(item, str) for item in value.values):
                value = replace(value, values=tuple(text() for _ in value.values))
                return replace(value, name=value.name and names["enum", value.name])
            case RefShape():
                return replace(value, name=names["definition", value.name])
            case ObjectShape():
                return replace(value, name=value.name and names["definition", value.name])
            case ApiError(code=str(code)):
                return replace(value, code=names["code", code])
            case Event():
                return replace(value, name=text(), destination=text(), key=text())
            case Auth():
                carrier = value.carrier and (value.carrier[0], text())
                return replace(value, scopes=tuple(text() for _ in value.scopes), carrier=carrier)
            case RateLimit():
                return replace(value, text=text())
            case Endpoint():
                return replace(value, path=path(value.path), group=text())
        return value

    return replace(
        spec,
        endpoints=_rebuilt(spec.endpoints, made),
        definitions={
            names["definition", name]: _rebuilt(shape, made)
            for name, shape in spec.definitions.items()
        },
        events=_rebuilt(spec.events, made),
        error_shape=_rebuilt(spec.error_shape, made),
    )


def exemplified(spec: Spec, text: Text) -> Spec:
    """The spec with a text for every text of its examples, and nothing that would forbid it there."""

    def shown(value: JsonValue) -> Any:
        if isinstance(value, dict):
            return {key: shown(item) for key, item in value.items()}
        if isinstance(value, list):
            return [shown(item) for item in value]
        return text() if isinstance(value, str) else value

    def made(value: Any) -> Any:
        match value:
            case Column() if value.type.startswith("character"):
                return replace(value, type="text")
            case StringShape() | EnumShape():
                return StringShape(examples=(text(),), description=value.description)
            case Parameter() | Body() | Response() | ApiError() | Field():
                changed = {
                    name: shown(getattr(value, name))
                    for name in ("example", "default")
                    if hasattr(value, name)
                }
                return replace(value, **changed)
        if hasattr(value, "examples"):
            return replace(value, examples=tuple(map(shown, value.examples)))
        return value

    return replace(
        spec,
        statements=_rebuilt(spec.statements, made),
        endpoints=_rebuilt(spec.endpoints, made),
        definitions=_rebuilt(spec.definitions, made),
        events=_rebuilt(spec.events, made),
        error_shape=_rebuilt(spec.error_shape, made),
    )


def stored(spec: Spec, any_text: Text) -> Spec:
    """The spec with a text in every name, label, literal and definition of its SQL."""

    def text() -> str:
        """Half of a pair of UTF-16 can come out of JSON alone: no file that can be read has one."""
        return any_text().replace("\ud800", "?")

    # A name with a dot in it is a key's target in another way.
    names = _Names(lambda: text().replace(".", ","))
    enums = {str(item.enum.name) for item in spec.statements if isinstance(item, CreateEnum)}

    def columns(written: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names["column", item] for item in written)

    def typed(written: str) -> str:
        base, brackets, rest = written.partition("[")
        if base not in enums:
            return written
        quoted = names["name", base].replace('"', '""')
        return f'"{quoted}"{brackets}{rest}'

    def literal(written: Expression | None) -> Expression | None:
        quoted = text().replace("'", "''")
        return written and Expression(f"'{quoted}'", f"'{quoted}'")

    def made(value: Any) -> Any:
        match value:
            case Name():
                schema = value.schema and names["schema", value.schema]
                return replace(value, name=names["name", value.name], schema=schema)
            case Column():
                is_text = value.type.startswith(("character", "text")) or value.type in enums
                return replace(
                    value,
                    name=names["column", value.name],
                    type=typed(value.type),
                    default=literal(value.default) if is_text else value.default,
                    comment=text(),
                )
            case PrimaryKey() | Unique():
                value = replace(
                    value, columns=columns(value.columns), include=columns(value.include)
                )
                return replace(value, name=value.name and names["constraint", value.name])
            case ForeignKey():
                return replace(
                    value,
                    columns=columns(value.columns),
                    target_columns=columns(value.target_columns),
                    name=value.name and names["constraint", value.name],
                )
            case Check():
                name = value.name and names["constraint", value.name]
                column = value.column and names["column", value.column]
                return replace(
                    value, expression=literal(value.expression), name=name, column=column
                )
            case Exclude():
                return replace(value, name=value.name and names["constraint", value.name])
            case IndexKey(column=str(column)):
                name = names["column", column]
                return replace(value, column=name, expression=Expression(name, name))
            case Index():
                name = value.name and names["name", value.name]
                return replace(value, name=name, where=literal(value.where))
            case Enum():
                return replace(value, labels=tuple(text() for _ in value.labels), comment=text())
            case SqlObject():
                told = f"{value.definition.text} /* {text().replace('*/', '').replace('/*', '')} */"
                return replace(value, definition=Expression(told, told), comment=text())
            case SetComment():
                column = value.column and names["column", value.column]
                return replace(value, comment=text(), column=column)
        if hasattr(value, "column") and isinstance(value.column, str):
            value = replace(value, column=names["column", value.column])
        return value

    return replace(spec, statements=_rebuilt(spec.statements, made))

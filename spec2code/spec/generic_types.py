"""Types with parameters: `type ApiResponse<T> = { code: string; result: T }`, and `ApiResponse<Pet[]>` made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.shapes import (
    ArrayShape,
    MapShape,
    ObjectShape,
    RefShape,
    Shape,
    UnionShape,
)
from spec2code.spec.clauses import split_top

__all__ = ["Generic", "application_of", "applied", "generic_named"]

_APPLICATION = regex(r"([A-Za-z_]\w*)\s*<(.+)>\s*(?:\[\])?", re.DOTALL)
_COMMENT = regex(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Generic:
    """What a type looks like before its parameters are known: they stand in it as references."""

    parameters: tuple[str, ...]
    shape: Shape


def generic_named(definitions: Mapping[str, Shape], name: str) -> Generic | None:
    generics: Mapping[str, Generic] = getattr(definitions, "generics", {})
    return generics.get(name)


def application_of(text: str, definitions: Mapping[str, Shape]) -> str | None:
    """The type that a text is, without remarks in it, where it fills in the parameters of a declared one."""
    if "<" not in text or len(text) > _LONGEST:
        return None
    expression = _COMMENT.sub(" ", text).strip(" \n\t;`*")
    match = _APPLICATION.fullmatch(expression)
    if match is None or generic_named(definitions, match.group(1)) is None:
        return None
    return expression if len(split_top(expression, "|&")) == 1 else None


def applied(generic: Generic, arguments: list[Shape]) -> Shape:
    """The type with its parameters filled in; one that is left out stays open."""
    return _filled(generic.shape, dict(zip(generic.parameters, arguments, strict=False)), 0)


def _filled(shape: Shape, given: dict[str, Shape], depth: int) -> Shape:
    if depth > 12:
        return shape
    match shape:
        case RefShape(name=name) if name in given:
            return given[name]
        case ArrayShape():
            return replace(shape, items=_filled(shape.items, given, depth + 1))
        case MapShape():
            return replace(shape, values=_filled(shape.values, given, depth + 1))
        case UnionShape():
            options = tuple(_filled(option, given, depth + 1) for option in shape.options)
            return replace(shape, options=options)
        case ObjectShape():
            fields = tuple(
                replace(item, shape=_filled(item.shape, given, depth + 1)) for item in shape.fields
            )
            return replace(shape, fields=fields, name=None)
        case _:
            return shape

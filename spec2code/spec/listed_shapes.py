"""Shapes that a list writes out: an item with the name, and below it ``- `email: string` `` for each field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.shapes import ANY, ObjectShape, Shape
from spec2code.spec.blocks import Document, ListItem
from spec2code.spec.field_bullets import read_field_bullets
from spec2code.spec.fields import merge
from spec2code.spec.infer import NamedShapes, ShapePolicy
from spec2code.spec.labels import name_role

__all__ = ["ListedShape", "find_listed", "listed_shape"]

_NAMED = regex(
    r"[`*]{1,3}([A-Z][A-Za-z0-9]{1,60})(?:<([A-Z]\w*(?:\s*,\s*[A-Z]\w*)*)>)?[`*]{1,3}\s*(?:[(（][^()（）\n]{1,120}[)）])?\s*[:：]?\s*"
)
_FIELD = regex(r"`?[a-z_]\w*\??\s*[:：]\s*[^`]{1,120}`?.{0,200}", re.DOTALL)
_TYPED = regex(
    r"`[a-z_]\w*\??\s*:\s*(?:[A-Z]\w*|string|number|boolean|integer|int|float|date(?:time)?|uuid|any|object|array|unknown|null|['\"{\[(])",
)
"""A name and its type in one code, as in a declaration."""
_STORED = regex(
    r"\b(?:primary key|foreign key|not null|auto_?increment|varchar|bigserial|serial|fk|pk|unique|references|indexed)\b",
    re.IGNORECASE,
)
"""Words of columns: a list of those describes a table."""


_PARTS: Final = (
    *("request", "response", "errors", "statuses", "query", "parameters", "path_parameters"),
    *("headers", "cookies", "validation", "example_request", "example_response", "auth"),
)
"""Words that announce fields of an endpoint, and name no shape."""


@dataclass(frozen=True, slots=True)
class ListedShape:
    """`parameters` are those of a type such as `Page<T>`."""

    name: str
    parameters: tuple[str, ...]
    item: ListItem


def find_listed(document: Document) -> Iterator[ListedShape]:
    """The items of a document that are a shape with its fields."""
    for _, block in document.walk():
        if not isinstance(block, ListItem) or not block.children:
            continue
        match = _NAMED.fullmatch(block.text)
        fields = [child for child in block.children if isinstance(child, ListItem)]
        if match is None or name_role(match.group(1), exact=True) in _PARTS:
            continue
        if not fields or any(_STORED.search(one.text) for one in fields):
            continue
        typed = [one for one in fields if _TYPED.match(one.text)]
        if len(typed) * 2 > len(fields) and all(_FIELD.fullmatch(one.text) for one in fields):
            parameters = tuple(re.findall(r"\w+", match.group(2) or ""))
            yield ListedShape(match.group(1), parameters, block)


def listed_shape(
    listed: ListedShape, names: Mapping[str, Shape], policy: ShapePolicy | None
) -> ObjectShape | None:
    """The shape, with references to those of `names` and to its parameters."""
    known = NamedShapes({**names, **dict.fromkeys(listed.parameters, ANY)}, policy)
    fields = [child for child in listed.item.children if isinstance(child, ListItem)]
    table = read_field_bullets(fields, known)
    shape = merge(None, table)[0] if table is not None else None
    return shape if isinstance(shape, ObjectShape) else None

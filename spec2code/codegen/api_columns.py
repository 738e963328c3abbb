"""Path parameters with the types of the columns that they name: `order_id` of `/orders/{order_id}` is `orders.id`.

A type that the spec gives stands. So does text where an example of the spec shows an id that the column
couldn't hold: the API then has ids of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from spec2code.codegen.api_mocks import KnownIds
from spec2code.codegen.api_operations import singular
from spec2code.codegen.api_values import fits
from spec2code.codegen.names import identifier
from spec2code.model.api import Endpoint, Parameter
from spec2code.model.records import replace
from spec2code.model.schema import Schema, Table
from spec2code.model.shapes import MISSING, NumberShape, Shape, StringShape
from spec2code.model.spec import Spec

__all__ = ["typed_by_columns"]

_PIECE: Final = re.compile(r"\{([^{}]*)\}\Z")
_TYPES: Final[Mapping[str, Shape]] = {
    "uuid": StringShape(format="uuid"),
    "smallint": NumberShape(integer=True),
    "integer": NumberShape(integer=True),
    "bigint": NumberShape(integer=True),
}


def typed_by_columns(specs: Iterable[Spec], schema: Schema) -> tuple[Spec, ...]:
    """The specs with path parameters that they give no type the type of the column behind them.

    Args:
        specs: to be generated from.
        schema: what the database will have.
    """
    tables: dict[str, Table] = {}
    for name, table in schema.tables.items():
        tables.setdefault(identifier(name.name), table)
    return tuple(_spec(spec, tables) for spec in specs) if tables else tuple(specs)


def _spec(spec: Spec, tables: Mapping[str, Table]) -> Spec:
    known = KnownIds(spec.endpoints)
    return replace(spec, endpoints=tuple(_endpoint(item, tables, known) for item in spec.endpoints))


def _endpoint(endpoint: Endpoint, tables: Mapping[str, Table], known: KnownIds) -> Endpoint:
    stated = {item.name: item for item in endpoint.parameters if item.location == "path"}
    found: dict[str, Parameter] = {}
    segments = endpoint.path.split("/")
    for before, segment in pairwise(segments):
        piece = _PIECE.match(segment)
        if piece is None:
            continue
        name = piece[1].strip()
        item = stated.get(name) or Parameter("path", name, StringShape(), True, typed=False)
        shape = _column_shape(before, name, tables)
        if shape is None or replace(item.shape, description=None, examples=()) != StringShape():
            continue
        shown = [] if item.example is MISSING else [item.example]
        values = [*item.shape.examples, *shown, *known.of(endpoint, name)]
        if all(_carries(shape, value) for value in values):
            found[name] = replace(item, shape=replace(shape, description=item.shape.description))
    if not found:
        return endpoint
    others = tuple(found.pop(item.name, item) for item in endpoint.parameters)
    return replace(endpoint, parameters=(*others, *found.values()))


def _carries(shape: Shape, value: object) -> bool:
    """Whether a URL can hold the value as one of the shape: a number is text there."""
    text = str(value)
    if isinstance(shape, NumberShape):
        return text.isascii() and text.isdigit()
    return fits(shape, text)


def _column_shape(resource: str, parameter: str, tables: Mapping[str, Table]) -> Shape | None:
    many, name = identifier(resource), identifier(parameter)
    head, _, last = many.rpartition("_")
    one = f"{head}_{singular(last)}" if head else singular(last)
    table = tables.get(many) or tables.get(one)
    if table is None:
        return None
    column = table.column(name)
    if column is None and name in ("id", "id_", f"{one}_id"):
        column = table.column("id") or table.column(f"{one}_id")
    return _TYPES.get(column.type) if column is not None else None

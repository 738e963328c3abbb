"""Parameters and fields with what the columns behind them say: `order_id` of `/orders/{order_id}` is `orders.id`.

Whatever the spec says of a value stands; a column adds what is left open: a type to a plain text, lengths,
ranges, patterns and values. It adds nothing where an example of the spec, or a default, shows something that
the column couldn't hold: the API then has something else there than the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, TypeAlias, TypeVar

from spec2code.codegen.api_fields import limited
from spec2code.codegen.api_mocks import KnownIds
from spec2code.codegen.api_nulls import nulls_marked, nulls_taken
from spec2code.codegen.api_operations import operation
from spec2code.codegen.api_roles import is_aside, payload, rows
from spec2code.codegen.api_tables import Resources
from spec2code.codegen.api_values import fits, is_type_word, repaired
from spec2code.codegen.names import identifier
from spec2code.model.api import Body, Endpoint, Parameter, Response
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Schema, Table
from spec2code.model.shapes import (
    MISSING,
    ArrayShape,
    Definitions,
    JsonValue,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    UnionShape,
    nullable,
    without_null,
)
from spec2code.model.spec import Spec

__all__ = ["typed_by_columns", "with_nulls"]

B = TypeVar("B", Body, Response)
Change: TypeAlias = Callable[[ObjectShape, Table | None, Resources], ObjectShape]
_PIECE: Final = regex(r"\{([^{}]*)\}\Z")
_TYPES: Final[Mapping[str, Shape]] = {
    "uuid": StringShape(format="uuid"),
    "smallint": NumberShape(integer=True),
    "integer": NumberShape(integer=True),
    "bigint": NumberShape(integer=True),
}


def typed_by_columns(specs: Iterable[Spec], schema: Schema) -> tuple[Spec, ...]:
    """The specs with what the columns behind their parameters, bodies and definitions say of them.

    Args:
        specs: to be generated from.
        schema: what the database will have.
    """
    specs = tuple(specs)
    if not schema.tables:
        return specs
    resources = Resources(schema)
    return tuple(_spec(spec, resources) for spec in specs)


def with_nulls(specs: Iterable[Spec], schema: Schema) -> tuple[Spec, ...]:
    """The specs with a mark on the fields of responses that may be null for all that is known of their columns.

    An example can't show both a value and its absence, so a value in it isn't the promise that null never comes.
    """
    resources = Resources(schema)

    def marked(endpoint: Endpoint) -> Endpoint:
        table = resources.of_operation(operation(endpoint.method, endpoint.path))
        return replace(
            endpoint,
            responses=tuple(_marked(item, table, resources) for item in endpoint.responses),
        )

    return tuple(
        replace(spec, endpoints=tuple(marked(item) for item in spec.endpoints)) for spec in specs
    )


def _marked(response: Response, table: Table | None, resources: Resources) -> Response:
    if response.shape is None:
        return response
    shape = _resource(response.shape, table, resources, nulls_marked)
    return replace(response, shape=shape)


def _spec(spec: Spec, resources: Resources) -> Spec:
    known = KnownIds(_with_values(item, spec.definitions) for item in spec.endpoints)
    definitions = {
        name: _resource(shape, resources.of_class(name), resources)
        for name, shape in spec.definitions.items()
    }
    if any(_belied(item, spec.definitions, definitions) for item in _bodies(spec)):
        definitions = spec.definitions
    endpoints = tuple(_endpoint(item, resources, known) for item in spec.endpoints)
    return replace(spec, endpoints=endpoints, definitions=definitions)


def _with_values(endpoint: Endpoint, definitions: Definitions) -> Endpoint:
    """The endpoint with values where its examples have words for types: `string (UUID)` is no id."""
    return replace(
        endpoint, responses=tuple(_with_value(item, definitions) for item in endpoint.responses)
    )


def _with_value(response: Response, definitions: Definitions) -> Response:
    shape, example = response.shape, response.example
    if shape is None or example is MISSING or not _has_type_words(example):
        return response
    return replace(response, example=repaired(shape, example, definitions))


def _has_type_words(value: JsonValue) -> bool:
    if isinstance(value, dict):
        return any(map(_has_type_words, value.values()))
    if isinstance(value, list):
        return any(map(_has_type_words, value))
    return is_type_word(value)


def _bodies(spec: Spec) -> Iterator[Body | Response]:
    for endpoint in spec.endpoints:
        yield from endpoint.responses
        if endpoint.request is not None:
            yield endpoint.request


def _belied(body: Body | Response, before: Definitions, after: Definitions) -> bool:
    """Whether the body's example is one of the definitions as they stand, and none of the narrowed ones."""
    if body.shape is None or body.example is MISSING:
        return False
    return fits(body.shape, body.example, before) and not fits(body.shape, body.example, after)


def _endpoint(endpoint: Endpoint, resources: Resources, known: KnownIds) -> Endpoint:
    endpoint = _parameters(endpoint, resources, known)
    table = resources.of_operation(operation(endpoint.method, endpoint.path))
    request = endpoint.request
    return replace(
        endpoint,
        request=_narrowed(request, table, resources) if request is not None else None,
        responses=tuple(_response(item, table, resources) for item in endpoint.responses),
    )


def _response(response: Response, table: Table | None, resources: Resources) -> Response:
    made = _marked(_narrowed(response, table, resources), table, resources)
    return made if made.shape is None else replace(made, shape=nulls_taken(made.shape))


def _narrowed(body: B, table: Table | None, resources: Resources) -> B:
    """The body with its shape narrowed, unless its own example is none of that shape."""
    if body.shape is None:
        return body
    shape = _resource(body.shape, table, resources)
    if body.example is not MISSING and not fits(shape, body.example):
        if fits(body.shape, body.example):
            return body
    return replace(body, shape=shape)


def _resource(
    shape: Shape, table: Table | None, resources: Resources, change: Change = limited
) -> Shape:
    """What an endpoint takes or gives: rows of the table, one by one, in a list or in an envelope, changed."""
    plain = without_null(shape)
    if plain is not shape and isinstance(shape, UnionShape):
        inner = nullable(_resource(plain, table, resources, change))
        return replace(inner, description=shape.description, examples=shape.examples)
    match shape:
        case ArrayShape():
            return replace(shape, items=_resource(shape.items, table, resources, change))
        case ObjectShape():
            held = payload(shape)
            if held is None and not _is_row(shape, table, resources):
                held = rows(shape)
            if held is not None and not resources.has_column(table, held.name):
                inner = _resource(held.shape, table, resources, change)
                fields = (
                    replace(item, shape=inner) if item is held else item for item in shape.fields
                )
                return replace(shape, fields=tuple(fields))
            return change(shape, table, resources)
        case _:
            return shape


def _is_row(shape: ObjectShape, table: Table | None, resources: Resources) -> bool:
    """Whether the object itself is one of the table's: it holds columns that no envelope has."""
    return any(
        resources.has_column(table, item.name) and not is_aside(item.name) for item in shape.fields
    )


def _parameters(endpoint: Endpoint, resources: Resources, known: KnownIds) -> Endpoint:
    """Path parameters to which the spec gives no type have that of the column they name."""
    stated = {item.name: item for item in endpoint.parameters if item.location == "path"}
    found: dict[str, Parameter] = {}
    for before, segment in pairwise(endpoint.path.split("/")):
        piece = _PIECE.match(segment)
        if piece is None:
            continue
        name = piece[1].strip()
        item = stated.get(name) or Parameter("path", name, StringShape(), True, typed=False)
        shape = _column_shape(before, name, resources)
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


def _column_shape(resource: str, parameter: str, resources: Resources) -> Shape | None:
    table, one = resources.of_segment(resource)
    if table is None:
        return None
    name = identifier(parameter)
    column = table.column(name)
    if column is None and name in ("id", "id_", f"{one}_id"):
        column = table.column("id") or table.column(f"{one}_id")
    return _TYPES.get(column.type) if column is not None else None

"""Endpoints made fit for generated code: what documents a value stands on the field that holds it, and
examples are values of their shapes.

An annotation inside of a list, a map or a union has no place for a description or an example, so they move
outwards. A spec's example may hold words for types (`"id": "string (UUID)"`); those give way to values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from spec2code.codegen.api_error_shape import alike
from spec2code.codegen.api_errors import shown_code
from spec2code.codegen.api_values import repaired
from spec2code.model.api import ApiError, Body, Endpoint, Event, Response
from spec2code.model.records import replace
from spec2code.model.shapes import (
    MISSING,
    ArrayShape,
    Definitions,
    JsonValue,
    MapShape,
    Missing,
    NullShape,
    ObjectShape,
    RefShape,
    Shape,
    UnionShape,
)

__all__ = ["lifted", "reached", "tidy_definitions", "tidy_endpoint", "tidy_event"]

_BULLET: Final = re.compile(r"^(?:[-*+]|\d+[.)])\s+")
_REQUEST_LINE: Final = re.compile(
    r"[`*]*(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)[`*]*\s+[`*]*/\S*\Z"
)


def tidy_endpoint(endpoint: Endpoint, definitions: Definitions, error: Shape | None) -> Endpoint:
    """The endpoint with lifted shapes and examples that fit them."""
    request = endpoint.request
    return replace(
        endpoint,
        description=_beyond(endpoint.summary, endpoint.description),
        request=_body(request, definitions) if request is not None else None,
        responses=tuple(_response(item, definitions) for item in endpoint.responses),
        errors=tuple(_error(item, definitions, error) for item in endpoint.errors),
    )


def _beyond(summary: str | None, description: str | None) -> str | None:
    """The description, unless it is method and path, or the summary once more: as a bullet, with a full stop."""
    plain = [_BULLET.sub("", " ".join((text or "").split())) for text in (summary, description)]
    if plain[0].strip(" .") == plain[1].strip(" .") or _REQUEST_LINE.match(plain[1]):
        return None
    return description


def tidy_definitions(definitions: Definitions) -> dict[str, Shape]:
    return {name: lifted(shape) for name, shape in definitions.items()}


def tidy_event(event: Event) -> Event:
    return event if event.shape is None else replace(event, shape=lifted(event.shape))


def lifted(shape: Shape) -> Shape:
    """The shape with descriptions and examples moved from inside of lists, maps and unions to their outside."""
    match shape:
        case ArrayShape():
            items = lifted(shape.items)
            shown: tuple[JsonValue, ...] = (list(items.examples),) if items.examples else ()
            return replace(
                shape,
                items=_bare(items),
                description=shape.description or _said_of(items),
                examples=shape.examples or shown,
            )
        case MapShape():
            return replace(shape, values=_bare(lifted(shape.values)))
        case UnionShape():
            return _union(shape)
        case ObjectShape():
            fields = tuple(replace(item, shape=lifted(item.shape)) for item in shape.fields)
            return replace(shape, fields=fields)
        case _:
            return shape


def _union(shape: UnionShape) -> Shape:
    options = tuple(lifted(option) for option in shape.options)
    told = [option for option in options if not isinstance(option, NullShape)]
    one = told[0] if len(told) == 1 else None
    return replace(
        shape,
        options=tuple(_bare(option) for option in options),
        description=shape.description or (_said_of(one) if one is not None else None),
        examples=shape.examples or tuple(value for option in told for value in option.examples),
    )


def _said_of(shape: Shape) -> str | None:
    """The description that a list or union takes over; a class keeps its own."""
    return None if isinstance(shape, ObjectShape | RefShape) else shape.description


def _bare(shape: Shape) -> Shape:
    if isinstance(shape, ObjectShape):
        return shape
    return replace(shape, description=None, examples=())


def reached(roots: Iterable[Shape], models: Mapping[str, Shape]) -> frozenset[str]:
    """The names of all models that these shapes refer to, directly or through another."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        match waiting.pop():
            case RefShape(name=name):
                if name in models and name not in found:
                    found.add(name)
                    waiting.append(models[name])
            case ArrayShape(items=items):
                waiting.append(items)
            case MapShape(values=values):
                waiting.append(values)
            case UnionShape(options=options):
                waiting += options
            case ObjectShape(fields=fields, additional=additional):
                waiting += [item.shape for item in fields]
                waiting += [additional] if additional is not None else []
            case _:
                pass
    return frozenset(found)


def _body(body: Body, definitions: Definitions) -> Body:
    if body.shape is None:
        return body
    example = _example(body.shape, body.example, definitions)
    return replace(body, shape=lifted(body.shape), example=example)


def _response(response: Response, definitions: Definitions) -> Response:
    if response.shape is None:
        return response
    example = _example(response.shape, response.example, definitions)
    return replace(response, shape=lifted(response.shape), example=example)


def _error(row: ApiError, definitions: Definitions, error: Shape | None) -> ApiError:
    shape = row.shape or error
    if shape is None:
        return row
    example = _example(shape, row.example, definitions)
    code = row.code or shown_code(shape, example)
    if row.shape is not None and error is not None and alike(row.shape, error):
        return replace(row, code=code, shape=error, example=example)
    return replace(row, code=code, shape=lifted(row.shape) if row.shape else None, example=example)


def _example(
    shape: Shape, example: JsonValue | Missing, definitions: Definitions
) -> JsonValue | Missing:
    return MISSING if example is MISSING else repaired(shape, example, definitions)

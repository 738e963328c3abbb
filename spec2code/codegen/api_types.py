"""The types that generated schemas and routes share, by name: values as JSON and URLs carry them.

Pydantic takes more than a document says: a number for a date, "1" for an integer. These types don't.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spec2code.codegen.api_names import ApiNames, FeatureNames
from spec2code.codegen.api_roles import is_form
from spec2code.model.api import Endpoint
from spec2code.model.shapes import (
    ArrayShape,
    MapShape,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    UnionShape,
)

__all__ = [
    "CAMEL_MODEL",
    "JSON_NUMBER",
    "JSON_TEXT",
    "TEXT_FORMATS",
    "TIME_OF_DAY",
    "used_by_routes",
]

CAMEL_MODEL: Final = "CamelModel"
"""The base of classes whose fields are in camelCase on the wire."""
JSON_NUMBER: Final = "JsonNumber"
"""Beside an integer of a body."""
JSON_TEXT: Final = "JsonText"
"""Beside what is text to a caller and for which pydantic takes a number too."""
TIME_OF_DAY: Final = "TimeOfDay"
TEXT_FORMATS: Final = frozenset({"date-time", "date", "duration", "ipv4", "ipv6"})
"""Formats of which pydantic takes a number too: seconds, days, the bits of an address."""


def used_by_routes(names: ApiNames) -> frozenset[str]:
    """The shared types that routers write in their own annotations, not through a class."""
    return frozenset(
        name
        for feature in names.features
        for endpoint in feature.endpoints
        for name in _used(feature, endpoint)
    )


def _used(feature: FeatureNames, endpoint: Endpoint) -> Iterator[str]:
    for parameter in endpoint.parameters:
        yield from _of(parameter.shape, sent=True, strict=False)
    body = endpoint.request
    if body is not None and is_form(body):
        if isinstance(body.shape, ObjectShape):
            for item in body.shape.fields:
                yield from _of(item.shape, sent=True, strict=False)
    elif body is not None and (asked := feature.request(endpoint)) is not None:
        yield from _of(asked, sent=True, strict=True)
    for response in endpoint.responses:
        shape = feature.response(endpoint, response)
        if shape is not None:
            yield from _of(shape, sent=False, strict=False)


def _of(shape: Shape, *, sent: bool, strict: bool) -> Iterator[str]:
    match shape:
        case StringShape(format="time"):
            yield TIME_OF_DAY
        case StringShape() if sent and shape.format in TEXT_FORMATS:
            yield JSON_TEXT
        case NumberShape(integer=True) if strict:
            yield JSON_NUMBER
        case ArrayShape():
            yield from _of(shape.items, sent=sent, strict=strict)
        case MapShape():
            yield from _of(shape.values, sent=sent, strict=strict)
        case UnionShape():
            for option in shape.options:
                yield from _of(option, sent=sent, strict=strict)

"""Which models are sent and which are answered: what only one of the two shows is left out of the other.

A field with `exclude=True` is read but never written, a computed field is written but never read, and an alias
for validation holds for what is read only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spec2code.model.api import Endpoint
from spec2code.model.records import replace
from spec2code.model.shapes import (
    AnyShape,
    ArrayShape,
    Field,
    MapShape,
    ObjectShape,
    RefShape,
    Shape,
    UnionShape,
)

__all__ = ["by_usage"]


def by_usage(
    definitions: Mapping[str, Shape],
    endpoints: Iterable[Endpoint],
    read_names: Mapping[str, Mapping[str, str]],
    written: Mapping[str, Shape],
) -> dict[str, Shape]:
    """The definitions as the documents of these endpoints show them.

    Args:
        definitions: all shapes by name.
        endpoints: where they are used.
        read_names: definition to field to the name that it is read by, where that is another.
        written: definition to what a response has in its place.
    """
    sent: set[str] = set()
    answered: set[str] = set()
    for endpoint in endpoints:
        if endpoint.request is not None and endpoint.request.shape is not None:
            _reach(endpoint.request.shape, definitions, sent)
        for response in endpoint.responses:
            if response.shape is not None:
                _reach(response.shape, definitions, answered)
    return {
        name: (
            written[name]
            if name in written and name in answered - sent
            else _shown(shape, name in sent, name in answered, read_names.get(name, {}))
        )
        for name, shape in definitions.items()
    }


def _reach(shape: Shape, definitions: Mapping[str, Shape], reached: set[str]) -> None:
    """Add the names that a shape refers to, through other definitions too."""
    waiting = [shape]
    while waiting:
        item = waiting.pop()
        if isinstance(item, RefShape):
            if item.name not in reached and item.name in definitions:
                reached.add(item.name)
                waiting.append(definitions[item.name])
        elif isinstance(item, ObjectShape):
            waiting.extend(field.shape for field in item.fields)
            if item.additional is not None:
                waiting.append(item.additional)
        elif isinstance(item, ArrayShape):
            waiting.append(item.items)
        elif isinstance(item, MapShape):
            waiting.append(item.values)
        elif isinstance(item, UnionShape):
            waiting.extend(item.options)


def _shown(shape: Shape, sent: bool, answered: bool, names: Mapping[str, str]) -> Shape:
    if not isinstance(shape, ObjectShape) or sent == answered:
        return shape
    fields = [item for item in shape.fields if not (item.read_only if sent else item.write_only)]
    if sent:
        fields = [replace(item, name=names.get(item.name, item.name)) for item in fields]
    else:
        fields = [_written(item) for item in fields]
    return replace(shape, fields=tuple(fields))


def _written(item: Field) -> Field:
    """The field with the type that a response has, where that can be told."""
    if item.response_shape is None or isinstance(item.response_shape, AnyShape):
        return item
    return replace(item, shape=item.response_shape)

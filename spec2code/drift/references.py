"""The shape that a reference names."""

from __future__ import annotations

from spec2code.model.shapes import AnyShape, Definitions, RefShape, Shape

__all__ = ["resolved"]


def resolved(shape: Shape, definitions: Definitions) -> Shape:
    """The shape itself, or what stands for it; one that nobody defines is left open."""
    seen = set()
    while isinstance(shape, RefShape):
        if shape.name in seen or shape.name not in definitions:
            return AnyShape(reason=f"`{shape.name}` is not known")
        seen.add(shape.name)
        shape = definitions[shape.name]
    return shape

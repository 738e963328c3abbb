"""What a caller can send in a URL, a header, a cookie or a form, where everything is text.

The routes and the document take it from here, so that both say the same.
"""

from __future__ import annotations

from typing import Final

from spec2code.codegen.api_values import CLASS_FORMATS
from spec2code.model.records import replace
from spec2code.model.shapes import (
    ArrayShape,
    BooleanShape,
    EnumShape,
    NumberShape,
    Shape,
    StringShape,
    UnionShape,
    without_null,
)

__all__ = ["as_sent", "null_is_text"]

_CHECKED: Final = CLASS_FORMATS | {"email"}
"""Formats of which an empty text is none."""


def as_sent(shape: Shape, place: str, required: bool) -> Shape:
    """The shape of a value where it is sent, with what FastAPI asks of one that has to be there.

    What has no form of its own in a URL or header is text. An empty list sends nothing, and an empty text
    of a form is taken for nothing.

    Args:
        shape: as the spec has it.
        place: path, query, header, cookie or form.
        required: whether the value has to be there.
    """
    carried = _carried(shape)
    match carried:
        case ArrayShape(min_items=None | 0) if required:
            return replace(carried, min_items=1)
        case StringShape(min_length=None | 0) if required and place == "form":
            return carried if carried.format in _CHECKED else replace(carried, min_length=1)
        case _:
            return carried


def null_is_text(shape: Shape, place: str) -> bool:
    """Whether an optional value may be documented with null, FastAPI's `X | None = None`.

    Nothing but JSON can carry null: what a client sends for it in a header, a cookie or a form is the word,
    which is a text like others and no number, file or date. In a query nothing is sent.

    Args:
        shape: of the value, as it is sent.
        place: query, header, cookie, form.
    """
    return place == "query" or shape == StringShape(
        description=shape.description, examples=shape.examples
    )


def _carried(shape: Shape) -> Shape:
    shape = without_null(shape)
    match shape:
        case StringShape() | NumberShape() | BooleanShape() | EnumShape():
            return shape
        case ArrayShape():
            inner = _carried(shape.items)
            return ArrayShape(
                items=StringShape() if isinstance(inner, ArrayShape) else inner,
                min_items=shape.min_items,
                max_items=shape.max_items,
            )
        case UnionShape() if all(_carried(option) is option for option in shape.options):
            return shape
        case _:
            return StringShape()

"""The type that is stated of a value, with what an example adds to it."""

from __future__ import annotations

from spec2code.model.records import replace
from spec2code.model.shapes import (
    ANY,
    AnyShape,
    ArrayShape,
    EnumShape,
    MapShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
    without_null,
)

__all__ = ["fitted", "lends_form"]


def fitted(stated: Shape, shown: Shape) -> Shape | None:
    """The stated shape with what the example adds to it; None when they contradict each other."""
    extra = {"examples": stated.examples or shown.examples, "span": shown.span}
    match stated, shown:
        case StringShape(), StringShape():
            if stated.format is None and stated.pattern is None:
                return replace(stated, format=_kept_format(shown.format), **extra)  # type: ignore[arg-type]
            return replace(stated, **extra)  # type: ignore[arg-type]
        case NumberShape(), NumberShape():
            if stated.integer and any(
                isinstance(value, float) and value != int(value) for value in shown.examples
            ):
                return None
            return replace(stated, **extra)  # type: ignore[arg-type]
        case NumberShape(), StringShape() if (
            shown.format == "decimal" and stated.format == "decimal"
        ):
            return shown
        case EnumShape(), EnumShape() | StringShape() | NumberShape():
            return replace(stated, **extra)  # type: ignore[arg-type]
        case ArrayShape(), ArrayShape():
            if isinstance(stated.items, AnyShape):
                return replace(stated, items=shown.items, **extra)  # type: ignore[arg-type]
            if isinstance(shown.items, AnyShape):
                return replace(stated, **extra)  # type: ignore[arg-type]
            items = fitted(without_null(stated.items), without_null(shown.items))
            return None if items is None else replace(stated, items=items, **extra)  # type: ignore[arg-type]
        case MapShape(), ObjectShape() | MapShape():
            return shown if stated.values == ANY else replace(stated, **extra)  # type: ignore[arg-type]
        case ObjectShape(), ObjectShape() | MapShape():
            return replace(stated, **extra)  # type: ignore[arg-type]
        case (RefShape(), _) | (UnionShape(), _) | (_, RefShape()) | (_, UnionShape()):
            return stated
    return stated if type(stated) is type(shown) else None


def _kept_format(name: str | None) -> str | None:
    """A table that says `string` doesn't deny what the example shows, but a decimal is only a guess."""
    return None if name == "decimal" else name


def lends_form(stated: Shape, shown: Shape) -> bool:
    """Whether nothing but the example says what form a text has: "string" beside `https://…`."""
    stated, shown = without_null(stated), without_null(shown)
    if not (isinstance(stated, StringShape) and isinstance(shown, StringShape)):
        return False
    return stated.format is None and _kept_format(shown.format) is not None

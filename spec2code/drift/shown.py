"""What an example shows of a field, and what it leaves open: one value is no statement on all of them."""

from __future__ import annotations

from spec2code.diagnostics import Severity
from spec2code.drift.delta import Delta
from spec2code.model.shapes import (
    AnyShape,
    ArrayShape,
    Field,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    without_null,
)

__all__ = ["is_mere_text", "only_shown", "shows_whole_number", "states_form"]


def only_shown(wanted: Field, spec: ObjectShape) -> bool:
    """Whether an example has the field; or a JSON of types, or names in braces (`{ name, size }`), none as optional."""
    named = isinstance(wanted.shape, AnyShape) and bool(wanted.shape.reason)
    named = (named or wanted.unmarked) and all(item.required for item in spec.fields)
    return wanted.shown or named


_MERE_TEXT = ("string (uri)", "string (email)", "string (ipv4)", "string (ipv6)")


def is_mere_text(delta: Delta) -> bool:
    """Whether an example has a form that plain strings often have; dates and UUIDs are types of their own."""
    return delta.severity is Severity.WARNING and delta.spec in _MERE_TEXT


def shows_whole_number(shape: Shape, delta: Delta) -> bool:
    """Whether a difference is that an example shows an integer, and the code has a float, which takes it."""
    if delta.aspect != "type" or delta.severity is not Severity.WARNING:
        return False
    shape = without_null(shape)
    return isinstance(shape, NumberShape) and shape.integer and bool(shape.examples)


def states_form(wanted: Field) -> bool:
    """Whether the value that a spec shows names a type ("string (email)"), and is no example of it."""
    shape = without_null(wanted.shape)
    shape = without_null(shape.items) if isinstance(shape, ArrayShape) else shape
    return isinstance(shape, StringShape) and not shape.examples

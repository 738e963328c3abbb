"""Which of the bodies that a spec shows is the example: values rather than words for types."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.model.shapes import MISSING, JsonValue, Missing
from spec2code.spec.contents import BodySeen
from spec2code.spec.phrases import states_type

__all__ = ["example_of"]


def example_of(bodies: Iterable[BodySeen]) -> JsonValue | Missing:
    """The example of a body that is shown once or several times.

    Args:
        bodies: what shows it; the first of those with the fewest words for types (`"id": "string (UUID)"`) is
            the one, so that an "Example response" goes before the types that stand above it.

    Returns:
        MISSING where none shows a value.
    """
    shown = [body.example for body in bodies if body.example is not MISSING]
    if len(shown) < 2:
        return shown[0] if shown else MISSING
    return min(shown, key=_type_words)


def _type_words(value: JsonValue | Missing) -> int:
    if isinstance(value, dict):
        return sum(map(_type_words, value.values()))
    if isinstance(value, list):
        return sum(map(_type_words, value))
    return int(isinstance(value, str) and states_type(value) is not None)

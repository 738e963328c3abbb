"""Evaluated defaults as JSON."""

from __future__ import annotations

from spec2code.model.shapes import MISSING, JsonValue, Missing
from spec2code.project.values import Member, Value

__all__ = ["json_value"]


def json_value(value: Value) -> JsonValue | Missing:
    """A default as JSON; MISSING where it isn't plain."""
    if isinstance(value, Member):
        value = value.value
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (list, tuple)) and len(value) < 100:
        items = [json_value(item) for item in value]
        return (
            MISSING
            if MISSING in items
            else [item for item in items if not isinstance(item, Missing)]
        )
    if isinstance(value, dict) and len(value) < 100 and all(isinstance(key, str) for key in value):
        pairs = {key: json_value(item) for key, item in value.items()}
        if MISSING in pairs.values():
            return MISSING
        return {key: item for key, item in pairs.items() if not isinstance(item, Missing)}
    return MISSING

"""What a tolerant reading of JSON gives: nodes that know their offsets in the excerpt they were read from.

Unlike parsed JSON a node keeps what an example in a document says beside its values: comments, bare type
names, ellipses, keys without a value.
"""

from __future__ import annotations

import math

from spec2code.diagnostics import Diagnostic
from spec2code.model.records import dataclass
from spec2code.model.shapes import MISSING, JsonValue, Missing
from spec2code.model.span import Excerpt

__all__ = ["JsonDocument", "JsonMember", "JsonNode", "JsonReading", "to_value"]


@dataclass(frozen=True, slots=True)
class JsonNode:
    """`kind` is object, array, string, number, boolean, null, word, choice or elision.

    A word is anything bare: a type name, a choice such as `"a" | "b"`, a placeholder; `value` holds it as
    written. The items of a choice are its options. An elision stands for what the author left out.
    """

    kind: str
    start: int
    end: int
    value: str | int | float | bool | None = None
    members: tuple[JsonMember, ...] = ()
    items: tuple[JsonNode, ...] = ()
    elided: bool = False
    """An object or array with an ellipsis in it; a string that ends in one or isn't closed."""
    comment: str | None = None
    spread: tuple[str, ...] = ()
    """The words behind ellipses of an object: `Car` of `{ ...Car, overdue }`."""


@dataclass(frozen=True, slots=True)
class JsonMember:
    key: str
    value: JsonNode | None
    """None: the key stands alone, as in `{ "id", "name" }`."""
    start: int
    end: int
    """Offsets of the key."""
    comment: str | None = None
    """Comments behind the value and behind its opening bracket."""
    lead: str | None = None
    """A comment on lines of its own above the key."""
    optional: bool = False
    """The key is marked with `?`."""


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """One value at the top level of a fence, with the lines of text and comments in front of it."""

    node: JsonNode | None
    """None: there are labels with no value behind them."""
    labels: tuple[tuple[str, int], ...]
    """Text and offset of each line since the value before."""
    after_arrow: bool = False


@dataclass(frozen=True, slots=True)
class JsonReading:
    excerpt: Excerpt
    documents: tuple[JsonDocument, ...]
    diagnostics: tuple[Diagnostic, ...]
    unread: int = 0
    """How many stretches of text could not be made sense of; many mean that this isn't JSON."""


def to_value(node: JsonNode) -> JsonValue | Missing:
    """The plain value; MISSING where the node or anything within is a type, not a value."""
    match node.kind:
        case "object":
            return _object_value(node)
        case "array":
            values: list[JsonValue] = []
            for item in node.items:
                value = to_value(item)
                if value is MISSING:
                    return MISSING
                values.append(value)
            return values
        case "string" | "boolean":
            return node.value
        case "number":
            if node.value is None or (
                isinstance(node.value, float) and not math.isfinite(node.value)
            ):
                return MISSING
            return node.value
        case "null":
            return None
    return MISSING


def _object_value(node: JsonNode) -> JsonValue | Missing:
    found: dict[str, JsonValue] = {}
    for member in node.members:
        if member.value is None:
            return MISSING
        value = to_value(member.value)
        if value is MISSING:
            return MISSING
        found[member.key] = value
    return found

"""What the answers of a whole API are put into: `{ "success": true, "data": {} }`, shown once and for no endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.shapes import AnyShape, MapShape, ObjectShape, Shape
from spec2code.spec.blocks import Document
from spec2code.spec.bodies import read_bodies
from spec2code.spec.flow import section_entries
from spec2code.spec.routes import find_routes

__all__ = ["envelopes"]

_INSIDE = regex(r"[\"']?\b(?:data|result|payload)\b[\"']?\s*:")
_HOLDS: Final = frozenset(("data", "result", "payload"))
_AROUND: Final = frozenset(
    [
        "success",
        "ok",
        "code",
        "status",
        "message",
        "msg",
        "error",
        "errors",
        "meta",
        "metadata",
        "timestamp",
        "request_id",
        "requestid",
        "trace_id",
        "traceid",
        "version",
        "pagination",
        "path",
    ]
)
_LONGEST: Final = 1500


def envelopes(document: Document, definitions: Mapping[str, Shape]) -> frozenset[str]:
    """The fields that hold the data of such envelopes."""
    found: set[str] = set()
    for section in document.sections:
        above = (section, *document.ancestors(section))
        if any(find_routes(one.title.text) for one in above):
            continue
        for entry in section_entries(section):
            fence = entry.fence
            if fence is None or len(fence.text) > _LONGEST or not _INSIDE.search(fence.text):
                continue
            if fence.language in ("", "json", "jsonc", "json5"):
                parts = read_bodies(fence.excerpt, definitions=definitions).parts
                for part in parts:
                    found |= _held(part.shape)
    return frozenset(found)


def _held(shape: Shape | None) -> set[str]:
    if not isinstance(shape, ObjectShape):
        return set()
    names = {item.name for item in shape.fields}
    held = names & _HOLDS
    around = {name.lower() for name in names - held} & _AROUND
    return held if (around or _is_empty(shape)) and _only(names) else set()


def _is_empty(shape: ObjectShape) -> bool:
    """Whether nothing but a place for any data is shown: `{ "data": {} }`."""
    inside = [item.shape for item in shape.fields]
    return len(inside) == 1 and (
        isinstance(inside[0], AnyShape)
        or (isinstance(inside[0], MapShape) and isinstance(inside[0].values, AnyShape))
    )


def _only(names: set[str]) -> bool:
    return {name.lower() for name in names} <= _AROUND | _HOLDS

"""Bodies on the line of their label inside of a fence: ``// Req: { "name": "…" }``, ``Returns: 201 { "id": 1 }``."""

from __future__ import annotations

from collections.abc import Mapping

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import MISSING, Field, ObjectShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Fence
from spec2code.spec.bodies import BodyPart, read_bodies

__all__ = ["body_in_label"]

_INSIDE_DATA = regex(r"(?:^|\s)[`\"']?data[`\"']?\s*[:：]\s*$")
"""What the body is put into: "Response data: { … }" of an API whose answers have an envelope."""


def body_in_label(part: BodyPart, fence: Fence, definitions: Mapping[str, Shape]) -> BodyPart:
    """The part with the body that its label shows; the part itself where it shows none."""
    brace = part.label.find("{")
    shown = _shown(fence, part.label[brace:]) if brace != -1 else None
    if shown is None:
        return part
    inner = read_bodies(shown, definitions=definitions).parts
    found = next((body for body in inner if body.shape is not None), None)
    if found is None or found.shape is None:
        return part
    if part.role == "response" and _INSIDE_DATA.search(part.label[:brace]):
        inside = Field("data", found.shape, span=found.span)
        return replace(part, shape=ObjectShape(fields=(inside,), span=found.span), example=MISSING)
    return replace(part, shape=found.shape, example=found.example)


def _shown(fence: Fence, label: str) -> Excerpt | None:
    """The line of the fence from the brace on with which `label` begins."""
    offset = 0
    for line in fence.text.split("\n"):
        brace = line.find("{")
        text = line[brace:].rstrip() if brace != -1 else ""
        if text and label.startswith(text):
            return fence.excerpt.cut(offset + brace, offset + brace + len(text))
        offset += len(line) + 1
    return None

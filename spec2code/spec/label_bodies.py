"""Bodies on the line of their label inside of a fence: ``// Req: { "name": "…" }``, ``Returns: 201 { "id": 1 }``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import ANY, MISSING, Field, ObjectShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Fence
from spec2code.spec.bodies import BodyPart, read_bodies
from spec2code.spec.contents import BodySeen

__all__ = ["body_in_label", "enclose", "envelope_field"]

_OPENS = regex(r"(?<!/)\{")
"""The first brace that is no part of a path: "PUT /pets/{id}" shows no body."""
_INSIDE_DATA = regex(r"(?:^|\s)[`\"']?data[`\"']?\s*[:：]\s*$")
"""What the body is put into: "Response data: { … }" of an API whose answers have an envelope."""
_OF_FIELD = regex(
    r"(?:^|[。.;])[\s*_#>-]*(?:(?:success\w*\s+)?response|成功响应|响应|返回|成功返回|성공 응답|응답|レスポンス|respuesta|resposta|réponse)\s*[(（]?\s*`data`"
    r"|(?:^|[。.;])[\s*_#>-]*(?:成功响应|响应|返回|成功返回|성공 응답|응답|レスポンス)\s*[(（]?\s*data(?![\w.])",
    re.IGNORECASE,
)
"""A label of the data in an envelope; "Response data" alone is what everybody calls the answer."""


def body_in_label(part: BodyPart, fence: Fence, definitions: Mapping[str, Shape]) -> BodyPart:
    """The part with the body that its label shows; the part itself where it shows none."""
    opens = _OPENS.search(part.label)
    brace = opens.start() if opens is not None else -1
    shown = _shown(fence, part.label[brace:]) if opens is not None else None
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


def envelope_field(line: str) -> str | None:
    """The field that holds what a label announces, where the label says so: "Response `data`:", 响应 data："."""
    match = _OF_FIELD.search(line[:120])
    return "data" if match is not None else None


def enclose(seen: BodySeen, name: str) -> None:
    """Puts a body into the field of its envelope."""
    if isinstance(seen.shape, ObjectShape) and [item.name for item in seen.shape.fields] == [name]:
        return
    inner = seen.shape if seen.shape is not None else ANY
    seen.shape = ObjectShape(fields=(Field(name, inner, span=seen.span),), span=seen.span)
    seen.example = MISSING if seen.example is MISSING else {name: seen.example}
    seen.reference = None


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

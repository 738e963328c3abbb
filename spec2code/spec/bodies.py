"""A fence, or a stretch of inline JSON, into the bodies it shows: requests, responses and errors.

What a body is for is read from the text in front of it (`// Response 201`, `HTTP/1.1 404`, `Body:`);
where nothing is said `role` is None and the caller decides by the place of the fence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.shapes import (
    MISSING,
    ArrayShape,
    Field,
    JsonValue,
    Missing,
    ObjectShape,
    RefShape,
    Shape,
)
from spec2code.model.span import Excerpt, Span
from spec2code.spec.body_labels import BodyLabel, read_label
from spec2code.spec.field_lines import read_field_lines
from spec2code.spec.infer import ShapePolicy, infer
from spec2code.spec.json_nodes import JsonDocument, JsonNode, JsonReading, to_value
from spec2code.spec.json_text import read_json

__all__ = ["BodiesReading", "BodyPart", "read_bodies"]

_TREE = regex(r"^[ \t]*[├└│┌]", re.MULTILINE)
_FILE = regex(r"[:：]\s*[`\"']?[\w-]+\.[A-Za-z]\w{1,4}[`\"']?\s*$")
_FILES = regex(r"[:：]\s*\[\s*[`\"']?[\w-]+\.[A-Za-z]\w{1,4}\b[^\[\]]*\]\s*$")
_HEADERS = regex(r"\s*(?:(?:request|response)\s+)?headers?\s*:\s*", re.IGNORECASE)
_QUERY = regex(
    r"\W*(?:query|search)(?:\s?(?:params?|parameters?|string))?\W*$|\W*(?:查询参数|쿼리|クエリ)",
    re.IGNORECASE,
)
_TOKEN = regex(
    r"\b(?:bearer|basic|authorization\s*:)\s*$"
    r"|(?:\bjwt|\btoken|토큰|令牌|トークン)\W{1,3}(?:\w+\s*){0,2}\W{0,2}payload\W*$",
    re.IGNORECASE,
)
"""What stands in front of a token, or of the claims in it."""
_IN_QUERY = regex(r"[?&]\w+=$")
_IN_PATH = regex(r"(?<![*/])/$")
_KEY = regex(r"\s*\"([A-Za-z_]\w*)\"\s*:\s*")
_BEFORE_ARROW = regex(r"[ \t`]*(?:→|⇒|=>|->)")
"""What a call sends stands in front of the arrow to what it gives."""
_WRITING = ("POST", "PUT", "PATCH")
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
"""What is sent field by field."""


@dataclass(frozen=True, slots=True)
class BodyPart:
    """One body. `role` is request, response, error or None; `path` is as written, with its query string."""

    role: str | None
    status: int | None
    method: str | None
    path: str | None
    shape: Shape | None
    example: JsonValue | Missing
    span: Span
    reference: str | None = None
    """The name that stands where a body was expected: `User`, `same as create`."""
    label: str = ""
    """The text in front of it."""
    media_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    """Header lines in front of it, of an `http` fence."""
    abridged: bool = False
    """An ellipsis says that there is more than this."""


@dataclass(frozen=True, slots=True)
class BodiesReading:
    parts: tuple[BodyPart, ...]
    diagnostics: tuple[Diagnostic, ...]
    is_json: bool = True
    """False when most of the text made no sense as JSON."""


def read_bodies(
    excerpt: Excerpt,
    *,
    definitions: Mapping[str, Shape] | None = None,
    partial: bool = False,
    policy: ShapePolicy | None = None,
) -> BodiesReading:
    """The bodies in a fence, in order.

    Args:
        excerpt: the text of the fence.
        definitions: named shapes that the text may refer to.
        partial: the endpoint is a PATCH: no top-level field of a request is required. A METHOD line in
            the text says so by itself.
        policy: whether fields that an example shows are required; None: as the definitions have it.
    """
    if _TREE.search(excerpt.text):
        return BodiesReading((), (), is_json=False)
    reading = read_json(excerpt)
    collector = _Collector(reading, definitions if definitions is not None else {}, partial, policy)
    for document in reading.documents:
        collector.take(document)
    parts = tuple(_with_arrows(collector.parts, reading.documents))
    members = sum(len(d.node.members) + len(d.node.items) for d in reading.documents if d.node)
    is_json = any(part.shape is not None for part in parts) and reading.unread <= max(2, members)
    found = (*reading.diagnostics, *collector.diagnostics) if is_json else ()
    return BodiesReading(parts, found, is_json)


class _Collector:
    """Carries the method line and the last label from one value to the next."""

    def __init__(
        self,
        reading: JsonReading,
        definitions: Mapping[str, Shape],
        partial: bool,
        policy: ShapePolicy | None,
    ) -> None:
        self.excerpt = reading.excerpt
        self.definitions = definitions
        self.partial = partial
        self.policy = policy
        self.parts: list[BodyPart] = []
        self.diagnostics: list[Diagnostic] = []
        self.method: str | None = None
        self.path: str | None = None

    def take(self, document: JsonDocument) -> None:
        label = BodyLabel()
        lines: list[tuple[str, int]] = []
        for text, offset in document.labels:
            read = read_label(text)
            if read.method:
                self._labelled(label, lines)
                label, lines = BodyLabel(), []
                self.method, self.path = read.method, read.path
                label.texts.append(text)
            elif read.role or read.status:
                if label.role or label.status:
                    if label.role == read.role and read.status is None:
                        label.add(read, text)
                        continue
                    if read.role is None and label.status is None and not lines:
                        label.add(read, text)
                        continue
                    self._labelled(label, lines)
                    label = BodyLabel()
                # What stands before a label is a remark on what came before it.
                lines = []
                label.add(read, text)
            else:
                label.add(read, text)
                if not read.headers and not read.media_type and not _HEADERS.match(text):
                    lines.append((text, offset))
        if document.node is None:
            self._labelled(label, lines)
        else:
            self._body(label, document.node)

    def _body(self, label: BodyLabel, node: JsonNode) -> None:
        if label.texts and (_HEADERS.fullmatch(label.texts[-1]) or _TOKEN.search(label.texts[-1])):
            return  # "Headers: { Authorization: ... }", "Authorization: Bearer {token}"
        before = self.excerpt.text[max(0, node.start - 40) : node.start]
        if self.excerpt.text[node.end : node.end + 1] == "/" or _IN_QUERY.search(before):
            return  # "{HOST}/login?token={jwt}": parts of an address
        if _IN_PATH.search(before):
            return  # "/pets/{id}" of a request line
        role = label.role
        asks = bool(label.texts) and bool(_QUERY.match(label.texts[-1]))
        if (
            role is None
            and label.status is None
            and self.method
            and not (asks or self._has_parts())
        ):
            sent = self.method == "DELETE" and _BEFORE_ARROW.match(self.excerpt.text, node.end)
            role = "request" if self.method in _WRITING or sent else "response"
        partial = (self.partial or self.method == "PATCH") and role in ("request", None)
        inference = infer(
            self.excerpt,
            node,
            self.definitions,
            partial=partial and (role == "request" or self.partial),
            policy=self.policy,
        )
        self.diagnostics += inference.diagnostics
        shape, value = inference.shape, to_value(node)
        key = _KEY.fullmatch(label.texts[-1]) if label.texts else None
        if key is not None and not isinstance(value, Missing):
            # A member without the braces around it: `"data": { ... }`.
            shape = ObjectShape(
                fields=(Field(key.group(1), shape, span=shape.span),), span=shape.span
            )
            value = {key.group(1): value}
        reference = shape.name if isinstance(shape, RefShape) else None
        self.parts.append(
            BodyPart(
                role,
                label.status,
                self.method,
                self.path,
                shape,
                value,
                self.excerpt.span(node.start, node.end),
                reference,
                " ".join(label.texts),
                label.media_type or "application/json",
                tuple(label.headers),
                _is_abridged(node),
            )
        )

    def _labelled(self, label: BodyLabel, lines: list[tuple[str, int]]) -> None:
        """A label with no JSON behind it: a status alone, a reference, or fields line by line."""
        if not (label.role or label.status) and lines and label.media_type in _FORMS:
            label.role = "request" if self.method in _WRITING else None
        if not (label.role or label.status):
            return
        text = " ".join(label.texts)
        shape: Shape | None = None
        if lines:
            if label.media_type == "multipart/form-data":
                lines = [(_form_field(line), offset) for line, offset in lines]
            shape = read_field_lines(self.excerpt, lines, self.definitions)
        reference = label.reference
        if shape is None and reference:
            shape = self._named(reference)
        start = lines[0][1] if lines else 0
        end = lines[-1][1] + len(lines[-1][0]) if lines else 0
        span = self.excerpt.span(start, end)
        self.parts.append(
            BodyPart(
                label.role,
                label.status,
                self.method,
                self.path,
                shape,
                MISSING,
                span,
                reference,
                text,
                label.media_type or "application/json",
                tuple(label.headers),
            )
        )

    def _named(self, reference: str) -> Shape | None:
        """`User`, `User[]` and `[User]`, where that is defined."""
        name = reference.strip("[]")
        if name not in self.definitions:
            return None
        shape: Shape = RefShape(name=name)
        return shape if name == reference else ArrayShape(items=shape)

    def _has_parts(self) -> bool:
        """Whether the current METHOD line already has a body."""
        last = self.parts[-1] if self.parts else None
        return bool(last and last.method == self.method and last.path == self.path)


def _form_field(line: str) -> str:
    """A field of a form with its type where a name of a file is its value: ``- scans: [a.png, b.png]``."""
    if _FILES.search(line):
        return _FILES.sub(": file[]", line)
    return _FILE.sub(": file", line)


def _with_arrows(parts: list[BodyPart], documents: tuple[JsonDocument, ...]) -> list[BodyPart]:
    """`{...} → {...}` is a request and its response."""
    bodies = [index for index, part in enumerate(parts) if part.shape is not None]
    arrows = [document.after_arrow for document in documents if document.node is not None]
    if len(bodies) != len(arrows):
        return parts
    for place, (index, arrow) in enumerate(zip(bodies, arrows, strict=True)):
        if not arrow or place == 0:
            continue
        before = bodies[place - 1]
        if parts[before].role is None:
            parts[before] = replace(parts[before], role="request")
        if parts[index].role in (None, "request"):
            parts[index] = replace(parts[index], role="response")
    return parts


def _is_abridged(node: JsonNode) -> bool:
    return node.elided or any(
        member.value is not None and member.value.elided and member.value.kind != "string"
        for member in node.members
    )

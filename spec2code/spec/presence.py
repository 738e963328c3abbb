"""Which fields are required or optional, where a list or a sentence beside the body says so.

"**Optional fields:** `note`, `slug`", "All fields are optional", "`password` is optional". What is said is kept
until the body is settled: it may stand before the example or behind it.
"""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import ANY, Field, ObjectShape, Shape
from spec2code.model.span import Excerpt, Span
from spec2code.spec.inline import code_spans, fold_width

__all__ = ["Presence", "read_presence"]

_FIELD = r"(?:(?:the|other|of|os|as|los|las|les|ses|request|body|input)\s+)*(?:fields?|properties|parameters?|attributes?|params|campos?|parámetros|parâmetros|champs|поля|alanlar|field|trường)?"
_ALL_OPTIONAL = regex(
    rf"\b(?:all|every|any|tod[oa]s|tous|tout|все|tüm|semua|tất cả(?: các)?)\s+{_FIELD}\s*(?:(?:are|is|may be|can be|son|são|sont|é)\s+)?"
    r"(?:optional|omitted|opcional(?:es)?|opcionais|optionnels?|facultatifs?|необязательны\w*|опциональны\w*|opsiyonel|isteğe bağlı|opsional|tùy chọn|không bắt buộc)\b"
    r"|(?:所有|全部)(?:字段|参数)?(?:均|都)?(?:为|是)?(?:可选|选填)|모든 (?:필드|파라미터).{0,6}(?:선택|옵션)"
    r"|\b(?:all|the)\s+(?:the\s+)?(?:others|rest)(?:\s+(?:are|is))?\s+optional\b",
    re.IGNORECASE,
)
_NAMED = (
    r"`[A-Za-z_]\w*`(?:\s*(?:,|、|/|and|or|&|y|e|o|et|ou|и|или|ve|dan|和|与|및)\s*`[A-Za-z_]\w*`)*"
)
_SAID_OPTIONAL = regex(
    rf"({_NAMED})\s*(?:fields?|campos?|champs?|字段|필드)?\s*(?:(?:is|are|may be|es|son|é|são|est|sont|—|-|为|是|는|은)\s*)?"
    r"(?:optional|opcional(?:es)?|opcionais|optionnels?|facultatifs?|可选|选填|선택|необязательн\w+|opsiyonel|opsional|tùy chọn)(?!\w)",
    re.IGNORECASE,
)
_ALSO_SENT = regex(
    rf"({_NAMED})\s*(?:fields?|arrays?|필드|배열|字段)?\s*(?:도|을|를)?\s*(?:(?:may|can) (?:also |optionally ){{1,2}}be (?:sent|included|passed|provided|added)"
    r"|선택적으로 (?:함께 )?(?:전송|보낼|포함)|(?:puede|pueden|pode|podem) (?:también|também|opcionalmente) (?:enviarse|ser enviad\w+))|也可(?:选)?(?:传|发送)",
    re.IGNORECASE,
)
"""A field that the example lacks: "`note` may also be sent"."""


@dataclass(slots=True)
class Presence:
    """What was said, by field; `everything`: no field is required."""

    fields: dict[str, tuple[bool, Shape | None, Span]] = field(default_factory=dict)
    """By name: required or not; its type where a list names it, which makes it a field; and where it says so."""
    everything: bool = False

    def note(self, name: str, required: bool, shape: Shape, span: Span) -> None:
        """Notes what a list says of a field."""
        self.fields[name] = (required, shape, span)

    @property
    def lists(self) -> bool:
        """Whether fields are listed, so that there is a body."""
        return any(shape is not None for _, shape, _ in self.fields.values())

    def applied(self, shape: Shape | None) -> Shape | None:
        """The body with what was said of its fields; it is made of them where nothing else shows it.

        A list of nothing but optional fields doesn't say that there is no other one.
        """
        if shape is None and self.lists:
            told = [required for required, shown, _ in self.fields.values() if shown is not None]
            shape = ObjectShape(fields=(), elided=not any(told))
        if not isinstance(shape, ObjectShape):
            return shape
        found: list[Field] = []
        for item in shape.fields:
            said = self.fields.get(item.name)
            required = item.required and not self.everything if said is None else said[0]
            found.append(item if required == item.required else replace(item, required=required))
        known = {item.name for item in shape.fields}
        for name, (required, stated, span) in self.fields.items():
            if stated is not None and name not in known:
                found.append(Field(name, stated, required=required, span=span))
        return replace(shape, fields=tuple(found))


def read_presence(presence: Presence, line: Excerpt) -> None:
    """Takes what a sentence says of all fields or of those that it names."""
    text = fold_width(line.text)
    if len(text) > 400:
        return
    if _ALL_OPTIONAL.search(text):
        presence.everything = True
    for match in _ALSO_SENT.finditer(text):
        for span in code_spans(match.group(1) or ""):
            presence.fields.setdefault(span.text, (False, ANY, line.span()))
    for match in _SAID_OPTIONAL.finditer(text):
        for span in code_spans(match.group(1)):
            presence.fields.setdefault(span.text, (False, None, line.span()))

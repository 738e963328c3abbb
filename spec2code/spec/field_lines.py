"""Fields written line by line (`- name: string, required`) as a shape."""

from __future__ import annotations

from collections.abc import Mapping

from spec2code.model.patterns import regex
from spec2code.model.shapes import MISSING, AnyShape, Field, ObjectShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.labels import name_role
from spec2code.spec.phrases import read_type

__all__ = ["read_field_line", "read_field_lines"]

_LINE = regex(
    r"[-*+•·]?\s*[`\"'*]{0,3}([A-Za-z_$][\w$.\[\]-]{0,80}?)(\?)?[`\"'*]{0,3}\s*(?:(?:[:：=]|\s[-–—]\s)\s*(.*)|([(（].*))?"
)
_IN_BRACKETS = regex(r"[(（]([^()（）]*)[)）]\s*(?:[:：–—-]\s*(.*))?")


def read_field_line(
    excerpt: Excerpt,
    text: str,
    offset: int,
    definitions: Mapping[str, Shape] | None = None,
) -> Field | None:
    """The field that a line such as ``- `name` (string, required): what it is`` describes; None when none."""
    match = _LINE.fullmatch(text.strip())
    if match is None:
        return None
    name, marked, after, brackets = match.groups()
    if after is None and brackets is None and not text.lstrip().startswith(("-", "*", "+", "•")):
        return None
    stated, description = after or "", None
    if brackets and (inner := _IN_BRACKETS.fullmatch(brackets.strip())):
        stated, description = inner.group(1), inner.group(2)
    elif after and (inner := _IN_BRACKETS.match(after)):
        stated, description = inner.group(1), after[inner.end() :].strip(" -–—:：") or inner.group(
            2
        )
    phrase = read_type(stated, definitions)
    rest = "; ".join(phrase.rules.rest) or None
    required = phrase.rules.required
    if description and isinstance(phrase.shape, AnyShape):
        # `name` (optional): a | b
        behind = read_type(description, definitions)
        if behind.understood and not behind.rules.rest and not behind.unknown:
            behind.rules.required = _first(required, behind.rules.required)
            required, phrase, description = behind.rules.required, behind, None
    if marked:
        required = False
    start = offset + max(text.find(name), 0)
    shape = phrase.shape
    if isinstance(shape, AnyShape) and shape.reason is None:
        shape = AnyShape(reason="the spec gives no type")
    return Field(
        name,
        shape,
        required=phrase.rules.default is MISSING if required is None else required,
        default=phrase.rules.default,
        description=description or rest,
        span=excerpt.span(start, start + len(name)),
    )


def _first(stated: bool | None, other: bool | None) -> bool | None:
    return other if stated is None else stated


def read_field_lines(
    excerpt: Excerpt,
    lines: list[tuple[str, int]],
    definitions: Mapping[str, Shape] | None = None,
) -> ObjectShape | None:
    """The object whose fields the lines describe; None when most lines describe none."""
    fields: dict[str, Field] = {}
    for text, offset in lines:
        field = read_field_line(excerpt, text, offset, definitions)
        if field is not None and not _is_label(field):
            fields.setdefault(field.name, field)
    if not fields or len(fields) * 2 < len(lines):
        return None
    return ObjectShape(fields=tuple(fields.values()))


def _is_label(field: Field) -> bool:
    """Whether a line among fields says who may call: `- Auth: Required`, `- Permission: pets.write`."""
    untyped = isinstance(field.shape, AnyShape)
    return untyped and field.name[0].isupper() and name_role(field.name, exact=True) in _NO_FIELDS


_NO_FIELDS = ("auth", "roles", "errors", "statuses", "headers")

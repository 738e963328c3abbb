"""A section of rules for the fields of all bodies: `Data Validation` with a bullet for each field."""

from __future__ import annotations

from collections.abc import Mapping, Set

from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import ArrayShape, ObjectShape, Shape
from spec2code.model.span import Span
from spec2code.spec.blocks import Document, ListItem, Section
from spec2code.spec.content_bodies import WRITING
from spec2code.spec.contents import Content
from spec2code.spec.field_bullets import read_field_bullets
from spec2code.spec.field_merge import merge
from spec2code.spec.fields import FieldRow, FieldTable

__all__ = ["lay_stated_rules"]

_HEADING = regex(
    r"[\W\d]*(?:(?:data|input|field|request|payload|form)\s+)*validations?(?:\s+rules)?\W*\Z"
)


def lay_stated_rules(
    document: Document,
    contents: list[Content],
    definitions: Mapping[str, Shape],
    used: Set[Span],
    told: list[Diagnostic],
) -> list[Span]:
    """Lay what such a section says over the fields of that name in the bodies that are sent.

    Args:
        used: blocks that an endpoint has taken already: those are about it alone.
        told: gets what contradicts an example, once.

    Returns:
        The bullets that were taken.
    """
    taken: list[Span] = []
    for section in document.sections:
        if not _HEADING.match(section.plain.lower()):
            continue
        items = _bullets(section, used)
        table = read_field_bullets(items, definitions) if items else None
        if table is None:
            continue
        laid = {name for content in contents for name in _lay(content, table, told)}
        rows = [row for row in table.rows if row.name in laid]
        taken += [
            item.span
            for item in items
            if any(row.span is not None and row.span.line == item.span.line for row in rows)
        ]
    return taken


def _bullets(section: Section, used: Set[Span]) -> list[ListItem]:
    items = [block for block in section.walk() if isinstance(block, ListItem)]
    top = min((item.depth for item in items), default=0)
    return [item for item in items if item.depth == top and item.span not in used]


def _lay(content: Content, table: FieldTable, told: list[Diagnostic]) -> set[str]:
    """The names of the fields that got a rule."""
    if content.method not in WRITING:
        return set()
    found: set[str] = set()
    for body in content.requests:
        names = _names(body.shape)
        rows = [_row(row, content.method) for row in table.rows if row.name in names]
        if body.reference is not None or not rows:
            continue
        kept = FieldTable(tuple(rows), table.span, False, table.states_type)
        body.shape, problems = merge(body.shape, kept, only_existing=True)
        told += [item for item in problems if item not in told]
        found |= {row.name for row in rows}
    return found


def _names(shape: Shape | None) -> set[str]:
    while isinstance(shape, ArrayShape):
        shape = shape.items
    return {field.name for field in shape.fields} if isinstance(shape, ObjectShape) else set()


def _row(row: FieldRow, method: str) -> FieldRow:
    """What a PATCH leaves out stays as it is, whatever is required of a whole one."""
    return replace(row, required=None) if method == "PATCH" else row

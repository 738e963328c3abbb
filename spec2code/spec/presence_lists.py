"""Lists of required and of optional fields: names behind a label, or bullets below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import ANY, Shape
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import ListItem
from spec2code.spec.content_bodies import WRITING
from spec2code.spec.contents import Content
from spec2code.spec.field_bullets import read_field_bullets
from spec2code.spec.inline import code_spans
from spec2code.spec.inline_names import inline_names
from spec2code.spec.labels import Label
from spec2code.spec.parameters import add_parameter
from spec2code.spec.phrases import read_type

__all__ = ["PRESENCE", "lists_names", "take_listed", "take_names"]

PRESENCE: Final = ("required_fields", "optional_fields")
"""The roles of labels that say which fields have to be there."""

_SENTENCE = regex(r"`\s*\.\s+(?=[A-Z])")
"""The end of the list, and what is said of the other fields: "`name`. All others are optional"."""


def lists_names(rest: Excerpt) -> bool:
    """Whether the text is a list of names: not "yes", not a type."""
    return bool(code_spans(rest.text)) or len(inline_names(rest)) > 1 or not rest.text.strip()


def take_names(content: Content, label: Label, about: str | None) -> None:
    """Takes the names on the line of the label."""
    if not label.rest.text.strip() or not lists_names(label.rest):
        return
    end = _SENTENCE.search(label.rest.text)
    for name, stated, optional, span in inline_names(label.rest.cut(0, end and end.start() + 1)):
        phrase = read_type(stated.strip(" ()=:;,.")) if stated.strip(" ()=:;,.") else None
        shape = phrase.shape if phrase is not None and phrase.understood else ANY
        _note(content, name, shape, label.role == PRESENCE[0] and not optional, about, span)


def take_listed(
    content: Content,
    bullets: list[ListItem],
    label: Label,
    about: str | None,
    definitions: Mapping[str, Shape],
) -> None:
    """Takes the bullets below the label: "- `slug` (made from the title)"."""
    top = min(item.depth for item in bullets)
    named = [item for item in bullets if item.depth == top and re.match(r"[\s*_]*[`\w]", item.text)]
    table = read_field_bullets(named, definitions)
    for row in table.rows if table is not None else ():
        if len(row.path) == 1:
            span = row.span or label.rest.span()
            _note(content, row.name, row.shape, label.role == PRESENCE[0], about, span)


def _note(
    content: Content, name: str, shape: Shape, required: bool, about: str | None, span: Span
) -> None:
    if about == "query" or content.method not in WRITING:
        known = content.parameters.get(("query", name))
        if known is not None:
            content.parameters["query", name] = replace(known, required=required)
        elif about in ("query", "parameters"):
            add_parameter(content, "query", name, shape, required, span)
    elif about != "response" and name not in content.path_parameters:
        content.presence.note(name, required, shape, span)

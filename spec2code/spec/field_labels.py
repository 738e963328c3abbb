"""Words that are labels elsewhere and names of fields in a list of them: ``- status: string`` under Query."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.spec.content_bodies import WRITING
from spec2code.spec.content_tables import FIELD_ROLES
from spec2code.spec.contents import Content, Frame, names_field
from spec2code.spec.flow import Entry
from spec2code.spec.inline import code_spans
from spec2code.spec.labels import Label
from spec2code.spec.presence_lists import PRESENCE, lists_names
from spec2code.spec.routes import METHODS

__all__ = ["announces_form", "is_field", "is_value_of_field"]

_FORM = regex(r"multipart/form-data|application/x-www-form-urlencoded")


def announces_form(label: Label, following: str, content: Content) -> bool:
    """Whether the items below "Content-Type: `multipart/form-data`" are what is sent."""
    return (
        label.role == "content_type"
        and following == "item"
        and content.method in WRITING
        and not content.requests
        and _FORM.search(label.rest.text) is not None
    )


def is_value_of_field(content: Content, label: Label, text: str) -> bool:
    """Whether a line tells of a field of a body shown already what one else says of callers: "`role`: one of `A`, `B`"."""
    return label.role in ("roles", "auth") and names_field(content, text)


def is_field(entry: Entry, label: Label, frame: Frame) -> bool:
    """``- status: string`` under Query is a field, although Status is a word for something else."""
    role = frame.label.role if frame.label is not None else None
    if label.role == "description" and role in (
        "request",
        "query",
        "parameters",
        "response",
    ):
        return True
    if role not in FIELD_ROLES:
        return False
    if label.role in PRESENCE:
        return not lists_names(label.rest)
    if label.strong:
        return label.role in ("other", "description")
    if frame.depth >= entry.depth and frame.by_item:
        return False
    value = label.rest.text.strip(" `*")
    if label.role == "method" and value in METHODS:
        return False
    if label.role == "content_type" and "/" in value:
        return False
    parts = ("request", "response", "errors", "query", "headers", "cookies", "auth")
    coded = code_spans(entry.text[:30])
    if label.role in parts and not (coded and coded[0].start < 4):
        return frame.depth < entry.depth and bool(re.match(r"[a-z_]+$", label.name))
    return True

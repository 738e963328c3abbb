"""Validation rules as people write them below a body: `title: 1-200 characters; year: 1900-2100` on the label's
own line, "Title must be 1-200 characters" in a bullet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import ArrayShape, ObjectShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import ListItem
from spec2code.spec.content_bodies import WRITING
from spec2code.spec.contents import Content
from spec2code.spec.field_bullets import read_field_bullets
from spec2code.spec.field_merge import merge
from spec2code.spec.fields import FieldRow, FieldTable
from spec2code.spec.validation import read_rules

__all__ = ["lay_told_rules", "rule_bullets", "rules_on_line"]

_RULE = regex(
    r"[\s*_`]*([A-Za-z]\w*(?:\[\]|(?:\.\w+)+)?(?: (?!(?:is|are|must|should|has|needs?|may|can|contains?)\b)[A-Za-z]\w*)?)[`*_]*\s*"
    r"(?:[:：]\s*[*_`]*\s*|(?=[(（]|(?:must|should|has|needs? to|is|are|may|can|contains?|required|optional)\b))",
    re.IGNORECASE,
)
"""A name, and what says that a rule follows."""
_BEGINS = regex(r"(?:(?<=\A)|(?<=[;,.；，。]))[\s*_]*`?[A-Za-z][\w.]*`?[*_]*\s*[:：]")
_ONLY_SOMETIMES = regex(r"\b(?:if|when|unless|while|where|depending|except)\b", re.IGNORECASE)


_SENTENCE = regex(r"(?<=[a-z0-9)`'\"][.;])\s+|\n+")
_LIMITS = regex(
    r"\b(?:required|optional|mandatory|must|between|at (?:most|least)|up to|(?:longer|shorter|more|less|fewer) than"
    r"|exceed|limited|max(?:imum)?|min(?:imum)?|characters|chars|one of)\b",
    re.IGNORECASE,
)
"""What makes a rule of a sentence: "Status is draft" tells what becomes of the field."""


def lay_told_rules(content: Content) -> None:
    """Lays what the description says of the request's fields over them: "Title is required and has at most 200 characters."

    A sentence of which anything isn't understood, or that holds under a condition only, stays a sentence; so does
    one that contradicts the example.
    """
    known = _known(content) if content.method in WRITING else {}
    if not known:
        return
    for line in content.description:
        for sentence in _SENTENCE.split(line):
            row = _told(sentence.strip(" -.;"), known, content)
            if row is not None:
                _lay(content, FieldTable((row,), content.span, False, False))


def _told(sentence: str, known: dict[str, str], content: Content) -> FieldRow | None:
    found = _RULE.match(sentence)
    name = known.get(_key(found[1])) if found is not None else None
    if found is None or name is None or _ONLY_SOMETIMES.search(sentence):
        return None
    said = sentence[found.end() :].strip(" ;,")
    rules = read_rules(said)
    if not _LIMITS.search(said) or not rules.says_something() or rules.rest:
        return None
    item = ListItem(
        1, False, Excerpt(content.span.file, f"`{name}`: {said}", 1, 1), (), None, content.span
    )
    table = read_field_bullets([item])
    if table is None or len(table.rows) != 1:
        return None
    # What a PATCH leaves out stays as it is, whatever is required of a whole one.
    required = rules.required if content.method != "PATCH" else None
    return replace(table.rows[0], required=required, description=None)


def _lay(content: Content, table: FieldTable) -> None:
    for body in content.requests:
        if body.reference is None and table.rows[0].name in _names(body.shape):
            shape, problems = merge(body.shape, table, only_existing=True)
            if not problems:
                body.shape = shape


def rule_bullets(content: Content, bullets: Iterable[ListItem]) -> list[ListItem]:
    """The bullets with the name of a field of the request in front: "Title must be ..." -> "`title`: must be ...".

    A bullet that names none, and one that holds under a condition only, stays as it is.
    """
    known = _known(content)
    return [_named(item, known) for item in bullets] if known else list(bullets)


def rules_on_line(content: Content, rest: Excerpt) -> list[ListItem]:
    """The rules on the line of a label, a bullet for each field of the request that one begins with."""
    known = _known(content)
    starts = [
        found.start()
        for found in _BEGINS.finditer(rest.text)
        if _key(found.group().strip(" *_`:：\t")) in known
    ]
    pieces: list[ListItem] = []
    for start, end in pairwise([*starts, len(rest.text)]):
        piece = rest.cut(start, end)
        pieces.append(_named(ListItem(1, False, piece, (), None, piece.span()), known))
    return pieces


def _named(item: ListItem, known: dict[str, str]) -> ListItem:
    found = _RULE.match(item.text)
    name = known.get(_key(found[1])) if found is not None else None
    if found is None or name is None or _ONLY_SOMETIMES.search(item.text):
        return item
    text = f"`{name}`: {item.text[found.end() :].strip(' ;,；，')}"
    line = Excerpt(item.excerpt.file, text, *item.excerpt.position(0))
    return ListItem(item.depth, item.ordered, line, item.children, item.checked, item.span)


def _known(content: Content) -> dict[str, str]:
    """The fields of the request by their names without case and separators, where one alone has it."""
    found: dict[str, set[str]] = {}
    for body in content.requests:
        for name in _names(body.shape):
            found.setdefault(_key(name), set()).add(name)
    return {key: names.pop() for key, names in found.items() if len(names) == 1}


def _names(shape: Shape | None) -> list[str]:
    while isinstance(shape, ArrayShape):
        shape = shape.items
    return [field.name for field in shape.fields] if isinstance(shape, ObjectShape) else []


def _key(name: str) -> str:
    return name.replace("_", "").replace(" ", "").lower()

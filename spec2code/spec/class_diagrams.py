"""Mermaid class diagrams that draw tables: classes whose attributes have keys or types of SQL, and who refers to whom."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt, Span
from spec2code.spec.column_bullets import read_bullet
from spec2code.spec.column_marks import KEY_MARK
from spec2code.spec.column_words import is_sql_type
from spec2code.spec.er_diagrams import Entity, ErDiagram

__all__ = ["is_class_diagram", "read_class_diagram"]

_HEAD = regex(r"^\s*(?:---.*?---\s*)?(?:%%[^\n]*\n\s*)*classDiagram\b", re.DOTALL)
_CLASS = regex(
    r"^[ \t]*class[ \t]+`?(\w+)`?(?:~[^~\n]*~)?(?:\[[^\]\n]*\])?[ \t]*\{([^{}]*)\}", re.MULTILINE
)
_OUTSIDE = regex(r"^[ \t]*(\w+)[ \t]*:[ \t]*([+\-#~]?[^\n]+)$", re.MULTILINE)
_KEYS = regex(r"(?:<<|\{|\[|\()?\s*\b(PK|FK|UK)\b\s*(?:>>|\}|\]|\))?")
_TYPED_FIRST = regex(r"[+\-#~]?\s*(\w+(?:\([\d,\s]+\))?(?:\[\])?)\s+(\w+)\s*(.*)")
_NAMED_FIRST = regex(r"[+\-#~]?\s*(\w+)\s*:\s*(\w+(?:\([\d,\s]+\))?(?:\[\])?)\s*(.*)")
_RELATION = regex(
    r"^[ \t]*`?(\w+)`?[ \t]*(?:\"([^\"\n]*)\")?[ \t]*(?:<\|?|\*|o)?(?:--|\.\.)(?:\|?>|\*|o)?[ \t]*(?:\"([^\"\n]*)\")?[ \t]*`?(\w+)`?(?:[ \t]*:[ \t]*(\w+))?",
    re.MULTILINE,
)
_MANY = regex(r".*(?:\*|\bn\b|\bm\b|many)\s*", re.IGNORECASE)
_LANGUAGES = (
    "string",
    "str",
    "number",
    "object",
    "bool",
    "dict",
    "long",
    "datetime",
    "float",
    "double",
    "guid",
)
"""Types that is_sql_type takes for what a column can have, but that tell nothing of a database."""


def is_class_diagram(text: str) -> bool:
    return bool(_HEAD.match(text[:2000]))


def read_class_diagram(excerpt: Excerpt) -> ErDiagram | None:
    """The classes that are tables; None where nothing tells that any is: no key, and hardly a type of SQL."""
    entities: dict[str, Entity] = {}
    kinds: list[str] = []
    keyed = False
    for name, place, text in _attributes(excerpt):
        match = _NAMED_FIRST.fullmatch(text)
        named, kind, rest = match.groups() if match else ("", "", "")
        if match is None and (match := _TYPED_FIRST.fullmatch(text)) is not None:
            kind, named, rest = match.groups()
            if is_sql_type(named) and not is_sql_type(kind):
                named, kind = kind, named
        if not named or ("(" in rest.partition(")")[0] and not _KEYS.search(rest)):
            continue
        span = excerpt.span(place, place + len(text))
        entity = entities.setdefault(name, Entity(name, span))
        keys = " ".join(key for key in _KEYS.findall(rest))
        said = f"- {named}: {kind}" + (f" {keys.replace('UK', 'UNIQUE')}" if keys else "")
        read = read_bullet(said, span)
        if isinstance(read, list):
            entity.columns += read
            kinds.append(kind)
            keyed |= bool(KEY_MARK.search(keys))
    telling = sum(
        is_sql_type(kind) and re.sub(r"\W.*", "", kind).lower() not in _LANGUAGES for kind in kinds
    )
    found = [entity for entity in entities.values() if len(entity.columns) > 1]
    if not found or not (keyed or telling * 4 >= len(kinds) * 3):
        return None
    return ErDiagram(found, _relations(excerpt), [])


def _attributes(excerpt: Excerpt) -> list[tuple[str, int, str]]:
    """Of each attribute its class, where it begins and how it is written."""
    found: list[tuple[str, int, str]] = []
    for match in _CLASS.finditer(excerpt.text):
        if "<<enum" in match.group(2).lower():
            continue
        offset = match.start(2)
        for line in match.group(2).split("\n"):
            text = line.strip()
            if text and not text.startswith(("<<", "%%")) and "~" not in text[1:]:
                found.append((match.group(1), offset + line.index(text), text))
            offset += len(line) + 1
    for match in _OUTSIDE.finditer(excerpt.text):
        found.append((match.group(1), match.start(2), match.group(2).strip()))
    return found


def _relations(excerpt: Excerpt) -> list[tuple[str, str, Span, str | None]]:
    """Who refers to whom, by the side that holds many."""
    found: list[tuple[str, str, Span, str | None]] = []
    for match in _RELATION.finditer(excerpt.text):
        left, left_count, right_count, right, word = match.groups()
        place = excerpt.span(match.start(1), match.end(4))
        many_left = bool(_MANY.fullmatch(left_count or ""))
        many_right = bool(_MANY.fullmatch(right_count or ""))
        if many_right and not many_left:
            found.append((right, left, place, word))
        elif many_left and not many_right:
            found.append((left, right, place, word))
        elif not many_left:
            found += [(left, right, place, word), (right, left, place, word)]
    return found

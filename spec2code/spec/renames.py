"""Renames of columns and tables that a document announces in words."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex

__all__ = ["announced_renames", "row_renames"]

_ID = r"[`\"']?([A-Za-z_]\w*)[`\"']?"
_QUALIFIED = regex(
    r"\brenam(?:e|ed|es|ing)\s+(?:the\s+)?(?:column\s+)?[`\"']?([A-Za-z_]\w*)\.([A-Za-z_]\w*)[`\"']?\s+(?:to|→|->|as)\s+[`\"']?(?:[A-Za-z_]\w*\.)?([A-Za-z_]\w*)[`\"']?",
    re.IGNORECASE,
)
_IN_TABLE = regex(
    rf"\brenam(?:e|ed|es|ing)\s+(?:the\s+)?(?:column|field)\s+{_ID}\s+(?:to|→|->|as)\s+{_ID}\s+(?:in|on|of)\s+(?:the\s+)?(?:table\s+)?{_ID}",
    re.IGNORECASE,
)
_TABLE = regex(
    rf"\brenam(?:e|ed|es|ing)\s+(?:the\s+)?table\s+{_ID}\s+(?:to|→|->|as)\s+{_ID}", re.IGNORECASE
)
_TABLE_TOLD = regex(
    rf"\btable\s+{_ID}\s+(?:(?:is|was|gets|has\s+been)\s+)?renamed\s+(?:to|→|->|as)\s+{_ID}",
    re.IGNORECASE,
)
_COLUMN_TOLD = regex(
    r"(?<![\w.])[`\"']?([A-Za-z_]\w*)\.([A-Za-z_]\w*)[`\"']?\s+(?:(?:is|was|gets|has\s+been)\s+)?renamed\s+(?:to|→|->|as)"
    r"\s+[`\"']?(?:[A-Za-z_]\w*\.)?([A-Za-z_]\w*)[`\"']?",
    re.IGNORECASE,
)
_ARROW = regex(rf"{_ID}\s*(?:→|->|=>|⟶)\s*{_ID}")
_TO = regex(rf"\brenamed?\b.*?\b(?:to|→|->|as)\s+{_ID}", re.IGNORECASE)
_FROM = regex(rf"\brenamed?\s+from\s+{_ID}", re.IGNORECASE)
_WORD = regex(
    r"\brenam(?:e|ed|es|ing)\b|重命名|改名|이름 변경|renombrar|renomear|renommer|переимен",
    re.IGNORECASE,
)


def announced_renames(text: str) -> list[tuple[str, str, str]]:
    """(table, old column, new column) for each rename in a sentence; old column '' renames the table."""
    if len(text) > 4000 or not _WORD.search(text):
        return []
    found = [match.groups() for match in _QUALIFIED.finditer(text)]
    found += [
        (table, old, new) for old, new, table in (m.groups() for m in _IN_TABLE.finditer(text))
    ]
    found += [(old, "", new) for old, new in (m.groups() for m in _TABLE.finditer(text))]
    found += [(old, "", new) for old, new in (m.groups() for m in _TABLE_TOLD.finditer(text))]
    found += [match.groups() for match in _COLUMN_TOLD.finditer(text)]
    return [(a, b, c) for a, b, c in found]


def row_renames(table: str, column: str, text: str) -> list[tuple[str, str, str]]:
    """What a row of a schema-change table renames: `users | name -> full_name | RENAME`."""
    table = table.strip('`" ')
    if not re.fullmatch(r"[A-Za-z_]\w*", table) or not _WORD.search(text):
        return []
    if match := _ARROW.search(column):
        return [(table, match.group(1), match.group(2))]
    column = column.strip('`" ')
    if not column or column in ("-", "–", "—"):
        match = _TO.search(text)
        return [(table, "", match.group(1))] if match else []
    if not re.fullmatch(r"[A-Za-z_]\w*", column):
        return []
    if match := _FROM.search(text):
        return [(table, match.group(1), column)]
    if match := _TO.search(text):
        return [(table, column, match.group(1))]
    return []

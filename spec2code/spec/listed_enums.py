"""Enums that items list by name below a heading about enums: ``- `order_status`: `OPEN`, `PAID` ``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spec2code.model.patterns import regex
from spec2code.model.span import Span
from spec2code.spec.blocks import TableBlock
from spec2code.spec.inline import fold_width
from spec2code.spec.prisma_models import enum_statement

__all__ = ["about_enums", "listed_enums", "tabled_enum"]

_ABOUT = regex(
    r"\benum(?:s|er\w*|s? types?)?\b|枚举|枚舉|列挙|열거|перечислени|\bwyliczeni\w+|\bénumérations?\b|\benumeraciones\b|\benumera(?:ç|c)ões\b",
    re.IGNORECASE,
)
_LISTED = regex(
    r"(?:[-*+•]\s+|\d+[.)]\s+)?[*_]*`?([A-Za-z_]\w*)`?[*_]*\s*(?:[:=]|—|–|->|→)[*_]*\s*(\S.*)"
)
_VALUE = regex(r"`([\w-]+)`|['\"]([\w-]+)['\"]|([A-Za-z_][\w-]*)")
_VALUES_HEAD = regex(
    r"values?|valor(?:es)?|valeurs?|wert|valore|değer|giá trị|значение|nilai|值|枚举值|取值|값|코드|値|code|código|label|constant|constante",
    re.IGNORECASE,
)
_BETWEEN = regex(r"\s*[,|/、]\s*")


def about_enums(title: str) -> bool:
    """Whether a heading or label says that what stands below are enums."""
    return _ABOUT.search(title) is not None


def listed_enums(lines: Iterable[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """The statements that make the enums which the lines list, each by its name; none where one lists something else."""
    found: list[tuple[str, Span]] = []
    for text, span in lines:
        match = _LISTED.fullmatch(fold_width(text).strip())
        values = _values(match.group(2)) if match is not None else []
        if match is None or not values:
            return []
        found.append((enum_statement(match.group(1), values), span))
    return found


def tabled_enum(name: str, table: TableBlock) -> tuple[str, Span] | None:
    """The statement of an enum whose values are the rows of a table, ``| Value | Meaning |``; None where they are others."""
    if not table.header or not _VALUES_HEAD.fullmatch(table.header[0].plain.strip()):
        return None
    values = [
        match and next(filter(None, match.groups()))
        for match in (_VALUE.fullmatch(row[0].text.strip(" *")) for row in table.rows)
    ]
    known = [value for value in values if value]
    return (
        (enum_statement(name, known), table.span) if known and len(known) == len(values) else None
    )


def _values(text: str) -> list[str]:
    """The values of a list that holds nothing else, but for brackets around it and a full stop."""
    found: list[str] = []
    for part in _BETWEEN.split(re.sub(r"^[\[({]|[\])};.]+$", "", text.strip())):
        match = _VALUE.fullmatch(part.strip())
        if match is None:
            return []
        found.append(next(value for value in match.groups() if value))
    return found

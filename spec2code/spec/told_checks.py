"""Checks that lines below the columns of a table tell: "CHECK (price > 0)", ``- state IN ('open', 'paid')``.

A line counts only where it is a condition of SQL on columns of that table alone, so that prose stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from spec2code.model.patterns import regex
from spec2code.spec.inline import code_spans, fold_width, plain
from spec2code.sql import quote_identifier

__all__ = ["told_check"]

_LINE = regex(
    r"[-*+•\s]*(?:(?:constraint\s+)?(?P<name>[A-Za-z_]\w*)\s*[:：]\s*)?(?P<check>check\b\s*[:：]?\s*)?(?P<condition>\S.*?)[\s.;]*",
    re.IGNORECASE | re.DOTALL,
)
_WORD = regex(r"'(?:[^']|'')*'|\"[^\"]*\"|-?\d+(?:\.\d+)?|[^\W\d]\w*|<=|>=|<>|!=|[^\w\s]")
_WORDS = frozenset(("and", "or", "not", "in", "between", "is", "null", "true", "false"))
_SIGNS = frozenset(("<=", ">=", "<>", "!=", "<", ">", "=", "(", ")", ","))
_LABEL = regex(r"[-*+•\s]*constraints?\s*[:：]\s*", re.IGNORECASE)
_NEGATED = regex(
    r"\b(?:if|when|unless|not|never|may|app(?:lication)?|filter\w*|where)\b", re.IGNORECASE
)
"""A sentence that doesn't say that the condition always holds, and in the database."""
_COMPARES = regex(r"<=|>=|<>|!=|[<>=]|\b(?:in\s*\(|between\s|is\s+(?:not\s+)?null)", re.IGNORECASE)


def told_check(text: str, table: str, columns: Collection[str]) -> str | None:
    """The statement that makes the check which a line tells; None when it tells of something else.

    Args:
        text: the line or bullet.
        table: the name of the table, in SQL.
        columns: its columns.
    """
    if len(text) > 500:
        return None
    match = _LINE.fullmatch(_condition(text))
    if match is None or match["name"] in columns:
        return None
    condition = match["condition"].replace("≥", ">=").replace("≤", "<=")
    if match["check"] and condition.startswith("(") and condition.endswith(")"):
        condition = condition[1:-1].strip()
    words = _WORD.findall(condition)
    if not any(word in columns for word in words) or _COMPARES.search(condition) is None:
        return None
    if not all(word in columns or _is_sql(word) for word in words):
        return None
    spelled = _WORD.sub(
        lambda word: quote_identifier(word.group()) if word.group() in columns else word.group(),
        condition,
    )
    title = f"CONSTRAINT {quote_identifier(match['name'])} " if match["name"] else ""
    return f"ALTER TABLE {table} ADD {title}CHECK ({spelled})"


def _condition(text: str) -> str:
    """The line without "Constraint:" in front of it; of a sentence about one, the condition in code."""
    line = _LABEL.sub("", plain(fold_width(text)))
    spans = code_spans(text)
    if len(spans) == 1 and _COMPARES.search(spans[0].text) and not _NEGATED.search(line):
        return fold_width(spans[0].text)
    return line


def _is_sql(word: str) -> bool:
    return (
        word[0] == "'"
        or word in _SIGNS
        or word.lower() in _WORDS
        or re.fullmatch(r"-?\d+(?:\.\d+)?", word) is not None
    )

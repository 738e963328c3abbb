"""Constraints and indexes that stand alone in a fence of SQL below a table's columns: ``UNIQUE (house_id, name)``."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Name
from spec2code.model.span import Excerpt
from spec2code.model.statements import AddConstraint, CreateIndex, Statement
from spec2code.spec.column_bullets import nonblank
from spec2code.spec.ddl_context import Context
from spec2code.sql import quote_identifier, read_sql

__all__ = ["are_keys", "key_statements"]

_LINE = regex(
    r"\s*(?:constraint\s+\w+\s+)?(?:unique|primary\s+key|foreign\s+key|check|(?:unique\s+)?index|key)\b[^;\n]*\)[^;()\n]*[;,]?\s*",
    re.IGNORECASE,
)
_REMARK = regex(r"\s--\s.*")


def are_keys(excerpt: Excerpt, context: Context) -> bool:
    """Whether a fence below a table's name holds nothing but its constraints and indexes, each on its line."""
    lines = nonblank(excerpt) if context.in_schema and context.named else []
    return bool(lines) and all(_LINE.fullmatch(_REMARK.sub("", line.text)) for line in lines)


def key_statements(excerpt: Excerpt, table: str) -> list[Statement] | None:
    """The statements that add them; None where one of them can't be read."""
    found: list[Statement] = []
    for line in nonblank(excerpt):
        text = _REMARK.sub("", line.text).strip().rstrip(",;")
        sql = f"ALTER TABLE {quote_identifier(table)} ADD {text}"
        read = read_sql(Excerpt(line.span().file, sql), "mysql")
        made = [item for item in read.statements if isinstance(item, AddConstraint | CreateIndex)]
        if not made or any(item.severity.value == "error" for item in read.diagnostics):
            return None
        for item in made:
            placed = replace(item, span=line.span(), text="")
            if isinstance(placed, AddConstraint):
                constraint = replace(placed.constraint, span=line.span())
                placed = replace(placed, constraint=constraint)
            found.append(replace(placed, table=Name(table)))
    return found

"""Column tables that tell no types, only what each column holds: ``| Field | What it holds |`` with an `id` first."""

from __future__ import annotations

from spec2code.model.span import Span
from spec2code.spec.blocks import TableBlock
from spec2code.spec.column_headers import COLUMN_WORDS
from spec2code.spec.column_sayings import hear_description, untyped
from spec2code.spec.column_tables import column_names
from spec2code.spec.field_headers import column_roles, header_key
from spec2code.spec.written_tables import ListedColumn

__all__ = ["read_untyped_table"]


def read_untyped_table(
    table: TableBlock,
) -> tuple[list[ListedColumn], list[tuple[str, Span]]] | None:
    """The columns of the rows, and the rows that are none; None where it is no such table.

    Whether it is about a table of the database is for the caller to know: its heading names one as code.
    """
    keys = [header_key(cell.plain) for cell in table.header]
    roles = column_roles([cell.plain for cell in table.header])
    named = roles.get("name") == 0 or (bool(keys) and keys[0] in COLUMN_WORDS)
    if not named or "type" in roles or not 2 <= len(keys) <= 3 or len(table.rows) < 3:
        return None
    if table.rows[0][0].plain.strip(" `*").lower() not in ("id", "uuid"):
        return None
    columns: list[ListedColumn] = []
    others: list[tuple[str, Span]] = []
    for row in table.rows:
        names = column_names(row[0].plain)
        said = row[1].plain.strip()
        if not names:
            others.append((row[0].plain.strip(), row[0].span))
        for name in names:
            words = untyped(name)
            hear_description(words, said, name)
            columns.append(ListedColumn(name, words, row[0].span, said or None))
    if len(others) * 4 > len(table.rows):
        return None
    if not any(column.words.primary for column in columns):
        columns[0].words.primary, columns[0].words.nullable = True, False
    return columns, others

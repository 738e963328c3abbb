"""The keys of an index: columns and expressions with collation, operator class and order."""

from __future__ import annotations

from spec2code.model.schema import Expression, IndexKey, Name
from spec2code.sql.clauses import collation
from spec2code.sql.cursor import Cursor
from spec2code.sql.expressions import expression
from spec2code.sql.identifiers import quote_identifier

__all__ = ["prefix_of", "read_index_keys"]


def read_index_keys(cursor: Cursor, table: Name) -> tuple[IndexKey, ...]:
    """What stands between the parentheses of an index."""
    return tuple(_key(part, table) for part in cursor.elements())


def _key(cursor: Cursor, table: Name) -> IndexKey:
    column, value = _subject(cursor, table)
    order_by = operator_class = None
    if cursor.accept("COLLATE"):
        order_by = collation(cursor)
    if cursor.at_name and cursor.word() not in ("ASC", "DESC", "NULLS"):
        operator_class = str(cursor.name("an operator class"))
        if cursor.at("("):
            start = cursor.offset
            cursor.skip()
            operator_class += " " + cursor.text_from(start)
    descending = cursor.accept_any("ASC", "DESC") == "DESC"
    nulls_first: bool | None = None
    if cursor.accept("NULLS"):
        where = cursor.accept_any("FIRST", "LAST")
        if not where:
            raise cursor.unreadable("`FIRST` or `LAST`")
        nulls_first = where == "FIRST"
        if nulls_first == descending:
            nulls_first = None
    cursor.finish()
    return IndexKey(value, column, order_by, operator_class, descending, nulls_first)


def _subject(cursor: Cursor, table: Name) -> tuple[str | None, Expression]:
    known = cursor.script.columns.get(table)
    dialect = cursor.script.dialect
    if cursor.at("("):
        part = cursor.inside()
        # pg_dump writes `((a > 0)) DESC`; what is compared with the catalog has one pair.
        while part.at("(") and part.closing.get(part.index) == part.stop - 1:
            part = part.inside()
        if part.done:
            raise part.unreadable("an expression")
        text = part.rest()
        value = expression(text, dialect, None, known)
        if _is_column(value.key, text):
            return value.key.strip('"'), value
        return None, value
    start = cursor.offset
    if not cursor.at_name:
        raise cursor.unreadable("a column")
    if cursor.kind(1) == "op" and cursor.word(1) in ("(", "."):
        if cursor.word(1) == "(" and _is_prefix(cursor):
            return _prefixed(cursor)
        cursor.advance()
        while cursor.accept("."):
            cursor.advance()
        if cursor.at("("):
            cursor.skip()
        return None, expression(cursor.text_from(start), dialect, None, known)
    column = cursor.identifier("a column")
    if not cursor.done and cursor.kind() == "op":
        cursor.index = cursor.stop
        if dialect == "postgresql":
            text = cursor.text_from(start)
            message = (
                f"an expression in an index stands in parentheses; `{text}` is read as `({text})`"
            )
            cursor.script.tell("Q110", message, start, cursor.last_end)
        return None, expression(cursor.text_from(start), dialect, None, known)
    return column, Expression(cursor.text_from(start), quote_identifier(column))


def _is_column(key: str, text: str) -> bool:
    bare = key.strip('"')
    if key in ("true", "false", "null"):
        return False
    return (
        bare.replace("_", "a").isalnum()
        and not bare[0].isdigit()
        and "'" not in text
        and "(" not in text
    )


def _is_prefix(cursor: Cursor) -> bool:
    """MySQL's `column(10)`: only the first ten characters are indexed."""
    return cursor.kind(2) == "number" and cursor.word(3) == ")"


def prefix_of(column: str, length: int) -> Expression:
    """The key of an index of MySQL that holds only the first characters of a column."""
    text = f"{column}({length})"
    return Expression(text, text)


def _prefixed(cursor: Cursor) -> tuple[str | None, Expression]:
    column = cursor.identifier("a column")
    begin = cursor.offset
    cursor.skip()
    length = cursor.text_from(begin)
    if cursor.script.dialect == "mysql":
        return None, prefix_of(column, int(length.strip("() ")))
    cursor.script.tell(
        "Q111",
        f"PostgreSQL has no index on the first characters of a column; `{length}` behind `{column}` is left out",
        begin,
        cursor.last_end,
    )
    return column, Expression(quote_identifier(column), quote_identifier(column))

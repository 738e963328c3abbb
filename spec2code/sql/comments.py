"""COMMENT ON."""

from __future__ import annotations

from spec2code.model.schema import Name
from spec2code.model.statements import RunSql, SetComment, Statement
from spec2code.sql.cursor import Cursor
from spec2code.sql.identifiers import name_of
from spec2code.sql.objects import ALWAYS_THERE, canonical_words, object_kind, signature

__all__ = ["read_comment"]


def read_comment(cursor: Cursor) -> list[Statement]:
    """COMMENT ON; the cursor stands behind the word COMMENT."""
    cursor.expect("ON")
    if cursor.at_any("DATABASE", "ROLE", "TABLESPACE", "LARGE"):
        cursor.rest()
        return [RunSql("COMMENT")]
    if cursor.accept("COLUMN"):
        return [_column(cursor)]
    if cursor.accept("TABLE"):
        return [_finish(cursor, "table", cursor.name("a table"))]
    if cursor.accept("INDEX"):
        return [_finish(cursor, "index", cursor.name("an index"))]
    if cursor.accept("CONSTRAINT"):
        name = Name(cursor.identifier("a constraint"))
        cursor.expect("ON")
        cursor.accept("DOMAIN")
        return [_finish(cursor, "constraint", name, table=cursor.name("a table"))]
    kind = object_kind(cursor)
    if not kind:
        raise cursor.unreadable("what the comment is on")
    found = _object(cursor, kind)
    if kind in ("extension", "language") and found.name.name in ALWAYS_THERE:
        return [RunSql("COMMENT")]
    return [found]


def _column(cursor: Cursor) -> Statement:
    parts = [cursor.identifier("a table and column")]
    while cursor.accept("."):
        parts.append(cursor.identifier("a column"))
    if len(parts) < 2:
        raise cursor.unreadable("`.` and a column")
    return _finish(cursor, "column", name_of(parts[:-1]), column=parts[-1])


def _object(cursor: Cursor, kind: str) -> SetComment:
    table = arguments = None
    if kind == "cast":
        name = Name(canonical_words(cursor.inside()))
    elif kind.startswith("operator"):
        start = cursor.offset
        cursor.skip_until("IS")
        name = Name(cursor.text_from(start))
    else:
        name = cursor.name()
    if kind in ("function", "procedure", "aggregate") and cursor.at("("):
        arguments = signature(cursor.inside())
    if kind in ("trigger", "policy", "rule") and cursor.accept("ON"):
        table = cursor.name("a table")
    return _finish(cursor, kind, name, table=table, signature=arguments)


def _finish(
    cursor: Cursor,
    kind: str,
    name: Name,
    *,
    column: str | None = None,
    table: Name | None = None,
    signature: str | None = None,
) -> SetComment:
    cursor.expect("IS")
    comment = None if cursor.accept("NULL") else cursor.string("a comment in quotes")
    cursor.finish()
    return SetComment(kind, name, comment or None, column, table, signature)

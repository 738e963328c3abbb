"""What follows the parenthesis of a CREATE TABLE."""

from __future__ import annotations

from spec2code.model.schema import Name
from spec2code.sql.clauses import parameters, with_text
from spec2code.sql.cursor import Cursor
from spec2code.sql.identifiers import quote_name

__all__ = ["read_table_options"]


def read_table_options(cursor: Cursor, options: dict[str, str], parent: Name | None) -> str | None:
    """Read the options into `options`; the table's comment comes back where one is given.

    Args:
        parent: the table behind PARTITION OF.
    """
    comment = None
    if parent is not None:
        options["partition_of"] = f"{quote_name(parent)} {_bound(cursor)}"
    while not cursor.done:
        cursor.accept(",")
        if cursor.accept("COMMENT"):
            cursor.accept("=")
            comment = cursor.string()
        elif not _standard(cursor, options) and not _foreign(cursor, options):
            raise cursor.unreadable("the end of the statement")
    return comment


def _bound(cursor: Cursor) -> str:
    """FOR VALUES ... or DEFAULT."""
    start = cursor.offset
    if cursor.accept("DEFAULT"):
        return "DEFAULT"
    cursor.expect("FOR", "VALUES")
    cursor.skip_until("PARTITION", "USING", "TABLESPACE")
    if cursor.at("WITH"):
        cursor.skip()
    return cursor.text_from(start)


def _standard(cursor: Cursor, options: dict[str, str]) -> bool:
    if cursor.accept("INHERITS"):
        part = cursor.inside()
        options["inherits"] = ", ".join(quote_name(p.name("a table")) for p in part.elements())
    elif cursor.accept("PARTITION", "BY"):
        start = cursor.offset
        method = cursor.identifier("RANGE, LIST or HASH").upper()
        begin = cursor.offset
        if cursor.at("COLUMNS"):
            cursor.advance()
        cursor.inside()
        options["partition_by"] = f"{method} {cursor.text_from(begin)}"
        if cursor.script.dialect == "mysql":
            cursor.rest()
            options["partition_by"] = cursor.text_from(start)
    elif cursor.accept("USING"):
        options["using"] = cursor.identifier("an access method")
    elif cursor.at("WITH", "("):
        cursor.advance()
        options["with"] = with_text(parameters(cursor))
    elif cursor.accept("WITHOUT", "OIDS"):
        pass
    elif cursor.accept("WITHOUT", "ROWID"):
        _sqlite(cursor, options, "without_rowid")
    elif cursor.accept("STRICT"):
        _sqlite(cursor, options, "strict")
    elif cursor.accept("ON", "COMMIT"):
        options["on_commit"] = cursor.rest()
    elif cursor.accept("TABLESPACE"):
        options["tablespace"] = cursor.identifier("a tablespace")
    elif cursor.accept("AS") or cursor.at_any("SELECT", "(") or cursor.at("WITH"):
        options["as"] = cursor.rest()
    else:
        return False
    return True


def _sqlite(cursor: Cursor, options: dict[str, str], name: str) -> None:
    """How SQLite stores a table: nothing of the kind in another database."""
    if cursor.script.dialect == "sqlite":
        options[name] = "true"


def _foreign(cursor: Cursor, options: dict[str, str]) -> bool:
    """MySQL's options, each `NAME [=] value`."""
    cursor.accept("DEFAULT")
    if cursor.accept("CHARACTER", "SET") or cursor.accept("CHARSET"):
        name = "charset"
    elif cursor.at_any(
        "ENGINE", "COLLATE", "AUTO_INCREMENT", "ROW_FORMAT", "KEY_BLOCK_SIZE", "STATS_PERSISTENT"
    ):
        name = cursor.advance().word.lower()
    else:
        return False
    cursor.accept("=")
    options[name] = cursor.advance().text
    return True

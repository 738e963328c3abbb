"""DROP of tables, indexes, types and everything else."""

from __future__ import annotations

from collections.abc import Callable

from spec2code.model.schema import Name
from spec2code.model.statements import DropEnum, DropIndex, DropObject, DropTable, RunSql, Statement
from spec2code.sql.cursor import Cursor
from spec2code.sql.objects import canonical_words, object_kind, signature

__all__ = ["read_drop"]

_ROUTINES = ("function", "procedure", "aggregate", "routine")


def read_drop(cursor: Cursor) -> list[Statement]:
    """DROP; the cursor stands behind that word. One statement for each name."""
    if cursor.accept("TEMPORARY"):
        cursor.rest()
        return [RunSql("DROP TEMPORARY TABLE")]
    if cursor.accept("TABLE"):
        return _names(cursor, lambda name, if_exists, cascade: DropTable(name, if_exists, cascade))
    if cursor.accept("TYPE"):
        return _names(cursor, lambda name, if_exists, cascade: DropEnum(name, if_exists, cascade))
    if cursor.accept("INDEX"):
        return _indexes(cursor)
    if cursor.at_any("DATABASE", "ROLE", "USER", "OWNED", "TABLESPACE") and not cursor.at(
        "USER", "MAPPING"
    ):
        word = cursor.advance().word
        cursor.rest()
        return [RunSql(f"DROP {word}")]
    kind = "routine" if cursor.accept("ROUTINE") else object_kind(cursor)
    if not kind:
        raise cursor.unreadable("what is to be dropped")
    return _objects(cursor, "function" if kind == "routine" else kind)


def _names(cursor: Cursor, make: Callable[[Name, bool, bool], Statement]) -> list[Statement]:
    if_exists = cursor.accept("IF", "EXISTS")
    names = [cursor.name()]
    while cursor.accept(","):
        names.append(cursor.name())
    cascade = cursor.accept_any("CASCADE", "RESTRICT") == "CASCADE"
    cursor.finish()
    return [make(name, if_exists, cascade) for name in names]


def _indexes(cursor: Cursor) -> list[Statement]:
    concurrently = cursor.accept("CONCURRENTLY")
    if_exists = cursor.accept("IF", "EXISTS")
    names = [cursor.name("an index")]
    while cursor.accept(","):
        names.append(cursor.name("an index"))
    table = cursor.name("a table") if cursor.accept("ON") else None
    cursor.accept_any("CASCADE", "RESTRICT")
    cursor.finish()
    return [DropIndex(name, table, if_exists, concurrently) for name in names]


def _objects(cursor: Cursor, kind: str) -> list[Statement]:
    if_exists = cursor.accept("IF", "EXISTS")
    found: list[tuple[Name, Name | None, str | None]] = []
    while True:
        found.append(_one(cursor, kind))
        if not cursor.accept(","):
            break
    cascade = cursor.accept_any("CASCADE", "RESTRICT") == "CASCADE"
    cursor.finish()
    return [
        DropObject(kind, name, table, arguments, if_exists, cascade)
        for name, table, arguments in found
    ]


def _one(cursor: Cursor, kind: str) -> tuple[Name, Name | None, str | None]:
    table = arguments = None
    if kind == "cast":
        return Name(canonical_words(cursor.inside())), None, None
    if kind in ("operator", "operator class", "operator family", "transform", "user mapping"):
        start = cursor.offset
        cursor.skip_until("(", "USING", "CASCADE", "RESTRICT", ",", "FOR", "SERVER")
        name = Name(cursor.text_from(start).removeprefix("public."))
        cursor.skip_until("CASCADE", "RESTRICT", ",")
        return name, None, None
    name = cursor.name()
    if kind in _ROUTINES and cursor.at("("):
        arguments = signature(cursor.inside())
    if kind in ("trigger", "policy", "rule") and cursor.accept("ON"):
        table = cursor.name("a table")
    return name, table, arguments

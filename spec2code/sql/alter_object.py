"""ALTER of anything but tables and types."""

from __future__ import annotations

from spec2code.model.schema import Name
from spec2code.model.statements import AlterObject, RenameIndex, RunSql, Statement
from spec2code.sql.cursor import Cursor
from spec2code.sql.objects import canonical_words, definition_key, object_kind, signature

__all__ = ["read_alter_object"]

_SETTINGS = ("DATABASE", "ROLE", "USER", "SYSTEM", "GROUP", "TABLESPACE", "LARGE")


def read_alter_object(cursor: Cursor, start: int) -> list[Statement]:
    """ALTER; the cursor stands behind that word."""
    if cursor.accept("DEFAULT", "PRIVILEGES"):
        cursor.rest()
        return [RunSql("ALTER DEFAULT PRIVILEGES")]
    if cursor.at_any(*_SETTINGS) and not cursor.at("USER", "MAPPING"):
        word = cursor.advance().word
        cursor.rest()
        return [RunSql(f"ALTER {word}")]
    if cursor.accept("INDEX"):
        return _index(cursor, start)
    kind = object_kind(cursor)
    if not kind:
        raise cursor.unreadable("what is to be altered")
    cursor.accept("IF", "EXISTS")
    table, name = None, _name(cursor, kind)
    if kind in ("function", "procedure", "aggregate") and cursor.at("("):
        signature(cursor.inside())
    if kind in ("trigger", "policy", "rule"):
        cursor.expect("ON")
        table = cursor.name("a table")
    return [_action(cursor, start, kind, name, table)]


def _name(cursor: Cursor, kind: str) -> Name:
    if kind == "cast":
        return Name(canonical_words(cursor.inside()))
    if kind.startswith("operator"):
        begin = cursor.offset
        cursor.skip_until("OWNER", "SET", "RENAME", "ADD", "DROP")
        return Name(cursor.text_from(begin))
    return cursor.name()


def _action(cursor: Cursor, start: int, kind: str, name: Name, table: Name | None) -> Statement:
    new_name = None
    if cursor.accept("OWNER", "TO"):
        cursor.rest()
        return RunSql("OWNER")
    if cursor.accept("RENAME", "TO"):
        new = cursor.name("a name")
        new_name = Name(new.name, new.schema or name.schema)
    elif cursor.accept("SET", "SCHEMA"):
        schema = cursor.identifier("a schema")
        new_name = Name(name.name, None if schema == "public" else schema)
    elif cursor.done:
        raise cursor.unreadable("what is to be altered")
    cursor.rest()
    return AlterObject(kind, name, definition_key(cursor, start), new_name, table)


def _index(cursor: Cursor, start: int) -> list[Statement]:
    cursor.accept("IF", "EXISTS")
    name = cursor.name("an index")
    if cursor.accept("RENAME", "TO"):
        new = cursor.identifier("an index name")
        cursor.finish()
        return [RenameIndex(name, new)]
    if cursor.done:
        raise cursor.unreadable("what is to be altered")
    cursor.rest()
    return [AlterObject("index", name, definition_key(cursor, start))]

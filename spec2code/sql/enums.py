"""CREATE TYPE and ALTER TYPE."""

from __future__ import annotations

from spec2code.model.schema import Enum, Name
from spec2code.model.statements import (
    AddEnumValue,
    AlterObject,
    CreateEnum,
    RenameEnumValue,
    RenameType,
    RunSql,
    Statement,
)
from spec2code.sql.cursor import Cursor
from spec2code.sql.objects import definition_key, read_create_object

__all__ = ["read_alter_type", "read_create_type"]


def read_create_type(cursor: Cursor, start: int, words: frozenset[str]) -> list[Statement]:
    """CREATE TYPE; the cursor stands behind the word TYPE. All but enums are kept as text."""
    first = cursor.index
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    name = cursor.name("the name of the type")
    if not cursor.accept("AS", "ENUM"):
        cursor.index = first
        return read_create_object(cursor, start, "type", words)
    labels = []
    part = cursor.inside()
    for element in part.elements():
        if element.done:
            if part.tokens[element.index - 1].word == ",":
                comma = part.tokens[element.index - 1]
                part.script.tell("Q104", f"type `{name}`: a comma too many", comma.start, comma.end)
            continue
        labels.append(element.string("a label in quotes"))
        element.finish()
    cursor.finish()
    return [CreateEnum(Enum(name, tuple(labels), span=cursor.span_from(start)), if_not_exists)]


def read_alter_type(cursor: Cursor, start: int) -> list[Statement]:
    """ALTER TYPE; the cursor stands behind the word TYPE."""
    name = cursor.name("a type")
    if cursor.accept("ADD", "VALUE"):
        if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
        value = cursor.string("a label in quotes")
        before = after = None
        if cursor.accept("BEFORE"):
            before = cursor.string("a label in quotes")
        elif cursor.accept("AFTER"):
            after = cursor.string("a label in quotes")
        cursor.finish()
        return [AddEnumValue(name, value, before, after, if_not_exists)]
    if cursor.accept("RENAME", "VALUE"):
        value = cursor.string("a label in quotes")
        cursor.expect("TO")
        return [RenameEnumValue(name, value, cursor.string("a label in quotes"))]
    if cursor.accept("RENAME", "TO"):
        new = cursor.name("the name of the type")
        return [RenameType(name, Name(new.name, new.schema or name.schema))]
    if cursor.accept("SET", "SCHEMA"):
        schema = cursor.identifier("a schema")
        return [RenameType(name, Name(name.name, None if schema == "public" else schema))]
    if cursor.accept("OWNER", "TO"):
        cursor.rest()
        return [RunSql("OWNER")]
    if cursor.done:
        raise cursor.unreadable("what is to be altered")
    cursor.rest()
    return [AlterObject("type", name, definition_key(cursor, start))]

"""The names that a piece of SQL mentions: what a view, a function or a check may depend on.

This overestimates: a word in a comment or a local variable counts as well. An order that is kept
without need costs nothing, and one that leads in a circle is given up first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec2code.model.changes import (
    AddColumn,
    AddConstraint,
    AddEnum,
    AddIndex,
    AddObject,
    AddTable,
    Change,
    ModifyColumn,
    ModifyConstraint,
    ModifyIndex,
    ModifyObject,
    ModifyTable,
)
from spec2code.model.patterns import regex
from spec2code.model.schema import (
    Check,
    Column,
    Constraint,
    Exclude,
    ForeignKey,
    Index,
    Name,
    SqlObject,
    Table,
)

__all__ = ["makes", "mentioned", "required", "table_mentions", "words"]

_WORD = regex(r'"((?:[^"]|"")+)"|([^\W\d][\w$]*)')
# What a string says is no name, unless the database looks it up there and then.
_STRING = regex(r"(?:\b(\w{1,64}\s*\(\s*))?'(?:[^']|'')*'(\s*::\s*reg\w+)?", re.IGNORECASE)
_BODY = regex(r"\bAS\s+(?:\$|'|E')", re.IGNORECASE)
# Their name is that of what they belong to, or one by which nothing else calls them.
_HOLD_NO_NAME = (
    "sequence owner",
    "sequence setting",
    "index setting",
    "comment",
    "trigger",
    "policy",
    "rule",
)
_CHECKED_BODY = regex(r"\bLANGUAGE\s+'?sql\b", re.IGNORECASE)


def words(text: str) -> set[str]:
    """Every identifier-like word of the text, in strings as well; unquoted ones in lower case."""
    return {
        quoted.replace('""', '"') if quoted else plain.lower()
        for quoted, plain in _WORD.findall(text)
    }


def _named(text: str) -> set[str]:
    """The words of an expression; of its strings only those that name something: `nextval('s')`."""
    return words(_STRING.sub(_kept_string, text)) if "'" in text else words(text)


def _kept_string(match: re.Match[str]) -> str:
    call, cast = match.groups()
    looked_up = cast or (
        call and call.lower().startswith(("nextval", "currval", "setval", "to_reg"))
    )
    return match[0] if looked_up else f"{call or ''}''"


def makes(change: Change) -> Name | None:
    """What others may depend on once the change is made."""
    match change:
        case AddTable(after):
            return after.name
        case AddEnum(after):
            return after.name
        case AddObject(after) if after.kind not in _HOLD_NO_NAME:
            return after.name
        case _:
            return None


def mentioned(change: Change) -> set[str]:
    """The names that must exist before the change can be made, and others."""
    match change:
        case AddTable(table):
            return table_mentions(table)
        case AddColumn(_, column) | ModifyColumn(_, _, column):
            return set().union(*_column(column))
        case AddConstraint(_, constraint) | ModifyConstraint(_, _, constraint):
            return _constraint(constraint)
        case AddIndex(_, index) | ModifyIndex(_, _, index):
            return set().union(*_index(index))
        case ModifyTable(_, table):
            return set().union(*(words(value) for _, value in table.options))
        case AddObject(item) | ModifyObject(_, item):
            return _object(item)
        case _:
            return set()


def required(change: Change) -> set[str]:
    """The tables without which the change can't be made at all; what is mentioned only may be a guess."""
    match change:
        case AddTable(table):
            return {key.target.name for key in table.foreign_keys} - {table.name.name}
        case AddConstraint(owner, ForeignKey() as key) | ModifyConstraint(
            owner, _, ForeignKey() as key
        ):
            return {owner.name, key.target.name}
        case (
            AddColumn(owner)
            | ModifyColumn(owner)
            | AddConstraint(owner)
            | ModifyConstraint(owner)
            | AddIndex(owner)
            | ModifyIndex(owner)
        ):
            return {owner.name}
        case ModifyTable(_, table):
            return {table.name.name}
        case AddObject(item) | ModifyObject(_, item) if item.table is not None:
            return {item.table.name}
        case _:
            return set()


def table_mentions(table: Table) -> set[str]:
    """What a table needs to be there, its foreign keys' targets aside."""
    found: set[str] = set()
    for column in table.columns:
        found.update(*_column(column))
    of_rows: set[str] = set()
    for check in table.checks:
        of_rows |= _named(check.expression.text)
    for exclude in table.excludes:
        of_rows |= _named(exclude.definition.text)
    for index in table.indexes:
        of_rows.update(*_index(index))
    # A column may be called like another table.
    found |= of_rows - {column.name for column in table.columns}
    for _, value in table.options:
        found |= words(value)
    return found - {table.name.name}


def _column(column: Column) -> Iterator[set[str]]:
    yield words(column.type)
    for expression in (column.default, column.generated):
        if expression is not None:
            yield _named(expression.text)
    if column.collation:
        yield words(column.collation)


def _index(index: Index) -> Iterator[set[str]]:
    for key in index.keys:
        if key.column is None:
            yield _named(key.expression.text)
        if key.operator_class:
            yield words(key.operator_class)
    if index.where is not None:
        yield _named(index.where.text)


def _constraint(constraint: Constraint) -> set[str]:
    match constraint:
        case Check():
            return _named(constraint.expression.text)
        case Exclude():
            return _named(constraint.definition.text)
        case ForeignKey():
            return {constraint.target.name}
        case _:
            return set()


def _object(item: SqlObject) -> set[str]:
    """A body that is only looked at when it runs doesn't count; one in SQL is checked at once."""
    text = item.definition.text
    found = {name.name for name in item.depends_on}
    if item.kind in ("function", "procedure") and not _CHECKED_BODY.search(text):
        body = _BODY.search(text)
        text, found = text[: body.start()] if body else text, set()
    found |= words(text)
    if item.table is not None:
        found.add(item.table.name)
    return found - {item.name.name} if item.kind not in ("trigger", "policy") else found

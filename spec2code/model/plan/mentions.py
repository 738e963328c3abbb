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

__all__ = [
    "Mention",
    "head",
    "makes",
    "mentioned",
    "mentions",
    "needs_columns",
    "required",
    "table_mentions",
    "words",
]

Mention = tuple[str, str]
"""A name, behind what stands in front of its dot: a schema or an alias of a table; '' where nothing does."""

_WORD = regex(r'(?:"((?:[^"]|"")+)"|([^\W\d][\w$]*))(\s*\.\s*(?=["\w]))?')
_RETURNS = regex(r"\bRETURNS\s+(?:SETOF\s+)?([\w$\".]+)", re.IGNORECASE)
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
_DECLARE = regex(r"\bDECLARE\b(?P<section>.*?)\bBEGIN\b", re.IGNORECASE | re.DOTALL)
_DECLARED = regex(
    r"(?:\A|;)(?:\s|--[^\n]*)*[\w$\"]+\s+(?:CONSTANT\s+)?(?P<type>[\w.\"$]+)", re.IGNORECASE
)
"""Variables of PL/pgSQL, whose types are looked up when the function is made: a table's name is one too."""
_READ = regex(r"\b(?:FROM|JOIN|RETURNS(?:\s+SETOF)?)\s+([\w.\"$]+)", re.IGNORECASE)
_CHECKED_BODY = regex(r"\bLANGUAGE\s+'?sql\b", re.IGNORECASE)


def words(text: str) -> set[str]:
    """Every identifier-like word of the text, in strings as well; unquoted ones in lower case."""
    return {name for _, name in mentions(text)}


def mentions(text: str) -> set[Mention]:
    """The same words with what qualifies them: of `a.b` both `a` and, qualified by it, `b`."""
    found: set[Mention] = set()
    qualifier = ""
    for quoted, plain, dot in _WORD.findall(text):
        name = quoted.replace('""', '"') if quoted else plain.lower()
        found.add((qualifier, name))
        qualifier = name if dot else ""
    return found


def _named(text: str) -> set[Mention]:
    """The words of an expression; of its strings only those that name something: `nextval('s')`."""
    return mentions(_STRING.sub(_kept_string, text)) if "'" in text else mentions(text)


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


def mentioned(change: Change) -> set[Mention]:
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
            return set().union(*(mentions(value) for _, value in table.options))
        case AddObject(item) | ModifyObject(_, item):
            return _object(item)
        case _:
            return set()


def needs_columns(change: Change) -> bool:
    """Whether the columns that its text names are looked up when it is made: a routine with a body in SQL."""
    if not isinstance(change, AddObject | ModifyObject):
        return False
    item = change.after
    if item.kind not in ("function", "procedure"):
        return False
    text = item.definition.text
    return _CHECKED_BODY.search(text) is not None or head(text) == text


def required(change: Change) -> set[Mention]:
    """What the change can't be made without at all; what is mentioned only may be a guess."""
    match change:
        case AddTable(table):
            found = {_of(key.target) for key in table.foreign_keys}
            found.update(*(mentions(column.type) for column in table.columns))
            return _without(found, table.name)
        case AddConstraint(owner, ForeignKey() as key) | ModifyConstraint(
            owner, _, ForeignKey() as key
        ):
            return {_of(owner), _of(key.target)}
        case (
            AddColumn(owner)
            | ModifyColumn(owner)
            | AddConstraint(owner)
            | ModifyConstraint(owner)
            | AddIndex(owner)
            | ModifyIndex(owner)
        ):
            return {_of(owner)}
        case ModifyTable(_, table):
            return {_of(table.name)}
        case AddObject(item) | ModifyObject(_, item):
            return _required_by(item)
        case _:
            return set()


def _required_by(item: SqlObject) -> set[Mention]:
    found = {_of(item.table)} if item.table is not None else set()
    if item.kind in ("view", "materialized view"):
        found |= {_of(name) for name in item.depends_on}
    elif item.kind in ("function", "procedure"):
        signature = head(item.definition.text)
        found |= {mention for mention in mentions(signature) if mention[0]}
        found = _without(found, item.name)
        for type_ in _RETURNS.findall(signature):
            found |= mentions(type_)
        return found
    return _without(found, item.name) if item.table is None else found


def head(text: str) -> str:
    """A routine in front of its body."""
    body = _BODY.search(text)
    return text[: body.start()] if body else text


def _of(name: Name) -> Mention:
    return name.schema or "", name.name


def _without(found: set[Mention], own: Name) -> set[Mention]:
    schemas = ("", own.schema or "public")
    return {mention for mention in found if mention[1] != own.name or mention[0] not in schemas}


def table_mentions(table: Table) -> set[Mention]:
    """What a table needs to be there, its foreign keys' targets aside."""
    found: set[Mention] = set()
    for column in table.columns:
        found.update(*_column(column))
    of_rows: set[Mention] = set()
    for check in table.checks:
        of_rows |= _named(check.expression.text)
    for exclude in table.excludes:
        of_rows |= _named(exclude.definition.text)
    for index in table.indexes:
        of_rows.update(*_index(index))
    # A column may be called like another table.
    columns = {column.name for column in table.columns}
    found |= {mention for mention in of_rows if mention[1] not in columns}
    for _, value in table.options:
        found |= mentions(value)
    return _without(found, table.name)


def _column(column: Column) -> Iterator[set[Mention]]:
    yield mentions(column.type)
    for expression in (column.default, column.generated):
        if expression is not None:
            yield _named(expression.text)
    if column.collation:
        yield mentions(column.collation)


def _index(index: Index) -> Iterator[set[Mention]]:
    for key in index.keys:
        if key.column is None:
            yield _named(key.expression.text)
        if key.operator_class:
            yield mentions(key.operator_class)
    if index.where is not None:
        yield _named(index.where.text)


def _constraint(constraint: Constraint) -> set[Mention]:
    match constraint:
        case Check():
            return _named(constraint.expression.text)
        case Exclude():
            return _named(constraint.definition.text)
        case ForeignKey():
            return {_of(constraint.target)}
        case _:
            return set()


def _object(item: SqlObject) -> set[Mention]:
    """A body that is only looked at when it runs doesn't count; one in SQL is checked at once."""
    text = item.definition.text
    found = {_of(name) for name in item.depends_on}
    if item.kind in ("function", "procedure") and not _CHECKED_BODY.search(text):
        sections = _DECLARE.findall(text) if "plpgsql" in text.lower() else []
        declared = (name for section in sections for name in _DECLARED.findall(section))
        text, found = " ".join((head(text), *declared)), set()
    found |= mentions(text)
    if item.table is not None:
        found.add(_of(item.table))
    if item.kind in ("trigger", "policy") or _reads_namesake(item, text):
        return found
    return _without(found, item.name)


def _reads_namesake(item: SqlObject, text: str) -> bool:
    """Whether a routine reads a table or view of its own name: they have names apart from those of routines."""
    if item.kind not in ("function", "procedure"):
        return False
    return any(name == item.name.name for _, name in mentions(" ".join(_READ.findall(text))))

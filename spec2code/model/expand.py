"""The schema between an old and a new application: what both can live with while the one takes the other's place.

It has what the new code needs as far as the old code bears it: new tables, columns that may be null, unproved
constraints, new labels; and what the new code may violate is gone. The rest waits: drops, renames, narrower
types, NOT NULL, uniqueness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spec2code.model.changes import (
    AddColumn,
    AddConstraint,
    AddEnum,
    AddIndex,
    AddObject,
    AddTable,
    Change,
    DropColumn,
    DropConstraint,
    DropIndex,
    ModifyColumn,
    ModifyConstraint,
    ModifyEnum,
    ModifyTable,
    RenameColumn,
    RenameTable,
)
from spec2code.model.identifiers import mentioned
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import (
    Check,
    Column,
    Constraint,
    Enum,
    Exclude,
    Expression,
    ForeignKey,
    Index,
    Name,
    PrimaryKey,
    Schema,
    SqlObject,
    Table,
    Unique,
)

__all__ = ["expanded", "widens"]

_LENGTH = regex(
    r"(character varying|bit varying|numeric|interval|timestamp|time)\b[^(]*(?:\((\d+)(?:,(\d+))?\))?"
)
_GUARDS = ("row_security", "force_row_security")
"""Options that keep the old code from rows that it reads."""


def expanded(current: Schema, changes: Iterable[Change]) -> Schema:
    """The current schema with as much of the changes as the old code bears.

    Args:
        current: what there is.
        changes: that lead from it to what shall be, without those that must not be made at all.
    """
    draft = _Draft(current, tuple(changes))
    for change in draft.changes:
        draft.apply(change)
    return draft.schema


def widens(before: str, after: str) -> bool:
    """Whether each value of the one type is one of the other, and PostgreSQL changes the catalog alone."""
    if before.startswith("character varying") and after in ("text", "character varying"):
        return True
    if (before, after) in (("text", "character varying"), ("cidr", "inet")):
        return True
    old, new = _LENGTH.match(before), _LENGTH.match(after)
    if old is None or new is None or _bare(before) != _bare(after):
        return False
    if new[2] is None:
        return True
    if old[2] is None or old[3] != new[3]:
        return False
    return int(old[2]) <= int(new[2])


def _bare(type_: str) -> str:
    return re.sub(r"\([^)]*\)", "", type_)


class _Draft:
    def __init__(self, current: Schema, changes: tuple[Change, ...]) -> None:
        self.changes = changes
        self.schema = Schema(dict(current.tables), dict(current.enums), dict(current.objects))
        self.new_names = {
            change.after.name
            for change in changes
            if isinstance(change, RenameColumn | RenameTable)
        }
        self.moved = {change.after for change in changes if isinstance(change, RenameTable)}
        self.waiting = {
            str(change.after.name)
            for change in changes
            if isinstance(change, ModifyEnum) and not _only_adds(change.before, change.after)
        }
        self.added: dict[Name, set[str]] = {}
        """The columns that are new, by table."""

    def apply(self, change: Change) -> None:
        match change:
            case AddTable(table):
                self.put(self.bearable_table(table))
            case AddEnum(enum):
                self.schema.enums[enum.name] = enum
            case ModifyEnum(before, after) if _only_adds(before, after):
                self.schema.enums[after.name] = after
            case AddObject(item) if not self.speaks_of_new_names(item):
                self.schema.objects[item.identity] = item
            case ModifyTable(before, after) if not _guards(before, after):
                present = self.schema.tables.get(before.name)
                if present is not None:
                    self.put(replace(present, comment=after.comment, options=after.options))
            case AddColumn(name) | ModifyColumn(name) | DropColumn(name):
                self.column(change, self.schema.tables.get(name))
            case AddConstraint(name) | DropConstraint(name) | ModifyConstraint(name):
                self.constraint(change, self.schema.tables.get(name))
            case AddIndex(name) | DropIndex(name):
                self.index(change, self.schema.tables.get(name))
            case _:
                return

    def put(self, table: Table) -> None:
        self.schema.tables[table.name] = table

    def speaks_of_new_names(self, item: SqlObject) -> bool:
        return bool(self.new_names & mentioned(item.definition.text))

    def bearable_table(self, table: Table) -> Table:
        """A new table; only a key to one that is still called otherwise has to wait."""
        keys = tuple(key for key in table.foreign_keys if key.target not in self.moved)
        columns = tuple(self._without_new_label(column) for column in table.columns)
        return replace(table, foreign_keys=keys, columns=columns)

    def _without_new_label(self, column: Column) -> Column:
        return replace(column, default=None) if column.type in self.waiting else column

    # -- columns -----------------------------------------------------------------------------------

    def column(self, change: AddColumn | ModifyColumn | DropColumn, table: Table | None) -> None:
        if table is None:
            return
        match change:
            case AddColumn(name, column):
                self.added.setdefault(name, set()).add(column.name)
                new = self._without_new_label(column)
                new = _optional(new) if not new.nullable else new
                self.put(replace(table, columns=(*table.columns, new)))
            case ModifyColumn(_, before, after):
                self._replace(table, self.between(before, after))
            case DropColumn(_, before):
                key = table.primary_key
                if not before.nullable and not (key and before.name in key.columns):
                    self._replace(table, _optional(before))

    def between(self, before: Column, after: Column) -> Column:
        """The column that takes what both sides write."""
        column = replace(before, nullable=before.nullable or after.nullable, comment=after.comment)
        if before.type != after.type and not widens(before.type, after.type):
            return column
        column = replace(column, type=after.type)
        if after.default is not None and after.type not in self.waiting and not before.serial:
            column = replace(column, default=after.default)
        return column

    def _replace(self, table: Table, column: Column) -> None:
        columns = tuple(column if item.name == column.name else item for item in table.columns)
        self.put(replace(table, columns=columns))

    # -- constraints and indexes -------------------------------------------------------------------

    def constraint(
        self, change: AddConstraint | DropConstraint | ModifyConstraint, table: Table | None
    ) -> None:
        if table is None:
            return
        match change:
            case AddConstraint(_, after):
                new = self._bearable(after, table)
                if new is not None:
                    self.put(table.with_constraint(new))
            case DropConstraint(_, before):
                self.put(_without(table, before))
            case ModifyConstraint(_, Check() as before, Check()):
                # Each side's code fulfils its own check, and not the other's.
                self.put(_without(table, before))
            case _:
                return

    def _bearable(self, constraint: Constraint, table: Table) -> Constraint | None:
        """The constraint as the old code bears it; None when it waits."""
        known = {column.name for column in table.columns}
        match constraint:
            case ForeignKey():
                if constraint.target in self.moved or not known >= set(constraint.columns):
                    return None
                return replace(constraint, not_valid=True)
            case Check():
                if self.new_names & mentioned(constraint.expression.key):
                    return None
                return replace(constraint, not_valid=True)
            case Unique():
                new = self.added.get(table.name, set())
                return constraint if new >= set(constraint.columns) else None
            case PrimaryKey() | Exclude():
                return None

    def index(self, change: AddIndex | DropIndex, table: Table | None) -> None:
        """A new index on what there is; a unique one waits, and goes at once when it is dropped."""
        if table is None:
            return
        match change:
            case AddIndex(name, index):
                words = _mentioned(index)
                bearable = not index.unique or self.added.get(name, set()) >= words
                if bearable and not self.new_names & words:
                    self.put(replace(table, indexes=(*table.indexes, index)))
            case DropIndex(_, index) if index.unique:
                left = tuple(item for item in table.indexes if item != index)
                self.put(replace(table, indexes=left))


def _optional(column: Column) -> Column:
    """The column so that code which doesn't know it may leave it out."""
    given = column.default or column.identity or column.serial or column.generated
    return column if given else replace(column, nullable=True)


def _only_adds(before: Enum, after: Enum) -> bool:
    return [label for label in after.labels if label in before.labels] == list(before.labels)


def _guards(before: Table, after: Table) -> bool:
    return any(before.option(name) != after.option(name) for name in _GUARDS)


def _mentioned(index: Index) -> set[str]:
    expressions: list[Expression] = [key.expression for key in index.keys]
    if index.where is not None:
        expressions.append(index.where)
    found = {name for expression in expressions for name in mentioned(expression.key)}
    return found | {key.column for key in index.keys if key.column} | set(index.include)


def _without(table: Table, item: Constraint) -> Table:
    key = table.primary_key
    return replace(
        table,
        primary_key=None if key == item else key,
        foreign_keys=tuple(other for other in table.foreign_keys if other != item),
        uniques=tuple(other for other in table.uniques if other != item),
        checks=tuple(other for other in table.checks if other != item),
        excludes=tuple(other for other in table.excludes if other != item),
    )

"""A schema in the making: dictionaries copied once, and the look-ups that statements need."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.model.names import index_name
from spec2code.model.parents import parents
from spec2code.model.records import dataclass, field, replace
from spec2code.model.schema import Column, Enum, Index, Name, ObjectKey, Schema, SqlObject, Table
from spec2code.model.span import Span
from spec2code.model.statements import Statement

__all__ = ["RELATIONS", "Draft", "FoldResult", "Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a statement asks for and can't be.

    `kind` is table-twice, table-unknown, column-twice, column-unknown, constraint-twice, constraint-repeated,
    constraint-unknown, primary-key-twice, index-unknown, name-taken, type-twice, type-unknown, label-twice, label-unknown,
    object-twice, object-unknown or cascade-undecided.
    """

    kind: str
    message: str
    """One sentence, names in backticks, no full stop."""
    statement: Statement
    span: Span | None = field(default=None, compare=False)
    other: Span | None = field(default=None, compare=False)
    """Where the thing stands that it contradicts."""


@dataclass(frozen=True, slots=True)
class FoldResult:
    schema: Schema
    problems: tuple[Problem, ...] = ()


RELATIONS = ("view", "materialized view", "sequence", "foreign table")
"""Kinds of objects that have their names in common with tables."""


class Draft:
    def __init__(self, schema: Schema, *, ensure: bool) -> None:
        self.tables: dict[Name, Table] = dict(schema.tables)
        self.enums: dict[Name, Enum] = dict(schema.enums)
        self.objects: dict[ObjectKey, SqlObject] = dict(schema.objects)
        self.ensure = ensure
        self.created: dict[Name, Table] = {}
        """Tables created by the statements folded here, as they were written."""
        self.made_anew: frozenset[tuple[Name, str]] = frozenset()
        """Names that are given up by a rename and given to something new behind it: see `anew.made_anew`."""
        self.renamed: set[Name] = set()
        """Tables that the statements folded here gave their names."""
        self.altered_first: set[Name] = set()
        """Tables that the statements folded here alter before they create them."""
        self.created_enums: dict[Name, Enum] = {}
        self.created_objects: set[ObjectKey] = set()
        self.said_indexes: dict[Name, list[Index]] = {}
        """By table, the indexes that the statements folded here have made, or found standing."""
        self.problems: list[Problem] = []
        self.statement: Statement | None = None
        self._owners: dict[Name, Name] | None = None
        self.starred: dict[Name, list[ObjectKey]] | None = None
        """The views that may read all columns of a table; None until a table changes."""

    def begin(self, statement: Statement) -> None:
        self.statement = statement

    def result(self) -> FoldResult:
        return FoldResult(Schema(self.tables, self.enums, self.objects), tuple(self.problems))

    def problem(self, kind: str, message: str, other: Span | None = None) -> None:
        if self.statement is not None:
            span = self.statement.span
            self.problems.append(Problem(kind, message, self.statement, span, other))

    # -- tables ------------------------------------------------------------------------------------

    def table(self, name: Name, *, if_exists: bool = False) -> Table | None:
        """The table to alter. One that isn't known is made in part, so that nothing said of it is lost."""
        table = self.tables.get(name)
        if table is not None or if_exists:
            return table
        if self.is_other_relation(name):
            return None
        self.problem(
            "table-unknown", f"table `{name}` is not created anywhere before it is altered"
        )
        table = Table(name, is_partial=True, span=self.statement.span if self.statement else None)
        self.tables[name] = table
        self.altered_first.add(name)
        return table

    def is_other_relation(self, name: Name) -> bool:
        """Whether it is a view, sequence or foreign table, which ALTER TABLE and COMMENT take as well."""
        return any((kind, name, None, "") in self.objects for kind in (*RELATIONS, "type"))

    def give_way(self, name: Name, kind: str) -> None:
        """What a spec makes takes the place of a view or the like of another kind that has its name."""
        for other in RELATIONS:
            key = (other, name, None, "")
            if other != kind and key not in self.created_objects:
                self.objects.pop(key, None)

    def put(self, table: Table) -> None:
        self.tables[table.name] = table

    def column(self, table: Table, name: str) -> Column | None:
        """A column to alter; None and a problem where it isn't there. A partial table gets it, without a type."""
        column = table.column(name)
        if column is None and table.is_partial:
            return Column(name, "")
        if column is None:
            self.problem(
                "column-unknown", f"table `{table.name}` has no column `{name}`", table.span
            )
        return column

    def columns_of(self, table: Table, heirs: frozenset[Name] = frozenset()) -> set[str]:
        """The names of a table's columns, those of its parents as well; `heirs` ask for it."""
        found = {column.name for column in table.columns}
        for name in parents(table):
            parent = self.tables.get(name)
            if parent is not None and parent.name not in heirs:
                found |= self.columns_of(parent, heirs | {table.name})
        return found

    def put_column(self, table: Table, column: Column) -> None:
        if table.column(column.name) is None:
            self.put(replace(table, columns=(*table.columns, column)))
            return
        self.put(
            replace(
                table,
                columns=tuple(column if old.name == column.name else old for old in table.columns),
            )
        )

    # -- indexes -----------------------------------------------------------------------------------

    def owner(self, index: Name) -> Name | None:
        """The table that has an index of this name."""
        if self._owners is None:
            self._owners = {}
            for table in self.tables.values():
                self.claim_indexes(table)
        owner = self._owners.get(index)
        if owner is None or owner not in self.tables:
            return None
        return owner if self.find_index(self.tables[owner], index.name) else None

    def claim_indexes(self, table: Table, added: Iterable[Index] | None = None) -> None:
        """Remember whose these indexes are: all of the table's, or those that it has got."""
        if self._owners is not None:
            for index in table.indexes if added is None else added:
                name = index_name(table.name.name, index)
                self._owners[Name(name, table.name.schema)] = table.name

    def find_index(self, table: Table, name: str) -> Index | None:
        return next((i for i in table.indexes if index_name(table.name.name, i) == name), None)

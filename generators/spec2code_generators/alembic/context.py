"""What rendering a change needs to know besides the change: both sides' schemas, and names not written down."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial

from spec2code.model.names import constraint_name, index_name, truncated, unused_name
from spec2code.model.plan.mentions import words
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import Check, Constraint, Enum, ForeignKey, Index, Name, Schema, Table
from spec2code.sql.ddl import quote
from spec2code_generators.alembic.types import Enums

__all__ = ["Context", "Side"]

Named = Mapping[tuple[Name, Constraint | Index], str]


@dataclass(frozen=True)
class Side:
    """A schema, with the names that PostgreSQL gives to what has none."""

    schema: Schema

    @cached_property
    def enums(self) -> Enums:
        found: dict[str, Enum] = {}
        for name, enum in self.schema.enums.items():
            found[quote(name)] = enum
            found.setdefault(str(name), enum)
        return found

    @cached_property
    def targets(self) -> frozenset[Name]:
        """The tables that foreign keys refer to."""
        tables = self.schema.tables.values()
        return frozenset(key.target for table in tables for key in table.foreign_keys)

    @cached_property
    def names(self) -> Named:
        """Names of unnamed constraints and indexes, numbered where PostgreSQL would number them."""
        taken: dict[str | None, set[str]] = {}
        found: dict[tuple[Name, Constraint | Index], str] = {}
        for table in self.schema.tables.values():
            used = taken.setdefault(table.name.schema, set())
            used.add(table.name.name)
            used.update(item.name for item in (*table.constraints, *table.indexes) if item.name)
            for item in (*table.checks, *table.constraints, *table.indexes):
                if item.name is None and (table.name, item) not in found:
                    name = unused_name(partial(_default, table, item), used)
                    used.add(name)
                    found[table.name, item] = name
        return found

    def name(self, table: Name, item: Constraint | Index) -> str:
        """The name of a constraint or index, as PostgreSQL keeps it."""
        if item.name is not None:
            return truncated(item.name)
        known = self.names.get((table, item))
        return known or _default(self.schema.tables.get(table, Table(table)), item)

    def target_columns(self, key: ForeignKey) -> tuple[str, ...]:
        """The columns that a foreign key refers to; () where they are not known."""
        if key.target_columns:
            return key.target_columns
        target = self.schema.tables.get(key.target)
        return target.primary_key.columns if target and target.primary_key else ()


@dataclass(frozen=True)
class Context:
    """`before` is the side that operations start from, `after` the one they lead to."""

    before: Side
    after: Side
    live: frozenset[Name] = frozenset()
    """Tables that exist before the revision runs and may be in use."""
    safe: bool = True
    dialect: str = "postgresql"

    def turned(self) -> Context:
        """The same seen from the downgrade."""
        return replace(self, before=self.after, after=self.before)

    def is_live(self, name: Name) -> bool:
        """Whether rows may be read and written while the revision runs.

        Partitioned tables can't have their indexes built concurrently.
        """
        table = self.after.schema.tables.get(name)
        return name in self.live and not (table and table.option("partition_by") is not None)


def _default(table: Table, item: Constraint | Index, number: str = "") -> str:
    if isinstance(item, Index):
        return index_name(table.name.name, item, number)
    if isinstance(item, Check) and item.column is None and not table.has_columns_of_others:
        mentioned = words(_without_strings(item.expression.text))
        columns = [column.name for column in table.columns if column.name in mentioned]
        item = replace(item, column=columns[0] if len(columns) == 1 else None)
    return constraint_name(table.name.name, item, number)


def _without_strings(text: str) -> str:
    """The text without what stands in single quotes."""
    return " ".join(text.split("'")[::2])

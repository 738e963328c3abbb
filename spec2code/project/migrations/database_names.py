"""Names as PostgreSQL keeps them, its own for an index that has none as well."""

from __future__ import annotations

from functools import partial

from spec2code.model.kept_names import with_kept_names
from spec2code.model.names import index_name, unused_name
from spec2code.model.records import replace
from spec2code.model.schema import Name, Schema
from spec2code.model.statements import AlterColumn, CreateIndex, DropObject, Statement

__all__ = ["as_kept", "with_index_names"]


def as_kept(statement: Statement, schema: Schema) -> Statement:
    """The statement with the names that the database will have."""
    if isinstance(statement, CreateIndex) and statement.index.name is None:
        table = schema.tables.get(statement.table)
        taken = [index.name for index in table.indexes if index.name] if table else []
        name = unused_name(partial(index_name, statement.table.name, statement.index), taken)
        statement = replace(statement, index=replace(statement.index, name=name))
    if isinstance(statement, DropObject) and statement.kind == "sequence":
        owner = _owner(statement.name, schema)
        if owner is not None:
            # The column loses its default along with the sequence of its own.
            return AlterColumn(*owner, default=None, serial=False, span=statement.span)
    return with_kept_names(statement)


def _owner(sequence: Name, schema: Schema) -> tuple[Name, str] | None:
    """The serial column whose sequence has this name."""
    for table in schema.tables.values():
        for column in table.columns:
            if column.serial and sequence.name == f"{table.name.name}_{column.name}_seq":
                return table.name, column.name
    return None


def with_index_names(schema: Schema) -> Schema:
    """The schema in which every index has its name: LIKE copies indexes without."""
    tables = dict(schema.tables)
    for table in schema.tables.values():
        if any(index.name is None for index in table.indexes):
            taken = [index.name for index in table.indexes if index.name]
            named = []
            for index in table.indexes:
                name = index.name or unused_name(partial(index_name, table.name.name, index), taken)
                taken.append(name)
                named.append(replace(index, name=name))
            tables[table.name] = replace(table, indexes=tuple(named))
    return replace(schema, tables=tables)

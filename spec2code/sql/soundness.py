"""What PostgreSQL would refuse of a schema, said before anything is written."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.names import NAME_BYTES
from spec2code.model.schema import Name, Schema
from spec2code.model.statements import CreateEnum, CreateTable, RunSql, Statement
from spec2code.sql.sound_columns import check_columns
from spec2code.sql.sound_conditions import check_conditions, check_domains
from spec2code.sql.sound_defaults import check_defaults
from spec2code.sql.sound_definitions import check_definitions
from spec2code.sql.sound_excludes import check_excludes
from spec2code.sql.sound_expressions import Semantics
from spec2code.sql.sound_indexes import check_indexes
from spec2code.sql.sound_keys import check_keys, columns_are_known
from spec2code.sql.sound_names import (
    check_names,
    check_own_names,
    check_relations,
    check_type_names,
)
from spec2code.sql.sound_objects import check_objects
from spec2code.sql.sound_partition_bounds import check_bounds
from spec2code.sql.sound_partitions import check_partitions
from spec2code.sql.sound_references import check_references
from spec2code.sql.sound_storage import check_storage
from spec2code.sql.sound_types import check_types
from spec2code.sql.sound_views import check_views

__all__ = ["check_schema"]


def check_schema(schema: Schema, statements: Iterable[Statement] = ()) -> list[Diagnostic]:
    """Check what statements make of a schema.

    Args:
        schema: the schema with the statements folded in, all of it: targets of foreign keys are looked up there.
        statements: what to check; only the tables and enums that they speak of are. Without any, all are.
    """
    names = _spoken_of(statements)
    tables = [table for name, table in schema.tables.items() if not names or name in names]
    enums = [enum for name, enum in schema.enums.items() if not names or name in names]
    found: list[Diagnostic] = []
    semantics = Semantics(schema)
    for table in tables:
        found += check_names(table)
        found += check_own_names(table)
        found += check_keys(table, schema, semantics)
        found += check_types(table, schema)
        found += check_columns(table, schema)
        found += check_defaults(table, semantics)
        found += check_conditions(table, semantics)
        found += check_indexes(table, semantics)
        found += check_excludes(table, semantics, whole=columns_are_known(table))
        found += check_partitions(table, semantics)
        found += check_storage(table)
    for enum in enums:
        twice = next((label for label in enum.labels if enum.labels.count(label) > 1), None)
        long = next((label for label in enum.labels if len(label.encode()) > NAME_BYTES), None)
        if long is not None:
            message = f"type `{enum.name}` has the label `{long}`, which is longer than {NAME_BYTES} bytes"
            found.append(diagnostic("Q120", message, enum.span, severity=Severity.ERROR))
        if twice is not None:
            found.append(
                diagnostic("Q135", f"type `{enum.name}` has the label `{twice}` twice", enum.span)
            )
    found += check_domains(schema, semantics)
    found += check_objects(semantics)
    found += check_definitions(semantics)
    found += check_views(semantics)
    found += check_references(semantics, {table.name for table in tables})
    found += check_relations(schema, {table.name for table in tables})
    found += check_type_names(schema)
    found += check_bounds(schema, {table.name for table in tables})
    return found


def _spoken_of(statements: Iterable[Statement]) -> set[Name]:
    names: set[Name] = set()
    for statement in statements:
        match statement:
            case CreateTable(table):
                names.add(table.name)
            case CreateEnum(enum):
                names.add(enum.name)
            case RunSql():
                pass
            case _:
                for field in ("table", "name", "new_name"):
                    name = getattr(statement, field, None)
                    if isinstance(name, Name):
                        names.add(name)
    return names

"""The database as the project's code has it: the schema of its migrations, and that of its mapped classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.fold.repeats import without_repeats
from spec2code.model.project import MigrationHistory, Reading
from spec2code.model.records import dataclass, field, replace
from spec2code.model.schema import Check, ForeignKey, Index, Name, Schema, Table, Unique
from spec2code.model.span import Span
from spec2code.project.evaluate import Evaluator
from spec2code.project.history import Reached, read_history
from spec2code.project.imports import reachable
from spec2code.project.migrations.environment import target_metadata
from spec2code.project.orm.models import OrmReading, read_models
from spec2code.project.orm.natives import NATIVES
from spec2code.project.sources import Sources

__all__ = ["NATIVES", "DatabaseReading", "read_database"]

Part = TypeVar("Part", Unique, Check, ForeignKey, Index)


@dataclass(frozen=True, slots=True)
class DatabaseReading:
    history: MigrationHistory | None
    script_location: str | None
    """Alembic's, also where it holds no revision yet."""
    models: Schema | None
    """None: no mapped class found."""
    model_classes: dict[Name, str] = field(default_factory=dict)
    declarative_base: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    readings: dict[str, Reading] = field(default_factory=dict)
    open_tables: frozenset[Name] = frozenset()
    """Tables of the models of which a constraint or an index can't be told."""


def read_database(
    sources: Sources,
    evaluator: Evaluator,
    *,
    migrations: str | None = None,
    dialect: str = "postgresql",
    reached: Reached = frozenset,
) -> DatabaseReading:
    """Read migrations and models.

    Args:
        sources: all Python files.
        evaluator: over the same sources, made with `NATIVES` of this module among its natives.
        migrations: the versions folder, where the user names it.
        dialect: of the SQL that migrations run as text.
        reached: the files that the application imports, for the choice among several histories, and
            among classes that map one table.
    """
    found = read_history(
        sources, evaluator, migrations=migrations, dialect=dialect, reached=reached
    )
    history = found.history
    metadata = target_metadata(sources, evaluator, history.script_location) if history else []

    def own() -> Iterator[frozenset[str]]:
        if history is not None:
            yield reachable(sources, [f"{history.script_location}/env.py"])
        yield reached()

    models = read_models(sources, evaluator, metadata=metadata, aside=found.folders, reached=own)
    diagnostics = [*found.diagnostics, *models.diagnostics]
    partial = (
        [table.name for table in history.schema.tables.values() if _is_open(table, models.schema)]
        if history
        else []
    )
    if history is not None and any(name in models.schema.tables for name in partial):
        history, diagnostics = _completed(history, models, diagnostics)
    readings = {"operations": Reading(found.decided, found.undecided)} if history else {}
    if models.schema.tables:
        readings["columns"] = Reading(models.decided, models.undecided)
    return DatabaseReading(
        history,
        found.location,
        models.schema if models.schema.tables else None,
        models.classes,
        models.base,
        tuple(diagnostics),
        readings,
        models.open_tables,
    )


def _is_open(table: Table, models: Schema) -> bool:
    """Whether the migrations leave out what the models may know of a table."""
    if table.option("as") is not None:
        # One of a query, which the models only name for autogenerate to leave it alone, stays as it is.
        mapped = models.tables.get(table.name)
        return mapped is not None and len(mapped.columns) > len(table.columns)
    return table.is_partial and (
        table.name not in models.tables or not models.tables[table.name].is_partial
    )


def _altered(table: Table, known: Table) -> Table:
    """A table as its class has it, with what migrations add to it and the class lacks."""
    names = {column.name for column in table.columns}
    added = [column for column in known.columns if column.type and column.name not in names]
    return without_repeats(
        replace(
            table,
            columns=(*table.columns, *added),
            uniques=(*table.uniques, *_lacking(known.uniques, table.uniques)),
            checks=(*table.checks, *_lacking(known.checks, table.checks)),
            foreign_keys=(*table.foreign_keys, *_lacking(known.foreign_keys, table.foreign_keys)),
            indexes=(*table.indexes, *_lacking(known.indexes, table.indexes)),
        )
    )


def _lacking(items: tuple[Part, ...], present: tuple[Part, ...]) -> list[Part]:
    """Those that no other of the same name, or of the same kind but for the name, stands for."""
    names = {item.name for item in present if item.name}
    shapes = {replace(item, name=None) for item in present}
    return [
        item for item in items if item.name not in names and replace(item, name=None) not in shapes
    ]


def _completed(
    history: MigrationHistory, models: OrmReading, diagnostics: list[Diagnostic]
) -> tuple[MigrationHistory, list[Diagnostic]]:
    """The history with the tables that it never makes, as the models have them today."""
    schema = history.schema
    tables = {
        name: (
            _altered(models.schema.tables[name], table)
            if _is_open(table, models.schema) and name in models.schema.tables
            else table
        )
        for name, table in schema.tables.items()
    }
    for name, table in models.schema.tables.items():
        tables.setdefault(name, table)
    taken = {
        name
        for name in models.schema.tables
        if name not in schema.tables or tables[name] is not schema.tables[name]
    }
    enums = {**models.schema.enums, **schema.enums}
    kept = [item for item in diagnostics if item.code != "P156"]
    message = f"{len(taken)} tables are made outside of `{history.directory}`; they are taken from the models"
    kept.append(
        diagnostic("P160", message, Span(history.files[0][1], 1) if history.files else None)
    )
    return (
        replace(
            history,
            schema=Schema(tables, enums, schema.objects),
            uncertain={name: span for name, span in history.uncertain.items() if name not in taken},
        ),
        kept,
    )

"""Revisions rendered and run in process, on a real database; and schemas made by plain SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from spec2code_generators.alembic import AlembicGenerator
from sqlalchemy import Connection, create_engine, pool

from spec2code.codegen.contract import Config, GenerateRequest, GenerateResult
from spec2code.in_place import in_place
from spec2code.model.changes import AddConstraint, AddEnum, AddObject, AddTable, Change
from spec2code.model.compare import compare_schemas
from spec2code.model.plan import plan
from spec2code.model.project import MigrationHistory, Project
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec
from spec2code.sql.ddl import (
    alter_table,
    constraint_sql,
    create_enum,
    create_index,
    create_table,
)

Renames = tuple[tuple[str, str, str], ...]


def generated(
    current: Schema,
    desired: Schema,
    *,
    renames: Renames = (),
    safe: bool = False,
    specs: tuple[Spec, ...] = (),
) -> GenerateResult:
    """What the generator makes of two schemas, for a project that has migrations already."""
    desired, _ = in_place(current, desired, renames)
    history = MigrationHistory("migrations/versions", "migrations", ("0" * 12,), 1, current)
    request = GenerateRequest(
        specs=specs,
        project=Project(history=history),
        desired=desired,
        changes=plan(compare_schemas(current, desired, renames=renames), desired=desired),
        config=Config(safe=safe),
    )
    return AlembicGenerator().generate(request)


def revision_text(current: Schema, desired: Schema, **options: Any) -> str:
    """The one revision that takes the first schema to the second; '' when there is nothing to do."""
    files = generated(current, desired, **options).files
    assert len(files) <= 1
    return files[0].content if files else ""


def functions(text: str) -> tuple[Callable[[], None], Callable[[], None]]:
    """`upgrade` and `downgrade` of a revision that we rendered ourselves."""
    namespace: dict[str, Any] = {"__name__": "revision"}
    exec(compile(text, "revision.py", "exec"), namespace)
    return namespace["upgrade"], namespace["downgrade"]


def run(url: str, function: Callable[[], None]) -> None:
    """Run one of a revision's functions as alembic would."""
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"), poolclass=pool.NullPool
    )
    with engine.connect() as connection:
        run_on(connection, function)
    engine.dispose()


def run_on(connection: Connection, function: Callable[[], None]) -> None:
    context = MigrationContext.configure(connection, opts={"transaction_per_migration": True})
    with context.begin_transaction(_per_migration=True), Operations.context(context):
        function()


def direct_sql(schema: Schema) -> list[str]:
    """The statements of a database that is made without Alembic."""
    statements: list[str] = []
    for change in plan(compare_schemas(Schema(), schema), desired=schema):
        statements += _sql(change)
    return statements


def _sql(change: Change) -> list[str]:
    match change:
        case AddTable(table):
            late = [key for key in table.foreign_keys if key.not_valid]
            late_checks = [check for check in table.checks if check.not_valid]
            kept = replace(
                table,
                foreign_keys=tuple(key for key in table.foreign_keys if not key.not_valid),
                checks=tuple(check for check in table.checks if not check.not_valid),
            )
            return [
                create_table(kept),
                *(
                    alter_table(table.name, f"ADD {constraint_sql(item)}")
                    for item in (*late_checks, *late)
                ),
                *(create_index(table.name, index) for index in table.indexes),
                *_options(change),
                *_comments(change),
            ]
        case AddConstraint(name, constraint):
            return [alter_table(name, f"ADD {constraint_sql(constraint)}")]
        case AddEnum(enum):
            return [create_enum(enum)]
        case AddObject(item):
            return [item.definition.text]
        case _:
            raise AssertionError(change)


def _options(change: AddTable) -> list[str]:
    table = change.after
    names = ("row_security", "force_row_security", "replica_identity")
    return [alter_table(table.name, value) for name, value in table.options if name in names]


def _comments(change: AddTable) -> list[str]:
    from spec2code.sql.ddl import quote, string

    table = change.after
    found = (
        [f"COMMENT ON TABLE {quote(table.name)} IS {string(table.comment)}"]
        if table.comment
        else []
    )
    return found + [
        f"COMMENT ON COLUMN {quote(table.name)}.{quote(column.name)} IS {string(column.comment)}"
        for column in table.columns
        if column.comment
    ]

"""What only the code has, for `--strict`: it is an error there, also where no spec says a word of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spec2code.diagnostics import Severity
from spec2code.drift.describe import column_text
from spec2code.drift.finding import Drift, Side, drift
from spec2code.model.project import Project
from spec2code.model.records import replace
from spec2code.model.schema import Name, Table

__all__ = ["as_errors", "unspoken"]

_OF_ALEMBIC = "alembic_version"


def as_errors(found: Sequence[Drift]) -> list[Drift]:
    """The findings with all that only the code has as errors; no caller who follows a spec is hurt by them."""
    return [
        replace(item, severity=Severity.ERROR, breaking=False) if item.kind == "extra" else item
        for item in found
    ]


def unspoken(
    spoken: Mapping[Name, Table], project: Project, found: Sequence[Drift]
) -> Iterator[Drift]:
    """Tables that no spec speaks of, and columns of tables that specs only alter.

    `spoken` are the tables of the specs. Routes that no spec speaks of are told with the endpoints. `found` is
    what is told without `--strict`: a table that is told as renamed is spoken of.
    """
    renamed = {
        item.code_side.value
        for item in found
        if item.code in ("D131", "D231") and item.code_side is not None
    }
    history = project.history
    if history is not None and history.readable:
        for name, table in history.schema.tables.items():
            if name not in history.uncertain and str(name) not in renamed:
                yield from _table(table, spoken, "D1", "migrations")
    for name, table in (project.models.tables if project.models else {}).items():
        if str(name) not in renamed:
            yield from _table(table, spoken, "D2", "models")


def _table(table: Table, spoken: Mapping[Name, Table], family: str, side: str) -> Iterator[Drift]:
    known = spoken.get(table.name)
    if known is None:
        if table.name.name != _OF_ALEMBIC and not table.is_partial:
            yield drift(
                f"{family}02",
                "extra",
                f"table {table.name}",
                f"table `{table.name}` is in the {side} and in no spec",
                code_side=Side(table.span, f"{len(table.columns)} columns"),
            )
    elif known.is_partial:
        for column in table.columns:
            if known.column(column.name) is None:
                yield drift(
                    f"{family}04",
                    "extra",
                    f"column {table.name}.{column.name}",
                    f"column `{table.name}.{column.name}` is in the {side} and in no spec",
                    spec=Side(known.span, None),
                    code_side=Side(column.span or table.span, column_text(column)),
                )

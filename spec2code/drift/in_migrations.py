"""What models lack and migrations have: the database keeps it all the same, so that nothing breaks."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.diagnostics import Severity
from spec2code.drift.finding import Drift
from spec2code.model.patterns import regex
from spec2code.model.project import Project
from spec2code.model.records import replace

__all__ = ["milder_where_migrated"]

_KEPT_BY_THE_DATABASE = frozenset({"D211", "D214", "D217", "D220", "D221"})
"""Foreign keys, unique constraints, checks, exclusions and indexes."""
_OF_TABLE = regex(r"table `([^`]+)`")


def milder_where_migrated(
    of_migrations: Iterable[Drift], of_models: Iterable[Drift], project: Project
) -> list[Drift]:
    """The findings of models: a warning for each constraint or index that the migrations aren't told to lack.

    Tables that migrations can't be judged for, or don't have, leave theirs errors, but for indexes that are made.
    """
    history = project.history
    if history is None or not history.readable:
        return list(of_models)
    told = {(item.code[2:], item.subject) for item in of_migrations}
    judged = {str(name) for name in history.schema.tables if name not in history.uncertain}
    indexes = {
        f"index {index.name}" for table in history.schema.tables.values() for index in table.indexes
    }
    found = []
    for item in of_models:
        kept = item.code in _KEPT_BY_THE_DATABASE and item.kind == "missing"
        lacking = (item.code[2:], item.subject) in told
        if kept and not lacking and (_table(item) in judged or item.subject in indexes):
            message = f"{item.message}; the migrations have it"
            item = replace(item, severity=Severity.WARNING, breaking=False, message=message)
        found.append(item)
    return found


def _table(item: Drift) -> str:
    found = _OF_TABLE.search(item.message)
    return found.group(1) if found else ""

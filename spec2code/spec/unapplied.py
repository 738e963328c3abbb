"""Statements of specs that can't be applied to what the ones before them make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.fold import Problem, fold
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec, statements_of
from spec2code.sql.fold_problems import problem_diagnostics

__all__ = ["check_applied", "unapplied"]

_NOT_MADE = ("type-unknown", "object-unknown")
"""What is unknown here may stand in the project's own migrations; a script that makes it itself is told as wrong."""


def check_applied(specs: Sequence[Spec]) -> list[Diagnostic]:
    """What of the specs, as one desired state in this order, would be left out of a comparison."""
    if any(spec.dialect != "postgresql" for spec in specs):
        return []
    statements = statements_of(specs)
    found = unapplied(fold(Schema(), statements, ensure=True).problems)
    return [item for item in found if item.code != "Q156"]


def unapplied(problems: Iterable[Problem]) -> list[Diagnostic]:
    """Of a table that nothing creates, only the first statement that alters it is told."""
    told: set[str] = set()
    kept: list[Diagnostic] = []
    for problem in problems:
        if problem.kind in _NOT_MADE:
            item = diagnostic("Q137", problem.message, problem.span)
        else:
            (item,) = problem_diagnostics([problem])
        if item.code == "Q131":
            continue
        if item.code != "Q137" or item.message not in told:
            kept.append(item)
        told.add(item.message)
    return kept

"""Statements of specs that can't be applied to what the ones before them make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.fold import Problem, fold
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec, statements_of
from spec2code.sql.fold_problems import problem_diagnostics

__all__ = ["Reading", "check_applied", "unapplied", "unfollowed"]

_NOT_MADE = ("type-unknown", "object-unknown")
"""What is unknown here may stand in the project's own migrations; a script that makes it itself is told as wrong."""


class Reading(Protocol):
    """What reading a spec gave."""

    @property
    def spec(self) -> Spec: ...

    @property
    def diagnostics(self) -> Sequence[Diagnostic]: ...


def check_applied(readings: Sequence[Reading]) -> list[Diagnostic]:
    """What of the specs, as one desired state in this order, would be left out of a comparison."""
    specs = [reading.spec for reading in readings]
    if any(spec.dialect != "postgresql" for spec in specs):
        return []
    statements = statements_of(specs)
    problems = fold(Schema(), statements, ensure=True).problems
    found = unapplied(problems, unfollowed(readings))
    return [item for item in found if item.code != "Q156"]


def unfollowed(readings: Sequence[Reading]) -> set[str]:
    """The files with a DO block that can't be followed: what it has made, dropped or renamed isn't known."""
    found = (item for reading in readings for item in reading.diagnostics if item.code == "Q109")
    return {item.span.file for item in found if item.span is not None}


def unapplied(problems: Iterable[Problem], unfollowed: Collection[str] = ()) -> list[Diagnostic]:
    """Of a table that nothing creates, only the first statement that alters it is told.

    Behind a block that can't be followed nothing is known to be missing, or to be there already.
    """
    told: set[str] = set()
    kept: list[Diagnostic] = []
    for problem in problems:
        if problem.span is not None and problem.span.file in unfollowed:
            continue
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

"""What of a script can't be applied to what it has made so far, as diagnostics."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.fold import Problem

__all__ = ["problem_diagnostics"]

_CODES = {
    "table-twice": "Q133",
    "table-unknown": "Q137",
    "column-twice": "Q123",
    "column-unknown": "Q127",
    "constraint-twice": "Q134",
    "constraint-repeated": "Q156",
    "primary-key-twice": "Q130",
    "name-taken": "Q122",
    "cascade-undecided": "Q109",
}


def problem_diagnostics(problems: Iterable[Problem]) -> list[Diagnostic]:
    """What folding a spec's statements found, as diagnostics."""
    return [
        diagnostic(
            _CODES.get(problem.kind, "Q131"), problem.message, problem.span, other=problem.other
        )
        for problem in problems
    ]

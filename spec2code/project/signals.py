"""What ends a walk early: a signal of a statement, a limit, an import that fails; and branches that are both taken."""

from __future__ import annotations

from typing import TypeAlias

__all__ = ["BREAK", "CONTINUE", "NEXT", "RAISE", "RETURN", "Branch", "Exhausted", "Raised"]

Branch: TypeAlias = tuple[int, int, int]
"""A branch that nobody can tell whether it is taken: which decision, which of its branches, how many it has."""

NEXT, RETURN, RAISE, BREAK, CONTINUE = range(5)


class Exhausted(Exception):
    """The limit of steps was reached; caught where the evaluation began."""


class Raised(Exception):
    """An import inside a `try` fails; caught by that `try`."""

"""What ends a walk early: a signal of a statement, a limit, an import that fails."""

from __future__ import annotations

__all__ = ["BREAK", "CONTINUE", "NEXT", "RAISE", "RETURN", "Exhausted", "Raised"]

NEXT, RETURN, RAISE, BREAK, CONTINUE = range(5)


class Exhausted(Exception):
    """The limit of steps was reached; caught where the evaluation began."""


class Raised(Exception):
    """An import inside a `try` fails; caught by that `try`."""

"""Tables of which not all can be told, each with the place that leaves it open first."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import Name
from spec2code.model.span import Span

__all__ = ["OpenTables"]

_NO_MATTER = ("P156", "P158")
"""What is told of a history that was understood: what fails in it, a type that one of its columns has."""


class OpenTables:
    """Collects them while a history is replayed."""

    def __init__(self) -> None:
        self._places: dict[Name, Span | None] = {}
        self._lacking: dict[Name, Span | None] = {}

    def leave(self, tables: Iterable[Name], span: Span | None) -> None:
        """What is done here to these tables can't be told."""
        for table in tables:
            self._places.setdefault(table, span)

    def lack(self, tables: Iterable[Name], span: Span | None) -> None:
        """A column is asked for here that nothing made: of what was understood, or of what was not."""
        for table in tables:
            self._lacking.setdefault(table, span)

    def places(self, told: Iterable[Diagnostic]) -> dict[Name, Span | None]:
        """All of them, given what is told of the history.

        Where all of it was understood, a column that isn't there is none: that revision fails, and the table is
        what the others make of it.
        """
        if all(item.code in _NO_MATTER for item in told):
            return dict(self._places)
        return {**self._lacking, **self._places}

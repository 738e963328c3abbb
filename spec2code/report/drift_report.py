"""What a report of `diff` is made from, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.records import dataclass, field
from spec2code.model.span import Span

__all__ = ["DriftReport", "Finding", "FindingSide"]

_OF_THE_SPECS = ("P114", "P115", "P116", "P163", "P164", "P165")
"""What the specs speak of and reading can't tell: said in every format, so that it isn't taken for clean."""


class FindingSide(Protocol):
    """What one side says, and where."""

    @property
    def at(self) -> Span | None: ...
    @property
    def value(self) -> str | None: ...


class Finding(Protocol):
    """A finding of drift, as `spec2code.drift` makes them."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def subject(self) -> str: ...
    @property
    def spec(self) -> FindingSide | None: ...
    @property
    def code_side(self) -> FindingSide | None: ...
    @property
    def breaking(self) -> bool: ...
    @property
    def message(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def moved(self) -> str | None: ...


def _no_line(file: str, line: int) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class DriftReport:
    """`source_line` gives a line of a file for excerpts, None where it can't be read."""

    drift: Sequence[Finding]
    diagnostics: Sequence[Diagnostic] = ()
    """What could not be read on either side."""
    specs: int = 0
    files: int = 0
    baselined: int = 0
    ignored: int = 0
    """Silenced by a comment beside it."""
    notes: Sequence[str] = ()
    """What else a reader should know: resolved baseline entries, unused ignores."""
    fail_on: Severity = Severity.ERROR
    """From which severity on a finding makes the exit code 1."""
    source_line: Callable[[str, int], str | None] = field(default=_no_line)

    @property
    def failures(self) -> list[Diagnostic]:
        """What could not be read at all."""
        return [item for item in self.diagnostics if item.severity is Severity.ERROR]

    def fails(self, item: Finding) -> bool:
        """Whether a finding makes the exit code 1."""
        return item.severity.rank <= self.fail_on.rank

    @property
    def untold(self) -> list[Diagnostic]:
        """What of the specs isn't judged."""
        return [item for item in self.diagnostics if item.code in _OF_THE_SPECS]

    @property
    def verdict(self) -> str:
        """What to say where there is no drift."""
        if self.failures:
            return "not everything could be read"
        return "no drift in what can be told" if self.untold else "no drift"

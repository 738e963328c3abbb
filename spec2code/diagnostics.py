"""Diagnostics: anything reported about a user's text or code, as values."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from spec2code.model.records import dataclass
from spec2code.model.span import Span

__all__ = ["Diagnostic", "Severity", "in_order", "worst"]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info."""
        return ("error", "warning", "info").index(self.value)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. Made by `codes.diagnostic()`, which knows the severity of each code."""

    code: str
    severity: Severity
    message: str
    """One sentence, names in backticks, no full stop."""
    span: Span | None = None
    hint: str | None = None
    """How to mend it."""
    other: Span | None = None
    """The other side of a contradiction."""


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, then code; the same finding at the same place once."""
    unique = dict.fromkeys(diagnostics)
    return sorted(
        unique,
        key=lambda item: (
            (item.span.file, item.span.line, item.span.column) if item.span else ("", 0, 0),
            item.code,
            item.message,
        ),
    )


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """The most serious severity among them; None when there are none."""
    return min((item.severity for item in diagnostics), key=lambda item: item.rank, default=None)

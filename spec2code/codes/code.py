"""One row of the table of codes."""

from __future__ import annotations

from dataclasses import dataclass

from spec2code.diagnostics import Severity

__all__ = ["Code"]


@dataclass(frozen=True, slots=True)
class Code:
    """`code` such as D103, `name` in kebab-case, the default severity, and what `explain` prints."""

    code: str
    name: str
    severity: Severity
    summary: str
    """One line: what is the case."""
    why: str
    """Why it matters."""
    mend: str
    """How to fix it."""
    example: str = ""
    """A few lines that raise it."""

"""One row of the table of codes."""

from __future__ import annotations

from spec2code.diagnostics import Severity
from spec2code.model.records import dataclass

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

    def __post_init__(self) -> None:
        """Rows are phrases: what shows them begins and ends the sentence as it needs."""
        for name in ("summary", "why", "mend"):
            object.__setattr__(self, name, _phrase(getattr(self, name)))


def _phrase(text: str) -> str:
    first, _, rest = text.strip().rstrip(".").partition(" ")
    plain = first[:1].isupper() and first[1:].islower()
    if len(first) == 1 or (plain and first not in _NAMES):
        first = first.lower()
    return f"{first} {rest}" if rest else first


_NAMES = frozenset({"Alembic", "Markdown", "Python", "Pydantic", "Postgres"})

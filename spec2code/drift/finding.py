"""One finding of drift."""

from __future__ import annotations

from spec2code.codes import CODES
from spec2code.diagnostics import Severity
from spec2code.drift.sentence import on_one_line
from spec2code.model.records import dataclass, field
from spec2code.model.span import Span

__all__ = ["Drift", "Side", "drift"]


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says, and where. `value` None: it says nothing there; the place is where it would stand."""

    at: Span | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Drift:
    code: str
    kind: str
    """missing: the spec has it, the code doesn't; extra: the reverse; changed: both, differently."""
    severity: Severity
    subject: str
    spec: Side | None
    code_side: Side | None
    breaking: bool
    message: str
    hint: str
    moved: str | None = field(default=None, compare=False)
    """Which side moved last, from git history, as a sentence."""

    @property
    def fingerprint(self) -> tuple[str, str, str]:
        """What stays the same when lines move."""
        return (self.code, self.kind, self.subject)


def drift(
    code: str,
    kind: str,
    subject: str,
    message: str,
    *,
    spec: Side | None = None,
    code_side: Side | None = None,
    breaking: bool | None = None,
    severity: Severity | None = None,
    hint: str | None = None,
) -> Drift:
    """A finding with the severity and the mend that the table of codes gives; an error breaks unless said otherwise."""
    row = CODES[code]
    severity = severity or row.severity
    breaks = severity is Severity.ERROR if breaking is None else breaking
    text = on_one_line(message)
    return Drift(code, kind, severity, subject, spec, code_side, breaks, text, hint or row.mend)

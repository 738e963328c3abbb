"""Colours of a terminal, or none."""

from __future__ import annotations

from spec2code.diagnostics import Severity
from spec2code.model.records import dataclass

__all__ = ["PLAIN", "Style"]

_SEVERITY = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


@dataclass(frozen=True, slots=True)
class Style:
    """`coloured` False: every method returns its text as it is. `width`: columns that a line of source may take."""

    coloured: bool = False
    width: int = 173

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.coloured else text

    def bold(self, text: str) -> str:
        return self._paint(text, "1")

    def dim(self, text: str) -> str:
        return self._paint(text, "2")

    def good(self, text: str) -> str:
        return self._paint(text, "32")

    def mark(self, text: str) -> str:
        return self._paint(text, "31")

    def severity(self, severity: Severity) -> str:
        return self._paint(severity.value, _SEVERITY[severity])


PLAIN = Style()

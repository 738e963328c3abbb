"""One code, explained: the row of the table as a page."""

from __future__ import annotations

from spec2code.codes.code import Code

__all__ = ["explanation"]


def explanation(row: Code) -> str:
    """What `spec2code explain CODE` prints."""
    parts = [
        f"{row.code} {row.name} ({row.severity.value})",
        f"{_sentence(row.summary)}",
        f"Why it matters: {_sentence(row.why)}",
        f"Mend: {_sentence(row.mend)}",
    ]
    if row.example:
        parts.append(
            "Example:\n" + "\n".join(f"    {line}" for line in row.example.strip("\n").splitlines())
        )
    return "\n\n".join(parts)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", ":")) else ".")

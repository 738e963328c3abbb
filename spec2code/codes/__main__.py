"""Writes docs/codes.md from the table: `python -m spec2code.codes FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from spec2code.codes import CODES
from spec2code.codes.code import Code

__all__ = ["page"]

_FAMILIES = {
    "S": "The document",
    "Q": "SQL",
    "A": "Endpoints and examples",
    "P": "Reading the project",
    "D1": "Drift: migrations",
    "D2": "Drift: models",
    "D3": "Drift: routes",
    "D4": "Drift: shapes",
    "D5": "Drift: events",
    "G": "Generation",
}


def page() -> str:
    """The whole page, every code with its summary, reason, mend and example."""
    parts = [
        "# Codes",
        "Made from the table in `spec2code/codes/` by `python3 tasks.py docs`. `spec2code explain CODE` prints one of them.",
    ]
    for prefix, title in _FAMILIES.items():
        rows = [row for code, row in CODES.items() if code.startswith(prefix)]
        if rows:
            parts.append(f"## {title}")
            parts += [_section(row) for row in rows]
    return "\n\n".join(parts) + "\n"


def _section(row: Code) -> str:
    lines = [
        f"### {row.code} {row.name}",
        "",
        f"**{row.severity.value}**: {_sentence(row.summary)}",
        "",
        f"*Why it matters*: {_sentence(row.why)}",
        "",
        f"*Mend*: {_sentence(row.mend)}",
    ]
    if row.example:
        lines += ["", "````text", row.example.strip("\n"), "````"]
    return "\n".join(lines)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")

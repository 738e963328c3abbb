"""Tables that a fence sketches by names alone: a line with the table's, and indented below it those of its columns."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt, Span
from spec2code.spec.clauses import split_top
from spec2code.spec.tables_in_lines import TableLine

__all__ = ["sketched_tables"]

_NAME = regex(r"([A-Za-z_]\w*)(?:\s*\([^()]*\))?\s*:?")
_COLUMN = regex(
    r"(?P<name>[A-Za-z_]\w*)(?P<open>\?)?\s*(?:\((?P<said>[^()]*)\))?\s*(?:(?:→|->|=>)\s*(?P<target>[A-Za-z_]\w*)(?:\.\w+)?)?"
)


def sketched_tables(excerpt: Excerpt) -> list[TableLine]:
    """The tables of a fence that holds nothing but such sketches; a name without columns is left out."""
    found: list[TableLine] = []
    name: tuple[str, Span] | None = None
    columns: list[tuple[str, Span]] = []
    offset = 0
    for text in [*excerpt.text.split("\n"), "End"]:
        start, offset = offset, offset + len(text) + 1
        if not text.strip():
            continue
        if not text[:1].isspace():
            if name is not None and columns:
                found.append(TableLine(name[0], tuple(columns), name[1]))
            head = _NAME.fullmatch(text.strip())
            if head is None:
                return []
            name, columns = (head.group(1), excerpt.span(start, start + len(text))), []
            continue
        read = _columns(text)
        if name is None or read is None:
            return []
        columns += [(said, excerpt.span(start + begin, start + end)) for said, begin, end in read]
    many = [table for table in found if len(table.lines) > 1]
    keyed = any("FK" in text or "PK" in text for table in found for text, _ in table.lines)
    named = sum(table.lines[0][0].lstrip("- ").startswith("id") for table in found)
    return found if len(many) > 1 and (keyed or named * 2 > len(found)) else []


def _columns(text: str) -> list[tuple[str, int, int]] | None:
    """The columns of an indented line, each as a bullet would give it; None where it holds anything else."""
    found: list[tuple[str, int, int]] = []
    at = 0
    for part in split_top(text, ","):
        if not part.strip():
            continue
        match = _COLUMN.fullmatch(part.strip())
        if match is None:
            return None
        at = text.find(part.strip(), at)
        said = [match["said"]] if match["said"] else []
        said += ["nullable"] if match["open"] else []
        said += [f"FK → {match['target']}"] if match["target"] else []
        if match["said"] and re.match(r"(?i)enum\b", match["said"]) is None and len(said) == 1:
            written = f"- {match['name']} ({match['said']})"
        elif said:
            written = f"- {match['name']}: {', '.join(said)}"
        else:
            written = match["name"]
        found.append((written, at, at + len(part.strip())))
        at += len(part.strip())
    return found

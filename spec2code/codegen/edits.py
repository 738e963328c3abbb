"""Edits on the lines of a file: every line that no edit names stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.codegen.source import Unit
from spec2code.model.records import dataclass

__all__ = ["Edit", "Sides", "apply_edits"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines `[start, end)` become `text`; an insertion has `start == end`."""

    start: int
    end: int
    text: str
    rank: int = 1
    """Among insertions at one line: the end of a conflict 0, the start of one 2."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A block in its three versions; `base` is None when nothing was generated before."""

    base: Sequence[Unit] | None
    ours: Sequence[Unit]
    theirs: Sequence[Unit]
    begin: int
    """Where the block begins in the user's lines."""
    owner: str = ""
    """`Order.` for the members of a class."""


def apply_edits(lines: Sequence[str], edits: Sequence[Edit]) -> str:
    """The lines with the edits made, in the newline style that the lines have."""
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    order = sorted(
        range(len(edits)), key=lambda i: (edits[i].start, edits[i].end, edits[i].rank, i)
    )
    parts: list[str] = []
    position = 0
    for index in order:
        edit = edits[index]
        parts += lines[position : edit.start]
        if (
            edit.text
            and edit.start == len(lines)
            and lines
            and not lines[-1].endswith(("\n", "\r"))
        ):
            parts.append(newline)
        parts.append(edit.text.replace("\r\n", "\n").replace("\n", newline))
        position = max(position, edit.end)
    parts += lines[position:]
    return "".join(parts)

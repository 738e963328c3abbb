"""Which side of a finding moved last, and which findings a branch touched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spec2code.drift.finding import Drift, Side
from spec2code.model.records import replace
from spec2code.repository import LineChange, Place, Touched, last_changes

__all__ = ["tell_moved", "touched"]

_LONGEST = 30
"""Lines of a place: of a longer one, a handler with its body, not all is about the finding."""
_MOST = 200
"""Beyond that many findings nobody reads who moved last, and asking git takes long."""


def tell_moved(root: Path, drift: Sequence[Drift]) -> list[Drift]:
    """The findings with a sentence on which side moved last, where git has history of both."""
    if not drift or len(drift) > _MOST:
        return list(drift)
    places = [
        place for item in drift for side in (item.spec, item.code_side) if (place := _place(side))
    ]
    changes = last_changes(root, places)
    return [replace(item, moved=_sentence(item, changes)) for item in drift]


def _place(side: Side | None) -> Place | None:
    """The lines of a side. Where it lacks something, no line says when that went: its whole file is asked for."""
    if side is None or side.at is None:
        return None
    if side.value is None:
        return side.at.file, 0, 0
    last = max(min(side.at.end_line, side.at.line + _LONGEST), side.at.line)
    return side.at.file, side.at.line, last


def _sentence(item: Drift, changes: dict[Place, LineChange]) -> str | None:
    spec_place, code_place = _place(item.spec), _place(item.code_side)
    spec = changes.get(spec_place) if spec_place else None
    code = changes.get(code_place) if code_place else None
    if spec is None or code is None or spec_place is None or code_place is None:
        return None
    if not spec.committed and not code.committed:
        return "neither side is committed yet"
    names = _name("spec", spec_place), _name("code", code_place)
    if spec.commit == code.commit:
        return f"{names[1]} and {names[0]} changed {_when(code)}"
    if not spec.committed or (code.committed and spec.time > code.time):
        return f"{names[0]} changed {_when(spec)}, {names[1]} last {_when(code)}"
    return f"{names[1]} changed {_when(code)}, {names[0]} last {_when(spec)}"


def _name(side: str, place: Place) -> str:
    return f"the {side}" if place[1] else f"the file of the {side}"


def _when(change: LineChange) -> str:
    return (
        f"in {change.commit} on {change.date}"
        if change.committed
        else "just now, not committed yet"
    )


def touched(drift: Sequence[Drift], changed: Touched) -> list[Drift]:
    """The findings of which a side lies in what changed; where a side lacks something, lines taken out of its file."""
    kept = []
    for item in drift:
        for side in (item.spec, item.code_side):
            if side and side.at and _in(side, changed):
                kept.append(item)
                break
    return kept


def _in(side: Side, changed: Touched) -> bool:
    """A side that has a value is its lines; one that lacks something may have lost it anywhere in its file."""
    assert side.at is not None
    if side.value is None:
        return side.at.file in changed.shortened
    return changed.has(side.at.file, side.at.line, side.at.end_line)

"""The tables that list the endpoints of a document against the sections that describe them.

A table alone is the normal case and nothing to tell of; only where most of its rows have a section of
their own is a missing one, or one too many, likely to be a mistake.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.records import dataclass, field
from spec2code.spec.blocks import Document
from spec2code.spec.draft_types import Draft

__all__ = ["check_overviews"]

Key: TypeAlias = tuple[str, str]

_ALIKE: Final = 0.8
"""How alike two segments are that may be one mistyped: `cancel` and `cancle`, `users` and `user`."""
_CONFUSED: Final = frozenset(("POST", "PUT", "PATCH"))
"""Methods that are written for one another."""
_COMPARED: Final = 50
"""So many candidates are looked at for one row: the cost stays linear."""


@dataclass(slots=True)
class _Overview:
    """The rows of one section, and the sections (by index, the last not included) whose details they list."""

    rows: dict[Key, Draft] = field(default_factory=dict)
    scope: tuple[int, int] = (0, 0)


def check_overviews(
    document: Document, rows: Iterable[Draft], details: Iterable[Draft]
) -> list[Diagnostic]:
    """Rows without a section, sections without a row, and pairs that differ by what may be a slip.

    Args:
        document: where they stand.
        rows: endpoints as tables list them.
        details: endpoints as sections describe them.
    """
    overviews: dict[int, _Overview] = {}
    for row in rows:
        overviews.setdefault(row.section.index, _Overview()).rows.setdefault(row.key, row)
    described: dict[Key, Draft] = {}
    for detail in details:
        described.setdefault(detail.key, detail)
    listed = {key for overview in overviews.values() for key in overview.rows}
    left = _Left([draft for key, draft in described.items() if key not in listed])
    found: list[Diagnostic] = []
    complete: dict[tuple[int, int], _Overview] = {}
    ends = _ends(document)
    for index, overview in overviews.items():
        known = [described[key] for key in overview.rows if key in described]
        slips = [
            (row, twin)
            for key, row in overview.rows.items()
            if key not in described and (twin := left.twin(row)) is not None
        ]
        if not (known or slips) or (len(known) + len(slips)) * 2 < len(overview.rows):
            continue
        found += [_slip(row, twin) for row, twin in slips]
        slipped = {row.key for row, _ in slips}
        if len(known) + len(slips) >= 2:
            found += [
                diagnostic("S179", f"no section describes `{_named(row)}` of this table", row.span)
                for key, row in overview.rows.items()
                if key not in described and key not in slipped
            ]
        scope = _scope(document, index, [draft.section.index for draft in known], ends)
        complete.setdefault(scope, _Overview(scope=scope)).rows.update(overview.rows)
    for overview in complete.values():
        found += _unlisted(overview, described, listed, left)
    return found


def _named(draft: Draft) -> str:
    return f"{draft.method} {draft.path.text}"


def _slip(row: Draft, twin: Draft) -> Diagnostic:
    message = (
        f"the table has `{_named(row)}`, the section `{_named(twin)}`: one of them may be a slip"
    )
    return diagnostic("S178", message, row.span, other=twin.span)


def _unlisted(
    overview: _Overview, described: dict[Key, Draft], listed: set[Key], left: _Left
) -> Iterator[Diagnostic]:
    """Described endpoints that no table lists, where the tables list most of those around them."""
    first, last = overview.scope
    inside = {key: item for key, item in described.items() if first <= item.section.index < last}
    known = sum(1 for key in inside if key in overview.rows)
    if known < 2 or known * 2 < len(inside):
        return
    table = next(iter(overview.rows.values()))
    groups = {_group(item) for key, item in inside.items() if key in overview.rows}
    for key, draft in inside.items():
        if _group(draft) not in groups:
            continue  # a section of another subject, of which the table lists nothing
        if key not in listed and id(draft) not in left.taken:
            message = f"`{_named(draft)}` is not in the table of endpoints"
            yield diagnostic("S182", message, draft.span, other=table.span)


def _group(draft: Draft) -> int | None:
    """The section that the endpoint stands in with others."""
    return draft.section.parent if draft.shape == "heading" else draft.section.index


def _ends(document: Document) -> list[int]:
    """For each section the index of the first one behind it and all below it."""
    ends = [len(document.sections)] * len(document.sections)
    opened: list[int] = []
    for index, section in enumerate(document.sections):
        while opened and document.sections[opened[-1]].level >= section.level:
            ends[opened.pop()] = index
        opened.append(index)
    return ends


def _scope(document: Document, index: int, details: list[int], ends: list[int]) -> tuple[int, int]:
    """The nearest section around the table that holds one of the endpoints that it lists."""
    places = sorted(details)
    at: int | None = index
    while at is not None:
        where = bisect_left(places, at)
        if where < len(places) and places[where] < ends[at]:
            return at, ends[at]
        at = document.sections[at].parent
    return 0, len(document.sections)


class _Left:
    """The described endpoints that no table lists, to be found by what is almost their route."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.taken: set[int] = set()
        self.by_path: dict[str, list[Draft]] = {}
        self.by_gap: dict[tuple[str, str], list[Draft]] = {}
        for draft in drafts:
            self.by_path.setdefault(draft.key[1], []).append(draft)
            for gap, _ in _gaps(draft):
                self.by_gap.setdefault((draft.method, gap), []).append(draft)

    def twin(self, row: Draft) -> Draft | None:
        """The endpoint that the row was perhaps meant for: of a method that is often confused, or with one segment that differs a little."""
        for draft in self.by_path.get(row.key[1], [])[:_COMPARED]:
            if id(draft) not in self.taken and {row.method, draft.method} <= _CONFUSED:
                self.taken.add(id(draft))
                return draft
        for gap, word in _gaps(row):
            for draft in self.by_gap.get((row.method, gap), [])[:_COMPARED]:
                if id(draft) not in self.taken and _is_slip(word, gap, draft):
                    self.taken.add(id(draft))
                    return draft
        return None


def _gaps(draft: Draft) -> Iterator[tuple[str, str]]:
    """The path without one of its fixed segments, and that segment."""
    parts = draft.key[1].strip("/").split("/")
    for index, part in enumerate(parts[:12]):
        if part != "{}" and len(part) > 2:
            yield "/".join([*parts[:index], "*", *parts[index + 1 :]]), part


def _is_slip(word: str, gap: str, draft: Draft) -> bool:
    other = next((part for place, part in _gaps(draft) if place == gap), "")
    return word[0] == other[:1] and SequenceMatcher(None, word, other).ratio() >= _ALIKE

"""Findings of one kind, told together where they are many: twenty equal ones hide what else there is."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.codes import CODES
from spec2code.report.drift_report import Finding

__all__ = ["gathered", "places", "summary"]

_FEW = 5
"""So many findings of one kind are told one by one."""


def gathered(items: Iterable[Finding]) -> list[list[Finding]]:
    """The findings in their order, by one; more than a few of one code, severity and mend stand where their first does."""
    listed = list(items)
    kinds: dict[tuple[str, str, str], list[Finding]] = {}
    for item in listed:
        kinds.setdefault(_kind(item), []).append(item)
    found: list[list[Finding]] = []
    for item in listed:
        same = kinds[_kind(item)]
        if len(same) <= _FEW:
            found.append([item])
        elif same[0] is item:
            found.append(same)
    return found


def _kind(item: Finding) -> tuple[str, str, str]:
    return item.code, item.severity.value, item.hint


def summary(items: list[Finding]) -> str:
    """What many findings have in common, in words: how often it is so."""
    code = CODES.get(items[0].code)
    said = f": {code.summary}" if code is not None else ""
    return f"{len(items)} times{said}"


def places(item: Finding) -> str:
    """Where both sides stand; of a side that lacks it there is no place to name."""
    sides = (item.spec, item.code_side)
    named = [
        f"{side.at.file}:{side.at.line}"
        for side in sides
        if side is not None and side.at is not None and (side.value is not None or side is sides[0])
    ]
    return ", ".join(named)

"""Drift that was accepted: a file of fingerprints, so that only new drift fails."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from spec2code.drift.finding import Drift
from spec2code.errors import UsageError
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.report.drift_report import Finding
from spec2code.report.fingerprint import fingerprints

__all__ = ["Applied", "apply_baseline", "baseline_text"]


@dataclass(frozen=True, slots=True)
class Applied:
    """`drift`: what is not accepted. `notes`: entries that are resolved or past their date."""

    drift: list[Drift]
    baselined: int
    notes: list[str]


def baseline_text(drift: Sequence[Finding], before: str | None, today: str) -> str:
    """The baseline that accepts this drift; reasons of entries that stay are kept, and dates that are not past.

    Raises:
        UsageError: the present baseline is damaged.
    """
    known = {entry["fingerprint"]: entry for entry in _entries(before, "the baseline")}
    entries = []
    for item, mark in zip(drift, fingerprints(drift), strict=True):
        entry: dict[str, Any] = {"fingerprint": mark, "code": item.code, "subject": item.subject}
        old = known.get(mark, {})
        entry.update({key: old[key] for key in ("reason", "until") if old.get(key)})
        if _is_past(entry, today):
            del entry["until"]
        entries.append(entry)
    entries.sort(key=lambda entry: (entry["code"], entry["subject"], entry["fingerprint"]))
    return (
        json.dumps({"version": _VERSION, "accepted": entries}, indent=2, ensure_ascii=False) + "\n"
    )


def apply_baseline(drift: Sequence[Drift], path: Path, today: str) -> Applied:
    """Take away what the baseline accepts.

    Args:
        drift: all that was found.
        path: the baseline.
        today: ISO date; an entry whose `until` lies before it accepts nothing any more.

    Raises:
        UsageError: the baseline can't be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"the baseline `{path}` can't be read: {error.strerror or error}",
            _WRITES,
        ) from error
    entries = {entry["fingerprint"]: entry for entry in _entries(text, f"`{path}`")}
    kept, notes, used = [], [], set()
    for item, mark in zip(drift, fingerprints(drift), strict=True):
        entry = entries.get(mark)
        if entry is None:
            kept.append(item)
            continue
        used.add(mark)
        if _is_past(entry, today):
            kept.append(item)
            notes.append(f"accepted until {entry['until']}, which is past: {_named(entry)}")
    for mark, entry in entries.items():
        if mark not in used:
            notes.append(f"resolved, take it out of the baseline: {_named(entry)}")
    return Applied(kept, len(drift) - len(kept), notes)


def _is_past(entry: dict[str, Any], today: str) -> bool:
    return bool(entry.get("until")) and entry["until"] < today


def _named(entry: dict[str, Any]) -> str:
    reason = f" ({entry['reason']})" if entry.get("reason") else ""
    return f"{entry.get('code')} {entry.get('subject')}{reason}"


def _entries(text: str | None, name: str) -> list[dict[str, Any]]:
    if text is None:
        return []
    try:
        read = json.loads(text)
    except ValueError as error:
        raise UsageError(f"{name} is no baseline: {error}") from error
    entries = read.get("accepted") if isinstance(read, dict) else None
    if not isinstance(entries, list):
        raise UsageError(f"{name} is no baseline: there is no list `accepted` in it", _WRITES)
    if read.get("version", _VERSION) != _VERSION:
        raise UsageError(f"{name} is of version {read['version']}, which isn't known here", _WRITES)
    for entry in entries:
        if not (isinstance(entry, dict) and isinstance(entry.get("fingerprint"), str)):
            raise UsageError(f"{name} is no baseline: {json.dumps(entry)} has no `fingerprint`")
        _check_date(entry, name)
    return entries


def _check_date(entry: dict[str, Any], name: str) -> None:
    """An end that can't be compared would accept for ever."""
    until = entry.get("until")
    if until and not (isinstance(until, str) and _DATE.fullmatch(until)):
        raise UsageError(
            f"{name}: `until` of {_named(entry)} is {until!r}", "write it as 2026-12-31"
        )


_VERSION = 1
_WRITES = "`spec2code diff --write-baseline` writes one"
_DATE = regex(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")

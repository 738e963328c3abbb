"""What identifies a finding while lines move: for baselines, SARIF and GitLab."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from spec2code.report.drift_report import Finding

__all__ = ["fingerprint", "fingerprints"]


def fingerprint(item: Finding) -> str:
    """Twelve hex digits over code, kind, subject and what both sides say; no file and no line."""
    sides = [side.value or "" if side else "" for side in (item.spec, item.code_side)]
    text = "\x1f".join((item.code, item.kind, item.subject, *sides))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def fingerprints(items: Sequence[Finding]) -> list[str]:
    """One for each, in order; the second and later of equal ones carry their number."""
    seen: dict[str, int] = {}
    result = []
    for item in items:
        plain = fingerprint(item)
        count = seen[plain] = seen.get(plain, 0) + 1
        result.append(plain if count == 1 else f"{plain}-{count}")
    return result

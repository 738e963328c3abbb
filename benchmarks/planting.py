"""Planted drift: a case, what it must be told as, and whether exactly that was told."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spec2code.config import Settings
from spec2code.drift.find import find_drift
from spec2code.drift.finding import Drift
from spec2code.model.project import Project
from spec2code.model.spec import Spec
from spec2code.pipeline import load_specs

__all__ = ["Planting", "Tally", "drift_of", "judge", "read_text", "told"]


@dataclass(slots=True)
class Tally:
    """How many cases of each kind there were, were found, were told exactly, and told something false."""

    cases: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def rows(self) -> Iterable[str]:
        """One line for each kind, and one for all."""
        yield f"{'kind':<44}{'cases':>7}{'found':>7}{'exact':>7}{'false':>7}"
        for kind in sorted(self.cases):
            yield self._row(kind, [counter[kind] for counter in self._counters()])
        yield self._row("all", [counter.total() for counter in self._counters()])

    def _counters(self) -> tuple[Counter[str], ...]:
        return (self.cases, self.found, self.exact, self.false)

    def _row(self, kind: str, numbers: list[int]) -> str:
        return f"{kind:<44}" + "".join(f"{number:>7}" for number in numbers)


@dataclass(slots=True)
class Planting:
    """The cases of one sample or application: at most so many of a kind."""

    tally: Tally
    note: str
    most: int
    counted: Counter[str] = field(default_factory=Counter)

    def is_due(self, kind: str) -> bool:
        """Whether one more of this kind is wanted; it is counted."""
        self.counted[kind] += 1
        return self.counted[kind] <= self.most

    def judge(
        self,
        kind: str,
        expected: tuple[str, ...],
        specs: Sequence[Spec],
        project: Project,
        where: str = "",
    ) -> None:
        """Compare, where one more of this kind is wanted."""
        if self.is_due(kind):
            note = f"{self.note} {where}".rstrip()
            judge(self.tally, kind, expected, told(find_drift(specs, project)), note)


def told(drift: Iterable[Drift]) -> tuple[str, ...]:
    """Findings as cases name them; one that shows the same on both sides tells nobody anything, and says so."""
    return tuple(sorted(f"{item.code} {item.kind} {item.subject}{_blank(item)}" for item in drift))


def _blank(item: Drift) -> str:
    sides = [side.value if side else None for side in (item.spec, item.code_side)]
    return " (both sides show the same)" if sides[0] == sides[1] else ""


def read_text(text: str) -> tuple[Spec, ...]:
    """A spec from its text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "spec.md")
        path.write_text(text, encoding="utf-8")
        return load_specs(Path(folder), [path], Settings()).specs


def drift_of(text: str, project: Project) -> tuple[str, ...]:
    return told(find_drift(read_text(text), project))


def judge(
    tally: Tally, kind: str, expected: tuple[str, ...], found: tuple[str, ...], note: str
) -> bool:
    """Count a case; a `*` in what is expected stands for any text."""
    patterns = [re.escape(item).replace(r"\*", ".*") for item in expected]
    hits = [any(re.fullmatch(pattern, item) for item in found) for pattern in patterns]
    strange = [
        item for item in found if not any(re.fullmatch(pattern, item) for pattern in patterns)
    ]
    exact = all(hits) and not strange and len(found) == len(expected)
    tally.cases[kind] += 1
    tally.found[kind] += all(hits)
    tally.exact[kind] += exact
    tally.false[kind] += bool(strange)
    if not exact:
        tally.examples.append(f"{kind} [{note}] expected {expected}, told {found}")
    return exact

"""Drift that a comment beside it silences, in a spec or in code, and comments that silence nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spec2code.codes import CODES
from spec2code.drift import Drift
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.spec import Silence

__all__ = ["Suppressed", "suppress"]

_MARK = b"spec2code: ignore["
_COMMENT = regex(r"#\s*spec2code:\s*ignore\[([^\]]*)\]\s*(.*)")


@dataclass(frozen=True, slots=True)
class Suppressed:
    """`kept` are the findings to report, `ignored` how many were not, `notes` the comments that did nothing."""

    kept: list[Drift]
    ignored: int
    notes: list[str]


@dataclass(frozen=True, slots=True)
class _Rule:
    """Findings of this code are silenced where a side lies within these lines of this file."""

    file: str
    first: int
    last: int
    code: str
    line: int

    def silences(self, item: Drift) -> bool:
        if item.code != self.code:
            return False
        sides = [side.at for side in (item.spec, item.code_side) if side and side.at]
        return any(at.file == self.file and self.first <= at.line <= self.last for at in sides)


def suppress(
    drift: Sequence[Drift], silences: Iterable[Silence], root: Path, files: Iterable[str]
) -> Suppressed:
    """Take away what comments silence.

    Args:
        drift: what was found.
        silences: `<!-- spec2code: ignore D103 reason -->` of the specs.
        root: the project.
        files: its Python files, where `# spec2code: ignore[D103] reason` at the end of a line, or on a line
            of its own above it, silences what is told of that line.
    """
    rules = [*_of_specs(silences), *_of_code(root, files)]
    if not rules:
        return Suppressed(list(drift), 0, [])
    used: set[_Rule] = set()
    kept = []
    for item in drift:
        found = [rule for rule in rules if rule.silences(item)]
        used.update(found)
        if not found:
            kept.append(item)
    notes = [_unused(rule) for rule in rules if rule not in used]
    return Suppressed(kept, len(drift) - len(kept), notes)


def _unused(rule: _Rule) -> str:
    if rule.code not in CODES:
        return f"{rule.file}:{rule.line}: there is no code `{rule.code}` to ignore"
    return f"{rule.file}:{rule.line}: nothing is told here of {rule.code}, ignoring it can go"


def _of_specs(silences: Iterable[Silence]) -> Iterator[_Rule]:
    for silence in silences:
        for code in silence.codes:
            if code.startswith("D"):
                span = silence.span
                yield _Rule(span.file, silence.first_line, silence.last_line, code, span.line)


def _of_code(root: Path, files: Iterable[str]) -> Iterator[_Rule]:
    for file in files:
        try:
            data = (root / file).read_bytes()
        except OSError:
            continue
        if _MARK in data:
            yield from _rules(file, data.decode("utf-8", "replace").splitlines())


def _rules(file: str, lines: Sequence[str]) -> Iterator[_Rule]:
    for number, line in enumerate(lines, 1):
        found = _COMMENT.search(line)
        if found is None:
            continue
        alone = line.lstrip().startswith("#")
        at = number + 1 if alone else number
        for code in filter(None, map(str.strip, found.group(1).split(","))):
            yield _Rule(file, at, at, code, number)

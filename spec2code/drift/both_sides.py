"""What migrations and models say alike against the specs: one finding, as the migrations' own."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.drift.finding import Drift
from spec2code.model.patterns import regex
from spec2code.model.records import replace

__all__ = ["told_of_both"]

_MIGRATIONS = "D1"
_MODELS = "D2"
_IN_MIGRATIONS, _IN_MODELS = "the migrations", "the models"
_LACKED = "not in the migrations"
_IN_TABLES = regex(r", in tables (`[^`]+`(?:, `[^`]+`)*)(?: and (\d+) more)?$")
"""Behind what is told of a base's column: the tables that have it."""


def told_of_both(drift: Sequence[Drift]) -> list[Drift]:
    """The findings, with each of the models that says what one of the migrations says left to that one.

    Whatever is accepted, silenced or left out has to be so before: each side has its own fingerprint, and what
    is left of the two once one of them is mended is told as that side's.
    """
    drift = _of_bases(drift)
    of_models = {_key(item): item for item in drift if item.code.startswith(_MODELS)}
    same = {
        key: of_models[key]
        for item in drift
        if item.code.startswith(_MIGRATIONS)
        if (key := _key(item, _IN_MIGRATIONS)) in of_models
    }
    left = {id(item) for item in same.values()}
    found = []
    for item in drift:
        other = same.get(_key(item, _IN_MIGRATIONS)) if item.code.startswith(_MIGRATIONS) else None
        if other is not None:
            found.append(_of_both(item, other))
        elif id(item) not in left:
            found.append(item)
    return found


def _of_bases(drift: Sequence[Drift]) -> list[Drift]:
    """The findings, with a column that models have of one base told once for the tables of the migrations too."""
    bases = {
        id(item): told
        for item in drift
        if item.code.startswith(_MODELS) and (told := _IN_TABLES.search(item.message))
    }
    if not bases:
        return list(drift)
    alike: dict[tuple[str, str, str], list[Drift]] = {}
    for item in drift:
        if item.code.startswith(_MIGRATIONS) and item.subject.startswith("column "):
            name = item.subject.removeprefix("column ")
            column = name.rpartition(".")[2]
            message = item.message.replace(f"`{name}`", f"`{column}`", 1)
            alike.setdefault(_key(replace(item, message=message), _IN_MIGRATIONS), []).append(item)
    left: set[int] = set()
    merged: dict[int, Drift] = {}
    for item in drift:
        if (told := bases.get(id(item))) is None:
            continue
        plain = replace(item, message=item.message[: told.start()])
        ours = alike.get(_key(plain), [])
        tables = {one.subject.removeprefix("column ").rpartition(".")[0] for one in ours}
        named = {name.strip("` ") for name in told.group(1).split(",")}
        if named <= tables and len(tables) == len(named) + int(told.group(2) or 0):
            first = replace(ours[0], message=plain.message.replace(_IN_MODELS, _IN_MIGRATIONS))
            both = _of_both(first, item)
            merged[id(item)] = replace(
                both,
                subject=item.subject,
                code_side=item.code_side,
                message=both.message + told.group(),
            )
            left.update(map(id, ours))
    return [merged.get(id(item), item) for item in drift if id(item) not in left]


def _key(item: Drift, side: str = _IN_MODELS) -> tuple[str, str, str]:
    """What two findings have in common that differ in nothing but the side of the code, or a constraint's name."""
    return (item.code[2:], item.kind, item.message.replace(side, _IN_MODELS))


def _of_both(item: Drift, other: Drift) -> Drift:
    at = other.code_side.at if other.code_side else None
    place = f" ({at.file}:{at.line})" if at and item.kind != "missing" else ""
    said = item.message
    if _LACKED in said:
        message = said.replace(_LACKED, "neither in the migrations nor in the models")
    else:
        message = said.replace(_IN_MIGRATIONS, f"{_IN_MIGRATIONS} and {_IN_MODELS}{place}")
    worse = min(item.severity, other.severity, key=lambda severity: severity.rank)
    return replace(item, message=message, severity=worse, breaking=item.breaking or other.breaking)

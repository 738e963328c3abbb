"""Routes that stand in the branches of a condition nobody can tell: one in each of them is there all the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spec2code.model.api import Endpoint
from spec2code.model.records import replace
from spec2code.project.signals import Branch

__all__ = ["Places", "settled"]

Places = Sequence[Branch]
"""The branches that a route stands in, outermost first; none: it is there for sure."""

_PARTS = ("parameters", "request", "responses", "auth")


def settled(endpoints: Iterable[tuple[Endpoint, Places]]) -> list[Endpoint]:
    """Each endpoint once, in order: the first that is there for sure, or what those of all branches have in common.

    Where neither is to be had, the first, whose `path` stays undecided.
    """
    groups: dict[tuple[str, str], list[tuple[Endpoint, Places]]] = {}
    for endpoint, places in endpoints:
        groups.setdefault(endpoint.key, []).append((endpoint, places))
    return [_one(group) for group in groups.values()]


def _one(group: list[tuple[Endpoint, Places]]) -> Endpoint:
    for endpoint, places in group:
        if not places:
            return endpoint
    first = group[0][0]
    if not _cover([places for _, places in group]):
        return first
    undecided = {part for endpoint, _ in group for part in endpoint.undecided if part != "path"}
    undecided |= {
        part
        for part in _PARTS
        for endpoint, _ in group
        if getattr(endpoint, part) != getattr(first, part)
    }
    return replace(first, undecided=tuple(part for part in _PARTS if part in undecided))


def _cover(several: Sequence[Places]) -> bool:
    """Whether these places are all that there are: one of them is reached whatever the conditions come to."""
    if not several:
        return False
    if any(not places for places in several):
        return True
    condition, _, count = several[0][0]
    return all(
        _cover([places[1:] for places in several if places[0] == (condition, index, count)])
        for index in range(count)
    )

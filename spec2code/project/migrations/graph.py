"""The revisions of one Alembic history in the order in which `upgrade heads` runs them."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.model.records import dataclass
from spec2code.model.span import Span

__all__ = ["Revision", "RevisionOrder", "order_revisions"]


@dataclass(frozen=True, slots=True)
class Revision:
    """What a revision file says of itself; `file` is relative to the project's root."""

    id: str
    file: str
    down: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    branch_labels: tuple[str, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class RevisionOrder:
    revisions: tuple[Revision, ...]
    """Parents before children, in the order in which Alembic runs them."""
    heads: tuple[str, ...]
    missing: tuple[tuple[Revision, str], ...] = ()
    """A revision and a parent of it that no file has."""
    repeated: tuple[tuple[Revision, Revision], ...] = ()
    """Two files of one revision id; the first counts."""
    circular: tuple[Revision, ...] = ()
    """Revisions that are their own ancestors, and what follows from them; they stand in no order."""


def order_revisions(revisions: Iterable[Revision]) -> RevisionOrder:
    """Sort revisions by their graph, never by date: a squashed history's base may be its newest file."""
    known: dict[str, Revision] = {}
    repeated: list[tuple[Revision, Revision]] = []
    for revision in sorted(revisions, key=lambda item: item.file):
        first = known.setdefault(revision.id, revision)
        if first is not revision:
            repeated.append((first, revision))
    labels = {label: item.id for item in known.values() for label in item.branch_labels}
    parents: dict[str, list[str]] = {}
    missing: list[tuple[Revision, str]] = []
    for revision in known.values():
        found = parents.setdefault(revision.id, [])
        for wanted in (*revision.down, *revision.depends_on):
            parent = wanted if wanted in known else labels.get(wanted)
            if parent is None:
                missing.append((revision, wanted))
            elif parent not in found:
                found.append(parent)
    ordered = _as_run(parents)
    followed = {parent for item in known.values() for parent in item.down}
    placed = set(ordered)
    return RevisionOrder(
        tuple(known[item] for item in ordered),
        tuple(sorted(item for item in known if item not in followed)),
        tuple(missing),
        tuple(repeated),
        tuple(item for item in known.values() if item.id not in placed),
    )


def _as_run(parents: dict[str, list[str]]) -> list[str]:
    """The order of `upgrade heads`: of two branches that meet, the one that is named last runs first.

    Alembic walks down from the heads along the first parent of each merge and turns that walk round; what
    branches change alike comes out as it does in a database only in that same order.
    """
    ancestors = _ancestors(parents)
    followed = {parent for item in ancestors for parent in parents[item]}
    heads = [item for item in parents if item in ancestors and item not in followed]
    bits = {item: 1 << place for place, item in enumerate(ancestors)}
    todo = set(ancestors)
    walked: list[str] = []
    current = 0
    while heads:
        candidate = heads[current]
        waiting = (
            place
            for place, head in enumerate(heads)
            if place != current and ancestors[head] & bits[candidate]
        )
        blocker = next(waiting, None)
        if blocker is not None:
            current = blocker
            continue
        if candidate in todo:
            todo.remove(candidate)
            walked.append(candidate)
        above = [item for item in parents[candidate] if item in todo and item not in heads]
        if above:
            heads[current] = above[0]
            heads.extend(above[1:])
        else:
            del heads[current]
            current = max(current - 1, 0)
    return walked[::-1]


def _ancestors(parents: dict[str, list[str]]) -> dict[str, int]:
    """The ancestors of each revision, itself among them, as bits; without what is its own ancestor."""
    children: dict[str, list[str]] = {item: [] for item in parents}
    waiting = {item: len(above) for item, above in parents.items()}
    for item, above in parents.items():
        for parent in above:
            children[parent].append(item)
    ready = [item for item, count in waiting.items() if not count]
    found: dict[str, int] = {}
    while ready:
        item = ready.pop()
        mask = 1 << len(found)
        for parent in parents[item]:
            mask |= found[parent]
        found[item] = mask
        for child in children[item]:
            waiting[child] -= 1
            if not waiting[child]:
                ready.append(child)
    return found

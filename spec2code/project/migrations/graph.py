"""The revisions of one Alembic history in the order in which `upgrade heads` runs them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    """Parents before children; between branches, the file that sorts first goes first."""
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
    ordered = _parents_first(parents)
    followed = {parent for item in known.values() for parent in item.down}
    placed = set(ordered)
    return RevisionOrder(
        tuple(known[item] for item in ordered),
        tuple(sorted(item for item in known if item not in followed)),
        tuple(missing),
        tuple(repeated),
        tuple(item for item in known.values() if item.id not in placed),
    )


def _parents_first(parents: dict[str, list[str]]) -> list[str]:
    children: dict[str, list[str]] = {item: [] for item in parents}
    waiting = {item: len(above) for item, above in parents.items()}
    for item, above in parents.items():
        for parent in above:
            children[parent].append(item)
    ready = [item for item, count in reversed(waiting.items()) if not count]
    ordered: list[str] = []
    while ready:
        item = ready.pop()
        ordered.append(item)
        # Depth first: a branch is run to its end before the next, as alembic does.
        for child in reversed(children[item]):
            waiting[child] -= 1
            if not waiting[child]:
                ready.append(child)
    return ordered

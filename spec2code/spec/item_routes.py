"""Whether the items of a list describe one endpoint each, or only list them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from spec2code.spec.content_bodies import WRITING
from spec2code.spec.draft_types import Draft
from spec2code.spec.flow import Entry
from spec2code.spec.labels import line_label
from spec2code.spec.lines import Sighting, amid_sentences

__all__ = ["alike", "among_basics", "beside", "described_below", "items_describe"]

_SHARED_BY: Final = 3


def items_describe(
    entries: Sequence[Entry], sightings: Callable[[Entry], Sequence[Sighting]]
) -> bool:
    """Whether the items that name a route are followed by their descriptions, not by each other."""
    anchors = [
        index for index, entry in enumerate(entries) if entry.kind == "item" and sightings(entry)
    ]
    if len(anchors) < 2:
        return not (
            anchors and (amid_sentences(entries, anchors[0]) or among_basics(entries, sightings))
        )
    followed = 0
    for index, following in pairwise(anchors):
        between = entries[index + 1 : following]
        depth = entries[index].depth
        own = [e for e in between if e.depth < depth or (e.kind == "item" and e.depth == depth)]
        followed += bool(own) and not all(e.kind == "rule" for e in own)
    return followed * 2 >= len(anchors) - 1


def alike(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether what stands below lines of a fence may be true of an earlier one too: of one path, or for writing.

    Of routes that read, parameters are those of the last.
    """
    if draft.method in WRITING and all(other.method in WRITING for other in others):
        return True
    return any(draft.key[1] == other.key[1] for other in others)


def beside(before: Sequence[Draft], drafts: Sequence[Draft]) -> bool:
    """Whether routes follow others of the same method and place, of which nothing is said yet: they share what follows."""
    return all(
        len(one.entries) == 1
        and one.method == draft.method
        and one.path.text.rpartition("/")[0] == draft.path.text.rpartition("/")[0]
        and not one.path.text.endswith("}")
        and not draft.path.text.endswith("}")
        for one in before
        for draft in drafts
    )


def described_below(listed: Sequence[Draft], entry: Entry) -> list[Draft]:
    """Which of a list of routes what follows describes: all of a few alike; parameters are those of the last.

    Filters below the routes of a resource are those of the one that lists it.
    """
    if filtered := _filtered(listed, entry):
        return filtered
    if len({draft.method for draft in listed}) != 1 or len(listed) > _SHARED_BY:
        return []
    if entry.kind == "item" and entry.text.rstrip().endswith((":", "：")):
        return []  # "Reading of pets:" announces the items below it.
    label = line_label(entry.excerpt) if entry.excerpt is not None else None
    asks = label is not None and label.role in ("query", "parameters")
    return list(listed[-1:] if asks else listed)


def _filtered(listed: Sequence[Draft], entry: Entry) -> list[Draft]:
    """The route that lists a resource, below whose routes the line announces filters."""
    label = line_label(entry.excerpt) if entry.excerpt is not None else None
    if label is None or label.role != "query" or len({draft.method for draft in listed}) == 1:
        return []
    for draft in listed:
        root = draft.path.text.rstrip("/")
        if draft.method == "GET" and not root.endswith("}"):
            others = [other for other in listed if other is not draft]
            below = [other for other in others if other.path.text.startswith(root)]
            return [draft] if below else []
    return []


def among_basics(
    entries: Sequence[Entry], sightings: Callable[[Entry], Sequence[Sighting]]
) -> bool:
    """Whether one route stands in a list of facts about the whole API: "Base URL: ...", "Health: `GET /health`"."""
    items = [entry for entry in entries if entry.kind == "item" and entry.excerpt is not None]
    labels = [(entry.depth, line_label(entry.excerpt)) for entry in items if entry.excerpt]
    depths = {depth for depth, label in labels if label is not None and label.role == "base"}
    anchors = [entry.depth for entry in items if sightings(entry)] if depths else []
    return len(anchors) == 1 and anchors[0] in depths

"""Whether the items of a list describe one endpoint each, or only list them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from spec2code.spec.flow import Entry
from spec2code.spec.labels import line_label
from spec2code.spec.lines import Sighting, amid_sentences

__all__ = ["among_basics", "items_describe"]


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


def among_basics(
    entries: Sequence[Entry], sightings: Callable[[Entry], Sequence[Sighting]]
) -> bool:
    """Whether one route stands in a list of facts about the whole API: "Base URL: ...", "Health: `GET /health`"."""
    items = [entry for entry in entries if entry.kind == "item" and entry.excerpt is not None]
    labels = [(entry.depth, line_label(entry.excerpt)) for entry in items if entry.excerpt]
    depths = {depth for depth, label in labels if label is not None and label.role == "base"}
    anchors = [entry.depth for entry in items if sightings(entry)] if depths else []
    return len(anchors) == 1 and anchors[0] in depths

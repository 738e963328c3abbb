"""Indexes that partitions have and that were attached to one of their table's: they go with that one, and not alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec2code.model.changes import Change, DropConstraint, DropIndex, DropObject
from spec2code.model.patterns import regex

__all__ = ["attached_to_gone"]

_ATTACHED = regex(r"\battach\s+partition\s+(?:[^\s.]+\.)?(?P<name>[^\s.]+)\Z", re.IGNORECASE)


def attached_to_gone(drops: Sequence[Change]) -> list[Change]:
    """Drops of indexes, or of their constraints, that PostgreSQL makes with those that they are attached to."""
    parents: dict[str, str] = {}
    for change in drops:
        if isinstance(change, DropObject) and change.before.kind == "index setting":
            match = _ATTACHED.search(change.before.definition.text)
            if match is not None:
                parents[match["name"].strip('"').replace('""', '"')] = change.before.name.name
    if not parents:
        return []
    dropped = {
        change.before.name
        for change in drops
        if isinstance(change, DropIndex | DropConstraint) and change.before.name
    }
    return [
        change
        for change in drops
        if isinstance(change, DropIndex | DropConstraint)
        and parents.get(change.before.name or "") in dropped
    ]

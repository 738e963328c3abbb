"""What a list of columns leaves open of each: whether it takes NULL, how long its type is, which time zone it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec2code.model.patterns import regex
from spec2code.spec.listings import Listing

__all__ = ["open_types", "unsaid_nulls"]

_ZONED = regex(r"timestamptz|with(?:out)? time zone", re.IGNORECASE)


def unsaid_nulls(listing: Listing) -> frozenset[str]:
    """Columns that may take NULL or not; in a list with types that calls some NOT NULL the others take it.

    Where it calls some nullable as well, it marks both, and what has no mark is left open.
    """
    words = {
        item.name: item.words
        for item in listing.columns
        if item.words.nullable is None or item.words.settled
    }
    every = [item.words for item in listing.columns]
    stated = {item.nullable for item in every if not (item.primary or item.settled)}
    if False in stated and True not in stated:
        return frozenset(name for name, item in words.items() if item.assumed)
    return frozenset(words)


def open_types(listing: Listing) -> Iterator[str]:
    """Columns whose types leave length and time zone open: a bare `timestamp` too, where none is called another."""
    zoned = any(_ZONED.search(column.words.type) for column in listing.columns)
    for column in listing.columns:
        if column.words.loose or (not zoned and column.words.type.lower() == "timestamp"):
            yield column.name

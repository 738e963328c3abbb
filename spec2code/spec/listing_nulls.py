"""Which columns take NULL, where a document marks those that do and never those that don't."""

from __future__ import annotations

from spec2code.spec.listings import Listing

__all__ = ["settle_nulls"]

_KINDS = ("column table", "bullets")
_MARKS = 2
"""One mark alone may be a remark on that column."""


def settle_nulls(listings: list[Listing]) -> None:
    """Where some columns are called nullable (`text nullable`, `string | null`) and none NOT NULL, the others are.

    The lists of one document share their habits: a table without any nullable column says the same by that.
    """
    for kind in _KINDS:
        lists = [listing for listing in listings if listing.kind == kind]
        words = [column.words for listing in lists for column in listing.columns]
        marked = sum(each.nullable is True for each in words)
        if marked < _MARKS or any(each.nullable is False and not each.primary for each in words):
            continue
        for each in words:
            if each.nullable is None and (each.loose or not each.assumed):
                each.nullable, each.settled = False, True

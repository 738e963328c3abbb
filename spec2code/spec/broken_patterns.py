"""Whether a pattern is a regular expression."""

from __future__ import annotations

import re
import warnings

__all__ = ["is_regex", "unbalanced"]


def unbalanced(pattern: str) -> str:
    """Which bracket has no other half: an error in every dialect of regular expressions."""
    bare = re.sub(r"\\.", "x", pattern)
    bare, sets = re.subn(r"\[\^?\]?[^\]]*\]", "", bare)
    if "[" in bare:
        return "a `[` is never closed"
    opened, closed = bare.count("("), bare.count(")")
    if opened != closed:
        return "a `(` is never closed" if opened > closed else "a `)` closes nothing"
    return "it repeats nothing" if re.match(r"\^?[*+?]", bare) and not sets else ""


def is_regex(pattern: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError, ValueError):
            return False
    return True

"""The sentence of a finding on one line: of long values what differs is shown, the sides have them whole."""

from __future__ import annotations

import re
from itertools import takewhile

from spec2code.model.patterns import regex

__all__ = ["on_one_line"]

_LONGEST = 120
"""More of a value than this is read by nobody in a sentence."""
_BEFORE = 30
"""So much of what both have in common is shown before the place where they differ."""
_QUOTED = regex(r"`([^`]*)`")


def on_one_line(message: str) -> str:
    """The message without line breaks, its long values cut to what differs between them."""
    if len(message) <= _LONGEST and "\n" not in message:
        return message
    text = " ".join(message.split()) if "\n" in message else message
    values = [value for value in _QUOTED.findall(text) if len(value) > _LONGEST]
    if not values:
        return text
    start = max(_common(values) - _BEFORE, 0) if len(values) > 1 else 0

    def cut(match: re.Match[str]) -> str:
        value = match.group(1)
        if len(value) <= _LONGEST:
            return match.group()
        end = start + _LONGEST
        before, after = "…" if start else "", "…" if end < len(value) else ""
        return f"`{before}{value[start:end].strip()}{after}`"

    return _QUOTED.sub(cut, text)


def _common(values: list[str]) -> int:
    """How many characters they begin with alike."""
    pairs = zip(*values, strict=False)
    return sum(1 for _ in takewhile(lambda items: len(set(items)) == 1, pairs))

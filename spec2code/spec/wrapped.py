"""The lines of a paragraph, a sentence that was wrapped at the margin as one.

Lines are what specs are made of: a label, a route, a field each. Only where an author has broken running text
to keep to a width do two of them belong together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt

__all__ = ["sentence_lines"]

_WIDTH: Final = 60
"""Nobody breaks running text at less."""
_RAGGED: Final = 16
"""How far from the margin an author breaks who breaks by eye."""
_LONGEST: Final = 3000
_ENDS = regex(r"(?:[.!?。！？:：;；|\\>]|  |<br\s*/?>)[*_`)）\s]*$|  $", re.IGNORECASE)
_LISTS = regex(r"[^\s,][,，、]$")
"""A line that ends in a comma goes on."""
_NEW = regex(r"\s*(?:[-*+•]\s|\d+[.)]\s|\||\*\*|`?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b|$)")
_GOES_ON = regex(r"\s*(?:[^\W\d_A-Z]|[(（`\"'“「]|\d+[ ,])")
_POINTS = regex(r"(?:→|⇒|=>|->)\s*$")
"""What an arrow at the end points at stands on the next line."""
_DANGLES = regex(
    r"\s(?:and|or|by|with|of|the|to|plus|either|both|und|oder|et|ou|или|con|sowie)\s*$"
)
"""No sentence ends in such a word."""
_OPEN = regex(r"\([^()]*$")
_CLOSES = regex(r"[^()]*\)")
"""A bracket that the next line closes."""
_BEGINS = regex(
    r"\s*(?:`?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b|`?/[\w{:]|[\w `-]{1,30}[:：=](?!//)|`[^`]+`\s*(?:[-–—(（:：→|]|->)|[-*+•]\s|\d+[.)]\s|\|)"
)
"""What no sentence goes on with: a route, a label, a field, an item, a row."""


def sentence_lines(excerpt: Excerpt) -> Iterator[Excerpt]:
    """Each line of the text, or the lines of a wrapped sentence, as an excerpt without line feeds."""
    lines = excerpt.text.split("\n")
    if len(lines) == 1:
        yield excerpt
        return
    width = max(_WIDTH, *(min(_columns(line), 120) for line in lines))
    start = at = 0
    for line, following in pairwise([*lines, ""]):
        at += len(line) + 1
        if at > len(excerpt.text) or at - start > _LONGEST or not _wrapped(line, following, width):
            text = excerpt.cut(start, at - 1)
            yield text.in_one_line() if "\n" in text.text else text
            start = at


def _wrapped(line: str, following: str, width: int) -> bool:
    """Whether a line was broken because the next word had no room."""
    if _LISTS.search(line) and not _NEW.match(following):
        return True
    if _DANGLES.search(line) and following.strip() and not _NEW.match(following):
        return True
    if _POINTS.search(line) and following.strip() and not _NEW.match(following):
        return True
    if _OPEN.search(line) and _CLOSES.match(following) and following[:1] not in "|-*+#":
        return True
    if _ENDS.search(line) or not _GOES_ON.match(following) or _BEGINS.match(following):
        return False
    if line.lstrip()[:1] in "`*|" and following.lstrip()[:1] == line.lstrip()[:1]:
        return False
    word = re.match(r"\s*\S+", following)
    room = width - _columns(line)
    return word is not None and room <= _columns(word.group()) + _RAGGED


def _columns(text: str) -> int:
    """The columns that a text takes up: two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text[:400])

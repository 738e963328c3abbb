"""Hostile texts, and which of them stands in which place: each kind of place gets all, one after the other.

A kind of place is a field of a model (`Endpoint.summary`, `Field.name`, `Column.default`). Its places are
counted over all samples and rounds, and each takes the next text. So a text stands alone in its place, and
which places of a kind had it differs from text to text; a kind with too few places for all of them gets the
rest in the last round, several in a place.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Protocol

__all__ = ["STRINGS", "Counted", "Hostile", "Text"]

PIECES = (
    '"', "'", '"""', "'''", "\\", "\\\\", '\\"', "{{ 7*7 }}", "{% raw %}", "{# x #}", "${x}", "%(x)s", "{0}",
    "\n", "\r", "\r\n", "\x00", "\x1b[2J", "\u202e", "\u2066", "\u2028", "\ufeff", "\ud800", "é", "订单", "😀",
    "__import__('os').system('x')", "../x", "..\\x", "/etc/passwd", "con", "nul", "class", "None", "# noqa",
    "# type: ignore", "# fmt: off", "# -*- coding: utf-7 -*-", ");", "]]", "}}", "*/", "-->", "';--", "$$", "\\N{DASH}",
    "\\x41", "\\u0041", "a" * 1200,
)  # fmt: skip


def hostile() -> Iterator[str]:
    """Each piece alone, then pairs of them in an order of their own: more than 500."""
    yield from PIECES
    pairs = [f"{one}{other}" for one, other in product(PIECES[:-1], repeat=2)]
    random.Random(5).shuffle(pairs)
    yield from pairs


STRINGS = tuple(islice(hostile(), 520))


class Text(Protocol):
    """Gives the text for the next place of a kind."""

    def __call__(self, kind: str, without: str = "") -> str: ...


@dataclass
class Counted:
    """Harmless texts, no two alike, and how many places of each kind there were."""

    places: Counter[str] = field(default_factory=Counter)

    def __call__(self, kind: str, without: str = "") -> str:
        self.places[kind] += 1
        return f"place {self.places.total()}"


@dataclass
class Hostile:
    """The texts from `first` on for each kind, `share` of them together."""

    first: Mapping[str, int]
    share: Mapping[str, int]
    given: Counter[str] = field(default_factory=Counter)

    def __call__(self, kind: str, without: str = "") -> str:
        start = (self.first[kind] + self.given[kind]) * self.share[kind]
        self.given[kind] += 1
        said = " ".join(STRINGS[(start + step) % len(STRINGS)] for step in range(self.share[kind]))
        kept = "".join(char for char in said if char not in without)
        # What nobody sees is left out.
        seen = any(char.isprintable() and not char.isspace() for char in kept)
        return kept if seen else f"z{kept}"

    def texts(self, kind: str) -> set[str]:
        """Those that the places of a kind have had."""
        start = self.first[kind] * self.share[kind]
        held = range(start, start + self.given[kind] * self.share[kind])
        return {STRINGS[index % len(STRINGS)] for index in held}

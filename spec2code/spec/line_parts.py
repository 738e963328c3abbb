"""Where a line falls into parts of equal rank: ``GET /pets → Pet[] · POST /pets → 201 · DELETE …``.

Only a separator outside of code, quotes and brackets counts, with blanks around it.
"""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt

__all__ = ["labelled_parts", "masked", "part_starts"]

_SEPARATOR: Final = "·•∙⋅;|"
_MASKED = regex(
    r"`[^`\n]*`|\"[^\"\n]{0,200}\"|\([^()\n]{0,400}\)|（[^（）\n]{0,400}）|\[[^\[\]\n]{0,400}\]|\{[^{}\n]{0,400}\}"
)
_BOLD_LABEL = regex(r"(?:\*\*|__)[^*_`\n]{1,60}(?:[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：])")
_BETWEEN_LABELS = regex(r"(?:^|[.。;；·•∙|,，)`—–-])\s*$")
_LONGEST: Final = 4000


def part_starts(text: str) -> list[int]:
    """The offsets behind the separators of a line; empty where it is one piece."""
    if len(text) > _LONGEST or not any(mark in text for mark in _SEPARATOR):
        return []
    cover = masked(text)
    return [
        match.end()
        for match in re.finditer(rf"(?<=\s)[{re.escape(_SEPARATOR)}](?=\s|$)|;(?=\s)", cover)
    ]


def labelled_parts(line: Excerpt) -> list[Excerpt]:
    """A line of several bold labels (``**Base:** `/api` · **Auth:** JWT``) as one line for each."""
    if line.text.count("**") + line.text.count("__") < 4 or len(line.text) > _LONGEST:
        return [line]
    found = list(_BOLD_LABEL.finditer(line.text))
    if len(found) < 2 or line.text[: found[0].start()].strip("-*+ \t"):
        return [line]
    cuts = [0]
    cuts += [
        match.start()
        for match in found[1:]
        if _BETWEEN_LABELS.search(line.text[: match.start()])
        and _closed(line.text[: match.start()])
    ]
    parts = [line.cut(a, b) for a, b in zip(cuts, [*cuts[1:], len(line.text)], strict=True)]
    return [part.cut(0, len(part.text.rstrip(" ·•∙|"))) for part in parts]


def _closed(text: str) -> bool:
    return text.count("`") % 2 == 0 and text.count("(") == text.count(")")


def masked(text: str) -> str:
    """The text with nothing but marks where code, quotes and brackets stand, from the inside out."""
    for _ in range(4):
        cover = _MASKED.sub(lambda match: "x" * len(match.group()), text)
        if cover == text:
            return text
        text = cover
    return text

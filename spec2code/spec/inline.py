"""The inside of a line of Markdown: plain text, code, bold and links, without moving a column where it matters.

Deliberately less than CommonMark: what a spec's cells and labels hold is found by shape, and an
unmatched backtick or asterisk is text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass

__all__ = [
    "CodeSpan",
    "Link",
    "bold_lead",
    "closing_brace",
    "code_spans",
    "fold_width",
    "links",
    "plain",
]

# A longer line is no label and no cell: its markup stays, so that reading it takes linear time.
_LONG = 20_000

_CODE = regex(r"(?<!`)(`{1,3})(?!`)([^`\n]+(?:`[^`\n]+)*?)(?<!`)\1(?!`)")
_LINK = regex(r"!?\[([^\[\]\n]*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\))?)>?(?:\s+\"[^\"]*\")?\s*\)")
_BOLD = regex(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = regex(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])")
_UNDERLINE = regex(r"(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?![\w_])")
_STRIKE = regex(r"~~(?=\S)(.+?)(?<=\S)~~")
_BRACE = regex(r"[{}]")
_BREAK = regex(r"<br\s*/?>", re.IGNORECASE)
_TAG = regex(
    r"</?(?:b|i|em|strong|code|sub|sup|kbd|details|summary|p|div|span|small|u|a|img|center)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")
_ENTITY = regex(r"&(lt|gt|amp|quot|apos|nbsp|mdash|ndash|hellip|#124|#39|#x27|rarr);")
_ENTITIES = {
    "lt": "<",
    "gt": ">",
    "amp": "&",
    "quot": '"',
    "apos": "'",
    "nbsp": " ",
    "mdash": "—",
    "ndash": "–",
    "hellip": "…",
    "#124": "|",
    "#39": "'",
    "#x27": "'",
    "rarr": "→",
}
_WIDTH = str.maketrans(
    "：（），；｜［］｛｝＝？！％＋－／＜＞＆　\u00a0\u202f\ufe55",
    ":(),;|[]{}=?!%+-/<>&   :",
)
_KEEP = str.maketrans({mark: chr(0xE000 + index) for index, mark in enumerate("*_~\\<>&[]()!`|#")})
_RESTORE = str.maketrans(
    {chr(0xE000 + index): mark for index, mark in enumerate("*_~\\<>&[]()!`|#")}
)


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Inline code: its text without the backticks, and where that text lies in the line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    target: str
    start: int
    end: int


def fold_width(text: str) -> str:
    """Full-width punctuation and odd blanks as ASCII, one character for one."""
    return text if text.isascii() else text.translate(_WIDTH)


def code_spans(text: str) -> list[CodeSpan]:
    """The inline code of a text, in order."""
    return [CodeSpan(m.group(2), m.start(2), m.end(2)) for m in _CODE.finditer(text, 0, _LONG)]


def links(text: str) -> list[Link]:
    """The inline links of a text, in order; images are none."""
    return [
        Link(m.group(1), m.group(2), m.start(), m.end())
        for m in _LINK.finditer(text, 0, _LONG)
        if not m.group().startswith("!")
    ]


def bold_lead(text: str) -> tuple[str, int] | None:
    """The bold words that a text begins with, and the offset behind them."""
    lead = len(text) - len(text.lstrip())
    match = _BOLD.match(text, lead, _LONG)
    return (match.group(2), match.end()) if match else None


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """The text without its markup: code, bold, emphasis, links, escapes, entities, common HTML tags."""
    if len(text) > _LONG:
        return text.strip()
    if "`" in text:
        # Marks inside code are text: they are set aside in the private use area meanwhile.
        text = _CODE.sub(lambda match: match.group(2).translate(_KEEP), text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: match.group(1).translate(_KEEP), text)
    if "](" in text:
        text = _LINK.sub(lambda match: match.group(1), text)
    if "*" in text or "_" in text or "~" in text:
        text = _BOLD.sub(r"\2", _STRIKE.sub(r"\1", text))
        text = _UNDERLINE.sub(r"\1", _EMPHASIS.sub(r"\1", _BOLD.sub(r"\2", text)))
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", text))
    if "&" in text:
        text = _ENTITY.sub(lambda match: _ENTITIES[match.group(1)], text)
    return text.translate(_RESTORE).replace("\u200b", "").replace("\ufeff", "").strip()


def closing_brace(text: str, start: int) -> int | None:
    """The offset behind the brace that closes the one at `start`; None where none does."""
    depth = 0
    for match in _BRACE.finditer(text, start):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.end()
    return None

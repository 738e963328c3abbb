"""`<!-- spec2code: ignore S154 legacy type -->`: findings that the authors of a spec have decided to live with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from spec2code.codes import CODES, diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.span import Span
from spec2code.model.spec import Silence
from spec2code.spec.blocks import Block, Document, Fence, HtmlComment, ListItem

__all__ = ["Silenced", "apply_silences", "is_silence", "read_silences"]

_COMMENT = regex(
    r"\s*(?:<!--)?\s*spec2code(?:\s*:\s*|\s+(?=ignore\b))(.*?)\s*(?:-->)?\s*$", re.DOTALL
)
_IGNORE = regex(
    r"ignore\b:?\s*((?:[A-Za-z]\d{3}(?:\s*,\s*|\s+|(?=[-–—:])|$))*)\s*[-–—:]?\s*(.*)$", re.DOTALL
)

_IN_CODE = regex(
    r"(?m)^.*?((?:--|//|#|/\*|<!--)[ \t]*spec2code(?:[ \t]*:[ \t]*|[ \t]+)ignore\b[^\n]*)"
)
_SHOWN = ("", "md", "markdown", "html", "text", "txt")
"""Languages of fences that show how a comment is written."""


@dataclass(frozen=True, slots=True)
class Silenced:
    """`kept` are the findings to report, the unused comments among them."""

    kept: tuple[Diagnostic, ...]
    ignored: tuple[Diagnostic, ...]


def is_silence(comment: HtmlComment) -> bool:
    """Whether a comment speaks to this tool."""
    return _COMMENT.match(comment.text) is not None


def read_silences(document: Document) -> tuple[tuple[Silence, ...], list[Diagnostic]]:
    """The comments of a document that silence codes, each with the lines of the block behind it."""
    found: list[Silence] = []
    told: list[Diagnostic] = []
    blocks = _Blocks(document)
    for comment in document.comments:
        match = _COMMENT.match(comment.text)
        if match is None:
            continue
        asked = _IGNORE.match(match.group(1))
        codes = tuple(re.findall(r"[A-Z]\d{3}", asked.group(1).upper())) if asked else ()
        reason = " ".join(asked.group(2).split()) if asked else ""
        unknown = [code for code in codes if code not in CODES]
        if not codes or unknown or not reason:
            what = (
                f"`{unknown[0]}` is no code" if unknown else "no code" if not codes else "no reason"
            )
            message = f"this comment silences nothing: {what if unknown else f'it names {what}'}"
            told.append(diagnostic("S191", message, comment.span))
            continue
        first, last = blocks.behind(comment.span)
        found.append(Silence(codes, reason, comment.span, first, last))
    return tuple(found), [*told, *_inside_fences(document)]


def _inside_fences(document: Document) -> list[Diagnostic]:
    """Comments of SQL and of code that were meant to silence something: only those of Markdown do."""
    told: list[Diagnostic] = []
    for _, block in document.walk():
        if (
            not isinstance(block, Fence)
            or block.language in _SHOWN
            or "spec2code" not in block.text
        ):
            continue
        for match in _IN_CODE.finditer(block.text):
            message = "this comment silences nothing: it stands inside of a fence; put it above"
            told.append(diagnostic("S191", message, block.excerpt.span(*match.span(1))))
    return told


class _Blocks:
    """The top-level blocks and headings of a document by the line that they end on."""

    def __init__(self, document: Document) -> None:
        self.blocks: list[tuple[int, int, int]] = []
        """(end line by which it is found, first line, last line)"""
        for section, last in zip(document.sections, _section_ends(document), strict=True):
            if section.level:
                self.blocks.append((section.span.line, section.span.line, last))
            for block in section.blocks:
                span = block.span
                found = (span.end_line, span.line, max(span.end_line, _last_line(block)))
                self.blocks.append(found)
        self.blocks.sort()
        self.ends = [end for end, _, _ in self.blocks]

    def behind(self, comment: Span) -> tuple[int, int]:
        """The lines of the block that follows a comment; of a heading, those of its whole section."""
        index = bisect_left(self.ends, comment.line)
        while index < len(self.blocks) and self.ends[index] <= comment.end_line:
            _, first, last = self.blocks[index]
            if first < comment.line or last > comment.end_line:
                return first, last
            index += 1
        if index < len(self.blocks):
            return self.blocks[index][1], self.blocks[index][2]
        return comment.line, comment.end_line


def _section_ends(document: Document) -> list[int]:
    """For each section the last line before a heading of its level or above."""
    ends = [max(document.line_count, section.span.line) for section in document.sections]
    opened: list[int] = []
    for index, section in enumerate(document.sections):
        while opened and document.sections[opened[-1]].level >= section.level:
            ends[opened.pop()] = section.span.line - 1
        opened.append(index)
    return ends


def _last_line(block: Block) -> int:
    last = block.span.end_line
    while isinstance(block, ListItem) and block.children:
        block = block.children[-1]
        last = max(last, block.span.end_line)
    return last


def apply_silences(diagnostics: Iterable[Diagnostic], silences: Sequence[Silence]) -> Silenced:
    """Leave out what the comments silence; a comment that silences nothing is told."""
    kept: list[Diagnostic] = []
    ignored: list[Diagnostic] = []
    used: set[tuple[int, str]] = set()
    by_code: dict[tuple[str, str], list[tuple[int, Silence]]] = {}
    for index, silence in enumerate(silences):
        for code in silence.codes:
            by_code.setdefault((silence.span.file, code), []).append((index, silence))
    for item in diagnostics:
        found = _silencing(item, by_code)
        if found is None:
            kept.append(item)
        else:
            used.add((found, item.code))
            ignored.append(item)
    for index, silence in enumerate(silences):
        for code in silence.codes:
            if (index, code) not in used:
                message = f"`{code}` is not raised on the block behind this comment"
                kept.append(diagnostic("S190", message, silence.span))
    return Silenced(tuple(kept), tuple(ignored))


def _silencing(
    item: Diagnostic, by_code: dict[tuple[str, str], list[tuple[int, Silence]]]
) -> int | None:
    for place in (item.span, item.other):
        if place is None:
            continue
        for index, silence in by_code.get((place.file, item.code), ()):
            if silence.first_line <= place.line <= silence.last_line:
                return index
    return None

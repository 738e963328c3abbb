"""`<!-- spec2code: ignore S154 legacy type -->`: findings that the authors of a spec have decided to live with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spec2code.codes import CODES, diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.span import Span
from spec2code.model.spec import Silence
from spec2code.spec.blocks import Block, Document, ListItem, Paragraph

__all__ = ["Silenced", "apply_silences", "read_silences"]

_COMMENT = re.compile(r"\s*(?:<!--)?\s*spec2code\s*:\s*(.*?)\s*(?:-->)?\s*$", re.DOTALL)
_IGNORE = re.compile(r"ignore\b\s*((?:[A-Z]\d{3}(?:\s*,\s*|\s+|$))*)\s*[-–—:]?\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Silenced:
    """`kept` are the findings to report, the unused comments among them."""

    kept: tuple[Diagnostic, ...]
    ignored: tuple[Diagnostic, ...]


def read_silences(document: Document) -> tuple[tuple[Silence, ...], list[Diagnostic]]:
    """The comments of a document that silence codes, each with the lines of the block behind it."""
    found: list[Silence] = []
    told: list[Diagnostic] = []
    for comment in document.comments:
        match = _COMMENT.match(comment.text)
        if match is None:
            continue
        asked = _IGNORE.match(match.group(1))
        codes = tuple(re.findall(r"[A-Z]\d{3}", asked.group(1))) if asked else ()
        reason = " ".join(asked.group(2).split()) if asked else ""
        unknown = [code for code in codes if code not in CODES]
        if not codes or unknown or not reason:
            what = (
                f"`{unknown[0]}` is no code" if unknown else "no code" if not codes else "no reason"
            )
            message = f"this comment silences nothing: {what if unknown else f'it names {what}'}"
            told.append(diagnostic("S191", message, comment.span))
            continue
        first, last = _block_behind(document, comment.span)
        found.append(Silence(codes, reason, comment.span, first, last))
    return tuple(found), told


def _block_behind(document: Document, comment: Span) -> tuple[int, int]:
    """The lines of the block that follows the comment; of a heading, those of its whole section."""
    for index, section in enumerate(document.sections):
        if section.level and section.span.line >= comment.line:
            following = document.sections[index + 1 :]
            end = next(
                (other.span.line - 1 for other in following if other.level <= section.level), None
            )
            return section.span.line, end or max(document.line_count, section.span.line)
        for block in section.blocks:
            span = _span(block)
            if span.end_line >= comment.line:
                if isinstance(block, Paragraph) and span.end_line <= comment.end_line:
                    continue
                return span.line, max(span.end_line, _last_line(block))
    return comment.line, comment.end_line


def _span(block: Block) -> Span:
    return block.span


def _last_line(block: Block) -> int:
    if isinstance(block, ListItem) and block.children:
        return max(_last_line(child) for child in block.children)
    return block.span.end_line


def apply_silences(diagnostics: Iterable[Diagnostic], silences: Sequence[Silence]) -> Silenced:
    """Leave out what the comments silence; a comment that silences nothing is told."""
    kept: list[Diagnostic] = []
    ignored: list[Diagnostic] = []
    used: set[tuple[int, str]] = set()
    for item in diagnostics:
        index = _silencing(item, silences)
        if index is None:
            kept.append(item)
        else:
            used.add((index, item.code))
            ignored.append(item)
    for index, silence in enumerate(silences):
        for code in silence.codes:
            if (index, code) not in used:
                message = f"`{code}` is not raised on the block behind this comment"
                kept.append(diagnostic("S190", message, silence.span))
    return Silenced(tuple(kept), tuple(ignored))


def _silencing(item: Diagnostic, silences: Sequence[Silence]) -> int | None:
    for index, silence in enumerate(silences):
        if item.code not in silence.codes:
            continue
        for place in (item.span, item.other):
            if place is None or place.file != silence.span.file:
                continue
            if silence.first_line <= place.line <= silence.last_line:
                return index
    return None

"""Paths that can't be read, and statuses that are none, wherever they stand in a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.api import Endpoint
from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Block, Document, ListItem, Paragraph, Quote, TableBlock

__all__ = ["broken_paths", "odd_statuses", "unbroken"]

_BROKEN = regex(
    r"(?<![\w-])(?:GET|POST|PUT|PATCH|DELETE)[`*_|\s]{1,12}(/[^\s`|{}]{0,400}"
    r"(?:\{[^{}\s`|]{0,80}\}[^\s`|{}]{0,200}){0,20}\{[^{}\s`|]{0,80})(?=[\s`|*]|$)"
)
_SEVERAL = regex(r"(?:\\?\|[\w-]{1,60}){1,20}\}")
"""What follows `/pets/{cat` in `/pets/{cat|dog}`."""
_BLANK_INSIDE = regex(r"[^{}`|\n]{0,60}\}")
_ODD = regex(
    r"(?<![\w-])(?:GET|POST|PUT|PATCH|DELETE)[`*_|\s]{1,12}(/[^\s`|{}]{0,400}"
    r"(?:\{[^{}\s`|]{1,80}\}[^\s`|{}]{0,200}){0,20}(?:\{\}|\})[^\s`|]{0,200})(?=[\s`|*]|$)"
)
_BLANK = regex(
    r"(?:\A[*_\s\d.)]{0,12}|(`))(?:GET|POST|PUT|PATCH|DELETE)[ *_]{1,6}`?(/[^\s`|?*]{0,400}"
    r" (?!HTTP/)[a-z0-9{][\w{}.-]{0,80}(?:/[\w{}.:-]{1,80}){1,20}/?)(?(1)`|[`*_\s]{0,6}\Z)"
)
"""A path alone in code, or at the end of a heading or a line, in two pieces."""
_STATUS = regex(
    r"^[\s#*_`\d.)-]{0,20}(?:success(?:ful)?\s+|error\s+|example\s+)?(?:responses?|errors?|status(?:\s+code)?|returns)"
    r"[\s*_`:：]{0,6}[(\[]?[\s*_`]{0,3}(?:HTTP\s+|status\s+)?(?P<status>\d{1,4}|\d\d[xX])(?=[*_`)\]:：,]|\s+(?![a-z])|$)"
    r"(?!\s*(?:ms|s|sec|seconds?|minutes?|%|items?|bytes|kb|mb|fields?|times?)\b)",
    re.IGNORECASE,
)
_NUMBER = regex(r"\d{1,3}|\d\d[xX]|[1-5][\dOoIl]{2}")
"""What stands in a column of statuses and is meant for one: `4O4` as well."""
_CLASS = regex(r"[1-5](?:\d\d|[xX]{2})\Z")


def broken_paths(document: Document) -> list[Diagnostic]:
    """An error for each path with an unclosed brace, with braces that hold no name, or with a blank, at the path."""
    return [
        item
        for excerpt in _texts(document)
        for found in (_broken(excerpt), _in_pieces(excerpt))
        for item in found
    ]


def unbroken(endpoints: Iterable[Endpoint], broken: Iterable[Diagnostic]) -> tuple[Endpoint, ...]:
    """The endpoints without those whose own line has a broken path: the first piece of one is no path."""
    lines = {item.span.line for item in broken if item.span is not None}
    return tuple(item for item in endpoints if item.span is None or item.span.line not in lines)


def _in_pieces(excerpt: Excerpt) -> Iterator[Diagnostic]:
    for match in _BLANK.finditer(excerpt.text):
        span = excerpt.span(match.start(2), match.end(2))
        yield diagnostic("A116", f"the path `{match.group(2)}` has a blank in it", span)


def _broken(excerpt: Excerpt) -> Iterator[Diagnostic]:
    if "{" not in excerpt.text and "}" not in excerpt.text:
        return
    for match in _BROKEN.finditer(excerpt.text):
        path = match.group(1)
        if "{{" in path:
            continue
        span = excerpt.span(match.start(1), match.end(1))
        inside = _BLANK_INSIDE.match(excerpt.text, match.end(1))
        if inside is not None:
            whole = path + inside.group()
            message = f"`{whole}` has a blank within its braces"
            yield diagnostic("A116", message, span)
        elif several := _SEVERAL.match(excerpt.text, match.end(1)):
            message = f"`{path}{several.group()}` is short for several paths; none of them is read"
            yield diagnostic("A109", message, span, severity=Severity.INFO)
        else:
            yield diagnostic("A109", f"a brace of the path `{path}` is never closed", span)
    for match in _ODD.finditer(excerpt.text):
        path = match.group(1)
        what = "has empty braces" if "{}" in path else "closes a brace that nothing opens"
        yield diagnostic(
            "A116", f"the path `{path}` {what}", excerpt.span(match.start(1), match.end(1))
        )


def odd_statuses(document: Document) -> list[Diagnostic]:
    """An error for each label of a response, and each row among statuses, whose number is no HTTP status."""
    found: list[Diagnostic] = []
    for section in document.sections:
        if section.level:
            found += _odd_label(section.title)
        for block in section.blocks:
            if isinstance(block, TableBlock):
                found += _odd_rows(block)
            else:
                for excerpt in _texts_of(block):
                    found += _odd_label(excerpt)
    return found


def _odd_label(excerpt: Excerpt) -> Iterator[Diagnostic]:
    match = _STATUS.match(excerpt.text[:200])
    if match is None or _CLASS.match(match["status"]):
        return
    message = f"`{match['status']}` is no HTTP status"
    yield diagnostic("A112", message, excerpt.span(match.start("status"), match.end("status")))


def _odd_rows(table: TableBlock) -> Iterator[Diagnostic]:
    """A column headed as one of statuses, where most cells are statuses and one is none."""
    for index, head in enumerate(table.header[:4]):
        if not re.search(r"status|http|状态码|estado|statut|статус", head.plain, re.IGNORECASE):
            continue
        cells = [row[index] for row in table.rows if index < len(row) and row[index].plain.strip()]
        known = [cell for cell in cells if _CLASS.match(cell.plain.strip()[:3])]
        odd = [
            cell for cell in cells if _NUMBER.fullmatch(cell.plain.strip()) and cell not in known
        ]
        if known and len(odd) < len(cells):
            for cell in odd:
                yield diagnostic("A112", f"`{cell.plain.strip()}` is no HTTP status", cell.span)


def _texts(document: Document) -> Iterator[Excerpt]:
    for section in document.sections:
        if section.level:
            yield section.title
        for block in section.blocks:
            yield from _texts_of(block)


def _texts_of(block: Block) -> Iterator[Excerpt]:
    waiting = [block]
    while waiting:
        block = waiting.pop()
        match block:
            case TableBlock():
                for row in (block.header, *block.rows):
                    yield from (cell.excerpt for cell in row)
            case ListItem():
                yield block.excerpt
                waiting += reversed(block.children)
            case Paragraph():
                yield block.excerpt
            case Quote():
                waiting += reversed(block.children)
            case _:
                continue

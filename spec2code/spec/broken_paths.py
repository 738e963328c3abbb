"""Paths that can't be read because a brace in them never closes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Block, Document, ListItem, Paragraph, Quote, TableBlock

__all__ = ["broken_paths"]

_BROKEN = re.compile(
    r"(?<![\w-])(?:GET|POST|PUT|PATCH|DELETE)[`*_|\s]{1,12}(/[^\s`|{}]{0,400}"
    r"(?:\{[^{}\s`|]{0,80}\}[^\s`|{}]{0,200}){0,20}\{[^{}\s`|]{0,80})(?=[\s`|*]|$)"
)


def broken_paths(document: Document) -> list[Diagnostic]:
    """An error for each path with an unclosed brace, at the path."""
    return [item for excerpt in _texts(document) for item in _broken(excerpt)]


def _broken(excerpt: Excerpt) -> Iterator[Diagnostic]:
    if "{" not in excerpt.text:
        return
    for match in _BROKEN.finditer(excerpt.text):
        path = match.group(1)
        if "{{" in path:
            continue
        yield diagnostic(
            "A109",
            f"a brace of the path `{path}` is never closed",
            excerpt.span(match.start(1), match.end(1)),
        )


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

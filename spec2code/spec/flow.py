"""The blocks of a section as one flat run of entries: titles, lines, list items, fences, tables.

Endpoints are described by what follows what, on whatever level of lists and quotes it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import (
    Block,
    Fence,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    TableBlock,
)
from spec2code.spec.line_parts import labelled_parts
from spec2code.spec.wrapped import sentence_lines

__all__ = ["Entry", "section_entries"]

_OPENS: Final = regex(
    r"^[ \t]*(?:[{\[][ \t]*$|\[[ \t]*\{|\{[ \t]*\"[^\"\n]+\"[ \t]*:)", re.MULTILINE
)
_BRACKET: Final = regex(r"\"(?:[^\"\\\n]|\\.)*\"|[{}\[\]]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the run. `depth` is that of the list it stands in, 0 outside of lists."""

    kind: str
    """title, line, item, fence, table, rule."""
    section: Section
    span: Span
    depth: int = 0
    excerpt: Excerpt | None = None
    """The text of a title, line or item."""
    fence: Fence | None = None
    table: TableBlock | None = None
    item: ListItem | None = None
    quoted: bool = False

    @property
    def text(self) -> str:
        return self.excerpt.text if self.excerpt is not None else ""


def section_entries(section: Section) -> Sequence[Entry]:
    """The entries of a section's own blocks, without its heading and its subsections."""
    if not section.entries:
        section.entries.extend(_entries(section.blocks, section))
    return section.entries


def _entries(blocks: tuple[Block, ...], section: Section) -> Iterator[Entry]:
    stack: list[tuple[Iterator[Block], int, bool]] = [(iter(blocks), 0, False)]
    while stack:
        iterator, depth, quoted = stack[-1]
        block = next(iterator, None)
        if block is None:
            stack.pop()
            continue
        match block:
            case Fence():
                yield Entry("fence", section, block.span, depth, fence=block, quoted=quoted)
            case TableBlock():
                yield Entry("table", section, block.span, depth, table=block, quoted=quoted)
            case Rule():
                yield Entry("rule", section, block.span, depth, quoted=quoted)
            case Paragraph():
                for part in _bare_json(block.excerpt):
                    if isinstance(part, Fence):
                        yield Entry("fence", section, part.span, depth, fence=part, quoted=quoted)
                    else:
                        yield from _lines(part, "line", section, depth, quoted, None)
            case ListItem():
                yield from _item(block, section, quoted)
                stack.append((iter(block.children), block.depth, quoted))
            case Quote():
                stack.append((iter(block.children), depth, True))


def _item(item: ListItem, section: Section, quoted: bool) -> Iterator[Entry]:
    """An item, cut where JSON goes on below its label without a fence: "- Body:" and a line with a bracket."""
    text, *rest = _bare_json(item.excerpt)
    if not rest or isinstance(text, Fence):
        yield from _lines(item.excerpt, "item", section, item.depth, quoted, item)
        return
    yield from _lines(text, "item", section, item.depth, quoted, replace(item, excerpt=text))
    for part in rest:
        if isinstance(part, Fence):
            yield Entry("fence", section, part.span, item.depth, fence=part, quoted=quoted)
        else:
            yield from _lines(part, "line", section, item.depth, quoted, None)


def _lines(
    excerpt: Excerpt, kind: str, section: Section, depth: int, quoted: bool, item: ListItem | None
) -> Iterator[Entry]:
    for line in (part for whole in sentence_lines(excerpt) for part in labelled_parts(whole)):
        yield Entry(kind, section, line.span(), depth, excerpt=line, item=item, quoted=quoted)
        kind = "line"
        item = None


def _bare_json(excerpt: Excerpt) -> Iterator[Excerpt | Fence]:
    """A paragraph cut where JSON stands in it without a fence: lines from a bracket to the one that closes it."""
    text = excerpt.text
    if not _OPENS.search(text):
        yield excerpt
        return
    done = start = 0
    while (match := _OPENS.search(text, start)) is not None:
        end = _closing_line(text, match.start())
        if end is None:
            break
        if match.start() > done:
            yield excerpt.cut(done, match.start() - 1)
        cut = excerpt.cut(match.start(), end)
        yield Fence("json", "json", cut, cut.span())
        done = start = end + 1
    if done < len(text):
        yield excerpt.cut(done)


def _closing_line(text: str, start: int) -> int | None:
    """Where the line ends that closes the bracket at `start`, outside of strings; None when none does."""
    depth = 0
    for match in _BRACKET.finditer(text, start):
        sign = match.group()
        if len(sign) > 1:
            continue
        depth += 1 if sign in "{[" else -1
        if depth == 0:
            end = text.find("\n", match.end())
            end = len(text) if end == -1 else end
            return end if not text[match.end() : end].strip(" ,;") else None
    return None

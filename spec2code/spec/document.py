"""The bytes of a spec into a `Document`: sections that hold fences, tables, paragraphs and lists.

markdown-it-py finds the blocks; `source` and `fences` mend what real files have broken before that,
`pipes` finds the tables. Indented code, raw HTML blocks and reference definitions are switched off:
in specs they are text that was indented, and placeholders.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import (
    Block,
    Document,
    Fence,
    FrontMatter,
    HtmlComment,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    TableBlock,
)
from spec2code.spec.fences import Mended, mend
from spec2code.spec.pipes import continued, split_tables
from spec2code.spec.source import Source, read_source

__all__ = ["read_document"]

_DEEPEST = 60
"""Levels of nesting that are read; Python's own stack bears about ten times as many."""

_FRONT_MATTER_KEY = regex(r"^([A-Za-z_][\w .-]*?)[ \t]*:(?:[ \t]+(.*))?$")
_CHECKBOX = regex(r"^\[([ xX✓])\][ \t]+")


def read_document(data: bytes, file: str) -> tuple[Document, list[Diagnostic]]:
    """The document of a spec; what isn't text gives an empty document and an error."""
    source, diagnostics = read_source(data, file)
    source, repeated = _without_repetition(source)
    diagnostics += repeated
    front_matter, first = _front_matter(source)
    mended = mend(source, first)
    diagnostics += mended.diagnostics
    builder = _Builder(source, mended)
    for token in _parser().parse("\n".join(mended.lines)):
        builder.take(token)
    document = builder.document(front_matter)
    diagnostics += builder.diagnostics
    if not diagnostics and not any(line.strip() for line in source.lines):
        diagnostics.append(diagnostic("S107", "the spec is empty", Span(file, 1)))
    return document, diagnostics


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.disable(["code", "html_block", "reference"])
    parser.core.ruler.enableOnly(["block"])
    return parser


def _without_repetition(source: Source) -> tuple[Source, list[Diagnostic]]:
    """The source without its second half where that repeats the first, line for line."""
    lines = [line.rstrip() for line in source.lines]
    while lines and not lines[-1]:
        lines.pop()
    start = next((index for index, line in enumerate(lines) if line), None)
    if start is None or len(lines) - start < 8:
        return source, []
    middle = (start + len(lines)) // 2
    for at in range(max(middle - 3, start + 4), min(middle + 4, len(lines))):
        if lines[at] != lines[start]:
            continue
        first = lines[start:at]
        while first and not first[-1]:
            first.pop()
        if first == lines[at:]:
            kept = Source(source.file, source.lines[:at], source.repaired)
            place = source.line_span(at + 1)
            return kept, [diagnostic("S106", "the document stands here a second time", place)]
    return source, []


def _front_matter(source: Source) -> tuple[FrontMatter | None, int]:
    """The YAML head, and the index of the first line behind it."""
    lines = source.lines
    if not lines or lines[0].rstrip() != "---":
        return None, 0
    values: dict[str, str] = {}
    for index in range(1, min(len(lines), 200)):
        line = lines[index].rstrip()
        if line in ("---", "..."):
            if not values:
                return None, 0
            return FrontMatter(values, source.line_span(1, index + 1)), index + 1
        match = _FRONT_MATTER_KEY.match(line)
        if match:
            values[match.group(1).strip()] = (match.group(2) or "").strip().strip("\"'")
        elif line and not line.startswith((" ", "\t", "-", "#", "]", "}")):
            return None, 0
    return None, 0


class _Container:
    """A list item, a quote or a section while its blocks are still coming."""

    def __init__(self, *, ordered: bool = False, first: int = 0, last: int = 0) -> None:
        self.blocks: list[Block] = []
        self.ordered = ordered
        self.first = first
        self.last = last

    def add(self, block: Block) -> None:
        before = self.blocks[-1] if self.blocks else None
        if isinstance(before, TableBlock) and isinstance(block, TableBlock | Paragraph):
            joined = continued(before, block)
            if joined is not None:
                self.blocks[-1] = joined
                return
        self.blocks.append(block)


class _Builder:
    """Takes markdown-it's tokens one by one; `stack` holds the open list items and quotes."""

    def __init__(self, source: Source, mended: Mended) -> None:
        self.source = source
        self.mended = mended
        self.diagnostics: list[Diagnostic] = []
        self.sections: list[Section] = []
        self.parents: list[int] = []
        self.current = _Container()
        self.heading: tuple[int, Excerpt, Span] = (0, source.excerpt("", 1), Span(source.file, 1))
        self.stack: list[_Container] = []
        self.lists: list[bool] = []
        self.pending: Token | None = None

    @property
    def container(self) -> _Container:
        return self.stack[-1] if self.stack else self.current

    def take(self, token: Token) -> None:
        match token.type:
            case "heading_open" | "paragraph_open":
                self.pending = token
            case "inline":
                self.text(token)
            case "fence":
                self.fence(token)
            case "hr":
                first, _ = _lines_of(token)
                self.container.add(Rule(self.source.line_span(self.number(first))))
            case "bullet_list_open" | "ordered_list_open":
                self.lists.append(token.type.startswith("ordered"))
                if token.level >= _DEEPEST - 3:
                    self.too_deep(token)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open" | "blockquote_open":
                first, last = _lines_of(token)
                ordered = bool(self.lists) and self.lists[-1]
                self.stack.append(_Container(ordered=ordered, first=first, last=last))
                if token.level >= _DEEPEST - 3:
                    self.too_deep(token)
            case "list_item_close":
                self.close_item(self.stack.pop())
            case "blockquote_close":
                done = self.stack.pop()
                self.container.add(Quote(tuple(done.blocks), self.lines_span(done)))

    def text(self, token: Token) -> None:
        opened = self.pending
        heading = opened is not None and opened.type == "heading_open"
        excerpt = self.excerpt(token)
        if heading and opened is not None and not self.stack:
            if opened.markup in ("-", "=") and not _is_underlined(
                token, self.mended, opened.markup
            ):
                heading = False
        if not heading or self.stack or opened is None:
            for block in split_tables(excerpt):
                self.container.add(block)
            return
        self.close_section()
        self.heading = (int(opened.tag[1]), excerpt, self.source.line_span(excerpt.first_line))

    def fence(self, token: Token) -> None:
        first, last = _lines_of(token)
        raw = token.content[:-1] if token.content.endswith("\n") else token.content
        columns = []
        texts = []
        for row, text in enumerate(raw.split("\n")):
            if self.is_inserted(first + 1 + row):
                continue
            original = self.line(first + 1 + row)
            columns.append(_column_of(text, original))
            texts.append(text)
        raw = "\n".join(texts)
        number = self.number(first + 1) if first + 1 < len(self.mended.numbers) else 1
        excerpt = self.source.excerpt(raw, number, tuple(columns))
        word = re.split(r"[\s{:,]", token.info.strip(), maxsplit=1)[0].strip(".").lower()
        span = self.source.line_span(self.number(first), self.number(max(first, last - 1)))
        self.container.add(Fence(word, token.info.strip(), excerpt, span))

    def close_item(self, item: _Container) -> None:
        lead = item.blocks[0] if item.blocks else None
        children = item.blocks
        if isinstance(lead, Paragraph):
            excerpt, children = lead.excerpt, item.blocks[1:]
        else:
            excerpt = self.source.excerpt("", self.number(item.first))
        checked: bool | None = None
        box = _CHECKBOX.match(excerpt.text)
        if box:
            checked = box.group(1) != " "
            excerpt = excerpt.cut(box.end())
        span = self.lines_span(item)
        depth = len(self.lists)
        self.container.add(ListItem(depth, item.ordered, excerpt, tuple(children), checked, span))

    def close_section(self) -> None:
        level, title, span = self.heading
        if level == 0 and not self.current.blocks:
            return
        while self.parents and self.sections[self.parents[-1]].level >= level:
            self.parents.pop()
        parent = self.parents[-1] if self.parents else None
        index = len(self.sections)
        blocks = tuple(self.current.blocks)
        self.sections.append(Section(level, title, blocks, index, parent, span))
        if level:
            self.parents.append(index)
        self.current = _Container()

    def document(self, front_matter: FrontMatter | None) -> Document:
        self.close_section()
        children: dict[int, list[int]] = {}
        for section in self.sections:
            if section.parent is not None:
                children.setdefault(section.parent, []).append(section.index)
        comments = tuple(
            HtmlComment(raw.text, self.raw_span(raw.line, raw.column, raw.end_line, raw.end_column))
            for raw in self.mended.comments
        )
        return Document(
            self.source.file,
            tuple(self.sections),
            comments,
            front_matter,
            len(self.source.lines),
            {index: tuple(below) for index, below in children.items()},
        )

    def too_deep(self, token: Token) -> None:
        first, last = _lines_of(token)
        span = self.source.line_span(self.number(first), self.number(max(first, last - 1)))
        message = f"lists or quotes nested more than {_DEEPEST // 2} deep are not read"
        self.diagnostics.append(diagnostic("S108", message, span))

    def excerpt(self, token: Token) -> Excerpt:
        first, _ = _lines_of(token)
        columns: list[int] = []
        texts: list[str] = []
        for row, line in enumerate(token.content.split("\n")):
            if self.is_inserted(first + row):
                continue
            text = line.strip()
            columns.append(_column_of(text, self.line(first + row).rstrip()))
            texts.append(text)
        return self.source.excerpt("\n".join(texts), self.number(first), tuple(columns))

    def number(self, index: int) -> int:
        """The line of the file, from 1, that a line of the mended text stands for."""
        numbers = self.mended.numbers
        return numbers[min(index, len(numbers) - 1)] if numbers else 1

    def is_inserted(self, index: int) -> bool:
        """Whether a line of the mended text isn't in the file: an end for a fence that has none."""
        numbers = self.mended.numbers
        return 0 < index < len(numbers) and numbers[index] == numbers[index - 1]

    def line(self, index: int) -> str:
        number = self.number(index)
        return self.source.lines[number - 1] if number <= len(self.source.lines) else ""

    def lines_span(self, container: _Container) -> Span:
        last = max(container.first, container.last - 1)
        return self.source.line_span(self.number(container.first), self.number(last))

    def raw_span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        begin = self.source.excerpt("", line, column).position(0)
        end = self.source.excerpt("", end_line, end_column).position(0)
        return Span(self.source.file, *begin, *end)


def _lines_of(token: Token) -> tuple[int, int]:
    return (token.map[0], token.map[1]) if token.map else (0, 0)


def _column_of(text: str, original: str) -> int:
    """The column, from 1, where a parsed line begins in the line of the file that it is the end of."""
    bare = text.lstrip()
    lead = len(text) - len(bare)
    if not bare:
        return 1
    if original.endswith(bare):
        return max(1, len(original) - len(bare) - lead + 1)
    at = original.find(bare)
    return max(1, at - lead + 1) if at != -1 else 1


def _is_underlined(token: Token, mended: Mended, mark: str) -> bool:
    """Whether a setext underline means a heading: three dashes below text are mostly a rule."""
    if mark == "=":
        return True
    first, _ = _lines_of(token)
    rows = token.content.count("\n") + 1
    line = mended.lines[first + rows] if first + rows < len(mended.lines) else ""
    return rows == 1 and len(line.strip()) > 3 and "|" not in token.content

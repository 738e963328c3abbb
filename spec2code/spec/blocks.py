"""What a document consists of: sections with fences, tables, paragraphs, list items and quotes.

Every text is an `Excerpt`: raw Markdown whose offsets lead back to the file. `plain` is the same
without markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span
from spec2code.spec.inline import plain

if TYPE_CHECKING:
    from spec2code.spec.flow import Entry

__all__ = [
    "Block",
    "Cell",
    "Document",
    "Fence",
    "FrontMatter",
    "HtmlComment",
    "ListItem",
    "Paragraph",
    "Quote",
    "Rule",
    "Section",
    "TableBlock",
    "walk",
]


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block; `language` is the first word of its info, lower case, '' when untagged.

    `span` covers the markers, `excerpt` the content.
    """

    language: str
    info: str
    excerpt: Excerpt
    span: Span

    @property
    def text(self) -> str:
        return self.excerpt.text


@dataclass(frozen=True, slots=True)
class Cell:
    excerpt: Excerpt
    plain: str

    @property
    def text(self) -> str:
        """As written, blanks around it removed."""
        return self.excerpt.text

    @property
    def span(self) -> Span:
        return self.excerpt.span()


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A pipe table. Rows have at least as many cells as the header; missing ones are empty."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    span: Span
    row_spans: tuple[Span, ...] = ()
    has_delimiter: bool = True
    """False when no delimiter row was written: the header may then be a row like the others."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text; `lines` gives each as an excerpt of its own."""

    excerpt: Excerpt

    @property
    def text(self) -> str:
        return self.excerpt.text

    @property
    def plain(self) -> str:
        return plain(self.excerpt.text)

    @property
    def span(self) -> Span:
        return self.excerpt.span()

    @property
    def lines(self) -> tuple[Excerpt, ...]:
        found: list[Excerpt] = []
        start = 0
        for line in self.excerpt.text.split("\n"):
            found.append(self.excerpt.cut(start, start + len(line)))
            start += len(line) + 1
        return tuple(found)


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list; `text` is its first paragraph, `children` are the blocks below that.

    `depth` counts from 1. `checked` is None where there is no checkbox.
    """

    depth: int
    ordered: bool
    excerpt: Excerpt
    children: tuple[Block, ...]
    checked: bool | None
    span: Span

    @property
    def text(self) -> str:
        return self.excerpt.text

    @property
    def plain(self) -> str:
        return plain(self.excerpt.text)


@dataclass(frozen=True, slots=True)
class Quote:
    children: tuple[Block, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule."""

    span: Span


@dataclass(frozen=True, slots=True)
class HtmlComment:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The scalar keys of the YAML head, as text; lists and nested keys are left out."""

    values: dict[str, str]
    span: Span


Block: TypeAlias = Fence | TableBlock | Paragraph | ListItem | Quote | Rule


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks up to the next one; level 0 is what stands before the first heading.

    `parent` is the index, in the document, of the section that encloses it; None at the top.
    """

    level: int
    title: Excerpt
    blocks: tuple[Block, ...]
    index: int
    parent: int | None
    span: Span
    """Of the heading."""
    entries: list[Entry] = field(default_factory=list, compare=False, repr=False)
    """Kept by `flow.section_entries`: many readers go over them."""

    @property
    def plain(self) -> str:
        """The title without markup."""
        return plain(self.title.text)

    def walk(self) -> Iterator[Block]:
        """Every block of the section in document order, those inside of list items and quotes too."""
        return walk(self.blocks)


@dataclass(frozen=True, slots=True)
class Document:
    file: str
    sections: tuple[Section, ...]
    comments: tuple[HtmlComment, ...] = ()
    front_matter: FrontMatter | None = None
    line_count: int = 0
    children: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Section index -> indexes of the sections directly below."""

    def walk(self) -> Iterator[tuple[Section, Block]]:
        """Every block with its section, in document order."""
        for section in self.sections:
            for block in section.walk():
                yield section, block

    def ancestors(self, section: Section) -> Iterator[Section]:
        """The enclosing sections, nearest first, without the section itself."""
        parent = section.parent
        while parent is not None:
            yield self.sections[parent]
            parent = self.sections[parent].parent


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks and all inside them, in document order."""
    stack = [iter(blocks)]
    while stack:
        block = next(stack[-1], None)
        if block is None:
            stack.pop()
            continue
        yield block
        if isinstance(block, ListItem | Quote):
            stack.append(iter(block.children))

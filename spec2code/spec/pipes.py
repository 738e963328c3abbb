"""Pipe tables out of paragraph lines, with the damage that real ones have.

Understood besides GitHub's form: full-width pipes, rows without their outer pipes, a pipe inside inline
code, a missing delimiter row, rows of another length than the header.
"""

from __future__ import annotations

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import Cell, Paragraph, TableBlock
from spec2code.spec.inline import plain

__all__ = ["continued", "fenced_table", "split_tables"]

_DELIMITER = regex(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*$")
_WIDE_PIPE = "｜"


def split_tables(paragraph: Excerpt) -> list[Paragraph | TableBlock]:
    """The tables of a paragraph, and what text stands before, between and behind them."""
    if "|" not in paragraph.text and _WIDE_PIPE not in paragraph.text:
        return [Paragraph(paragraph)]
    lines = _lines(paragraph)
    found: list[Paragraph | TableBlock] = []
    index = text_from = 0
    while index < len(lines):
        length = _table_length(lines, index)
        if not length:
            index += 1
            continue
        _add_text(found, paragraph, lines, text_from, index)
        found.append(_table(paragraph, lines[index : index + length]))
        index = text_from = index + length
    _add_text(found, paragraph, lines, text_from, len(lines))
    return found


def fenced_table(fence: Excerpt) -> TableBlock | None:
    """The table that a fence holds and nothing else, with or without outer pipes."""
    lines = [(start, text) for start, text in _lines(fence) if text.strip()]
    count = lines[0][1].count("|") if lines else 0
    if len(lines) < 3 or count < 2 or any(text.count("|") < count for _, text in lines):
        return None
    return replace(_table(fence, lines), has_delimiter=True)


def continued(table: TableBlock, more: TableBlock | Paragraph) -> TableBlock | None:
    """The table with rows that a blank line cut off from it; None when they are no rows of it."""
    if isinstance(more, TableBlock):
        if more.has_delimiter or len(more.header) != len(table.header):
            return None
        rows = (more.header, *more.rows)
    else:
        lines = _lines(more.excerpt)
        if len(lines) != 1 or not lines[0][1].lstrip().startswith("|"):
            return None
        cells = _cells(more.excerpt, *lines[0], len(table.header))
        if len(cells) != len(table.header):
            return None
        rows = (cells,)
    spans = tuple(row[0].span.to(row[-1].span) for row in rows)
    return TableBlock(
        table.header,
        (*table.rows, *rows),
        table.span.to(more.span),
        (*table.row_spans, *spans),
        table.has_delimiter,
    )


Line = tuple[int, str]
"""Offset in the paragraph, text."""


def _lines(paragraph: Excerpt) -> list[Line]:
    lines: list[Line] = []
    start = 0
    for text in paragraph.text.split("\n"):
        lines.append((start, text.replace(_WIDE_PIPE, "|") if _WIDE_PIPE in text else text))
        start += len(text) + 1
    return lines


def _table_length(lines: list[Line], index: int) -> int:
    """How many lines from here on are a table; 0 when none begins here."""
    head = lines[index][1]
    if "|" not in head:
        return 0
    following = lines[index + 1][1] if index + 1 < len(lines) else ""
    end = index + 2
    if "|" not in following or not _DELIMITER.match(following):
        # Without a delimiter row only lines that begin and end with a pipe are rows, and two at least.
        if not (_is_framed(head) and _is_framed(following)) or _DELIMITER.match(head):
            return 0
        if head.count("|") != following.count("|") or head.count("|") < 3:
            return 0
    while end < len(lines) and "|" in lines[end][1]:
        if (
            end + 1 < len(lines)
            and _DELIMITER.match(lines[end + 1][1])
            and "|" in lines[end + 1][1]
        ):
            break
        end += 1
    return end - index


def _is_framed(line: str) -> bool:
    line = line.strip()
    return len(line) > 2 and line.startswith("|") and line.endswith("|")


def _table(paragraph: Excerpt, lines: list[Line]) -> TableBlock:
    header = _cells(paragraph, *lines[0], 0)
    has_delimiter = _DELIMITER.match(lines[1][1]) is not None
    rows: list[tuple[Cell, ...]] = []
    spans: list[Span] = []
    for start, text in lines[2 if has_delimiter else 1 :]:
        if not text.strip("| \t"):
            continue
        rows.append(_cells(paragraph, start, text, len(header)))
        spans.append(paragraph.span(start, start + len(text)))
    last = lines[-1]
    span = paragraph.span(lines[0][0], last[0] + len(last[1]))
    return TableBlock(header, tuple(rows), span, tuple(spans), has_delimiter)


def _cells(paragraph: Excerpt, start: int, line: str, wanted: int) -> tuple[Cell, ...]:
    bounds = _bounds(line, in_code=False)
    if wanted and len(bounds) > wanted and "`" in line:
        guarded = _bounds(line, in_code=True)
        if len(guarded) >= wanted:
            bounds = guarded
    cells: list[Cell] = []
    for begin, end in bounds:
        text = line[begin:end]
        left = begin + len(text) - len(text.lstrip())
        right = max(left, begin + len(text.rstrip()))
        excerpt = paragraph.cut(start + left, start + right)
        cells.append(Cell(excerpt, plain(excerpt.text)))
    while len(cells) < wanted:
        at = start + len(line)
        cells.append(Cell(paragraph.cut(at, at), ""))
    return tuple(cells)


def _bounds(line: str, *, in_code: bool) -> list[tuple[int, int]]:
    """Where each cell begins and ends; with `in_code`, a pipe between backticks separates nothing."""
    begin = len(line) - len(line.lstrip())
    stop = len(line.rstrip())
    begin += line.startswith("|", begin)
    if stop > begin and line[stop - 1] == "|" and (stop < 2 or line[stop - 2] != "\\"):
        stop -= 1
    bounds: list[tuple[int, int]] = []
    ticks = False
    position = begin
    while position < stop:
        mark = line[position]
        if mark == "\\":
            position += 2
            continue
        if mark == "`":
            ticks = not ticks
        elif mark == "|" and not (in_code and ticks):
            bounds.append((begin, position))
            begin = position + 1
        position += 1
    bounds.append((begin, stop))
    return bounds


def _add_text(
    found: list[Paragraph | TableBlock],
    paragraph: Excerpt,
    lines: list[Line],
    first: int,
    last: int,
) -> None:
    if first >= last:
        return
    start, (end, text) = lines[first][0], lines[last - 1]
    if paragraph.text[start : end + len(text)].strip():
        found.append(Paragraph(paragraph.cut(start, end + len(text))))

"""Places in files: a span, and an excerpt that knows where each of its characters came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from spec2code.model.records import dataclass

__all__ = ["Excerpt", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file; lines and columns count from 1, the end column is one past the last character.

    `file` is a POSIX path relative to the project root where the file lies inside it.
    """

    file: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        if not self.end_line:
            object.__setattr__(self, "end_line", self.line)
        if not self.end_column:
            object.__setattr__(self, "end_column", self.column)

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of the other."""
        return Span(self.file, self.line, self.column, other.end_line, other.end_column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Excerpt:
    """Text cut out of a file, whose offsets can be turned back into places in that file.

    A fence in a list item loses its indentation and a quoted one its `>`; `columns` says, for each
    line of the excerpt, in which column of the file that line begins. Text whose characters were
    repaired (double-encoded UTF-8) has other columns than the file: `repaired` maps, for such a line
    of the file, each column of the repaired line, from 0, to the file's.
    """

    __slots__ = ("_starts", "columns", "file", "first_line", "repaired", "text")

    def __init__(
        self,
        file: str,
        text: str,
        first_line: int = 1,
        columns: tuple[int, ...] | int = 1,
        repaired: Mapping[int, tuple[int, ...]] | None = None,
        *,
        starts: list[int] | None = None,
    ) -> None:
        """`starts`: where the lines of the file begin in the text, where no line feeds tell it."""
        self.file = file
        self.text = text
        self.first_line = first_line
        self.columns = columns
        self.repaired = repaired or {}
        if starts is not None:
            self._starts = starts
            return
        starts = [0]
        position = text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = text.find("\n", position + 1)
        self._starts = starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, in the file, of the character at this offset of the excerpt's text."""
        line, column = self._place(offset)
        if self.repaired:
            true_columns = self.repaired.get(line)
            if true_columns is not None:
                column = true_columns[min(column, len(true_columns)) - 1]
        return line, column

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The span of `text[start:end]` in the file."""
        line, column = self.position(start)
        end_line, end_column = self.position(len(self.text) if end is None else end)
        return Span(self.file, line, column, end_line, end_column)

    def offset(self, row: int, column: int = 0) -> int:
        """The offset of a row (from 0) and column (from 0) of the excerpt's own text."""
        return self._starts[min(row, len(self._starts) - 1)] + column

    def cut(self, start: int, end: int | None = None) -> Excerpt:
        """The part of this excerpt between two offsets, as an excerpt of the same file."""
        end = len(self.text) if end is None else end
        line, column = self._place(start)
        row = bisect_right(self._starts, start) - 1
        count = max(0, bisect_right(self._starts, end) - row - 1)
        if isinstance(self.columns, int):
            rest: tuple[int, ...] = (self.columns,) * count
        else:
            rest = tuple(self.columns[row + 1 : row + 1 + count])
        starts = [0, *(begin - start for begin in self._starts[row + 1 : row + 1 + count])]
        text = self.text[start:end]
        return Excerpt(self.file, text, line, (column, *rest), self.repaired, starts=starts)

    def with_inserts(self, start: int, end: int, inserts: Sequence[tuple[int, str]]) -> Excerpt:
        """`text[start:end]` with something put in before some offsets, in order; what was there keeps its place."""
        part = self.cut(start, end)
        pieces, last = [], 0
        places: dict[int, dict[int, int]] = {}
        for offset, text in inserts:
            pieces += [part.text[last : offset - start], text]
            last = offset - start
            line, column = part._place(last)
            places.setdefault(line, {})[column] = len(text)
        repaired = dict(self.repaired)
        for line, widths in places.items():
            row = line - part.first_line + 1
            end_of_line = part._starts[row] - 1 if row < len(part._starts) else len(part.text)
            _, width = part._place(end_of_line)
            true = self.repaired.get(line) or range(1, max(width, *widths) + 2)
            repaired[line] = tuple(
                [true for at, true in enumerate(true, 1) for _ in range(widths.get(at, 0) + 1)]
            )
        whole = "".join([*pieces, part.text[last:]])
        return Excerpt(self.file, whole, part.first_line, part.columns, repaired)

    def in_one_line(self) -> Excerpt:
        """The same text with blanks for its line feeds; every character keeps its place in the file."""
        text = self.text.replace("\n", " ")
        starts = list(self._starts)
        return Excerpt(self.file, text, self.first_line, self.columns, self.repaired, starts=starts)

    def _place(self, offset: int) -> tuple[int, int]:
        """Line and column before any repaired line is mapped back to the file."""
        offset = min(max(offset, 0), len(self.text))
        row = bisect_right(self._starts, offset) - 1
        if isinstance(self.columns, int):
            first = self.columns
        else:
            first = self.columns[row] if row < len(self.columns) else 1
        return self.first_line + row, first + offset - self._starts[row]

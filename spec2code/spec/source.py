"""The bytes of a spec into lines of text, mended where the encoding was damaged on the way.

Lines and columns stay those of the file: a repaired line carries, for each of its columns, the
column that the file has there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span

__all__ = ["Source", "read_source"]

_LINE_END = regex(r"\r\n|\r|\n")
_FOLDED = regex(r"</?(?:summary|details)\b", re.IGNORECASE)
_TAG = regex(r"</?(?:summary|details|code|b|strong|em|i|span)(?:\s[^<>]*)?>", re.IGNORECASE)
_HIGH = {bytes([code]).decode("cp1252", "ignore"): chr(code) for code in range(0x80, 0xA0)}
_BYTES = {ord(high): code for high, code in _HIGH.items() if high}
# What UTF-8 looks like after its bytes were taken for cp1252. Of two-byte sequences only those whose
# first letter seldom ends a word (Â, Ã); accented small letters, which do, must come in a row.
_DOUBLE_ENCODED = regex(
    "[\xc2\xc3][\x80-\xbf]|[\xe2\xe3\xef][\x80-\xbf]{2}"
    "|(?:[\xe4-\xe9][\x80-\xbf]{2}){2,}|\xf0[\x80-\xbf]{3}"
)
_OURS = regex(r"<{7}(?:\s|$)")
_BASE = regex(r"\|{7}(?:\s|$)")
_THEIRS = regex(r"={7}\s*$")
_RESOLVED = regex(r">{7}(?:\s|$)")
_SUSPICIOUS = regex("[\xc2\xc3\xe0-\xf4][^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a file, without their ends; `repaired` as in `Excerpt`."""

    file: str
    lines: tuple[str, ...]
    repaired: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def excerpt(self, text: str, first_line: int, columns: tuple[int, ...] | int = 1) -> Excerpt:
        """Text of this file that begins at a line, each of its lines in a column of its own."""
        return Excerpt(self.file, text, first_line, columns, self.repaired)

    def line_span(self, first: int, last: int | None = None) -> Span:
        """The span of whole lines, from 1, both included."""
        last = last or first
        begin = self.lines[first - 1] if first <= len(self.lines) else ""
        column = len(begin) - len(begin.lstrip()) + 1 if begin.strip() else 1
        end = len(self.lines[last - 1].rstrip()) + 1 if last <= len(self.lines) else 1
        return Span(self.file, first, self._true(first, column), last, self._true(last, end))

    def _true(self, line: int, column: int) -> int:
        columns = self.repaired.get(line)
        return columns[min(column, len(columns)) - 1] if columns else column


def read_source(data: bytes, file: str) -> tuple[Source, list[Diagnostic]]:
    """The lines of a spec; a file that isn't text gives none, and an error."""
    text, problem = _decode(data, file)
    if problem is not None:
        return Source(file, ()), [problem]
    lines = _LINE_END.split(text.replace("\x00", "\ufffd"))
    repaired: dict[int, tuple[int, ...]] = {}
    for index, line in enumerate(lines):
        if line.isascii() or not _SUSPICIOUS.search(line):
            continue
        mended, columns = _repair(line)
        if mended != line:
            lines[index] = mended
            repaired[index + 1] = columns
    twice = sorted(repaired)
    for index, line in enumerate(lines) if "<summary" in text else ():
        if _FOLDED.search(line) and index + 1 not in repaired:
            lines[index], repaired[index + 1] = _without_tags(line)
    conflicts = _take_first_sides(lines)
    source = Source(file, tuple(lines), repaired)
    told = [
        diagnostic(
            "S112",
            "two sides of a merge stand here; the first is read",
            Span(file, begin + 1, 1, end + 1, 8),
        )
        for begin, end in conflicts
    ]
    if not twice:
        return source, told
    first = twice[0]
    message = f"{len(twice)} lines hold UTF-8 that was encoded twice; they are read as meant"
    return source, [diagnostic("S102", message, source.line_span(first)), *told]


def _take_first_sides(lines: list[str]) -> list[tuple[int, int]]:
    """Blanks the marks of unresolved merges and what stands behind their first sides; of each the first and last line."""
    found: list[tuple[int, int]] = []
    begin = middle = None
    for index, line in enumerate(lines):
        if _OURS.match(line):
            begin, middle = index, None
        elif begin is not None and middle is None and (_BASE.match(line) or _THEIRS.match(line)):
            middle = index
        elif begin is not None and middle is not None and _RESOLVED.match(line):
            for at in (begin, *range(middle, index + 1)):
                lines[at] = ""
            found.append((begin, index))
            begin = middle = None
    return found


def _decode(data: bytes, file: str) -> tuple[str, Diagnostic | None]:
    encoding = "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        good = data[: error.start].decode(encoding, "ignore")
        rows = _LINE_END.split(good)
        span = Span(file, len(rows), len(rows[-1]) + 1)
        return "", diagnostic("S101", f"the file isn't {encoding[:6].upper()} text", span)
    strange = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\x1b")
    if strange > 8 and strange * 50 > len(text):
        return "", diagnostic("S101", "the file is binary, not text", Span(file, 1))
    return text, None


def _without_tags(line: str) -> tuple[str, tuple[int, ...]]:
    """The line of something folded (`<summary>`) without its tags, and the true column of each of its columns."""
    kept: list[int] = []
    position = 0
    for match in _TAG.finditer(line):
        kept.extend(range(position, match.start()))
        position = match.end()
    kept.extend(range(position, len(line)))
    columns = (*(index + 1 for index in kept), len(line) + 1)
    return "".join(line[index] for index in kept), columns


def _repair(line: str) -> tuple[str, tuple[int, ...]]:
    """The line with double-encoded sequences read as meant, and the true column of each of its columns."""
    as_bytes = line.translate(_BYTES)
    pieces: list[str] = []
    columns: list[int] = []
    position = 0
    for match in _DOUBLE_ENCODED.finditer(as_bytes):
        start, end = match.span()
        try:
            meant = match.group().encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            continue
        pieces.append(line[position:start] + meant)
        columns.extend(range(position + 1, start + 1))
        columns.extend(start + 1 + 3 * index for index in range(len(meant)))
        position = end
    pieces.append(line[position:])
    columns.extend(range(position + 1, len(line) + 2))
    return "".join(pieces), tuple(columns)

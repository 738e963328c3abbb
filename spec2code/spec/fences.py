"""Mends the fences of a document before it is parsed: the damage that real files have.

A whole spec inside a `markdown` fence is taken out of it (its inner fences would close it early); a
fence that is never closed ends before the next heading instead of swallowing the document; text of a
fence in a list item keeps to the item although it is indented less; a label right below a list ends
it although no blank line stands between. HTML comments are blanked where
they stand outside of fences, and kept. No line is moved: a virtual line knows its line in the file.
"""

from __future__ import annotations

import re
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.spec.labels import name_role
from spec2code.spec.source import Source

__all__ = ["Mended", "RawComment", "mend"]

_FENCE = regex(r"^((?:[ \t]|>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*)(`{3,}|~{3,})")
_PREFIX_MARK = regex(r"[-*+>]|\d{1,9}[.)]")
_HEADING = regex(r"^#{1,6}[ \t]+\S")
_DEEP_HEADING = regex(r"^#{2,6}[ \t]+\S")
_LONGEST_COMMENT = 2000
_TIGHT_HEADING = regex(r"(#{2,6}(?=[^#\s!])|#(?=[<*`]|[^\x00-\x7f]))")
_ITEM = regex(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_ROUTE_ITEM = regex(r".{0,20}\b(?:GET|POST|PUT|PATCH|DELETE)\b.{0,6}/")
_BOLD_LABEL = regex(
    r"(\*\*|__)(?=\S)[^*\n]{2,60}?(?:[:：]\1|\1[ \t]*(?:[(（][^()（）]{0,60}[)）][ \t]*)?(?:[:：]|$))"
)
_PLAIN_LABEL = regex(r"([^\W\d_][^:：|`*]{2,40})[:：](?=\s|$)")
_ENDING: Final = (
    "request",
    "response",
    "errors",
    "statuses",
    "query",
    "headers",
    "example_response",
)
"""What plain words must announce to end a list."""
_BOLD_LINE = regex(r"^(?:[-*+][ \t]+)?\*\*[^*]+\*\*")


@dataclass(frozen=True, slots=True)
class RawComment:
    """An HTML comment: its text and its place, lines from 1, columns of the (repaired) line from 1."""

    text: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Mended:
    """Lines to be parsed; `numbers[i]` is the line of the file, from 1, that line i stands for."""

    lines: list[str]
    numbers: list[int]
    comments: list[RawComment]
    diagnostics: list[Diagnostic]


@dataclass(slots=True)
class _Open:
    """A fence that is open: its marker, indentation, first virtual line and language."""

    marker: str
    prefix: str
    at: int
    number: int
    info: str
    inner: int = 0

    @property
    def is_markdown(self) -> bool:
        return self.info.split(" ")[0].lower() in ("markdown", "md", "mdx")


class _Mender:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self.comments: list[RawComment] = []
        self.diagnostics: list[Diagnostic] = []
        self.open: _Open | None = None
        self.wrapped = False
        self.wrapper_sought = False
        self.comment_start: tuple[int, int] | None = None
        self.comment_parts: list[str] = []
        self.no_comment_from = -1

    def add(self, text: str, number: int) -> None:
        self.lines.append(text)
        self.numbers.append(number)

    def run(self, first: int) -> Mended:
        for index in range(first, len(self.source.lines)):
            line, number = self.source.lines[index], index + 1
            if self.open is None:
                self.outside(line, number)
            else:
                self.inside(line, number, self.open)
        if self.open is not None:
            self.end_of_document(self.open)
        return Mended(self.lines, self.numbers, self.comments, self.diagnostics)

    def outside(self, line: str, number: int) -> None:
        line = self.without_comments(line, number)
        marked = _fence_marker(line)
        if marked is None:
            if line[:1] not in " \t-#|>" and self.below_list() and _is_label(line):
                self.add("", self.numbers[-1])
            self.add(_with_heading_blank(line), number)
            return
        prefix, marker, info = marked
        opened = _Open(marker, prefix, len(self.lines), number, info)
        may_wrap = opened.is_markdown and not self.wrapper_sought
        self.wrapper_sought = self.wrapper_sought or opened.is_markdown
        if may_wrap and _is_wrapper(self.source, number):
            self.wrapped = True
            self.diagnostics.append(
                diagnostic(
                    "S103",
                    "the spec stands inside a `markdown` fence; it is read without it",
                    self.source.line_span(number),
                )
            )
            self.add("", number)
            return
        self.open = opened
        self.add(line, number)

    def below_list(self) -> bool:
        """Whether the line before belongs to an item of a list, and to none that is a route."""
        for line in reversed(self.lines[-4:]):
            if _ITEM.match(line):
                return not _ROUTE_ITEM.match(line)
            if not line.strip() or line[:1] not in " \t":
                return False
        return False

    def inside(self, line: str, number: int, opened: _Open) -> None:
        marked = _fence_marker(line)
        if marked is not None and marked[1][0] == opened.marker[0]:
            _, marker, info = marked
            if not info and len(marker) >= len(opened.marker):
                if opened.inner:
                    opened.inner -= 1
                    self.add(line, number)
                    return
                self.add(_blank_prefix(opened.prefix) + opened.marker, number)
                self.open = None
                return
            if info and len(marker) >= len(opened.marker) and _is_info(info):
                if opened.is_markdown:
                    opened.inner += 1
                else:
                    self.close_early(opened, "the next fence begins")
                    self.outside(line, number)
                    return
        self.add(_padded(line, opened.prefix), number)

    def end_of_document(self, opened: _Open) -> None:
        if self.wrapped and not opened.info:
            # Its fences pair off but for the last one, which closes the wrapper.
            self.lines[opened.at] = ""
            self.open = None
            return
        self.close_early(opened, "the document ends")

    def close_early(self, opened: _Open, before: str) -> None:
        """Ends a fence that nobody closed before the first heading or bold line behind a blank line."""
        self.open = None
        wrapper_end = self.wrapped and not opened.info
        if wrapper_end or (not opened.info and before.startswith("the next")):
            # A bare marker before a whole fence: a closing one too many, or the end of a wrapper.
            self.lines[opened.at] = ""
            if wrapper_end:
                return
        else:
            at = self.end_of_content(opened)
            number = self.numbers[at - 1]
            self.lines.insert(at, _blank_prefix(opened.prefix) + opened.marker)
            self.numbers.insert(at, number)
        self.diagnostics.append(
            diagnostic(
                "S104",
                f"a fence is not closed before {before}",
                self.source.line_span(opened.number),
            )
        )

    def end_of_content(self, opened: _Open) -> int:
        blank = False
        for at in range(opened.at + 1, len(self.lines)):
            line = self.lines[at]
            if blank and (_DEEP_HEADING.match(line) or _BOLD_LINE.match(line)):
                return at
            blank = not line.strip()
        return len(self.lines)

    def without_comments(self, line: str, number: int) -> str:
        """The line with HTML comments blanked out; a comment may run over many lines."""
        if self.comment_start is None and "<!--" not in line:
            return line
        pieces: list[str] = []
        at, ticks = 0, 0
        while at < len(line):
            if self.comment_start is None:
                begin = line.find("<!--", at)
                ticks += line.count("`", at, begin if begin != -1 else at)
                if begin == -1 or self.is_unclosed_comment(line, begin, number):
                    break
                if ticks % 2:
                    pieces.append(line[at : begin + 4])
                    at = begin + 4
                    continue
                self.comment_start = (number, begin + 1)
                self.comment_parts = []
                pieces.append(line[at:begin] + "    ")
                at = begin + 4
            end = line.find("-->", at)
            if end == -1:
                self.comment_parts.append(line[at:])
                return "".join(pieces)
            self.comment_parts.append(line[at:end])
            self.comments.append(
                RawComment("\n".join(self.comment_parts), *self.comment_start, number, end + 4)
            )
            self.comment_start = None
            pieces.append(" " * (end + 3 - at))
            at = end + 3
        if self.comment_start is not None:
            self.comment_parts.append("")
        pieces.append(line[at:])
        return "".join(pieces)

    def is_unclosed_comment(self, line: str, begin: int, number: int) -> bool:
        """Whether nothing closes the comment that begins here: then it is text, as all that follow."""
        if number <= self.no_comment_from:
            return True
        if line.find("-->", begin + 4) != -1:
            return False
        rest = self.source.lines[number : number + _LONGEST_COMMENT]
        if any("-->" in text for text in rest):
            return False
        self.no_comment_from = len(self.source.lines)
        place = self.source.line_span(number)
        self.diagnostics.append(
            diagnostic("S105", "an HTML comment is not closed; it is read as text", place)
        )
        return True


def mend(source: Source, first: int = 0) -> Mended:
    """The lines of a source from index `first` on, ready to be parsed."""
    return _Mender(source).run(first)


def _fence_marker(line: str) -> tuple[str, str, str] | None:
    """Prefix, marker and info of a line that opens or closes a fence."""
    if "```" not in line and "~~~" not in line:
        return None
    match = _FENCE.match(line)
    if match is None:
        return None
    info = line[match.end() :]
    if "`" in info and match.group(2)[0] == "`":
        return None
    return match.group(1), match.group(2), info.strip()


def _is_info(info: str) -> bool:
    """Whether the text behind a marker can be a language: one word, perhaps with attributes."""
    word = re.split(r"[\s{:,]", info, maxsplit=1)[0]
    return len(word) <= 20 and (not word or re.fullmatch(r"[\w+#.-]+", word) is not None)


def _with_heading_blank(line: str) -> str:
    """``##Users`` as the heading that was meant; a single `#` before a Latin letter may be a tag."""
    match = _TIGHT_HEADING.match(line) if line.startswith("#") else None
    return f"{match.group(1)} {line[match.end(1) :]}" if match else line


def _is_label(line: str) -> bool:
    """Whether a line is a label, in bold or for a part of an endpoint."""
    if _BOLD_LABEL.match(line):
        return True
    plain = _PLAIN_LABEL.match(line)
    return plain is not None and name_role(plain.group(1), exact=True) in _ENDING


def _is_wrapper(source: Source, number: int) -> bool:
    """Whether the `markdown` fence opened on this line holds the spec itself, not a sample of Markdown."""
    inner = source.lines[number:]
    before = [line for line in source.lines[: number - 1] if line.strip()]
    if sum(1 for line in before if _HEADING.match(line)) > 1 and len(before) * 2 > len(inner):
        return False
    opens = next((index for index, line in enumerate(inner) if _fence_marker(line)), len(inner))
    headings = sum(1 for line in inner[:opens] if _HEADING.match(line))
    closed_by_tag = opens < len(inner) and inner[opens].strip().strip("`~") != ""
    return headings > 0 and (closed_by_tag or headings > 1 or len(before) < 6)


def _blank_prefix(prefix: str) -> str:
    """The prefix of a fence's opening line for the lines that follow it: list marks become blanks."""
    return _PREFIX_MARK.sub(
        lambda match: ">" if match.group() == ">" else " " * len(match.group()), prefix
    )


def _padded(line: str, prefix: str) -> str:
    """The line, indented at least as far as the fence: less would end the list item and the fence."""
    if not prefix or ">" in prefix or not line.strip():
        return line
    wanted = len(_blank_prefix(prefix).expandtabs(4))
    have = len(line) - len(line.lstrip())
    if len(line[:have].expandtabs(4)) >= wanted:
        return line
    return " " * wanted + line.lstrip()

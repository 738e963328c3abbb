"""The lexical half of the JSON reader: blanks, comments, strings, words and numbers of an excerpt."""

from __future__ import annotations

import json
import math
import re
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.json_nodes import JsonNode

__all__ = ["CLOSERS", "ELLIPSIS", "OPENERS", "QUOTES", "Scanner"]

OPENERS: Final = "{[｛［"
CLOSERS: Final = "}]｝］"
QUOTES: Final = "\"'“”`"
ELLIPSIS: Final = regex(r"(?:\.{2,}|…+|⋯+)")

_SPACES = regex(r"[^\S\n]*")
_BLANKS = regex(r"[\s\ufeff\u200b]*")
_LINE_COMMENT = regex(r"(?://|#)[^\n]*")
_PLACEHOLDER = regex(r"\{\{[^{}\n]{0,200}\}\}")
_ELISION_REST = regex(r"[^,，{}\[\]\n\"]*")
_BARE_KEY = regex(
    r"<[^<>\n]{1,100}>|\[[^\[\]\n]{1,100}\]|[^\s:：,，{}\[\]\"'=;][^:：,，{}\[\]\n\"'=;]*"
)
_CLOSING = {'"': '"', "'": "'", "“": "”", "”": "”", "`": "`"}
_STRING = {
    '"': regex(r'"((?:[^"\\\n]|\\.)*)"'),
    "'": regex(r"'((?:[^'\\\n]|\\.)*)'"),
    "“": regex(r"“((?:[^”\"\\\n]|\\.)*)[”\"]"),
    "”": regex(r"”((?:[^”\"\\\n]|\\.)*)[”\"]"),
    "`": regex(r"`((?:[^`\\\n]|\\.)*)`"),
}
_MULTILINE_LOOK = 400
_WORD_STOP = regex(r"[,，}\]｝］\n\"'<>(){\[/#（）；;]")
_CHOICE_NEXT = regex(r"[^\S\n]*(?:\\?\||\bor\b|｜)")
_NUMBER = regex(r"[+-]?(?:\d[\d_]*)(?:\.\d*)?(?:[eE][+-]?\d+)?|[+-]?\.\d+")
_LITERALS: Final[dict[str, tuple[str, bool | None]]] = {
    "true": ("boolean", True),
    "True": ("boolean", True),
    "TRUE": ("boolean", True),
    "false": ("boolean", False),
    "False": ("boolean", False),
    "FALSE": ("boolean", False),
    "null": ("null", None),
    "None": ("null", None),
    "NULL": ("null", None),
    "nil": ("null", None),
    "undefined": ("null", None),
    "NaN": ("number", None),
    "Infinity": ("number", None),
    "-Infinity": ("number", None),
}
_ESCAPE = regex(r"\\(u[0-9a-fA-F]{4}|.)")
_SURROGATE = regex("[\ud800-\udfff]")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_REPORTS = 20


class Scanner:
    """A place in the text of an excerpt, moving forward only."""

    def __init__(self, excerpt: Excerpt) -> None:
        self.excerpt = excerpt
        self.text = excerpt.text
        self.at = 0
        self.diagnostics: list[Diagnostic] = []
        self.unread = 0
        self._last_comment_end = self.text.rfind("*/")

    def at_end(self) -> bool:
        return self.at >= len(self.text)

    def peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def line_end(self, position: int) -> int:
        end = self.text.find("\n", position)
        return len(self.text) if end == -1 else end

    def report(self, code: str, message: str, start: int, end: int | None = None) -> None:
        if len(self.diagnostics) < _REPORTS:
            span = self.excerpt.span(start, start + 1 if end is None else end)
            self.diagnostics.append(diagnostic(code, message, span))

    def spaces(self) -> None:
        """Skip to the next character of this line that is no blank."""
        if match := _SPACES.match(self.text, self.at):
            self.at = match.end()

    def blank(self) -> list[tuple[str, int]]:
        """Skip blanks and comments over lines; the comments with their offsets."""
        comments: list[tuple[str, int]] = []
        while match := _BLANKS.match(self.text, self.at):
            self.at = match.end()
            start = self.at
            comment = self._comment()
            if comment is None:
                break
            if comment:
                comments.append((comment, start))
        return comments

    def same_line_comments(self) -> list[str]:
        found: list[str] = []
        while True:
            before = self.at
            self.spaces()
            comment = self._comment()
            if comment is None:
                if self.peek() != "\n":
                    self.at = before
                return found
            if comment:
                found.append(comment)

    def _comment(self) -> str | None:
        """The text of a comment that begins here, moving behind it; None when none does."""
        if self.text.startswith("/*", self.at):
            if self.at < self._last_comment_end:
                end = (
                    self.text.index("*/", self.at + 2)
                    if self.at + 2 <= self._last_comment_end
                    else -1
                )
                if end != -1:
                    body = self.text[self.at + 2 : end]
                    self.at = end + 2
                    return " ".join(line.strip(" *\t") for line in body.split("\n")).strip()
            start = self.at + 2
            self.at = self.line_end(start)
            return self.text[start : self.at].strip()
        if match := _LINE_COMMENT.match(self.text, self.at):
            self.at = match.end()
            return match.group().lstrip("/#").strip()
        return None

    def take_colon(self) -> bool:
        for sign in (":", "：", "=>", "="):
            if self.text.startswith(sign, self.at):
                self.at += len(sign)
                return True
        return False

    def placeholder(self) -> re.Match[str] | None:
        return _PLACEHOLDER.match(self.text, self.at)

    def bare_key(self) -> str | None:
        match = _BARE_KEY.match(self.text, self.at)
        if match is None:
            self.unread += 1
            self.report("A154", f"`{self.text[self.at]}` where a key was expected", self.at)
            return None
        text = match.group()
        comment = text.find("//")
        if comment > 0:
            text = text[:comment]
        text = text.rstrip()
        self.at += len(text)
        return text

    def elision_end(self, position: int) -> int:
        """Behind an ellipsis comes what is left out, in words."""
        match = _ELISION_REST.match(self.text, position)
        return match.end() if match else position

    def string(self) -> JsonNode:
        start = self.at
        quote = self.text[start]
        if match := _STRING[quote].match(self.text, start):
            self.at = match.end()
            value = _unescaped(match.group(1))
            return JsonNode("string", start, self.at, value, elided=_is_cut(value))
        closing = _CLOSING[quote]
        end = self.line_end(start)
        far = self.text.find(closing, end, min(end + _MULTILINE_LOOK, len(self.text)))
        if far != -1 and _closes(self.text, far):
            self.at = far + 1
            return JsonNode("string", start, self.at, _unescaped(self.text[start + 1 : far]))
        raw = self.text[start + 1 : end].rstrip()
        while raw and raw[-1] in ",}]":
            raw = raw[:-1].rstrip()
        self.at = start + 1 + len(raw)
        self.report("A150", "the string is not closed", start, self.at)
        return JsonNode("string", start, self.at, _unescaped(raw), elided=True)

    def continues_choice(self) -> bool:
        return bool(_CHOICE_NEXT.match(self.text, self.at))

    def choice(self, first: JsonNode) -> JsonNode:
        """What begins with a string and goes on with `|`: kept as written."""
        self.at = first.start
        return self.word()

    def word(self) -> JsonNode:
        """Anything bare, up to what ends a value on this line."""
        start = self.at
        end = self._word_end(start)
        text = self.text[start:end].rstrip()
        self.at = start + len(text)
        if not text:
            self.at = start + 1
            self.unread += 1
            self.report("A154", f"`{self.text[start]}` where a value was expected", start)
            return JsonNode("elision", start, self.at)
        if text in _LITERALS:
            kind, value = _LITERALS[text]
            return JsonNode(kind, start, self.at, value)
        if _NUMBER.fullmatch(text):
            return JsonNode("number", start, self.at, _number(text))
        # In the cell of a table each stroke has a backslash before it.
        return JsonNode("word", start, self.at, text.replace("\\|", "|"))

    def _word_end(self, position: int) -> int:
        opened = 0
        start = position
        while match := _WORD_STOP.search(self.text, position):
            found = match.start()
            sign = match.group()
            if sign == "\n":
                return found
            if sign in "\"'":
                string = _STRING[sign].match(self.text, found)
                if string is None or not (opened or _wants_string(self.text, start, found)):
                    return found
                position = string.end()
            elif sign in "/#":
                if self._is_comment(found, start):
                    return found
                position = found + 1
            elif sign in "<([{（":
                if (
                    sign == "{"
                    and found > start
                    and not opened
                    and self.text[found - 1] not in "<({|"
                ):
                    return found
                if (
                    sign != "<"
                    or (found > start and self.text[found - 1].isalnum())
                    or found == start
                ):
                    opened += 1
                position = found + 1
            elif sign in ">)）" or (sign in "}]" and opened):
                opened = max(opened - 1, 0)
                position = found + 1
            elif sign in ",;，；" and opened:
                position = found + 1
            else:
                return found
        return len(self.text)

    def _is_comment(self, position: int, start: int) -> bool:
        before = self.text[position - 1] if position > start else " "
        if self.text[position] == "#":
            return before.isspace()
        following = self.text[position : position + 2]
        return following in ("//", "/*") and before != ":"

    def trailing_note(self) -> str | None:
        """Words between a value and its comma, as in `"John" (required),`."""
        before = self.at
        self.spaces()
        following = self.peek()
        if following in ("(", "（"):
            end = self._word_end(self.at)
            note = self.text[self.at : end].strip()
            self.at = end
            return note
        if following in ("-", "–", "—", "←", "<") and not self.text.startswith("->", self.at):
            end = self._word_end(self.at + 1)
            note = self.text[self.at : end].strip(" -–—←<")
            self.at = end
            return note
        self.at = before
        return None

    def too_deep(self) -> JsonNode:
        """Skip a bracket and everything within, however deep."""
        start = self.at
        self.report("A155", "nested too deep to be read", start)
        open_count = 0
        for match in re.finditer(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]]', self.text[start:]):
            sign = match.group()
            if sign in "{[":
                open_count += 1
            elif sign in "}]":
                open_count -= 1
                if open_count <= 0:
                    self.at = start + match.end()
                    break
        else:
            self.at = len(self.text)
        return JsonNode("elision", start, self.at)


def _wants_string(text: str, start: int, position: int) -> bool:
    """Whether a string may go on a word: at its very beginning, or behind a sign that joins."""
    if position == start:
        return True
    before = text[max(start, position - 4) : position].rstrip()
    return before.endswith(("|", "(", "[", ",", "=", ":", "｜", " or", "<"))


def _closes(text: str, position: int) -> bool:
    """Whether the quote at this place is followed by what may follow a value."""
    match = _SPACES.match(text, position + 1)
    after = match.end() if match else position + 1
    return after >= len(text) or text[after] in ",}]\n"


def _is_cut(value: str) -> bool:
    return value.endswith(("...", "…"))


def _unescaped(raw: str) -> str:
    if "\\" not in raw:
        return _SURROGATE.sub("\ufffd", raw)
    try:
        value = json.loads(f'"{raw}"', strict=False)
    except ValueError:
        value = _ESCAPE.sub(_escape, raw)
    return _SURROGATE.sub("\ufffd", str(value))


def _escape(match: re.Match[str]) -> str:
    body = match.group(1)
    if len(body) == 5:
        return chr(int(body[1:], 16))
    return _ESCAPES.get(body, body)


def _number(text: str) -> int | float | None:
    """The value, or None where it has more digits than anything could mean."""
    text = text.replace("_", "")
    if len(text) > 60:
        return None
    if re.fullmatch(r"[+-]?\d+", text):
        return int(text)
    value = float(text)
    return value if math.isfinite(value) else None

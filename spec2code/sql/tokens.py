"""SQL text into tokens that know their offsets, in linear time and without ever refusing a text.

Comments are kept apart, because markers such as `-- Down` stand in them. A quote that is never closed ends
with its line, so that it costs one statement and not the rest of the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field

__all__ = ["Token", "Tokens", "tokenize", "unquote_string"]


class Token(NamedTuple):
    """One token. `kind` is word, quoted, string, dollar, number, parameter, op or meta."""

    kind: str
    start: int
    end: int
    text: str
    """As written."""
    word: str
    """Upper case for an unquoted word, the sign itself for an operator, '' for everything else."""


@dataclass(slots=True)
class Tokens:
    tokens: list[Token] = field(default_factory=list)
    comments: list[Token] = field(default_factory=list)
    unclosed: list[Token] = field(default_factory=list)
    """Quotes and comments that are never closed."""


_TOKEN = regex(
    r"""
      (?P<space>[\s\u200b\ufeff]+)
    | (?P<comment>--[^\n]*)
    | (?P<block>/\*)
    | (?P<escaped>[eE]')
    | (?P<prefixed>[bBxXnN]'|[uU]&')
    | (?P<single>')
    | (?P<dollar>\$(?:[^\W\d]\w*)?\$)
    | (?P<double>(?:[uU]&)?")
    | (?P<backtick>`)
    | (?P<bracket>\[[^\W\d][\w ]*\])
    | (?P<word>[^\W\d][\w$]*)
    | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<parameter>\$\d+)
    | (?P<ellipsis>\.\.\.|…)
    | (?P<op>::|:=|=>|(?:(?!--|/\*)[-+*/<>=~!@\#%^&|?])+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_MAY_END_IN_SIGN = regex(r"[~!@#%^&|?:]")
_QUOTE_END = {
    "single": regex(r"[^']*(?:''[^']*)*'"),
    "prefixed": regex(r"[^']*(?:''[^']*)*'"),
    "escaped": regex(r"[^'\\]*(?:(?:\\.|'')[^'\\]*)*'", re.DOTALL),
    "double": regex(r'[^"]*(?:""[^"]*)*"'),
    "escaped_double": regex(r'[^"\\]*(?:(?:\\.|"")[^"\\]*)*"', re.DOTALL),
    "backtick": regex(r"[^`]*(?:``[^`]*)*`"),
}
_BLOCK_EDGE = regex(r"/\*|\*/")
_DOLLAR_TAG = regex(r"\$(?:[^\W\d]\w*)?\$")
_SWALLOWED = regex(
    r";[ \t]*(?:--[^\n]*)?\n\s*(?:CREATE|ALTER|DROP|INSERT|COMMENT)\s", re.IGNORECASE
)
_COPY_END = regex(r"^\\\.[^\n]*", re.MULTILINE)


def tokenize(
    text: str, start: int = 0, end: int | None = None, dialect: str = "postgresql"
) -> Tokens:
    """The tokens of `text[start:end]`, with offsets into `text`.

    In MySQL a backslash escapes in strings, `"x"` is a string and `#` begins a comment; in SQLite `[x]` is
    a name.
    """
    return _Tokenizer(text, start, len(text) if end is None else end, dialect).run()


class _Tokenizer:
    def __init__(self, text: str, start: int, end: int, dialect: str) -> None:
        self.text = text
        self.position = start
        self.start = start
        self.end = end
        self.mysql = dialect == "mysql"
        self.brackets = dialect == "sqlite"
        self.result = Tokens()
        self.statement = 0
        self.delimiter = ""
        """What ends statements instead of a semicolon, as MySQL's client is told by DELIMITER."""
        self.last_tags: dict[str, int] | None = None

    def run(self) -> Tokens:
        text, end, match = self.text, self.end, _TOKEN.match
        tokens = self.result.tokens
        while self.position < end:
            if self.delimiter and text.startswith(self.delimiter, self.position):
                self._delimit()
                continue
            found = match(text, self.position, end)
            if found is None:  # the last alternative takes any character
                break
            kind, start, stop = found.lastgroup or "op", found.start(), found.end()
            self.position = stop
            if kind == "space":
                continue
            if kind == "word":
                word = found.group()
                tokens.append(Token("word", start, stop, word, word.upper()))
                if word.upper() == "DELIMITER" and self.statement == len(tokens) - 1:
                    self._new_delimiter(stop)
            elif kind == "op":
                self._operator(start, found.group())
            elif kind in ("number", "parameter"):
                tokens.append(Token(kind, start, stop, found.group(), ""))
            elif kind == "ellipsis":
                tokens.append(Token("op", start, stop, found.group(), "..."))
            elif kind == "comment":
                self.result.comments.append(Token("comment", start, stop, found.group(), ""))
            elif kind == "block":
                self._block_comment(start)
            elif kind == "dollar":
                self._dollar(start, found.group())
            elif kind == "bracket":
                self._bracket(start)
            else:
                self._quoted(kind, start)
        return self.result

    def _new_delimiter(self, start: int) -> None:
        self.position = self._line_end(start)
        self.delimiter = self.text[start : self.position].strip()
        if self.delimiter == ";":
            self.delimiter = ""
        self.statement = len(self.result.tokens)

    def _delimit(self) -> None:
        start, sign = self.position, self.delimiter
        self.position += len(sign)
        self.result.tokens.append(Token("op", start, self.position, sign, sign))
        self.statement = len(self.result.tokens)

    def _operator(self, start: int, sign: str) -> None:
        if sign == "\\" and self._at_line_start(start):
            self._line("meta", start)
        elif (sign[0] == "#" and (self.mysql or self._comment_line(start, 1))) or (
            sign.startswith("//") and self._comment_line(start, 2)
        ):
            self._comment_to_line_end(start)
        else:
            if sign[-1] in "+-" and len(sign) > 1 and not _MAY_END_IN_SIGN.search(sign):
                # `=-1` is two operators to PostgreSQL, `@-` is one.
                sign = sign.rstrip("+-") or sign[0]
                self.position = start + len(sign)
            self.result.tokens.append(Token("op", start, self.position, sign, sign))
            if sign == ";":
                self._copy_data()
                self.statement = len(self.result.tokens)

    def _at_line_start(self, offset: int) -> bool:
        """Whether nothing but a comment stands before it on its line; looks back no further than one token."""
        tokens, comments = self.result.tokens, self.result.comments
        before = max(tokens[-1].end if tokens else -1, comments[-1].end if comments else -1)
        return before < 0 or "\n" in self.text[before - (before == offset) : offset]

    def _comment_line(self, offset: int, width: int) -> bool:
        following = self.text[offset + width : offset + width + 1]
        return following in ("", " ", "\t", "\n", "#", "=", "-") and self._at_line_start(offset)

    def _line_end(self, offset: int) -> int:
        stop = self.text.find("\n", offset, self.end)
        return self.end if stop < 0 else stop

    def _comment_to_line_end(self, start: int) -> None:
        self.position = self._line_end(start)
        self.result.comments.append(
            Token("comment", start, self.position, self.text[start : self.position], "")
        )

    def _line(self, kind: str, start: int) -> None:
        self.position = self._line_end(start)
        self.result.tokens.append(
            Token(kind, start, self.position, self.text[start : self.position].rstrip(), "")
        )

    def _block_comment(self, start: int) -> None:
        depth, position = 1, start + 2
        while depth:
            edge = _BLOCK_EDGE.search(self.text, position, self.end)
            if edge is None:
                position = self.end
                self.result.unclosed.append(Token("comment", start, start + 2, "/*", ""))
                break
            depth += 1 if edge.group() == "/*" and not self.mysql else 0
            depth -= 1 if edge.group() == "*/" else 0
            position = edge.end()
        self.position = position
        self.result.comments.append(
            Token("comment", start, position, self.text[start:position], "")
        )

    def _bracket(self, start: int) -> None:
        if self.brackets:
            self._add("quoted", start)
        else:
            self.position = start + 1
            self.result.tokens.append(Token("op", start, start + 1, "[", "["))

    def _dollar(self, start: int, tag: str) -> None:
        if self.last_tags is None:  # once, so that many unclosed tags don't search the text each
            found = _DOLLAR_TAG.finditer(self.text, start, self.end)
            self.last_tags = {match.group(): match.start() for match in found}
        inside = start + len(tag)
        if self.last_tags.get(tag, -1) >= inside:
            self.position = self.text.index(tag, inside) + len(tag)
            self._add("dollar", start)
        else:
            self.position = self._line_end(start)
            self._add("dollar", start)
            self.result.unclosed.append(self.result.tokens[-1])

    def _quoted(self, group: str, start: int) -> None:
        ending = group
        if self.mysql and group in ("single", "double"):
            ending = "escaped" if group == "single" else "escaped_double"
        match = _QUOTE_END[ending].match(self.text, self.position, self.end)
        kind = "quoted" if group in ("double", "backtick") else "string"
        if self.mysql and group == "double":
            kind = "string"
        if match is None or self._swallows(match):
            self.position = self._line_end(start)
            self._add(kind, start)
            self.result.unclosed.append(self.result.tokens[-1])
        else:
            self.position = match.end()
            self._add(kind, start)

    def _swallows(self, match: re.Match[str]) -> bool:
        """Whether a string runs over the end of one statement into the next: its quote was not closed."""
        tokens = self.result.tokens
        if tokens and tokens[-1].word in ("AS", "EXECUTE", "("):
            return False
        return _SWALLOWED.search(self.text, match.start(), match.end()) is not None

    def _add(self, kind: str, start: int) -> None:
        stop = self.position
        self.result.tokens.append(Token(kind, start, stop, self.text[start:stop], ""))

    def _copy_data(self) -> None:
        """Pass over the rows behind COPY ... FROM stdin, up to the line with a backslash and a dot."""
        words = self.result.tokens[self.statement :]
        if words[0].word != "COPY" or not any(token.word == "STDIN" for token in words):
            return
        stop = _COPY_END.search(self.text, self.position, self.end)
        self.position = stop.end() if stop else self.end


def unquote_string(text: str, *, escapes: bool = False) -> str:
    """The value of a string literal: `'it''s'`, `E'a\\n'`, `$$body$$`, `"mysql"`.

    `escapes`: a backslash escapes in any literal, as MySQL has it.
    """
    if text.startswith("$"):
        tag = text[: text.index("$", 1) + 1]
        return text[len(tag) :].removesuffix(tag)
    quote = text[-1]
    first = text.find(quote)
    prefix, body = text[:first].lower(), text[first + 1 : -1]
    body = body.replace(quote * 2, quote)
    return _unescape(body) if prefix == "e" or escapes else body


_ESCAPE = regex(
    r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))", re.S
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def _unescape(body: str) -> str:
    def one(match: re.Match[str]) -> str:
        four, eight, two, octal, letter = match.groups()
        if letter is not None:
            return _LETTERS.get(letter, letter)
        code = int(octal, 8) if octal else int(four or eight or two, 16)
        return chr(code) if code < 0x110000 else match.group()

    return _ESCAPE.sub(one, body)

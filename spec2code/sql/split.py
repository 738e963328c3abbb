"""A script into statements: at semicolons, and where one was forgotten before the next CREATE TABLE."""

from __future__ import annotations

from spec2code.model.records import dataclass
from spec2code.sql.tokens import Token
from spec2code.sql.word_sets import word_set

__all__ = ["Chunk", "split_statements"]


@dataclass(slots=True)
class Chunk:
    """The tokens of one statement, without its semicolon."""

    tokens: list[Token]
    unended: bool = False
    """The next statement begins without a semicolon in between."""


_OBJECTS = word_set(
    "TABLE INDEX UNIQUE TYPE VIEW MATERIALIZED FUNCTION PROCEDURE TRIGGER EXTENSION SCHEMA "
    "SEQUENCE DOMAIN POLICY OR TEMP TEMPORARY UNLOGGED DATABASE"
)
_ALTERED = word_set("TABLE TYPE INDEX VIEW SEQUENCE DOMAIN FUNCTION POLICY SCHEMA")
# Statements that hold other statements without a semicolon between them.
_HOLDERS = frozenset(["EXPLAIN", "PREPARE", "WITH"])
_BODIES = frozenset(["TRIGGER", "PROCEDURE", "FUNCTION", "EVENT"])


def split_statements(text: str, tokens: list[Token]) -> list[Chunk]:
    """The statements of a script, in order; empty ones are left out."""
    return _Splitter(text, tokens).run()


class _Splitter:
    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.chunks: list[Chunk] = []
        self.current: list[Token] = []
        self.depth = 0
        self.body = 0
        self.delimiter = ""

    def run(self) -> list[Chunk]:
        tokens, index, count = self.tokens, 0, len(self.tokens)
        while index < count:
            token = tokens[index]
            if token.kind == "meta":
                self._end()
                self.chunks.append(Chunk([token]))
            elif token.word == "DELIMITER" and not self.current:
                self._new_delimiter(token)
            elif self._ends(token):
                self._end()
            else:
                self._take(index, token)
            index += 1
        if self.body and any(token.word == ";" for token in self.current):
            self._split_unended_body()
        self._end()
        return self.chunks

    def _ends(self, token: Token) -> bool:
        if self.delimiter:
            return token.kind == "op" and token.text == self.delimiter
        return token.word == ";" and not self.body

    def _take(self, index: int, token: Token) -> None:
        if self.current and not self.body and self._begins(index, token):
            self._end(unended=True)
        self.current.append(token)
        if token.word == "(":
            self.depth += 1
        elif token.word == ")":
            self.depth = max(0, self.depth - 1)
        elif self.body:
            self._nest(index, token)
        elif token.word == "BEGIN" and len(self.current) > 1 and self._holds_body():
            self.body = 1

    def _nest(self, index: int, token: Token) -> None:
        following = self._word(index + 1)
        previous = self.tokens[index - 1].word
        if token.word in ("BEGIN", "CASE") and previous != "END":
            self.body += 1
        elif token.word == "END" and following not in ("IF", "LOOP", "WHILE", "REPEAT"):
            self.body -= 1

    def _holds_body(self) -> bool:
        """Whether the statement at hand may hold `BEGIN ... END` with semicolons in it."""
        if self.current[0].word != "CREATE":
            return False
        head = {token.word for token in self.current[:8]}
        return bool(head & _BODIES) and not any(token.kind == "dollar" for token in self.current)

    def _begins(self, index: int, token: Token) -> bool:
        """Whether a new statement begins here although no semicolon stands before it."""
        if token.word not in ("CREATE", "ALTER", "DROP", "COMMENT", "INSERT", "DO"):
            return False
        if "\n" not in self.text[self.tokens[index - 1].end : token.start]:
            return False
        first, second = self.current[0].word, self._word(index + 1)
        if first in _HOLDERS or (first == "CREATE" and self._creates("SCHEMA", "RULE")):
            return False
        if token.word == "CREATE":
            return second in _OBJECTS
        if token.word == "DO":
            return second in ("dollar", "LANGUAGE") and self.depth == 0
        if token.word == "COMMENT":
            return second == "ON" and self.depth == 0
        if token.word == "INSERT":
            return second == "INTO" and self.depth == 0 and not self._creates("FUNCTION")
        if first == "ALTER" and token.word == "ALTER" and second not in _ALTERED:
            return False
        return second in _ALTERED and self._word(index + 2) not in ("", "TYPE", "SET", "DROP", ",")

    def _creates(self, *kinds: str) -> bool:
        return any(token.word in kinds for token in self.current[1:4])

    def _word(self, index: int) -> str:
        if index >= len(self.tokens):
            return ""
        token = self.tokens[index]
        return token.word or token.kind

    def _new_delimiter(self, token: Token) -> None:
        """MySQL's DELIMITER: what stands behind it on its line ends statements from now on."""
        sign = self.text[token.end :].partition("\n")[0].strip()
        self.delimiter = "" if sign == ";" else sign

    def _split_unended_body(self) -> None:
        """A BEGIN that no END closes: the statement ends at its first semicolon after all."""
        tokens, self.current, self.body = self.current, [], 0
        for token in tokens:
            if token.word == ";":
                self._end()
            else:
                self.current.append(token)

    def _end(self, *, unended: bool = False) -> None:
        if self.current:
            self.chunks.append(Chunk(self.current, unended))
        self.current, self.depth, self.body = [], 0, 0

"""Walking through the tokens of one statement, and the script that the statement belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.identifiers import RESERVED, TYPE_FUNCTION_RESERVED
from spec2code.model.records import dataclass, field
from spec2code.model.schema import Name
from spec2code.model.span import Excerpt, Span
from spec2code.sql.identifiers import fold_identifier, name_of
from spec2code.sql.tokens import Token, unquote_string

__all__ = ["Cursor", "Script", "Session", "Unreadable"]


class Unreadable(Exception):
    """A statement can't be read on from here; never leaves this package."""

    def __init__(self, start: int, end: int, found: str, expected: str) -> None:
        super().__init__(expected)
        self.start, self.end, self.found, self.expected = start, end, found, expected


@dataclass(slots=True)
class Session:
    """What one text of SQL leaves behind for the next one of the same spec."""

    columns: dict[Name, dict[str, str]] = field(default_factory=dict)
    """Types of the columns of tables created so far: they tell which casts in an expression do nothing."""
    indexes: dict[Name, Name] = field(default_factory=dict)
    """The table of each index: a name that two tables' inline indexes have is changed for the second."""
    temporary: set[Name] = field(default_factory=set)
    """Tables of the session alone: what is done to them is no change of the schema."""
    made: set[tuple[str, Name]] = field(default_factory=set)
    """What was created so far, by which names are found along a search path."""
    makers: set[str] = field(default_factory=set)
    """Routines that change the schema when they are called."""
    unchecked_bodies: bool = False
    """`check_function_bodies` is off."""


@dataclass(slots=True)
class Script:
    """One text of SQL being read: where it stands, and what was found in it so far."""

    excerpt: Excerpt
    dialect: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    session: Session = field(default_factory=Session)
    first_line: int = 0
    """Of the whole text, where the excerpt is one statement of it."""
    path: tuple[str, ...] = ()
    """The schemas in which names without one are looked up, where they aren't those of a new session."""
    paths: list[tuple[str, int, int]] = field(default_factory=list)
    """The first schema of each path that is set, and where."""
    path_counts: bool = False
    """A name was given a schema by one of them."""
    as_it_stands: bool = False
    """Run by a migration: each statement is created under the path that the text sets."""

    def __post_init__(self) -> None:
        self.first_line = self.first_line or self.excerpt.first_line

    @property
    def columns(self) -> dict[Name, dict[str, str]]:
        return self.session.columns

    def span(self, start: int, end: int) -> Span:
        return self.excerpt.span(start, end)

    def tell(self, code: str, message: str, start: int, end: int, hint: str | None = None) -> None:
        self.diagnostics.append(diagnostic(code, message, self.span(start, end), hint=hint))

    def tell_at(self, code: str, message: str, span: Span | None) -> None:
        self.diagnostics.append(diagnostic(code, message, span))


class Cursor:
    """A place among tokens. Parts in parentheses are cursors of their own."""

    __slots__ = ("closing", "end", "index", "script", "stop", "tokens")

    def __init__(
        self,
        script: Script,
        tokens: list[Token],
        closing: dict[int, int] | None = None,
        index: int = 0,
        stop: int | None = None,
        end: int | None = None,
    ) -> None:
        self.script = script
        self.tokens = tokens
        self.index = index
        self.stop = len(tokens) if stop is None else stop
        self.closing = self._pairs() if closing is None else closing
        self.end = end if end is not None else (tokens[-1].end if tokens else 0)

    def _pairs(self) -> dict[int, int]:
        """Opening to closing bracket. A parenthesis never closed lasts to the end and is told; `[` may be open."""
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for index, token in enumerate(self.tokens):
            if token.word == "(" or token.word == "[":
                opened.append(index)
            elif token.word == ")":
                while opened and self.tokens[opened[-1]].word == "[":
                    opened.pop()
                if opened:
                    pairs[opened.pop()] = index
            elif token.word == "]" and opened and self.tokens[opened[-1]].word == "[":
                pairs[opened.pop()] = index
        unclosed = [index for index in opened if self.tokens[index].word == "("]
        for index in unclosed:
            pairs[index] = len(self.tokens)
        if unclosed:
            token = self.tokens[unclosed[0]]
            self.script.tell("Q107", "`(` is never closed", token.start, token.end)
        return pairs

    # -- looking -----------------------------------------------------------------------------------

    @property
    def done(self) -> bool:
        return self.index >= self.stop

    @property
    def token(self) -> Token | None:
        return self.tokens[self.index] if self.index < self.stop else None

    def word(self, ahead: int = 0) -> str:
        index = self.index + ahead
        return self.tokens[index].word if index < self.stop else ""

    def kind(self, ahead: int = 0) -> str:
        index = self.index + ahead
        return self.tokens[index].kind if index < self.stop else ""

    def at(self, *words: str) -> bool:
        for index, word in enumerate(words, self.index):
            if (self.tokens[index].word if index < self.stop else "") != word:
                return False
        return True

    def at_any(self, *words: str) -> bool:
        return not self.done and self.word() in words

    @property
    def at_name(self) -> bool:
        return self.kind() in ("word", "quoted")

    @property
    def offset(self) -> int:
        """Where the next token begins; the end of this part when there is none."""
        token = self.token
        return token.start if token else self.end

    @property
    def last_end(self) -> int:
        """Where the token before this place ends."""
        return self.tokens[self.index - 1].end if self.index else 0

    # -- moving ------------------------------------------------------------------------------------

    def advance(self) -> Token:
        token = self.token
        if token is None:
            raise self.unreadable("more")
        self.index += 1
        return token

    def accept(self, *words: str) -> bool:
        """Step over these words when they all stand here, in this order."""
        if not self.at(*words):
            return False
        self.index += len(words)
        return True

    def accept_any(self, *words: str) -> str:
        """Step over one of these words and say which; '' when none stands here."""
        word = self.word()
        if word and word in words:
            self.index += 1
            return word
        return ""

    def expect(self, *words: str) -> None:
        for word in words:
            if not self.accept(word):
                raise self.unreadable(f"`{word}`")

    def finish(self) -> None:
        """Nothing more may follow."""
        if not self.done:
            raise self.unreadable("the end of the statement")

    def skip(self) -> None:
        """Step over one token, or over everything in a pair of parentheses."""
        self.index = self.closing.get(self.index, self.index) + 1
        self.index = min(self.index, self.stop)

    def skip_until(self, *words: str) -> None:
        """Step on to one of these words outside parentheses, or to the end."""
        while not self.done and self.word() not in words:
            self.skip()

    def rest(self) -> str:
        """The source text from here to the last token; a comment behind it would take what is written next with it."""
        if self.done:
            return ""
        start = self.offset
        self.index = self.stop
        return self.text_from(start)

    # -- reading -----------------------------------------------------------------------------------

    def identifier(self, what: str = "a name", *, defining: bool = False) -> str:
        token = self.token
        if token is None or token.kind not in ("word", "quoted"):
            if not (token and token.kind == "string" and self.script.dialect != "postgresql"):
                raise self.unreadable(what)
        self.index += 1
        if defining and token.kind == "word" and self.script.dialect == "postgresql":
            if token.word in RESERVED or token.word in TYPE_FUNCTION_RESERVED:
                self.script.tell(
                    "Q113",
                    f"`{token.text}` is a reserved word of PostgreSQL and stands unquoted as {what}",
                    token.start,
                    token.end,
                    hint=f'Write `"{token.text.lower()}"`, or better another name.',
                )
        return fold_identifier(token, self.script.dialect)

    def name(self, what: str = "a name", *, defining: bool = False) -> Name:
        parts = [self.identifier(what, defining=defining and self.word(1) != ".")]
        while self.accept("."):
            parts.append(self.identifier(what))
        return name_of(parts)

    def string(self, what: str = "a string") -> str:
        """A string literal's value; literals behind one another are one."""
        if self.kind() not in ("string", "dollar"):
            raise self.unreadable(what)
        value = ""
        while self.kind() in ("string", "dollar"):
            value += unquote_string(self.advance().text, escapes=self.script.dialect == "mysql")
        return value

    def inside(self) -> Cursor:
        """Step over a pair of parentheses; what stands between them, as a cursor."""
        if not self.at("("):
            raise self.unreadable("`(`")
        stop = min(self.closing[self.index], self.stop)
        end = self.tokens[stop].start if stop < len(self.tokens) else self.end
        part = Cursor(self.script, self.tokens, self.closing, self.index + 1, stop, end)
        self.index = min(stop + 1, self.stop)
        return part

    def follows_bracket(self, word: str) -> bool:
        """Whether this word stands behind the pair of parentheses that opens here."""
        behind = self.closing.get(self.index, self.stop) + 1
        return behind < self.stop and self.tokens[behind].word == word

    def elements(self) -> Iterator[Cursor]:
        """The parts between commas, as cursors; empty ones too."""
        while True:
            first = self.index
            self.skip_until(",")
            yield Cursor(self.script, self.tokens, self.closing, first, self.index, self.offset)
            if not self.accept(","):
                return

    def identifiers(self) -> tuple[str, ...]:
        """`(a, b)` as names."""
        return tuple(part.identifier("a column") for part in self.inside().elements())

    def text_from(self, start: int) -> str:
        """The source from an offset to the end of the token before this place."""
        return self.script.excerpt.text[start : max(start, self.last_end)]

    def span_from(self, start: int) -> Span:
        return self.script.span(start, max(start, self.last_end))

    def unreadable(self, expected: str) -> Unreadable:
        token = self.token
        if token is None:
            return Unreadable(max(0, self.end - 1), self.end, "the end", expected)
        return Unreadable(token.start, token.end, f"`{token.text[:40]}`", expected)

"""DO blocks walked through: conditions and loops over the catalog, DDL inside them handed on as it would be run.

Only what migrations use of PL/pgSQL is followed. A block with anything else is left to the SQL reader.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt
from spec2code.project.migrations.catalog import Catalog
from spec2code.project.migrations.catalog_rows import Plain
from spec2code.sql.tokens import Token, tokenize

__all__ = ["Unfollowed", "has_control", "run_block"]

_DDL = frozenset({"CREATE", "ALTER", "DROP", "COMMENT"})
_IGNORED = frozenset(
    {"RAISE", "NULL", "PERFORM", "INSERT", "UPDATE", "DELETE", "GRANT", "REVOKE", "LOCK"}
    | {
        "TRUNCATE",
        "ANALYZE",
        "REFRESH",
        "SET",
        "RESET",
        "COMMIT",
        "GET",
        "EXIT",
        "CONTINUE",
        "WITH",
    }
)
_CONTROL = frozenset({"IF", "FOR", "CASE", "WHILE", "LOOP", "FOREACH"})
_LOOPS = 2_000
_VARIABLE = regex(r"[A-Za-z_]\w*\Z")


class Unfollowed(Exception):
    """The block does something that can't be followed; nothing of it was handed on."""


class _Returned(Exception):
    """RETURN: the block ends here."""


RunDdl = Callable[[Excerpt], None]


def has_control(text: str) -> bool:
    """Whether a text is one DO block that chooses or repeats: without that, the SQL reader is enough."""
    tokens = [token for token in tokenize(text).tokens if token.word != ";"]
    if not tokens or tokens[0].word != "DO" or len([t for t in tokens if t.kind == "dollar"]) != 1:
        return False
    body = next(token for token in tokens if token.kind == "dollar")
    if len(tokens) > 4:
        return False
    inner = tokenize(body.text, *_inside(body.text)).tokens
    return any(token.word in _CONTROL or token.word == "EXECUTE" for token in inner)


def run_block(excerpt: Excerpt, catalog: Callable[[], Catalog], run: RunDdl) -> None:
    """Follow a DO block; `catalog` is asked anew for every condition, as DDL changes it.

    Raises:
        Unfollowed: before anything was run.
    """
    body = next((token for token in tokenize(excerpt.text).tokens if token.kind == "dollar"), None)
    if body is None:
        raise Unfollowed
    start, end = _inside(body.text)
    tokens = tokenize(excerpt.text, body.start + start, body.start + end).tokens
    begin = next((i for i, token in enumerate(tokens) if token.word == "BEGIN"), None)
    if begin is None:
        raise Unfollowed
    parser = _Parser(tokens, begin + 1)
    statements = parser.statements({"END"})
    declared = {token.word for token in tokens[:begin] if token.kind == "word"}
    planned: list[Excerpt] = []
    # Conditions see the schema before the block: DDL in it runs when all of it has been followed.
    _Walk(excerpt, catalog(), planned, declared).run(statements)
    for part in planned:
        run(part)


def _inside(quoted: str) -> tuple[int, int]:
    width = quoted.index("$", 1) + 1
    return width, len(quoted) - width


@dataclass(slots=True)
class _Sql:
    tokens: list[Token]


@dataclass(slots=True)
class _If:
    branches: list[tuple[list[Token], list[object]]] = field(default_factory=list)
    """Condition and body; an empty condition is ELSE."""


@dataclass(slots=True)
class _For:
    variable: str
    query: list[Token]
    body: list[object]


class _Parser:
    def __init__(self, tokens: list[Token], index: int) -> None:
        self.tokens = tokens
        self.index = index

    def word(self, ahead: int = 0) -> str:
        place = self.index + ahead
        return self.tokens[place].word if place < len(self.tokens) else ""

    def statements(self, stops: set[str]) -> list[object]:
        found: list[object] = []
        while self.index < len(self.tokens):
            word = self.word()
            if word in stops:
                return found
            if word == ";":
                self.index += 1
            elif word == "IF":
                found.append(self._if())
            elif word == "FOR":
                found.append(self._for())
            elif word == "BEGIN":
                self.index += 1
                found.extend(self.statements({"END", "EXCEPTION"}))
                self._handlers()
                self._end()
            elif word == "DECLARE":
                while self.index < len(self.tokens) and self.word() != "BEGIN":
                    self.index += 1
            elif word in ("CASE", "WHILE", "LOOP", "FOREACH", "<<"):
                raise Unfollowed
            elif word == "EXCEPTION":
                self._handlers()
            else:
                found.append(_Sql(self._until(";")))
        return found

    def _until(self, *words: str) -> list[Token]:
        depth, start = 0, self.index
        while self.index < len(self.tokens):
            word = self.word()
            if depth == 0 and word in words:
                break
            depth += (word == "(") - (word == ")")
            self.index += 1
        return self.tokens[start : self.index]

    def _if(self) -> _If:
        found = _If()
        while True:
            word = self.word()
            self.index += 1
            condition: list[Token] = []
            if word in ("IF", "ELSIF", "ELSEIF"):
                condition = self._until("THEN")
                self.index += 1
            elif word != "ELSE":
                break
            found.branches.append((condition, self.statements({"ELSIF", "ELSEIF", "ELSE", "END"})))
            if self.word() == "END":
                break
        self._end()
        return found

    def _for(self) -> _For:
        variable = self.tokens[self.index + 1].text if self.index + 1 < len(self.tokens) else ""
        if self.word(2) != "IN" or not _VARIABLE.match(variable):
            raise Unfollowed
        self.index += 3
        query = self._until("LOOP")
        self.index += 1
        body = self.statements({"END"})
        self._end()
        return _For(variable, query, body)

    def _handlers(self) -> None:
        """Handlers don't run: what they catch doesn't happen to a history that works."""
        while self.index < len(self.tokens) and self.word() != "END":
            self.index += 1

    def _end(self) -> None:
        while self.index < len(self.tokens) and self.word() != ";":
            self.index += 1


class _Walk:
    def __init__(
        self, excerpt: Excerpt, catalog: Catalog, planned: list[Excerpt], declared: set[str]
    ) -> None:
        self.excerpt = excerpt
        self.catalog = catalog
        self.planned = planned
        self.declared = declared
        self.values: dict[str, Plain] = {}

    def run(self, statements: list[object]) -> None:
        with contextlib.suppress(_Returned):
            self._run(statements)

    def _run(self, statements: list[object]) -> None:
        for statement in statements:
            match statement:
                case _If(branches):
                    self._if(branches)
                case _For():
                    self._for(statement)
                case _Sql(tokens) if tokens:
                    self._sql(tokens)

    def _if(self, branches: list[tuple[list[Token], list[object]]]) -> None:
        for condition, body in branches:
            if not condition or self._value(f"SELECT ({self._text(condition)})"):
                self._run(body)
                return

    def _for(self, loop: _For) -> None:
        query = loop.query
        if len(query) > 1 and query[0].word == "(" and query[-1].word == ")":
            query = query[1:-1]
        names, rows = self._ask(self._text(query))
        for row in rows[:_LOOPS]:
            for name, value in zip(names, row, strict=False):
                self.values[f"{loop.variable}.{name}".lower()] = value
            if len(names) == 1:
                self.values[loop.variable.lower()] = row[0]
            self._run(loop.body)

    def _sql(self, tokens: list[Token]) -> None:
        word = tokens[0].word
        if word == "RETURN":
            raise _Returned
        if word in _DDL:
            self.planned.append(self.excerpt.cut(tokens[0].start, tokens[-1].end))
        elif word == "EXECUTE":
            end = next(
                (i for i, t in enumerate(tokens) if t.word in ("USING", "INTO")), len(tokens)
            )
            text = self._value(f"SELECT {self._text(tokens[1:end])}")
            if not isinstance(text, str):
                raise Unfollowed
            self.planned.append(_Made(text, self.excerpt, tokens[0].start))
        elif len(tokens) > 2 and tokens[1].word in (":=", "="):
            name = tokens[0].text.lower()
            self.values[name] = self._value(f"SELECT {self._text(tokens[2:])}")
        elif word == "SELECT":
            self._select_into(tokens)
        elif word not in _IGNORED:
            raise Unfollowed

    def _select_into(self, tokens: list[Token]) -> None:
        into = next((i for i, token in enumerate(tokens) if token.word == "INTO"), None)
        if into is None or into + 1 >= len(tokens):
            raise Unfollowed
        strict = tokens[into + 1].word == "STRICT"
        place = into + 1 + strict
        name = tokens[place].text.lower()
        query = f"{self._text(tokens[:into])} {self._text(tokens[place + 1 :])}"
        _, rows = self._ask(query)
        self.values[name] = rows[0][0] if rows else None
        self.values["found"] = int(bool(rows))

    def _text(self, tokens: list[Token]) -> str:
        """The tokens as they stand, variables replaced by parameters."""
        if not tokens:
            return ""
        parts: list[str] = []
        position, index = tokens[0].start, 0
        while index < len(tokens):
            token = tokens[index]
            dotted = index + 2 < len(tokens) and tokens[index + 1].word == "."
            name = (
                f"{token.text}.{tokens[index + 2].text}".lower() if dotted else token.text.lower()
            )
            behind_dot = index > 0 and tokens[index - 1].word == "."
            if token.kind == "word" and name in self.values and not behind_dot:
                last = tokens[index + 2] if dotted else token
                parts.append(self.excerpt.text[position : token.start])
                parts.append(":v_" + name.replace(".", "_"))
                position, index = last.end, index + (3 if dotted else 1)
                continue
            index += 1
        parts.append(self.excerpt.text[position : tokens[-1].end])
        return "".join(parts)

    def _ask(self, query: str) -> tuple[tuple[str, ...], list[tuple[Plain, ...]]]:
        given = {f"v_{key.replace('.', '_')}": value for key, value in self.values.items()}
        answer = self.catalog.ask(query, given)
        if answer is None:
            raise Unfollowed
        return answer

    def _value(self, query: str) -> Plain:
        _, rows = self._ask(query)
        return rows[0][0] if rows else None


class _Made(Excerpt):
    """SQL that EXECUTE puts together: all of it lies where EXECUTE stands."""

    __slots__ = ("_source", "_start")

    def __init__(self, text: str, source: Excerpt, start: int) -> None:
        super().__init__(source.file, text)
        self._source = source
        self._start = start

    def position(self, offset: int) -> tuple[int, int]:
        return self._source.position(self._start)

    def cut(self, start: int, end: int | None = None) -> Excerpt:
        return _Made(
            self.text[start : len(self.text) if end is None else end], self._source, self._start
        )

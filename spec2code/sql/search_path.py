"""SET search_path: what follows is read as if each name stood there with its schema.

A migration runs each statement by itself and must not depend on the path of a session, so the statement's own text
gets the schemas. The body of a function stays as it is written, since the database keeps it so too; where it can't be
created otherwise, the path is set for it alone.

Source: PostgreSQL 18 documentation, 5.10.3 "The Schema Search Path".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from spec2code.model.identifiers import RESERVED, quote_identifier
from spec2code.model.records import replace
from spec2code.model.schema import Name
from spec2code.model.span import Excerpt
from spec2code.model.statements import CreateEnum, CreateObject, CreateTable, Statement
from spec2code.sql.identifiers import DEFAULT_SCHEMA, fold_identifier
from spec2code.sql.objects import KINDS
from spec2code.sql.tokens import Token, tokenize, unquote_string
from spec2code.sql.word_sets import word_set

__all__ = ["Made", "looks_along_path", "made_names", "new_path", "under_path", "with_schemas"]

Path = tuple[str, ...]
Made = tuple[str, Name]
"""`relation`, `type`, `routine` or `collation`, and a name of that kind."""
Insert = tuple[int, str]

_WITHOUT_SCHEMA = word_set("EXTENSION SCHEMA TRIGGER POLICY RULE SERVER LANGUAGE PUBLICATION CAST")
"""The last words of kinds whose names stand in no schema."""
_MODIFIERS = word_set("OR REPLACE UNLOGGED UNIQUE RECURSIVE")
_BETWEEN = word_set("IF NOT EXISTS ONLY CONCURRENTLY")
_ON_TABLE = word_set("INDEX TRIGGER POLICY CONSTRAINT")
_NO_TABLE = word_set("NONE SELECT LATERAL ONLY ROWS")
_WORDY = word_set("EXTRACT SUBSTRING TRIM OVERLAY POSITION")
"""Functions that have words, such as FROM, between their arguments."""
_COUNTERS = word_set("NEXTVAL CURRVAL SETVAL")
_CLAUSES = word_set("WHERE GROUP ORDER SELECT ON SET WITH USING HAVING LIMIT UNION")
_ROUTINES = word_set("FUNCTION PROCEDURE AGGREGATE")
_TYPED = word_set("TABLE TYPE DOMAIN") | _ROUTINES
_BEFORE_TYPES = word_set(":: RETURNS SETOF TYPE VARIADIC")
_BEFORE_TYPED_NAMES = word_set("( , ADD COLUMN EXISTS IN OUT INOUT VARIADIC ATTRIBUTE")
_BEHIND_TYPES = word_set(", ) [ = DEFAULT")
_HELPERS = word_set("SFUNC FINALFUNC COMBINEFUNC MSFUNC MINVFUNC FUNCTION PROCEDURE STYPE")

_RELATIONS = frozenset(("view", "materialized view", "sequence", "foreign table"))


def new_path(tokens: list[Token]) -> Path | None:
    """The path that a statement sets, () for that of a new session; None where it sets none."""
    words = [token.word for token in tokens]
    if words[:1] == ["RESET"] and words[1:] in (["SEARCH_PATH"], ["ALL"]):
        return ()
    if words[:1] == ["SELECT"]:
        return _configured(tokens)
    at = 2 if words[1:2] in (["SESSION"], ["LOCAL"]) else 1
    if words[:1] != ["SET"] or words[at : at + 1] != ["SEARCH_PATH"]:
        return None
    named = [token for token in tokens[at + 1 :] if token.word not in ("=", "TO", ",")]
    return _schemas(_value(token) for token in named)


def _configured(tokens: list[Token]) -> Path | None:
    """SELECT pg_catalog.set_config('search_path', 'a, b', false)."""
    at = next((i for i, token in enumerate(tokens) if token.word == "SET_CONFIG"), None)
    strings = [token for token in tokens[at or 0 :] if token.kind == "string"]
    if at is None or len(strings) < 2 or unquote_string(strings[0].text) != "search_path":
        return None
    return _schemas(part.strip(' "') for part in unquote_string(strings[1].text).split(","))


def _value(token: Token) -> str:
    return unquote_string(token.text) if token.kind == "string" else fold_identifier(token)


def _schemas(named: Iterable[str]) -> Path:
    """The schemas of a path that may hold what a spec makes; () where that is the default one alone."""
    kept = tuple(name for name in named if name not in ("", "$user", "pg_catalog", "default"))
    return () if kept in ((), (DEFAULT_SCHEMA,)) else kept


def made_names(statement: Statement) -> tuple[Made, ...]:
    """What there is to look up once the statement has run."""
    match statement:
        case CreateTable(table):
            return (("relation", table.name), ("type", table.name))
        case CreateEnum(enum):
            return (("type", enum.name),)
        case CreateObject(item) if item.kind in _RELATIONS:
            return (("relation", item.name), ("type", item.name))
        case CreateObject(item) if item.kind in ("type", "domain"):
            return (("type", item.name),)
        case CreateObject(item) if item.kind.upper() in _ROUTINES:
            return (("routine", item.name),)
        case CreateObject(item) if item.kind == "collation":
            return (("collation", item.name),)
    return ()


def with_schemas(
    excerpt: Excerpt, tokens: list[Token], path: Path, made: set[Made]
) -> Excerpt | None:
    """One statement with the schemas that the path gives its names.

    Args:
        tokens: those of the statement, with their places in the excerpt.
        made: what there is so far, in which a name is looked up along the path.

    Returns:
        Its text, which still knows its places in the file; None where no name needs a schema.
    """
    inserts = sorted(set(_Names(tokens, path, made).inserts())) if path else []
    if not inserts:
        return None
    return excerpt.with_inserts(tokens[0].start, tokens[-1].end, inserts)


def looks_along_path(tokens: list[Token], path: Path, made: set[Made]) -> bool:
    """Whether a function can only be created under the path: PostgreSQL looks at the body of one in SQL, and at what
    one in PL/pgSQL declares."""
    words = [token.word for token in tokens]
    body = next((token for token in tokens if token.kind == "dollar"), None)
    if body is None or words[0] != "CREATE" or "SEARCH_PATH" in words:
        return False
    inner = tokenize(unquote_string(body.text)).tokens
    if not any(words[at : at + 2] == ["LANGUAGE", "SQL"] for at in range(len(words))):
        inner = list(takewhile(lambda token: token.word != "BEGIN", inner))
    names = {fold_identifier(token) for token in inner if token.kind in ("word", "quoted")}
    return any(name.name in names and (name.schema or DEFAULT_SCHEMA) in path for _, name in made)


def under_path(statement: Statement, path: Path) -> Statement:
    """A function that is created with the path set for as long as that takes."""
    if not isinstance(statement, CreateObject) or statement.object.kind.upper() not in _ROUTINES:
        return statement
    definition = statement.object.definition
    listed = ", ".join(map(quote_identifier, path))
    text = (
        f"SET LOCAL search_path TO {listed};\n{definition.text};\nSET LOCAL search_path TO DEFAULT"
    )
    item = replace(statement.object, definition=replace(definition, text=text))
    return replace(statement, object=item)


class _Names:
    """The names of one statement that stand without a schema, and the schemas that they are in."""

    def __init__(self, tokens: list[Token], path: Path, made: set[Made]) -> None:
        self.tokens, self.path, self.made = tokens, path, made
        self.kind = ""

    def inserts(self) -> Iterator[Insert]:
        """What is to be put in, and where: before a name, or behind the quote of a sequence's name in a string."""
        verb = self._word(0)
        if verb not in ("CREATE", "ALTER", "DROP", "COMMENT"):
            return
        at = 2 if verb == "COMMENT" else 1
        while self._word(at) in _MODIFIERS:
            at += 1
        for kind in ("TABLE", "INDEX", "COLUMN", "CONSTRAINT", *KINDS):
            words = kind.split()
            if all(self._word(at + index) == word for index, word in enumerate(words)):
                self.kind, at = words[-1], at + len(words)
                break
        else:
            return
        while self._word(at) in _BETWEEN:
            at += 1
        yield from self._subjects(verb, at)
        yield from self.mentioned(at + 1)

    def _subjects(self, verb: str, at: int) -> Iterator[Insert]:
        """The names of what is made, changed or dropped."""
        if self.kind in _WITHOUT_SCHEMA or self.kind == "CONSTRAINT":
            return
        if self.kind == "INDEX" and verb == "CREATE":
            return
        width = 3 if self.kind == "COLUMN" else 1
        what = {"INDEX": "relation", "COLUMN": "relation", "TABLE": "relation"}
        while self._is_name(at):
            if not self._is_longer(at, width):
                schema = self.path[0]
                if verb != "CREATE":
                    schema = self._schema(what.get(self.kind, ""), at) or schema
                yield from self._before(at, schema)
            while self._word(at + 1) == ".":
                at += 2
            at = self._behind_arguments(at + 1)
            if verb != "DROP" or self._word(at) != ",":
                return
            at += 1

    def mentioned(self, start: int) -> Iterator[Insert]:
        """Tables, types, routines and sequences from a token on."""
        opened: list[int] = []
        listed: list[int] = []
        """How deep the lists stand in which a comma brings one more table."""
        for index in range(start, len(self.tokens)):
            token, word = self.tokens[index], self._word(index)
            if word == "(":
                opened.append(index)
            elif word == ")":
                opened = opened[:-1]
                listed = [depth for depth in listed if depth <= len(opened)]
            elif word == "FROM" and self._is_of_query(index, opened):
                listed.append(len(opened))
            elif word in _CLAUSES:
                listed = [depth for depth in listed if depth != len(opened)]
            elif token.kind == "string":
                yield from self._counter(index)
            if self._is_name(index) and self._word(index - 1) != "." and word not in _NO_TABLE:
                yield from self._mentioned_at(index, opened, len(opened) in listed)

    def _mentioned_at(self, index: int, opened: list[int], listed: bool) -> Iterator[Insert]:
        before, behind = self._word(index - 1), self._word(index + 1)
        found: str | None = None
        if self._stands_for_table(index, opened):
            width = 3 if before == "BY" else 1
            if not self._is_longer(index, width):
                found = self._schema("relation", index) or self.path[0]
        elif (listed and before in ("(", ",", "FROM", "JOIN", "ONLY")) or before == "JOIN":
            if not self._is_longer(index, 1):
                found = self._schema("relation", index) or self._schema("routine", index)
        elif behind == ".":
            return
        elif self._stands_for_type(index, opened):
            found = self._schema("type", index)
        elif before == "COLLATE":
            found = self._schema("collation", index)
        elif behind == "(" or (before == "=" and self._word(index - 2) in _HELPERS):
            found = self._schema("routine", index)
        yield from self._before(index, found)

    def _is_of_query(self, index: int, opened: list[int]) -> bool:
        if opened and self._word(opened[-1] - 1) in _WORDY:
            return False
        return self._word(index - 1) not in ("DISTINCT", "VALUES")

    def _stands_for_table(self, index: int, opened: list[int]) -> bool:
        """Whether only a table, view or sequence can stand here."""
        before, second = self._word(index - 1), self._word(index - 2)
        match before:
            case "ON":
                return self.kind in _ON_TABLE and self._on() == index - 1
            case "ONLY":
                return second == "ON" or second == "REFERENCES"
            case "REFERENCES":
                return True
            case "OF":
                return second == "PARTITION"
            case "PARTITION":
                return second in ("ATTACH", "DETACH")
            case "BY":
                return second == "OWNED"
            case "TO":
                return self.kind == "RULE" and self._word(index - 3) == "ON"
            case "LIKE":
                return second in ("(", ",") and self.kind == "TABLE"
            case "INHERIT":
                return self.kind == "TABLE" and self._word(index - 3) != ")"
            case "(" | ",":
                return bool(opened) and self._word(opened[-1] - 1) == "INHERITS"
        return False

    def _stands_for_type(self, index: int, opened: list[int]) -> bool:
        before = self._word(index - 1)
        if before in _BEFORE_TYPES:
            return True
        if before == "AS":
            cast = bool(opened) and self._word(opened[-1] - 1) == "CAST"
            return cast or self.kind == "DOMAIN"
        if self.kind not in _TYPED or len(opened) > 1:
            return False
        if before in ("(", ",") and self.kind in _ROUTINES:
            return bool(opened) and self._word(index + 1) in _BEHIND_TYPES
        named = self._is_name(index - 1) and self._word(index - 1) not in RESERVED
        return named and self._word(index - 2) in _BEFORE_TYPED_NAMES

    def _counter(self, index: int) -> Iterator[Insert]:
        """nextval('s'), 's'::regclass."""
        token = self.tokens[index]
        called = self._word(index - 1) == "(" and self._word(index - 2) in _COUNTERS
        cast = self._word(index + 1) == "::" and self._word(index + 2) == "REGCLASS"
        name = unquote_string(token.text)
        if (called or cast) and token.text[0] == "'" and "." not in name:
            schema = self._lookup("relation", name.strip('"')) or self.path[0]
            if schema != DEFAULT_SCHEMA:
                yield token.start + 1, f"{quote_identifier(schema)}."

    # -- tokens ------------------------------------------------------------------------------------

    def _word(self, index: int) -> str:
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def _is_name(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].kind in ("word", "quoted")

    def _is_longer(self, index: int, width: int) -> bool:
        """Whether a name of that many tokens, `a` or `a.b`, has another part."""
        return self._word(index + width) == "."

    def _on(self) -> int:
        """Where the ON stands by which the table is named; COMMENT ON is none."""
        return next((i for i, token in enumerate(self.tokens) if i > 1 and token.word == "ON"), -1)

    def _behind_arguments(self, at: int) -> int:
        if self._word(at) != "(":
            return at
        depth = 0
        while at < len(self.tokens):
            depth += {"(": 1, ")": -1}.get(self._word(at), 0)
            at += 1
            if not depth:
                break
        return at

    def _schema(self, what: str, index: int) -> str | None:
        return self._lookup(what, fold_identifier(self.tokens[index]))

    def _lookup(self, what: str, name: str) -> str | None:
        """The first schema of the path that has the name."""
        for schema in self.path:
            known = Name(name, None if schema == DEFAULT_SCHEMA else schema)
            if (what, known) in self.made or (not what and self._has(known)):
                return schema
        return None

    def _has(self, name: Name) -> bool:
        return any((what, name) in self.made for what in ("relation", "type", "routine"))

    def _before(self, index: int, schema: str | None) -> Iterator[Insert]:
        if schema is not None and schema != DEFAULT_SCHEMA:
            yield self.tokens[index].start, f"{quote_identifier(schema)}."

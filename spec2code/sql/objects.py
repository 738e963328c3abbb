"""Objects that are kept as text: functions, triggers, views, policies, extensions, domains, sequences and others."""

from __future__ import annotations

from itertools import takewhile

from spec2code.model.records import replace
from spec2code.model.schema import Expression, Name, SqlObject
from spec2code.model.statements import AlterObject, CreateObject, RunSql, Statement
from spec2code.sql.calls import note_maker
from spec2code.sql.cursor import Cursor
from spec2code.sql.expressions import token_key
from spec2code.sql.identifiers import fold_identifier, name_of, quote_name
from spec2code.sql.tokens import Token, tokenize, unquote_string
from spec2code.sql.types import BUILT_IN, canonical_type
from spec2code.sql.word_sets import word_set

__all__ = [
    "ALWAYS_THERE",
    "KINDS",
    "definition_key",
    "object_kind",
    "read_create_object",
    "signature",
]

KINDS = (
    "MATERIALIZED VIEW",
    "VIEW",
    "FUNCTION",
    "PROCEDURE",
    "AGGREGATE",
    "CONSTRAINT TRIGGER",
    "EVENT TRIGGER",
    "TRIGGER",
    "POLICY",
    "RULE",
    "EXTENSION",
    "SCHEMA",
    "SEQUENCE",
    "DOMAIN",
    "TYPE",
    "OPERATOR CLASS",
    "OPERATOR FAMILY",
    "OPERATOR",
    "CAST",
    "COLLATION",
    "CONVERSION",
    "STATISTICS",
    "PUBLICATION",
    "SUBSCRIPTION",
    "FOREIGN TABLE",
    "FOREIGN DATA WRAPPER",
    "SERVER",
    "USER MAPPING",
    "LANGUAGE",
    "TRANSFORM",
    "ACCESS METHOD",
    "TEXT SEARCH CONFIGURATION",
    "TEXT SEARCH DICTIONARY",
    "TEXT SEARCH PARSER",
    "TEXT SEARCH TEMPLATE",
    "EVENT",
)
ALWAYS_THERE = ("plpgsql",)
"""Extensions, and languages, that each database begins with."""
_ON_TABLE = frozenset(("trigger", "policy", "rule"))
_ROUTINES = frozenset(("function", "procedure", "aggregate"))
_NAMED_LIKE_TABLES = ("view", "materialized view", "sequence", "domain", "type", "trigger")
"""Kinds whose names may not be reserved words; a function may be called `left`."""


def object_kind(cursor: Cursor) -> str:
    """Step over the word or words that name a kind of object; '' where none stands here."""
    if cursor.at("PROCEDURAL", "LANGUAGE"):
        cursor.advance()
    for kind in KINDS:
        words = kind.split()
        if cursor.accept(*words):
            return {"constraint trigger": "trigger"}.get(kind.lower(), kind.lower())
    return ""


def read_create_object(
    cursor: Cursor, start: int, kind: str, words: frozenset[str]
) -> list[Statement]:
    """CREATE of anything that is kept whole; the cursor stands behind its kind."""
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    table = None
    arguments = ""
    if kind == "cast":
        name = Name(canonical_words(cursor.inside()))
    elif kind in ("operator", "operator class", "operator family", "transform", "user mapping"):
        name = _odd_name(cursor)
    elif kind == "schema" and cursor.accept("AUTHORIZATION"):
        name = Name(cursor.identifier("a role"))
    elif kind == "extension":
        return [_extension(cursor, start, if_not_exists)]
    else:
        name = cursor.name(f"the name of the {kind}", defining=kind in _NAMED_LIKE_TABLES)
    if kind in _ROUTINES and cursor.at("("):
        arguments = _old_signature(cursor) or signature(cursor.inside())
    if kind in _ON_TABLE:
        table = _table_of(cursor, kind)
    depends_on = _mentioned(cursor, kind, name)
    owner = _owned_by(cursor, name) if kind == "sequence" else None
    cursor.rest()
    if kind == "language" and name.name in ALWAYS_THERE:
        return [RunSql("CREATE LANGUAGE")]
    item = SqlObject(
        kind,
        name,
        definition_key(cursor, start),
        table,
        arguments,
        unchecked=kind in _ROUTINES and cursor.script.session.unchecked_bodies,
        depends_on=depends_on,
        span=cursor.span_from(start),
    )
    note_maker(item, cursor.script)
    made = CreateObject(item, "REPLACE" in words, if_not_exists)
    return _apart(made, owner) if owner is not None else [made]


def _extension(cursor: Cursor, start: int, if_not_exists: bool) -> Statement:
    """CREATE EXTENSION, also with a name like `uuid-ossp` that lacks its quotes."""
    head = cursor.text_from(start)
    begin, name = cursor.offset, cursor.identifier("the name of the extension")
    while cursor.at("-") and cursor.kind(1) == "word":
        cursor.advance()
        name += f"-{cursor.identifier()}"
    written, end = cursor.text_from(begin), cursor.last_end
    cursor.rest()
    if name in ALWAYS_THERE:
        return RunSql("CREATE EXTENSION")
    definition = definition_key(cursor, start)
    if "-" in name and not written.startswith('"'):
        message = f"`{written}` needs double quotes in PostgreSQL; it is read with them"
        cursor.script.tell("Q110", message, begin, end)
        rest = cursor.text_from(start)[len(head) :].lstrip()[len(written) :]
        key = definition.key.replace(" - ".join(name.split("-")), f'"{name}"')
        definition = Expression(f'{head} "{name}"{rest}', key)
    item = SqlObject("extension", Name(name), definition, span=cursor.span_from(start))
    return CreateObject(item, False, if_not_exists)


def _owned_by(cursor: Cursor, name: Name) -> tuple[AlterObject, str] | None:
    """OWNED BY of a CREATE SEQUENCE as the ALTER that says the same: its table may come later."""
    place = next(
        (
            index
            for index in range(cursor.index, cursor.stop - 1)
            if cursor.tokens[index].word == "OWNED" and cursor.tokens[index + 1].word == "BY"
        ),
        None,
    )
    if place is None:
        return None
    last = place + 2
    while last + 1 < cursor.stop and cursor.tokens[last + 1].word == ".":
        last += 2
    text = cursor.script.excerpt.text
    begin, end = cursor.tokens[place].start, cursor.tokens[min(last, cursor.stop - 1)].end
    path = " . ".join(
        token_key(token.text) if token.kind == "quoted" else token.text.lower()
        for token in cursor.tokens[place + 2 : last + 1]
        if token.word != "."
    )
    words = f"ALTER SEQUENCE {quote_name(name)} {text[begin:end]}"
    key = f"alter sequence {name} owned by {path}"
    return AlterObject("sequence", name, Expression(words, key)), text[begin:end]


def _apart(made: CreateObject, owner: tuple[AlterObject, str]) -> list[Statement]:
    """The sequence without its owner, and the owner."""
    alter, clause = owner
    definition = made.object.definition
    text = " ".join(definition.text.replace(clause, "").split())
    key = definition.key.partition(" owned by ")[0]
    item = replace(made.object, definition=Expression(text, key))
    return [replace(made, object=item), alter]


def _odd_name(cursor: Cursor) -> Name:
    """A name with signs in it, `public.=~`, or of several words, up to the parenthesis or the next clause."""
    start = cursor.offset
    if cursor.at("FOR"):  # a transform or a user mapping has no name but what it is for
        cursor.skip_until("(", "OPTIONS")
        return Name(cursor.text_from(start).strip())
    cursor.skip_until("(", "AS", "FOR", "USING", "SERVER")
    text = cursor.text_from(start).strip()
    schema, dot, rest = text.partition(".")
    return name_of([schema, rest]) if dot and schema.isidentifier() else Name(text)


def _table_of(cursor: Cursor, kind: str) -> Name | None:
    words = ("TO",) if kind == "rule" else ("ON",)
    ahead = cursor.index
    while ahead < cursor.stop and cursor.tokens[ahead].word not in words:
        ahead = cursor.closing.get(ahead, ahead) + 1
    if ahead >= cursor.stop:
        raise cursor.unreadable(f"`{words[0]}` and a table")
    place = Cursor(cursor.script, cursor.tokens, cursor.closing, ahead + 1, cursor.stop, cursor.end)
    return place.name("a table")


def canonical_words(cursor: Cursor) -> str:
    words = []
    while not cursor.done:
        words.append(cursor.advance().text.lower())
    return " ".join(words)


# -- keys --------------------------------------------------------------------------------------------


def definition_key(cursor: Cursor, start: int) -> Expression:
    """The statement from an offset to here: its text, and its words in one spelling.

    OR REPLACE, IF NOT EXISTS and an explicit default schema say nothing of what is made.
    """
    parts: list[str] = []
    tokens = [token for token in cursor.tokens[: cursor.index] if token.start >= start]
    body_kept = _keeps_lines(tokens)
    for token in tokens:
        if token.kind == "word":
            parts.append(token.text.lower())
        elif token.kind == "quoted":
            parts.append(token_key(token.text))
        elif token.kind in ("dollar", "string"):
            parts.append(_body(token, body_kept))
        else:
            parts.append(token.text)
    text = f" {' '.join(parts)} "
    for words in (
        " or replace ",
        " if not exists ",
        " public . ",
        " pg_catalog . ",
        " with schema public ",
    ):
        text = text.replace(words, " ")
    return Expression(cursor.text_from(start), text.strip())


def _keeps_lines(tokens: list[Token]) -> bool:
    """Whether white space counts in a function's body: in Python it does."""
    for index, token in enumerate(tokens[:-1]):
        if token.word == "LANGUAGE":
            language = fold_identifier(tokens[index + 1]).lower()
            return language not in ("sql", "plpgsql")
    return False


def _body(token: Token, kept: bool) -> str:
    value = unquote_string(token.text)
    if "\n" in value and not kept:
        return "'" + token_key(value) + "'"
    return "'" + value.strip().replace("'", "''") + "'"


# -- routines ----------------------------------------------------------------------------------------

_MODES = ("IN", "OUT", "INOUT", "VARIADIC")


def signature(cursor: Cursor) -> str:
    """The types of the arguments that tell overloads apart: `integer, text`."""
    types = []
    ordered = _ordered_set(cursor)
    if ordered:
        return ordered
    for part in cursor.elements():
        mode = part.accept_any(*_MODES)
        if part.accept("OUT"):  # IN OUT
            mode = "INOUT"
        first = part.index
        part.skip_until("DEFAULT", "=", ":=")
        words = part.tokens[first : part.index]
        behind = list(takewhile(lambda token: token.word in _MODES, words[1:]))  # `n IN integer`
        if behind:
            mode = "".join(token.word for token in behind)
            words = [words[0], *words[1 + len(behind) :]]
        if words and mode != "OUT":
            types.append(_argument_type(words))
    return ", ".join(types)


def _old_signature(cursor: Cursor) -> str:
    """The one argument of `CREATE AGGREGATE a (BASETYPE = text, ...)`, `*` for "ANY"; '' for any other form."""
    if cursor.word(2) != "=":
        return ""
    parts = list(
        Cursor(cursor.script, cursor.tokens, cursor.closing, cursor.index).inside().elements()
    )
    for part in parts:
        if part.accept("BASETYPE", "="):
            cursor.inside()
            base = _joined(part.tokens[part.index : part.stop])
            return "*" if base.strip("\"'").upper() == "ANY" else canonical_type(base)
    return ""


def _ordered_set(cursor: Cursor) -> str:
    """`anyelement ORDER BY integer` of an ordered-set aggregate, whose ORDER BY belongs to its signature."""
    words = [token.word for token in cursor.tokens[cursor.index : cursor.stop]]
    if "ORDER" not in words:
        return ""
    return cursor.rest().strip()


def _argument_type(words: list[Token]) -> str:
    whole = _joined(words)
    canonical = canonical_type(whole)
    base = canonical.partition("(")[0].removesuffix("[]")
    if len(words) == 1 or base in BUILT_IN or words[1].word in (".", "[", "("):
        return canonical
    return canonical_type(_joined(words[1:]))


def _joined(words: list[Token]) -> str:
    text = ""
    for token in words:
        glue = " " if token.kind in ("word", "quoted") and text[-1:] not in ("", ".", "(") else ""
        text += glue + token.text
    return text


# -- what an object needs ----------------------------------------------------------------------------

_BEFORE_NAMES = word_set(
    "FROM JOIN INTO UPDATE ON TABLE REFERENCES USING FUNCTION PROCEDURE RETURNS SETOF TO , " "LIKE"
)
_DEEP = frozenset(
    ("view", "materialized view", "rule", "function", "procedure", "trigger", "policy")
)


def _mentioned(cursor: Cursor, kind: str, own: Name) -> tuple[Name, ...]:
    """Names that a statement may depend on: behind FROM and its like, before a parenthesis, behind `::`."""
    if kind == "extension":
        return ()
    tokens = cursor.tokens[: cursor.stop]
    found: dict[Name, None] = {}
    _collect(tokens, found)
    for token in tokens:
        if token.kind == "dollar" and kind in _DEEP:
            inner = tokenize(unquote_string(token.text)).tokens
            _collect(inner, found)
    found.pop(own, None)
    return tuple(sorted(found, key=lambda name: (name.schema or "", name.name)))


def _collect(tokens: list[Token], found: dict[Name, None]) -> None:
    count = len(tokens)
    index = 0
    while index < count:
        token = tokens[index]
        if token.kind not in ("word", "quoted"):
            index += 1
            continue
        before = tokens[index - 1].word if index else ""
        parts = [fold_identifier(token)]
        while (
            index + 2 < count
            and tokens[index + 1].word == "."
            and tokens[index + 2].kind in ("word", "quoted")
        ):
            index += 2
            parts.append(fold_identifier(tokens[index]))
        following = tokens[index + 1].word if index + 1 < count else ""
        if (
            before in _BEFORE_NAMES
            or before == "::"
            or following in ("(", "%")
            or token.kind == "quoted"
        ):
            found[name_of(parts)] = None
        elif not before or before not in (".",):
            _bare_type(parts, tokens, index, found)
        index += 1


def _bare_type(parts: list[str], tokens: list[Token], index: int, found: dict[Name, None]) -> None:
    """A word behind another word may be a type: `CREATE DOMAIN d AS t`, `f(x my_type)`."""
    if index and tokens[index - 1].kind == "word" and len(parts) <= 2:
        found[name_of(parts)] = None

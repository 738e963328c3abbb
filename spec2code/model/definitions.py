"""What a domain or composite type is made of, read from the statements that are kept of it.

Sources: PostgreSQL 18 documentation, CREATE DOMAIN, ALTER DOMAIN, CREATE TYPE and ALTER TYPE.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spec2code.model.identifiers import quote_identifier, quote_name
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import Expression, SqlObject

__all__ = ["Attribute", "Domain", "altered_type", "read_composite", "read_domain", "with_type_key"]

_TOKEN = regex(
    r"--[^\n]*|/\*.*?\*/|[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|\$(\w*)\$.*?\$\1\$"
    r'|(?:"(?:[^"]|"")*"|\w+)(?:\s*\.\s*(?:"(?:[^"]|"")*"|\w+))*|\S',
    re.DOTALL,
)
_CLAUSES = ("COLLATE", "DEFAULT", "CONSTRAINT", "CHECK", "NOT", "NULL")


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain: all in SQL as written; `checks` maps the name of each, PostgreSQL's where none is given, to its
    parenthesis."""

    base: str
    """The type, with its collation."""
    default: str | None = None
    required: bool = False
    checks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    type: str
    """With its collation."""


class _Unknown(Exception):
    """Says something that isn't known here; never leaves this module."""


class _Words:
    """The words of one statement, a parenthesis as one; texts are cut from the source."""

    def __init__(self, text: str, items: list[tuple[int, int]]) -> None:
        self.text, self.items, self.at = text, items, 0

    def __bool__(self) -> bool:
        return self.at < len(self.items)

    def peek(self, ahead: int = 0) -> str:
        if self.at + ahead >= len(self.items):
            return ""
        start, end = self.items[self.at + ahead]
        return self.text[start:end].upper()

    def accept(self, *words: str) -> bool:
        if any(self.peek(ahead) != word for ahead, word in enumerate(words)):
            return False
        self.at += len(words)
        return True

    def expect(self, *words: str) -> None:
        if not self.accept(*words):
            raise _Unknown

    def next(self) -> str:
        return self.until(at_least=1, stops=None)

    def until(self, *, stops: tuple[str, ...] | None, at_least: int = 1) -> str:
        """What stands up to one of these words; with None, just so many words."""
        first = self.at
        while self and (
            self.at < first + at_least or (stops is not None and self.peek() not in stops)
        ):
            self.at += 1
        if self.at == first:
            raise _Unknown
        return self.text[self.items[first][0] : self.items[self.at - 1][1]]


def read_domain(item: SqlObject) -> Domain | None:
    """The domain; None where it says what isn't known here, such as a NOT NULL with a name."""
    try:
        statements = list(_statements(item.definition.text))
        domain, unnamed = _created(item, statements[0])
        for words in statements[1:]:
            domain = _altered(item, domain, words, unnamed)
    except (_Unknown, IndexError):
        return None
    return domain


def with_type_key(item: SqlObject) -> SqlObject:
    """The domain or composite type with one key for all ways to write it."""
    key = _one_create(item, item.definition.key, str.lower)
    return replace(item, definition=Expression(item.definition.text, key or item.definition.key))


def altered_type(item: SqlObject, change: Expression) -> Expression | None:
    """The CREATE that a domain or type is as if made by once an ALTER has changed it.

    Returns:
        None where either says what isn't known here.
    """
    text = _one_create(item, f"{item.definition.text};\n{change.text}", str.upper)
    key = _one_create(item, f"{item.definition.key};\n{change.key}", str.lower)
    return Expression(text, key) if text and key else None


def _one_create(item: SqlObject, text: str, case: Callable[[str], str]) -> str | None:
    """One statement that makes what these make; `case` is for the words of SQL in it."""
    said = replace(item, definition=Expression(text, text))
    name = quote_name(item.name)
    domain = read_domain(said) if item.kind == "domain" else None
    if domain is not None:
        parts = [case("create domain"), name, case("as"), domain.base]
        if domain.default is not None:
            parts += [case("default"), domain.default]
        if domain.required:
            parts.append(case("not null"))
        for called, condition in domain.checks:
            parts += [case("constraint"), called, case("check"), condition]
        return " ".join(parts)
    attributes = read_composite(said) if item.kind == "type" else None
    if attributes is None:
        return None
    inside = ", ".join(f"{one.name} {one.type}" for one in attributes)
    return f"{case('create type')} {name} {case('as')} ({inside})"


def read_composite(item: SqlObject) -> tuple[Attribute, ...] | None:
    """The attributes of a composite type; None for a type of another kind."""
    try:
        statements = list(_statements(item.definition.text))
        words = statements[0]
        words.expect("CREATE", "TYPE")
        words.next()
        words.expect("AS")
        inside = words.next()
        if words or not inside.startswith("("):
            return None
        attributes = [_attribute(part) for part in _parts(inside[1:-1])]
        for words in statements[1:]:
            _alter_attributes(attributes, words)
    except (_Unknown, IndexError):
        return None
    return tuple(attributes)


# -- domains -----------------------------------------------------------------------------------------


def _created(item: SqlObject, words: _Words) -> tuple[Domain, list[str]]:
    words.expect("CREATE", "DOMAIN")
    words.next()
    words.accept("AS")
    domain = Domain(words.until(stops=_CLAUSES))
    checks: list[tuple[str, str]] = []
    unnamed: list[str] = []
    while words:
        name = words.next() if words.accept("CONSTRAINT") else None
        if words.accept("CHECK"):
            checks.append((name or _unnamed(item, unnamed), words.next()))
        elif name is None and words.accept("NOT", "NULL"):
            domain = replace(domain, required=True)
        elif name is None and words.accept("COLLATE"):
            domain = replace(domain, base=f"{domain.base} COLLATE {words.next()}")
        elif name is None and words.accept("DEFAULT"):
            domain = replace(domain, default=words.until(stops=_CLAUSES))
        elif name is not None or not words.accept("NULL"):
            raise _Unknown
    return replace(domain, checks=tuple(checks)), unnamed


def _unnamed(item: SqlObject, unnamed: list[str]) -> str:
    """The name that PostgreSQL gives the next check without one (`ChooseConstraintName`)."""
    name = f"{item.name.name}_check{len(unnamed) or ''}"
    unnamed.append(name)
    return quote_identifier(name)


def _altered(item: SqlObject, domain: Domain, words: _Words, unnamed: list[str]) -> Domain:
    words.expect("ALTER", "DOMAIN")
    words.next()
    if words.accept("SET", "DEFAULT"):
        return replace(domain, default=words.until(stops=()))
    if words.accept("DROP", "DEFAULT"):
        return replace(domain, default=None)
    if words.accept("SET", "NOT", "NULL"):
        return replace(domain, required=True)
    if words.accept("DROP", "NOT", "NULL"):
        return replace(domain, required=False)
    if words.accept("VALIDATE"):
        return domain
    if words.accept("DROP", "CONSTRAINT"):
        words.accept("IF", "EXISTS")
        gone = words.next()
        return replace(domain, checks=tuple(one for one in domain.checks if one[0] != gone))
    words.expect("ADD")
    name = words.next() if words.accept("CONSTRAINT") else None
    words.expect("CHECK")
    check = (name or _unnamed(item, unnamed), words.next())
    return replace(domain, checks=(*domain.checks, check))


# -- composite types ---------------------------------------------------------------------------------


def _attribute(text: str) -> Attribute:
    words = _Words(text, list(_items(text)))
    return Attribute(words.next(), words.until(stops=("CASCADE", "RESTRICT")))


def _alter_attributes(attributes: list[Attribute], words: _Words) -> None:
    words.expect("ALTER", "TYPE")
    words.next()
    for part in _parts(words.until(stops=())):
        action = _Words(part, list(_items(part)))
        if action.accept("ADD", "ATTRIBUTE"):
            attributes.append(_attribute(action.until(stops=())))
            continue
        kind = action.next().upper()
        action.expect("ATTRIBUTE")
        action.accept("IF", "EXISTS")
        name = action.next()
        at = next((i for i, one in enumerate(attributes) if one.name == name), None)
        if at is None:
            raise _Unknown
        if kind == "DROP":
            del attributes[at]
        elif kind == "ALTER":
            action.accept("SET", "DATA")
            action.expect("TYPE")
            attributes[at] = Attribute(name, action.until(stops=("CASCADE", "RESTRICT")))
        elif kind == "RENAME" and action.accept("TO"):
            attributes[at] = Attribute(action.next(), attributes[at].type)
        else:
            raise _Unknown


# -- text --------------------------------------------------------------------------------------------


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand; a parenthesis with all that it holds is one."""
    depth, opened = 0, 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token.startswith(("--", "/*")):
            continue
        if token in ("(", "["):
            opened = opened if depth else match.start()
            depth += 1
        elif token in (")", "]"):
            depth -= 1
            if not depth:
                yield opened, match.end()
        elif not depth:
            yield match.span()


def _statements(text: str) -> Iterator[_Words]:
    items: list[tuple[int, int]] = []
    for start, end in _items(text):
        if text[start:end] != ";":
            items.append((start, end))
        elif items:
            yield _Words(text, items)
            items = []
    if items:
        yield _Words(text, items)


def _parts(text: str) -> Iterator[str]:
    """What stands between commas."""
    first = 0
    for start, end in _items(text):
        if text[start:end] == ",":
            yield text[first:start].strip()
            first = end
    yield text[first:].strip()

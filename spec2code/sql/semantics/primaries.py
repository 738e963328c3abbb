"""The smallest parts of an SQL expression: literals, columns, calls, and forms that have a grammar of their own."""

from __future__ import annotations

from typing import TypeVar

from spec2code.model.identifiers import RESERVED
from spec2code.sql.cursor import Cursor
from spec2code.sql.identifiers import fold_identifier
from spec2code.sql.semantics.nodes import (
    Aggregate,
    Array,
    Call,
    Cast,
    Choice,
    Column,
    Literal,
    Node,
    Opaque,
    Query,
    Row,
)
from spec2code.sql.tokens import unquote_string
from spec2code.sql.types import BUILT_IN, read_type
from spec2code.sql.word_sets import word_set

__all__ = ["Broken", "Primaries", "Unknown"]

Placed = TypeVar("Placed", bound=Node)


class Unknown(Exception):
    """A form that isn't known here; nothing is said of it. Never leaves this package."""


class Broken(Exception):
    """A form that PostgreSQL can't read; never leaves this package."""

    def __init__(self, place: int, where: str, *, odd: str = "") -> None:
        """`where` something is missing, or what is `odd` there."""
        super().__init__(where)
        self.place, self.problem = place, odd or f"something is missing {where}"


_VALUES = {
    "CURRENT_DATE": "date", "CURRENT_TIME": "time with time zone", "CURRENT_TIMESTAMP": "timestamp with time zone",
    "LOCALTIME": "time without time zone", "LOCALTIMESTAMP": "timestamp without time zone", "CURRENT_USER": "name",
    "CURRENT_ROLE": "name", "SESSION_USER": "name", "SYSTEM_USER": "text", "USER": "name",
    "CURRENT_CATALOG": "name", "CURRENT_SCHEMA": "name",
}  # fmt: skip
_CHOICES = ("COALESCE", "GREATEST", "LEAST", "NULLIF")
_OWN_GRAMMAR = word_set(
    "JSON JSON_ARRAY JSON_ARRAYAGG JSON_EXISTS JSON_OBJECT JSON_OBJECTAGG JSON_QUERY JSON_SCALAR JSON_SERIALIZE "
    "JSON_VALUE JSON_TABLE MERGE_ACTION NORMALIZE XMLCONCAT XMLELEMENT XMLEXISTS XMLFOREST XMLPARSE XMLPI XMLROOT "
    "XMLSERIALIZE XMLTABLE GROUPING TREAT COLLATION"
)


class Primaries:
    """What the parser of expressions is made of below its operators."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.depth = 0
        self.queries: list[Query] = []
        """Queries in parentheses that were met."""

    # Made by the parser, which knows the operators.
    def nested(self, cursor: Cursor, *, query: bool = False) -> Node:
        raise NotImplementedError

    def row_or_group(self, start: int) -> Node:
        raise NotImplementedError

    def case(self, start: int) -> Node:
        raise NotImplementedError

    def placed(self, node: Placed, start: int) -> Placed:
        node.start, node.end = start, self.cursor.last_end
        return node

    def call(self, name: str, arguments: tuple[Node, ...], start: int) -> Node:
        return self.placed(Call(name, arguments), start)

    # -- behind a value ------------------------------------------------------------------------------

    def postfixed(self) -> Node:
        cursor = self.cursor
        start = cursor.offset
        node = self._primary()
        while True:
            if cursor.accept("::"):
                node = self.placed(Cast(node, read_type(cursor).type), start)
            elif cursor.at("["):
                node = self._subscript(node, start)
            elif cursor.at(".") and not isinstance(node, Column):
                cursor.advance()
                if not cursor.accept("*"):
                    cursor.identifier()
                node = self.placed(Opaque((node,)), start)
            else:
                return node

    def _subscript(self, node: Node, start: int) -> Node:
        cursor = self.cursor
        if cursor.index not in cursor.closing:
            raise Unknown
        stop = cursor.closing[cursor.index]
        inner = Cursor(cursor.script, cursor.tokens, cursor.closing, cursor.index + 1, stop)
        plain = not any(token.word == ":" for token in cursor.tokens[cursor.index : stop])
        parts = (node, self.nested(inner)) if plain else (node,)
        cursor.index = min(stop + 1, cursor.stop)
        return self.placed(Opaque(parts, word="[]" if plain else ""), start)

    # -- one value -----------------------------------------------------------------------------------

    def _primary(self) -> Node:
        cursor = self.cursor
        start, kind = cursor.offset, cursor.kind()
        if cursor.done:
            raise Broken(start, "where a value is expected")
        if kind == "number":
            return self.placed(self._number(cursor.advance().text), start)
        if kind in ("string", "dollar"):
            return self._string(start)
        if kind == "parameter":
            cursor.advance()
            return self.placed(Opaque(), start)
        if cursor.at("("):
            return self.row_or_group(start)
        if not cursor.at_name:
            if cursor.word() in (")", ",", "=", "<", ">", "<=", ">="):
                raise Broken(start, "where a value is expected")
            raise Unknown
        if kind == "word":
            special = self._special(cursor.word(), start)
            if special is not None:
                return special
        return self._named(start)

    def _number(self, text: str) -> Literal:
        if not text.isdigit():
            return Literal("numeric", text)
        value = int(text)
        if value < 2**31:
            return Literal("integer", text)
        return Literal("bigint" if value < 2**63 else "numeric", text)

    def _string(self, start: int) -> Node:
        cursor = self.cursor
        first = cursor.token
        assert first is not None
        prefix = first.text[:1].lower()
        value = cursor.string()
        type = "unknown"
        if prefix in ("b", "x") and first.kind == "string":
            type = "bit"
            if set(value.lower()) - set("01" if prefix == "b" else "0123456789abcdef"):
                raise Broken(start, "", odd=f"`{first.text}` is no string of bits")
        return self.placed(Literal(type, value), start)

    def _special(self, word: str, start: int) -> Node | None:
        cursor = self.cursor
        following = cursor.word(1)
        if word in ("TRUE", "FALSE"):
            cursor.advance()
            return self.placed(Literal("boolean", word.lower()), start)
        if word == "NULL":
            cursor.advance()
            return self.placed(Literal("unknown", None), start)
        if word in _VALUES:
            cursor.advance()
            if cursor.at("("):
                cursor.skip()
            return self.placed(Opaque((), _VALUES[word], "s", word), start)
        if word == "CASE":
            cursor.advance()
            return self.case(start)
        if word in _OWN_GRAMMAR and following == "(":
            cursor.index += 1
            cursor.skip()
            return self.placed(Opaque(), start)
        if following == "(":
            return self._form(word, start)
        if word == "ARRAY" and following == "[":
            return self._array(start)
        if cursor.kind(1) == "string" or word in ("DOUBLE", "CHARACTER", "TIMESTAMP", "TIME"):
            return self._typed_literal(word, start)
        return None

    def _form(self, word: str, start: int) -> Node | None:
        """A word before a parenthesis that is no plain call."""
        cursor = self.cursor
        if word in _CHOICES:
            cursor.advance()
            items = tuple(self.nested(part) for part in cursor.inside().elements())
            return self.placed(Choice(word, items), start)
        if word == "CAST":
            return self._cast(start)
        if word == "EXTRACT":
            return self._extract(start)
        if word in ("EXISTS", "ARRAY"):
            cursor.advance()
            query = self.nested(cursor.inside(), query=True)
            if not isinstance(query, Query):
                raise Unknown
            query.kind = word.lower()
            return self.placed(query, start)
        if word == "ROW":
            cursor.advance()
            inside = cursor.inside()
            items = () if inside.done else tuple(self.nested(part) for part in inside.elements())
            return self.placed(Row(items), start)
        if word in ("SUBSTRING", "POSITION", "TRIM", "OVERLAY", "OPERATOR"):
            return self._worded(word, start)
        return None

    def _cast(self, start: int) -> Node:
        cursor = self.cursor
        cursor.advance()
        inside = cursor.inside()
        first = inside.index
        inside.skip_until("AS")
        node = self.nested(
            Cursor(inside.script, inside.tokens, inside.closing, first, inside.index, inside.offset)
        )
        inside.expect("AS")
        type = read_type(inside).type
        inside.finish()
        return self.placed(Cast(node, type), start)

    def _extract(self, start: int) -> Node:
        cursor = self.cursor
        cursor.advance()
        inside = cursor.inside()
        unit = inside.advance()
        inside.expect("FROM")
        name = unquote_string(unit.text) if unit.kind == "string" else unit.text.lower()
        field = Literal("text", name)
        return self.call("extract", (field, self.nested(inside)), start)

    def _worded(self, word: str, start: int) -> Node | None:
        """`substring(x FROM 1 FOR 2)` and its like; as a plain call where there are only commas."""
        cursor = self.cursor
        last = cursor.closing.get(cursor.index + 1, cursor.stop)
        words = {token.word for token in cursor.tokens[cursor.index + 2 : last]}
        if not words & {"FROM", "FOR", "IN", "BOTH", "LEADING", "TRAILING", "PLACING", "SIMILAR"}:
            return None if word != "TRIM" else self._renamed("btrim", start)
        cursor.index += 1
        cursor.skip()
        type = "integer" if word == "POSITION" else "text" if word == "TRIM" else None
        return self.placed(Opaque((), type), start)

    def _renamed(self, name: str, start: int) -> Node:
        self.cursor.advance()
        return self._arguments(name, None, start)

    def _array(self, start: int) -> Node:
        cursor = self.cursor
        cursor.accept("ARRAY")
        stop = cursor.closing.get(cursor.index)
        if stop is None:
            raise Unknown
        inner = Cursor(
            cursor.script,
            cursor.tokens,
            cursor.closing,
            cursor.index + 1,
            stop,
            cursor.tokens[stop].start,
        )
        items: tuple[Node, ...] = ()
        if not inner.done:
            items = tuple(
                self._inner_array(part) if part.at("[") else self.nested(part)
                for part in inner.elements()
            )
        cursor.index = stop + 1
        return self.placed(Array(items), start)

    def _inner_array(self, part: Cursor) -> Node:
        outer, self.cursor = self.cursor, part
        try:
            return self._array(part.offset)
        finally:
            self.cursor = outer

    def _typed_literal(self, word: str, start: int) -> Node | None:
        """`DATE '2024-01-01'`, `TIMESTAMP WITH TIME ZONE '...'`, `INTERVAL '1' DAY`."""
        cursor = self.cursor
        if word.lower() not in BUILT_IN and word not in ("DOUBLE", "CHARACTER"):
            return None
        place = cursor.index
        type = read_type(cursor).type
        if cursor.kind() != "string":
            cursor.index = place
            return None
        literal = self._string(cursor.offset)
        if word == "INTERVAL":
            while cursor.at_any("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO"):
                type = "interval"
                cursor.advance()
                if isinstance(literal, Literal):
                    literal.value = None
        return self.placed(Cast(literal, type), start)

    # -- columns and calls ---------------------------------------------------------------------------

    def _named(self, start: int) -> Node:
        cursor = self.cursor
        token = cursor.advance()
        quoted = token.kind == "quoted"
        if not quoted and token.word in RESERVED:
            raise Unknown
        parts = [fold_identifier(token)]
        while cursor.at("."):
            if cursor.word(1) == "*":
                cursor.index += 2
                parts.append("*")
                break
            if cursor.kind(1) not in ("word", "quoted"):
                raise Unknown
            cursor.advance()
            quoted = cursor.kind() == "quoted"
            parts.append(fold_identifier(cursor.advance()))
        if cursor.at("("):
            return self._arguments(parts[-1], parts[-2] if len(parts) > 1 else None, start)
        return self.placed(Column(tuple(parts), quoted), start)

    def _arguments(self, name: str, schema: str | None, start: int) -> Node:
        cursor = self.cursor
        inside = cursor.inside()
        call = Call(name, schema=None if schema in ("pg_catalog", "public") else schema)
        inside.accept_any("DISTINCT", "ALL")
        if inside.accept("*"):
            call.starred = True
        elif not inside.done:
            call.arguments = tuple(self._argument(part, call) for part in inside.elements())
        node: Node = self.placed(call, start)
        window = special = False
        while cursor.at_any("FILTER", "OVER", "WITHIN"):
            special = True
            window = window or cursor.at("OVER")
            call.odd = call.odd or cursor.at("WITHIN")
            cursor.advance()
            cursor.accept("GROUP")
            if cursor.at("("):
                cursor.skip()
            else:
                cursor.identifier()
        return self.placed(Aggregate(call, window), start) if special else node

    def _argument(self, part: Cursor, call: Call) -> Node:
        if part.accept("VARIADIC"):
            call.odd = True
        if part.kind() == "word" and part.word(1) in ("=>", ":="):
            part.index += 2
            call.odd = True
        first = part.index
        part.skip_until("ORDER")
        if not part.done:
            part = Cursor(part.script, part.tokens, part.closing, first, part.index, part.offset)
        else:
            part.index = first
        return self.nested(part)

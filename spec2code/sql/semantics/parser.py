"""SQL text of an expression into its tree, with PostgreSQL's own order of precedence (its documentation, 4.1.6).

A form that isn't known here raises `Unknown`: nothing is said of such an expression. A form that PostgreSQL can't
read either raises `Broken`.
"""

from __future__ import annotations

from spec2code.model.span import Excerpt
from spec2code.sql.cursor import Cursor, Script, Unreadable
from spec2code.sql.semantics.nodes import (
    Between,
    Case,
    Connective,
    In,
    Node,
    Opaque,
    Operation,
    Quantified,
    Query,
    Row,
    Test,
)
from spec2code.sql.semantics.primaries import Broken, Primaries, Unknown
from spec2code.sql.tokens import tokenize

__all__ = ["Broken", "ExpressionParser", "Unknown", "cursor_over", "parse"]

_DEEPEST = 40
_FOREIGN = ("REGEXP", "RLIKE", "GLOB", "DIV", "XOR", "SOUNDS")
"""Operators of MySQL and SQLite."""
_COMPARED = ("=", "<", ">", "<=", ">=", "<>", "!=")
_LIKE = {"LIKE": "~~", "ILIKE": "~~*"}
_TRUTHS = ("TRUE", "FALSE", "UNKNOWN")


def cursor_over(text: str) -> Cursor:
    """A cursor over all tokens of a text."""
    return Cursor(Script(Excerpt("", text), "postgresql"), tokenize(text).tokens)


def parse(text: str) -> Node:
    """The tree of a whole expression.

    Raises:
        Unknown: a form that isn't known here.
        Broken: a form that no PostgreSQL takes.
    """
    cursor = cursor_over(text)
    parser = ExpressionParser(cursor)
    node = parser.expression()
    if not cursor.done:
        raise parser.left_over()
    return node


class ExpressionParser(Primaries):
    """Reads expressions from a cursor, which stands behind them afterwards."""

    def expression(self) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unknown
        try:
            return self._any_of()
        except Unreadable as problem:
            raise Unknown from problem
        finally:
            self.depth -= 1

    def left_over(self) -> Exception:
        """What to raise where an expression ends before its text does."""
        cursor = self.cursor
        word = cursor.word(1) if cursor.at("NOT") else cursor.word()
        if word in _FOREIGN:
            return Broken(cursor.offset, "", odd=f"PostgreSQL has no operator {word}")
        if word in _COMPARED:
            return Broken(cursor.offset, "", odd=f"`{word}` follows another comparison")
        return Unknown()

    # -- OR, AND, NOT ------------------------------------------------------------------------------

    def _any_of(self) -> Node:
        return self._joined("OR", self._all_of)

    def _all_of(self) -> Node:
        return self._joined("AND", self._negation)

    def _joined(self, word: str, part: object) -> Node:
        assert callable(part)
        start = self.cursor.offset
        parts = [part()]
        while self.cursor.accept(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else self.placed(Connective(word, tuple(parts)), start)

    def _negation(self) -> Node:
        start = self.cursor.offset
        if self.cursor.accept("NOT"):
            return self.placed(Connective("NOT", (self._negation(),)), start)
        return self._tested()

    # -- IS, comparisons, BETWEEN, IN, LIKE ---------------------------------------------------------

    def _tested(self) -> Node:
        cursor = self.cursor
        start = cursor.offset
        node = self._compared()
        while True:
            if cursor.accept_any("ISNULL", "NOTNULL"):
                node = self.placed(Test("null", node), start)
            elif cursor.accept("IS"):
                node = self._is(node, start)
            else:
                return node

    def _is(self, node: Node, start: int) -> Node:
        cursor = self.cursor
        cursor.accept("NOT")
        if cursor.accept("NULL"):
            return self.placed(Test("null", node), start)
        if cursor.accept_any(*_TRUTHS):
            return self.placed(Test("truth", node), start)
        if cursor.accept("DISTINCT", "FROM"):
            return self.placed(Test("distinct", node, self._compared()), start)
        if cursor.accept_any("DOCUMENT", "NORMALIZED"):
            return self.placed(Opaque((node,), "boolean"), start)
        if cursor.accept("JSON"):
            cursor.accept_any("VALUE", "ARRAY", "OBJECT", "SCALAR")
            if cursor.accept_any("WITH", "WITHOUT"):
                raise Unknown
            return self.placed(Opaque((node,), "boolean"), start)
        raise Broken(cursor.offset, "behind IS")

    def _compared(self) -> Node:
        cursor = self.cursor
        start = cursor.offset
        node = self._matched()
        if cursor.word() in _COMPARED:
            sign = cursor.advance().word
            return self._operation(sign, node, self._matched, start)
        return node

    def _operation(self, sign: str, left: Node, right: object, start: int) -> Node:
        """`left sign right`, or `left sign ANY (...)`."""
        assert callable(right)
        cursor = self.cursor
        sign = "<>" if sign == "!=" else sign
        if cursor.at_any("ANY", "ALL", "SOME") and cursor.word(1) == "(":
            cursor.advance()
            inner = self.nested(cursor.inside(), query=True)
            operand = None if isinstance(inner, Query) else inner
            return self.placed(Quantified(sign, left, operand), start)
        return self.placed(Operation(sign, left, right()), start)

    def _matched(self) -> Node:
        """BETWEEN, IN and LIKE bind closer than comparisons."""
        cursor = self.cursor
        start = cursor.offset
        node = self._other()
        negated = cursor.at("NOT") and cursor.word(1) in (
            "BETWEEN",
            "IN",
            "LIKE",
            "ILIKE",
            "SIMILAR",
        )
        if negated:
            cursor.advance()
        if cursor.accept("BETWEEN"):
            cursor.accept_any("SYMMETRIC", "ASYMMETRIC")
            low = self._other()
            if not cursor.accept("AND"):
                raise Broken(cursor.offset, "behind BETWEEN")
            return self.placed(Between(node, low, self._other()), start)
        if cursor.accept("IN"):
            return self._in(node, start)
        if cursor.word() in _LIKE:
            word = cursor.advance().word
            sign = ("!" if negated else "") + _LIKE[word]
            return self._like(sign, word, node, start)
        if cursor.accept("SIMILAR", "TO"):
            return self._like("~", "SIMILAR TO", node, start)
        return node

    def _in(self, node: Node, start: int) -> Node:
        cursor = self.cursor
        if not cursor.at("("):
            raise Broken(cursor.offset, "behind IN")
        inside = cursor.inside()
        if inside.done:
            raise Broken(inside.offset, "between the parentheses of IN")
        if inside.at_any("SELECT", "WITH", "VALUES"):
            tokens = tuple(inside.tokens[inside.index : inside.stop])
            query = Query(tokens)
            self.queries.append(query)
            return self.placed(In(node, query=query), start)
        items = tuple(self.nested(part) for part in inside.elements())
        return self.placed(In(node, items), start)

    def _like(self, sign: str, word: str, node: Node, start: int) -> Node:
        cursor = self.cursor
        if cursor.at_any("ANY", "ALL", "SOME"):
            return self._operation(sign, node, self._other, start)
        pattern = self._other()
        if cursor.accept("ESCAPE"):
            self._other()
        return self.placed(Operation(sign, node, pattern, word), start)

    # -- signs -------------------------------------------------------------------------------------

    def _other(self) -> Node:
        """Any operator that has no place of its own: `||`, `->>`, `@>`, `~`."""
        cursor = self.cursor
        start = cursor.offset
        if self._at_other():
            sign = cursor.advance().word
            node: Node = self.placed(Operation(sign, None, self._sum()), start)
        else:
            node = self._sum()
        while self._at_other():
            sign = cursor.advance().word
            node = self._operation(sign, node, self._sum, start)
        return node

    def _at_other(self) -> bool:
        cursor = self.cursor
        if cursor.kind() != "op" or cursor.done:
            return False
        word = cursor.word()
        return word not in _COMPARED and word not in (
            "+", "-", "*", "/", "%", "^", "::", "(", ")", "[", "]", ",", ".", ";", ":", "=>", ":=", "...", "…",
        )  # fmt: skip

    def _sum(self) -> Node:
        return self._chain(("+", "-"), self._product)

    def _product(self) -> Node:
        return self._chain(("*", "/", "%"), self._power)

    def _power(self) -> Node:
        return self._chain(("^",), self._zoned)

    def _chain(self, signs: tuple[str, ...], part: object) -> Node:
        assert callable(part)
        cursor = self.cursor
        start = cursor.offset
        node: Node = part()
        while cursor.kind() == "op" and cursor.word() in signs:
            sign = cursor.advance().word
            node = self._operation(sign, node, part, start)
        return node

    def _zoned(self) -> Node:
        cursor = self.cursor
        start = cursor.offset
        node = self._signed()
        while True:
            if cursor.accept("AT", "TIME", "ZONE"):
                zone = self._signed()
                node = self.call("timezone", (zone, node), start)
            elif cursor.accept("AT", "LOCAL"):
                node = self.call("timezone", (node,), start)
            elif cursor.accept("COLLATE"):
                cursor.name("a collation")
            else:
                return node

    def _signed(self) -> Node:
        cursor = self.cursor
        start = cursor.offset
        if cursor.kind() == "op" and cursor.word() in ("+", "-"):
            sign = cursor.advance().word
            return self.placed(Operation(sign, None, self._signed()), start)
        return self.postfixed()

    # -- what primaries ask for ----------------------------------------------------------------------

    def nested(self, cursor: Cursor, *, query: bool = False) -> Node:
        """Everything of a part in parentheses, or of an element of a list."""
        if query and cursor.at_any("SELECT", "WITH", "VALUES"):
            found = Query(tuple(cursor.tokens[cursor.index : cursor.stop]))
            self.queries.append(found)
            return found
        outer, self.cursor = self.cursor, cursor
        try:
            if cursor.done:
                raise Broken(cursor.offset, "where a value is expected")
            node = self.expression()
            if not cursor.done:
                raise self.left_over()
            return node
        finally:
            self.cursor = outer

    def between_words(self, cursor: Cursor, stops: tuple[str, ...]) -> Node:
        """An expression that one of these words ends."""
        first = cursor.index
        depth = 0
        while not cursor.done and not (cursor.word() in stops and depth == 0):
            depth += (cursor.word() == "CASE") - (cursor.word() == "END")
            cursor.skip()
        part = Cursor(
            cursor.script, cursor.tokens, cursor.closing, first, cursor.index, cursor.offset
        )
        return self.nested(part)

    def row_or_group(self, start: int) -> Node:
        inside = self.cursor.inside()
        if inside.at_any("SELECT", "WITH", "VALUES"):
            return self.placed(self.nested(inside, query=True), start)
        items = [self.nested(part) for part in inside.elements()]
        if len(items) > 1:
            return self.placed(Row(tuple(items)), start)
        return items[0]

    def case(self, start: int) -> Node:
        cursor = self.cursor
        subject = None if cursor.at("WHEN") else self.between_words(cursor, ("WHEN", "END"))
        whens = []
        while cursor.accept("WHEN"):
            test = self.between_words(cursor, ("THEN",))
            cursor.expect("THEN")
            whens.append((test, self.between_words(cursor, ("WHEN", "ELSE", "END"))))
        otherwise = self.between_words(cursor, ("END",)) if cursor.accept("ELSE") else None
        cursor.expect("END")
        if not whens:
            raise Broken(cursor.offset, "behind CASE")
        return self.placed(Case(subject, tuple(whens), otherwise), start)

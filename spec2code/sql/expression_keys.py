"""Expressions parsed by sqlglot and written out again as keys.

Function calls are hidden from sqlglot, which knows many by another name and would mix some up.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

from spec2code.sql.identifiers import quote_identifier
from spec2code.sql.literals import (
    INTEGERS,
    NUMBERS,
    TEXTS,
    array_items,
    base_type,
    interval_key,
    literal_key,
    number_key,
    quoted,
)
from spec2code.sql.tokens import unquote_string
from spec2code.sql.types import canonical_type
from spec2code.sql.word_sets import word_set

__all__ = ["parsed_key"]

_DIALECTS = {"postgresql": "postgres", "mysql": "mysql", "sqlite": "sqlite"}
_CALL = "fn_"
# Words before a parenthesis that are no functions, or functions with a grammar of their own.
_NOT_CALLS = word_set(
    "CAST EXTRACT POSITION SUBSTRING TRIM OVERLAY IN ANY ALL SOME EXISTS AND OR NOT ARRAY "
    "INTERVAL ROW OPERATOR BETWEEN LIKE ILIKE SIMILAR TO THEN WHEN ELSE CASE FILTER OVER "
    "VARIADIC IS AS FROM WHERE ON USING SELECT DISTINCT WITHIN VALUES COLLATE ZONE"
)
_DEPTH = 2000
"""Brackets in an expression that is still given to the parser; its recursion must not run dry."""


def parsed_key(text: str, dialect: str, type: str | None, columns: dict[str, str]) -> str | None:
    """The key of an expression; None where it can't be parsed."""
    if _nesting(text) > 60 or len(text) > 200_000:
        return None
    language = Dialect.get_or_raise(_DIALECTS.get(dialect, "postgres"))
    try:
        tokens = _hide_calls(text, language.tokenize(text))
        trees = language.parser().parse_into(exp.Condition, tokens, text)
        if len(trees) != 1 or not isinstance(trees[0], exp.Expression):
            return None
        return _Keys(type, columns).top(trees[0])
    except (SqlglotError, RecursionError, ValueError, IndexError, AttributeError, TypeError):
        # sqlglot raises more than its own errors for texts that are no expressions.
        return None


def _nesting(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        if sign in "([":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ")]":
            depth -= 1
    return deepest


def _hide_calls(text: str, tokens: list[Token]) -> list[Token]:
    result = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1].token_type if index + 1 < len(tokens) else None
        written = text[token.start : token.end + 1]
        if token.token_type not in (TokenType.STRING, TokenType.IDENTIFIER):
            if written[:1] in "eE$" and written[-1:] in "'$" and len(written) > 2:
                value = unquote_string(written)
                token = Token(
                    TokenType.STRING, value, token.line, token.col, token.start, token.end
                )
            elif (
                following == TokenType.L_PAREN
                and written[:1].isalpha()
                and written.upper() not in _NOT_CALLS
                and not (index and tokens[index - 1].token_type == TokenType.DCOLON)
                and not _in_cast(tokens, index)
            ):
                name = _CALL + written.lower()
                token = Token(TokenType.VAR, name, token.line, token.col, token.start, token.end)
        result.append(token)
    return result


def _in_cast(tokens: list[Token], index: int) -> bool:
    """`CAST(x AS varchar(20))`, `x::character varying(20)`, `x::pg_catalog.varchar(20)`."""
    before = tokens[index - 1].text.upper() if index else ""
    if before in ("AS", "CHARACTER", "BIT") and tokens[index].text.upper() not in _NOT_CALLS:
        return True
    return before == "." and index > 2 and tokens[index - 3].token_type == TokenType.DCOLON


_COMPARISONS: dict[type[exp.Expression], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.Like: "like",
    exp.ILike: "ilike",
    exp.RegexpLike: "~",
    exp.RegexpILike: "~*",
    exp.NullSafeEQ: "is not distinct from",
    exp.NullSafeNEQ: "is distinct from",
    exp.Is: "is",
    exp.SimilarTo: "similar to",
}
_ARITHMETIC: dict[type[exp.Expression], str] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.Mod: "%",
    exp.Pow: "^",
    exp.DPipe: "||",
    exp.JSONExtract: "->",
    exp.JSONExtractScalar: "->>",
}
_NEGATED = {
    "like": "not like",
    "ilike": "not ilike",
    "~": "!~",
    "~*": "!~*",
    "is": "is not",
    "similar to": "not similar to",
}
_SAME_CALLS = {"transaction_timestamp": "now", "timezone": "timezone", "trim": "btrim"}


class _Keys:
    """Writes trees as keys. `exact` says that a number's type matters, as it does in a division."""

    def __init__(self, type: str | None, columns: dict[str, str]) -> None:
        self.type = type
        self.columns = columns

    def top(self, node: exp.Expression) -> str:
        """The whole expression, which is cast to the column's type when it is a default."""
        node = _bare(node)
        type = self.type
        while type and isinstance(node, exp.Cast):
            target, inner = _type(node.to), _bare(node.this)
            now = isinstance(inner, exp.Cast) and _now_cast(inner, target)
            if now or not (
                target == type or (base_type(target) in TEXTS and base_type(type) in TEXTS)
            ):
                break
            node = inner
        if type and isinstance(node, exp.Literal):
            return literal_key(node.this, type) if node.is_string else number_key(node.this, type)
        if type and isinstance(node, exp.Array) and not node.expressions:
            return "array[]"
        key = self.key(node)
        if type == "timestamp without time zone" and key == "localtimestamp":
            return "now()"
        if type == "date" and key in ("now()", "localtimestamp"):
            return "current_date"
        return key

    def key(self, node: exp.Expression, *, exact: bool = False) -> str:
        node = _bare(node)
        sign = _COMPARISONS.get(type(node))
        if sign:
            return self._comparison(node, sign)
        sign = _ARITHMETIC.get(type(node))
        if sign:
            numeric = isinstance(node, exp.Div | exp.Mod)
            left = self._operand(node.this, exact=numeric)
            return f"{left} {sign} {self._operand(node.expression, exact=numeric)}"
        match node:
            case exp.And() | exp.Or():
                return self._connected(node)
            case exp.Not():
                return self._negated(_bare(node.this))
            case exp.Literal():
                return quoted(node.this) if node.is_string else number_key(node.this, exact=exact)
            case exp.Neg():
                return self._negative(node, exact)
            case exp.Boolean():
                return "true" if node.this else "false"
            case exp.Null():
                return "null"
            case exp.Column():
                return _identifier(node.this)
            case exp.Identifier():
                return _identifier(node)
            case exp.Cast():
                return self._cast(node, exact)
            case exp.In():
                return self._in(node, negate=False)
            case exp.Between():
                return self._between(node, negate=False)
            case exp.Anonymous():
                return self._call(node)
            case exp.Dot():
                return self._dotted(node)
            case exp.Interval():
                return _interval(node)
            case exp.AtTimeZone():
                return f"timezone({self._argument(node.args['zone'])}, {self.key(node.this)})"
            case exp.CurrentTimestamp():
                return "now()"
            case exp.Array():
                return "array[" + ", ".join(self._argument(item) for item in node.expressions) + "]"
            case exp.Trim():
                return self._trim(node)
            case exp.Tuple():
                return "(" + ", ".join(self.key(item) for item in node.expressions) + ")"
        return self._other(node)

    def _operand(self, node: exp.Expression, *, exact: bool = False) -> str:
        """In parentheses where it is made of several parts."""
        node = _bare(node)
        key = self.key(node, exact=exact)
        compound = (
            *_COMPARISONS,
            *_ARITHMETIC,
            exp.And,
            exp.Or,
            exp.Not,
            exp.In,
            exp.Between,
            exp.Binary,
        )
        return f"({key})" if isinstance(node, compound) else key

    # -- conditions --------------------------------------------------------------------------------

    def _comparison(self, node: exp.Expression, sign: str) -> str:
        left, right = _bare(node.this), _bare(node.expression)
        if sign in ("=", "<>"):
            listed = self._any(left, right, sign)
            if listed is not None:
                return listed
        if node.args.get("negate"):
            sign = _NEGATED[sign]
        literals = (_literal_cast(left), _literal_cast(right))
        first = self._side(left, bare=not literals[1] or literals[0] is None, other=right)
        second = self._side(right, bare=not literals[0] or literals[1] is None, other=left)
        return f"{first} {sign} {second}"

    def _side(self, node: exp.Expression, *, bare: bool, other: exp.Expression) -> str:
        """One side of a comparison: a literal has the type of the other side, whatever it is cast to."""
        literal = _literal_cast(node)
        if literal is not None and bare and _literal_cast(other) is None:
            return _literal_as(literal, node)
        if isinstance(node, exp.Cast) and _relabelled(node) and _literal_cast(other) is not None:
            if isinstance(other, exp.Cast) or not self._plain(node):
                return self._operand(node.this)
        return self._operand(node)

    def _plain(self, node: exp.Cast) -> bool:
        """Written `column::text`, as PostgreSQL itself never does."""
        return isinstance(node.this, exp.Column) and not self._is_text(node.this)

    def _is_text(self, node: exp.Expression) -> bool:
        inner = _bare(node)
        known = self.columns.get(inner.name) if isinstance(inner, exp.Column) else None
        return known is not None and base_type(known) in TEXTS

    def _any(self, left: exp.Expression, right: exp.Expression, sign: str) -> str | None:
        """`x = ANY (ARRAY[...])` and `x <> ALL (ARRAY[...])` as IN and NOT IN."""
        wanted = "any" if sign == "=" else "all"
        if isinstance(right, exp.Any) and wanted == "any":
            array = _bare(right.this)
        elif isinstance(right, exp.Anonymous) and right.name.lower() == "all" and wanted == "all":
            array = _bare(right.expressions[0])
        else:
            return None
        items = self._array_keys(array)
        if items is None:
            return None
        return self._listed(left, items, negate=wanted == "all", cast=True)

    def _array_keys(self, array: exp.Expression) -> list[str] | None:
        while isinstance(array, exp.Cast):
            literal = _bare(array.this)
            if isinstance(literal, exp.Literal) and literal.is_string:
                values = array_items(literal.this)
                element = _type(array.to).removesuffix("[]")
                return None if values is None else [literal_key(value, element) for value in values]
            array = literal
        if not isinstance(array, exp.Array):
            return None
        return [self._item(item) for item in array.expressions]

    def _item(self, node: exp.Expression) -> str:
        node = _bare(node)
        literal = _literal_cast(node)
        return self.key(node) if literal is None else _literal_as(literal, node)

    def _listed(
        self, left: exp.Expression, items: list[str], *, negate: bool, cast: bool = False
    ) -> str:
        if isinstance(left, exp.Cast) and _relabelled(left) and (cast or self._is_text(left.this)):
            left = _bare(left.this)
        subject = self._operand(left)
        items = sorted(set(items))
        if len(items) == 1:
            return f"{subject} {'<>' if negate else '='} {items[0]}"
        return f"{subject} {'not in' if negate else 'in'} ({', '.join(items)})"

    def _in(self, node: exp.In, *, negate: bool) -> str:
        if not node.expressions or node.args.get("query"):
            return ("not " if negate else "") + self._other(node)
        return self._listed(
            _bare(node.this), [self._item(i) for i in node.expressions], negate=negate
        )

    def _between(self, node: exp.Between, *, negate: bool) -> str:
        if node.args.get("symmetric"):
            return ("not " if negate else "") + self._other(node)
        subject = self._operand(node.this)
        low, high = self._item(node.args["low"]), self._item(node.args["high"])
        if negate:
            return f"({subject} < {low}) or ({subject} > {high})"
        return f"({subject} >= {low}) and ({subject} <= {high})"

    def _connected(self, node: exp.Expression) -> str:
        word = "and" if isinstance(node, exp.And) else "or"
        parts: list[str] = []
        waiting = [node]
        while waiting:  # a loop, for conditions may be hundreds of parts long
            part = _bare(waiting.pop())
            if type(part) is type(node):
                waiting += [part.expression, part.this]
            elif isinstance(part, exp.Between) and word == "and" and not part.args.get("symmetric"):
                parts.append(self._between(part, negate=False))
            else:
                key = self.key(part)
                compound = (*_COMPARISONS, exp.And, exp.Or, exp.Not, exp.In, exp.Between)
                parts.append(f"({key})" if isinstance(part, compound) else key)
        return f" {word} ".join(parts)

    def _negated(self, node: exp.Expression) -> str:
        if isinstance(node, exp.In):
            return self._in(node, negate=True)
        if isinstance(node, exp.Between):
            return self._between(node, negate=True)
        sign = _COMPARISONS.get(type(node), "")
        if sign in _NEGATED and not node.args.get("negate"):
            left, right = self._side_pair(node)
            return f"{left} {_NEGATED[sign]} {right}"
        return f"not {self._operand(node)}"

    def _side_pair(self, node: exp.Expression) -> tuple[str, str]:
        left, right = _bare(node.this), _bare(node.expression)
        return self._side(left, bare=True, other=right), self._side(right, bare=True, other=left)

    # -- values ------------------------------------------------------------------------------------

    def _negative(self, node: exp.Neg, exact: bool) -> str:
        inner = _bare(node.this)
        if isinstance(inner, exp.Literal) and not inner.is_string:
            return number_key("-" + inner.this, exact=exact)
        return f"- {self._operand(inner)}"

    def _cast(self, node: exp.Cast, exact: bool) -> str:
        target, inner = _type(node.to), _bare(node.this)
        base = base_type(target)
        if isinstance(inner, exp.Null):
            return "null"
        if now := _now_cast(inner, target):
            return now
        if isinstance(inner, exp.Literal) or _negative_literal(inner):
            return self._cast_literal(inner, target, base, exact)
        if isinstance(inner, exp.Array) and not inner.expressions:
            return f"array[]::{target}"
        if isinstance(inner, exp.Array) and target.endswith("[]"):
            return self.key(inner) + ("" if base.removesuffix("[]") in TEXTS else f"::{target}")
        key = self.key(inner)
        if self._says_nothing(node, inner, target):
            return key
        if target == "date" and key == "now()":
            return "current_date"
        if target == "timestamp without time zone" and key == "now()":
            return "localtimestamp"
        return f"{self._operand(inner)}::{target}"

    def _says_nothing(self, node: exp.Cast, inner: exp.Expression, target: str) -> bool:
        """Whether a cast leaves the value as it is: to the column's own type, or PostgreSQL's own `(column)::text`."""
        if isinstance(inner, exp.Column) and inner.name in self.columns:
            known = self.columns[inner.name]
            return known == target or (
                target == "text" and base_type(known) in TEXTS - {"character"}
            )
        return (
            target == "text" and isinstance(node.this, exp.Paren) and isinstance(inner, exp.Column)
        )

    def _cast_literal(self, inner: exp.Expression, target: str, base: str, exact: bool) -> str:
        if not isinstance(inner, exp.Literal):
            key = self.key(inner, exact=exact)
        elif not inner.is_string:
            key = number_key(inner.this, target, exact=exact)
        elif target == "interval":
            return interval_key(inner.this)
        elif base in TEXTS and "(" not in target:
            return quoted(inner.this)
        elif base.startswith("reg") and "[" not in base:
            return quoted(_without_public(inner.this))
        else:
            key = literal_key(inner.this, target)
        if base in INTEGERS or (base in NUMBERS and "(" not in target and not exact):
            return key if not key.startswith("'") else f"{key}::{target}"
        if base == "boolean" and key in ("true", "false"):
            return key
        if key.startswith("array[") and key != "array[]" and base.removesuffix("[]") in TEXTS:
            return key
        return f"{key}::{target}"

    def _call(self, node: exp.Anonymous) -> str:
        name = node.name
        if name.startswith(_CALL):
            name = name.removeprefix(_CALL)
        name = _SAME_CALLS.get(name, name)
        if name == "current_timestamp" and not node.expressions:
            name = "now"
        return f"{name}({', '.join(self._argument(item) for item in node.expressions)})"

    def _argument(self, node: exp.Expression) -> str:
        """An argument of a function; a cast of a plain literal to text or a catalog's name says nothing there."""
        return self.key(node)

    def _dotted(self, node: exp.Dot) -> str:
        if isinstance(node.expression, exp.Anonymous):
            schema = node.this.name if isinstance(node.this, exp.Identifier) else ""
            key = self.key(node.expression)
            return (
                key
                if schema.lower() in ("pg_catalog", "public")
                else f"{_identifier(node.this)}.{key}"
            )
        return f"({self.key(node.this)}).{self.key(node.expression)}"

    def _trim(self, node: exp.Trim) -> str:
        name = {"LEADING": "ltrim", "TRAILING": "rtrim"}.get(
            str(node.args.get("position") or ""), "btrim"
        )
        arguments = [node.this, *([node.expression] if node.args.get("expression") else [])]
        return f"{name}({', '.join(self.key(item) for item in arguments)})"

    def _other(self, node: exp.Expression) -> str:
        """Whatever else sqlglot has a class for: its name and its arguments by name."""
        parts = [
            f"{name}: {self._value(value)}" for name, value in sorted(node.args.items()) if value
        ]
        return f"{node.key}({', '.join(parts)})"

    def _value(self, value: Any) -> str:
        if isinstance(value, exp.DataType):
            return _type(value)
        if isinstance(value, exp.Expression):
            return self.key(value)
        if isinstance(value, list):
            return "[" + ", ".join(self._value(item) for item in value) + "]"
        return str(value)


def _bare(node: exp.Expression) -> exp.Expression:
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def _identifier(node: exp.Expression) -> str:
    name = node.name if node.args.get("quoted") else node.name.lower()
    return quote_identifier(name)


def _type(node: exp.DataType) -> str:
    return canonical_type(node.sql("postgres"))


def _literal_cast(node: exp.Expression) -> exp.Literal | None:
    """The literal below any casts."""
    while isinstance(node, exp.Cast | exp.Paren):
        node = node.this
    return node if isinstance(node, exp.Literal) else None


def _literal_as(literal: exp.Literal, node: exp.Expression) -> str:
    type = _type(node.to) if isinstance(node, exp.Cast) else None
    if literal.is_string:
        return literal_key(literal.this, type)
    return number_key(literal.this, type)


def _negative_literal(node: exp.Expression) -> bool:
    return isinstance(node, exp.Neg) and isinstance(_bare(node.this), exp.Literal)


def _relabelled(node: exp.Cast) -> bool:
    """A cast of a column to text or varchar without a length, which PostgreSQL adds by itself."""
    return _type(node.to) in ("text", "character varying") and isinstance(
        _bare(node.this), exp.Column
    )


def _now_cast(inner: exp.Expression, target: str) -> str | None:
    """`('now'::text)::timestamp with time zone`, as PostgreSQL used to write now()."""
    literal = _literal_cast(inner)
    if literal is None or not literal.is_string or literal.this != "now" or inner is literal:
        return None
    return {
        "timestamp with time zone": "now()",
        "timestamp without time zone": "localtimestamp",
        "date": "current_date",
    }.get(target)


def _interval(node: exp.Interval) -> str:
    amount = node.this.name if node.this is not None else ""
    unit = node.args.get("unit")
    return interval_key(f"{amount} {unit.name}" if unit is not None else amount)


def _without_public(name: str) -> str:
    return name.removeprefix("public.").removeprefix("pg_catalog.")

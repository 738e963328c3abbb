"""Keys of values: literals, casts, calls and arithmetic."""

from __future__ import annotations

from abc import ABC, abstractmethod

from sqlglot import exp

from spec2code.sql.expression_trees import (
    CALL,
    bare,
    constants,
    identifier_key,
    interval_key,
    is_negative_literal,
    json_path_key,
    now_cast,
    type_of,
)
from spec2code.sql.literals import (
    INTEGERS,
    NUMBERS,
    TEXTS,
    array_key,
    base_type,
    interval_text,
    literal_key,
    number_key,
    quoted,
)

__all__ = ["ARITHMETIC", "ValueKeys"]

ARITHMETIC: dict[type[exp.Expression], str] = {
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
_SAME_CALLS = {"transaction_timestamp": "now", "trim": "btrim"}


class ValueKeys(ABC):
    """The part of writing keys that knows of values; conditions may stand among them.

    Args:
        type: of the column that the expression is the default of.
        columns: types of the table's columns, as far as they are known.
    """

    def __init__(self, type: str | None, columns: dict[str, str]) -> None:
        self.type = type
        self.columns = columns

    @abstractmethod
    def key(self, node: exp.Expression, *, exact: bool = False) -> str:
        """The key of a part. `exact`: the type of a number matters, as it does in a division."""

    @abstractmethod
    def operand(self, node: exp.Expression, *, exact: bool = False) -> str:
        """In parentheses where it is made of several parts."""

    def value(self, node: exp.Expression, exact: bool) -> str | None:
        match node:
            case exp.Literal():
                if node.is_string:
                    return literal_key(node.this)
                return number_key(node.this, exact=exact)
            case exp.Boolean():
                return "true" if node.this else "false"
            case exp.Null():
                return "null"
            case exp.Column():
                return identifier_key(node.this)
            case exp.Identifier():
                return identifier_key(node)
            case exp.Neg():
                return self._negative(node, exact)
            case exp.Cast():
                return self._cast(node, exact)
            case exp.Anonymous():
                return self._call(node)
            case exp.Dot():
                return self._dotted(node)
            case exp.Array():
                return self._array(node)
            case exp.Trim():
                return self._trim(node)
            case exp.Substring():
                parts = (node.args.get(name) for name in ("this", "start", "length"))
                return f"substring({', '.join(self.key(part) for part in parts if part)})"
            case exp.Tuple():
                return "(" + ", ".join(self.key(item) for item in node.expressions) + ")"
            case exp.AtTimeZone():
                return f"timezone({self.key(node.args['zone'])}, {self.key(node.this)})"
            case exp.CurrentTimestamp():
                return "now()"
            case exp.Interval():
                return interval_key(node)
            case exp.JSONPath():
                return json_path_key(node)
            case exp.Lambda():  # what sqlglot takes `f(x -> 'a')` for
                return f"{self.operand(node.expressions[0])} -> {self.key(node.this)}"
            case exp.BitString():
                return quoted(str(node.this))
        return None

    def is_implicit(self, node: exp.Cast) -> bool:
        """Whether PostgreSQL adds the cast itself: varchar to text, integer to numeric.

        Where the column's type isn't known, only the form that PostgreSQL writes, `(column)::text`, counts.
        """
        inner, target = bare(node.this), type_of(node.to)
        if not isinstance(inner, exp.Column):
            return False
        known = self.columns.get(inner.name)
        if known is not None:
            if target in ("text", "character varying"):
                return base_type(known) in TEXTS - {"character", "bpchar"}
            if target in ("numeric", "double precision", "bigint"):
                return known in INTEGERS or (known == "real" and target == "double precision")
            return known == target
        widened = ("text", "character varying", "numeric", "double precision")
        return target in widened and isinstance(node.this, exp.Paren)

    def arithmetic(self, node: exp.Expression, sign: str) -> str:
        left, right = bare(node.this), bare(node.expression)
        exact = isinstance(node, exp.Div | exp.Mod)
        first = self.operand(
            self._widened(left, right), exact=exact and not self._is_fractional(right)
        )
        second = self.operand(
            self._widened(right, left), exact=exact and not self._is_fractional(left)
        )
        return f"{first} {sign} {second}"

    def _widened(self, node: exp.Expression, other: exp.Expression) -> exp.Expression:
        """Without the cast that PostgreSQL gives an integer next to a number with a fraction."""
        fraction = isinstance(other, exp.Literal) and not other.is_string and "." in other.this
        if fraction and isinstance(node, exp.Cast) and self.is_implicit(node):
            return bare(node.this)
        return node

    def _is_fractional(self, node: exp.Expression) -> bool:
        known = self.columns.get(node.name) if isinstance(node, exp.Column) else None
        return known is not None and base_type(known) in NUMBERS - INTEGERS

    def _negative(self, node: exp.Neg, exact: bool) -> str:
        inner = bare(node.this)
        if isinstance(inner, exp.Literal) and not inner.is_string:
            return number_key("-" + inner.this, exact=exact)
        return f"- {self.operand(inner)}"

    def _cast(self, node: exp.Cast, exact: bool) -> str:
        target, inner = type_of(node.to), bare(node.this)
        if isinstance(inner, exp.Null):
            return "null"
        if now := now_cast(inner, target):
            return now
        if isinstance(inner, exp.Literal) or is_negative_literal(inner):
            return self._cast_literal(inner, target, exact)
        if isinstance(inner, exp.Array) and target.endswith("[]"):
            key = self.key(inner)
            return key if constants(inner) else f"{key}::{target}"
        key = self.key(inner)
        if isinstance(inner, exp.Column) and self._says_nothing(node, inner, target):
            return key
        if key == "now()" and target in ("date", "timestamp without time zone"):
            return "current_date" if target == "date" else "localtimestamp"
        return f"{self.operand(inner)}::{target}"

    def _says_nothing(self, node: exp.Cast, inner: exp.Column, target: str) -> bool:
        """Whether a cast is to the type that the column has, or to text where it holds text anyway."""
        if self.columns.get(inner.name) == target:
            return True
        return target == "text" and self.is_implicit(node)

    def _cast_literal(self, inner: exp.Expression, target: str, exact: bool) -> str:
        base = base_type(target)
        if not isinstance(inner, exp.Literal):
            key = self.key(inner, exact=exact)
        elif not inner.is_string:
            key = number_key(inner.this, target, exact=exact)
        elif base in TEXTS and "(" not in target:
            return quoted(inner.this)
        elif base.startswith("reg") and "[" not in base:
            return quoted(inner.this.removeprefix("public.").removeprefix("pg_catalog."))
        elif base.startswith("interval") and "[" not in base:
            return f"interval {quoted(interval_text(inner.this))}"
        else:
            key = literal_key(inner.this, target)
        plain = base in INTEGERS or (base in NUMBERS and "(" not in target and not exact)
        if (plain and not key.startswith("'")) or (base == "boolean" and key in ("true", "false")):
            return key
        if target.endswith("[]") and key != "'{}'":
            return key
        return f"{key}::{target}"

    def _array(self, node: exp.Array) -> str:
        items = constants(node)
        if items is not None:
            return array_key(items)
        return "array[" + ", ".join(self.key(item) for item in node.expressions) + "]"

    def _call(self, node: exp.Anonymous) -> str:
        name = node.name.removeprefix(CALL)
        name = _SAME_CALLS.get(name, name)
        if name == "current_timestamp" and not node.expressions:
            name = "now"
        return f"{name}({', '.join(self.key(item) for item in node.expressions)})"

    def _dotted(self, node: exp.Dot) -> str:
        if not isinstance(node.expression, exp.Anonymous):
            return f"({self.key(node.this)}).{self.key(node.expression)}"
        schema = node.this.name.lower() if isinstance(node.this, exp.Identifier) else ""
        key = self.key(node.expression)
        return key if schema in ("pg_catalog", "public") else f"{identifier_key(node.this)}.{key}"

    def _trim(self, node: exp.Trim) -> str:
        position = str(node.args.get("position") or "")
        name = {"LEADING": "ltrim", "TRAILING": "rtrim"}.get(position, "btrim")
        arguments = [node.this, *([node.expression] if node.args.get("expression") else [])]
        return f"{name}({', '.join(self.key(item) for item in arguments)})"

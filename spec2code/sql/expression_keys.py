"""Trees of expressions written out again as keys: SQL of one fixed form."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from spec2code.sql.expression_trees import (
    CALL,
    assignable,
    bare,
    constants,
    identifier_key,
    interval_key,
    is_negative_literal,
    json_path_key,
    literal_as,
    literal_below,
    now_cast,
    parse_expression,
    type_of,
)
from spec2code.sql.literals import (
    INTEGERS,
    NUMBERS,
    TEXTS,
    array_items,
    array_key,
    base_type,
    interval_text,
    literal_key,
    number_key,
    quoted,
)

__all__ = ["parsed_key"]


def parsed_key(text: str, dialect: str, type: str | None, columns: dict[str, str]) -> str | None:
    """The key of an expression; None where it can't be parsed."""
    tree = parse_expression(text, dialect)
    if tree is None:
        return None
    try:
        return _Keys(type, columns).top(tree)
    except (RecursionError, AttributeError, KeyError, IndexError):
        # A tree of a shape that isn't foreseen here, such as half an expression.
        return None


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
    exp.NullSafeNEQ: "is distinct from",
    exp.Is: "is",
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
}
_SAME_CALLS = {"transaction_timestamp": "now", "trim": "btrim"}
_CONDITIONS = (*_COMPARISONS, exp.And, exp.Or, exp.Not, exp.In, exp.Between, exp.NullSafeEQ)
_COMPOUND = (*_CONDITIONS, *_ARITHMETIC, exp.Binary, exp.SimilarTo, exp.Lambda)


class _Keys:
    """Writes trees as keys."""

    def __init__(self, type: str | None, columns: dict[str, str]) -> None:
        self.type = type
        self.columns = columns

    def top(self, node: exp.Expression) -> str:
        """The whole expression, which is cast to the column's type when it is a default."""
        node, type = bare(node), self.type
        while type and isinstance(node, exp.Cast):
            target, inner = type_of(node.to), bare(node.this)
            if now_cast(inner, target) or not assignable(target, type):
                break
            node = inner
        if type and isinstance(node, exp.Literal):
            return literal_as(node, node, type)
        if type == "interval" and isinstance(node, exp.Interval):
            return interval_key(node).removeprefix("interval ")
        key = self.key(node)
        if type == "timestamp without time zone" and key == "localtimestamp":
            return "now()"
        if type == "date" and key in ("now()", "localtimestamp"):
            return "current_date"
        return key

    def key(self, node: exp.Expression, *, exact: bool = False) -> str:
        """The key of a part. `exact`: the type of a number matters, as it does in a division."""
        node = bare(node)
        if type(node) in _COMPARISONS:
            return self._comparison(node, _COMPARISONS[type(node)])
        if type(node) in _ARITHMETIC:
            return self._arithmetic(node, _ARITHMETIC[type(node)])
        return self._condition(node) or self._value(node, exact) or self._other(node)

    def _condition(self, node: exp.Expression) -> str | None:
        match node:
            case exp.And() | exp.Or():
                return self._connected(node)
            case exp.Not():
                return self._negated(bare(node.this))
            case exp.In():
                return self._in(node, negate=False)
            case exp.Between():
                return self._between(node, negate=False)
            case exp.NullSafeEQ():
                left, right = self._sides(node)
                return f"not ({left} is distinct from {right})"
            case exp.SimilarTo():
                return (
                    f"{self._operand(node.this)} ~ similar_to_escape({self.key(node.expression)})"
                )
            case exp.Binary() if not isinstance(node, exp.Dot):
                left, right = self._sides(node)
                return f"{left} {node.key} {right}"
        return None

    def _value(self, node: exp.Expression, exact: bool) -> str | None:
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
                return f"{self._operand(node.expressions[0])} -> {self.key(node.this)}"
            case exp.BitString():
                return quoted(str(node.this))
        return None

    def _other(self, node: exp.Expression) -> str:
        """Whatever else sqlglot has a class for: its name and its arguments by name."""
        parts = [
            f"{name}: {self._part(value)}" for name, value in sorted(node.args.items()) if value
        ]
        return f"{node.key}({', '.join(parts)})"

    def _part(self, value: Any) -> str:
        if isinstance(value, exp.DataType):
            return type_of(value)
        if isinstance(value, exp.Expression):
            return self.key(value)
        if isinstance(value, list):
            return "[" + ", ".join(self._part(item) for item in value) + "]"
        return str(value)

    def _operand(self, node: exp.Expression, *, exact: bool = False) -> str:
        """In parentheses where it is made of several parts."""
        node = bare(node)
        key = self.key(node, exact=exact)
        return f"({key})" if isinstance(node, _COMPOUND) else key

    # -- conditions --------------------------------------------------------------------------------

    def _comparison(self, node: exp.Expression, sign: str) -> str:
        left, right = bare(node.this), bare(node.expression)
        if sign in ("=", "<>"):
            listed = self._any(left, right, sign)
            if listed is not None:
                return listed
        if node.args.get("negate"):
            sign = _NEGATED[sign]
        return f"{self._side(left, right)} {sign} {self._side(right, left)}"

    def _sides(self, node: exp.Expression) -> tuple[str, str]:
        left, right = bare(node.this), bare(node.expression)
        return self._side(left, right), self._side(right, left)

    def _side(self, node: exp.Expression, other: exp.Expression) -> str:
        """One side of a comparison: a literal has the type of the other side, whatever it is cast to."""
        literal = literal_below(node)
        if literal is not None and literal_below(other) is None:
            return literal_as(literal, node, self._type_known(other))
        if isinstance(node, exp.Interval):
            return interval_key(node).removeprefix("interval ")
        if isinstance(node, exp.Cast) and self._is_implicit(node):
            return self._operand(node.this)
        return self._operand(node)

    def _type_known(self, node: exp.Expression) -> str | None:
        if isinstance(node, exp.Cast):
            if not self._is_implicit(node):
                return type_of(node.to)
            node = bare(node.this)
        return self.columns.get(node.name) if isinstance(node, exp.Column) else None

    def _is_implicit(self, node: exp.Cast) -> bool:
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

    def _any(self, left: exp.Expression, right: exp.Expression, sign: str) -> str | None:
        """`x = ANY (ARRAY[...])` and `x <> ALL (ARRAY[...])` as IN and NOT IN."""
        if sign == "=" and isinstance(right, exp.Any):
            array = bare(right.this)
        elif sign == "<>" and isinstance(right, exp.Anonymous) and right.name.lower() == "all":
            array = bare(right.expressions[0])
        else:
            return None
        items = self._array_keys(array)
        return None if items is None else self._listed(left, items, negate=sign == "<>")

    def _array_keys(self, array: exp.Expression) -> list[str] | None:
        element: str | None = None
        while isinstance(array, exp.Cast):
            element = element or type_of(array.to).removesuffix("[]")
            array = bare(array.this)
        if isinstance(array, exp.Literal) and array.is_string:
            values = array_items(array.this)
            return None if values is None else [literal_key(value, element) for value in values]
        if not isinstance(array, exp.Array):
            return None
        return [self._item(item) for item in array.expressions]

    def _item(self, node: exp.Expression, known: str | None = None) -> str:
        node = bare(node)
        literal = literal_below(node)
        return self._operand(node) if literal is None else literal_as(literal, node, known)

    def _listed(self, left: exp.Expression, items: list[str], *, negate: bool) -> str:
        if isinstance(left, exp.Cast) and self._is_implicit(left):
            left = bare(left.this)
        subject = self._operand(left)
        items = sorted(set(items))
        if len(items) == 1:
            return f"{subject} {'<>' if negate else '='} {items[0]}"
        return f"{subject} {'not in' if negate else 'in'} ({', '.join(items)})"

    def _in(self, node: exp.In, *, negate: bool) -> str:
        if not node.expressions or node.args.get("query"):
            return ("not " if negate else "") + self._other(node)
        subject = bare(node.this)
        known = self.columns.get(subject.name) if isinstance(subject, exp.Column) else None
        items = [self._item(item, known) for item in node.expressions]
        return self._listed(subject, items, negate=negate)

    def _between(self, node: exp.Between, *, negate: bool) -> str:
        if node.args.get("symmetric"):
            return ("not " if negate else "") + self._other(node)
        subject, low, high = bare(node.this), bare(node.args["low"]), bare(node.args["high"])
        left, right = self._side(subject, low), self._side(subject, high)
        first, last = self._side(low, subject), self._side(high, subject)
        if negate:
            return f"({left} < {first}) or ({right} > {last})"
        return f"({left} >= {first}) and ({right} <= {last})"

    def _connected(self, node: exp.Expression) -> str:
        word = "and" if isinstance(node, exp.And) else "or"
        parts: list[str] = []
        waiting = [node]
        while waiting:  # a loop, for conditions may be hundreds of parts long
            part = bare(waiting.pop())
            if type(part) is type(node):
                waiting += [part.expression, part.this]
                continue
            key = self.key(part)
            flat = (
                isinstance(part, exp.Between) and word == "and" and not part.args.get("symmetric")
            )
            parts.append(f"({key})" if isinstance(part, _CONDITIONS) and not flat else key)
        return f" {word} ".join(parts)

    def _negated(self, node: exp.Expression) -> str:
        if isinstance(node, exp.In):
            return self._in(node, negate=True)
        if isinstance(node, exp.Between):
            return self._between(node, negate=True)
        sign = _COMPARISONS.get(type(node), "")
        if sign in _NEGATED and not node.args.get("negate"):
            left, right = self._sides(node)
            return f"{left} {_NEGATED[sign]} {right}"
        if isinstance(node, exp.SimilarTo):
            return f"{self._operand(node.this)} !~ similar_to_escape({self.key(node.expression)})"
        return f"not {self._operand(node)}"

    # -- values ------------------------------------------------------------------------------------

    def _arithmetic(self, node: exp.Expression, sign: str) -> str:
        left, right = bare(node.this), bare(node.expression)
        exact = isinstance(node, exp.Div | exp.Mod)
        first = self._operand(left, exact=exact and not self._is_fractional(right))
        second = self._operand(right, exact=exact and not self._is_fractional(left))
        return f"{first} {sign} {second}"

    def _is_fractional(self, node: exp.Expression) -> bool:
        known = self.columns.get(node.name) if isinstance(node, exp.Column) else None
        return known is not None and base_type(known) in NUMBERS - INTEGERS

    def _negative(self, node: exp.Neg, exact: bool) -> str:
        inner = bare(node.this)
        if isinstance(inner, exp.Literal) and not inner.is_string:
            return number_key("-" + inner.this, exact=exact)
        return f"- {self._operand(inner)}"

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
        return f"{self._operand(inner)}::{target}"

    def _says_nothing(self, node: exp.Cast, inner: exp.Column, target: str) -> bool:
        """Whether a cast is to the type that the column has, or to text where it holds text anyway."""
        if self.columns.get(inner.name) == target:
            return True
        return target == "text" and self._is_implicit(node)

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

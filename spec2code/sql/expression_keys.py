"""Trees of expressions written out again as keys: SQL of one fixed form."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from spec2code.sql.expression_trees import (
    assignable,
    bare,
    interval_key,
    literal_as,
    literal_below,
    now_cast,
    parse_expression,
    type_of,
)
from spec2code.sql.literals import (
    array_items,
    literal_key,
)
from spec2code.sql.value_keys import ARITHMETIC, ValueKeys

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
_NEGATED = {
    "like": "not like",
    "ilike": "not ilike",
    "~": "!~",
    "~*": "!~*",
    "is": "is not",
}
_CONDITIONS = (*_COMPARISONS, exp.And, exp.Or, exp.Not, exp.In, exp.Between, exp.NullSafeEQ)
_COMPOUND = (*_CONDITIONS, *ARITHMETIC, exp.Binary, exp.SimilarTo, exp.Lambda)


class _Keys(ValueKeys):
    """Writes trees as keys."""

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
        if type(node) in ARITHMETIC:
            return self.arithmetic(node, ARITHMETIC[type(node)])
        return self._condition(node) or self.value(node, exact) or self._other(node)

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
                return f"{self.operand(node.this)} ~ similar_to_escape({self.key(node.expression)})"
            case exp.Binary() if not isinstance(node, exp.Dot):
                left, right = self._sides(node)
                return f"{left} {node.key} {right}"
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

    def operand(self, node: exp.Expression, *, exact: bool = False) -> str:
        """In parentheses where it is made of several parts."""
        node = bare(node)
        key = self.key(node, exact=exact)
        compound = isinstance(node, _COMPOUND) and not isinstance(node, exp.Dot)
        return f"({key})" if compound else key

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
        if isinstance(node, exp.Cast) and self.is_implicit(node):
            return self.operand(node.this)
        return self.operand(node)

    def _type_known(self, node: exp.Expression) -> str | None:
        if isinstance(node, exp.Cast):
            if not self.is_implicit(node):
                return type_of(node.to)
            node = bare(node.this)
        return self.columns.get(node.name) if isinstance(node, exp.Column) else None

    def _any(
        self, left: exp.Expression, right: exp.Expression, sign: str, *, negate: bool = False
    ) -> str | None:
        """`x = ANY (ARRAY[...])` and `x <> ALL (ARRAY[...])` as IN and NOT IN."""
        if sign == "=" and isinstance(right, exp.Any):
            array = bare(right.this)
        elif sign == "<>" and isinstance(right, exp.Anonymous) and right.name.lower() == "all":
            array = bare(right.expressions[0])
        else:
            return None
        items = self._array_keys(array)
        return None if items is None else self._listed(left, items, negate=negate or sign == "<>")

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
        return self.operand(node) if literal is None else literal_as(literal, node, known)

    def _listed(self, left: exp.Expression, items: list[str], *, negate: bool) -> str:
        if isinstance(left, exp.Cast) and self.is_implicit(left):
            left = bare(left.this)
        subject = self.operand(left)
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
        if isinstance(node, exp.EQ):
            listed = self._any(bare(node.this), bare(node.expression), "=", negate=True)
            if listed is not None:
                return listed
        if isinstance(node, exp.SimilarTo):
            return f"{self.operand(node.this)} !~ similar_to_escape({self.key(node.expression)})"
        return f"not {self.operand(node)}"

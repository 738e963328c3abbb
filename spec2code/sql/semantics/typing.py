"""The type of an expression as PostgreSQL works it out, and what it refuses on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import assert_never

from spec2code.model.records import dataclass, field
from spec2code.sql.semantics.catalog import Function
from spec2code.sql.semantics.nodes import (
    Aggregate,
    Array,
    Between,
    Call,
    Case,
    Cast,
    Choice,
    Column,
    Connective,
    In,
    Literal,
    Node,
    Opaque,
    Operation,
    Quantified,
    Query,
    Row,
    Test,
    text_of,
)
from spec2code.sql.semantics.types import Types
from spec2code.sql.values import fits

__all__ = ["Typed", "Typer"]

Resolve = Callable[[Column], "str | None"]


@dataclass(slots=True)
class Typed:
    """What was found in one expression; each problem is the end of a sentence."""

    type: str | None = None
    problems: list[str] = field(default_factory=list)
    unstable: list[str] = field(default_factory=list)
    """Why the value can differ from one session or day to the next."""
    unknown_functions: list[Call] = field(default_factory=list)
    aggregates: list[str] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)


class Typer:
    """Works out expressions over the columns that `resolve` gives a type; None is one that isn't known."""

    def __init__(self, types: Types, resolve: Resolve, own: dict[str, str | None]) -> None:
        """`own` are functions that the schema makes: their volatility, or None where it isn't known."""
        self.types, self.resolve, self.own = types, resolve, own
        self.text = ""
        self.found = Typed()

    def work_out(self, node: Node, text: str) -> Typed:
        self.text, self.found = text, Typed()
        self.found.type = self.type(node)
        return self.found

    def type(self, node: Node) -> str | None:
        match node:
            case Literal(type, _):
                return type
            case Column():
                self.found.columns.append(node)
                return self.types.plain(self.resolve(node))
            case Cast():
                return self._cast(node)
            case Operation():
                return self._operation(node)
            case Quantified():
                return self._quantified(node)
            case Call():
                return self._call(node)
            case Aggregate(call, window):
                return self._aggregate(call, window)
            case Connective(word, parts):
                for part in parts:
                    self.boolean(part, word)
                return "boolean"
            case Test():
                return self._test(node)
            case _:
                return self._other(node)

    def _other(
        self, node: In | Between | Case | Choice | Array | Row | Query | Opaque
    ) -> str | None:
        match node:
            case In():
                return self._in(node)
            case Between(subject, low, high):
                type = self.type(subject)
                for sign, side in ((">=", low), ("<=", high)):
                    self._compare(sign, type, self.type(side), subject, side, node)
                return "boolean"
            case Case():
                return self._case(node)
            case Choice(word, arguments):
                types = [self.type(item) for item in arguments]
                return self._one_type(types, arguments, word)
            case Array(items):
                return self._array(node, items)
            case Row(items):
                for item in items:
                    self.type(item)
                return None
            case Query():
                self.found.queries.append(node)
                return "boolean" if node.kind == "exists" else None
            case Opaque(parts, type, volatility, word):
                inner = [self.type(part) for part in parts]
                if volatility != "i":
                    self._unstable(word, ())
                if word == "[]" and inner[0] is not None and inner[0].endswith("[]"):
                    return inner[0][:-2]
                return type
            case _:
                assert_never(node)

    # -- what has to be boolean ----------------------------------------------------------------------

    def boolean(self, node: Node, what: str) -> None:
        """Tell a value that isn't boolean where only one is taken; `what` is AND, NOT, CHECK, WHERE..."""
        type = self.type(node)
        if type in (None, "boolean"):
            return
        assert type is not None
        if type == "unknown":
            if isinstance(node, Literal) and node.value is not None:
                self._value(node, "boolean")
            return
        self.tell(f"`{text_of(node, self.text)}` is {type}, where {what} takes only boolean")

    def tell(self, problem: str) -> None:
        if problem not in self.found.problems:
            self.found.problems.append(problem)

    def _value(self, node: Node, type: str) -> None:
        """A string literal that is taken for a value of a type."""
        if isinstance(node, Literal) and node.type == "unknown" and node.value is not None:
            labels = self._labels(type)
            if not fits(node.value, type, labels):
                shown = f"label of `{type}`" if labels is not None else f"value of {type}"
                self.tell(f"`'{node.value}'` is no {shown}")

    def _labels(self, type: str) -> tuple[str, ...] | None:
        return self.types.labels(type.removesuffix("[]"))

    def _unstable(self, text: str, types: Sequence[str | None]) -> None:
        if "timestamp with time zone" in types:
            reason = f"what `{text}` gives depends on the time zone of the session"
        elif not types:
            reason = f"`{text}` is another value each time"
        else:
            reason = f"what `{text}` gives depends on settings of the session"
        self.found.unstable.append(reason)

    def _joins_stable(self, sign: str, left: str | None, right: str | None) -> bool:
        """Whether `||` of a text and something else is the same each time: it is when a cast to text is."""
        return sign == "||" and all(
            type is None or self.types.cast_volatility(type, "text") == "i"
            for type in (left, right)
        )

    # -- operators -----------------------------------------------------------------------------------

    def _operation(self, node: Operation) -> str | None:
        right = self.type(node.right)
        if node.left is None:
            if node.sign in ("+", "-") and isinstance(node.right, Literal):
                return right if right != "unknown" else "double precision"
            operator, verdict = self.types.operator(node.sign, None, right, prefix=True)
            if verdict == "none":
                self.tell(f"`{node.sign}` takes no {right} (`{text_of(node, self.text)}`)")
            return operator.result if operator else None
        left = self.type(node.left)
        return self._compare(node.sign, left, right, node.left, node.right, node, node.word)

    def _compare(
        self,
        sign: str,
        left: str | None,
        right: str | None,
        left_node: Node,
        right_node: Node,
        whole: Node,
        word: str = "",
    ) -> str | None:
        operator, verdict = self.types.operator(sign, left, right)
        if verdict == "none":
            shown = word or sign
            known = sign in self.types.catalog.operators
            if not known:
                self.tell(f"there is no operator `{shown}` (`{text_of(whole, self.text)}`)")
            elif left is not None and right is not None:
                sides = f"{_shown(left)} `{shown}` {_shown(right)}"
                self.tell(f"there is no operator for {sides} (`{text_of(whole, self.text)}`)")
            return None
        if operator is None or verdict == "undecided":
            return operator.result if operator else None
        for node, wanted, other in (
            (left_node, operator.left, right),
            (right_node, operator.right, left),
        ):
            target = other if wanted in ("anyenum", "anyelement", "anyarray") else wanted
            if target is not None:
                self._value(node, target)
        if operator.volatility != "i" and not self._joins_stable(sign, left, right):
            self._unstable(text_of(whole, self.text), (left, right))
        return self.types.result(operator.result, (left, right), (operator.left, operator.right))

    def _quantified(self, node: Quantified) -> str | None:
        left = self.type(node.left)
        if node.right is None:
            return "boolean"
        right = self.type(node.right)
        if right is None or not right.endswith("[]"):
            if right not in (None, "unknown") and self.types.category(right or "") != "U":
                self.tell(f"ANY and ALL take an array, not {right} (`{text_of(node, self.text)}`)")
            return "boolean"
        items = node.right.items if isinstance(node.right, Array) else ()
        item = right[:-2]
        if items and all(isinstance(each, Literal) and each.type == "unknown" for each in items):
            for each in items:
                self._compare(node.sign, left, "unknown", node.left, each, node)
        else:
            self._compare(node.sign, left, item, node.left, node.right, node)
        return "boolean"

    def _in(self, node: In) -> str:
        left = self.type(node.node)
        if node.query is not None:
            self.found.queries.append(node.query)
        for item in node.items:
            self._compare("=", left, self.type(item), node.node, item, node)
        return "boolean"

    def _test(self, node: Test) -> str:
        if node.kind == "truth":
            self.boolean(node.node, "IS")
            return "boolean"
        left = self.type(node.node)
        if node.other is not None:
            self._compare("=", left, self.type(node.other), node.node, node.other, node)
        return "boolean"

    # -- several values of one type ------------------------------------------------------------------

    def _one_type(
        self, types: Sequence[str | None], nodes: Sequence[Node], what: str
    ) -> str | None:
        type, clash = self.types.common(types)
        if clash is not None:
            self.tell(f"{what} mixes {clash[0]} and {clash[1]}")
        if type is not None and any(each != "unknown" for each in types):
            for node in nodes:
                self._value(node, type)
        return type

    def _case(self, node: Case) -> str | None:
        subject = self.type(node.subject) if node.subject is not None else None
        for test, _ in node.whens:
            if node.subject is None:
                self.boolean(test, "WHEN")
            else:
                self._compare("=", subject, self.type(test), node.subject, test, node)
        values = [value for _, value in node.whens]
        if node.otherwise is not None:
            values.append(node.otherwise)
        return self._one_type([self.type(value) for value in values], values, "CASE")

    def _array(self, node: Array, items: tuple[Node, ...]) -> str | None:
        if not items:
            return None
        type = self._one_type([self.type(item) for item in items], items, "ARRAY")
        return None if type is None else type if type.endswith("[]") else f"{type}[]"

    # -- casts ---------------------------------------------------------------------------------------

    def _cast(self, node: Cast) -> str | None:
        if isinstance(node.node, Array) and not node.node.items:
            return self.types.plain(node.type)
        target = self.types.plain(node.type)
        source = self.type(node.node)
        if target is None or source is None:
            return target
        self._value(node.node, target)
        if not self.types.coerces(source, target, "e"):
            self.tell(f"{source} can't be cast to {target} (`{text_of(node, self.text)}`)")
        elif self.types.cast_volatility(source, target) != "i":
            self._unstable(text_of(node, self.text), (source, target))
        return target

    # -- calls ---------------------------------------------------------------------------------------

    def _call(self, node: Call, *, aggregate: bool = False) -> str | None:
        types = [self.type(item) for item in node.arguments]
        if node.schema is not None:
            return None
        if node.name in self.own:
            if self.own[node.name] in ("s", "v"):
                self.found.unstable.append(f"`{node.name}` is not declared IMMUTABLE")
            return None
        overloads = self.types.catalog.functions(node.name)
        if not overloads:
            as_cast = len(types) == 1 and self._is_type(node.name)
            if not self.types.catalog.has_function(node.name) and not as_cast:
                self.found.unknown_functions.append(node)
            return None
        if all(each.kind == "a" for each in overloads):
            self.found.aggregates.append(text_of(node, self.text))
        if all(each.kind == "w" for each in overloads):
            self.found.windows.append(text_of(node, self.text))
        if node.starred or node.odd:
            return _only(overloads)
        chosen, verdict = self.types.function(overloads, types)
        if verdict == "none":
            return self._no_overload(node, types, overloads)
        if chosen is None:
            return None
        if chosen.volatility != "i" and (verdict == "found" or node.name == "extract"):
            self._unstable(text_of(node, self.text), types)
        if verdict == "found" and not chosen.variadic:
            for item, wanted in zip(node.arguments, chosen.arguments, strict=False):
                if not wanted.startswith("any") and wanted != '"any"':
                    self._value(item, wanted)
        return self.types.result(chosen.result, types, chosen.arguments)

    def _is_type(self, name: str) -> bool:
        """`text(x)` is a cast."""
        return self.types.plain(name) is not None or name in (
            "int2",
            "int4",
            "int8",
            "float4",
            "float8",
        )

    def _no_overload(
        self, node: Call, types: Sequence[str | None], overloads: Sequence[Function]
    ) -> str | None:
        if len(types) == 1 and self._is_type(node.name):
            return self.types.plain(node.name)
        given = ", ".join(_shown(type) if type else "?" for type in types)
        counts = sorted({len(each.arguments) for each in overloads})
        known = f"{node.name}({', '.join(overloads[0].arguments)})"
        what = f"`{known}`" if len(overloads) == 1 else f"{len(overloads)} others"
        if len(types) not in counts and len(counts) == 1:
            what = f"`{known}`"
        self.tell(f"there is no `{node.name}({given})`, only {what} (`{text_of(node, self.text)}`)")
        return None

    def _aggregate(self, call: Call, window: bool) -> str | None:
        type = self._call(call)
        if window:
            self.found.windows.append(text_of(call, self.text))
        return type


def _only(overloads: Sequence[Function]) -> str | None:
    results = {each.result for each in overloads}
    result = results.pop() if len(results) == 1 else None
    return result if result and not result.startswith("any") else None


def _shown(type: str) -> str:
    return "a text" if type == "unknown" else type

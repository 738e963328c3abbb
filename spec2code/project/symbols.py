"""Values that stand for what lies outside the project or can't be told; they can be taken apart."""

from __future__ import annotations

import ast
from typing import TypeAlias

from spec2code.model.span import Span
from spec2code.project.sources import Module

__all__ = [
    "Attribute",
    "Builtin",
    "Call",
    "External",
    "Spread",
    "Subscript",
    "TypeParameter",
    "UnionOf",
    "Unknown",
    "Value",
    "dotted_name",
]

Value: TypeAlias = object


class Unknown:
    """A value that reading can't tell, and why. `candidates` are what it may be, where that much is known.

    `closed`: it is one of the candidates and nothing else, so what they all agree on holds for it.
    """

    __slots__ = ("candidates", "closed", "module", "node", "reason")

    def __init__(
        self,
        reason: str,
        node: ast.AST | None = None,
        module: Module | None = None,
        candidates: tuple[Value, ...] = (),
        *,
        closed: bool = False,
    ) -> None:
        self.reason = reason
        self.node = node
        self.module = module
        self.candidates = candidates
        self.closed = closed and bool(candidates)

    @property
    def span(self) -> Span | None:
        if self.node is None or self.module is None:
            return None
        return self.module.span(self.node)

    def __repr__(self) -> str:
        return f"Unknown({self.reason})"


class External:
    """A name of something outside the project, such as `sqlalchemy.String`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, External) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"External({self.name})"


class Attribute:
    """An attribute of something symbolic: `.with_variant` of a call."""

    __slots__ = ("base", "name")

    def __init__(self, base: Value, name: str) -> None:
        self.base = base
        self.name = name

    def __repr__(self) -> str:
        return f"{self.base!r}.{self.name}"


class Call:
    """A call of something outside the project, with its evaluated arguments."""

    __slots__ = ("_name", "args", "function", "kwargs", "module", "node")

    def __init__(
        self,
        function: Value,
        args: list[Value],
        kwargs: dict[str, Value],
        node: ast.AST | None = None,
        module: Module | None = None,
    ) -> None:
        self.function = function
        self.args = args
        """A `Spread` stands for `*something` that isn't known."""
        self.kwargs = kwargs
        """The key `**` holds what isn't known of `**something`."""
        self.node = node
        self.module = module
        self._name: str | None = None

    @property
    def name(self) -> str:
        """`sqlalchemy.Column`; '' where the function isn't a plain name."""
        if self._name is None:
            self._name = dotted_name(self.function)
        return self._name

    @property
    def span(self) -> Span | None:
        if self.node is None or self.module is None:
            return None
        return self.module.span(self.node)

    def argument(self, position: int, name: str, default: Value = None) -> Value:
        """The argument at this position or of this name."""
        if name in self.kwargs:
            return self.kwargs[name]
        return self.args[position] if 0 <= position < len(self.args) else default

    def __repr__(self) -> str:
        return f"Call({self.name}, {self.args}, {self.kwargs})"


class Spread:
    """`*value` in arguments or a display, where the value isn't known."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


class Subscript:
    """A generic with its arguments: `list[int]`, `Optional[User]`, `Page[Item]`."""

    __slots__ = ("alias", "base", "items")

    def __init__(self, base: Value, items: tuple[Value, ...], alias: str | None = None) -> None:
        self.base = base
        self.items = items
        self.alias = alias
        """The name that a `type` statement gives it."""

    def __repr__(self) -> str:
        return f"{self.base!r}{list(self.items)}"


class UnionOf:
    """`X | Y` of types."""

    __slots__ = ("alias", "options")

    def __init__(self, options: tuple[Value, ...], alias: str | None = None) -> None:
        self.options = options
        self.alias = alias


class TypeParameter:
    """A type variable, of a `TypeVar` call or of the brackets of a class, function or alias."""

    __slots__ = ("bound", "name")

    def __init__(self, name: str, bound: Value = None) -> None:
        self.name = name
        self.bound = bound

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TypeParameter) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"~{self.name}"


class Builtin:
    """A name of Python's own: `len`, `str`, `ValueError`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Builtin) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"Builtin({self.name})"


def dotted_name(value: Value) -> str:
    """The dotted name of something symbolic; calls on the way are written `()`; '' for anything else."""
    parts: list[str] = []
    while True:
        if isinstance(value, (External, Builtin)):
            if not parts:
                return value.name
            parts.append(value.name)
            return ".".join(reversed(parts)).replace(".()", "()")
        if isinstance(value, Attribute):
            parts.append(value.name)
            value = value.base
        elif isinstance(value, Call):
            parts.append("()")
            value = value.function
        else:
            return ""

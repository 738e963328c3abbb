"""What an expression of the project stands for, as far as reading can tell.

Plain Python values (str, int, list, dict, None, ...) stand for themselves. The classes here stand for the rest:
what lies outside the project stays symbolic (`External`, `Call`, `Attribute`), so that whoever asks can take it apart.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from spec2code.model.records import dataclass
from spec2code.model.span import Span
from spec2code.project.sources import Module
from spec2code.project.symbols import (
    Attribute,
    Builtin,
    Call,
    External,
    Spread,
    Subscript,
    TypeParameter,
    UnionOf,
    Unknown,
    Value,
    dotted_name,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = [
    "NOT_GIVEN",
    "Arguments",
    "Attribute",
    "BoundMethod",
    "Builtin",
    "Call",
    "Class",
    "DefaultDict",
    "External",
    "Folder",
    "Function",
    "FunctionNode",
    "Instance",
    "Made",
    "Member",
    "Method",
    "Native",
    "NativeClass",
    "NativeFunction",
    "NativeMethod",
    "Partial",
    "Scope",
    "Spread",
    "Subscript",
    "Super",
    "TypeParameter",
    "UnionOf",
    "Unknown",
    "Value",
    "dotted_name",
]

FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Scope:
    """Names of a module, a class body or one call of a function; looked up outwards through `parent`."""

    __slots__ = ("is_class", "module", "names", "outer", "parent", "stars", "yields")

    def __init__(
        self, module: Module, parent: Scope | None = None, *, is_class: bool = False
    ) -> None:
        self.module = module
        self.parent = parent
        self.is_class = is_class
        self.names: dict[str, Value] = {}
        self.stars: list[tuple[str, int]] = []
        """Star imports: (dotted name, level)."""
        self.yields: list[Value] | None = None
        """What a call of a function has yielded so far; None for any other scope."""
        self.outer: set[str] = set()
        """Names declared global or nonlocal."""

    @property
    def root(self) -> Scope:
        """The module's own scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


class Method:
    """A method of a plain value: `"a".join`."""

    __slots__ = ("name", "owner")

    def __init__(self, owner: Value, name: str) -> None:
        self.owner = owner
        self.name = name


class DefaultDict(dict[Value, Value]):
    """collections.defaultdict: `factory` makes what is asked for and isn't there."""

    def __init__(self, factory: Value) -> None:
        super().__init__()
        self.factory = factory


class Folder:
    """A namespace package: a folder without `__init__.py`."""

    __slots__ = ("importer", "path")

    def __init__(self, path: str, importer: Module) -> None:
        self.path = path
        self.importer = importer


NOT_GIVEN = External("inspect.Parameter.empty")


@dataclass(frozen=True, slots=True)
class Made:
    """A parameter of a signature that code has put together."""

    name: str
    default: Value = NOT_GIVEN
    annotation: Value = NOT_GIVEN


class Function:
    """A function or lambda of the project, with the scope it was made in."""

    __slots__ = (
        "attributes",
        "contextmanager",
        "defaults",
        "kind",
        "module",
        "node",
        "owner",
        "scope",
        "signature",
        "wrapped",
    )

    def __init__(self, node: FunctionNode, scope: Scope, owner: Class | None = None) -> None:
        self.node = node
        self.scope = scope
        """Where it is defined: a class body for a method."""
        self.module = scope.module
        self.owner = owner
        self.kind = "function"
        """function, static, class, property, declared (SQLAlchemy's declared_attr)."""
        self.wrapped: Value = None
        """What functools.wraps says that it stands for."""
        self.signature: tuple[Made, ...] | None = None
        """The parameters that it shows, where code has given it others than it is written with."""
        self.defaults: dict[str, Value] | None = None
        self.contextmanager = False
        self.attributes: dict[str, Value] = {}
        """What code has put on it: `function.kept = ...`."""

    @property
    def name(self) -> str:
        return getattr(self.node, "name", "<lambda>")

    @property
    def qualified(self) -> str:
        return f"{self.owner.name}.{self.name}" if self.owner else self.name

    @property
    def span(self) -> Span:
        return self.module.span(self.node)

    def __repr__(self) -> str:
        return f"Function({self.module.name}:{self.qualified})"


class Class:
    """A class of the project. Its body is run when a member is first asked for (see `classes.py`)."""

    __slots__ = (
        "bases",
        "before",
        "body",
        "has_routes",
        "is_enum",
        "members",
        "model_fields",
        "module",
        "mro",
        "node",
        "scope",
    )

    def __init__(self, node: ast.ClassDef, scope: Scope) -> None:
        self.node = node
        self.scope = scope
        self.module = scope.module
        self.before: Value = None
        """What its name meant before, and means in its bases: `class BaseModel(BaseModel)`."""
        self.body: Scope | None = None
        self.members: list[Member] | None = None
        """Of an enum, once they have been asked for."""
        self.model_fields: dict[str, Value] | None = None
        """Of a Pydantic model, once they have been asked for: what code sets in them stays."""
        self.has_routes = False
        """Methods of it were registered as routes: a decorator of the class makes views of them."""
        self.bases: list[Value] | None = None
        self.mro: list[Value] | None = None
        self.is_enum: bool | None = None
        """None until somebody has asked."""

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def dotted(self) -> str:
        return f"{self.module.name}.{self.node.name}"

    @property
    def span(self) -> Span:
        return self.module.span(self.node)

    def __repr__(self) -> str:
        return f"Class({self.dotted})"


class Instance:
    """An object of a project's class, or of a `Native` class."""

    __slots__ = ("attributes", "cls", "finished", "node", "state")

    def __init__(self, cls: Value, node: ast.AST | None = None) -> None:
        self.cls = cls
        self.finished = False
        """Of settings: the validators that run when all fields are there were run."""
        self.attributes: dict[str, Value] = {}
        self.node = node
        self.state: object = None
        """What a native class keeps; of a class whose `__init__` isn't the project's, the `Arguments` it was given."""

    def __repr__(self) -> str:
        return f"Instance({self.cls!r})"


class Member:
    """A member of an enum of the project."""

    __slots__ = ("cls", "name", "value")

    def __init__(self, cls: Class, name: str, value: Value) -> None:
        self.cls = cls
        self.name = name
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Member) and other.cls is self.cls and other.name == self.name

    def __hash__(self) -> int:
        return hash((id(self.cls), self.name))

    def __repr__(self) -> str:
        return f"{self.cls.name}.{self.name}"


class BoundMethod:
    __slots__ = ("function", "owner")

    def __init__(self, function: Value, owner: Value) -> None:
        self.function = function
        self.owner = owner


class Partial:
    """functools.partial."""

    __slots__ = ("args", "function", "kwargs")

    def __init__(self, function: Value, args: list[Value], kwargs: dict[str, Value]) -> None:
        self.function = function
        self.args = args
        self.kwargs = kwargs


class Super:
    __slots__ = ("after", "instance")

    def __init__(self, after: Class, instance: Value) -> None:
        self.after = after
        self.instance = instance


@dataclass(frozen=True, slots=True)
class Arguments:
    """The evaluated arguments of one call, and where it stands."""

    args: list[Value]
    kwargs: dict[str, Value]
    node: ast.AST | None
    scope: Scope

    def get(self, position: int, name: str, default: Value = None) -> Value:
        """The argument at this position (-1: by name only) or of this name."""
        if name in self.kwargs:
            return self.kwargs[name]
        return self.args[position] if 0 <= position < len(self.args) else default

    def unknown(self, reason: str) -> Unknown:
        return Unknown(reason, self.node, self.scope.module)


NativeFunction: TypeAlias = "Callable[[Evaluator, Arguments], Value]"
NativeMethod: TypeAlias = "Callable[[Evaluator, Instance, Arguments], Value]"


@dataclass(frozen=True, slots=True)
class NativeClass:
    """A library's class whose behaviour is ours; instances of it and of its subclasses are `Instance`s."""

    name: str
    methods: Mapping[str, NativeMethod]
    bases: tuple[str, ...] = ()
    """External names."""


class Native:
    """Something whose behaviour is ours: derive from it and return it from `on_call`, or put it among the natives.

    What isn't overridden is unknown.
    """

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        return Attribute(self, name)

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        return Call(self, arguments.args, arguments.kwargs, arguments.node, arguments.scope.module)

    def enter(self, evaluator: Evaluator) -> Value:
        """What `with self as x` binds."""
        return self

    def items(self, evaluator: Evaluator) -> list[Value] | None:
        """What a loop over it runs through; None: not known."""
        return None

    def truth(self) -> bool | None:
        return None

    def written(self) -> str | None:
        """What `str()` and a function that takes a path make of it; None: not known."""
        return None

    def operator(self, symbol: ast.operator, other: Value) -> Value:
        """`self / other` and the like; NotImplemented: can't be told."""
        return NotImplemented

    def set_attribute(self, name: str, value: Value) -> None:
        """`self.name = value`."""

    def copied(self) -> Value:
        """What `copy.copy()` gives."""
        return self

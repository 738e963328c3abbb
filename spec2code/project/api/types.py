"""Annotations to shapes: what JSON a value of that type is written as."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from spec2code.model.shapes import (
    ANY,
    NULL,
    AnyShape,
    ArrayShape,
    EnumShape,
    MapShape,
    NumberShape,
    Shape,
    StringShape,
    UnionShape,
    nullable,
)
from spec2code.project import classes
from spec2code.project.api.scalars import constrained, scalar
from spec2code.project.values import (
    Attribute,
    Builtin,
    Call,
    Class,
    External,
    Member,
    Scope,
    Subscript,
    TypeParameter,
    UnionOf,
    Unknown,
    Value,
    dotted_name,
)

if TYPE_CHECKING:
    from spec2code.project.api.models import ModelReader

__all__ = [
    "Substitution",
    "annotated",
    "enum_shape",
    "is_hidden",
    "parsed",
    "shape_of",
    "substituted",
]

Substitution = Mapping[str, Value]

_ARRAYS = frozenset(
    [
        "list",
        "List",
        "Sequence",
        "Iterable",
        "Iterator",
        "Collection",
        "MutableSequence",
        "deque",
        "Deque",
        "Generator",
        "AsyncIterator",
        "AsyncIterable",
        "AsyncGenerator",
        "conlist",
    ]
)
_SETS = frozenset(["set", "Set", "frozenset", "FrozenSet", "AbstractSet", "MutableSet"])
_MAPS = frozenset(
    [
        "dict",
        "Dict",
        "Mapping",
        "MutableMapping",
        "DefaultDict",
        "defaultdict",
        "OrderedDict",
        "Counter",
    ]
)
_THROUGH = frozenset(
    [
        "Required",
        "NotRequired",
        "ReadOnly",
        "Final",
        "Mapped",
        "Awaitable",
        "Coroutine",
        "SkipValidation",
        "SerializeAsAny",
        "Secret",
        "InstanceOf",
        "SkipJsonSchema",
    ]
)


def annotated(value: Value) -> tuple[Value, tuple[Value, ...]]:
    """A type without its `Annotated`, and what stood behind it, outermost last."""
    extras: tuple[Value, ...] = ()
    while isinstance(value, Subscript) and isinstance(value.base, External):
        if value.base.name != "typing.Annotated" or not value.items:
            break
        extras = (*value.items[1:], *extras)
        value = value.items[0]
    return value, extras


def is_hidden(value: Value) -> bool:
    """Whether a type is wrapped in SkipJsonSchema, so that no document shows it."""
    kind, extras = annotated(value)
    marks = [kind.base if isinstance(kind, Subscript) else kind, *extras]
    return any(_last_name(mark) == "SkipJsonSchema" for mark in marks)


def _last_name(value: Value) -> str:
    return dotted_name(value).removesuffix("()").rpartition(".")[2]


def substituted(value: Value, types: Substitution) -> Value:
    """A type with its type parameters replaced."""
    if not types:
        return value
    if isinstance(value, TypeParameter):
        return types.get(value.name, value)
    if isinstance(value, Subscript):
        return Subscript(value.base, tuple(substituted(item, types) for item in value.items))
    if isinstance(value, UnionOf):
        return UnionOf(tuple(substituted(item, types) for item in value.options))
    return value


def shape_of(reader: ModelReader, value: Value, scope: Scope, depth: int = 0) -> Shape:
    """The shape of a type; strings in it are names in `scope`."""
    if depth > 40:
        return AnyShape(reason="the type is nested too deeply")
    if isinstance(value, str):
        read = partial(shape_of, reader, reader.forward(value, scope), scope, depth + 1)
        return reader.recursion.string((id(scope), value), read)
    if value is None:
        return NULL
    if isinstance(value, Class):
        return reader.reference(value, {})
    if isinstance(value, Subscript):
        return _generic(reader, value, scope, depth)
    if isinstance(value, UnionOf):
        return _union(reader, value.options, scope, depth)
    if isinstance(value, TypeParameter):
        return ANY if value.bound is None else shape_of(reader, value.bound, scope, depth + 1)
    if isinstance(value, (Builtin, External)):
        return _plain(value.name)
    if isinstance(value, Call):
        return _called(reader, value, scope, depth)
    if isinstance(value, Unknown):
        return AnyShape(reason=value.reason)
    if isinstance(value, Member):
        return EnumShape(values=(value.value,)) if isinstance(value.value, (str, int)) else ANY
    if isinstance(value, Attribute):
        return AnyShape(reason=f"`{dotted_name(value) or value.name}` lies outside the project")
    return AnyShape(reason="it is not a type")


def _plain(name: str) -> Shape:
    last = name.rpartition(".")[2]
    found = scalar(name)
    if found is not None:
        return found
    if last in _ARRAYS or last in ("tuple", "Tuple"):
        return ArrayShape(items=ANY)
    if last in _SETS:
        return ArrayShape(items=ANY, unique=True)
    if last in _MAPS:
        return MapShape(values=ANY)
    return AnyShape(reason=f"`{name}` lies outside the project")


def _generic(reader: ModelReader, value: Subscript, scope: Scope, depth: int) -> Shape:
    def inner(position: int) -> Shape:
        if position >= len(value.items):
            return ANY
        return shape_of(reader, value.items[position], scope, depth + 1)

    base = value.base
    if isinstance(base, Class):
        return _generic_class(reader, base, value.items)
    if isinstance(base, Subscript):
        return shape_of(reader, base, scope, depth + 1)
    name = dotted_name(base)
    last = name.rpartition(".")[2]
    if last == "Annotated":
        kind, extras = annotated(value)
        return constrained(shape_of(reader, kind, scope, depth + 1), extras)
    if last == "Optional":
        return nullable(inner(0))
    if last == "Union":
        return _union(reader, value.items, scope, depth)
    if last == "Literal":
        return _literal(value.items)
    if last in _ARRAYS:
        return ArrayShape(items=inner(0))
    if last in _SETS:
        return ArrayShape(items=inner(0), unique=True)
    if last in ("tuple", "Tuple"):
        return _tuple(reader, value.items, scope, depth)
    if last in _MAPS:
        return MapShape(values=ANY if last == "Counter" else inner(1))
    if last in ("Type", "type", "ClassVar"):
        return ANY
    if last in _THROUGH:
        return inner(0)
    return reader.library_generic(name, value.items, scope)


def _generic_class(reader: ModelReader, cls: Class, items: tuple[Value, ...]) -> Shape:
    names = reader.parameters(cls)
    return reader.reference(cls, dict(zip(names, items, strict=False)))


def _tuple(reader: ModelReader, items: tuple[Value, ...], scope: Scope, depth: int) -> Shape:
    if len(items) == 2 and items[1] is ...:
        return ArrayShape(items=shape_of(reader, items[0], scope, depth + 1))
    shapes = [shape_of(reader, item, scope, depth + 1) for item in items if item != ()]
    options = tuple(dict.fromkeys(shapes))
    if not options:
        return ArrayShape(items=ANY)
    inner = options[0] if len(options) == 1 else UnionShape(options=options)
    return ArrayShape(items=inner, min_items=len(shapes), max_items=len(shapes))


def _union(reader: ModelReader, items: tuple[Value, ...], scope: Scope, depth: int) -> Shape:
    options: list[Shape] = []
    null = False
    for item in items:
        if is_hidden(item):
            continue
        shape = shape_of(reader, item, scope, depth + 1)
        if shape == NULL:
            null = True
            continue
        if isinstance(shape, UnionShape) and shape.discriminator is None:
            null = null or NULL in shape.options
            options.extend(option for option in shape.options if option != NULL)
        else:
            options.append(shape)
    unique = tuple(dict.fromkeys(options))
    if not unique:
        return NULL
    result = unique[0] if len(unique) == 1 else UnionShape(options=unique)
    return nullable(result) if null else result


def _literal(items: tuple[Value, ...]) -> Shape:
    values: list[Any] = []
    null = False
    for item in items:
        item = item.value if isinstance(item, Member) else item
        if item is None:
            null = True
        elif isinstance(item, Subscript):
            values.extend(value for value in item.items if isinstance(value, (str, int)))
        elif isinstance(item, (str, int, bool)):
            values.append(item)
    if not values:
        return NULL if null else ANY
    shape = EnumShape(values=tuple(values))
    return nullable(shape) if null else shape


_MADE: dict[str, Callable[..., Shape]] = {
    "conint": lambda: NumberShape(integer=True),
    "confloat": lambda: NumberShape(),
    "condecimal": lambda: NumberShape(format="decimal"),
    "constr": lambda: StringShape(),
    "conbytes": lambda: StringShape(format="binary"),
    "condate": lambda: StringShape(format="date"),
}


def _called(reader: ModelReader, value: Call, scope: Scope, depth: int) -> Shape:
    """`conint(gt=0)`, `conlist(Item)` and others that make a type."""
    last = value.name.rpartition(".")[2]
    if last in _MADE:
        return constrained(_MADE[last](), (value,))
    if last in ("conlist", "conset"):
        items = shape_of(reader, value.argument(0, "item_type"), scope, depth + 1)
        return constrained(ArrayShape(items=items, unique=last == "conset"), (value,))
    if last == "create_model":
        return AnyShape(reason="the model is made by `create_model`")
    if last in ("NamedTuple", "namedtuple"):
        return ArrayShape(items=ANY)
    if last == "TypeAliasType":
        return _alias(reader, value, scope, depth)
    if last in ("Enum", "StrEnum", "IntEnum"):
        return _functional_enum(value)
    return AnyShape(reason=f"`{value.name or 'a call'}` makes the type")


def _alias(reader: ModelReader, value: Call, scope: Scope, depth: int) -> Shape:
    """`TypeAliasType("Json", ...)`: strings in it are names where it is written."""
    if value.module is not None:
        scope = reader.evaluator.module_scope(value.module)
    read = partial(shape_of, reader, value.argument(1, "value"), scope, depth + 1)
    name = value.argument(0, "name")
    if not isinstance(name, str) or value.module is None:
        return read()
    return reader.recursion.alias(f"{value.module.name}.{name}", read)


def _functional_enum(value: Call) -> Shape:
    names = value.argument(1, "names")
    name = value.argument(0, "value")
    if isinstance(names, dict):
        labels = [item for item in names.values() if isinstance(item, (str, int))]
        if len(labels) == len(names) and labels:
            return EnumShape(values=tuple(labels), name=name if isinstance(name, str) else None)
    return AnyShape(reason="the members of the enum are not known")


def enum_shape(reader: ModelReader, cls: Class) -> Shape:
    """The values of an enum class of the project."""
    values: list[Any] = []
    for item in classes.enum_members(reader.evaluator, cls):
        if not isinstance(item.value, (str, int, float, bool)):
            return AnyShape(reason=f"the value of `{cls.name}.{item.name}` is not known")
        if item.value not in values:
            values.append(item.value)
    if not values:
        return AnyShape(reason=f"`{cls.name}` has no members")
    return EnumShape(values=tuple(values), name=cls.name, span=cls.span)


def parsed(text: str) -> ast.expr | None:
    """The expression of an annotation written as a string."""
    if len(text) > 2000:
        return None
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None

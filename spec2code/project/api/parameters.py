"""What one parameter of a handler or dependency is: where its value comes from, under which name, whether it must be there."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING, TypeGuard

from spec2code.model.api import Parameter
from spec2code.model.records import dataclass
from spec2code.model.shapes import MISSING, Field
from spec2code.model.span import Span
from spec2code.project import classes
from spec2code.project.api.dependant import BodyPart
from spec2code.project.api.json_values import json_value
from spec2code.project.api.scalars import constrained
from spec2code.project.api.types import annotated, shape_of
from spec2code.project.values import (
    Arguments,
    Builtin,
    Call,
    Class,
    External,
    Instance,
    NativeClass,
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
    from spec2code.project.evaluate import Evaluator

__all__ = [
    "Given",
    "body_of",
    "given_of",
    "is_scalar",
    "is_upload",
    "marker",
    "model_parameters",
    "parameter_of",
    "read_given",
    "reason_of",
]

_KINDS = frozenset(
    ["Query", "Path", "Header", "Cookie", "Body", "Form", "File", "Depends", "Security"]
)
_CONTAINERS = frozenset(
    [
        "list",
        "dict",
        "set",
        "tuple",
        "frozenset",
        "List",
        "Dict",
        "Set",
        "Tuple",
        "FrozenSet",
        "Sequence",
        "Mapping",
        "Iterable",
        "Collection",
        "MutableMapping",
        "MutableSequence",
        "deque",
        "conlist",
        "conset",
        "DefaultDict",
        "OrderedDict",
        "defaultdict",
    ]
)


@dataclass(slots=True)
class Given:
    """One parameter of a signature: its type, default and what FastAPI is told of it."""

    name: str
    type: Value
    whole: Value
    """The type as it is named: with its `Annotated`, unless FastAPI is told of the parameter there."""
    extras: tuple[Value, ...]
    default: Value
    info: Call | None
    scope: Scope
    span: Span | None

    @property
    def kind(self) -> str:
        return self.info.name.rpartition(".")[2] if self.info else ""


def read_given(
    reader: ModelReader,
    name: str,
    annotation: ast.expr | None,
    default: Value,
    scope: Scope,
    span: Span | None,
) -> Given:
    """A parameter from its annotation and evaluated default (MISSING for none)."""
    kind: Value = (
        External("typing.Any") if annotation is None else reader.type_of(annotation, scope)
    )
    return given_of(reader, name, kind, default, scope, span)


def given_of(
    reader: ModelReader, name: str, kind: Value, default: Value, scope: Scope, span: Span | None
) -> Given:
    """A parameter from its evaluated type and default."""
    whole = kind
    kind, extras = annotated(kind)
    if isinstance(kind, str):
        whole = reader.forward(kind, scope)
        kind, more = annotated(whole)
        extras = (*extras, *more)
    extras = tuple(marker(reader.evaluator, item) for item in extras)
    default = marker(reader.evaluator, default)
    info = next((item for item in reversed(extras) if _is_info(item)), None)
    if _is_info(default):
        info = default
    assert info is None or isinstance(info, Call)
    while info is not None and _is_annotated(whole):
        whole = whole.items[0]
    return Given(name, kind, whole, extras, default, info, scope, span)


def _is_annotated(value: Value) -> TypeGuard[Subscript]:
    """Whether it is `Annotated[...]` itself, and not a `type` statement's name for it."""
    return (
        isinstance(value, Subscript)
        and dotted_name(value.base) == "typing.Annotated"
        and value.alias is None
    )


def _is_info(value: Value) -> bool:
    if not isinstance(value, Call):
        return False
    base, _, last = value.name.rpartition(".")
    return last in _KINDS and base.startswith("fastapi")


def marker(evaluator: Evaluator, value: Value) -> Value:
    """An object of the project's own `class Needs(Depends)` as the call of FastAPI's that it stands for."""
    if not isinstance(value, Instance) or not isinstance(value.state, Arguments):
        return value
    for name in classes.mro_names(evaluator, value.cls) if isinstance(value.cls, Class) else ():
        base, _, last = name.rpartition(".")
        if last in _KINDS and base.startswith("fastapi"):
            given = value.state
            return Call(External(name), given.args, given.kwargs, value.node, given.scope.module)
    return value


def is_scalar(reader: ModelReader, value: Value, depth: int = 0) -> bool | None:
    """Whether a value of this type fits into a query string by FastAPI's rules; None: can't be told."""
    value, _ = annotated(value)
    if value is None or depth > 20:
        return True
    if isinstance(value, (Builtin, External)):
        last = value.name.rpartition(".")[2]
        if last in _CONTAINERS or last == "UploadFile":
            return False
        return _is_known_scalar(reader, value)
    if isinstance(value, Class):
        if reader.is_model(value):
            return False
        bases = [
            item.name
            for item in classes.mro(reader.evaluator, value)
            if isinstance(item, (External, Builtin))
        ]
        if any(name.rpartition(".")[2] in _CONTAINERS for name in bases):
            return False
        return None if any(_is_foreign(name) for name in bases) else True
    if isinstance(value, (UnionOf, Subscript)):
        return _is_scalar_generic(reader, value, depth)
    if isinstance(value, TypeParameter):
        return True if value.bound is None else is_scalar(reader, value.bound, depth + 1)
    if isinstance(value, Call):
        last = value.name.rpartition(".")[2]
        if last in ("create_model", "conlist", "conset"):
            return False
        return True if last.startswith("con") or last in ("Enum", "StrEnum", "IntEnum") else None
    if isinstance(value, (Instance, NativeClass)):
        return None
    return None


def _is_foreign(name: str) -> bool:
    """Whether it is a class of a library that may be a model: neither Python's nor one of a plain type."""
    top = name.partition(".")[0]
    return (
        "." in name and top not in sys.stdlib_module_names and top not in ("starlette", "fastapi")
    )


def _is_known_scalar(reader: ModelReader, value: Builtin | External) -> bool | None:
    from spec2code.project.api.scalars import scalar

    if isinstance(value, External) and scalar(value.name) is None:
        plain = value.name.startswith(("typing.", "pydantic.", "datetime.", "uuid.", "starlette."))
        return True if plain else None
    return True


def _is_scalar_generic(reader: ModelReader, value: UnionOf | Subscript, depth: int) -> bool | None:
    if isinstance(value, UnionOf):
        items: tuple[Value, ...] = value.options
    else:
        name = dotted_name(value.base)
        last = name.rpartition(".")[2]
        if last in _CONTAINERS:
            return False
        if last in ("Literal", "Type", "type"):
            return True
        if last not in ("Optional", "Union", "Annotated", "Required", "Final", "SkipValidation"):
            return is_scalar(reader, value.base, depth + 1)
        items = value.items
    answers = [is_scalar(reader, item, depth + 1) for item in items if item is not None]
    if False in answers:
        return False
    return None if None in answers else True


def requirement(given: Given) -> tuple[bool, Value]:
    """(must it be given, the default or MISSING)."""
    default = given.default
    if given.info is not None:
        own = given.info.argument(0, "default", MISSING)
        if default is given.info or default is MISSING:
            default = own
        if "default_factory" in given.info.kwargs:
            return False, MISSING
    if default is MISSING or default is ... or dotted_name(default).endswith("Undefined"):
        return True, MISSING
    return False, json_value(default)


def unknown_name(given: Given) -> str | None:
    """Why the name that a parameter has in the request can't be told; None where it can."""
    for keyword in ("alias", "validation_alias"):
        alias = given.info.kwargs.get(keyword) if given.info is not None else None
        if alias is not None and not isinstance(alias, str):
            reason = alias.reason if isinstance(alias, Unknown) else "it is no plain text"
            return f"the alias of `{given.name}` can't be told: {reason}"
        if alias is not None:
            return None
    return None


def wire_name(given: Given) -> str:
    """The name a parameter has in the request."""
    if given.info is not None:
        for keyword in ("alias", "validation_alias"):
            alias = given.info.kwargs.get(keyword)
            if isinstance(alias, str):
                return alias
        if given.kind == "Header" and given.info.kwargs.get("convert_underscores") is not False:
            return given.name.replace("_", "-")
    return given.name


def parameter_of(reader: ModelReader, given: Given, location: str) -> Parameter:
    """A path, query, header or cookie parameter."""
    required, default = requirement(given)
    shape = constrained(shape_of(reader, given.type, given.scope), given.extras)
    if given.info is not None:
        shape = constrained(shape, (given.info,))
    text = given.info.kwargs.get("description") if given.info else None
    return Parameter(
        location,
        wire_name(given),
        shape,
        True if location == "path" else required,
        default,  # type: ignore[arg-type]
        description=text if isinstance(text, str) else None,
        published=given.info is None or given.info.kwargs.get("include_in_schema") is not False,
        span=given.span,
    )


def model_parameters(reader: ModelReader, given: Given, location: str) -> list[Parameter] | None:
    """The parameters that a model behind `Query()`, `Header()` or `Cookie()` stands for."""
    kind = given.type
    if not reader.is_model(kind):
        return None
    fields = reader.fields_of(kind, given.scope)
    if fields is None:
        return None
    return [of_field(item, location, given.span) for item in fields if not item.read_only]


def of_field(item: Field, location: str, span: Span | None) -> Parameter:
    name = item.name.replace("_", "-") if location == "header" else item.name
    return Parameter(
        location,
        name,
        item.shape,
        item.required,
        item.default,
        description=item.description,
        span=item.span or span,
    )


def body_of(reader: ModelReader, given: Given, kind: str) -> BodyPart:
    """A part of the body."""
    required, default = requirement(given)
    shape = shape_of(reader, given.type, given.scope)
    info = given.info
    if info is not None:
        shape = constrained(shape, (info,))
    return BodyPart(
        wire_name(given),
        kind,
        given.whole,
        shape,
        required,
        bool(info and info.kwargs.get("embed") is True),
        reader.is_model(given.type),
        _text(info.kwargs.get("media_type")) if info else None,
        default,
        given.span,
    )


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def is_upload(value: Value) -> bool:
    """Whether a type is UploadFile, alone, optional or in a list."""
    if isinstance(value, Subscript):
        return any(is_upload(item) for item in value.items)
    if isinstance(value, UnionOf):
        return any(is_upload(item) for item in value.options)
    return dotted_name(value).endswith("datastructures.UploadFile")


def reason_of(value: Value) -> str:
    if isinstance(value, Unknown):
        return value.reason
    return f"`{dotted_name(value) or type(value).__name__}` lies outside the project"

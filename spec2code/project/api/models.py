"""Pydantic and SQLModel classes, dataclasses, TypedDicts and enums of the project to shapes.

A class becomes a definition, `module.Class`, the first time something refers to it; everything else holds a
`RefShape` to it, so that models that contain themselves are no problem.
"""

from __future__ import annotations

import ast

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.records import replace
from spec2code.model.shapes import (
    ANY,
    AnyShape,
    ArrayShape,
    Field,
    MapShape,
    ObjectShape,
    RefShape,
    Shape,
)
from spec2code.project import classes
from spec2code.project.api.fields import FieldReader
from spec2code.project.api.pages import PAGE_SOURCES, page_kind, page_shape
from spec2code.project.api.recursion import Recursion
from spec2code.project.api.serializers import written_whole
from spec2code.project.api.settings import Settings, settings_of
from spec2code.project.api.type_text import type_text
from spec2code.project.api.types import Substitution, enum_shape, parsed, shape_of, substituted
from spec2code.project.evaluate import Evaluator
from spec2code.project.values import (
    BoundMethod,
    Builtin,
    Class,
    External,
    Function,
    Partial,
    Scope,
    Subscript,
    TypeParameter,
    Unknown,
    Value,
)

__all__ = ["ModelReader"]

_MODELS = frozenset(
    [
        "pydantic.BaseModel",
        "pydantic.RootModel",
        "sqlmodel.SQLModel",
        "pydantic.GenericModel",
        "pydantic.BaseSettings",
        "pydantic_settings.BaseSettings",
        "fastapi_camelcase.CamelModel",
        "fastapi_users.schemas.BaseUser",
        "fastapi_users.schemas.BaseUserCreate",
        "fastapi_users.schemas.BaseUserUpdate",
        "fastapi_utils.api_model.APIModel",
        *PAGE_SOURCES,
    ]
)


_CHANGE_STEPS = 5_000
_WITHOUT_FIELDS = frozenset(
    """abc builtins collections contextlib dataclasses enum functools typing typing_extensions pydantic
    pydantic_core pydantic_settings sqlalchemy sqlmodel fastapi_users""".split()  # noqa: SIM905
)


class ModelReader:
    """Reads classes to shapes; `definitions` grows as they are asked for."""

    def __init__(self, evaluator: Evaluator, *, version: int = 2) -> None:
        self.evaluator = evaluator
        self.version = version
        """1 or 2: Pydantic's rules of what is required."""
        self.definitions: dict[str, Shape] = {}
        self.diagnostics: list[Diagnostic] = []
        self.read_names: dict[str, dict[str, str]] = {}
        """Definition to field to the name that it is read by, where that is another."""
        self.recursion = Recursion(self.definitions)
        self.written: dict[str, Shape] = {}
        """What a response has in the place of a model whose serializer says so."""
        self._names: dict[Class, str] = {}
        self._taken: set[str] = set()
        self._kinds: dict[Class, str] = {}
        self._settings: dict[Class, Settings] = {}
        self._forward: dict[tuple[int, str], Value] = {}

    # -- kinds of classes

    def kind(self, cls: Class) -> str:
        """model, enum, record (dataclass), typed dict, named tuple, or '' for any other class."""
        if cls not in self._kinds:
            self._kinds[cls] = self._kind(cls)
        return self._kinds[cls]

    def _kind(self, cls: Class) -> str:
        names = [
            name.replace("pydantic.v1.main.", "pydantic.").replace("pydantic.v1.", "pydantic.")
            for name in classes.mro_names(self.evaluator, cls)
        ]
        if any(name in _MODELS for name in names):
            return "model"
        if classes.is_enum(self.evaluator, cls):
            return "enum"
        if "typing.TypedDict" in names:
            return "typed dict"
        if "typing.NamedTuple" in names:
            return "named tuple"
        for item in classes.mro(self.evaluator, cls):
            if isinstance(item, Class) and classes.is_dataclass(item):
                return "record"
        return ""

    def is_model(self, value: Value) -> bool:
        """Whether a parameter of this type is read from the body: a model, dataclass or typed dict."""
        value = value.base if isinstance(value, Subscript) else value
        return isinstance(value, Class) and self.kind(value) in ("model", "record", "typed dict")

    def parameters(self, cls: Class) -> list[str]:
        """The names of a generic class's type parameters in order."""
        own = list(cls.module.parameters_of(cls.node))
        bases = classes.bases(self.evaluator, cls)
        for base in bases:
            if isinstance(base, Subscript) and type_text(base.base) in ("Generic", "Protocol"):
                return [item.name for item in base.items if isinstance(item, TypeParameter)]
        for base in bases:
            if isinstance(base, Subscript):
                own.extend(item.name for item in base.items if isinstance(item, TypeParameter))
        return list(dict.fromkeys(own))

    # -- references

    def reference(self, cls: Class, types: Substitution) -> Shape:
        """The shape of a class of the project, its type parameters replaced."""
        kind = self.kind(cls)
        if kind == "enum":
            return enum_shape(self, cls)
        if not kind:
            return self._other(cls)
        key = self.key(cls, types)
        if key not in self.definitions:
            self.definitions[key] = ANY  # what a model that holds itself refers to meanwhile
            with self.recursion.definition():
                self.definitions[key] = self._definition(cls, types, kind)
        return RefShape(name=key)

    def key(self, cls: Class, types: Substitution) -> str:
        name = self._name(cls)
        if not types:
            return name
        inner = ", ".join(type_text(item) or "?" for item in types.values())
        return f"{name}[{inner}]"

    def _name(self, cls: Class) -> str:
        """`module.Class`; a further class of that name in the module goes by its line as well."""
        name = self._names.get(cls)
        if name is None:
            name, count = cls.dotted, 0
            while name in self._taken:
                place = f"{cls.span.line}.{count}" if count else str(cls.span.line)
                name, count = f"{cls.module.name}.{place}.{cls.name}", count + 1
            self._names[cls] = name
            self._taken.add(name)
        return name

    def _other(self, cls: Class) -> Shape:
        """A class that is no model: a subclass of a plain type is written as that."""
        for item in classes.mro(self.evaluator, cls)[1:]:
            if isinstance(item, (Builtin, External)):
                shape = shape_of(self, item, cls.scope)
                if isinstance(shape, (ArrayShape, MapShape)) and self._says_itself(cls):
                    break
                if not isinstance(shape, AnyShape):
                    return shape
        return AnyShape(reason=f"`{cls.name}` is not a model")

    def _says_itself(self, cls: Class) -> bool:
        """Whether a class tells Pydantic what it takes."""
        return any(
            isinstance(classes.member(self.evaluator, cls, name), Function)
            for name in ("__get_pydantic_core_schema__", "__get_validators__")
        )

    def _definition(self, cls: Class, types: Substitution, kind: str) -> Shape:
        if kind == "named tuple":
            return ArrayShape(items=ANY, span=cls.span)
        reader = FieldReader(self, cls, types, kind)
        root = reader.root()
        if root is not None:
            return root
        settings = self.settings(cls)
        fields = self._changed(reader.fields(), settings.change)
        wire = {field.python_name: field.name for field in fields}
        read = {wire[name]: other for name, other in reader.names.read.items() if name in wire}
        if read:
            self.read_names[self.key(cls, types)] = read
        written = written_whole(self, cls)
        if written is not None:
            self.written[self.key(cls, types)] = written
        is_open = self._open_bases(cls) and kind == "model"
        return ObjectShape(
            fields=tuple(fields),
            closed=settings.extra == "forbid" and not is_open,
            additional=ANY if settings.extra == "allow" or is_open else None,
            name=cls.name,
            description=ast.get_docstring(cls.node),
            span=cls.span,
        )

    def _changed(self, fields: list[Field], change: Value) -> list[Field]:
        """The fields as `json_schema_extra` leaves them: a function may add to what is required, or take one out."""
        if not isinstance(change, (Function, BoundMethod, Partial)):
            return fields
        function = change.function if isinstance(change, (BoundMethod, Partial)) else change
        if not isinstance(function, Function) or not _speaks_of_fields(function):
            return fields
        required: list[Value] = [field.name for field in fields if field.required]
        document: dict[str, Value] = {
            "type": "object",
            "properties": {field.name: {} for field in fields},
            "required": required,
        }
        several = len(function.node.args.args) > 1 and not isinstance(change, Partial)
        args: list[Value] = [document, None] if several else [document]
        self.evaluator.run(change, args, limit=_CHANGE_STEPS)
        kept, names = document.get("properties"), document.get("required")
        if isinstance(kept, dict):
            fields = [field for field in fields if field.name in kept]
        if not isinstance(names, list):
            return fields
        return [replace(field, required=field.name in names) for field in fields]

    def _open_bases(self, cls: Class) -> bool:
        """Whether a class that this one derives from may bring fields that can't be read; of its own bases it is said."""
        for base in classes.bases(self.evaluator, cls):
            base = base.base if isinstance(base, Subscript) else base
            reason = base.reason if isinstance(base, Unknown) else ""
            if isinstance(base, External) and _may_have_fields(base.name):
                reason = f"`{base.name}` lies outside the project"
            if reason:
                message = f"the fields of model `{cls.name}` can't all be told: a base class is not known, {reason}"
                self.diagnostics.append(diagnostic("P121", message, cls.span))
        return any(
            isinstance(item, Unknown)
            or (isinstance(item, External) and _may_have_fields(item.name))
            for item in classes.mro(self.evaluator, cls)
        )

    def open_alias(self, cls: Class, alias: Unknown) -> None:
        """Say that the names on the wire can't be told."""
        message = f"the names of model `{cls.name}` on the wire can't be told: {alias.reason}"
        found = diagnostic("P121", message, cls.span)
        if found not in self.diagnostics[-3:]:
            self.diagnostics.append(found)

    def settings(self, cls: Class) -> Settings:
        """The configuration of a model."""
        if cls not in self._settings:
            self._settings[cls] = settings_of(self.evaluator, cls)
        return self._settings[cls]

    def fields_of(self, value: Value, scope: Scope) -> tuple[Field, ...] | None:
        """The fields of a model under the names that they are read by; None when the type isn't one."""
        shape = shape_of(self, value, scope)
        names: dict[str, str] = {}
        if isinstance(shape, RefShape):
            names = self.read_names.get(shape.name, {})
            shape = self.definitions.get(shape.name, shape)
        if not isinstance(shape, ObjectShape):
            return None
        return tuple(replace(item, name=names.get(item.name, item.name)) for item in shape.fields)

    # -- types that are written as strings, types of libraries

    def forward(self, text: str, scope: Scope) -> Value:
        """What an annotation written as a string stands for."""
        key = (id(scope), text)
        if key not in self._forward:
            node = parsed(text)
            self._forward[key] = Unknown(f"`{text}` is no type")
            if node is not None:
                self._forward[key] = self.evaluator.value(node, scope)
        return self._forward[key]

    def library_generic(self, name: str, items: tuple[Value, ...], scope: Scope) -> Shape:
        """`Page[Item]` of a library, where we know what it has."""
        kind = page_kind(name)
        if kind and items:
            return page_shape(kind, shape_of(self, items[0], scope))
        return AnyShape(reason=f"`{name}` lies outside the project")

    def type_of(self, node: ast.expr, scope: Scope, types: Substitution | None = None) -> Value:
        """The type that an annotation stands for, strings resolved."""
        value = self.evaluator.value(node, scope)
        for _ in range(3):
            if not isinstance(value, str):
                break
            value = self.forward(value, scope)
        return substituted(value, types or {})


def _may_have_fields(name: str) -> bool:
    """Whether a class of a library may bring fields to a model: those that have none, or known ones, don't."""
    return name not in _MODELS and name.partition(".")[0] not in _WITHOUT_FIELDS


def _speaks_of_fields(function: Function) -> bool:
    return any(
        isinstance(node, ast.Constant) and node.value in ("required", "properties")
        for node in ast.walk(function.node)
    )

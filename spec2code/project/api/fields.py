"""The fields of one class: names on the wire, types, what is required and the defaults."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spec2code.model.records import dataclass, replace
from spec2code.model.shapes import (
    MISSING,
    AnyShape,
    Field,
    JsonValue,
    Missing,
    Shape,
    is_nullable,
    nullable,
)
from spec2code.model.span import Span
from spec2code.project import classes
from spec2code.project.api.computed_fields import computed_fields
from spec2code.project.api.field_nodes import (
    is_class_variable,
    statements,
    with_default,
    with_type,
)
from spec2code.project.api.json_values import json_value
from spec2code.project.api.library_models import library_fields
from spec2code.project.api.metaclasses import makes_optional
from spec2code.project.api.scalars import constrained
from spec2code.project.api.serializers import Serializers
from spec2code.project.api.types import Substitution, annotated, is_hidden, shape_of
from spec2code.project.api.wire_names import WireNames
from spec2code.project.values import (
    Builtin,
    Call,
    Class,
    External,
    Function,
    Scope,
    Subscript,
    Value,
    dotted_name,
)

if TYPE_CHECKING:
    from spec2code.project.api.models import ModelReader

__all__ = ["FieldReader"]

_FIELD = frozenset(["Field", "field", "FieldInfo", "attrib", "ib"])
_PARAMETERS = frozenset(["Query", "Path", "Header", "Cookie", "Body", "Form", "File"])
_NOT_FIELDS = frozenset(["PrivateAttr", "Relationship", "relationship", "declared_attr"])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a field is annotated."""

    cls: Class
    types: Substitution
    node: ast.AnnAssign | ast.Assign


class FieldReader:
    """Reads the fields of one class with its type parameters replaced."""

    def __init__(self, reader: ModelReader, cls: Class, types: Substitution, kind: str) -> None:
        self.reader = reader
        self.evaluator = reader.evaluator
        self.cls = cls
        self.types = types
        self.kind = kind
        self.settings = reader.settings(cls)
        self.names = WireNames(reader, cls, kind)
        self.version = 1 if _is_version_1(reader, cls) else reader.version
        self._optional = self.version == 1 and makes_optional(self.evaluator, cls)
        self._serializers = Serializers(reader, cls) if kind == "model" else None

    def fields(self) -> list[Field]:
        """All fields, those of bases first."""
        result: list[Field] = []
        for name, place in self._places(self.cls, self.types, 0).items():
            field = self._field(name, place)
            if field is not None:
                result.append(field)
        if self.kind == "model":
            known = {field.name for field in result}
            computed = computed_fields(self.reader, self.cls, self.settings)
            result.extend(field for field in computed if field.name not in known)
        return result

    def arguments(self) -> Iterator[tuple[str, str, Value, Value, Scope, Span, Call | None]]:
        """(name, name on the wire, type, default, scope, place, what `Field()` says) of each field.

        For the signature of `__init__`: Pydantic's has the limits of a field beside its type.
        """
        for name, place in self._places(self.cls, self.types, 0).items():
            value = self._default_of(place)
            field = self._field(name, place)
            if field is None or isinstance(place.node, ast.Assign):
                continue
            kind: Value = self.reader.type_of(
                place.node.annotation, self._scope(place), place.types
            )
            inner = value.argument(0, "default") if isinstance(value, Call) else None
            said = value if isinstance(value, Call) and _is_field_call(value) else None
            if isinstance(inner, Call) and inner.name.startswith("fastapi."):
                value = inner  # `Field(Query(...))`: what the parameter says of itself
            elif _is_field_call(value):
                value = MISSING if field.required else field.default
            if value is MISSING and not field.required:
                value = None
            span = place.cls.module.span(place.node)
            wire, scope = self.names.read.get(name, field.name), self._scope(place)
            yield name, wire, kind, value, scope, span, said

    def root(self) -> Shape | None:
        """The shape of a RootModel, or of a version 1 model with `__root__`."""
        if self.kind != "model":
            return None
        places = self._places(self.cls, self.types, 0)
        for name in ("root", "__root__"):
            place = places.get(name)
            if place is not None and (name == "__root__" or self._is_root_model()):
                return self._shape(place, *self._type(place))
        return self._root_argument(self.cls, self.types)

    def _is_root_model(self) -> bool:
        return "pydantic.RootModel" in classes.mro_names(self.evaluator, self.cls)

    def _root_argument(self, cls: Class, types: Substitution) -> Shape | None:
        from spec2code.project.api.types import substituted

        for base in classes.bases(self.evaluator, cls):
            if not isinstance(base, Subscript):
                continue
            if isinstance(base.base, External) and base.base.name == "pydantic.RootModel":
                return shape_of(self.reader, substituted(base.items[0], types), cls.scope)
            if isinstance(base.base, Class) and self._is_root_model():
                names = self.reader.parameters(base.base)
                inner = dict(zip(names, (substituted(i, types) for i in base.items), strict=False))
                return self._root_argument(base.base, inner)
        for base in classes.bases(self.evaluator, cls):
            if isinstance(base, Class) and self._is_root_model():
                return self._root_argument(base, {})
        return None

    # -- which names are fields

    def _places(self, cls: Class, types: Substitution, depth: int) -> dict[str, _Place]:
        from spec2code.project.api.types import substituted

        found: dict[str, _Place] = {}
        if depth > 30:
            return found
        for base in reversed(classes.bases(self.evaluator, cls)):
            if isinstance(base, Class):
                found.update(self._places(base, {}, depth + 1))
            elif isinstance(base, Subscript) and isinstance(base.base, Class):
                names = self.reader.parameters(base.base)
                items = (substituted(item, types) for item in base.items)
                inner = dict(zip(names, items, strict=False))
                found.update(self._places(base.base, inner, depth + 1))
            else:
                known, given = library_fields(base, cls.node)
                given = {name: substituted(item, types) for name, item in given.items()}
                found.update((name, _Place(cls, given, node)) for name, node in known)
        if self._counts(cls):
            for statement in statements(cls.node.body):
                for name in self._names(statement):
                    place = found.get(name)
                    if place is not None and isinstance(statement, ast.Assign):
                        found[name] = replace(place, node=with_default(place.node, statement))
                    elif place is not None and place.cls is cls and statement.value is None:
                        found[name] = _Place(cls, types, with_type(place.node, statement))
                    else:
                        found[name] = _Place(cls, types, statement)
        return found

    def _counts(self, cls: Class) -> bool:
        """Whether annotations of this class are fields: those of a plain mixin are, too."""
        return cls is self.cls or self.kind != "record" or self.reader.kind(cls) == "record"

    def _names(self, statement: ast.AnnAssign | ast.Assign) -> list[str]:
        if isinstance(statement, ast.AnnAssign):
            if not isinstance(statement.target, ast.Name):
                return []
            name = statement.target.id
            if name.startswith("_") and name != "__root__" and self.kind == "model":
                return []
            return (
                [] if name == "model_config" or is_class_variable(statement.annotation) else [name]
            )
        if self.kind != "model" or self.version != 1:
            return []
        return [
            target.id
            for target in statement.targets
            if isinstance(target, ast.Name) and not target.id.startswith("_")
        ]

    # -- one field

    def _field(self, name: str, place: _Place) -> Field | None:
        value = self._default_of(place)
        if isinstance(value, Call) and value.name.rpartition(".")[2] in _NOT_FIELDS:
            return None
        if isinstance(place.node, ast.Assign) and _is_passed_over(value):
            return None
        kind, extras = self._type(place)
        if isinstance(kind, Subscript) and dotted_name(kind.base) == "typing.ClassVar":
            return None
        if is_hidden(kind) or any(map(is_hidden, extras)):
            return None
        infos = [item for item in (*extras, value) if _is_field_call(item)]
        shape = self._shape(place, kind, extras)
        if infos and _is_field_call(value):
            shape = constrained(shape, (value,))
        required, default = self._requirement(kind, shape, value, extras, name)
        info = next((item for item in reversed(infos) if isinstance(item, Call)), None)
        text = info.kwargs.get("description") if info else None
        wire = self.names.written(name, infos)
        written = self._serializers.written(name, shape, extras) if self._serializers else None
        return Field(
            wire,
            shape,
            required,
            default,
            description=text if isinstance(text, str) else None,
            write_only=any(
                item.kwargs.get("exclude") is True for item in infos if isinstance(item, Call)
            ),
            deprecated=bool(info and info.kwargs.get("deprecated") is True),
            python_name=name,
            request_names=self.names.asked(name, wire, infos),
            response_shape=written,
            span=place.cls.module.span(place.node),
        )

    def _scope(self, place: _Place) -> Scope:
        return classes.body(self.evaluator, place.cls)

    def _type(self, place: _Place) -> tuple[Value, tuple[Value, ...]]:
        if isinstance(place.node, ast.Assign):
            value = self._default_of(place)
            return (External(f"builtins.{type(value).__name__}"), ())
        value = self.reader.type_of(place.node.annotation, self._scope(place), place.types)
        if isinstance(value, Subscript) and dotted_name(value.base) in _WRAPPERS:
            value = value.items[0]
        return annotated(value)

    def _shape(self, place: _Place, kind: Value, extras: tuple[Value, ...]) -> Shape:
        """The shape of a field of which `_type` gives these."""
        if isinstance(place.node, ast.Assign):
            return _inferred(self._default_of(place))
        shape = constrained(shape_of(self.reader, kind, self._scope(place)), extras)
        return nullable(shape) if self._optional else shape

    def _default_of(self, place: _Place) -> Value:
        node = place.node.value
        return MISSING if node is None else self.evaluator.value(node, self._scope(place))

    def _requirement(
        self, kind: Value, shape: Shape, value: Value, extras: tuple[Value, ...], name: str
    ) -> tuple[bool, JsonValue | Missing]:
        if self.kind == "typed dict":
            return self._required_key(name) and not _has_default(extras), MISSING
        default, made = value, False
        assigned = value is not MISSING and not _is_field_call(value)
        for info in (*extras, value):
            if isinstance(info, Call) and _is_field_call(info):
                positional = -1 if info.name.endswith(("field", "attrib", "ib")) else 0
                found = info.argument(positional, "default", MISSING)
                made = made or "default_factory" in info.kwargs or "factory" in info.kwargs
                if info is value or (found is not MISSING and not assigned):
                    default = found
        if made:
            return False, MISSING  # also of `Field(..., default_factory=make)`
        if default is ... or dotted_name(default).endswith("Undefined"):
            return True, MISSING
        if default is not MISSING and not _is_field_call(default):
            return False, json_value(default)
        if self.version == 1 and default is MISSING and _may_be_none(kind, shape):
            return _is_field_call(value) and "default" in getattr(value, "kwargs", {}), MISSING
        return True, MISSING

    def _required_key(self, name: str) -> bool:
        for item in classes.mro(self.evaluator, self.cls):
            if not isinstance(item, Class):
                continue
            for statement in item.node.body:
                if (
                    isinstance(statement, ast.AnnAssign)
                    and getattr(statement.target, "id", "") == name
                ):
                    text = ast.dump(statement.annotation)[:400]
                    if "'NotRequired'" in text:
                        return False
                    return "'Required'" in text or self.reader.settings(item).total
        return True


_WRAPPERS = frozenset(["typing.Required", "typing.NotRequired", "typing.ReadOnly", "typing.Final"])


def _has_default(extras: tuple[Value, ...]) -> bool:
    """Whether what stands behind an annotation gives a key of a typed dict a default."""
    return any(
        isinstance(info, Call) and _is_field_call(info) and info.kwargs.keys() & _DEFAULTS
        for info in extras
    )


_DEFAULTS = frozenset(["default", "default_factory"])


def _is_field_call(value: Value) -> bool:
    """`Field(...)`, and `Query(...)` and the like of FastAPI, which are the same to Pydantic."""
    if not isinstance(value, Call):
        return False
    package, _, name = value.name.rpartition(".")
    return name in _FIELD or (package == "fastapi" and name in _PARAMETERS)


def _is_version_1(reader: ModelReader, cls: Class) -> bool:
    """Whether the class is of `pydantic.v1` in a project of version 2."""
    for base in classes.bases(reader.evaluator, cls):
        if isinstance(base, External) and base.name.startswith("pydantic.v1."):
            return True
        if isinstance(base, Class) and _is_version_1(reader, base):
            return True
    return False


def _is_passed_over(value: Value) -> bool:
    """Whether Pydantic 1 makes no field of a name that is given this without an annotation: `id = int`."""
    if isinstance(value, External):
        return value.name.rpartition(".")[2][:1].isupper()
    return isinstance(value, (Function, Class, Builtin))


def _may_be_none(kind: Value, shape: Shape) -> bool:
    if is_nullable(shape):
        return True
    return isinstance(kind, (External, Builtin)) and kind.name in ("typing.Any", "object")


def _inferred(value: Value) -> Shape:
    from spec2code.project.api.scalars import scalar

    return scalar(type(value).__name__) or AnyShape(reason="the type is that of the default")

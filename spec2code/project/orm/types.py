"""Any type object of the code as a PostgreSQL type: SQLAlchemy's, a library's, or a class of the project."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.project import classes
from spec2code.project.orm.dialect import POSTGRESQL
from spec2code.project.resolve import MISSING
from spec2code.project.sqla_types import SqlType, TypeCall, TypeReader
from spec2code.project.values import (
    Arguments,
    Attribute,
    BoundMethod,
    Call,
    Class,
    External,
    Function,
    Instance,
    Member,
    NativeClass,
    Unknown,
    Value,
)
from spec2code.sql.types import SERIALS, canonical_type

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["NATIVES", "TypeResolver"]

_DECORATORS = frozenset({"TypeDecorator", "UserDefinedType", "TypeEngine"})
_ARGUMENTS = "(type arguments)"
_SAME = frozenset({"copy", "evaluates_none", "adapt", "as_generic", "dialect_impl"})
_DEPTH = 12


def _keep_arguments(evaluator: Evaluator, instance: Instance, arguments: Arguments) -> Value:
    """TypeDecorator.__init__ hands its arguments on to `impl`."""
    instance.attributes[_ARGUMENTS] = (list(arguments.args), dict(arguments.kwargs))
    return None


NATIVES: dict[str, NativeClass] = {
    f"{module}.{name}": NativeClass(f"{module}.{name}", {"__init__": _keep_arguments})
    for module in (
        "sqlalchemy",
        "sqlalchemy.types",
        "sqlalchemy.sql.sqltypes",
        "sqlalchemy.sql.type_api",
    )
    for name in ("TypeDecorator", "UserDefinedType")
}
"""Base classes of custom types, for the evaluator."""


class TypeResolver:
    """Reads type objects; what it can't read it gives a reason for."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self._library = TypeReader(self.read, self._enum_labels)
        self._depth = 0

    def read(self, value: Value) -> SqlType | None:
        """The type that a type class or object stands for; None where it can't be told."""
        if self._depth > _DEPTH:
            return None
        self._depth += 1
        try:
            return self._read(value)
        finally:
            self._depth -= 1

    def reason(self, value: Value) -> str:
        """Why `read` gave None."""
        match value:
            case Unknown():
                return value.reason
            case External():
                return f"`{value.name}` is no type that is known"
            case Call():
                if value.name.rpartition(".")[2].lower() in ("enum", "array"):
                    return f"what `{value.name}` is given here can't be told"
                return f"`{value.name}` is no type that is known"
            case Class():
                return f"what `{value.name}` is in the database is not said"
            case Instance(cls=Class() as cls):
                return f"what `{cls.name}` is in the database is not said"
        return "it is not a type"

    def _read(self, value: Value) -> SqlType | None:
        match value:
            case External():
                return self._library.read(TypeCall(value.name))
            case Call():
                return self._read_call(value)
            case Class():
                return self._read_class(value, self._made(value))
            case Instance(cls=Class() as cls):
                return self._read_class(cls, value)
            case Unknown(candidates=candidates):
                own = [item for item in candidates if not _of_other_dialect(item)]
                read = {self.read(item) for item in own}
                return read.pop() if len(read) == 1 else None
        return None

    def _read_call(self, call: Call) -> SqlType | None:
        function = call.function
        if isinstance(function, Attribute):
            if function.name == "with_variant":
                return self._variant(function.base, call)
            if function.name == "as_mutable":
                return self.read(call.argument(0, "sqltype"))
            return self.read(function.base) if function.name in _SAME else None
        last = call.name.rpartition(".")[2]
        if last in ("as_mutable", "mutable_json_type"):
            position, name = (0, "sqltype") if last == "as_mutable" else (0, "dbtype")
            return self.read(call.argument(position, name))
        return self._library.read(TypeCall(call.name, call.args, call.kwargs))

    def _variant(self, base: Value, call: Call) -> SqlType | None:
        """`base.with_variant(type, "postgresql")`; other dialects' variants leave the base."""
        dialects = [item for item in call.args[1:] if isinstance(item, str)]
        if "postgresql" in dialects or call.kwargs.get("dialect_name") == "postgresql":
            return self.read(call.args[0])
        return self.read(base)

    def _read_class(self, cls: Class, instance: Instance) -> SqlType | None:
        names = [name.rpartition(".")[2] for name in classes.mro_names(self.evaluator, cls)]
        if "UserDefinedType" in names:
            written: Value = self.compiled(cls, instance)
            if written is None:
                written = self._method(cls, instance, "get_col_spec")
            return _written(written) if isinstance(written, str) else None
        if "TypeDecorator" in names or self._says_impl(cls):
            return self._decorator(cls, instance)
        args, kwargs = self._given(instance)
        for item in classes.mro(self.evaluator, cls):
            if isinstance(item, External):
                found = self._library.read(TypeCall(item.name, args, kwargs))
                if found is not None:
                    return found
        return None

    def _says_impl(self, cls: Class) -> bool:
        """Whether a class of the project says what a library's custom type is in the database."""
        return any(
            isinstance(item, Class) and "impl" in classes.body(self.evaluator, item).names
            for item in classes.mro(self.evaluator, cls)
        )

    def _decorator(self, cls: Class, instance: Instance) -> SqlType | None:
        chosen = self._method(cls, instance, "load_dialect_impl", POSTGRESQL)
        if chosen is not MISSING:
            found = self.read(chosen)
            if found is not None:
                return found
        impl = instance.attributes.get("impl", MISSING)
        if impl is MISSING:
            impl = classes.member(self.evaluator, cls, "impl")
        if isinstance(impl, Function) and impl.kind == "property":
            impl = self._method(cls, instance, "impl")
        args, kwargs = self._given(instance)
        if isinstance(impl, External) and (args or kwargs):
            found = self._library.read(TypeCall(impl.name, args, kwargs))
            return found or self._library.read(TypeCall(impl.name))
        if isinstance(impl, Class) and (args or kwargs):
            inner = Instance(impl)
            inner.attributes[_ARGUMENTS] = (args, kwargs)
            return self.read(inner)
        return None if impl is MISSING else self.read(impl)

    def compiled(self, cls: Class, instance: Instance) -> str | None:
        """What the function that `@compiles(cls, "postgresql")` marks gives, or the one for every dialect."""
        for item in classes.mro(self.evaluator, cls):
            if isinstance(item, Class):
                found = self._compiler(item)
                if found is not None:
                    value = self.evaluator.run(
                        found, [instance, Unknown("the compiler")], {"kw": {}}
                    )
                    return str(value) if isinstance(value, str) else None
        return None

    def _compiler(self, cls: Class) -> Value:
        """The marked function, as it stands in the class's own module."""
        general: Value = None
        for statement in cls.module.tree.body:
            if not isinstance(statement, ast.FunctionDef):
                continue
            for node in statement.decorator_list:
                if not (
                    isinstance(node, ast.Call) and node.args and _last_name(node.func) == "compiles"
                ):
                    continue
                if _last_name(node.args[0]) != cls.name:
                    continue
                dialects = [item.value for item in node.args[1:] if isinstance(item, ast.Constant)]
                function = Function(statement, self.evaluator.module_scope(cls.module))
                if "postgresql" in dialects:
                    return function
                if not dialects:
                    general = function
        return general

    def _made(self, cls: Class) -> Instance:
        """An object of a class that is named without a call: its own `__init__` may say more."""
        if isinstance(classes.member(self.evaluator, cls, "__init__"), Function):
            made = self.evaluator.run(cls)
            if isinstance(made, Instance):
                return made
        return Instance(cls)

    def _given(self, instance: Instance) -> tuple[list[Value], dict[str, Value]]:
        kept = instance.attributes.get(_ARGUMENTS)
        if isinstance(kept, tuple):
            return kept[0], kept[1]
        if isinstance(instance.state, Arguments):
            return list(instance.state.args), dict(instance.state.kwargs)
        return [], {}

    def _method(self, cls: Class, instance: Instance, name: str, *args: Value) -> Value:
        """What a method of the class gives; MISSING where it has none of its own."""
        method = classes.member(self.evaluator, cls, name)
        if not isinstance(method, Function):
            return MISSING
        return self.evaluator.run(BoundMethod(method, instance), list(args))

    def _enum_labels(self, call: TypeCall) -> tuple[str | None, tuple[str, ...]] | None:
        options = call.keywords or {}
        name = options.get("name")
        own = str(name) if isinstance(name, str) else None
        if len(call.args) == 1 and isinstance(call.args[0], Class):
            return self._class_labels(call.args[0], own, options.get("values_callable"))
        if len(call.args) == 1 and isinstance(call.args[0], (list, tuple)):
            call = replace(call, args=call.args[0])
        labels: list[str] = []
        for item in call.args:
            plain = item.value if isinstance(item, Member) else item
            if not isinstance(plain, str):
                return None
            labels.append(str(plain))
        return own, tuple(labels)

    def _class_labels(
        self, cls: Class, name: str | None, values: Value
    ) -> tuple[str | None, tuple[str, ...]] | None:
        """The names of a Python enum's members, or what `values_callable` makes of them."""
        name = name or cls.name.lower()
        if values is None:
            if not classes.is_enum(self.evaluator, cls):
                return None
            members = self.members(cls)
            return name, tuple(member.name for member in members)
        given = self.evaluator.run(values, [cls])
        if not isinstance(given, (list, tuple)):
            return None
        labels = [item.value if isinstance(item, Member) else item for item in given]
        known = tuple(str(label) for label in labels if isinstance(label, str))
        return (name, known) if len(known) == len(labels) else None

    def members(self, cls: Class) -> list[Member]:
        """The members of an enum without aliases: a value that occurs twice counts once."""
        members: list[Member] = []
        seen: list[Value] = []
        for member in classes.enum_members(self.evaluator, cls):
            if member.value not in seen:
                seen.append(member.value)
                members.append(member)
        return members


def _of_other_dialect(value: Value) -> bool:
    """Whether a type is written for another database, in a branch for that one."""
    name = value.name if isinstance(value, (Call, External)) else ""
    return ".dialects." in name and ".postgresql" not in name


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


_OF_MYSQL = regex(r"\s*(?:enum|set)\s*\(", re.IGNORECASE)
"""Types whose values stand in the type itself."""


def _written(text: str) -> SqlType:
    """A type by its name in SQL."""
    if _OF_MYSQL.match(text):
        return SqlType(canonical_type(text, "mysql"))
    bare, counts, _ = text.partition(" AUTO_INCREMENT")
    return SqlType(canonical_type(bare), serial=bool(counts) or text.strip().lower() in SERIALS)

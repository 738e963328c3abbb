"""Classes of the project: what they derive from, their members, and the objects made of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from spec2code.project import binding, calls, statements
from spec2code.project.resolve import MISSING, force
from spec2code.project.values import (
    Arguments,
    Builtin,
    Call,
    Class,
    External,
    Function,
    Instance,
    Member,
    NativeClass,
    Scope,
    Subscript,
    TypeParameter,
    Unknown,
    Value,
    dotted_name,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = [
    "bases",
    "body",
    "derives_from",
    "enum_members",
    "field_default",
    "fields",
    "instantiate",
    "is_dataclass",
    "is_default",
    "is_enum",
    "member",
    "mro",
    "mro_names",
]

_ENUMS = frozenset(["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "TextChoices", "ReprEnum"])
_FIELD_CALLS = frozenset(["Field", "field", "attrib", "ib", "PrivateAttr"])


def body(evaluator: Evaluator, cls: Class) -> Scope:
    """The names that the class body binds; it is run the first time."""
    if cls.body is None:
        outer = cls.scope
        parameters = cls.module.parameters_of(cls.node)
        if parameters:
            outer = Scope(cls.module, outer)
            outer.names.update({name: TypeParameter(name) for name in parameters})
        cls.body = Scope(cls.module, outer, is_class=True)
        with evaluator.guarded(cls.module, cls.node):
            statements.run_body(evaluator, cls.node.body, cls.body, owner=cls)
            _announce(evaluator, cls)
    return cls.body


def _announce(evaluator: Evaluator, cls: Class) -> None:
    """Tell its base that there is a further class: `__init_subclass__` may change it."""
    # Looking the hook up evaluates all bases: for nothing where no class of the project has one.
    if not cls.node.bases or not cls.module.sources.subclass_hooks:
        return
    hook = member(evaluator, cls, "__init_subclass__", after=cls)
    # One that code puts there, such as a registry's, changes nothing of what is read here.
    if isinstance(hook, Function) and hook.name == "__init_subclass__":
        kwargs = {
            item.arg: evaluator.evaluate(item.value, cls.scope)
            for item in cls.node.keywords
            if item.arg is not None and item.arg != "metaclass"
        }
        calls.call_function(evaluator, hook, Arguments([], kwargs, cls.node, cls.scope), cls)


def bases(evaluator: Evaluator, cls: Class) -> list[Value]:
    """What stands in the brackets behind the class name, evaluated."""
    if cls.bases is None:
        cls.bases = []
        parameters = cls.module.parameters_of(cls.node)
        scope = Scope(cls.module, cls.scope)
        scope.names.update({name: TypeParameter(name) for name in parameters})
        if cls.before is not None:
            scope.names[cls.name] = cls.before
        for node in cls.node.bases:
            if isinstance(node, ast.Starred):
                continue
            cls.bases.append(evaluator.value(node, scope))
    return cls.bases


def mro(evaluator: Evaluator, cls: Class) -> list[Value]:
    """The class and its bases in the order that attributes are looked up; libraries' classes are `External`."""
    if cls.mro is None:
        cls.mro = [cls]  # what a class that derives from itself has
        lines = [_line(evaluator, base) for base in bases(evaluator, cls)]
        cls.mro, cls.is_enum = [cls, *_merged(lines)], None
    return cls.mro


def _line(evaluator: Evaluator, base: Value) -> list[Value]:
    if isinstance(base, Subscript):
        base = base.base
    if isinstance(base, Class):
        return list(mro(evaluator, base))
    if isinstance(base, External):
        native = evaluator.native(base.name)
        if isinstance(native, NativeClass):
            return [base, *(External(name) for name in native.bases)]
        return [base]
    if isinstance(base, Unknown) and len(base.candidates) == 1:
        return _line(evaluator, base.candidates[0])
    if isinstance(base, Call) and "cls" in base.kwargs:
        # `declarative_base(cls=Base)` makes a class that derives from Base.
        given = base.kwargs["cls"]
        mixed = given if isinstance(given, tuple) else (given,)
        return [base, *(item for part in mixed for item in _line(evaluator, part))]
    return [base]


def _merged(lines: list[list[Value]]) -> list[Value]:
    """C3 where it works out, else the first occurrence of each."""
    lines = [list(line) for line in lines if line]
    result: list[Value] = []
    while lines:
        for line in lines:
            head = line[0]
            if not any(any(item is head or item == head for item in other[1:]) for other in lines):
                break
        else:
            head = lines[0][0]
        result.append(head)
        lines = [[item for item in line if not (item is head or item == head)] for line in lines]
        lines = [line for line in lines if line]
    return result


def mro_names(evaluator: Evaluator, cls: Class) -> list[str]:
    """The dotted names of the classes of libraries and of Python that it derives from."""
    return [item.name for item in mro(evaluator, cls) if isinstance(item, (External, Builtin))]


def derives_from(evaluator: Evaluator, cls: Value, *names: str) -> bool:
    if isinstance(cls, Subscript):
        cls = cls.base
    if isinstance(cls, (External, NativeClass)):
        return cls.name in names
    return isinstance(cls, Class) and any(name in names for name in mro_names(evaluator, cls))


def member(evaluator: Evaluator, cls: Class, name: str, after: Class | None = None) -> Value:
    """An attribute of the class by its mro (behind `after`, if given); MISSING where it has none."""
    line = mro(evaluator, cls)
    if after is not None and after in line:
        line = line[line.index(after) + 1 :]
    for item in line:
        if isinstance(item, Class):
            scope = body(evaluator, item)
            value = scope.names.get(name, MISSING)
            if value is not MISSING:
                return force(evaluator, scope, name, value)
        elif isinstance(item, External):
            native = evaluator.native(item.name)
            if isinstance(native, NativeClass) and name in native.methods:
                return native.methods[name]
    return MISSING


def is_enum(evaluator: Evaluator, cls: Class) -> bool:
    if cls.is_enum is None:
        names = mro_names(evaluator, cls)
        cls.is_enum = any(name.rpartition(".")[2] in _ENUMS for name in names)
    return cls.is_enum


def enum_members(evaluator: Evaluator, cls: Class) -> list[Member]:
    """The members of an enum in order; aliases of others included."""
    if cls.members is None:
        cls.members = []
        with evaluator.guarded(cls.module, cls.node):
            cls.members = _members(evaluator, cls)
    return cls.members


def _members(evaluator: Evaluator, cls: Class) -> list[Member]:
    assigned = _assigned(cls)
    result: list[Member] = []
    scope = body(evaluator, cls)
    last: Value = 0
    for name in list(scope.names):
        if name.startswith("_") or name not in assigned:
            continue
        value = force(evaluator, scope, name, scope.names[name])
        if isinstance(value, (Function, Class)):
            continue
        if isinstance(value, Member):
            result.append(value)
            continue
        last = _enum_value(evaluator, cls, name, value, last, len(result))
        result.append(Member(cls, name, last))
    return result


def _assigned(cls: Class) -> set[str]:
    names: set[str] = set()
    for statement in cls.node.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                names.update(item.id for item in ast.walk(target) if isinstance(item, ast.Name))
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            if statement.value is not None:
                names.add(statement.target.id)
        elif not isinstance(
            statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Expr)
        ):
            names.update(binding.bound_names([statement]))
    return names


def _enum_value(
    evaluator: Evaluator, cls: Class, name: str, value: Value, last: Value, count: int
) -> Value:
    if isinstance(value, Call) and value.name == "enum.auto":
        method = member(evaluator, cls, "_generate_next_value_")
        if isinstance(method, Function):
            arguments = Arguments([name, 1, count, []], {}, None, cls.scope)
            return calls.call(evaluator, method, arguments)
        if any(base.rpartition(".")[2] == "StrEnum" for base in mro_names(evaluator, cls)):
            return name.lower()
        return last + 1 if isinstance(last, int) else count + 1
    if isinstance(value, tuple) and value and member(evaluator, cls, "__new__") is not MISSING:
        return value[0]
    return value


def instantiate(evaluator: Evaluator, cls: Class, arguments: Arguments) -> Value:
    """What calling the class gives."""
    if is_enum(evaluator, cls):
        return _enum_call(evaluator, cls, arguments)
    names = mro_names(evaluator, cls)
    if "typing.TypedDict" in names:
        return dict(arguments.kwargs)
    instance = Instance(cls, arguments.node)
    init = member(evaluator, cls, "__init__")
    if isinstance(init, Function):
        calls.call_function(evaluator, init, arguments, instance)
    elif init is not MISSING and callable(init):
        init(evaluator, instance, arguments)
    else:
        _fill(evaluator, cls, instance, arguments)
        instance.state = arguments
    return instance


def _enum_call(evaluator: Evaluator, cls: Class, arguments: Arguments) -> Value:
    wanted = arguments.get(0, "value")
    if isinstance(wanted, Member):
        wanted = wanted if wanted.cls is cls else wanted.value
    for item in enum_members(evaluator, cls):
        if (
            item is wanted
            or item == wanted
            or (type(item.value) is type(wanted) and item.value == wanted)
        ):
            return item
    return arguments.unknown(f"the member of `{cls.name}` is not known")


_FILES = ("yaml.", "json.", "toml.", "tomli.", "tomllib.", "orjson.", "ruamel.")
"""Libraries that read what a deployment is configured with."""


def _fill(evaluator: Evaluator, cls: Class, instance: Instance, arguments: Arguments) -> None:
    """Give an object of a record class (Pydantic, dataclass, NamedTuple) its fields."""
    names = [name for name, _ in fields(evaluator, cls)]
    instance.attributes.update(zip(names, arguments.args, strict=False))
    instance.attributes.update({k: v for k, v in arguments.kwargs.items() if k != "**"})
    if "**" in arguments.kwargs:
        # What a deployment sets is not known: of settings the default counts.
        deployed = dotted_name(arguments.kwargs["**"]).startswith(_FILES) or any(
            known.rpartition(".")[2] == "BaseSettings" for known in mro_names(evaluator, cls)
        )
        for name in names:
            if deployed and member(evaluator, cls, name) is not MISSING:
                continue
            instance.attributes.setdefault(name, arguments.unknown("it is filled with `**`"))
    for name in ("__post_init__", "__attrs_post_init__"):
        post = member(evaluator, cls, name)
        if isinstance(post, Function):
            calls.call_function(evaluator, post, Arguments([], {}, None, arguments.scope), instance)


def fields(evaluator: Evaluator, cls: Class) -> list[tuple[str, Class]]:
    """The annotated names of a class and its bases, the base's first, and the class that annotates each last."""
    found: dict[str, Class] = {}
    for item in reversed(mro(evaluator, cls)):
        if not isinstance(item, Class):
            continue
        for statement in item.node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                found[statement.target.id] = item
    return list(found.items())


def is_default(evaluator: Evaluator, cls: Class, name: str, function: Function) -> bool:
    """Whether a function is the default of a field, which objects have themselves, and no method of their class."""
    if function.owner is not None or not any(field == name for field, _ in fields(evaluator, cls)):
        return False
    line = mro(evaluator, cls)
    names = mro_names(evaluator, cls)
    return any(isinstance(item, Class) and is_dataclass(item) for item in line) or any(
        known.startswith("pydantic") for known in names
    )


def is_dataclass(cls: Class) -> bool:
    """Whether a decorator makes its annotated names the fields of its objects: of dataclasses or attrs."""
    for node in cls.node.decorator_list:
        inner = node.func if isinstance(node, ast.Call) else node
        name = inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")
        if name in ("dataclass", "define", "frozen", "mutable", "attrs"):
            return True
    return False


def field_default(evaluator: Evaluator, value: Value, scope: Scope) -> Value:
    """The value that `Field(...)` and its like leave in an object; MISSING where there is no default."""
    if isinstance(value, Call) and value.name.startswith("traitlets."):
        return _trait_default(value)
    if not isinstance(value, Call) or value.name.rpartition(".")[2] not in _FIELD_CALLS:
        return value
    factory = value.kwargs.get("default_factory", value.kwargs.get("factory"))
    if factory is not None:
        return calls.call(evaluator, factory, Arguments([], {}, value.node, scope))
    positional = value.name.rpartition(".")[2] == "Field"
    default = value.argument(0 if positional else -1, "default", MISSING)
    return MISSING if default is ... else default


_TRAITS: dict[str, Value] = {"Unicode": "", "Bool": False, "Integer": 0, "Int": 0, "Type": MISSING}
"""Traits that are given their default first, and what they are without one."""


def _trait_default(value: Call) -> Value:
    """What a configurable attribute of traitlets is unless a configuration says otherwise."""
    kind = value.name.rpartition(".")[2]
    if "default_value" in value.kwargs:
        return value.kwargs["default_value"]
    if kind in _TRAITS:
        return value.args[0] if value.args else _TRAITS[kind]
    return value

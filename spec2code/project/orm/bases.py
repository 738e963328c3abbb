"""Which classes are mapped to tables: declarative bases in all their forms, abstract classes, mixins."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from spec2code.project import classes
from spec2code.project.resolve import MISSING, force
from spec2code.project.values import (
    Attribute,
    Call,
    Class,
    External,
    Subscript,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = [
    "annotation_map",
    "is_abstract",
    "is_declarative",
    "is_sqlmodel",
    "is_sqlmodel_table",
    "own",
    "root_of",
]

_DECLARATIVE = frozenset({"DeclarativeBase", "DeclarativeBaseNoMeta", "AbstractConcreteBase"})
_FACTORIES = frozenset({"declarative_base", "generate_base", "automap_base"})
_DECORATORS = frozenset({"as_declarative", "as_declarative_base", "mapped", "mapped_as_dataclass"})
_LIBRARY_BASES = ("advanced_alchemy.base.", "flask_sqlalchemy.model.", "ormdantic.")


def own(evaluator: Evaluator, cls: Class, name: str) -> Value:
    """What the class's own body binds to a name; MISSING where it binds nothing."""
    scope = classes.body(evaluator, cls)
    value = scope.names.get(name, MISSING)
    return value if value is MISSING else force(evaluator, scope, name, value)


def is_sqlmodel(evaluator: Evaluator, cls: Class) -> bool:
    return "sqlmodel.SQLModel" in classes.mro_names(evaluator, cls)


def is_sqlmodel_table(evaluator: Evaluator, cls: Class) -> bool:
    """Whether it is a SQLModel class with `table=True`."""
    return _says_table(cls) and is_sqlmodel(evaluator, cls)


def _says_table(cls: Class) -> bool:
    return any(
        keyword.arg == "table"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is True
        for keyword in cls.node.keywords
    )


def root_of(evaluator: Evaluator, cls: Class) -> Value:
    """The declarative base that a class derives from; None where it derives from none."""
    if is_sqlmodel(evaluator, cls):
        return External("sqlmodel.SQLModel")
    last: Class | None = None
    for item in classes.mro(evaluator, cls):
        if isinstance(item, Class):
            if _is_root(evaluator, item):
                return item
            last = item
        elif isinstance(item, Call) and item.name.rpartition(".")[2] in _FACTORIES:
            return item
        elif isinstance(item, Attribute) and item.name == "Model" and isinstance(item.base, Call):
            return item.base
        elif isinstance(item, External) and item.name.startswith(_LIBRARY_BASES):
            return item
    return last if last is not None and _decorated(last) else None


def _is_root(evaluator: Evaluator, cls: Class) -> bool:
    for base in classes.bases(evaluator, cls):
        base = base.base if isinstance(base, Subscript) else base
        if isinstance(base, External) and base.name.rpartition(".")[2] in (
            "DeclarativeBase",
            "DeclarativeBaseNoMeta",
        ):
            return True
    if any(keyword.arg == "metaclass" for keyword in cls.node.keywords):
        written = next(item.value for item in cls.node.keywords if item.arg == "metaclass")
        name = written.attr if isinstance(written, ast.Attribute) else getattr(written, "id", "")
        return name.endswith("DeclarativeMeta")
    return _decorated(cls)


def _decorated(cls: Class) -> bool:
    for node in cls.node.decorator_list:
        target = node.func if isinstance(node, ast.Call) else node
        name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
        if name in _DECORATORS:
            return True
    return False


def is_declarative(evaluator: Evaluator, cls: Class) -> bool:
    """Whether a class derives from a declarative base, and isn't one itself."""
    root = root_of(evaluator, cls)
    if root is None:
        return False
    return root is not cls or any(
        isinstance(target, (ast.Attribute, ast.Call)) for target in _mapped_decorators(cls)
    )


def _mapped_decorators(cls: Class) -> list[ast.expr]:
    """`@mapper_registry.mapped`: such a class is its own root, and mapped."""
    found: list[ast.expr] = []
    for node in cls.node.decorator_list:
        target = node.func if isinstance(node, ast.Call) else node
        if isinstance(target, ast.Attribute) and target.attr in ("mapped", "mapped_as_dataclass"):
            found.append(target)
    return found


def is_abstract(evaluator: Evaluator, cls: Class) -> bool:
    return own(evaluator, cls, "__abstract__") is True


def annotation_map(evaluator: Evaluator, cls: Class) -> Mapping[Value, Value]:
    """type_annotation_map of the base or its registry."""
    found: dict[Value, Value] = {}
    value = classes.member(evaluator, cls, "type_annotation_map")
    if isinstance(value, dict):
        found.update(value)
    registry = classes.member(evaluator, cls, "registry")
    if isinstance(registry, Call):
        more = registry.kwargs.get("type_annotation_map")
        if isinstance(more, dict):
            found.update(more)
    root = root_of(evaluator, cls)
    if isinstance(root, Call):
        for holder in (root, root.function.base if isinstance(root.function, Attribute) else None):
            if isinstance(holder, Call) and isinstance(
                more := holder.kwargs.get("type_annotation_map"), dict
            ):
                found.update(more)
    return found

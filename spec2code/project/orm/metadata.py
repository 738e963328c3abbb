"""MetaData objects and declarative bases: the naming convention and the schema that they give their tables."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from spec2code.model.records import dataclass, field
from spec2code.project import classes
from spec2code.project.evaluate import Evaluator
from spec2code.project.orm.values import kind_of
from spec2code.project.resolve import MISSING
from spec2code.project.sources import Sources
from spec2code.project.values import Attribute, Call, Class, External, Subscript, Value

__all__ = ["Conventions", "convention_of", "conventions_in", "metadata_of", "schema_of"]

_KINDS = {
    "Index": "ix",
    "UniqueConstraint": "uq",
    "CheckConstraint": "ck",
    "ForeignKeyConstraint": "fk",
    "PrimaryKeyConstraint": "pk",
}
_BASES = frozenset({"declarative_base", "registry", "automap_base", "generate_base", "SQLAlchemy"})


def metadata_of(value: Value, evaluator: Evaluator) -> Call | None:
    """The MetaData(...) call behind `Base.metadata`, a base, a registry or metadata itself."""
    if kind_of(value) == "MetaData" and isinstance(value, Call):
        return value
    if isinstance(value, Attribute) and value.name in ("metadata", "__table__"):
        return metadata_of(value.base, evaluator)
    if isinstance(value, Class):
        for name in ("metadata", "registry", "__metadata__"):
            found = classes.member(evaluator, value, name)
            if found is not MISSING:
                made = metadata_of(found, evaluator)
                if made is not None:
                    return made
        for base in classes.bases(evaluator, value):
            base = base.base if isinstance(base, Subscript) else base
            if isinstance(base, Call) or (isinstance(base, Class) and base is not value):
                made = metadata_of(base, evaluator)
                if made is not None:
                    return made
        return None
    if isinstance(value, Call) and value.name.rpartition(".")[2] in _BASES:
        return metadata_of(value.kwargs.get("metadata"), evaluator)
    if isinstance(value, Call) and isinstance(value.function, Attribute):
        # mapper_registry.generate_base()
        return metadata_of(value.function.base, evaluator)
    return None


def convention_of(value: Value, evaluator: Evaluator) -> dict[str, str] | None:
    """The convention of what holds metadata; {} where it has none, None where that can't be told."""
    made = metadata_of(value, evaluator)
    if made is not None:
        return _convention(made.argument(3, "naming_convention"))
    if isinstance(value, Attribute) and isinstance(value.base, (Class, Call)):
        return {}
    if isinstance(value, External) and value.name.endswith("SQLModel.metadata"):
        return {}
    return None


def schema_of(value: Value, evaluator: Evaluator) -> str | None:
    """The schema that metadata gives to tables that name none."""
    made = metadata_of(value, evaluator)
    schema = made.argument(0, "schema") if made is not None else None
    return str(schema) if isinstance(schema, str) and schema != "public" else None


def _convention(value: Value) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    found: dict[str, str] = {}
    for key, template in value.items():
        if isinstance(key, External):
            key = _KINDS.get(key.name.rpartition(".")[2])
        if isinstance(key, str) and isinstance(template, str):
            found[str(key)] = str(template)
    return found


@dataclass(slots=True)
class Conventions:
    """Every convention of the project, each once."""

    made: list[dict[str, str]] = field(default_factory=list)
    """`MetaData(naming_convention=...)`"""
    assigned: list[dict[str, str]] = field(default_factory=list)
    """`SQLModel.metadata.naming_convention = ...`"""


def conventions_in(sources: Sources, evaluator: Evaluator) -> Conventions:
    """Look through the modules that speak of a naming convention."""
    found = Conventions()
    for module in sources.relevant(b"naming_convention"):
        if "/versions/" in f"/{module.file}":
            continue
        scope = evaluator.module_scope(module)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.keyword) and node.arg == "naming_convention":
                _add(found.made, _convention(evaluator.value(node.value, scope)))
            elif isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Attribute) and target.attr == "naming_convention"
                for target in node.targets
            ):
                _add(found.assigned, _convention(evaluator.value(node.value, scope)))
    return found


def _add(conventions: list[dict[str, str]], convention: dict[str, str]) -> None:
    if convention and convention not in conventions:
        conventions.append(convention)

"""Which table belongs to which feature, and which table has a model at all."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.codegen.contract import GenerateRequest
from spec2code.codegen.python import module_name
from spec2code.model.records import dataclass
from spec2code.model.schema import Name, Table
from spec2code.model.spec import Spec
from spec2code.model.statements import (
    AddColumn,
    AddConstraint,
    AlterColumn,
    AlterTable,
    CreateIndex,
    CreateTable,
    DropColumn,
    DropConstraint,
    RenameColumn,
    RenameTable,
    SetComment,
    Statement,
)

__all__ = ["Feature", "features"]


@dataclass(frozen=True, slots=True)
class Feature:
    """A module of models."""

    name: str
    """The name of the module, as it stands in the layout."""
    path: str
    module: str
    tables: tuple[Table, ...]


def features(request: GenerateRequest) -> list[Feature]:
    """The tables that the specs make or change, each with the first spec that makes it.

    A table that only alterations speak of goes with the first of them, unless the project has a model of it.
    One that nobody creates is left out, and so are partitions, which have the model of their parent.
    """
    owners = _owners(request.specs)
    found: dict[str, tuple[Spec, list[Table]]] = {}
    for name, (spec, created) in owners.items():
        table = request.desired.tables.get(name)
        if table is None or table.is_partial or is_made_of_another(table):
            continue
        module = _module(spec, request)
        if _is_mapped_elsewhere(name, module[1], module[2], request):
            continue
        if not created and _has_models(name, request):
            continue
        found.setdefault(module[0], (spec, []))[1].append(table)
    order = {name: index for index, name in enumerate(request.desired.tables)}
    return [
        Feature(
            *_module(spec, request),
            tuple(sorted(tables, key=lambda table: order[table.name])),
        )
        for spec, tables in found.values()
    ]


def is_made_of_another(table: Table) -> bool:
    """Whether its columns are those of another table or of a type: a partition, CREATE TABLE ... OF."""
    return table.option("partition_of") is not None or table.option("of") is not None


def _is_mapped_elsewhere(name: Name, path: str, module: str, request: GenerateRequest) -> bool:
    """Whether the project maps the table in another file, or, where that isn't known, another module.

    The project may call a module otherwise than we do: `api.models` of `shop/api/models.py` is `shop.api.models`.
    """
    mapped = request.project.model_classes.get(name)
    if mapped is None:
        return False
    models = request.project.models
    table = models.tables.get(name) if models is not None else None
    if table is not None and table.span is not None:
        return table.span.file != path
    return mapped.rpartition(".")[0] != module


def _has_models(name: Name, request: GenerateRequest) -> bool:
    """Whether the project has a table of this name in its models, as a class or not."""
    models = request.project.models
    if models is None or name not in models.tables:
        return False
    return name not in request.project.model_classes


def _owners(specs: Iterable[Spec]) -> dict[Name, tuple[Spec, bool]]:
    """By table: its spec, and whether that one creates it."""
    owners: dict[Name, tuple[Spec, bool]] = {}
    for spec in specs:
        for statement in (*spec.statements, *spec.post_statements):
            if isinstance(statement, RenameTable) and statement.name in owners:
                owners[statement.new_name] = owners.pop(statement.name)
                continue
            name = _table_of(statement)
            created = isinstance(statement, CreateTable)
            if name is not None and (name not in owners or (created and not owners[name][1])):
                owners[name] = (spec, created)
    return owners


def _table_of(statement: Statement) -> Name | None:
    match statement:
        case CreateTable(table=table):
            return table.name
        case (
            AddColumn(table=name)
            | AlterColumn(table=name)
            | AddConstraint(table=name)
            | CreateIndex(table=name)
            | DropColumn(table=name)
            | DropConstraint(table=name)
            | RenameColumn(table=name)
            | AlterTable(name=name)
            | RenameTable(new_name=name)
        ):
            return name
        case SetComment(kind="table", name=name) | SetComment(kind="column", table=None, name=name):
            return name
        case SetComment(kind="column", table=Name() as name):
            return name
    return None


def _module(spec: Spec, request: GenerateRequest) -> tuple[str, str, str]:
    """Name, path and dotted name of the module for a spec."""
    layout = request.layout
    name = module_name(spec.feature)
    if layout.file(layout.models, name) in (layout.file(layout.base), *_reserved(request)):
        name = f"{name}_"
    return name, layout.file(layout.models, name), layout.module(layout.models, name)


def _reserved(request: GenerateRequest) -> list[str]:
    """Modules beside the base that have a meaning of their own."""
    folder = request.layout.base.rpartition("/")[0]
    return [request.layout.file(f"{folder}/{name}.py") for name in ("external_tables", "sql_types")]

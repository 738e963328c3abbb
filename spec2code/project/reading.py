"""A project's root to what its code has: applications with their endpoints, shapes, tables of migrations and models."""

from __future__ import annotations

import gc
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spec2code.diagnostics import Diagnostic, in_order
from spec2code.model.project import Project, Reading
from spec2code.model.records import dataclass
from spec2code.project.api.applications import ApplicationReader
from spec2code.project.api.catalog import model_modules, read_models_of
from spec2code.project.api.endpoints import EndpointReader
from spec2code.project.api.model_fields import CLASS_ATTRIBUTES
from spec2code.project.api.models import ModelReader
from spec2code.project.api.registry import Registry
from spec2code.project.api.routing import natives
from spec2code.project.api.usage import by_usage
from spec2code.project.evaluate import Evaluator
from spec2code.project.history_and_models import NATIVES as DATABASE_NATIVES
from spec2code.project.history_and_models import read_database
from spec2code.project.imports import reachable
from spec2code.project.sources import Sources
from spec2code.project.sql_texts import read_sql_tables

__all__ = ["ProjectOptions", "ProjectReading", "read_project"]

_RECURSION = 12_000


@dataclass(frozen=True, slots=True)
class ProjectOptions:
    """`app` is MODULE:NAME, `migrations` a versions folder relative to the root; None: found by reading.

    `dialect` is the one of the SQL that migrations run as text: postgresql, mysql or sqlite.
    """

    app: str | None = None
    migrations: str | None = None
    dialect: str = "postgresql"
    cache: bool = True


@dataclass(frozen=True, slots=True)
class ProjectReading:
    project: Project
    diagnostics: tuple[Diagnostic, ...]
    lookups: frozenset[tuple[str, str]] = frozenset()
    """What was looked up in the project beyond its Python and settings files, as `Sources.lookups`."""


def read_project(root: Path, *, options: ProjectOptions | None = None) -> ProjectReading:
    """Read a project. Never imports anything of it and never raises for what stands in it."""
    options = options or ProjectOptions()
    with _undisturbed():
        return _read(root, options)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without garbage collection, which walks all syntax trees again and again, without warnings about the project's
    texts, and with room for deep nesting.
    """
    enabled = gc.isenabled()
    limit = sys.getrecursionlimit()
    gc.disable()
    sys.setrecursionlimit(max(limit, _RECURSION))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `ast` has some of the project's own texts
            yield
    finally:
        sys.setrecursionlimit(limit)
        if enabled:
            gc.freeze()  # what was made is old: the next quick collection needn't walk all of it
            gc.unfreeze()
            gc.enable()


def _read(root: Path, options: ProjectOptions) -> ProjectReading:
    sources = Sources(root)
    registry = Registry()
    evaluator = Evaluator(sources, {**natives(registry), **DATABASE_NATIVES})
    evaluator.class_attributes.update(CLASS_ATTRIBUTES)
    models = ModelReader(evaluator, version=evaluator.pydantic)
    endpoints = EndpointReader(models)
    reader = ApplicationReader(evaluator, registry, endpoints)
    applications, served = reader.read(options.app, options.migrations)
    for module in model_modules(sources):
        read_models_of(models, module)
    diagnostics = [*reader.diagnostics, *endpoints.told(), *models.diagnostics]
    database = read_database(
        sources,
        evaluator,
        migrations=options.migrations,
        dialect=options.dialect,
        reached=lambda: reachable(sources, reader.serving),
    )
    diagnostics += database.diagnostics
    readings = {
        **database.readings,
        "routes": Reading(len(served), endpoints.undecided),
        "shapes": Reading(len(models.definitions), len(models.diagnostics)),
    }
    shapes = by_usage(models.definitions, served, models.read_names, models.written)
    project = Project(
        history=database.history,
        script_location=database.script_location,
        models=database.models,
        sql=read_sql_tables(
            sources,
            options.dialect,
            strings=database.history is None and database.models is None,
        ),
        model_classes=database.model_classes,
        open_tables=database.open_tables,
        declarative_base=database.declarative_base,
        applications=tuple(applications),
        endpoints=tuple(served),
        shapes=shapes,
        open_prefixes=reader.open_prefixes,
        readings=readings,
        files=len(sources.modules),
    )
    found = in_order([*sources.diagnostics, *evaluator.diagnostics, *diagnostics])
    return ProjectReading(project, tuple(found), frozenset(sources.lookups))

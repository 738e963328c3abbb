"""Edits of the model that code was read as, against specs that it agrees with: see `plant_schema` and `plant_api`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.plant_api import endpoint_edits
from benchmarks.plant_schema import schema_edits
from benchmarks.planting import Tally, judge, told
from spec2code.drift.find import find_drift
from spec2code.drift.routes import path_key
from spec2code.model.fold import fold
from spec2code.model.project import Project
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec
from spec2code.pipeline import statements

__all__ = ["plant_endpoint_model", "plant_schema_model"]


def plant_schema_model(
    tally: Tally,
    specs: Sequence[Spec],
    project: Project,
    note: str,
    counted: Counter[str],
    most: int,
) -> None:
    """Edits of the tables that specs speak of, in the migrations and in the models, so many of a kind."""
    spoken = fold(Schema(), statements(specs), ensure=True).schema
    history = project.history
    if history is not None:
        for edit in schema_edits(history.schema, spoken, models=False):
            counted[edit.kind] += 1
            if counted[edit.kind] <= most:
                made = replace(project, history=replace(history, schema=edit.schema))
                judge(tally, edit.kind, edit.expected, told(find_drift(specs, made)), note)
    if project.models is not None:
        for edit in schema_edits(project.models, spoken, models=True):
            kind = edit.kind.replace("model:", "model of classes:")
            counted[kind] += 1
            if counted[kind] <= most:
                made = replace(project, models=edit.schema)
                judge(tally, kind, edit.expected, told(find_drift(specs, made)), note)


def plant_endpoint_model(
    tally: Tally,
    specs: Sequence[Spec],
    project: Project,
    note: str,
    counted: Counter[str],
    most: int,
) -> None:
    """Edits of the routes that serve the endpoints of specs, each compared alone, so many of a kind."""
    served = {(item.method, path_key(item.path)): item for item in project.endpoints}
    for spec in specs:
        for wanted in spec.endpoints:
            route = served.get((wanted.method, path_key(wanted.path)))
            if route is None or route.undecided:
                continue
            alone = replace(spec, endpoints=(wanted,), events=(), statements=(), post_statements=())
            shapes = dict(project.shapes)
            for edit in endpoint_edits(wanted, route, dict(spec.definitions), shapes):
                counted[edit.kind] += 1
                if counted[edit.kind] <= most:
                    routes = (edit.route,) if edit.route else ()
                    made = replace(project, endpoints=routes, open_prefixes=(), applications=())
                    found = told(find_drift([alone], made))
                    where = f"{note} {wanted.method} {wanted.path}"
                    judge(tally, edit.kind, edit.expected, found, where)

"""Edits of the model that code was read as, against specs that it agrees with: see `plant_schema` and `plant_api`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.plant_api import endpoint_edits, payload_edits
from benchmarks.plant_schema import schema_edits
from benchmarks.planting import Tally, judge, told
from spec2code.drift.find import find_drift
from spec2code.drift.routes import path_key
from spec2code.model.api import Event
from spec2code.model.fold import fold
from spec2code.model.project import Project
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec
from spec2code.pipeline import statements

__all__ = ["plant_endpoint_model", "plant_event_model", "plant_schema_model"]


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


def plant_event_model(
    tally: Tally,
    specs: Sequence[Spec],
    project: Project,
    note: str,
    counted: Counter[str],
    most: int,
) -> None:
    """Edits of the models of events' payloads, and of what specs say of events beside them, so many of a kind."""
    quiet = replace(project, endpoints=(), open_prefixes=(), applications=())
    for spec in specs:
        for event in spec.events:
            if event.shape is None:
                continue
            alone = replace(spec, endpoints=(), events=(event,), statements=(), post_statements=())
            names = [key for key in project.shapes if not _misses(alone, quiet, key)]
            if len(names) != 1 or find_drift([alone], quiet):
                continue
            name, shapes = names[0], dict(project.shapes)
            edits = [
                *payload_edits(event.shape, shapes[name], dict(spec.definitions), shapes),
                ("model: event's model dropped", None, (f"D510 missing event {event.name}",)),
            ]
            for kind, made, expected in edits:
                counted[kind] += 1
                if counted[kind] <= most:
                    rest = {key: value for key, value in shapes.items() if key != name}
                    changed = replace(quiet, shapes=rest if made is None else {**rest, name: made})
                    judge(tally, kind, expected, told(find_drift([alone], changed)), note)
            for kind, other in _said_otherwise(event):
                counted[kind] += 1
                if counted[kind] <= most:
                    expected = (
                        (f"D510 missing event {other.name}",) if other.name != event.name else ()
                    )
                    changed_spec = replace(alone, events=(other,))
                    judge(tally, kind, expected, told(find_drift([changed_spec], quiet)), note)


def _misses(spec: Spec, project: Project, key: str) -> bool:
    """Whether an event finds no model where this is the only one."""
    only = replace(project, shapes={key: project.shapes[key]})
    return any(item.code == "D510" for item in find_drift([spec], only))


def _said_otherwise(event: Event) -> list[tuple[str, Event]]:
    """What a spec may say of an event without a word of its payload; reading code tells its name alone."""
    return [
        ("event's name", replace(event, name=f"{event.name}_planted")),
        ("event's trigger (no drift)", replace(event, trigger="planted")),
        ("event's destination (no drift)", replace(event, destination="planted")),
        ("event's key (no drift)", replace(event, key="planted")),
    ]


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
            if wanted.rate_limit is not None:
                kind = "endpoint's rate limit (no drift)"
                counted[kind] += 1
                if counted[kind] <= most:
                    other = replace(wanted, rate_limit=replace(wanted.rate_limit, requests=77))
                    lone = replace(
                        spec, endpoints=(other,), events=(), statements=(), post_statements=()
                    )
                    found = told(find_drift([lone], project))
                    judge(tally, kind, (), found, f"{note} {wanted.method} {wanted.path}")
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

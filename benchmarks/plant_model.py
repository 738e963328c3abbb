"""Edits of the model that code was read as, against specs that it agrees with: see `plant_schema` and `plant_api`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.plant_api import endpoint_edits, payload_edits
from benchmarks.plant_schema import schema_edits
from benchmarks.planting import Planting
from spec2code.drift.find import find_drift
from spec2code.drift.routes import path_key
from spec2code.model.api import Endpoint, Event
from spec2code.model.fold import fold
from spec2code.model.project import Project
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec, statements_of

__all__ = ["plant_endpoint_model", "plant_event_model", "plant_schema_model"]


def plant_schema_model(planting: Planting, specs: Sequence[Spec], project: Project) -> None:
    """Edits of the tables that specs speak of, in the migrations and in the models."""
    spoken = fold(Schema(), statements_of(specs), ensure=True).schema
    history = project.history
    if history is not None:
        for edit in schema_edits(history.schema, spoken, models=False):
            made = replace(project, history=replace(history, schema=edit.schema))
            planting.judge(edit.kind, edit.expected, specs, made)
    if project.models is not None:
        for edit in schema_edits(project.models, spoken, models=True):
            kind = edit.kind.replace("model:", "model of classes:")
            planting.judge(kind, edit.expected, specs, replace(project, models=edit.schema))


def plant_event_model(planting: Planting, specs: Sequence[Spec], project: Project) -> None:
    """Edits of the models of events' payloads, and of what specs say of events beside them."""
    quiet = replace(project, endpoints=(), open_prefixes=(), applications=())
    for spec, event in [(each, event) for each in specs for event in each.events]:
        if event.shape is None:
            continue
        alone = _alone(spec, events=(event,))
        names = [key for key in project.shapes if not _misses(alone, quiet, key)]
        if len(names) != 1 or find_drift([alone], quiet):
            continue
        name, shapes = names[0], dict(project.shapes)
        rest = {key: value for key, value in shapes.items() if key != name}
        missing = (f"D510 missing event {event.name}",)
        bare = replace(quiet, shapes=rest)
        planting.judge("model: event's model dropped", missing, [alone], bare)
        for kind, made, expected in payload_edits(
            event.shape, shapes[name], dict(spec.definitions), shapes
        ):
            changed = replace(quiet, shapes={**rest, name: made})
            planting.judge(kind, expected, [alone], changed)
        for kind, other in _said_otherwise(event):
            expected = (f"D510 missing event {other.name}",) if other.name != event.name else ()
            planting.judge(kind, expected, [replace(alone, events=(other,))], quiet)


def _alone(
    spec: Spec, *, endpoints: tuple[Endpoint, ...] = (), events: tuple[Event, ...] = ()
) -> Spec:
    """The spec with nothing else."""
    return replace(spec, endpoints=endpoints, events=events, statements=(), post_statements=())


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


def plant_endpoint_model(planting: Planting, specs: Sequence[Spec], project: Project) -> None:
    """Edits of the routes that serve the endpoints of specs, each compared alone."""
    served = {(item.method, path_key(item.path)): item for item in project.endpoints}
    for spec, wanted in [(each, item) for each in specs for item in each.endpoints]:
        route = served.get((wanted.method, path_key(wanted.path)))
        if route is None or route.undecided:
            continue
        where = f"{wanted.method} {wanted.path}"
        if wanted.rate_limit is not None:
            other = replace(wanted, rate_limit=replace(wanted.rate_limit, requests=77))
            lone = _alone(spec, endpoints=(other,))
            planting.judge("endpoint's rate limit (no drift)", (), [lone], project, where)
        alone = _alone(spec, endpoints=(wanted,))
        shapes = dict(project.shapes)
        for edit in endpoint_edits(wanted, route, dict(spec.definitions), shapes):
            routes = (edit.route,) if edit.route else ()
            made = replace(project, endpoints=routes, open_prefixes=(), applications=())
            planting.judge(edit.kind, edit.expected, [alone], made, where)

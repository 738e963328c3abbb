"""Parts of the specs' endpoints that can't be told of the routes: parameters, bodies, answers, types of fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.drift.parameters import reads
from spec2code.drift.routes import match_routes
from spec2code.drift.untold_tables import listed
from spec2code.model.api import Endpoint, Parameter
from spec2code.model.project import Project
from spec2code.model.shapes import (
    AnyShape,
    ArrayShape,
    Definitions,
    ObjectShape,
    RefShape,
    Shape,
    UnionShape,
    without_null,
)
from spec2code.model.span import Span
from spec2code.model.spec import Spec

__all__ = ["untold_parts"]

Part = tuple[str, Span | None]


def untold_parts(specs: Sequence[Spec], project: Project) -> list[Diagnostic]:
    """P116 for each spec: what it says of endpoints and nothing can be held against."""
    found = []
    for spec in specs:
        parts: dict[str, Span | None] = {}
        for endpoint, route in match_routes(spec.endpoints, project).pairs:
            parts.update(_of_endpoint(endpoint, route))
            parts.update(_of_bodies(endpoint, route, spec.definitions, project.shapes))
        if parts:
            count = "1 part" if len(parts) == 1 else f"{len(parts)} parts"
            isnt = "isn't" if len(parts) == 1 else "aren't"
            message = (
                f"{count} of endpoints can't be told and {isnt} compared: {listed(list(parts))}"
            )
            found.append(diagnostic("P116", message, next(iter(parts.values()))))
    return found


def _of_endpoint(endpoint: Endpoint, route: Endpoint) -> Iterator[Part]:
    spoken = {
        "parameters": bool(endpoint.parameters),
        "request": endpoint.request is not None,
        "responses": bool(endpoint.responses or endpoint.errors),
        "auth": endpoint.auth is not None,
    }
    parts = [name for name in route.undecided if spoken.get(name)]
    if endpoint.request is not None and route.request is None and reads(route, "body"):
        parts.append("request")
    if any(_may_be_read(item, route) for item in endpoint.parameters):
        parts.append("parameters")
    parts = list(dict.fromkeys(parts))
    if parts:
        yield f"{' and '.join(parts)} of `{endpoint.method} {endpoint.path}`", route.span


def _may_be_read(parameter: Parameter, route: Endpoint) -> bool:
    """Whether the handler reads something of that place by itself, and it can't be told what."""
    known = {(item.location, item.name.lower()) for item in route.parameters} | {*route.reads}
    key = (parameter.location, parameter.name.lower())
    return key not in known and (parameter.location, None) in known


def _of_bodies(
    endpoint: Endpoint, route: Endpoint, wanted: Definitions, has: Definitions
) -> Iterator[Part]:
    if endpoint.request and route.request and endpoint.request.shape and route.request.shape:
        yield from _fields(endpoint.request.shape, route.request.shape, wanted, has, "", set())
    answers = {item.status: item.shape for item in route.responses}
    for response in endpoint.responses:
        code = answers.get(response.status)
        if response.shape is not None and code is not None:
            yield from _fields(response.shape, code, wanted, has, "", set())


def _fields(
    spec: Shape,
    code: Shape,
    wanted: Definitions,
    has: Definitions,
    name: str,
    seen: set[tuple[int, int]],
) -> Iterator[Part]:
    """The fields that both have and whose type the code gives in a way that can't be told."""
    spec, code = _plain(spec, wanted), _plain(code, has)
    if isinstance(spec, AnyShape | UnionShape):
        return
    if isinstance(code, AnyShape) and code.reason and name:
        yield f"the type of field `{name}` ({code.reason})", code.span
    elif isinstance(spec, ArrayShape) and isinstance(code, ArrayShape):
        yield from _fields(spec.items, code.items, wanted, has, name, seen)
    elif isinstance(spec, ObjectShape) and isinstance(code, ObjectShape):
        known = {field.name: field for field in spec.fields}
        for field in code.fields:
            pair = (id(known.get(field.name)), id(field))
            if field.name in known and pair not in seen:
                seen.add(pair)
                inner = known[field.name].shape
                own = f"{code.name or name}.{field.name}"
                for words, span in _fields(inner, field.shape, wanted, has, own, seen):
                    yield words, span or field.span


def _plain(shape: Shape, definitions: Definitions) -> Shape:
    seen = set()
    shape = without_null(shape)
    while isinstance(shape, RefShape) and shape.name in definitions and shape.name not in seen:
        seen.add(shape.name)
        shape = without_null(definitions[shape.name])
    return shape

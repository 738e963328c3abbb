"""Edits of the endpoints and shapes that code was read as: every attribute once, and what each must be told as.

As in `plant_schema`, the model itself is changed. A shape is edited in a copy that one endpoint alone uses, so that
one edit is one finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks.plant_fields import Definitions, field_edits, resolved
from spec2code.drift.auth import is_credential
from spec2code.drift.endpoints import holds_nothing
from spec2code.drift.parameters import reads
from spec2code.model.api import ApiError, Auth, Body, Endpoint, Parameter, Response
from spec2code.model.shapes import (
    ANY,
    MISSING,
    AnyShape,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    MapShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    without_null,
)

__all__ = ["EndpointEdit", "endpoint_edits", "payload_edits"]


@dataclass(frozen=True, slots=True)
class EndpointEdit:
    """The route and the definitions with one thing changed, and the findings that this must be told as."""

    kind: str
    route: Endpoint | None
    shapes: Definitions
    expected: tuple[str, ...]


def endpoint_edits(
    wanted: Endpoint, route: Endpoint, spoken: Definitions, shapes: Definitions
) -> Iterator[EndpointEdit]:
    """Every edit of one route.

    Args:
        wanted: the endpoint of the spec that it serves.
        route: what the code was read as.
        spoken: the shapes that the spec defines.
        shapes: those of the code.
    """
    name = f"{wanted.method} {wanted.path}"
    for kind, made, told in _of_route(wanted, route, name):
        yield EndpointEdit(f"model: {kind}", made, shapes, (told,) if told else ())
    for kind, made, both in _moved(wanted, route, name):
        yield EndpointEdit(f"model: {kind}", made, shapes, both)
    yield from _bodies(wanted, route, spoken, shapes, name)


def _of_route(
    wanted: Endpoint, route: Endpoint, name: str
) -> Iterator[tuple[str, Endpoint | None, str]]:
    missing = f"D301 missing endpoint {name}"
    yield "endpoint dropped", None, missing
    yield "endpoint's method", replace(route, method="TRACE"), missing
    yield "endpoint's path", replace(route, path=f"{route.path}/planted"), missing
    yield "endpoint's path parameter's name (no drift)", _renamed(route), ""
    auth = f"D311 changed auth of {name}"
    # Of a route that is handed the caller's credentials itself the code doesn't say what it refuses.
    if wanted.auth is not None and not any(map(is_credential, route.parameters)):
        needed = bool(route.auth and route.auth.required)
        yield "auth", replace(route, auth=Auth(not needed), guard=None), auth
        if wanted.auth.required:
            guarded = replace(route, auth=None, guard="its decorator `planted`")
            yield "auth by hand (no drift)", guarded, ""
        if wanted.auth.required and wanted.auth.scheme and needed:
            planted = "basic" if wanted.auth.scheme != "basic" else "apiKey"
            told = f"D317 changed auth of {name}"
            yield "auth's scheme", replace(route, auth=Auth(True, planted)), told
            unsure = Auth(True, planted, sure=False)
            yield "auth's scheme among others (no drift)", replace(route, auth=unsure), ""
    yield from _parameters(wanted, route, name)
    yield from _statuses(wanted, route, name)


def _moved(
    wanted: Endpoint, route: Endpoint, name: str
) -> Iterator[tuple[str, Endpoint, tuple[str, ...]]]:
    """A parameter of the query that is read from a header, and the reverse."""
    said = {(item.location, item.name.lower()): item for item in wanted.parameters}
    for item in route.parameters:
        spec = said.get((item.location, item.name.lower()))
        if spec is None or item.location not in ("query", "header"):
            continue
        other = "header" if item.location == "query" else "query"
        # Without its place it is the route's own: what a shared dependency reads would be told once for all routes.
        moved = replace(item, location=other, span=None)
        if is_credential(moved) or not (item.required or item.published):
            continue  # auth says what there is of the one, the code hides the other
        items = tuple(moved if one is item else one for one in route.parameters)
        told = (
            f"D303 missing {item.location} parameter {spec.name} of {name}",
            f"D304 extra {other} parameter {item.name} of {name}",
        )
        kind = f"{item.location} parameter moved to the {other} (two)"
        yield kind, replace(route, parameters=items), told


def _renamed(route: Endpoint) -> Endpoint:
    parameters = tuple(
        replace(item, name=f"{item.name}_x") if item.location == "path" else item
        for item in route.parameters
    )
    return replace(route, path=route.path.replace("}", "_x}"), parameters=parameters)


def _parameters(
    wanted: Endpoint, route: Endpoint, name: str
) -> Iterator[tuple[str, Endpoint | None, str]]:
    for location in ("query", "header"):
        label = {"query": "zz_planted", "header": "X-Planted"}[location]
        new = Parameter(location, label, StringShape(), False)
        told = f"D304 extra {location} parameter {label} of {name}"
        made = replace(route, parameters=(*route.parameters, new))
        yield f"{location} parameter added", made, told
    said = {(item.location, item.name.lower()): item for item in wanted.parameters}
    for item in route.parameters:
        spec = said.get((item.location, item.name.lower()))
        if spec is None or item.location == "cookie":
            continue
        subject = f"{spec.location} parameter {spec.name} of {name}"
        for kind, new_one, number in _of_parameter(item, spec):
            items = tuple(
                x for x in (new_one if p is item else p for p in route.parameters) if x is not None
            )
            yield f"{item.location} parameter{kind}", replace(
                route, parameters=items
            ), f"{number} {subject}"


def _of_parameter(item: Parameter, spec: Parameter) -> Iterator[tuple[str, Parameter | None, str]]:
    if item.location != "path":
        yield " dropped", None, "D303 missing"
        if spec.stated:
            yield " required or not", replace(item, required=not item.required), "D305 changed"
    if spec.default is not MISSING and item.default is not MISSING:
        yield "'s default", replace(item, default="planted"), "D307 changed"
    if spec.typed and not isinstance(spec.shape, AnyShape):
        list_of = ArrayShape(items=ArrayShape(items=BooleanShape()))
        yield "'s type", replace(item, shape=list_of), "D306 changed"
    shape = without_null(item.shape)
    stated = without_null(spec.shape)
    if isinstance(shape, NumberShape) and isinstance(stated, NumberShape):
        if stated.maximum is not None:
            yield "'s limit", replace(item, shape=replace(shape, maximum=7777)), "D306 changed"
        if stated.minimum is not None:
            yield "'s limit taken away", replace(item, shape=replace(shape, minimum=None)), (
                "D306 changed"
            )
    if isinstance(shape, EnumShape) and isinstance(stated, EnumShape):
        fewer = replace(shape, values=(*shape.values, "planted"))
        yield "'s values", replace(item, shape=fewer), "D306 changed"


def _statuses(
    wanted: Endpoint, route: Endpoint, name: str
) -> Iterator[tuple[str, Endpoint | None, str]]:
    stated = [item for item in wanted.responses if not item.assumed]
    if len(stated) == 1 and len(route.responses) == 1:
        item = route.responses[0]
        told = f"D308 changed status {item.status} of {name}"
        yield "status", replace(route, responses=(replace(item, status=203),)), told
        more = (item, Response(209))
        yield "status added", replace(route, responses=more), f"D310 extra status 209 of {name}"
    declared = [item for item in route.errors if item.declared]
    known = {item.status for item in wanted.errors}
    if declared and known:
        new = ApiError(418)
        told = f"D310 extra error 418 of {name}"
        yield "error added", replace(route, errors=(*route.errors, new)), told
        statuses = [item.status for item in declared]
        for error in declared:
            alone = statuses.count(error.status) == 1 and len(set(statuses)) > 1
            if error.status in known and error.status not in (401, 403, 422, 500) and alone:
                told = f"D314 missing error {error.status} of {name}"
                rest = tuple(item for item in route.errors if item is not error)
                yield "error dropped", replace(route, errors=rest), told
                told = f"D314 changed error {error.status} of {name}"
                other = tuple(ApiError(418) if item is error else item for item in route.errors)
                yield "error's status", replace(route, errors=other), told
                break


# -- bodies


def _bodies(
    wanted: Endpoint, route: Endpoint, spoken: Definitions, shapes: Definitions, name: str
) -> Iterator[EndpointEdit]:
    subject = f"request body of {name}"
    if wanted.request is not None and route.request is not None:
        # A route that takes the body out of the request itself reads one still, and `{}` is none.
        open_ = reads(route, "body") or holds_nothing(wanted.request)
        kind = (
            "request dropped where nothing can be told (no drift)" if open_ else "request dropped"
        )
        told = () if open_ else (f"D312 missing {subject}",)
        yield EndpointEdit(f"model: {kind}", replace(route, request=None), shapes, told)
        other = replace(route.request, media_type="text/csv")
        told = (f"D315 changed {subject}",)
        yield EndpointEdit(
            "model: request's media type", replace(route, request=other), shapes, told
        )
        if wanted.request.shape is not None and route.request.shape is not None:
            for kind, shape, told in _shapes(
                wanted.request.shape, route.request.shape, spoken, shapes, subject, True
            ):
                made = replace(route, request=replace(route.request, shape=shape))
                yield EndpointEdit(f"model: request's {kind}", made, shapes, told)
    elif wanted.request is None and any(item.shape for item in wanted.responses):
        made = replace(route, request=Body("application/json", ANY))
        told = (f"D313 extra {subject}",)
        yield EndpointEdit("model: request added", made, shapes, told)
    if len(wanted.responses) != 1 or len(route.responses) != 1:
        return
    said, has = wanted.responses[0], route.responses[0]
    if said.shape is None or has.shape is None or said.status != has.status:
        return
    subject = f"response {said.status} of {name}"
    bare = replace(route, responses=(replace(has, shape=None),))
    told = (f"D410 missing {subject}",)
    yield EndpointEdit("model: response's model dropped", bare, shapes, told)
    for kind, shape, told in _shapes(said.shape, has.shape, spoken, shapes, subject, False):
        made = replace(route, responses=(replace(has, shape=shape),))
        yield EndpointEdit(f"model: response's {kind}", made, shapes, told)


def payload_edits(
    said: Shape, has: Shape, spoken: Definitions, shapes: Definitions
) -> Iterator[tuple[str, Shape, tuple[str, ...]]]:
    """Every edit of the model that an event's payload is compared with."""
    for kind, made, told in _shapes(said, has, spoken, shapes, "the payload", False):
        if not isinstance(made, ArrayShape):
            yield f"model: event's {kind}", made, tuple(f"D5{item[2:]}" for item in told)


Told = tuple[str, ...]


def _shapes(
    said: Shape, has: Shape, spoken: Definitions, shapes: Definitions, subject: str, request: bool
) -> Iterator[tuple[str, Shape, Told]]:
    said, has = resolved(said, spoken), resolved(has, shapes)
    if isinstance(said, ArrayShape) and isinstance(has, ArrayShape):
        said_items, has_items = resolved(said.items, spoken), resolved(has.items, shapes)
        if not isinstance(said_items, AnyShape) and not isinstance(has_items, AnyShape):
            told = (f"D403 changed {subject}",)
            yield "body no longer a list", has.items, told
        if isinstance(said_items, ObjectShape) and isinstance(has_items, ObjectShape):
            for kind, made, told in _objects(said_items, has_items, spoken, shapes, request):
                yield kind, replace(has, items=made), told
    elif isinstance(said, ObjectShape) and isinstance(has, ObjectShape):
        if said.fields and has.fields:
            told = (f"D403 changed {subject}",)
            yield "body a list", ArrayShape(items=has), told
            yield from _objects(said, has, spoken, shapes, request)


def _objects(
    said: ObjectShape, has: ObjectShape, spoken: Definitions, shapes: Definitions, request: bool
) -> Iterator[tuple[str, Shape, Told]]:
    # Without their places the fields are the copy's own.
    own = tuple(replace(item, span=None) for item in has.fields)
    has = replace(has, name="PlantedModel", fields=own)
    if request and said.additional is not None:
        told = ("D406 changed field PlantedModel.*",)
        yield "further fields refused", replace(has, closed=True), told
    if request and said.additional is None and not has.closed and has.fields:
        yield "further fields refused (no drift)", replace(has, closed=True), ()
    if said.additional is None:
        for required in (True, False):
            new = Field("zz_planted", MapShape(values=BooleanShape()), required)
            word = "required" if required else "optional"
            told = ("D402 extra field PlantedModel.zz_planted",)
            yield f"{word} field added", replace(has, fields=(*has.fields, new)), told
    yield "fields in another order (no drift)", replace(has, fields=has.fields[::-1]), ()
    wanted = {item.name: item for item in said.fields}
    for item in has.fields:
        spec = wanted.get(item.name)
        if spec is None or item.read_only or item.write_only or item.request_names:
            continue
        if item.response_shape is not None:
            continue
        rest = tuple(other for other in has.fields if other is not item)
        if rest and has.additional is None:
            told = (f"D401 missing field PlantedModel.{item.name}",)
            yield "field dropped", replace(has, fields=rest), told
            if said.additional is None:
                into = Field("zz_planted", ObjectShape(fields=(item,), name="PlantedInner"))
                both = (*told, "D402 extra field PlantedModel.zz_planted")
                if not isinstance(spec.shape, ObjectShape | RefShape | MapShape | AnyShape):
                    yield "field moved into an object (two)", replace(
                        has, fields=(*rest, into)
                    ), both
        for kind, made, number in field_edits(item, spec, spoken, shapes, request):
            fields = tuple(made if other is item else other for other in has.fields)
            told = (f"{number} changed field PlantedModel.{item.name}*",) if number else ()
            yield f"field's {kind}", replace(has, fields=fields), told

"""Edits of an endpoint in a spec, each with the findings that it must be told as."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

from spec2code.drift.routes import path_key
from spec2code.model.api import Endpoint
from spec2code.model.project import Project
from spec2code.model.shapes import ArrayShape, ObjectShape, RefShape, Shape

__all__ = ["ENDPOINT_KINDS", "EditedEndpoint", "beside"]

Facts = dict[str, Any]
EditedEndpoint = tuple[Facts, Facts, tuple[str, ...]]
"""The route, the shapes, what must be told."""
Edit = Callable[[Facts, Facts], Iterator[EditedEndpoint]]

PLANTED = "PlantedModel"


_METHODS = ("PATCH", "DELETE", "PUT", "POST", "GET")


def beside(route: Facts, own: Endpoint, project: Project) -> Facts:
    """The facts of a route with what edits of it must know of the code beside it.

    Args:
        route: the facts.
        own: what the code was read as.
        project: all that the code was read as.
    """
    path = path_key(route["path"].rstrip("/"))
    served = {item.method for item in project.endpoints if path_key(item.path) == path}
    free = [method for method in _METHODS if method not in served]
    made = {**route, "path": route["path"].rstrip("/"), "unserved": free[0] if free else "PATCH"}
    hidden = {item.name for item in own.parameters if not (item.required or item.published)}
    given = route["query_params"].items()
    made["query_params"] = {name: needs for name, needs in given if name not in hidden}
    needed = bool(own.auth and own.auth.required)
    if needed or not own.guard:
        made["needs_auth"] = needed
    bodies = {"request": [own.request], "response": [*own.responses]}
    made["open"] = {
        side
        for side, items in bodies.items()
        if any(item and _takes_more(item.shape, project) for item in items)
    }
    return made


def _takes_more(shape: Shape | None, project: Project) -> bool:
    """Whether a model takes fields that it doesn't name: one that a spec adds may be among them."""
    while isinstance(shape, ArrayShape | RefShape):
        shape = shape.items if isinstance(shape, ArrayShape) else project.shapes.get(shape.name)
    return isinstance(shape, ObjectShape) and shape.additional is not None


def _route(change: Callable[[Facts], str | tuple[str, ...] | None]) -> Edit:
    """An edit of the route itself; the change gives what must be told, None where it doesn't fit."""

    def edit(route: Facts, shapes: Facts) -> Iterator[EditedEndpoint]:
        made = copy.deepcopy(route)
        expected = change(made)
        if expected is not None:
            told = (expected,) if isinstance(expected, str) else expected
            yield made, shapes, told

    return edit


def _name(route: Facts) -> str:
    return f"{route['method']} {route['path']}"


def _moved(route: Facts) -> str:
    route["path"] = route["path"].rstrip("/") + "/planted-elsewhere"
    return f"D301 missing endpoint {_name(route)}"


def _other_method(route: Facts) -> str:
    route["method"] = route["unserved"]
    return f"D301 missing endpoint {_name(route)}"


def _other_status(route: Facts) -> str:
    old = route["status"]
    route["status"] = 203
    return f"D308 changed status 203 of {_name(route)}" if old != 203 else ""


def _new_query(route: Facts) -> str:
    route["query_params"]["zz_planted"] = False
    return f"D303 missing query parameter zz_planted of {_name(route)}"


def _new_header(route: Facts) -> str:
    route["header_params"] = [*route["header_params"], "X-Planted"]
    return f"D303 missing header parameter X-Planted of {_name(route)}"


def _query_as_header(route: Facts) -> tuple[str, ...] | None:
    name = next(iter(route["query_params"]), None)
    if name is None or not re.fullmatch(r"[a-z]\w*", name):
        return None
    del route["query_params"][name]
    route["header_params"] = [*route["header_params"], f"X-{name}"]
    return (
        f"D303 missing header parameter X-{name} of {_name(route)}",
        f"D304 extra query parameter {name} of {_name(route)}",
    )


def _no_query(route: Facts) -> str | None:
    if len(route["query_params"]) < 2:
        return None
    name = next(iter(route["query_params"]))
    del route["query_params"][name]
    return f"D304 extra query parameter {name} of {_name(route)}"


def _renamed_query(route: Facts) -> tuple[str, ...] | None:
    if not route["query_params"]:
        return None
    name = next(iter(route["query_params"]))
    route["query_params"][f"zz{len(name)}"] = route["query_params"].pop(name)
    return (
        f"D303 missing query parameter zz{len(name)} of {_name(route)}",
        f"D304 extra query parameter {name} of {_name(route)}",
    )


def _required_query(route: Facts) -> str | None:
    if not route["query_params"]:
        return None
    name = next(iter(route["query_params"]))
    route["query_params"][name] = not route["query_params"][name]
    # Brackets say in a spec that a parameter repeats.
    return f"D305 changed query parameter {name.removesuffix('[]')} of {_name(route)}"


def _no_body(route: Facts, shapes: Facts) -> Iterator[EditedEndpoint]:
    """A spec that shows no body at all for an endpoint says nothing of one."""
    if route["body_model"] is not None and shapes.get(route["response_model"]):
        told = f"D313 extra request body of {_name(route)}"
        yield {**route, "body_model": None}, shapes, (told,)


def _auth(route: Facts) -> str | None:
    """The facts don't know of auth; `needs_auth` is what the code was read as."""
    if "needs_auth" not in route:
        return None
    route["auth"] = "none" if route["needs_auth"] else "Bearer token"
    return f"D311 changed auth of {_name(route)}"


def _renamed_path_parameter(route: Facts) -> tuple[str, ...] | None:
    if "{" not in route["path"]:
        return None
    route["path"] = re.sub(r"\{\w+\}", "{planted}", route["path"], count=1)
    return ()


def _fields(
    side: str, change: Callable[[Facts, str, bool], tuple[str, ...] | None], *, most: int = 3
) -> Edit:
    """Edits of single fields of a copy of the model, so that what else uses the model stays."""
    key = "body_model" if side == "request" else "response_model"

    def edit(route: Facts, shapes: Facts) -> Iterator[EditedEndpoint]:
        shape = shapes.get(route[key])
        if not shape or not all(isinstance(said, list) for said in shape.values()):
            return
        if "grant_type" in shape or any("binary" in str(said) for said in shape.values()):
            return
        if change is _added and side in route["open"]:
            return
        for name in list(shape)[:most]:
            made = copy.deepcopy(shape)
            expected = change(made, name, side == "request")
            if expected is not None:
                yield {**route, key: PLANTED}, {**shapes, PLANTED: made}, expected

    return edit


_PLAIN = frozenset(
    ["string", "integer", "number", "boolean", "string:uuid", "string:date-time", "string:date"]
)


def _plain(kind: str | None) -> str:
    return (kind or "").removesuffix(" | null")


def _added(shape: Facts, name: str, request: bool) -> tuple[str, ...]:
    shape["zzPlanted"] = [True, "array[array[string]]"]
    shape["zz_planted"] = shape.pop("zzPlanted")
    return ("D401 missing field *zz_planted*",)


def _dropped(shape: Facts, name: str, request: bool) -> tuple[str, ...] | None:
    if len(shape) < 2:
        return None
    del shape[name]
    return (f"D402 extra field *{name}*",)


def _renamed(shape: Facts, name: str, request: bool) -> tuple[str, ...]:
    said = shape.pop(name)
    shape[f"{name}_renamed"] = said
    return (f"D409 changed field *{name}_renamed*",)


def _retyped(shape: Facts, name: str, request: bool) -> tuple[str, ...] | None:
    required, kind = shape[name]
    plain = _plain(kind)
    if plain not in _PLAIN:
        return None
    other = "boolean" if plain != "boolean" else "integer"
    shape[name] = [required, (kind or "").replace(plain, other)]
    return (f"D403 changed field *{name}*",)


def _listed(shape: Facts, name: str, request: bool) -> tuple[str, ...] | None:
    required, kind = shape[name]
    plain = _plain(kind)
    if plain not in _PLAIN:
        return None
    shape[name] = [required, (kind or "").replace(plain, f"array[{plain}]")]
    return (f"D403 changed field *{name}*",)


def _required(shape: Facts, name: str, request: bool) -> tuple[str, ...]:
    shape[name][0] = not shape[name][0]
    return (f"D404 changed field *{name}*",)


def _null(shape: Facts, name: str, request: bool) -> tuple[str, ...] | None:
    """Only of required fields: that an optional one may be null is no statement of its own."""
    required, kind = shape[name]
    if not required or _plain(kind) not in _PLAIN:
        return None
    shape[name][1] = _plain(kind) if kind.endswith("null") else f"{kind} | null"
    return (f"D405 changed field *{name}*",)


def _format(shape: Facts, name: str, request: bool) -> tuple[str, ...] | None:
    kind = shape[name][1]
    if _plain(kind) not in ("string", "string:uuid", "string:date-time"):
        return None
    shape[name][1] = kind.replace(_plain(kind), "string:date")
    return (f"D411 changed field *{name}*",)


def _limit(shape: Facts, name: str, request: bool) -> tuple[str, ...] | None:
    kind = shape[name][1]
    if _plain(kind) != "string":
        return None
    shape[name][1] = kind.replace("string", "string (max 77 chars)")
    return (f"D406 changed field *{name}*",)


ENDPOINT_KINDS: dict[str, Edit] = {
    "spec: path changed": _route(_moved),
    "spec: method changed": _route(_other_method),
    "spec: status changed": _route(_other_status),
    "spec: path parameter renamed (no drift)": _route(_renamed_path_parameter),
    "spec: query parameter added": _route(_new_query),
    "spec: query parameter dropped": _route(_no_query),
    "spec: query parameter renamed (two)": _route(_renamed_query),
    "spec: query parameter moved to a header (two)": _route(_query_as_header),
    "spec: query parameter required or not": _route(_required_query),
    "spec: header added": _route(_new_header),
    "spec: request body dropped": _no_body,
    "spec: auth reversed": _route(_auth),
    **{
        f"spec: {side} field {what}": _fields(side, change)
        for side in ("request", "response")
        for what, change in (
            ("added", _added),
            ("dropped", _dropped),
            ("renamed", _renamed),
            ("retyped", _retyped),
            ("made a list", _listed),
            ("nullable or not", _null),
            ("of another format", _format),
            ("limited", _limit),
        )
    },
    "spec: request field required or not": _fields("request", _required),
}

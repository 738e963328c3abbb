"""Endpoints as they can be routed: what the routes and the documents of the API both say of them.

What FastAPI would do by itself is decided here for both: which response is the one of the handler, which
parameters belong to security, what an endpoint answers that the spec doesn't speak of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Final

from spec2code.codegen.api_errors import ERROR_CODE, error_source, error_value
from spec2code.codegen.api_names import ApiNames, FeatureNames
from spec2code.codegen.names import identifier
from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import ApiError, Endpoint, Parameter, Response
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.shapes import MISSING, JsonValue, Shape, StringShape

__all__ = ["ErrorGroup", "Requirement", "Route", "in_order", "is_json", "phrase", "routes", "tag"]

_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"})
_BRACES: Final = regex(r"\{([^{}]*)\}")
_PLAIN: Final = regex(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_CODES: Final = frozenset(int(status) for status in HTTPStatus)
_SCHEMES: Final = {
    "bearer": "bearer",
    "jwt": "bearer",
    "basic": "basic",
    "apikey": "api_key",
    "api_key": "api_key",
    "oauth2": "oauth2",
    "cookie": "session_cookie",
}
_KEY_NAMES: Final = frozenset({"apikey", "xapikey", "key", "accesskey"})


@dataclass(frozen=True, slots=True)
class ErrorGroup:
    """The rows of the error table that share a status."""

    status: int
    description: str
    shapes: tuple[Shape, ...]
    examples: tuple[tuple[str, JsonValue], ...]
    """Code and body."""
    texts: tuple[tuple[str, str], ...] = ()
    """Code and message of those whose body was made of them."""

    @property
    def made(self) -> int:
        """How many examples were made; the others are the spec's own."""
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a caller must show: bearer, basic, api_key (in a header), api_key_query, oauth2 or session_cookie."""

    scheme: str
    scopes: tuple[str, ...]
    name: str = ""
    """What an API key or a session is called where it is sent."""


@dataclass(frozen=True, slots=True)
class Route:
    endpoint: Endpoint
    handler: str
    """Name of the function."""
    operation_id: str
    path: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    success: Response
    others: tuple[Response, ...]
    errors: tuple[ErrorGroup, ...]
    security: Requirement | None
    needs_idempotency_key: bool
    """It takes an Idempotency-Key that its parameters don't mention."""


def routes(
    feature: FeatureNames,
    names: ApiNames,
    *,
    elsewhere: Collection[tuple[str, str]] = (),
    handlers: Mapping[tuple[str, str], str] | None = None,
) -> tuple[list[Route], list[Diagnostic]]:
    """The routes of a feature, in an order in which none hides another.

    Args:
        feature: whose endpoints.
        names: of the whole API.
        elsewhere: method and path, with `{}` for each parameter, of what the project has in files of its own.
        handlers: names that the feature's router has for its handlers already, by the same key.
    """
    made: list[Route] = []
    told: list[Diagnostic] = []
    for endpoint in feature.endpoints:
        path = _BRACES.sub(lambda found: f"{{{_placeholder(found[1])}}}", endpoint.path)
        place = (endpoint.method, _BRACES.sub("{}", endpoint.path))
        if place in elsewhere:
            told.append(
                diagnostic(
                    "G206",
                    f"`{endpoint.method} {endpoint.path}` is in the project already; no route is written",
                    endpoint.span,
                )
            )
        elif problem := _unroutable(endpoint, path):
            told.append(diagnostic("G208", problem, endpoint.span))
        else:
            route = _route(endpoint, path, feature, names, told)
            made.append(replace(route, handler=(handlers or {}).get(place, route.handler)))
    return _ordered(made), told


def in_order(groups: Sequence[Sequence[Route]]) -> list[int]:
    """The order in which to include routers, so that none hides a path of another, as indexes."""
    placed: list[int] = []
    patterns = [
        [(route.endpoint.method, _segments(route.path)) for route in made] for made in groups
    ]
    for index, own in enumerate(patterns):
        fixed = [item for item in own if any(part != "{}" for part in item[1])]
        at = next(
            (
                position
                for position, other in enumerate(placed)
                if any(
                    method == one and _hides(theirs, ours)
                    for one, theirs in patterns[other]
                    if "{}" in theirs
                    for method, ours in fixed
                )
            ),
            len(placed),
        )
        placed.insert(at, index)
    return placed


def tag(feature: FeatureNames) -> str:
    """The tag of a feature's router: `order_items` -> `Order items`."""
    text = feature.feature.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in _CODES else f"Status {status}"


def is_json(media_type: str | None) -> bool:
    """Whether a body of the media type is JSON; one that isn't said counts as JSON."""
    plain = (media_type or "").split(";")[0].strip().lower()
    return plain == "application/json" or plain.endswith("+json") or not plain


def _placeholder(name: str) -> str:
    plain = name.strip()
    return plain if _PLAIN.match(plain) else identifier(plain, prefix="p")


def _unroutable(endpoint: Endpoint, path: str) -> str | None:
    if endpoint.method not in _METHODS:
        return f"`{endpoint.method} {endpoint.path}`: FastAPI has no routes for `{endpoint.method}`"
    names = _BRACES.findall(path)
    if len(set(names)) < len(names):
        return f"`{endpoint.method} {endpoint.path}` has two path parameters of one name"
    if "{" in _BRACES.sub("", path) or "}" in _BRACES.sub("", path):
        return f"`{endpoint.method} {endpoint.path}`: the braces of the path don't match"
    return None


def _route(
    endpoint: Endpoint,
    path: str,
    feature: FeatureNames,
    names: ApiNames,
    told: list[Diagnostic],
) -> Route:
    success, others = _answers(endpoint)
    security = _requirement(endpoint)
    parameters = _parameters(endpoint, security, told)
    group = (endpoint.group or "").strip()
    key = bool(endpoint.idempotency_key) and all(
        item.name.lower() != "idempotency-key" for item in parameters
    )
    return Route(
        endpoint,
        names.handlers[endpoint.key],
        names.handlers[endpoint.key],
        path if path.startswith("/") else f"/{path}",
        (group,) if group and group.casefold() != tag(feature).casefold() else (),
        parameters,
        success,
        others,
        _groups(endpoint, feature, security, bool(parameters or endpoint.request or key)),
        security,
        key,
    )


def _answers(endpoint: Endpoint) -> tuple[Response, tuple[Response, ...]]:
    first_of: dict[int, Response] = {}
    for response in endpoint.responses:
        first_of.setdefault(response.status, response)
    found = sorted(first_of.values(), key=lambda item: item.status // 100 != 2)
    if not found:
        return Response(200, assumed=True), ()
    return found[0], tuple(found[1:])


def _requirement(endpoint: Endpoint) -> Requirement | None:
    auth = endpoint.auth
    if auth is None or not auth.required:
        return None
    scheme = _SCHEMES.get((auth.scheme or "bearer").lower().replace("-", ""), "bearer")
    scopes = tuple(dict.fromkeys(auth.scopes))
    if scheme == "session_cookie":
        return Requirement(scheme, scopes, auth.carrier[1] if auth.carrier else "session")
    if scheme != "api_key":
        return Requirement(scheme, scopes)
    place, name = auth.carrier or _key_parameter(endpoint)
    return Requirement("api_key_query" if place == "query" else scheme, scopes, name)


def _key_parameter(endpoint: Endpoint) -> tuple[str, str]:
    """Where the parameters of an endpoint have an API key, and what it is called."""
    for item in endpoint.parameters:
        plain = re.sub(r"[^a-z]", "", item.name.lower())
        if item.location == "header" and "apikey" in plain:
            return "header", item.name
        if item.location == "query" and plain in _KEY_NAMES:
            return "query", item.name
    return "header", "X-API-Key"


def _parameters(
    endpoint: Endpoint, security: Requirement | None, told: list[Diagnostic]
) -> tuple[Parameter, ...]:
    wanted = _BRACES.findall(endpoint.path)
    stated = {item.name: item for item in endpoint.parameters if item.location == "path"}
    found: list[Parameter] = []
    for raw in wanted:
        name = raw.strip()
        parameter = stated.get(name) or Parameter("path", name, StringShape(), True)
        if name != _placeholder(name):
            told.append(
                diagnostic(
                    "G204",
                    f"the path parameter `{name}` is written `{_placeholder(name)}` in the route",
                    parameter.span or endpoint.span,
                )
            )
        found.append(replace(parameter, name=_placeholder(name), required=True, default=MISSING))
    seen = {("path", item.name) for item in found}
    for item in endpoint.parameters:
        if item.location == "path" and item.name not in [name.strip() for name in wanted]:
            told.append(
                diagnostic(
                    "G205",
                    f"`{endpoint.method} {endpoint.path}` has no `{{{item.name}}}` in its path",
                    item.span or endpoint.span,
                )
            )
        key = (item.location, item.name.lower() if item.location == "header" else item.name)
        if (
            item.location != "path"
            and key not in seen
            and not _is_carried(item, security, endpoint)
        ):
            seen.add(key)
            found.append(item)
    return tuple(found)


def _is_carried(item: Parameter, security: Requirement | None, endpoint: Endpoint) -> bool:
    """Whether something else than a parameter takes this header, cookie or key."""
    name = item.name.lower()
    if item.location == "header" and name == "content-type":
        return endpoint.request is not None
    if security is None:
        return False
    if item.location in ("query", "cookie"):
        held = {"query": "api_key_query", "cookie": "session_cookie"}[item.location]
        return security.scheme == held and item.name == security.name
    if item.location != "header":
        return False
    if security.scheme == "api_key":
        return name == security.name.lower()
    return name == "authorization" and security.scheme in ("bearer", "basic", "oauth2")


def _groups(
    endpoint: Endpoint, feature: FeatureNames, security: Requirement | None, takes_input: bool
) -> tuple[ErrorGroup, ...]:
    by_status: dict[int, list[ApiError]] = {}
    for row in endpoint.errors:
        by_status.setdefault(row.status, []).append(row)
    groups = {status: _group(status, rows, endpoint, feature) for status, rows in by_status.items()}
    codes = feature.error_codes
    if security is not None and 401 not in groups:
        # Who asks for credentials refuses without them, whether or not the error table says so.
        groups[401] = _unstated(401, "Not authenticated", codes.refused, feature)
    if takes_input and 422 not in groups:
        # So does who takes anything at all; in FastAPI's own shape where the spec states none.
        invalid = _unstated(422, "Validation Error", codes.invalid[0], feature)
        if 400 in groups and any(code in codes.invalid for code, _ in groups[400].examples):
            # The spec has a 400 for it; FastAPI documents a 422 all the same.
            invalid = replace(invalid, examples=(), texts=())
        groups |= {422: invalid} if invalid.shapes else {}
    return tuple(group for _, group in sorted(groups.items()))


def _unstated(status: int, text: str, code: str, feature: FeatureNames) -> ErrorGroup:
    """What the framework answers and the endpoint's own errors don't list."""
    error = feature.error
    if error is None or error_source(error, feature.models) is None:
        return ErrorGroup(status, text, (), ())
    if ERROR_CODE not in feature.models:
        return ErrorGroup(status, text, (error,), ())
    value = error_value(error, feature.models, status, code, text)
    return ErrorGroup(status, text, (error,), ((code, value),), ((code, text),))


def _group(
    status: int, rows: list[ApiError], endpoint: Endpoint, feature: FeatureNames
) -> ErrorGroup:
    texts: dict[str, None] = {}
    shapes: list[Shape] = []
    examples: dict[str, JsonValue] = {}
    made: dict[str, str] = {}
    for row in rows:
        text = row.message or row.condition or ""
        shape = feature.error_of(endpoint, row)
        named = row.code if len(rows) > 1 or shape is None else None
        texts.setdefault(f"{named}: {text}" if named and text else named or text or phrase(status))
        if shape is None:
            continue
        if shape not in shapes:
            shapes.append(shape)
        if row.example is not MISSING:
            examples.setdefault(row.code or phrase(status), row.example)
        elif row.code and row.code not in examples:
            made[row.code] = text or phrase(status)
            value = error_value(shape, feature.models, status, row.code, made[row.code])
            examples[row.code] = value
    return ErrorGroup(
        status, "; ".join(texts), tuple(shapes), tuple(examples.items()), tuple(made.items())
    )


def _ordered(made: Iterable[Route]) -> list[Route]:
    """In their order, but in front of the first that would take their requests."""
    placed: list[tuple[Route, list[str]]] = []
    for route in made:
        pattern = _segments(route.path)
        at = next(
            (
                index
                for index, (other, segments) in enumerate(placed)
                if other.endpoint.method == route.endpoint.method and _hides(segments, pattern)
            ),
            len(placed),
        )
        placed.insert(at, (route, pattern))
    return [route for route, _ in placed]


def _segments(path: str) -> list[str]:
    return [_BRACES.sub("{}", part) for part in path.strip("/").split("/")]


def _hides(other: list[str], own: list[str]) -> bool:
    if len(other) != len(own) or other == own:
        return False
    return all(theirs == ours or theirs == "{}" for theirs, ours in zip(other, own, strict=True))

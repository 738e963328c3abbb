"""A request that an endpoint should take, as the arguments of a test client's call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from spec2code.codegen.api_mocks import KnownIds
from spec2code.codegen.api_names import FeatureNames
from spec2code.codegen.api_roles import file_fields, is_form
from spec2code.codegen.api_routes import Requirement, Route, is_json
from spec2code.codegen.api_values import python_literal, sample
from spec2code.codegen.literals import string_literal
from spec2code.model.api import Body, Parameter
from spec2code.model.records import dataclass
from spec2code.model.shapes import (
    MISSING,
    JsonValue,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
)

__all__ = ["Request", "credentials_of", "request_of"]

_CREDENTIALS: Final = {
    "bearer": ("Bearer token", "Bearer forbidden"),
    "oauth2": ("Bearer token", "Bearer forbidden"),
    # user:password, forbidden:password
    "basic": ("Basic dXNlcjpwYXNzd29yZA==", "Basic Zm9yYmlkZGVuOnBhc3N3b3Jk"),
}
_UNKNOWN: Final = "CHANGE-ME"
_BODYLESS: Final = frozenset({"get", "delete", "head", "options"})


@dataclass(frozen=True, slots=True)
class Request:
    """A call of `client`; `arguments` without credentials."""

    method: str
    path: str
    headers: Mapping[str, str]
    arguments: tuple[str, ...]
    has_odd_body: bool = False
    """Its method's own function takes no body."""

    def call(self, credentials: str | None) -> list[str]:
        """The arguments with the credentials of that name among the headers."""
        method = [string_literal(self.method.upper())] if self.function == "request" else []
        found = [*method, string_literal(self.path)]
        own = ", ".join(
            f"{string_literal(name)}: {string_literal(value)}"
            for name, value in self.headers.items()
        )
        arguments = self.arguments
        if credentials and credentials.startswith("API_KEY_QUERY"):
            stated = [
                item.removeprefix("params=") for item in arguments if item.startswith("params=")
            ]
            params = "{**" + ", **".join([credentials, *stated]) + "}" if stated else credentials
            found.append(f"params={params}")
            arguments = tuple(item for item in arguments if not item.startswith("params="))
            credentials = None
        if credentials and own:
            found.append(f"headers={{**{credentials}, {own}}}")
        elif credentials or own:
            found.append(f"headers={credentials or f'{{{own}}}'}")
        return [*found, *arguments]

    @property
    def function(self) -> str:
        return "request" if self.has_odd_body or self.method not in _CALLS else self.method


_CALLS: Final = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})


def credentials_of(security: Requirement, *, forbidden: bool = False) -> str:
    """Headers, or query parameters, for the user to replace by ones that are let in, or by those of one who may not."""
    key = "forbidden" if forbidden else "key"
    match security.scheme:
        case "api_key" | "api_key_query":
            return f'{{{string_literal(security.name)}: "{key}"}}'
        case "session_cookie":
            return f'{{"Cookie": {string_literal(f"{security.name}={key}")}}}'
        case scheme:
            return f'{{"Authorization": "{_CREDENTIALS[scheme][forbidden]}"}}'


def request_of(
    feature: FeatureNames, route: Route, known: KnownIds, wrong: str | None = None
) -> Request:
    """All that is required, with the spec's own examples where it has them.

    Args:
        feature: whose endpoint.
        route: the endpoint.
        known: the ids that its examples show.
        wrong: what is to be refused: `id`, the last one in the path is nobody's; `body`, there is nothing in it.
    """
    method = route.endpoint.method.lower()
    values = {
        (item.location, item.name): _value(item, known.of(route.endpoint, item.name))
        for item in route.parameters
        if item.required and item.default is MISSING
    }
    placed = [item for item in route.parameters if item.location == "path"]
    if wrong == "id" and placed:
        values["path", placed[-1].name] = _nobody_s(placed[-1].shape)
    path = re.sub(
        r"\{([^{}]*)\}",
        lambda found: _segment(values.get(("path", found[1]), _UNKNOWN)),
        route.path,
    )
    headers = {name: _text(value) for (place, name), value in values.items() if place == "header"}
    cookies = [
        f"{name}={_text(value)}" for (place, name), value in values.items() if place == "cookie"
    ]
    if cookies:
        headers["Cookie"] = "; ".join(cookies)
    arguments: list[str] = []
    query: dict[str, JsonValue] = {
        name: value for (place, name), value in values.items() if place == "query"
    }
    if query:
        arguments.append(f"params={python_literal(query)}")
    body = _body(feature, route, headers)
    if wrong == "body" and body and not body[0].startswith("content="):
        body = ["data={}"] if is_form(_request(route)) else ["json={}"]
    return Request(method, path, headers, (*arguments, *body), bool(body) and method in _BODYLESS)


def _request(route: Route) -> Body:
    assert route.endpoint.request is not None
    return route.endpoint.request


def _nobody_s(shape: Shape) -> JsonValue:
    """An id that no example has."""
    match shape:
        case StringShape(format="uuid"):
            return "00000000-0000-4000-8000-000000000404"
        case NumberShape():
            return 2**31 - 1
        case _:
            return "nobody-s"


def _value(item: Parameter, known: tuple[str, ...]) -> JsonValue:
    if item.location == "path" and known:
        return known[0]
    if item.example is not MISSING:
        return item.example
    value = sample(item.shape)
    return _UNKNOWN if value is MISSING else value


def _segment(value: JsonValue) -> str:
    """Half of a pair of UTF-16, which JSON can hold, can't be sent in an address."""
    return quote(_text(value), safe="", errors="replace")


def _text(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(_text, value)) if isinstance(value, list) else str(value)


def _body(feature: FeatureNames, route: Route, headers: dict[str, str]) -> list[str]:
    body = route.endpoint.request
    if body is None:
        return []
    if is_form(body):
        return _form(body)
    if not is_json(body.media_type):
        headers["Content-Type"] = body.media_type
        return ['content=b""']
    shape = feature.request(route.endpoint)
    value = body.example
    if value is MISSING:
        value = feature.sample(shape) if shape is not None else {}
    if body.media_type != "application/json":
        headers["Content-Type"] = body.media_type
    return [f"json={python_literal({} if value is MISSING else value)}"]


def _form(body: Body) -> list[str]:
    shape = body.shape
    named = file_fields(body)
    if not isinstance(shape, ObjectShape) or not shape.fields:
        return ['files={"file": ("file.bin", b"content")}']
    data: dict[str, JsonValue] = {}
    files: list[str] = []
    for item in shape.fields:
        if not item.required:
            continue
        if item.name in named:
            files.append(f'{string_literal(item.name)}: ("file.bin", b"content")')
        else:
            value = sample(item.shape)
            data[item.name] = _UNKNOWN if value is MISSING else value
    found = [f"files={{{', '.join(files)}}}"] if files else []
    return [*found, *([f"data={python_literal(data)}"] if data else [])]

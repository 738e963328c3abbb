"""What code takes out of `Request` by itself, where FastAPI is told nothing of it: `await request.form()`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from spec2code.project.values import Function, Value

__all__ = ["stated", "taken"]

_PLACES = {
    "json": "body",
    "form": "body",
    "body": "body",
    "stream": "body",
    "query_params": "query",
    "headers": "header",
    "cookies": "cookie",
}
"""Of starlette's Request: https://www.starlette.io/requests/."""
_PASSED_ON = ("TemplateResponse", "url_for", "url_path_for")
"""Calls that get the request and read nothing that a caller has sent."""


def taken(function: Function, name: str, depth: int) -> Iterator[tuple[str, str | None]]:
    """What a function takes out of the request that its parameter `name` holds.

    `depth`: 0 for the handler, 1 for what it depends on, and so on.

    Gives:
        (place, name): body, query, header or cookie; the name in small letters, None where it isn't stated. A
        handler that passes the request on may have its body read elsewhere; a dependency that does is after who
        is calling, and so is a dependency of a dependency that reads a body.
    """
    return (
        place for place in _taken(function, name, depth == 0) if depth < 2 or place[0] != "body"
    )


def stated(extra: Value) -> Iterator[tuple[str, str | None]]:
    """What a route says in `openapi_extra` that its handler takes out of the request; as `taken`."""
    if not isinstance(extra, dict):
        return
    given = extra.get("parameters")
    for item in given if isinstance(given, list) else ():
        place, name = (item.get("in"), item.get("name")) if isinstance(item, dict) else (None, None)
        if isinstance(place, str) and isinstance(name, str):
            yield place, name.lower()
    if extra.get("requestBody"):
        yield "body", None


def _taken(function: Function, name: str, handler: bool) -> Iterator[tuple[str, str | None]]:
    named: dict[ast.AST, str] = {}
    for node in ast.walk(function.node):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute() as part, attr="get" | "getlist"),
                args=[ast.Constant(value=str(text)), *_],
            ):
                named[part] = text.lower()
            case ast.Subscript(value=ast.Attribute() as part, slice=ast.Constant(value=str(text))):
                named[part] = text.lower()
            case ast.Attribute(
                value=ast.Attribute(value=ast.Name(id=owner), attr="url"), attr="query"
            ) if (owner == name):
                yield "query", None
            case ast.Attribute(value=ast.Name(id=owner), attr=attr) if owner == name:
                if attr in _PLACES:
                    yield _PLACES[attr], named.get(node)
            case ast.Call(func=called) if handler and _hands_on(node, name):
                if getattr(called, "attr", getattr(called, "id", "")) not in _PASSED_ON:
                    yield "body", None


def _hands_on(call: ast.Call, name: str) -> bool:
    given = (*call.args, *(item.value for item in call.keywords))
    return any(isinstance(item, ast.Name) and item.id == name for item in given)

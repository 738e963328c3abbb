"""What FastAPI fills in or passes on itself: requests, responses, background tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec2code.project import classes
from spec2code.project.values import Class, External, Subscript, UnionOf, Value, dotted_name

if TYPE_CHECKING:
    from spec2code.project.api.models import ModelReader

__all__ = ["is_filled", "is_request", "is_response"]

_REQUESTS = frozenset(["starlette.requests.Request", "starlette.requests.HTTPConnection"])
_FILLED = _REQUESTS | frozenset(
    [
        "starlette.responses.Response",
        "starlette.websockets.WebSocket",
        "starlette.background.BackgroundTasks",
        "fastapi.security.SecurityScopes",
        "fastapi.security.oauth2.SecurityScopes",
    ]
)


def is_response(reader: ModelReader, value: Value) -> bool:
    """Whether a type is starlette's Response or a class derived from it."""
    value = value.base if isinstance(value, Subscript) else value
    if isinstance(value, External):
        base, _, last = value.name.rpartition(".")
        return last.endswith("Response") and base.startswith(
            ("starlette", "fastapi", "sse_starlette")
        )
    if isinstance(value, Class):
        return any(
            is_response(reader, item)
            for item in classes.mro(reader.evaluator, value)
            if isinstance(item, External)
        )
    return False


def is_filled(reader: ModelReader, value: Value) -> bool:
    """Whether FastAPI fills in a parameter of this type itself."""
    value = _without_none(value)
    return _is_one_of(reader, value, _FILLED) or (
        not isinstance(value, Class) and is_response(reader, value)
    )


def is_request(reader: ModelReader, value: Value) -> bool:
    """Whether a parameter of this type holds the request, of which all can be read."""
    return _is_one_of(reader, _without_none(value), _REQUESTS)


def _without_none(value: Value) -> Value:
    if isinstance(value, Subscript) and dotted_name(value.base) == "typing.Optional":
        value = value.items[0]
    if isinstance(value, UnionOf):
        rest = [item for item in value.options if item is not None]
        value = rest[0] if len(rest) == 1 else value
    return value


def _is_one_of(reader: ModelReader, value: Value, names: frozenset[str]) -> bool:
    if isinstance(value, Class):
        return any(name in names for name in classes.mro_names(reader.evaluator, value))
    return dotted_name(value) in names

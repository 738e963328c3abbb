"""What FastAPI fills in or passes on itself: requests, responses, background tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec2code.project import classes
from spec2code.project.values import Class, External, Subscript, UnionOf, Value, dotted_name

if TYPE_CHECKING:
    from spec2code.project.api.models import ModelReader

__all__ = ["is_filled", "is_response"]

_FILLED = frozenset(
    [
        "starlette.requests.Request",
        "starlette.requests.HTTPConnection",
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
    if isinstance(value, Subscript) and dotted_name(value.base) == "typing.Optional":
        value = value.items[0]
    if isinstance(value, UnionOf):
        rest = [item for item in value.options if item is not None]
        value = rest[0] if len(rest) == 1 else value
    if isinstance(value, Class):
        names = classes.mro_names(reader.evaluator, value)
        return any(name in _FILLED for name in names)
    return dotted_name(value) in _FILLED or is_response(reader, value)

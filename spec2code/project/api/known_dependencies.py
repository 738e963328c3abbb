"""Dependencies that live in libraries and whose parameters are known: FastAPI's own forms, pagination, executors."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator

from spec2code.model.api import Parameter
from spec2code.model.shapes import ANY, NumberShape, Shape, StringShape, nullable
from spec2code.project.api.dependant import BodyPart, Dependant
from spec2code.project.values import (
    Arguments,
    Attribute,
    Builtin,
    Call,
    Function,
    Instance,
    Subscript,
    Value,
)

__all__ = ["functions_given", "take_known"]

_WHOLE = NumberShape(integer=True, minimum=0)
_COUNT = NumberShape(integer=True, minimum=1)
_QUERIES: dict[str, tuple[tuple[str, Shape, int | None], ...]] = {
    "Params": (("page", _COUNT, 1), ("size", _COUNT, 50)),
    "LimitOffsetParams": (("limit", _COUNT, 50), ("offset", _WHOLE, 0)),
    "CursorParams": (("cursor", nullable(StringShape()), None), ("size", _COUNT, 50)),
}
_PAGINATION = frozenset(
    [
        "fastapi_pagination",
        "fastapi_pagination.cursor",
        "fastapi_pagination.default",
        "fastapi_pagination.limit_offset",
        "fastapi_pagination.links",
        "fastapi_pagination.links.default",
    ]
)
_REQUEST_ALONE = frozenset(
    [
        "fastapi_sqla.AsyncSession",
        "fastapi_sqla.AsyncSessionDependency",
        "fastapi_sqla.Session",
        "fastapi_sqla.SessionDependency",
        "fastapi_sqla.SqlaSession",
        "fastapi_limiter.depends.RateLimiter",
        "fastapi_limiter.depends.WebSocketRateLimiter",
    ]
)
"""What asks for the request or the response alone: sessions of a database, limits."""
_INJECTED = frozenset(["concurrent.futures"])
"""Modules of the standard library whose classes take plain arguments only."""


def take_known(name: str, into: Dependant) -> bool:
    """Add what the class or function of this dotted name takes; False where that isn't known."""
    base, _, last = name.rpartition(".")
    if base in _PAGINATION and last in _QUERIES:
        for query, shape, default in _QUERIES[last]:
            found = Parameter("query", query, shape, False, default)
            into.parameters.setdefault(("query", query), found)
        return True
    if base.startswith("fastapi.security") and last.startswith("OAuth2PasswordRequestForm"):
        _password_form(into, strict=last.endswith("Strict"))
        return True
    if base.startswith("fastapi.security") and last == "HTTPBasicCredentials":
        for query in ("username", "password"):
            found = Parameter("query", query, StringShape(), True)
            into.parameters.setdefault(("query", query), found)
        return True
    if base.startswith("httpx_oauth.integrations") and last == "OAuth2AuthorizeCallback":
        for query in ("code", "code_verifier", "state", "error"):
            found = Parameter("query", query, nullable(StringShape()), False, None)
            into.parameters.setdefault(("query", query), found)
        return True
    if name in _REQUEST_ALONE:
        return True
    return base in _INJECTED and _signature(base, last, into)


def _signature(module: str, name: str, into: Dependant) -> bool:
    """The parameters of a class of the standard library that is injected as it is."""
    try:
        signature = inspect.signature(getattr(importlib.import_module(module), name))
    except (AttributeError, TypeError, ValueError):
        return False
    for parameter in signature.parameters.values():
        required = parameter.default is parameter.empty
        found = Parameter("query", parameter.name, ANY, required)
        into.parameters.setdefault(("query", parameter.name), found)
    return True


def _password_form(into: Dependant, *, strict: bool) -> None:
    for name, required in (
        ("grant_type", strict),
        ("username", True),
        ("password", True),
        ("scope", False),
        ("client_id", False),
        ("client_secret", False),
    ):
        shape = StringShape(format="password") if name == "password" else StringShape()
        part = BodyPart(name, "form", Builtin("str"), shape, required, False, False)
        into.bodies.setdefault(name, part)


def functions_given(value: Value) -> Iterator[Function]:
    """The functions that a library's object was made with: it depends on them in its turn.

    `FastAPIUsers(get_user_manager, [AuthenticationBackend(get_strategy=...)]).current_user()`.
    """
    for _ in range(20):
        if isinstance(value, Call) and isinstance(value.function, (Attribute, Call)):
            value = value.function
        elif isinstance(value, (Attribute, Subscript)):
            value = value.base
        else:
            break
    if isinstance(value, Call):
        waiting = [*value.args, *value.kwargs.values()]
    elif isinstance(value, Instance) and isinstance(value.state, Arguments):
        waiting = [*value.state.args, *value.state.kwargs.values()]
    else:
        return
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, Function):
            yield item
        elif isinstance(item, (list, tuple)):
            waiting += item
        elif isinstance(item, Call):
            waiting += item.kwargs.values()

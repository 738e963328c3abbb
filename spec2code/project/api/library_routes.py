"""Routes that libraries put on the application that they are given."""

from __future__ import annotations

from spec2code.project.api.fastapi_users import fastapi_users_natives
from spec2code.project.api.registry import method_of
from spec2code.project.evaluate import Evaluator
from spec2code.project.values import (
    Arguments,
    External,
    Instance,
    NativeClass,
    NativeFunction,
    Value,
)

__all__ = ["library_natives"]

_INSTRUMENTATOR = "prometheus_fastapi_instrumentator.Instrumentator"


def library_natives() -> dict[str, NativeClass | NativeFunction]:
    """The classes by the names that they are imported by."""
    made = NativeClass(
        _INSTRUMENTATOR,
        {"__init__": _nothing, "instrument": _same, "add": _same, "expose": _expose},
    )
    return {_INSTRUMENTATOR: made, **fastapi_users_natives()}


def _nothing(evaluator: Evaluator, owner: Instance, arguments: Arguments) -> Value:
    return None


def _same(evaluator: Evaluator, owner: Instance, arguments: Arguments) -> Value:
    return owner


def _expose(evaluator: Evaluator, owner: Instance, arguments: Arguments) -> Value:
    """`expose(app, should_gzip=False, endpoint="/metrics", include_in_schema=True, tags=None, **kwargs)`."""
    app = arguments.get(0, "app")
    if isinstance(app, Instance) and "router" in app.attributes:
        given = {
            key: value
            for key, value in arguments.kwargs.items()
            if key not in ("app", "should_gzip", "endpoint")
        }
        path = arguments.kwargs.get("endpoint", "/metrics")
        handler = External("prometheus_fastapi_instrumentator.metrics")
        given = {**given, "methods": ["GET"], "name": "metrics", "response_model": None}
        site = Arguments([path, handler], given, arguments.node, arguments.scope)
        method_of(evaluator, app, "add_api_route", site)
    return owner

"""FastAPI's and Starlette's routing classes as the evaluator sees them: calls on them are kept as routes.

The methods call each other as the library's own do, so that what a project overrides in a subclass takes effect.
"""

from __future__ import annotations

from collections.abc import Callable

from spec2code.project.api.guards import middleware_guard
from spec2code.project.api.including import include_into
from spec2code.project.api.library_routes import library_natives
from spec2code.project.api.made_models import create_model, typed_dict
from spec2code.project.api.registry import (
    METHODS,
    PASSED,
    Default,
    Mount,
    Registry,
    Route,
    as_list,
    both,
    joined,
    method_of,
)
from spec2code.project.evaluate import Evaluator
from spec2code.project.values import (
    Arguments,
    BoundMethod,
    Function,
    Instance,
    Native,
    NativeClass,
    NativeFunction,
    NativeMethod,
    Partial,
    Unknown,
    Value,
)

__all__ = ["natives"]


class _Decorator(Native):
    """What `router.get("/x")` returns."""

    def __init__(self, register: Callable[[Evaluator, Value, Arguments], None]) -> None:
        self.register = register

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        endpoint = arguments.get(0, "func")
        self.register(evaluator, endpoint, arguments)
        return endpoint

    def truth(self) -> bool | None:
        return True


def natives(registry: Registry) -> dict[str, NativeClass | NativeFunction]:
    """The classes and functions, all writing into the registry."""
    router = NativeClass(
        "fastapi.APIRouter", _router_methods(registry), ("starlette.routing.Router",)
    )
    app = NativeClass(
        "fastapi.FastAPI", _app_methods(registry), ("starlette.applications.Starlette",)
    )
    route = NativeClass("fastapi.routing.APIRoute", {}, ("starlette.routing.Route",))
    return {
        "fastapi.APIRouter": router,
        "*Router": NativeClass(
            "*Router",
            {**_router_methods(registry), "__init__": _library_router_init(registry)},
            ("starlette.routing.Router",),
        ),
        "fastapi.FastAPI": app,
        "fastapi.routing.APIRoute": route,
        "fastapi_utils.inferring_router.InferringRouter": router,
        "fastapi_restful.inferring_router.InferringRouter": router,
        "fastapi_utils.cbv.cbv": _identity_decorator,
        "fastapi_restful.cbv.cbv": _identity_decorator,
        "fastapi_utils.cbv_base.Api": _identity_decorator,
        "fastapi_pagination.add_pagination": _pagination(registry),
        **library_natives(),
        "pydantic.create_model": create_model,
        "typing.TypedDict": typed_dict,
    }


def _identity_decorator(evaluator: Evaluator, arguments: Arguments) -> Value:
    return _Decorator(lambda *_: None)


def _pagination(registry: Registry) -> NativeFunction:
    def add(evaluator: Evaluator, arguments: Arguments) -> Value:
        registry.paginated = True
        return arguments.get(0, "parent")

    return add


def _with(arguments: Arguments, args: list[Value], kwargs: dict[str, Value]) -> Arguments:
    return Arguments(args, kwargs, arguments.node, arguments.scope)


# -- routers


def _router_methods(registry: Registry) -> dict[str, NativeMethod]:
    methods: dict[str, NativeMethod] = {
        "__init__": _router_init,
        "api_route": _api_route,
        "add_api_route": _add_api_route,
        "include_router": include_into(registry),
        "mount": _mount_into(registry),
        "websocket": _ignored_decorator,
        "websocket_route": _ignored_decorator,
        "add_api_websocket_route": _nothing,
        "route": _ignored_decorator,
        "add_route": _nothing,
        "on_event": _ignored_decorator,
        "add_event_handler": _nothing,
    }
    methods.update({name.lower(): _verb(name) for name in METHODS})
    return methods


def _router_init(evaluator: Evaluator, router: Instance, arguments: Arguments) -> Value:
    kwargs = arguments.kwargs
    router.attributes.update(
        prefix=kwargs.get("prefix", ""),
        tags=kwargs.get("tags") or [],
        dependencies=kwargs.get("dependencies") or [],
        responses=kwargs.get("responses") or {},
        include_in_schema=kwargs.get("include_in_schema", True),
        default_response_class=kwargs.get("default_response_class"),
        generate_unique_id_function=kwargs.get("generate_unique_id_function"),
        route_class=kwargs.get("route_class"),
        routes=[],
    )
    given = kwargs.get("routes")
    if isinstance(given, list):
        router.attributes["routes"] = list(given)
    if "**" in kwargs and isinstance(kwargs["**"], Unknown) and "prefix" not in kwargs:
        router.attributes["prefix"] = arguments.unknown("the prefix is given with `**`")
    return None


def _library_router_init(registry: Registry) -> NativeMethod:
    """A library's own router: what is put on it is read, what else it brings along is not."""

    def init(evaluator: Evaluator, router: Instance, arguments: Arguments) -> Value:
        registry.foreign.add(router)
        kwargs = dict(arguments.kwargs)
        kwargs.setdefault("prefix", kwargs.get("path", ""))
        return _router_init(evaluator, router, _with(arguments, [], kwargs))

    return init


def _verb(method: str) -> NativeMethod:
    def register(evaluator: Evaluator, router: Instance, arguments: Arguments) -> Value:
        path = arguments.get(0, "path")
        kwargs = {"path": path, **PASSED, **arguments.kwargs, "methods": [method]}
        return method_of(evaluator, router, "api_route", _with(arguments, [], kwargs))

    return register


def _api_route(evaluator: Evaluator, router: Instance, arguments: Arguments) -> Value:
    path = arguments.get(0, "path")
    kwargs = {**PASSED, **arguments.kwargs}
    kwargs.pop("path", None)

    def register(evaluator: Evaluator, endpoint: Value, site: Arguments) -> None:
        made = Arguments([path, endpoint], kwargs, arguments.node, arguments.scope)
        method_of(evaluator, router, "add_api_route", made)

    return _Decorator(register)


def _add_api_route(evaluator: Evaluator, router: Instance, arguments: Arguments) -> Value:
    path, endpoint = arguments.get(0, "path"), arguments.get(1, "endpoint")
    kwargs = {
        key: value for key, value in arguments.kwargs.items() if not isinstance(value, Default)
    }
    own = router.attributes
    route = Instance(_route_class(evaluator), arguments.node)
    route.state = Route(
        evaluator.standing(), arguments.node, arguments.scope.module, kwargs.get("operation_id")
    )
    visible = kwargs.get("include_in_schema", True)
    route.attributes.update(kwargs)
    route.attributes.update(
        path=joined(own.get("prefix", ""), path, arguments),
        endpoint=endpoint,
        methods=kwargs.get("methods") or ["GET"],
        name=kwargs.get("name") or getattr(_plain_function(endpoint), "name", ""),
        tags=[*as_list(own.get("tags")), *as_list(kwargs.get("tags"))],
        dependencies=[*as_list(own.get("dependencies")), *as_list(kwargs.get("dependencies"))],
        include_in_schema=both(visible, own.get("include_in_schema", True)),
        responses=kwargs.get("responses") or {},
        generate_unique_id_function=kwargs.get("generate_unique_id_function")
        or own.get("generate_unique_id_function"),
        response_class=kwargs.get("response_class") or own.get("default_response_class"),
    )
    function = _plain_function(endpoint)
    if function is not None and function.owner is not None:
        function.owner.has_routes = True
    routes = own.setdefault("routes", [])
    if isinstance(routes, list):
        routes.append(route)
    return None


def _plain_function(endpoint: Value) -> Function | None:
    """The function whose name an endpoint goes by: inside partials, and what functools.wraps copies from."""
    for _ in range(20):
        if isinstance(endpoint, Function):
            if not isinstance(endpoint.wrapped, (Function, BoundMethod, Partial)):
                return endpoint
            endpoint = endpoint.wrapped
        else:
            endpoint = getattr(endpoint, "function", None)
    return None


def _route_class(evaluator: Evaluator) -> Value:
    return evaluator.natives["fastapi.routing.APIRoute"]


def _mount_into(registry: Registry) -> NativeMethod:
    def mount(evaluator: Evaluator, owner: Instance, arguments: Arguments) -> Value:
        made = Mount(
            arguments.get(0, "path"),
            arguments.get(1, "app"),
            arguments.get(2, "name"),
            arguments.node,
            arguments.scope.module,
        )
        registry.mounts.setdefault(owner, []).append(made)
        return None

    return mount


def _ignored_decorator(evaluator: Evaluator, owner: Instance, arguments: Arguments) -> Value:
    return _Decorator(lambda *_: None)


def _nothing(evaluator: Evaluator, owner: Instance, arguments: Arguments) -> Value:
    return None


# -- applications


def _app_methods(registry: Registry) -> dict[str, NativeMethod]:
    methods: dict[str, NativeMethod] = {
        "__init__": _app_init(registry),
        "websocket": _ignored_decorator,
        "websocket_route": _ignored_decorator,
        "route": _ignored_decorator,
        "on_event": _startup_decorator(registry),
        "middleware": _middleware_decorator(registry),
        "exception_handler": _ignored_decorator,
        "add_middleware": _add_middleware(registry),
        "add_exception_handler": _nothing,
        "add_event_handler": _add_event_handler(registry),
        "add_route": _nothing,
        "add_api_websocket_route": _nothing,
        "mount": _mount_into(registry),
    }
    for name in ("api_route", "add_api_route", "include_router", *(m.lower() for m in METHODS)):
        methods[name] = _delegated(name)
    return methods


def _startup_decorator(registry: Registry) -> NativeMethod:
    """`@app.on_event("startup")`."""

    def decorator(evaluator: Evaluator, app: Instance, arguments: Arguments) -> Value:
        def register(evaluator: Evaluator, made: Value, site: Arguments) -> None:
            if arguments.get(0, "event_type") == "startup":
                registry.starting.setdefault(app, []).append(made)

        return _Decorator(register)

    return decorator


def _add_event_handler(registry: Registry) -> NativeMethod:
    """`app.add_event_handler("startup", function)`."""

    def add(evaluator: Evaluator, app: Instance, arguments: Arguments) -> Value:
        if arguments.get(0, "event_type") == "startup":
            registry.starting.setdefault(app, []).append(arguments.get(1, "func"))
        return None

    return add


def _middleware_decorator(registry: Registry) -> NativeMethod:
    """`@app.middleware("http")`."""

    def register(evaluator: Evaluator, made: Value, site: Arguments) -> None:
        registry.guards += filter(None, [middleware_guard(made)])

    return lambda evaluator, owner, arguments: _Decorator(register)


def _add_middleware(registry: Registry) -> NativeMethod:
    """`app.add_middleware(Class, ...)`."""

    def add(evaluator: Evaluator, owner: Instance, arguments: Arguments) -> Value:
        registry.guards += filter(None, [middleware_guard(arguments.get(0, "middleware_class"))])
        return None

    return add


_STATE = NativeClass("starlette.datastructures.State", {})
"""`app.state`: has what code has put there so far."""


def _app_init(registry: Registry) -> NativeMethod:
    def init(evaluator: Evaluator, app: Instance, arguments: Arguments) -> Value:
        kwargs = arguments.kwargs
        router = Instance(evaluator.natives["fastapi.APIRouter"], arguments.node)
        names = ("dependencies", "default_response_class", "generate_unique_id_function", "routes")
        passed = {name: kwargs[name] for name in (*names, "include_in_schema") if name in kwargs}
        _router_init(evaluator, router, _with(arguments, [], passed))
        app.attributes.update(kwargs)
        app.attributes.update(
            router=router, routes=router.attributes["routes"], state=Instance(_STATE)
        )
        app.node = app.node or arguments.node  # of a class of the project where that is called
        registry.apps.append(app)
        registry.modules[app] = arguments.scope.module
        return None

    return init


def _delegated(name: str) -> NativeMethod:
    def delegate(evaluator: Evaluator, app: Instance, arguments: Arguments) -> Value:
        router = app.attributes.get("router")
        if not isinstance(router, Instance):
            return arguments.unknown("the app has no router")
        return method_of(evaluator, router, name, arguments)

    return delegate

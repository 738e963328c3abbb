"""FastAPI's and Starlette's routing classes as the evaluator sees them: calls on them are kept as routes.

The methods call each other as the library's own do, so that what a project overrides in a subclass takes effect.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field

from spec2code.project import attributes
from spec2code.project.evaluate import Evaluator
from spec2code.project.sources import Module
from spec2code.project.values import (
    Arguments,
    BoundMethod,
    Class,
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

__all__ = ["METHODS", "Include", "Mount", "Registry", "Route", "natives"]

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")


@dataclass(eq=False, slots=True)
class Route:
    """What is kept of one registered route beside the attributes that the project can read."""

    sure: bool
    node: ast.AST | None
    module: Module
    operation: Value = None
    """The operation id that it was made with; the project may give it another later."""


@dataclass(eq=False, slots=True)
class Mount:
    path: Value
    app: Value
    name: Value
    node: ast.AST | None
    module: Module


@dataclass(eq=False, slots=True)
class Include:
    """An include_router call: routes that the included router gets later are added at the end."""

    parent: Instance
    child: Instance
    arguments: Arguments
    copied: int
    sure: bool


@dataclass(eq=False)
class Registry:
    """Everything that was made while the project's modules were walked."""

    apps: list[Instance] = field(default_factory=list)
    mounts: dict[Instance, list[Mount]] = field(default_factory=dict)
    includes: list[Include] = field(default_factory=list)
    unread: list[tuple[Instance, Value, Arguments]] = field(default_factory=list)
    """(router, what was included in it, the call) where that isn't a router we know."""
    modules: dict[Instance, Module] = field(default_factory=dict)


class _Default(Native):
    """What FastAPI passes on for an argument that isn't given, where None would mean something."""

    def truth(self) -> bool | None:
        return False


_PASSED: dict[str, Value] = {
    "response_model": _Default(),
    "status_code": None,
    "tags": None,
    "dependencies": None,
    "summary": None,
    "description": None,
    "response_description": "Successful Response",
    "responses": None,
    "deprecated": None,
    "operation_id": None,
    "include_in_schema": True,
    "response_class": _Default(),
    "name": None,
    "callbacks": None,
    "openapi_extra": None,
    "generate_unique_id_function": _Default(),
}
"""What the library's methods hand to each other whether it is given or not."""


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
        "fastapi.FastAPI": app,
        "fastapi.routing.APIRoute": route,
        "fastapi_utils.inferring_router.InferringRouter": router,
        "fastapi_restful.inferring_router.InferringRouter": router,
        "fastapi_utils.cbv.cbv": _identity_decorator,
        "fastapi_restful.cbv.cbv": _identity_decorator,
        "fastapi_utils.cbv_base.Api": _identity_decorator,
        "fastapi_pagination.add_pagination": _first,
    }


def _identity_decorator(evaluator: Evaluator, arguments: Arguments) -> Value:
    return _Decorator(lambda *_: None)


def _first(evaluator: Evaluator, arguments: Arguments) -> Value:
    return arguments.get(0, "parent")


def method_of(evaluator: Evaluator, owner: Instance, name: str, arguments: Arguments) -> Value:
    """Call a method as the library's own code would: through whatever the project overrides."""
    return evaluator.call(attributes.attribute(evaluator, owner, name), arguments)


def _with(arguments: Arguments, args: list[Value], kwargs: dict[str, Value]) -> Arguments:
    return Arguments(args, kwargs, arguments.node, arguments.scope)


# -- routers


def _router_methods(registry: Registry) -> dict[str, NativeMethod]:
    methods: dict[str, NativeMethod] = {
        "__init__": _router_init,
        "api_route": _api_route,
        "add_api_route": _add_api_route,
        "include_router": _include_into(registry),
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


def _verb(method: str) -> NativeMethod:
    def register(evaluator: Evaluator, router: Instance, arguments: Arguments) -> Value:
        path = arguments.get(0, "path")
        kwargs = {"path": path, **_PASSED, **arguments.kwargs, "methods": [method]}
        return method_of(evaluator, router, "api_route", _with(arguments, [], kwargs))

    return register


def _api_route(evaluator: Evaluator, router: Instance, arguments: Arguments) -> Value:
    path = arguments.get(0, "path")
    kwargs = {**_PASSED, **arguments.kwargs}
    kwargs.pop("path", None)

    def register(evaluator: Evaluator, endpoint: Value, site: Arguments) -> None:
        made = Arguments([path, endpoint], kwargs, arguments.node, arguments.scope)
        method_of(evaluator, router, "add_api_route", made)

    return _Decorator(register)


def _list(value: Value) -> list[Value]:
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    return [] if value is None else [value]


def _add_api_route(evaluator: Evaluator, router: Instance, arguments: Arguments) -> Value:
    path, endpoint = arguments.get(0, "path"), arguments.get(1, "endpoint")
    kwargs = {
        key: value for key, value in arguments.kwargs.items() if not isinstance(value, _Default)
    }
    own = router.attributes
    route = Instance(_route_class(evaluator), arguments.node)
    route.state = Route(
        evaluator.unsure == 0, arguments.node, arguments.scope.module, kwargs.get("operation_id")
    )
    visible = kwargs.get("include_in_schema", True)
    route.attributes.update(kwargs)
    route.attributes.update(
        path=joined(own.get("prefix", ""), path, arguments),
        endpoint=endpoint,
        methods=kwargs.get("methods") or ["GET"],
        name=kwargs.get("name") or getattr(_plain_function(endpoint), "name", ""),
        tags=[*_list(own.get("tags")), *_list(kwargs.get("tags"))],
        dependencies=[*_list(own.get("dependencies")), *_list(kwargs.get("dependencies"))],
        include_in_schema=_both(visible, own.get("include_in_schema", True)),
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
            if not isinstance(endpoint.wrapped, Function | BoundMethod | Partial):
                return endpoint
            endpoint = endpoint.wrapped
        else:
            endpoint = getattr(endpoint, "function", None)
    return None


def _route_class(evaluator: Evaluator) -> Value:
    return evaluator.natives["fastapi.routing.APIRoute"]


def _both(one: Value, two: Value) -> Value:
    """`one and two` of flags that may not be known."""
    if one is False or two is False:
        return False
    return two if one is True else one


def joined(prefix: Value, path: Value, arguments: Arguments) -> Value:
    """Two parts of a path."""
    if isinstance(prefix, str) and isinstance(path, str):
        return prefix + path
    if prefix is None and isinstance(path, str):
        return path
    unknown = prefix if not isinstance(prefix, str) else path
    reason = unknown.reason if isinstance(unknown, Unknown) else "the path is not a plain string"
    return arguments.unknown(reason)


def _include_into(registry: Registry) -> NativeMethod:
    def include(evaluator: Evaluator, parent: Instance, arguments: Arguments) -> Value:
        child = arguments.get(0, "router")
        if (
            isinstance(child, Instance)
            and "router" in child.attributes
            and "routes" not in child.attributes
        ):
            child = child.attributes["router"]
        routes = child.attributes.get("routes") if isinstance(child, Instance) else None
        if not isinstance(child, Instance) or not isinstance(routes, list) or child is parent:
            registry.unread.append((parent, child, arguments))
            return None
        link = Include(parent, child, arguments, len(routes), evaluator.unsure == 0)
        registry.includes.append(link)
        copy_routes(evaluator, link, list(routes))
        return None

    return include


def copy_routes(evaluator: Evaluator, link: Include, routes: list[Value]) -> None:
    """Add these routes of an included router to the one that includes it."""
    arguments = link.arguments
    kwargs = arguments.kwargs
    prefix = kwargs.get("prefix", "")
    if "**" in kwargs and "prefix" not in kwargs:
        prefix = arguments.unknown("the prefix is given with `**`")
    for route in routes:
        if not isinstance(route, Instance) or not isinstance(route.state, Route):
            continue
        given = {**_PASSED, **route.attributes}
        given.pop("path")
        endpoint = given.pop("endpoint")
        given["tags"] = [*_list(kwargs.get("tags")), *_list(given.get("tags"))]
        given["dependencies"] = [
            *_list(kwargs.get("dependencies")),
            *_list(given.get("dependencies")),
        ]
        given["include_in_schema"] = _both(
            given.get("include_in_schema", True), kwargs.get("include_in_schema", True)
        )
        unique = kwargs.get("generate_unique_id_function")
        given["generate_unique_id_function"] = given.get("generate_unique_id_function") or unique
        given["response_class"] = given.get("response_class") or kwargs.get(
            "default_response_class"
        )
        path = joined(prefix, route.attributes.get("path"), arguments)
        site = Arguments([path, endpoint], given, route.state.node, arguments.scope)
        before = _count(link.parent)
        method_of(evaluator, link.parent, "add_api_route", site)
        _inherit(link, route.state, before)


def _count(router: Instance) -> int:
    routes = router.attributes.get("routes")
    return len(routes) if isinstance(routes, list) else 0


def _inherit(link: Include, source: Route, before: int) -> None:
    """What was added for a route stands where that stood."""
    routes = link.parent.attributes.get("routes")
    for route in routes[before:] if isinstance(routes, list) else ():
        if isinstance(route, Instance) and isinstance(route.state, Route):
            route.state.module = source.module
            route.state.node = source.node
            route.state.sure = route.state.sure and source.sure and link.sure


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
        "on_event": _ignored_decorator,
        "middleware": _ignored_decorator,
        "exception_handler": _ignored_decorator,
        "add_middleware": _nothing,
        "add_exception_handler": _nothing,
        "add_event_handler": _nothing,
        "add_route": _nothing,
        "add_api_websocket_route": _nothing,
        "mount": _mount_into(registry),
    }
    for name in ("api_route", "add_api_route", "include_router", *(m.lower() for m in METHODS)):
        methods[name] = _delegated(name)
    return methods


def _app_init(registry: Registry) -> NativeMethod:
    def init(evaluator: Evaluator, app: Instance, arguments: Arguments) -> Value:
        kwargs = arguments.kwargs
        router = Instance(evaluator.natives["fastapi.APIRouter"], arguments.node)
        names = ("dependencies", "default_response_class", "generate_unique_id_function", "routes")
        passed = {name: kwargs[name] for name in (*names, "include_in_schema") if name in kwargs}
        _router_init(evaluator, router, _with(arguments, [], passed))
        app.attributes.update(kwargs)
        app.attributes.update(router=router, routes=router.attributes["routes"])
        app.node = arguments.node
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


def is_view(function: Function) -> bool:
    """Whether a route's function is a method whose first parameter is the object."""
    return isinstance(function.owner, Class) and function.kind == "function"

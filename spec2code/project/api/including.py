"""`include_router` as FastAPI does it: each route is added again, to the router that includes."""

from __future__ import annotations

from spec2code.project.api.registry import (
    PASSED,
    Include,
    Registry,
    Route,
    as_list,
    both,
    joined,
    method_of,
)
from spec2code.project.evaluate import Evaluator
from spec2code.project.values import Arguments, Instance, NativeMethod, Value

__all__ = ["copy_routes", "include_into"]


def include_into(registry: Registry) -> NativeMethod:
    """The method, writing into the registry."""

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
        if child in registry.foreign and not routes:
            registry.unread.append((parent, child, arguments))
        link = Include(parent, child, arguments, len(routes), evaluator.standing())
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
        given = {**PASSED, **route.attributes}
        given.pop("path")
        endpoint = given.pop("endpoint")
        given["tags"] = [*as_list(kwargs.get("tags")), *as_list(given.get("tags"))]
        given["dependencies"] = [
            *as_list(kwargs.get("dependencies")),
            *as_list(given.get("dependencies")),
        ]
        given["include_in_schema"] = both(
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
            outer = dict.fromkeys((*link.places, *route.state.places, *source.places))
            route.state.places = tuple(outer)

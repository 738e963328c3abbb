"""Addresses that a spec gives where the code has a parameter: `/login/google` of `/login/{provider}`, `/pets/42`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from spec2code.model.api import Endpoint
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import EnumShape

__all__ = ["Addresses"]

_SAMPLE = regex(r"\d+|[a-z]+[-_]?\d{2,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""A part of a path that is a value and no name: `42`, `user123`, `ord_001`, a UUID."""


class Addresses:
    """The routes of a project, to be found by what is called.

    `routes` has them by method and path, a parameter being `{}` there.
    """

    def __init__(self, routes: Mapping[tuple[str, str], Endpoint]) -> None:
        self._routes = routes
        self._of_values = {key: route for key, route in routes.items() if _takes_values(route)}

    def route_of(self, method: str, paths: Iterable[str]) -> Endpoint | None:
        """The route that serves one of the addresses, as it is there: without the parameters that stand in it."""
        for path in dict.fromkeys(paths):
            found = self._by_values(method, path) or self._by_samples(method, path)
            if found is not None:
                return found
        return None

    def _by_values(self, method: str, path: str) -> Endpoint | None:
        """A route whose parameter takes few values, of which the path has one."""
        for (own, pattern), route in self._of_values.items():
            if own == method and (places := _values(path.split("/"), pattern.split("/"), route)):
                return _at(route, path, places)
        return None

    def _by_samples(self, method: str, path: str) -> Endpoint | None:
        """A route of which the path is a call as examples have it."""
        parts = path.split("/")
        places = [number for number, part in enumerate(parts) if _SAMPLE.fullmatch(part)]
        for number in places:
            parts[number] = "{}"
        route = self._routes.get((method, "/".join(parts))) if places else None
        return _at(route, path, places) if route is not None else None


def _at(route: Endpoint, path: str, places: Sequence[int]) -> Endpoint:
    names = _names(route)
    given = {names[number] for number in places}
    kept = tuple(item for item in route.parameters if item.name not in given)
    return replace(route, path=path, parameters=kept)


def _names(route: Endpoint) -> list[str]:
    """The parts of a route's path, parameters by their names alone."""
    return [part.strip("{}").partition(":")[0] for part in route.path.split("/")]


def _takes_values(route: Endpoint) -> bool:
    """Whether a parameter of its path must have one of few values."""
    return any(
        item.location == "path" and isinstance(item.shape, EnumShape) for item in route.parameters
    )


def _values(own: Sequence[str], there: Sequence[str], route: Endpoint) -> list[int]:
    """Where the parts of a path are values of the route's parameters; empty unless it is the route's elsewhere."""
    if len(own) != len(there):
        return []
    names = _names(route)
    shapes = {item.name: item.shape for item in route.parameters if item.location == "path"}
    places = [number for number, part in enumerate(own) if part != there[number]]
    for number in places:
        shape = shapes.get(names[number])
        if not isinstance(shape, EnumShape) or own[number] not in shape.values:
            return []
    return places

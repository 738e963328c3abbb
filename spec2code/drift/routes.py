"""Which route serves which endpoint of a spec: by method and path, and by what all paths have in common.

A spec may leave out the prefix under which an application serves all that it speaks of; that is one difference,
not one for every endpoint. What an application may serve where it could not be read is not missing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from spec2code.model.api import Endpoint
from spec2code.model.patterns import regex
from spec2code.model.project import OpenPrefix, Project
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import EnumShape

__all__ = ["Matching", "match_routes", "path_key"]

Key = tuple[str, str]


@dataclass(slots=True)
class Matching:
    """What became of the endpoints of one spec."""

    pairs: list[tuple[Endpoint, Endpoint]] = field(default_factory=list)
    missing: list[Endpoint] = field(default_factory=list)
    untold: list[tuple[Endpoint, OpenPrefix]] = field(default_factory=list)
    """Not found, but there may be a route for it where the application could not be read."""
    added: str = ""
    """The prefix that the code has before the paths of the spec."""
    removed: str = ""
    """The prefix that the spec has before the paths of the code."""


def path_key(path: str) -> str:
    """What identifies a path: parameter names and a trailing slash don't count."""
    return re.sub(r"\{[^{}]*\}", "{}", path).rstrip("/") or "/"


def match_routes(wanted: Sequence[Endpoint], project: Project) -> Matching:
    """Find the route of every endpoint of one spec."""
    routes: dict[Key, Endpoint] = {}
    keys = [_key(endpoint) for endpoint in wanted]
    for endpoint in (
        *_of_its_own(project, keys),
        *project.endpoints,
        *_of_others(project),
        *_conditional(project),
    ):
        routes.setdefault(_key(endpoint), endpoint)
    of_values = {key: route for key, route in routes.items() if _takes_values(route)}
    result = Matching()
    found = sum(key in routes for key in keys)
    if wanted and found * 4 <= len(wanted):
        result.added, result.removed = _prefixes(keys, routes, found)
    for endpoint, (method, path) in zip(wanted, keys, strict=True):
        moved = (result.added + path).rstrip("/") if result.added else path
        moved = moved.removeprefix(result.removed) or "/"
        route = routes.get((method, path)) or routes.get((method, moved))
        route = route or _for_values(method, (path, moved), of_values)
        route = route or _for_sample(method, (path, moved), routes)
        opening = next(
            (item for item in project.open_prefixes if item.holds(method, endpoint.path)), None
        )
        if route is not None:
            result.pairs.append((endpoint, route))
        elif opening is not None:
            result.untold.append((endpoint, opening))
        elif not _of_the_framework(endpoint):
            result.missing.append(endpoint)
    return result


def _of_the_framework(endpoint: Endpoint) -> bool:
    """Whether FastAPI serves it by itself: its pages of documentation, of which a spec has no more than the address."""
    said = [endpoint.request, *endpoint.responses]
    name = endpoint.path.rstrip("/").rpartition("/")[2]
    return (
        endpoint.method == "GET"
        and name in ("docs", "redoc", "openapi.json")
        and not any(item is not None and item.shape is not None for item in said)
    )


def _key(endpoint: Endpoint) -> Key:
    return (endpoint.method, path_key(endpoint.path))


def _of_its_own(project: Project, keys: Sequence[Key]) -> Iterator[Endpoint]:
    """Of several applications, the routes of the one that serves most of what the spec speaks of."""
    if len(project.applications) < 2:
        return
    wanted, taken = set(keys), set(map(_key, project.endpoints))
    best, most = None, 0
    for application in project.applications:
        served = len(wanted & taken & set(map(_key, application.endpoints)))
        if served > most:
            best, most = application, served
    for endpoint in best.endpoints if best is not None else ():
        if "path" not in endpoint.undecided and _key(endpoint) in taken:
            yield endpoint


def _of_others(project: Project) -> Iterator[Endpoint]:
    """The routes of applications that are small beside the others: a service may have its own."""
    for application in project.applications:
        for endpoint in application.endpoints:
            if "path" not in endpoint.undecided:
                yield endpoint


def _conditional(project: Project) -> Iterator[Endpoint]:
    """Routes that are served under a condition which can't be told: those of a setting, for instance."""
    for application in project.applications:
        for endpoint in application.endpoints:
            if "path" in endpoint.undecided:
                yield endpoint


def _for_values(
    method: str, paths: Iterable[str], routes: Mapping[Key, Endpoint]
) -> Endpoint | None:
    """The route of which one of the paths is one address: `/login/{provider}`, where `google` is a provider.

    Gives the route as it is for this address: without the parameters that stand in it.
    """
    for (own, pattern), route in routes.items():
        for path in paths if own == method else ():
            values = _values(path, pattern, route)
            if values:
                kept = tuple(item for item in route.parameters if item.name not in values)
                return replace(route, path=path, parameters=kept)
    return None


def _for_sample(
    method: str, paths: Iterable[str], routes: Mapping[Key, Endpoint]
) -> Endpoint | None:
    """The route of which one of the paths is a call: `/pets/42` of `/pets/{id}`.

    Gives the route as it is for this address: without the parameters that stand in it.
    """
    for path in dict.fromkeys(paths):
        parts = path.split("/")
        samples = [number for number, part in enumerate(parts) if _SAMPLE.fullmatch(part)]
        if not samples:
            continue
        for number in samples:
            parts[number] = "{}"
        route = routes.get((method, "/".join(parts)))
        if route is not None:
            names = [part.strip("{}").partition(":")[0] for part in route.path.split("/")]
            given = {names[number] for number in samples}
            kept = tuple(item for item in route.parameters if item.name not in given)
            return replace(route, path=path, parameters=kept)
    return None


_SAMPLE = regex(r"\d+|[a-z]+[-_]?\d{2,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""A part of a path that is a value and no name: `42`, `user123`, `ord_001`, a UUID."""


def _takes_values(route: Endpoint) -> bool:
    """Whether a parameter of its path must have one of few values."""
    return any(
        item.location == "path" and isinstance(item.shape, EnumShape) for item in route.parameters
    )


def _values(path: str, pattern: str, route: Endpoint) -> Set[str]:
    """The parameters of the route that must have one of few values, and do in this path."""
    own, there = path.split("/"), pattern.split("/")
    if len(own) != len(there):
        return frozenset()
    named = iter(re.findall(r"\{([^{}:]*)(?::[^{}]*)?\}", route.path))
    shapes = {item.name: item.shape for item in route.parameters if item.location == "path"}
    found = set()
    for text, expected in zip(own, there, strict=True):
        name = next(named, "") if "{" in expected else ""
        if text == expected:
            continue
        shape = shapes.get(name)
        if not isinstance(shape, EnumShape) or text not in shape.values:
            return frozenset()
        found.add(name)
    return found


def _prefixes(keys: Sequence[Key], routes: Iterable[Key], found: int) -> tuple[str, str]:
    """The prefix to add to the paths of a spec, or the one to take away, so that most of them are found."""
    served = set(routes)
    suffixes: dict[Key, set[str]] = {}
    for method, path in served:
        for prefix, rest in _splits(path):
            suffixes.setdefault((method, rest), set()).add(prefix)
    added = Counter(prefix for key in keys for prefix in suffixes.get(key, ()))
    removed = Counter(
        prefix
        for method, path in keys
        for prefix, rest in _splits(path)
        if (method, rest) in served and len(keys) > 1
    )
    for prefix, times in _most(added):
        if times > found and times * 2 > len(keys):
            return prefix, ""
    for prefix, times in _most(removed):
        if times > found and times * 2 > len(keys):
            return "", prefix
    return "", ""


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], len(item[0]), item[0]))[:1]


def _splits(path: str) -> Iterator[tuple[str, str]]:
    """A path as a prefix without parameters and a rest, in every way."""
    place = path.find("/", 1)
    while place > 0 and "{" not in path[:place]:
        yield path[:place], path[place:]
        place = path.find("/", place + 1)

"""Which route serves which endpoint of a spec: by method and path, and by what all paths have in common.

A spec may leave out the prefix under which an application serves all that it speaks of; that is one difference,
not one for every endpoint. What an application may serve where it could not be read is not missing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spec2code.drift.addresses import Addresses
from spec2code.model.api import Endpoint
from spec2code.model.patterns import regex
from spec2code.model.project import OpenPrefix, Project
from spec2code.model.records import dataclass, field

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
    addresses = Addresses(routes)
    result = Matching()
    found = sum(key in routes for key in keys)
    if wanted and found * 4 <= len(wanted):
        result.added, result.removed = _prefixes(keys, routes, found)
    root = _root([path for method, path in keys if (method, path) in routes])
    for endpoint, (method, path) in zip(wanted, keys, strict=True):
        moved = path.removeprefix(result.removed)
        moved = (result.added + moved).rstrip("/") or "/"
        route = routes.get((method, path)) or routes.get((method, moved))
        route = route or addresses.route_of(method, (path, moved))
        route = route or routes.get((method, _probe(endpoint)))
        if route is None and root and not path.startswith(root + "/"):
            route = routes.get((method, root + path))
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


def _root(served: Sequence[str]) -> str:
    """What the paths of a spec that are served begin with, `/api/v1`: one that lacks it is written in short.

    Probes and what others call lie beside the API as a rule, so three of four have to begin with it.
    """
    roots = Counter(found.group() for path in served if (found := _ROOT.match(path)))
    root, times = next(iter(roots.most_common(1)), ("", 0))
    return root if times * 4 >= len(served) * 3 else ""


_ROOT = regex(r"/(?:api(?:/v\d+)?|v\d+)(?=/)")


def _probe(endpoint: Endpoint) -> str:
    """The path of what watches over a server (`/health`, `/metrics`) without the base URL; '' for all else.

    A base URL is said of the API, and such routes lie beside it as a rule.
    """
    bare = endpoint.path.removeprefix(endpoint.base) if endpoint.base else ""
    watches = endpoint.method == "GET" and bare.strip("/").partition("/")[0].lower() in _PROBES
    return path_key(bare) if watches else ""


_PROBES = frozenset(
    [
        "health",
        "healthz",
        "healthcheck",
        "health-check",
        "livez",
        "readyz",
        "ready",
        "live",
        "readiness",
        "liveness",
        "metrics",
        "ping",
        "version",
        "status",
    ]
)


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


def _prefixes(keys: Sequence[Key], routes: Iterable[Key], found: int) -> tuple[str, str]:
    """The prefix to add to the paths of a spec, the one to take away, or both, so that most of them are found."""
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
        if times > found and times * _needed(prefix, keys) > len(keys):
            return prefix, ""
    for prefix, times in _most(removed):
        if times > found and times * _needed(prefix, keys) > len(keys):
            return "", prefix
    own = _root([path for _, path in keys])
    bare = [(method, path.removeprefix(own)) for method, path in keys]
    instead = Counter(prefix for key in bare if own for prefix in suffixes.get(key, ()))
    for prefix, times in _most(instead):
        if times > found and times * 2 > len(keys):
            return prefix, own
    return "", ""


def _needed(prefix: str, keys: Sequence[Key]) -> int:
    """One of how many paths has to fit a prefix; of a root such as `/api/v1` fewer, which fits by chance less."""
    return 4 if len(keys) > 8 and _ROOT.match(prefix + "/") else 2


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], len(item[0]), item[0]))[:1]


def _splits(path: str) -> Iterator[tuple[str, str]]:
    """A path as a prefix without parameters and a rest, in every way."""
    place = path.find("/", 1)
    while place > 0 and "{" not in path[:place]:
        yield path[:place], path[place:]
        place = path.find("/", place + 1)

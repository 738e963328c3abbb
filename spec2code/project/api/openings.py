"""Below which paths an application has routes that were not read: of routers and applications made elsewhere.

A router that can't be read serves something below the prefix that it is included with, so nothing can be said
of a path there; what lies outside of that prefix it certainly doesn't serve.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from spec2code.model.project import OpenPrefix
from spec2code.model.records import replace
from spec2code.project.api.registry import Mount, Registry
from spec2code.project.sources import Module
from spec2code.project.values import Arguments, Call, Instance, Value, dotted_name

__all__ = ["open_prefixes"]

_DEEPEST = 12


def open_prefixes(registry: Registry, tops: list[Instance]) -> tuple[OpenPrefix, ...]:
    """The prefixes below which the applications `tops` may have further routes, in the order of the calls."""
    found: dict[OpenPrefix, None] = {}
    for parent, child, arguments in registry.unreadable():
        tail = _given(arguments) + _own(child)
        for prefix in _served(registry, parent, tail, tops, 0):
            found[_opening(prefix, arguments.node, arguments.scope.module)] = None
    for owner, mounts in registry.mounts.items():
        for mount in mounts:
            if _is_closed(mount):
                continue
            path = mount.path.rstrip("/") if isinstance(mount.path, str) else ""
            for prefix in _served(registry, owner, path, tops, 0):
                found[_opening(prefix, mount.node, mount.module)] = None
    return (*found, *_folders(registry, tops))


def _folders(registry: Registry, tops: list[Instance]) -> Iterator[OpenPrefix]:
    """Where folders of files are mounted; one at the top, as for a frontend, opens nothing of an API."""
    for owner, mounts in registry.mounts.items():
        for mount in mounts:
            path = mount.path.rstrip("/") if isinstance(mount.path, str) else ""
            for prefix in _served(registry, owner, path, tops, 0) if _files(mount.app) else ():
                if prefix.strip("/"):
                    place = _opening(prefix, mount.node, mount.module)
                    yield replace(place, methods=("GET", "HEAD"), files=True)


def _opening(prefix: str, node: ast.AST | None, module: Module) -> OpenPrefix:
    return OpenPrefix(prefix.rstrip("/"), module.span(node) if node is not None else None)


def _served(
    registry: Registry, owner: Instance, tail: str, tops: list[Instance], depth: int
) -> Iterator[str]:
    """Every path under which what `owner` has at `tail` is served."""
    if depth > _DEEPEST:
        return
    if any(owner is top or top.attributes.get("router") is owner for top in tops):
        yield _own(owner) + tail
        return
    for link in registry.includes:
        if link.child is owner or owner.attributes.get("router") is link.child:
            path = _given(link.arguments) + _own(owner) + tail
            yield from _served(registry, link.parent, path, tops, depth + 1)
    for parent, mounts in registry.mounts.items():
        for mount in mounts:
            if mount.app is owner and isinstance(mount.path, str):
                path = mount.path.rstrip("/") + tail
                yield from _served(registry, parent, path, tops, depth + 1)


def _given(arguments: Arguments) -> str:
    prefix = arguments.kwargs.get("prefix", "")
    return prefix if isinstance(prefix, str) else ""


def _own(router: Value) -> str:
    """The prefix that a router was made with; one of a library may call it `path`."""
    if isinstance(router, Instance):
        prefix = router.attributes.get("prefix", "")
        return prefix if isinstance(prefix, str) else ""
    if isinstance(router, Call):
        for name in ("prefix", "path"):
            given = router.kwargs.get(name)
            if isinstance(given, str):
                return given
    return ""


def _is_closed(mount: Mount) -> bool:
    """Whether what is mounted was read, or serves files."""
    app = mount.app
    for _ in range(10):
        if isinstance(app, Instance):
            return "router" in app.attributes or "routes" in app.attributes or _files(app)
        if not isinstance(app, Call) or _files(app):
            return isinstance(app, Call)
        inner = [item for item in (*app.args, *app.kwargs.values()) if isinstance(item, Instance)]
        if not inner:
            return False
        app = inner[0]
    return False


def _files(app: Value) -> bool:
    name = getattr(app.cls, "name", "") if isinstance(app, Instance) else dotted_name(app)
    return "StaticFiles" in (name or "")

"""Which FastAPI applications a project has: modules that make one are walked, factories called, mounts followed."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.api import Endpoint
from spec2code.model.project import Application, OpenPrefix
from spec2code.model.records import dataclass
from spec2code.model.span import Span
from spec2code.project.api.alternatives import Places, settled
from spec2code.project.api.endpoints import EndpointReader
from spec2code.project.api.factories import (
    by_path,
    factory_of,
    modules_named,
)
from spec2code.project.api.imported import (
    Registering,
    entering_modules,
    routing_modules,
    started_modules,
)
from spec2code.project.api.including import copy_routes
from spec2code.project.api.making import ASIDE, Maker
from spec2code.project.api.mounted import app_of, is_same
from spec2code.project.api.openings import open_prefixes
from spec2code.project.api.registry import Include, Registry, Route
from spec2code.project.evaluate import Evaluator
from spec2code.project.operators import is_plain
from spec2code.project.sources import Module
from spec2code.project.values import (
    Attribute,
    BoundMethod,
    Call,
    Function,
    Instance,
    Unknown,
    dotted_name,
)

__all__ = ["ApplicationReader"]


@dataclass(slots=True)
class _Found:
    app: Instance
    name: str
    module: Module


class ApplicationReader:
    """Walks what makes applications and collects their endpoints."""

    def __init__(self, evaluator: Evaluator, registry: Registry, endpoints: EndpointReader) -> None:
        self.evaluator = evaluator
        self.sources = evaluator.sources
        self.registry = registry
        self.endpoints = endpoints
        self.diagnostics: list[Diagnostic] = []
        self.open_prefixes: tuple[OpenPrefix, ...] = ()
        self.serving: frozenset[str] = frozenset()
        """The files that make the project's applications."""
        self.maker = Maker(evaluator, registry)

    def read(
        self, chosen: str | None, migrations: str | None = None
    ) -> tuple[list[Application], list[Endpoint]]:
        """All applications, and the endpoints of the chosen one, or of all that none mounts.

        Where the name chosen fits several, the one beside the migrations that were named.
        """
        modules = self._modules()
        for module in (*entering_modules(self.sources, modules), *modules):
            self.maker.walk(module)
        for module in started_modules(self.sources, modules):
            if not ASIDE.search(module.file):
                self.maker.walk(module)
        named = modules_named(self.sources, chosen.partition(":")[0], migrations) if chosen else []
        for module in named:
            self.maker.walk(module)
        self._walk_registering()  # a factory may go through the routes that its imports have made
        targets = self._chosen(chosen, named) if chosen else []
        self.maker.call_factories(modules)
        if not self.registry.apps:
            self.maker.make_own(modules)
        self.maker.start()
        self._walk_registering()
        self._finish_includes()
        found = self._named()
        mounted = self._mounted()
        tops = [item for item in found if item.app not in mounted]
        if targets:
            meant = [item for item in found if item.app in targets]
            meant += [
                _Found(app, chosen or "", self.registry.modules[app])
                for app in targets
                if all(item.app is not app for item in meant)
            ]
            tops = [item for item in meant if item.app not in mounted] or meant
        self.endpoints.paginated = self.registry.paginated
        self.endpoints.guards = self.registry.guards
        applications = [self._application(item) for item in tops]
        self._tell_unread(tops)
        self.open_prefixes = open_prefixes(self.registry, [item.app for item in tops])
        self.open_prefixes += tuple(dict.fromkeys(self.endpoints.pathless))
        told = self.diagnostics or self.endpoints.diagnostics
        if not told and not any(item.endpoints for item in applications):
            self._tell_none()
        chief = _chief(applications)
        taken = {item.name for item in chief}
        self.serving = frozenset(item.module.file for item in tops if item.name in taken)
        if len(chief) > 1:
            names = ", ".join(f"`{item.name}`" for item in chief)
            message = f"the project has several applications, all of them are taken: {names}"
            self.diagnostics.append(
                diagnostic("P110", message, chief[0].span, severity=Severity.INFO)
            )
        return applications, self._union(chief)

    # -- walking

    def _modules(self) -> list[Module]:
        """The modules that make an application, those for tests and documentation only if there are no others."""
        names = b"|".join(sorted(name.encode() for name in self.maker.names))
        made = re.compile(rb"\b(?:" + names + rb")\s*\(|\bclass\s+\w+\s*\([^)\n]*\bFastAPI\b")
        marks = [name.encode() for name in self.maker.names]
        makers = [item for item in self.sources.relevant(*marks) if made.search(item.data)]
        serious = [item for item in makers if not ASIDE.search(item.file)]
        return serious or makers

    def _chosen(self, chosen: str, modules: list[Module]) -> list[Instance]:
        """The applications that `MODULE:NAME` names: several, where folders are started each on its own."""
        name = chosen.partition(":")[2]
        made: list[Instance] = []
        for module in modules:
            value = self.evaluator.member(module, name.removesuffix("()") or "app")
            if isinstance(value, (Function, BoundMethod)):
                value = self.evaluator.run(value)
            inside = value.attributes.values() if isinstance(value, Instance) else ()
            for item in (value, *inside):
                if isinstance(item, Instance) and item in self.registry.modules:
                    made.append(item)
                    break
        if not made:
            self.diagnostics.append(diagnostic("P110", f"`{chosen}` is not a FastAPI application"))
        return made

    def _walk_registering(self) -> None:
        """Run modules that are imported by what was run and put routes on routers of others."""
        registering = Registering(self.evaluator)
        for _ in range(50):
            waiting = registering.found()
            if not waiting:
                return
            for module in waiting:
                self.maker.walk(module)

    def _finish_includes(self) -> None:
        """Give routers what was put on the routers they include after they did."""
        for _ in range(20):
            changed = False
            for link in list(self.registry.includes):
                changed = self._finish(link) or changed
            if not changed:
                return

    def _finish(self, link: Include) -> bool:
        routes = link.child.attributes.get("routes")
        if not isinstance(routes, list) or len(routes) <= link.copied:
            return False
        late = routes[link.copied :]
        link.copied = len(routes)
        with self.evaluator.entry():
            copy_routes(self.evaluator, link, list(late))
        return True

    # -- what was found

    def _named(self) -> list[_Found]:
        """The applications with the names they are imported by."""
        names: dict[int, str] = {}
        for module in self.sources.modules.values():
            if self.evaluator.was_run(module):
                for name, value in self.evaluator.module_scope(module).names.items():
                    if isinstance(value, Instance) and value in self.registry.modules:
                        own = self.registry.modules[value] is module
                        if own or id(value) not in names:
                            names[id(value)] = f"{module.name}:{name}"
        found: list[_Found] = []
        for app in self.registry.apps:
            module = self.registry.modules[app]
            if ASIDE.search(module.file) and any(
                not ASIDE.search(self.registry.modules[other].file) for other in self.registry.apps
            ):
                continue
            name = names.get(id(app)) or self.maker.made_by.get(app, "")
            name = name or f"{module.name}:{factory_of(module.tree, app.node, self.maker.names)}"
            found.append(_Found(app, name, module))
        counts = Counter(item.name for item in found)
        for item in found:
            if counts[item.name] > 1 and item.name.startswith(f"{item.module.name}:"):
                item.name = by_path(item.module) + item.name[len(item.module.name) :]
        return found

    def _mounted(self) -> set[Instance]:
        """Those that another one serves, at a path that is known."""
        return {
            app
            for owner, mounts in self.registry.mounts.items()
            for mount in mounts
            for app in [app_of(mount.app)]
            if app is not None and isinstance(mount.path, str) and not is_same(app, owner)
        }

    def _application(self, found: _Found) -> Application:
        ordered = settled(self._endpoints_of(found.app, "", 0))
        for endpoint in ordered:
            if "path" in endpoint.undecided:
                self.endpoints.tell_unsure(endpoint)
        span = found.module.span(found.app.node) if found.app.node is not None else None
        return Application(found.name, tuple(ordered), span)

    def _endpoints_of(
        self, app: Instance, prefix: str, depth: int
    ) -> Iterator[tuple[Endpoint, Places]]:
        router = app.attributes.get("router", app)
        routes = router.attributes.get("routes") if isinstance(router, Instance) else None
        for route in routes if isinstance(routes, list) else ():
            if isinstance(route, Instance) and isinstance(route.state, Route):
                for endpoint in self.endpoints.endpoints(route, prefix):
                    yield endpoint, route.state.places
        owners = [app, router] if isinstance(router, Instance) and router is not app else [app]
        for owner in owners:
            for mount in self.registry.mounts.get(owner, ()):
                inner = app_of(mount.app)
                if inner is None or depth > 8 or is_same(inner, owner):
                    continue
                path = mount.path if isinstance(mount.path, str) else None
                if path is None:
                    self._tell(
                        mount.node, mount.module, "the path of a mounted application is not known"
                    )
                    continue
                stated = inner.attributes.get("root_path")
                own = path.rstrip("/")
                under = "" if isinstance(stated, str) and stated.rstrip("/") == own else own
                yield from self._endpoints_of(inner, prefix + under, depth + 1)

    def _union(self, applications: list[Application]) -> list[Endpoint]:
        """The endpoints of all applications; the first application counts where two have the same.

        What is only there under a condition that can't be told is in `Application.endpoints` alone.
        """
        result: dict[tuple[str, str], Endpoint] = {}
        for application in applications:
            for endpoint in application.endpoints:
                if "path" not in endpoint.undecided:
                    result.setdefault(endpoint.key, endpoint)
        return list(result.values())

    def _tell_unread(self, tops: list[_Found]) -> None:
        """Say which included routers can't be read."""
        for _, value, arguments in self.registry.unreadable():
            if isinstance(value, Unknown):
                reason = value.reason
            elif isinstance(value, Instance) and value in self.registry.foreign:
                cls = value.cls
                reason = f"`{getattr(cls, 'name', 'a class')}()` makes it in a library"
            elif isinstance(value, (Call, Attribute)) or dotted_name(value):
                reason = f"`{dotted_name(value) or 'a call'}` makes it in a library"
            else:
                reason = "it is not a router" if is_plain(value) else "what it is can't be told"
            self._tell(
                arguments.node,
                arguments.scope.module,
                f"an included router can't be read: {reason}",
            )

    def _tell_none(self) -> None:
        """Say where there are routes that no application is found for."""
        files = [item.file for item in routing_modules(self.sources) if not ASIDE.search(item.file)]
        if files:
            rest = len(files) - 1
            more = f" and {rest} more file{'s' * (rest > 1)}" if rest else ""
            message = f"no application is found for the routes in `{files[0]}`{more}"
            self.diagnostics.append(diagnostic("P110", message, Span(files[0], 1)))

    def _tell(self, node: ast.AST | None, module: Module, message: str) -> None:
        span = module.span(node) if node is not None else None
        self.diagnostics.append(diagnostic("P112", message, span))


def _chief(applications: list[Application]) -> list[Application]:
    """The applications that are the project's business: a health check of a worker beside an API is not."""
    counts = [
        sum("path" not in endpoint.undecided for endpoint in item.endpoints)
        for item in applications
    ]
    most = max(counts, default=0)
    return [item for item, count in zip(applications, counts, strict=True) if 2 * count >= most]

"""A registered route to an `Endpoint`: method, path, parameters, body, responses, errors, auth."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import Auth, Body, Endpoint, Parameter
from spec2code.model.patterns import regex
from spec2code.model.project import OpenPrefix
from spec2code.model.span import Span
from spec2code.project.api.bodies import STRIPS_BODIES, body_name, request_body
from spec2code.project.api.by_hand import stated
from spec2code.project.api.dependant import Dependant
from spec2code.project.api.dependencies import DependencyReader, handler_function
from spec2code.project.api.guards import handler_guard, optional_guard
from spec2code.project.api.models import ModelReader
from spec2code.project.api.pages import parameters_of
from spec2code.project.api.parameters import marker, reason_of
from spec2code.project.api.registry import METHODS, Route
from spec2code.project.api.responses import ResponseReader
from spec2code.project.values import (
    Call,
    Function,
    Instance,
    Member,
    Spread,
    Unknown,
    Value,
)

__all__ = ["EndpointReader"]

_PARAMETER = regex(r"\{([^{}:]*)(?::[^{}]*)?\}")


class EndpointReader:
    """Reads the routes of applications; `told()` says what could not be told of them."""

    def __init__(self, models: ModelReader) -> None:
        self.models = models
        self.evaluator = models.evaluator
        self.dependencies = DependencyReader(models)
        self.diagnostics: list[Diagnostic] = []
        self._opened: dict[tuple[str, Span | None], tuple[Span | None, list[str]]] = {}
        """Cause to its place and the endpoints that it leaves open."""
        self.responses = ResponseReader(models)
        self.undecided = 0
        self.guards: list[str] = []
        """Middleware that may check the callers of all routes, in words."""
        self.paginated = False
        """Whether routes that answer with pages take the parameters of those."""
        self.pathless: list[OpenPrefix] = []
        """Routes of which the path can't be told."""

    def endpoints(self, route: Instance, prefix: str = "") -> Iterator[Endpoint]:
        """The endpoints of one route: one per method."""
        place = route.state
        assert isinstance(place, Route)
        path = route.attributes.get("path")
        span = place.module.span(place.node) if place.node is not None else None
        methods = self._methods(route.attributes.get("methods"))
        if not isinstance(path, str) or methods is None:
            reason = path.reason if isinstance(path, Unknown) else "its methods are not known"
            name = route.attributes.get("name")
            self.undecided += 1
            if isinstance(name, str) and not isinstance(path, str):
                self.pathless.append(OpenPrefix("", span, name, tuple(methods or ())))
            self.diagnostics.append(
                diagnostic("P111", f"the route of `{name}` can't be told: {reason}", span)
            )
            return
        for method in methods:
            yield self._endpoint(route, method, prefix + path, path, methods)

    def _methods(self, value: Value) -> list[str] | None:
        if not isinstance(value, (list, tuple, set, frozenset)):
            return None
        names = [item.value if isinstance(item, Member) else item for item in value]
        texts = [item.upper() for item in names if isinstance(item, str)]
        if len(texts) < len(names):
            return None
        return [name for name in METHODS if name in texts]

    def _endpoint(
        self, route: Instance, method: str, path: str, own_path: str, methods: list[str]
    ) -> Endpoint:
        attributes = route.attributes
        place = route.state
        assert isinstance(place, Route)
        endpoint = attributes.get("endpoint")
        function, _, _ = handler_function(endpoint)
        names = frozenset(_PARAMETER.findall(path)) | frozenset(_PARAMETER.findall(own_path))
        has_body = bool({"POST", "PUT", "PATCH"} & set(methods))
        takes = self._takes(route, endpoint, names, has_body)
        if self.paginated:
            self._take_page(route, function, names, takes)
        undecided: list[str] = []
        if place.places:
            undecided.append("path")
        if takes.unread:
            undecided += ["parameters", "auth", *(["request"] if has_body else [])]
        responses, unread = self.responses.read(route, function)
        if unread:
            undecided.append("responses")
        self._open(route, method, path, [*takes.unread[:3], *unread])
        if undecided:
            self.undecided += 1
        span = place.module.span(place.node) if place.node is not None else None
        if function is not None:
            span = function.span if span is None or place.module is not function.module else span
        return Endpoint(
            method,
            _PARAMETER.sub(r"{\1}", path),
            summary=self._summary(attributes, function),
            description=self._description(attributes, function),
            auth=_auth(takes),
            parameters=tuple(sorted(takes.parameters.values(), key=_order(path))),
            request=self._request(route, takes, own_path, methods),
            responses=responses,
            errors=self.responses.errors(attributes, function, place),
            group=_group(attributes.get("tags")),
            documented=attributes.get("include_in_schema") is not False,
            handler=f"{function.module.name}:{function.qualified}" if function else None,
            guard=self._guard(takes, function),
            undecided=tuple(undecided),
            answers=self.responses.raised.answered(function) if function is not None else (),
            reads=tuple(sorted({*takes.reads, *stated(attributes.get("openapi_extra"))}, key=str)),
            span=span,
        )

    def _guard(self, takes: Dependant, function: Function | None) -> str | None:
        own = None
        if function is not None:
            scope = function.scope
            own = handler_guard(function, lambda node: self.evaluator.value(node, scope))
        lets_pass = optional_guard(takes.auth)
        return next(iter((*takes.guards, *filter(None, [own, lets_pass]), *self.guards)), None)

    def tell_unsure(self, endpoint: Endpoint) -> None:
        """Say that nothing says whether this endpoint is there."""
        route = f"{endpoint.method} {endpoint.path}"
        message = f"whether there is a route `{route}` depends on a condition that can't be told"
        self.diagnostics.append(diagnostic("P111", message, endpoint.span))

    def _takes(
        self, route: Instance, endpoint: Value, names: frozenset[str], has_body: bool
    ) -> Dependant:
        result = Dependant()
        result.add(self.dependencies.handler(endpoint, names, has_body=has_body))
        given = route.attributes.get("dependencies")
        for item in given if isinstance(given, list) else ():
            item = marker(self.evaluator, item)
            if isinstance(item, Call) and item.name.rpartition(".")[2] in ("Depends", "Security"):
                self.dependencies.add(item.argument(0, "dependency"), item, names, result)
            else:
                item = item.value if isinstance(item, Spread) else item
                span = item.span if isinstance(item, Unknown) else None
                result.unread.append((f"a dependency of the route: {reason_of(item)}", span))
        return result

    def _take_page(
        self,
        route: Instance,
        function: Function | None,
        names: frozenset[str],
        takes: Dependant,
    ) -> None:
        """What a route that answers with a page takes by `add_pagination`."""
        place = route.state
        assert isinstance(place, Route)
        model = self.responses.model(route.attributes, function, place)
        needed = parameters_of(self.evaluator, model.type) if model is not None else None
        if needed is not None:
            takes.add(self.dependencies.dependency(needed, names, 1))

    def _open(
        self, route: Instance, method: str, path: str, reasons: list[tuple[str, Span | None]]
    ) -> None:
        for reason, span in reasons:
            place = route.state
            assert isinstance(place, Route)
            at = span or (place.module.span(place.node) if place.node is not None else None)
            _, names = self._opened.setdefault((reason, span), (at, []))
            names.append(f"`{method} {path}`")

    def told(self) -> list[Diagnostic]:
        """What can't be told of the endpoints read so far; what one cause leaves open is said once."""
        found = list(self.diagnostics)
        for (reason, _), (at, routes) in self._opened.items():
            names = list(dict.fromkeys(routes))
            more = len(names) - 1
            others = f" and {more} more {'endpoint' if more == 1 else 'endpoints'}" if more else ""
            message = f"{names[0]}{others} can't be told whole: {reason}"
            found.append(diagnostic("P113", message, at))
        return found

    def _request(
        self, route: Instance, takes: Dependant, path: str, methods: list[str]
    ) -> Body | None:
        if not takes.bodies:
            return None
        name = body_name(self.evaluator, route, path, methods)
        return request_body(takes.bodies, name, strips=self.evaluator.fastapi >= STRIPS_BODIES)

    # -- texts

    def _summary(self, attributes: dict[str, Value], function: Function | None) -> str | None:
        given = attributes.get("summary")
        if isinstance(given, str):
            return given
        name = attributes.get("name")
        if isinstance(name, str) and name:
            return name.replace("_", " ").title()
        return function.name.replace("_", " ").title() if function else None

    def _description(self, attributes: dict[str, Value], function: Function | None) -> str | None:
        given = attributes.get("description")
        if isinstance(given, str):
            return given
        if function is None or isinstance(function.node, ast.Lambda):
            return None
        return ast.get_docstring(function.node)


def _group(tags: Value) -> str | None:
    for tag in tags if isinstance(tags, list) else ():
        tag = tag.value if isinstance(tag, Member) else tag
        if isinstance(tag, str):
            return tag
    return None


def _auth(takes: Dependant) -> Auth | None:
    """One statement of all that a route's dependencies ask for."""
    found = takes.auth
    if not found:
        return None
    sure = not takes.by_hand and len({item.scheme for item in found if item.scheme}) == 1
    scheme = next((item.scheme for item in found if item.scheme), None)
    scopes = tuple(dict.fromkeys(scope for item in found for scope in item.scopes))
    return Auth(any(item.required for item in found), scheme, scopes, sure=sure)


def _order(path: str) -> Callable[[Parameter], tuple[int, int]]:
    names = _PARAMETER.findall(path)
    locations = ("path", "query", "header", "cookie")

    def key(parameter: Parameter) -> tuple[int, int]:
        inside = parameter.location == "path" and parameter.name in names
        return locations.index(parameter.location), names.index(parameter.name) if inside else 0

    return key

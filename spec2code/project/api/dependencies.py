"""A handler and everything that it depends on: parameters, parts of the body, security, through any depth of `Depends`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from spec2code.model.api import Auth
from spec2code.model.records import replace
from spec2code.model.shapes import MISSING
from spec2code.project import calls, classes, signatures
from spec2code.project.api.by_hand import taken
from spec2code.project.api.dependant import Dependant
from spec2code.project.api.fields import FieldReader
from spec2code.project.api.filled import is_filled, is_request
from spec2code.project.api.guards import dependency_guard, looks_at_request
from spec2code.project.api.injected import from_container, is_injected
from spec2code.project.api.known_dependencies import functions_given, take_known
from spec2code.project.api.models import ModelReader
from spec2code.project.api.pages import parameters_in_context
from spec2code.project.api.parameters import (
    Given,
    body_of,
    given_of,
    is_scalar,
    is_upload,
    model_parameters,
    parameter_of,
    read_given,
    reason_of,
    unknown_name,
)
from spec2code.project.api.refusals import refuses
from spec2code.project.api.security import comes_from, scheme_of
from spec2code.project.values import (
    NOT_GIVEN,
    Attribute,
    BoundMethod,
    Builtin,
    Call,
    Class,
    External,
    Function,
    Instance,
    Made,
    Partial,
    Subscript,
    Unknown,
    Value,
)

__all__ = ["DependencyReader", "handler_function"]

_LOCATIONS = {"Query": "query", "Path": "path", "Header": "header", "Cookie": "cookie"}
_BODIES = {"Body": "json", "Form": "form", "File": "file"}
_DEPTH_LIMIT = 30


def handler_function(endpoint: Value) -> tuple[Function | None, int, dict[str, Value]]:
    """(function whose signature counts, leading parameters that are given, defaults that are given)."""
    skipped = 0
    given: dict[str, Value] = {}
    for _ in range(20):
        if isinstance(endpoint, Function):
            inner = endpoint.wrapped
            if endpoint.signature is not None:
                return endpoint, skipped, given
            if isinstance(inner, (Class, Instance, Unknown)):
                return None, skipped, given
            if not isinstance(inner, (Function, BoundMethod, Partial)):
                return endpoint, skipped, given
            endpoint = inner
        elif isinstance(endpoint, BoundMethod):
            skipped += 1
            endpoint = endpoint.function
        elif isinstance(endpoint, Partial):
            skipped += len(endpoint.args)
            given = {**endpoint.kwargs, **given}
            endpoint = endpoint.function
        else:
            break
    return None, skipped, given


class DependencyReader:
    """Reads handlers and dependencies; each dependency is read once for a set of path names."""

    def __init__(self, models: ModelReader) -> None:
        self.models = models
        self.evaluator = models.evaluator
        self._known: dict[tuple[int, frozenset[str]], Dependant] = {}
        self._alive: list[Value] = []
        self._has_body = False

    def handler(
        self, endpoint: Value, path_names: frozenset[str], *, has_body: bool = False
    ) -> Dependant:
        """What a route's function takes; `has_body`: its methods are such as have one."""
        function, skipped, given = handler_function(endpoint)
        result = Dependant()
        if function is None:
            return self.dependency(endpoint, path_names, 0)
        if not skipped and _is_method(function):
            assert function.owner is not None
            skipped = 1
            if function.kind == "function":
                self._view(function.owner, path_names, result)
        own = Dependant()
        self._has_body = has_body
        self._signature(function, skipped, given, path_names, own, 0)
        self._has_body = False
        own.add(result)
        return own

    def dependency(self, value: Value, path_names: frozenset[str], depth: int) -> Dependant:
        """What a dependency takes."""
        key = (id(value), path_names)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Dependant()
            self._alive.append(value)
            if depth < _DEPTH_LIMIT:
                self._dependency(value, path_names, found, depth)
        return found

    def _dependency(
        self, value: Value, path_names: frozenset[str], into: Dependant, depth: int
    ) -> None:
        while isinstance(value, Function) and value.wrapped is not None and not value.signature:
            value = value.wrapped
        if isinstance(value, Attribute) and isinstance(value.base, Call):
            # `backend.get_strategy`: a function that the library's object was given.
            given_to = value.base.kwargs.get(value.name)
            value = given_to if isinstance(given_to, Function) else value
        value = parameters_in_context(self.evaluator, value) or value
        scheme = scheme_of(self.evaluator, value)
        if scheme is not None:
            into.auth.append(scheme)
        function, skipped, given = handler_function(value)
        if function is not None:
            into.guards += filter(None, [dependency_guard(function.name, function)])
            into.by_hand |= looks_at_request(function)
            self._signature(function, skipped, given, path_names, into, depth)
            if refuses(function.node):
                into.auth[:] = [replace(auth, required=True) for auth in into.auth] or [Auth(True)]
        elif isinstance(value, Class):
            self._class(value, path_names, into, depth)
        elif isinstance(value, Instance) and isinstance(value.cls, Class):
            method = classes.member(self.evaluator, value.cls, "__call__")
            if isinstance(method, Function):
                self._signature(method, 1, {}, path_names, into, depth)
            elif scheme is None:
                into.unread.append((f"`{value.cls.name}` is called in a library", value.cls.span))
        elif (
            isinstance(value, (External, Call)) and take_known(value.name, into)
        ) or from_container(value):
            return
        elif comes_from(self.evaluator, value, "fastapi_users"):
            into.auth.append(Auth(not _is_optional(value), None))
            for function in functions_given(value):
                self._signature(function, 0, {}, path_names, into, depth)
        elif scheme is None and not isinstance(value, Builtin):
            span = value.span if isinstance(value, (Unknown, Call)) else None
            into.unread.append((reason_of(value), span))

    # -- signatures

    def _signature(
        self,
        function: Function,
        skipped: int,
        given: dict[str, Value],
        path_names: frozenset[str],
        into: Dependant,
        depth: int,
    ) -> None:
        deferred: list[Given] = []
        for parameter in self._parameters(function, skipped, given):
            if not parameter.kind and is_request(self.models, parameter.type):
                into.reads.update(taken(function, parameter.name, depth))
            self._take(parameter, path_names, into, deferred)
        for parameter in deferred:
            self._depends(parameter, path_names, into, depth)

    def _parameters(
        self, function: Function, skipped: int, given: dict[str, Value]
    ) -> Iterator[Given]:
        if function.signature is not None:
            yield from self._made(function, function.signature[skipped:], given)
            return
        node = function.node.args
        positional = [*node.posonlyargs, *node.args]
        defaults = calls.defaults_of(self.evaluator, function)
        rest = [*positional[skipped:], *node.kwonlyargs]
        if skipped <= len(positional) and node.vararg is not None:
            rest.append(node.vararg)
        if node.kwarg is not None:
            rest.append(node.kwarg)
        for parameter in rest:
            name = parameter.arg
            default = given.get(name, defaults.get(name, MISSING))
            span = function.module.span(parameter)
            yield read_given(self.models, name, parameter.annotation, default, function.scope, span)

    def _made(
        self, owner: Function | Class, signature: tuple[Made, ...], given: dict[str, Value]
    ) -> Iterator[Given]:
        """The parameters of a signature that code has put together."""
        for item in signature:
            default = MISSING if item.default == NOT_GIVEN else item.default
            kind = External("typing.Any") if item.annotation == NOT_GIVEN else item.annotation
            default = given.get(item.name, default)
            yield given_of(self.models, item.name, kind, default, owner.scope, owner.span)

    def _given_signature(
        self, cls: Class, path_names: frozenset[str], into: Dependant, depth: int
    ) -> bool:
        """Take what the `__signature__` that code has put on a class says; False where it has none."""
        made = signatures.of_class(self.evaluator, cls)
        if made is None:
            return False
        deferred: list[Given] = []
        for given in self._made(cls, made, {}):
            self._take(given, path_names, into, deferred)
        for given in deferred:
            self._depends(given, path_names, into, depth)
        return True

    def _take(
        self, given: Given, path_names: frozenset[str], into: Dependant, deferred: list[Given]
    ) -> None:
        kind = given.kind
        if kind in ("Depends", "Security"):
            deferred.append(given)
            return
        if not kind and (is_filled(self.models, given.type) or is_injected(given)):
            return
        if kind in _BODIES:
            part = body_of(self.models, given, _BODIES[kind])
            into.bodies.setdefault(part.name, part)
            return
        if kind in _LOCATIONS:
            self._located(given, _LOCATIONS[kind], into)
        elif given.name in path_names:
            self._located(given, "path", into)
        else:
            self._guessed(given, into)

    def _located(self, given: Given, location: str, into: Dependant) -> None:
        unknown = unknown_name(given)
        if unknown:
            into.unread.append((unknown, given.span))
            return
        several = model_parameters(self.models, given, location) if location != "path" else None
        for parameter in several or [parameter_of(self.models, given, location)]:
            into.parameters.setdefault((parameter.location, parameter.name), parameter)

    def _guessed(self, given: Given, into: Dependant) -> None:
        """A parameter of which only the type says where it comes from."""
        if is_upload(given.type):
            part = body_of(self.models, given, "file")
            into.bodies.setdefault(part.name, part)
            return
        scalar = is_scalar(self.models, given.type)
        if scalar is None:
            reason = (
                f"whether `{given.name}` comes from the query or the body, as its type is not known"
            )
            into.unread.append((reason, given.span))
            if self._has_body and _may_be_model(given.type):
                part = body_of(self.models, given, "json")
                part.model = True
                into.bodies.setdefault(part.name, part)
        elif scalar:
            self._located(given, "query", into)
        else:
            part = body_of(self.models, given, "json")
            into.bodies.setdefault(part.name, part)

    def _depends(
        self, given: Given, path_names: frozenset[str], into: Dependant, depth: int
    ) -> None:
        assert given.info is not None
        target = given.info.argument(0, "dependency")
        if target is None:
            target = given.type
        into.guards += filter(None, [dependency_guard(given.name)])
        self.add(target, given.info, path_names, into, depth)

    def add(
        self, target: Value, info: Call, path_names: frozenset[str], into: Dependant, depth: int = 0
    ) -> None:
        """Take over what `Depends(target)` or `Security(target, scopes=...)` takes."""
        has_body, self._has_body = self._has_body, False
        found = self.dependency(target, path_names, depth + 1)
        self._has_body = has_body
        into.add(found)
        scopes = info.kwargs.get("scopes")
        if info.name.endswith("Security") and isinstance(scopes, (list, tuple)):
            names = tuple(item for item in scopes if isinstance(item, str))
            if names:
                into.auth.append(Auth(True, None, names))

    # -- classes as dependencies, class-based views

    def _class(self, cls: Class, path_names: frozenset[str], into: Dependant, depth: int) -> None:
        if self._given_signature(cls, path_names, into, depth):
            return
        init = classes.member(self.evaluator, cls, "__init__")
        if isinstance(init, Function):
            self._signature(init, 1, {}, path_names, into, depth)
            return
        kind = self.models.kind(cls)
        if kind not in ("model", "record", "named tuple"):
            if any(not isinstance(item, Class) for item in classes.mro(self.evaluator, cls)):
                names = classes.mro_names(self.evaluator, cls)
                if any(take_known(name, into) for name in names):
                    return
                if set(names) - {"object", "abc.ABC", "typing.Protocol", "typing.Generic"}:
                    into.unread.append((f"`{cls.name}` derives from a library's class", cls.span))
            return
        deferred: list[Given] = []
        for given in self._fields(cls, kind):
            self._take(given, path_names, into, deferred)
        for given in deferred:
            self._depends(given, path_names, into, depth)

    def _fields(self, cls: Class, kind: str) -> Iterator[Given]:
        """The fields of a model or dataclass as the parameters of its `__init__`."""
        reader = FieldReader(self.models, cls, {}, kind)
        for name, wire, type_, default, scope, span, said in reader.arguments():
            given = given_of(self.models, name, type_, default, scope, span)
            if kind == "model" and said is not None:
                given.extras = (*given.extras, said)
            if wire.isidentifier():
                given.name = wire
            yield given

    def _view(self, cls: Class, path_names: frozenset[str], into: Dependant) -> None:
        """The class behind a class-based view: annotated attributes and `__init__` are dependencies."""
        key = (id(cls), path_names)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Dependant()
            init = classes.member(self.evaluator, cls, "__init__")
            if not self._given_signature(cls, path_names, found, 1) and isinstance(init, Function):
                self._signature(init, 1, {}, path_names, found, 1)
            self._attributes(cls, path_names, found)
        into.add(found)

    def _attributes(self, cls: Class, path_names: frozenset[str], into: Dependant) -> None:
        deferred: list[Given] = []
        for name, owner in classes.fields(self.evaluator, cls):
            scope = classes.body(self.evaluator, owner)
            node = _annotation(owner, name)
            if node is None:
                continue
            value = MISSING if node.value is None else classes.member(self.evaluator, owner, name)
            given = read_given(
                self.models, name, node.annotation, value, scope, owner.module.span(node)
            )
            if given.kind in ("Depends", "Security"):
                deferred.append(given)
        for given in deferred:
            self._depends(given, path_names, into, 1)


def _is_method(function: Function) -> bool:
    """Whether a handler in a class is given an object: in a class for mere order all its parameters are the route's."""
    if function.owner is None or function.kind not in ("function", "class"):
        return False
    arguments = function.node.args
    first = next(iter([*arguments.posonlyargs, *arguments.args]), None)
    named = first is not None and first.arg in ("self", "cls")
    return named or bool(function.owner.node.decorator_list)


def _annotation(cls: Class, name: str) -> ast.AnnAssign | None:
    for statement in cls.node.body:
        if isinstance(statement, ast.AnnAssign) and getattr(statement.target, "id", "") == name:
            return statement
    return None


def _may_be_model(value: Value) -> bool:
    """Whether a type of a library looks like a class; a handler that is sent a body mostly takes it as that."""
    value = value.base if isinstance(value, Subscript) else value
    if isinstance(value, Class):
        return True
    last = value.name.rpartition(".")[2] if isinstance(value, External) else ""
    return last[:1].isupper() and not last.endswith(("Enum", "Type", "Status", "Id", "ID"))


def _is_optional(value: Value) -> bool:
    return isinstance(value, Call) and value.kwargs.get("optional") is True

"""What is kept of the calls on applications and routers: routes, includes, mounts."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from spec2code.model.records import dataclass, field
from spec2code.project import attributes
from spec2code.project.evaluate import Evaluator
from spec2code.project.signals import Branch
from spec2code.project.sources import Module
from spec2code.project.values import Arguments, Instance, Native, Unknown, Value

__all__ = [
    "METHODS",
    "PASSED",
    "Default",
    "Include",
    "Mount",
    "Registry",
    "Route",
    "as_list",
    "both",
    "joined",
    "method_of",
]

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")


@dataclass(eq=False, slots=True)
class Route:
    """What is kept of one registered route beside the attributes that the project can read."""

    places: tuple[Branch, ...]
    """The branches it stands in of which nothing says whether they are taken."""
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
    places: tuple[Branch, ...]


@dataclass(eq=False)
class Registry:
    """Everything that was made while the project's modules were walked."""

    apps: list[Instance] = field(default_factory=list)
    mounts: dict[Instance, list[Mount]] = field(default_factory=dict)
    includes: list[Include] = field(default_factory=list)
    unread: list[tuple[Instance, Value, Arguments]] = field(default_factory=list)
    """(router, what was included in it, the call) where that isn't a router we know."""
    modules: dict[Instance, Module] = field(default_factory=dict)
    foreign: set[Instance] = field(default_factory=set)
    """Routers of a library's own class: it may bring routes along, as one without any of the project's surely does."""

    starting: dict[Instance, list[Value]] = field(default_factory=dict)
    """Functions that an application runs when it starts, its `lifespan` aside."""

    guards: list[str] = field(default_factory=list)
    """Middleware that may check callers, in words."""
    paginated: bool = False
    """Whether `add_pagination` was called: routes that answer with pages take the parameters of those."""

    def unreadable(self) -> Iterator[tuple[Instance, Value, Arguments]]:
        """Of `unread` what nothing was put on later either."""
        for item in self.unread:
            routes = item[1].attributes.get("routes") if isinstance(item[1], Instance) else None
            if not routes or item[1] not in self.foreign:
                yield item


class Default(Native):
    """What FastAPI passes on for an argument that isn't given, where None would mean something."""

    def truth(self) -> bool | None:
        return False


PASSED: dict[str, Value] = {
    "response_model": Default(),
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
    "response_class": Default(),
    "name": None,
    "callbacks": None,
    "openapi_extra": None,
    "generate_unique_id_function": Default(),
}
"""What the library's methods hand to each other whether it is given or not."""


def method_of(evaluator: Evaluator, owner: Instance, name: str, arguments: Arguments) -> Value:
    """Call a method as the library's own code would: through whatever the project overrides."""
    return evaluator.call(attributes.attribute(evaluator, owner, name), arguments)


def as_list(value: Value) -> list[Value]:
    """The items of tags or dependencies, given in any collection or not at all."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    return [] if value is None else [value]


def both(one: Value, two: Value) -> Value:
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

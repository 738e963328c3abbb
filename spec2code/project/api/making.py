"""Applications that only come about when functions are called: factories, what calls those, and what starts an app."""

from __future__ import annotations

import ast
import re

from spec2code.model.patterns import regex
from spec2code.project import classes
from spec2code.project.api.factories import (
    Outer,
    app_calls,
    app_names,
    called_names,
    is_app_call,
    needs_arguments,
)
from spec2code.project.api.mounted import app_of
from spec2code.project.api.registry import Registry
from spec2code.project.evaluate import Evaluator
from spec2code.project.resolve import Thunk, force
from spec2code.project.sources import Module
from spec2code.project.values import BoundMethod, Class, Function, Instance

__all__ = ["ASIDE", "Maker"]

ASIDE = regex(
    r"(?:^|/)(?:tests?|testing|examples?|docs?|docs_src|specs|samples?|benchmarks?|demos?|tutorials?|fixtures"
    r"|cookbook|notebooks?|scripts|e2e|integration_tests|[^/]*_tests?)/|(?:^|/)(?:test_[^/]*|conftest|[^/]*_test)\.py$"
)
"""Files that hold no application of the project's own where others do."""


class Maker:
    """Runs what makes applications."""

    def __init__(self, evaluator: Evaluator, registry: Registry) -> None:
        self.evaluator = evaluator
        self.sources = evaluator.sources
        self.registry = registry
        self.names = app_names(self.sources)
        """What applications are called into being by."""
        self.made_by: dict[Instance, str] = {}
        """The functions that had to be run for an application to be made."""

    def walk(self, module: Module) -> None:
        """Run a module's top level with all its calls."""
        scope = self.evaluator.module_scope(module)
        for name, value in list(scope.names.items()):
            if isinstance(value, Thunk) and _calls(value.node):
                with self.evaluator.entry():
                    force(self.evaluator, scope, name, value)

    def call_factories(self, modules: list[Module]) -> None:
        """Call the functions that make an application and that nothing has called so far."""
        waiting = [
            (module, outer, call)
            for module in modules
            for outer, call in app_calls(module.tree, self.names)
            if outer is not None
        ]
        called = {name for _, outer, _ in waiting for name in called_names(outer)}
        waiting.sort(key=lambda item: item[1].name in called)  # what others call comes with them
        for module, outer, call in waiting:
            if not self._is_made(call):
                self._call_users(module, outer.name)
            if not self._is_made(call) and needs_arguments(outer):
                self._run_callers(outer.name)
            if not self._is_made(call):
                self._call_factory(module, outer)

    def make_own(self, modules: list[Module]) -> None:
        """Make an application of each class that is one, where nothing of the project does: others will."""
        for module in modules:
            for value in list(self.evaluator.module_scope(module).names.values()):
                if isinstance(value, Class) and value.module is module:
                    if classes.derives_from(self.evaluator, value, "fastapi.FastAPI"):
                        self.evaluator.run(value)

    def _is_made(self, call: ast.Call) -> bool:
        return any(app.node is call for app in self.registry.apps)

    def _call_users(self, module: Module, name: str) -> None:
        """Run the modules that call the factory at their top level."""
        mark = re.compile(rb"^\w[^#\n]*\b" + name.encode() + rb"\s*\(", re.MULTILINE)
        for user in self.sources.modules.values():
            if user is module or name.encode() not in user.data or ASIDE.search(user.file):
                continue
            if mark.search(user.data):
                self.walk(user)

    def _run_callers(self, name: str) -> None:
        """Run the functions that call the factory with what it must be given."""
        for user in self.sources.modules.values():
            if name.encode() not in user.data or ASIDE.search(user.file):
                continue
            for statement in user.tree.body:
                if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    if name in called_names(statement):
                        known = len(self.registry.apps)
                        self.evaluator.run(self.evaluator.member(user, statement.name))
                        for app in self.registry.apps[known:]:
                            self.made_by[app] = f"{user.name}:{statement.name}"

    def _call_factory(self, module: Module, outer: Outer) -> None:
        value = self.evaluator.member(module, outer.name)
        if isinstance(value, Function):
            self.evaluator.run(value)
        elif isinstance(value, Class):
            instance = self.evaluator.run(value)
            for name, member in list(classes.body(self.evaluator, value).names.items()):
                if isinstance(member, Function) and any(
                    is_app_call(n, self.names) for n in ast.walk(member.node)
                ):
                    if name != "__init__":
                        self.evaluator.run(BoundMethod(member, instance))

    def start(self) -> None:
        """Run what runs when an application starts, for one that serves nothing but pages before that."""
        for app in list(self.registry.apps):
            mounts = self.registry.mounts.get(app, ())
            if _is_documented(app) or any(app_of(item.app) for item in mounts):
                continue
            for function in self.registry.starting.get(app, ()):
                self.evaluator.run(function)
            lifespan = app.attributes.get("lifespan")
            if isinstance(lifespan, (Function, BoundMethod)):
                self.evaluator.run(lifespan, [app])


def _is_documented(app: Instance) -> bool:
    """Whether an application has routes beside those that it keeps out of its document."""
    routes = app.attributes.get("routes")
    return isinstance(routes, list) and any(
        isinstance(route, Instance) and route.attributes.get("include_in_schema") is not False
        for route in routes
    )


def _calls(node: ast.expr) -> bool:
    return isinstance(node, (ast.Call, ast.Await, ast.IfExp, ast.BoolOp))

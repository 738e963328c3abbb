"""The one evaluator: what an expression or a call of the project amounts to, by reading.

Bounded in steps, depth and size; nothing of the project is imported or executed. What can't be told becomes an
`Unknown` with its reason. `natives` gives behaviour to names of libraries, `run(..., on_call=...)` hands calls of
anything outside the project to the caller.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.project import binding, calls, expressions, library, statements
from spec2code.project.remembered import Memory
from spec2code.project.requirements import fastapi_version, pydantic_version
from spec2code.project.resolve import MISSING, lookup, member_of_module
from spec2code.project.signals import Branch, Exhausted, Raised
from spec2code.project.sources import Module, Sources
from spec2code.project.values import (
    Arguments,
    Class,
    FunctionNode,
    NativeClass,
    NativeFunction,
    Scope,
    Unknown,
    Value,
)

__all__ = ["Evaluator", "Exhausted", "OnCall"]

OnCall = Callable[[str, ast.AST | None, list[Value], dict[str, Value], Scope], Value]
"""(dotted name, node, args, kwargs, scope) of a call outside the project to its value; `NotImplemented` for none."""

ClassAttribute = Callable[["Evaluator", Class], Value]
"""What a class has under a name; `NotImplemented` where it doesn't derive from the library's class."""

STEP_LIMIT = 300_000
"""Of one evaluation from outside, or of one module."""
TOTAL_LIMIT = 20_000_000
SPENT_LIMIT = 2_000
"""Of one evaluation once the total is used up, so that a project made to be slow ends all the same."""


class Evaluator:
    """Evaluates over one project's sources. Not for use by several threads at once."""

    def __init__(
        self, sources: Sources, natives: Mapping[str, NativeClass | NativeFunction] | None = None
    ) -> None:
        self.sources = sources
        self.natives: dict[str, NativeClass | NativeFunction] = {
            **library.NATIVES,
            **(natives or {}),
        }
        self._endings = tuple(name[1:] for name in self.natives if name.startswith("*"))
        self.class_attributes: dict[str, ClassAttribute] = {}
        """What classes of the project have from a library: its name, and what each class has of it."""
        self.on_call: OnCall | None = None
        self.diagnostics: list[Diagnostic] = []
        self.looking: set[tuple[str, str, str]] = set()
        """Star imports and `__getattr__` calls under way."""
        self.steps = 0
        self.limit = STEP_LIMIT
        self.total = 0
        self.depth = 0
        self.unsure = 0
        """Above 0 inside branches and loops of which nothing says whether they are run."""
        self.places: tuple[Branch, ...] = ()
        """The branches of which that holds, outermost first."""
        self.calling: dict[FunctionNode, tuple[int, int]] = {}
        """How often functions are being called where nothing says whether they are, and `unsure` at the last call."""
        self.guesses = 0
        """How many branches and loops were walked of which nothing says whether they are run."""
        self.unfailing = False
        """What is walked is known to have run to its end: a `raise` is passed over."""
        self.leaving = 0
        """How often a branch that may be taken left a loop or function."""
        self.trying = 0
        """Above 0 inside a `try` with handlers."""
        self.registering: dict[ast.stmt, bool] = {}
        """The first statement of branches that weren't taken, and whether they put routes on an application."""
        self.imported: dict[str, list[ast.Import | ast.ImportFrom]] = {}
        """File to the import statements that were walked in it."""
        self.memory = Memory()
        self._scopes: dict[str, Scope] = {}
        self._running: set[str] = set()
        self._unknown: set[str] = set()
        """Names of libraries of which `natives` have nothing."""
        self._pydantic: int | None = None
        self._fastapi: tuple[int, int] | None = None
        self._bindings: dict[str, dict[str, ast.stmt]] = {}

    @property
    def pydantic(self) -> int:
        """The version of Pydantic that the project is written for, 1 or 2."""
        if self._pydantic is None:
            self._pydantic = pydantic_version(self.sources)
        return self._pydantic

    @property
    def fastapi(self) -> tuple[int, int]:
        """The newest version of FastAPI that the project allows."""
        if self._fastapi is None:
            self._fastapi = fastapi_version(self.sources)
        return self._fastapi

    def native(self, name: str) -> NativeClass | NativeFunction | None:
        """What is known of a name of a library; of a class also by how its name ends (`*Router`)."""
        found = self.natives.get(name)
        if found is not None or name in self._unknown:
            return found
        if self._endings and name.endswith(self._endings):
            ending = next(item for item in self._endings if name.endswith(item))
            like = self.natives[f"*{ending}"]
            if isinstance(like, NativeClass) and not name.startswith(like.bases):
                found = self.natives[name] = NativeClass(name, like.methods, like.bases)
                return found
        self._unknown.add(name)
        return None

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """The value of an expression where it stands."""
        self.steps += 1
        if self.steps > self.limit:
            raise Exhausted
        function = expressions.EXPRESSIONS.get(type(node))
        if function is None:
            return Unknown(f"{type(node).__name__} is not read", node, scope.module)
        return function(self, node, scope)

    def step(self) -> None:
        """Count one step."""
        self.steps += 1
        if self.steps > self.limit:
            raise Exhausted

    def imports(self, module: Module, node: ast.Import | ast.ImportFrom) -> None:
        """Note an import statement that was walked."""
        self.imported.setdefault(module.file, []).append(node)

    def value(self, node: ast.expr, scope: Scope) -> Value:
        """The value of an expression, from outside: limits are kept for it alone."""
        before = self._begin(STEP_LIMIT)
        try:
            return self.evaluate(node, scope)
        except (Exhausted, RecursionError, Raised):
            return Unknown("too much to evaluate", node, scope.module)
        finally:
            self._end(before)

    def name(self, dotted: str, scope: Scope) -> Value:
        """The value of a dotted name as it would be written in this scope."""
        value: Value = Unknown(f"`{dotted}` is not defined")
        with self.entry():
            first, *rest = dotted.split(".")
            value = lookup(self, scope, first)
            for part in rest:
                value = expressions.attribute(self, value, part, None, scope)
        return value

    def member(self, module: Module, name: str) -> Value:
        """What `module.name` is."""
        with self.entry():
            return member_of_module(self, module, name)
        return Unknown("too much to evaluate")

    def call(self, function: Value, arguments: Arguments) -> Value:
        """What calling it gives, from inside an evaluation."""
        return calls.call(self, function, arguments)

    def run(
        self,
        function: Value,
        args: list[Value] | None = None,
        kwargs: dict[str, Value] | None = None,
        *,
        on_call: OnCall | None = None,
        scope: Scope | None = None,
        limit: int = STEP_LIMIT,
    ) -> Value:
        """Walk a function's statements with these arguments.

        Args:
            function: of the project (`Function`, `BoundMethod`, `Class`, ...).
            args: by position.
            kwargs: by name.
            on_call: is given every call of something outside the project that `natives` don't know.
            scope: where the call stands; the function's own module otherwise.
            limit: how many steps it may take.
        """
        before = self.on_call
        self.on_call = on_call or before
        try:
            with self.entry(limit):
                scope = scope or getattr(function, "scope", None) or Scope(_nowhere(self.sources))
                return self.call(
                    function, Arguments(list(args or ()), dict(kwargs or {}), None, scope)
                )
        finally:
            self.on_call = before
        return Unknown("too much to evaluate")

    def module_scope(self, module: Module) -> Scope:
        """The names of a module; its top level is run the first time."""
        scope = self._scopes.get(module.file)
        if scope is not None:
            return scope
        scope = self._scopes[module.file] = Scope(module)
        self._running.add(module.file)
        on_call, self.on_call = self.on_call, None
        for statement in module.tree.body:
            self._walk(statement, scope)
        self._running.discard(module.file)
        self.on_call = on_call
        return scope

    def _walk(self, statement: ast.stmt, scope: Scope) -> None:
        """One statement of a module; one that takes too long costs itself alone."""
        with self.guarded(scope.module, statement):
            self.depth = self.unsure = 0
            statements.run_body(self, [statement], scope)

    @contextmanager
    def guarded(self, module: Module, node: ast.AST) -> Iterator[None]:
        """As `entry`, and says where it was too much."""
        before = self._begin(STEP_LIMIT)
        try:
            yield
        except (Exhausted, RecursionError):
            message = f"a statement of `{module.name}` takes too long to follow"
            self.diagnostics.append(diagnostic("P104", message, module.span(node)))
        except Raised:
            pass
        finally:
            self._end(before)

    def standing(self) -> tuple[Branch, ...]:
        """The branches that what is walked stands in."""
        return self.places if self.unsure else ()

    @contextmanager
    def perhaps(self, decision: int, index: int, count: int) -> Iterator[None]:
        """What is walked inside stands in one of so many branches of a decision (its number among `guesses`)."""
        before = self.places
        self.places = (*self.standing(), (decision, index, count))
        self.unsure += 1
        try:
            yield
        finally:
            self.unsure -= 1
            self.places = before

    def was_run(self, module: Module) -> bool:
        return module.file in self._scopes

    def late_binding(self, module: Module, name: str) -> Value:
        """What a module binds to a name further down than it has been run; MISSING where it doesn't."""
        if module.file not in self._running:
            return MISSING
        bindings = self._bindings.get(module.file)
        if bindings is None:
            bindings = self._bindings[module.file] = binding.bindings(module.tree)
        statement = bindings.pop(name, None)
        if statement is None:
            return MISSING
        scope = self._scopes[module.file]
        statements.run_body(self, [statement], scope)
        if name not in scope.names:
            return MISSING
        return lookup(self, scope, name)

    @contextmanager
    def entry(self, limit: int = STEP_LIMIT) -> Iterator[None]:
        """Counts steps afresh; running out of them ends what is inside."""
        before = self._begin(limit)
        try:
            yield
        except (Exhausted, RecursionError, Raised):
            pass
        finally:
            self._end(before)

    def _begin(self, limit: int) -> tuple[int, int, int, int, int]:
        before = self.steps, self.limit, self.depth, self.unsure, self.trying
        self.steps = self.trying = 0
        self.limit = limit if self.total < TOTAL_LIMIT else min(limit, SPENT_LIMIT)
        return before

    def _end(self, before: tuple[int, int, int, int, int]) -> None:
        self.total += self.steps
        self.steps, self.limit, self.depth, self.unsure, self.trying = before


def _nowhere(sources: Sources) -> Module:
    return Module(sources, "", "")

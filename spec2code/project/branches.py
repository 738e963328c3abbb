"""Branches of which nothing says which is taken, and patterns of `match`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from spec2code.project import classes, operators
from spec2code.project.resolve import MISSING, ImportRef, Thunk, force
from spec2code.project.returns import one_of
from spec2code.project.signals import BREAK, NEXT, RAISE, RETURN
from spec2code.project.values import Class, Instance, Scope, Unknown, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["aside", "either", "matches"]

_LAZY = (ImportRef, Thunk)
_REGISTERS = frozenset(["include_router", "add_api_route", "mount", "api_route"])


def aside(
    evaluator: Evaluator,
    scope: Scope,
    test: ast.expr,
    body: list[ast.stmt],
    walk: Callable[[list[ast.stmt]], int],
) -> None:
    """Walk what another value of a setting would run, where that puts routes on an application.

    The routes are noted as such that may be there; the names are as they were before.
    """
    if not body:
        return
    registers = evaluator.registering.get(body[0])
    if registers is None:
        registers = evaluator.registering[body[0]] = _registers(body)
    if not registers or not _is_setting(evaluator, test, scope):
        return
    before = dict(scope.names)
    evaluator.guesses += 1
    try:
        with evaluator.perhaps(evaluator.guesses, 0, 2):
            walk(body)
    finally:
        scope.names = before


def either(
    evaluator: Evaluator,
    scope: Scope,
    bodies: list[list[ast.stmt]],
    walk: Callable[[list[ast.stmt]], int],
) -> int:
    """Walk every body, as nothing says which one is: names that differ afterwards aren't known."""
    before = dict(scope.names)
    outcomes: list[tuple[int, dict[str, Value]]] = []
    evaluator.guesses += 1
    decision = evaluator.guesses
    for index, body in enumerate(bodies):
        scope.names = dict(before)
        with evaluator.perhaps(decision, index, len(bodies)):
            outcomes.append((walk(body), scope.names))
    if any(signal in (BREAK, RETURN) for signal, _ in outcomes):
        evaluator.leaving += 1
    going = [names for signal, names in outcomes if signal == NEXT]
    if not going:
        scope.names = outcomes[0][1]
        signals = [signal for signal, _ in outcomes]
        return next((signal for signal in signals if signal != RAISE), RAISE)
    scope.names = _merged(evaluator, going, scope)
    return NEXT


def _merged(
    evaluator: Evaluator, versions: list[dict[str, Value]], scope: Scope
) -> dict[str, Value]:
    result = {name: _looked_at(value) for name, value in versions[0].items()}
    for names in versions[1:]:
        for name, value in names.items():
            value = _looked_at(value)
            if name not in result:
                result[name] = value
            elif result[name] is not value and operators.same(result[name], value) is not True:
                sides = [
                    force(evaluator, scope, name, item) if isinstance(item, Thunk) else item
                    for item in (result[name], value)
                ]
                reason = f"`{name}` depends on a condition"
                result[name] = one_of(sides, reason, None, scope.module)
    return result


def _looked_at(value: Value) -> Value:
    """The value behind a name that has been looked at in only one of two branches."""
    if isinstance(value, _LAZY) and value.result is not MISSING:
        return value.result
    return value


def matches(
    evaluator: Evaluator, scope: Scope, pattern: ast.pattern, subject: Value
) -> bool | None:
    if isinstance(pattern, ast.MatchValue):
        return operators.same(subject, evaluator.evaluate(pattern.value, scope))
    if isinstance(pattern, ast.MatchSingleton):
        return operators.same(subject, pattern.value)
    if isinstance(pattern, ast.MatchOr):
        answers = [matches(evaluator, scope, item, subject) for item in pattern.patterns]
        return True if True in answers else None if None in answers else False
    if isinstance(pattern, ast.MatchAs):
        holds = (
            True if pattern.pattern is None else matches(evaluator, scope, pattern.pattern, subject)
        )
        if pattern.name and holds is not False:
            scope.names[pattern.name] = subject
        return holds
    for item in ast.walk(pattern):
        name = getattr(item, "name", None)
        if isinstance(item, (ast.MatchAs, ast.MatchStar)) and name:
            scope.names[name] = Unknown("a part of what is matched", item, scope.module)
    return None


def _registers(body: list[ast.stmt]) -> bool:
    """Whether statements put routes on an application."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _REGISTERS
        for statement in body
        for node in ast.walk(statement)
    )


def _is_setting(evaluator: Evaluator, test: ast.expr, scope: Scope) -> bool:
    """Whether a condition asks for a setting, of which only the default is known."""
    for node in ast.walk(test):
        if isinstance(node, ast.Attribute):
            base = evaluator.evaluate(node.value, scope)
            if isinstance(base, Instance) and isinstance(base.cls, Class):
                names = classes.mro_names(evaluator, base.cls)
                if any(name.rpartition(".")[2] == "BaseSettings" for name in names):
                    return True
    return False

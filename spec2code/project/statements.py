"""Statements walked in order: names bound, loops run, branches chosen or, where the condition isn't known, both taken.

The body of a module or class binds lazily: an assignment waits until its name is used.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from spec2code.project import (
    attributes,
    binding,
    branches,
    decorators,
    loops,
    operators,
    sequences,
)
from spec2code.project.failing_imports import falls_back, must_exist
from spec2code.project.resolve import Thunk, import_names
from spec2code.project.returns import joined
from spec2code.project.signals import (
    BREAK,
    CONTINUE,
    NEXT,
    RAISE,
    RETURN,
    Raised,
)
from spec2code.project.values import (
    Arguments,
    Class,
    Function,
    Instance,
    Native,
    Scope,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["run_body", "run_function"]


class _Frame:
    """One walk: `lazy` for the body of a module or class, `returns` what a function may give."""

    __slots__ = ("lazy", "owner", "passed", "returns", "scope", "whiles")

    def __init__(self, scope: Scope, *, lazy: bool, owner: Class | None = None) -> None:
        self.scope = scope
        self.lazy = lazy
        self.owner = owner
        self.returns: list[Value] = []
        self.whiles = 0
        """How many `while` are being walked."""
        self.passed = False
        """A `raise` was passed over: what the function gives without returning isn't None."""


def run_body(
    evaluator: Evaluator, body: list[ast.stmt], scope: Scope, owner: Class | None = None
) -> None:
    """Walk the body of a module, or of the class `owner`."""
    _block(evaluator, _Frame(scope, lazy=True, owner=owner), body)


def run_function(evaluator: Evaluator, function: Function, scope: Scope) -> Value:
    """Walk a function whose parameters are bound in `scope`; what it returns."""
    node = function.node
    assert not isinstance(node, ast.Lambda)
    frame = _Frame(scope, lazy=False)
    signal = _block(evaluator, frame, node.body)
    if scope.yields:
        return scope.yields[0] if function.contextmanager else scope.yields
    if signal == NEXT and not frame.passed:
        frame.returns.append(None)
    elif not frame.returns:
        return Unknown(f"`{function.name}` raises", node, function.module)
    return joined(frame.returns, function)


def _block(evaluator: Evaluator, frame: _Frame, body: list[ast.stmt]) -> int:
    for statement in body:
        evaluator.step()
        function = _STATEMENTS.get(type(statement))
        signal = function(evaluator, frame, statement) if function else NEXT
        if signal:
            return signal
    return NEXT


def _expression(evaluator: Evaluator, frame: _Frame, node: ast.Expr) -> int:
    if not isinstance(node.value, ast.Constant):
        evaluator.evaluate(node.value, frame.scope)
    return NEXT


def _assign(evaluator: Evaluator, frame: _Frame, node: ast.Assign) -> int:
    targets = node.targets
    if node.lineno in frame.scope.module.aliases and len(targets) == 2:
        targets = targets[1:]  # `type X = ...`, see modern.py
        if isinstance(targets[0], ast.Name):
            name = targets[0].id
            frame.scope.names[name] = Thunk(node.value, frame.scope, name)
            return NEXT
    if len(targets) == 1 and isinstance(targets[0], ast.Name):
        _bind_name(evaluator, frame, targets[0].id, node.value)
        return NEXT
    value = evaluator.evaluate(node.value, frame.scope)
    for target in targets:
        binding.assign(evaluator, target, value, frame.scope)
    return NEXT


def _bind_name(evaluator: Evaluator, frame: _Frame, name: str, node: ast.expr) -> None:
    scope = frame.scope
    if frame.lazy and name not in scope.names and not _has_effect(name, node):
        scope.names[name] = Thunk(node, scope)
    else:
        binding.set_name(scope, name, evaluator.evaluate(node, scope))


def _has_effect(name: str, node: ast.expr) -> bool:
    """Whether a module's assignment may do more than give a value: it is handed an app or a router."""
    if not isinstance(node, ast.Call):
        return False
    if name == "_":
        return True
    return any(
        isinstance(item, ast.Name) and item.id.lower().endswith(("app", "api", "router"))
        for item in (*node.args, *(keyword.value for keyword in node.keywords))
    )


def _annotated(evaluator: Evaluator, frame: _Frame, node: ast.AnnAssign) -> int:
    if node.value is None:
        return NEXT
    if isinstance(node.target, ast.Name):
        _bind_name(evaluator, frame, node.target.id, node.value)
    else:
        binding.assign(
            evaluator, node.target, evaluator.evaluate(node.value, frame.scope), frame.scope
        )
    return NEXT


def _augmented(evaluator: Evaluator, frame: _Frame, node: ast.AugAssign) -> int:
    load = _as_load(node.target)
    left = evaluator.evaluate(load, frame.scope)
    right = evaluator.evaluate(node.value, frame.scope)
    if isinstance(node.op, ast.Add) and isinstance(left, list):
        sequences.spread(evaluator, right, left)
        return NEXT
    if isinstance(node.op, ast.BitOr) and isinstance(left, dict) and isinstance(right, dict):
        left.update(right)
        return NEXT
    value = operators.binary(ast.BinOp(load, node.op, node.value), left, right)
    if value is NotImplemented:
        value = Unknown("the operands are not known", node, frame.scope.module)
    binding.assign(evaluator, node.target, value, frame.scope)
    return NEXT


def _as_load(target: ast.expr) -> ast.expr:
    if isinstance(target, ast.Name):
        return ast.copy_location(ast.Name(target.id, ast.Load()), target)
    return target


def _if(evaluator: Evaluator, frame: _Frame, node: ast.If) -> int:
    if _is_type_checking(node.test):
        _block(evaluator, frame, node.body)
        return _block(evaluator, frame, node.orelse)
    holds = attributes.truth(evaluator, evaluator.evaluate(node.test, frame.scope))
    if holds is not None:
        taken, other = (node.body, node.orelse) if holds else (node.orelse, node.body)
        branches.aside(evaluator, frame.scope, node.test, other, partial(_block, evaluator, frame))
        signal = _block(evaluator, frame, taken)
        return _passed(evaluator, frame) if signal == RAISE else signal
    return _either(evaluator, frame, [node.body, node.orelse])


def _passed(evaluator: Evaluator, frame: _Frame) -> int:
    """A guard that raises by reading: `if not folder.is_dir()` of what only a build makes.

    What is deployed doesn't raise, so what follows is walked, but where the `raise` may be meant: in a `try`, in
    a `while` that it ends, in a branch of which nothing says whether it is taken.
    """
    if evaluator.unsure or evaluator.trying or frame.whiles:
        return RAISE
    frame.passed = True
    return NEXT


def _is_type_checking(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"


def _for(evaluator: Evaluator, frame: _Frame, node: ast.For | ast.AsyncFor) -> int:
    return loops.each(evaluator, frame.scope, node, partial(_block, evaluator, frame))


def _while(evaluator: Evaluator, frame: _Frame, node: ast.While) -> int:
    frame.whiles += 1
    try:
        return loops.turns(evaluator, frame.scope, node, partial(_block, evaluator, frame))
    finally:
        frame.whiles -= 1


def _with(evaluator: Evaluator, frame: _Frame, node: ast.With | ast.AsyncWith) -> int:
    for item in node.items:
        value = evaluator.evaluate(item.context_expr, frame.scope)
        if isinstance(value, Native):
            value = value.enter(evaluator)
        elif isinstance(value, Instance) and isinstance(value.cls, Class):
            name = "__aenter__" if isinstance(node, ast.AsyncWith) else "__enter__"
            method = attributes.attribute(evaluator, value, name)
            value = evaluator.call(method, Arguments([], {}, item.context_expr, frame.scope))
        if item.optional_vars is not None:
            binding.assign(evaluator, item.optional_vars, value, frame.scope)
    return _block(evaluator, frame, node.body)


def _try(evaluator: Evaluator, frame: _Frame, node: ast.Try) -> int:
    if falls_back(frame.scope.module, node):
        signal = RAISE
    else:
        signal = _tried(evaluator, frame, node)
    if signal == RAISE and node.handlers:
        handler = node.handlers[0]
        if handler.name:
            frame.scope.names[handler.name] = Unknown("an exception", handler, frame.scope.module)
        signal = _block(evaluator, frame, handler.body)
    elif signal == NEXT:
        signal = _block(evaluator, frame, node.orelse)
    last = _block(evaluator, frame, node.finalbody)
    return last or signal


def _tried(evaluator: Evaluator, frame: _Frame, node: ast.Try) -> int:
    """The body of a `try`; an import of the project that fails in it raises."""
    evaluator.trying += bool(node.handlers)
    depth = evaluator.depth
    try:
        return _block(evaluator, frame, node.body)
    except Raised:
        evaluator.depth = depth
        return RAISE
    finally:
        evaluator.trying -= bool(node.handlers)


def _return(evaluator: Evaluator, frame: _Frame, node: ast.Return) -> int:
    value = evaluator.evaluate(node.value, frame.scope) if node.value is not None else None
    frame.returns.append(value)
    return RETURN


def _either(evaluator: Evaluator, frame: _Frame, bodies: list[list[ast.stmt]]) -> int:
    return branches.either(
        evaluator, frame.scope, bodies, lambda body: _block(evaluator, frame, body)
    )


def _match(evaluator: Evaluator, frame: _Frame, node: ast.Match) -> int:
    subject = evaluator.evaluate(node.subject, frame.scope)
    possible: list[list[ast.stmt]] = []
    certain = False
    for case in node.cases:
        holds = branches.matches(evaluator, frame.scope, case.pattern, subject)
        if holds is not False and case.guard is not None:
            guard = operators.truth(evaluator.evaluate(case.guard, frame.scope))
            holds = guard if guard is not True else holds
        if holds is False:
            continue
        possible.append(case.body)
        if holds is True:
            certain = True
            break
    if certain and len(possible) == 1:
        return _block(evaluator, frame, possible[0])
    return _either(evaluator, frame, possible if certain else [*possible, []])


def _delete(evaluator: Evaluator, frame: _Frame, node: ast.Delete) -> int:
    for target in node.targets:
        binding.delete(evaluator, target, frame.scope)
    return NEXT


def _function(
    evaluator: Evaluator, frame: _Frame, node: ast.FunctionDef | ast.AsyncFunctionDef
) -> int:
    function = Function(node, frame.scope, frame.owner)
    frame.scope.names[node.name] = function
    if node.decorator_list:
        value = decorators.decorated(evaluator, function, frame.scope, lazy=frame.lazy)
        frame.scope.names[node.name] = value
    return NEXT


def _class(evaluator: Evaluator, frame: _Frame, node: ast.ClassDef) -> int:
    cls = Class(node, frame.scope)
    cls.before = frame.scope.names.get(node.name)
    frame.scope.names[node.name] = cls
    found = decorators.decorate_class(evaluator, cls, frame.scope)
    if found is not cls:
        frame.scope.names[node.name] = found
    return NEXT


def _import(evaluator: Evaluator, frame: _Frame, node: ast.Import | ast.ImportFrom) -> int:
    import_names(frame.scope, node)
    evaluator.imports(frame.scope.module, node)
    if evaluator.trying and isinstance(node, ast.ImportFrom):
        must_exist(evaluator, frame.scope.module, node.module or "", node.level)
    return NEXT


def _outer(evaluator: Evaluator, frame: _Frame, node: ast.Global | ast.Nonlocal) -> int:
    frame.scope.outer.update(node.names)
    return NEXT


def _raise(evaluator: Evaluator, frame: _Frame, node: ast.Raise) -> int:
    return NEXT if evaluator.unfailing else RAISE


def _break(evaluator: Evaluator, frame: _Frame, node: ast.Break) -> int:
    return BREAK


def _continue(evaluator: Evaluator, frame: _Frame, node: ast.Continue) -> int:
    return CONTINUE


def _type_alias(evaluator: Evaluator, frame: _Frame, node: Any) -> int:
    frame.scope.names[node.name.id] = Thunk(node.value, frame.scope, node.name.id)
    return NEXT


_STATEMENTS: dict[type[ast.stmt], Callable[[Evaluator, _Frame, Any], int]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.Return: _return,
    ast.Match: _match,
    ast.Delete: _delete,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.Global: _outer,
    ast.Nonlocal: _outer,
    ast.Raise: _raise,
    ast.Break: _break,
    ast.Continue: _continue,
    **({ast.TypeAlias: _type_alias} if hasattr(ast, "TypeAlias") else {}),
}

"""The statuses that a handler itself raises or answers: `raise HTTPException(...)`, `Response(status_code=304)`."""

from __future__ import annotations

import ast

from spec2code.model.api import ApiError
from spec2code.project.evaluate import Evaluator
from spec2code.project.nested import statements_in
from spec2code.project.values import Function, Member, Value

__all__ = ["RaisedErrors", "status_number"]


class RaisedErrors:
    """Reads each function once."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self._errors: dict[ast.AST, tuple[ApiError, ...]] = {}

    def errors(self, function: Function) -> tuple[ApiError, ...]:
        """One error for each status, in the order of the source."""
        if function.node not in self._errors:
            errors: dict[int, ApiError] = {}
            raised = [
                node.exc
                for node in statements_in(function.node)
                if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
            ]
            for call in sorted(raised, key=lambda node: (node.lineno, node.col_offset)):
                error = self._error(call, function)
                if error is not None:
                    errors.setdefault(error.status, error)
            self._errors[function.node] = tuple(errors.values())
        return self._errors[function.node]

    def answered(self, function: Function) -> tuple[int, ...]:
        """The statuses of the responses that a handler makes, and those that it sets."""
        found: dict[int, None] = {}
        data = function.module.data
        if b"Response" not in data and b".status_code" not in data:
            return ()
        for node in ast.walk(function.node):
            given: ast.expr | None = None
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                    if name.endswith("Response"):
                        named = (item.value for item in node.keywords if item.arg == "status_code")
                        given = next(named, node.args[1] if len(node.args) > 1 else None)
                case ast.Assign(targets=[ast.Attribute(attr="status_code")], value=value):
                    given = value
            if given is not None:
                number = status_number(self.evaluator.value(given, function.scope))
                found |= {number: None} if number is not None else {}
        return tuple(found)

    def _error(self, node: ast.Call, function: Function) -> ApiError | None:
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        if name != "HTTPException":
            return None
        given = next((item.value for item in node.keywords if item.arg == "status_code"), None)
        given = given or (node.args[0] if node.args else None)
        if given is None:
            return None
        number = status_number(self.evaluator.value(given, function.scope))
        if number is None or number < 400:
            return None
        return ApiError(number, declared=False, span=function.module.span(node))


def status_number(value: Value) -> int | None:
    """A status as a number; None where it isn't one."""
    if isinstance(value, Member):
        value = value.value
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and value.isdigit():
        return int(value)
    return None

"""Whether a dependency turns callers away: a scheme that lets everybody pass is often checked by hand behind."""

from __future__ import annotations

import ast

from spec2code.project.nested import statements_in

__all__ = ["refuses"]

_STATUSES = ("401", "HTTP_401_UNAUTHORIZED", "UNAUTHORIZED")


def refuses(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> bool:
    """Whether the function itself raises an error of status 401 (RFC 9110, section 15.5.2).

    One that also returns None on purpose lets callers without credentials pass: auth is optional there.
    """
    statements = list(statements_in(node))
    if any(isinstance(each, ast.Return) and _is_none(each.value) for each in statements):
        return False
    return any(
        isinstance(each, ast.Raise)
        and isinstance(each.exc, ast.Call)
        and any(_is_401(argument) for argument in _arguments(each.exc))
        for each in statements
    )


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args[:1], *(item.value for item in call.keywords if item.arg == "status_code")]


def _is_401(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return node.value == 401
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in _STATUSES

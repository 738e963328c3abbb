"""What stands in the body of a mapped class, in order, with values and annotations."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spec2code.model.span import Span
from spec2code.project.orm import bases
from spec2code.project.values import Class, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["head_of", "members", "place_of"]


def members(evaluator: Evaluator, cls: Class) -> Iterator[tuple[str, Value, ast.expr | None]]:
    """The names that a class body assigns or annotates, in order, with value and annotation."""
    seen: set[str] = set()
    for statement in cls.node.body:
        names: list[str] = []
        annotation: ast.expr | None = None
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            names, annotation = [statement.target.id], statement.annotation
        elif isinstance(statement, ast.Assign):
            names = [item.id for item in statement.targets if isinstance(item, ast.Name)]
        elif isinstance(statement, ast.FunctionDef):
            names = [statement.name] if _is_declared(statement) else []
        elif isinstance(statement, (ast.If, ast.Try)):
            inner = [item for item in ast.walk(statement) if isinstance(item, ast.Assign)]
            names = [t.id for item in inner for t in item.targets if isinstance(t, ast.Name)]
        for name in names:
            if name not in seen:
                seen.add(name)
                yield name, bases.own(evaluator, cls, name), annotation


def _is_declared(node: ast.FunctionDef) -> bool:
    for decorator in node.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        while isinstance(target, ast.Attribute):
            if target.attr == "declared_attr":
                return True
            target = target.value
        if isinstance(target, ast.Name) and target.id == "declared_attr":
            return True
    return False


def head_of(cls: Class) -> Span:
    span = cls.span
    return Span(
        span.file, span.line, span.column, span.line, span.column + len("class ") + len(cls.name)
    )


def place_of(cls: Class, name: str) -> Span | None:
    for statement in cls.node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            if statement.target.id == name:
                return cls.module.span(statement)
    return None

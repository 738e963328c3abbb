"""Which statements of a class body make fields."""

from __future__ import annotations

import ast

__all__ = ["is_class_variable", "statements", "with_default", "with_type"]


def is_class_variable(node: ast.expr) -> bool:
    """Whether an annotation says ClassVar or InitVar."""
    if isinstance(node, ast.Subscript):
        node = node.value
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        name = node.value.partition("[")[0].rpartition(".")[2]
    return name in ("ClassVar", "InitVar")


def statements(body: list[ast.stmt]) -> list[ast.AnnAssign | ast.Assign]:
    """The assignments of a class body, also under `if`."""
    found: list[ast.AnnAssign | ast.Assign] = []
    for statement in body:
        if isinstance(statement, (ast.AnnAssign, ast.Assign)):
            found.append(statement)
        elif isinstance(statement, ast.If):
            found.extend(statements(statement.body))
    return found


def with_default(
    place: ast.AnnAssign | ast.Assign, statement: ast.Assign
) -> ast.AnnAssign | ast.Assign:
    """A field of a base class whose default a version 1 model sets anew."""
    if isinstance(place, ast.Assign):
        return statement
    made = ast.AnnAssign(place.target, place.annotation, statement.value, place.simple)
    return ast.copy_location(made, statement)


def with_type(
    place: ast.AnnAssign | ast.Assign, statement: ast.AnnAssign | ast.Assign
) -> ast.AnnAssign | ast.Assign:
    """A name annotated twice in one class: the later type, the default that it has."""
    if isinstance(statement, ast.Assign) or place.value is None:
        return statement
    made = ast.AnnAssign(statement.target, statement.annotation, place.value, statement.simple)
    return ast.copy_location(made, statement)

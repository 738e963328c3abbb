"""Fields that models of libraries bring to those derived from them, as the libraries' documentation gives them."""

from __future__ import annotations

import ast

from spec2code.project.api.pages import PAGE_SOURCES, PARAMETER, PARAMETER_NAME
from spec2code.project.values import External, Subscript, Value

__all__ = ["library_fields"]

_FLAGS = "is_active: {0} = {1}\nis_superuser: {0} = {2}\nis_verified: {0} = {2}\n"
_EMAIL = "__import__('pydantic').EmailStr"
_SOURCES = {
    **PAGE_SOURCES,
    "fastapi_users.schemas.BaseUser": f"id: {PARAMETER}\nemail: {_EMAIL}\n"
    + _FLAGS.format("bool", True, False),
    "fastapi_users.schemas.BaseUserCreate": f"email: {_EMAIL}\npassword: str\n"
    + _FLAGS.format("bool | None", True, False),
    "fastapi_users.schemas.BaseUserUpdate": "password: str | None = None\n"
    f"email: {_EMAIL} | None = None\n" + _FLAGS.format("bool | None", None, None),
}


def library_fields(
    base: Value, place: ast.AST
) -> tuple[list[tuple[str, ast.AnnAssign]], dict[str, Value]]:
    """The annotated names of a library's class, standing at `place`, and what its type parameter stands for.

    Nothing of a class that isn't known.
    """
    given: dict[str, Value] = {}
    if isinstance(base, Subscript):
        given = dict(zip([PARAMETER_NAME], base.items, strict=False))
        base = base.base
    source = _SOURCES.get(base.name) if isinstance(base, External) else None
    if source is None:
        return [], {}
    found: list[tuple[str, ast.AnnAssign]] = []
    for statement in ast.parse(source).body:
        assert isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
        for node in ast.walk(statement):
            ast.copy_location(node, place)
        found.append((statement.target.id, statement))
    return found, given

"""Pages of fastapi-pagination: what they hold, and what `add_pagination` makes their routes take.

Source: the library's `default.py`, `limit_offset.py` and `cursor.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec2code.model.shapes import (
    ArrayShape,
    Field,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    nullable,
)
from spec2code.project import classes
from spec2code.project.values import Call, Class, External, Subscript, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = [
    "PAGE_SOURCES",
    "PARAMETER",
    "PARAMETER_NAME",
    "page_kind",
    "page_shape",
    "parameters_in_context",
    "parameters_of",
]

_LIBRARY = "fastapi_pagination"
_PARAMETERS = {
    "Page": f"{_LIBRARY}.Params",
    "LimitOffsetPage": f"{_LIBRARY}.LimitOffsetParams",
    "CursorPage": f"{_LIBRARY}.cursor.CursorParams",
}
PARAMETER_NAME = "Item"
"""The name of the one type parameter that the classes of libraries have here."""
PARAMETER = f"__import__('typing').TypeVar('{PARAMETER_NAME}')"
_ITEMS = f"items: list[{PARAMETER}]\n"
_SOURCES = {
    "Page": f"{_ITEMS}total: int\npage: int\nsize: int\npages: int\n",
    "LimitOffsetPage": f"{_ITEMS}total: int\nlimit: int\noffset: int\n",
    "CursorPage": f"{_ITEMS}total: int | None = None\ncurrent_page: str | None = None\n"
    "current_page_backwards: str | None = None\nprevious_page: str | None = None\nnext_page: str | None = None\n",
}
_MODULES = {
    "Page": ("", ".default", ".links", ".links.default"),
    "LimitOffsetPage": ("", ".limit_offset", ".links", ".links.limit_offset"),
    "CursorPage": ("", ".cursor"),
}
PAGE_SOURCES = {
    f"{_LIBRARY}{module}.{name}": source
    for name, source in _SOURCES.items()
    for module in _MODULES[name]
}
"""The fields of each page, by the names that it is imported by."""


def page_kind(name: str) -> str:
    """Page, LimitOffsetPage or CursorPage for the dotted name of one of these; else ''."""
    return name.rpartition(".")[2] if name in PAGE_SOURCES else ""


def page_shape(kind: str, item: Shape) -> ObjectShape:
    """The shape of a page of these items."""
    whole, count = NumberShape(integer=True, minimum=0), NumberShape(integer=True, minimum=1)
    fields = [Field("items", ArrayShape(items=item))]
    if kind == "CursorPage":
        fields.append(Field("total", nullable(whole), False))
        names = ("current_page", "current_page_backwards", "previous_page", "next_page")
        fields += [Field(name, nullable(StringShape()), False) for name in names]
    elif kind == "LimitOffsetPage":
        fields += [Field("total", whole), Field("limit", count), Field("offset", whole)]
    else:
        fields += [Field("total", whole), Field("page", count), Field("size", count)]
        fields.append(Field("pages", whole))
    return ObjectShape(fields=tuple(fields), name=kind)


def parameters_of(evaluator: Evaluator, model: Value) -> Value:
    """What a route that answers with this page depends on; None where it is no page."""
    model = model.base if isinstance(model, Subscript) else model
    if isinstance(model, External):
        kind = page_kind(model.name)
        return External(_PARAMETERS[kind]) if kind else None
    if not isinstance(model, Class):
        return None
    kinds = [page_kind(name) for name in classes.mro_names(evaluator, model)]
    own = classes.member(evaluator, model, "__params_type__")
    if isinstance(own, Class):
        return own
    return External(_PARAMETERS[next(filter(None, kinds))]) if any(kinds) else None


def parameters_in_context(evaluator: Evaluator, dependency: Value) -> Value:
    """What `Depends(pagination_ctx(page, params))` depends on; None for anything else."""
    if not isinstance(dependency, Call) or not dependency.name.startswith(f"{_LIBRARY}."):
        return None
    if dependency.name.rpartition(".")[2] != "pagination_ctx":
        return None
    given = dependency.argument(1, "params")
    return parameters_of(evaluator, dependency.argument(0, "page")) if given is None else given

"""Where the fields of a request are sent, as far as a spec leaves it open and the code says it."""

from __future__ import annotations

from spec2code.model.api import Endpoint, Parameter
from spec2code.model.records import replace
from spec2code.model.shapes import ObjectShape

__all__ = ["with_parameters_placed"]


def with_parameters_placed(wanted: Endpoint, route: Endpoint) -> Endpoint:
    """The spec's endpoint with what it calls "parameters" of a POST where the route reads them.

    Without a word on the place they are taken for fields of the body. Where the route reads no body and most of
    these names in the query, that is what was meant.
    """
    body = wanted.request
    if body is None or body.placed or route.request is not None:
        return wanted
    if not isinstance(body.shape, ObjectShape) or not body.shape.fields:
        return wanted
    names = {item.name for item in route.parameters if item.location == "query"}
    fields = body.shape.fields
    if sum(item.name in names for item in fields) * 2 <= len(fields):
        return wanted
    placed = [
        Parameter(
            "query",
            item.name,
            item.shape,
            item.required,
            item.default,
            stated=not item.shown,
            span=item.span,
        )
        for item in fields
    ]
    return replace(wanted, request=None, parameters=(*wanted.parameters, *placed))

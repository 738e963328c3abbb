"""The parts that a handler reads from the body, put together as FastAPI does."""

from __future__ import annotations

import re

from spec2code.model.api import Body
from spec2code.model.shapes import MISSING, Field, JsonValue, Missing, ObjectShape
from spec2code.project.api.dependant import BodyPart
from spec2code.project.api.registry import Route
from spec2code.project.api.type_text import type_text
from spec2code.project.api.types import annotated
from spec2code.project.evaluate import Evaluator
from spec2code.project.values import Builtin, Call, Instance, Subscript, Value, dotted_name

__all__ = ["STRIPS_BODIES", "body_name", "request_body"]

STRIPS_BODIES = (0, 156)
"""Since this version FastAPI keeps what `Annotated` says of a body apart from its type (`body_field` of its routes)."""

_MEDIA = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "file": "multipart/form-data",
}


def request_body(parts: dict[str, BodyPart], name: str | None, *, strips: bool) -> Body:
    """The request body of its parts.

    Args:
        parts: by name.
        name: what FastAPI calls a model of several.
        strips: FastAPI names a body by its type without what `Annotated` says beside it, as it does since 0.156.
    """
    first = next(iter(parts.values()))
    kinds = {part.kind for part in parts.values()}
    kind = "file" if "file" in kinds else "form" if "form" in kinds else "json"
    media = next((part.media_type for part in parts.values() if part.media_type), _MEDIA[kind])
    alone = len(parts) == 1 and not first.embed and (first.kind == "json" or first.model)
    if alone:
        model = type_text(_kept(first.type, strips=strips))
        return Body(media, first.shape, first.required, model=model, span=first.span)
    fields = tuple(
        Field(part.name, part.shape, part.required, _default(part.default), span=part.span)
        for part in parts.values()
    )
    shape = ObjectShape(fields=fields, name=name)
    required = any(part.required for part in parts.values())
    return Body(media, shape, required, model=name, span=first.span)


def _kept(value: Value, *, strips: bool) -> Value:
    """The type of a parameter as FastAPI keeps it; `Json[X]` and `conlist(X)` are `Annotated` of Pydantic's."""
    if isinstance(value, Subscript) and value.alias is not None:
        return value  # `type Pet = Annotated[...]` goes by its own name
    kind, _ = annotated(value)
    if isinstance(kind, Subscript) and dotted_name(kind.base) == "pydantic.Json":
        return kind.items[0]
    if not strips:
        return value
    last = kind.name.rpartition(".")[2] if isinstance(kind, Call) else ""
    if isinstance(kind, Call) and last in ("conlist", "conset"):
        return Subscript(Builtin(last[3:]), (kind.argument(0, "item_type"),))
    return kind


def _default(value: object) -> JsonValue | Missing:
    return value if isinstance(value, str | int | float | bool | None) else MISSING


def body_name(evaluator: Evaluator, route: Instance, path: str, methods: list[str]) -> str | None:
    """`Body_` and the operation's id."""
    attributes = route.attributes
    operation = route.state.operation if isinstance(route.state, Route) else None
    if isinstance(operation, str):
        return f"Body_{operation}"
    name = attributes.get("name")
    text = re.sub(r"\{([^{}:]*):[^{}]*\}", r"{\1}", path)
    generator: Value = attributes.get("generate_unique_id_function")
    if generator is not None:
        seen = Instance(route.cls, route.node)
        seen.attributes = {**attributes, "path_format": text, "path": path}
        found = evaluator.run(generator, [seen])
        return f"Body_{found}" if isinstance(found, str) else None
    if not isinstance(name, str) or not methods:
        return None
    return "Body_" + re.sub(r"\W", "_", name + text) + "_" + methods[0].lower()

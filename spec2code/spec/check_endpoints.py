"""What an endpoint can't be as it is stated, whatever else the spec says: bodies, paths, limits, defaults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import Endpoint
from spec2code.model.patterns import regex
from spec2code.model.shapes import (
    MISSING,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    JsonValue,
    MapShape,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    UnionShape,
    without_null,
)
from spec2code.model.span import Span
from spec2code.model.spec import Spec
from spec2code.spec.field_merge import breaks_rule

__all__ = ["check_endpoints"]

_PARAMETER = regex(r"\{([^{}]+)\}")
_DEEPEST = 12


def check_endpoints(spec: Spec) -> list[Diagnostic]:
    """A113, A115, A118, A119, A121 and A122 of every endpoint, and of the bodies that have a name."""
    found: list[Diagnostic] = []
    for endpoint in spec.endpoints:
        found += _path(endpoint)
        found += _bodies(endpoint)
        for item in endpoint.parameters:
            found += _value(
                item.shape,
                item.default,
                f"{item.location} parameter `{item.name}`",
                item.span or endpoint.span,
            )
        if endpoint.request is not None:
            found += _shape(endpoint.request.shape, endpoint.request.span or endpoint.span)
        for response in endpoint.responses:
            found += _shape(response.shape, response.span or endpoint.span)
    for shape in spec.definitions.values():
        found += _shape(shape, None)
    return list(dict.fromkeys(item for item in found if item.span is not None))


def _path(endpoint: Endpoint) -> Iterator[Diagnostic]:
    twice = [
        name for name, count in Counter(_PARAMETER.findall(endpoint.path)).items() if count > 1
    ]
    if twice:
        message = f"the path `{endpoint.path}` has two parameters `{twice[0]}`"
        yield diagnostic("A115", message, endpoint.span)


def _bodies(endpoint: Endpoint) -> Iterator[Diagnostic]:
    named = f"`{endpoint.method} {endpoint.path}`"
    body = endpoint.request
    if body is not None and endpoint.method in ("GET", "HEAD"):
        yield diagnostic(
            "A113",
            f"{named} takes a body",
            body.span or endpoint.span,
            other=endpoint.span if body.span else None,
        )
    for response in endpoint.responses:
        if response.status in (204, 205, 304) and response.example not in (MISSING, None, "", {}):
            yield diagnostic(
                "A122",
                f"{named} answers {response.status} with a body",
                response.span or endpoint.span,
                other=response.status_at or endpoint.span if response.span else None,
            )


def _shape(shape: Shape | None, place: Span | None, depth: int = 0) -> Iterator[Diagnostic]:
    """The limits and defaults within a body."""
    if shape is None or depth > _DEEPEST:
        return
    match shape:
        case ObjectShape():
            for item in shape.fields:
                yield from _field(item, place, depth)
        case ArrayShape():
            yield from _shape(shape.items, place, depth + 1)
        case MapShape():
            yield from _shape(shape.values, place, depth + 1)
        case UnionShape():
            for option in shape.options:
                yield from _shape(option, place, depth + 1)
        case _:
            return


def _field(item: Field, place: Span | None, depth: int) -> Iterator[Diagnostic]:
    place = item.span or place
    yield from _value(item.shape, item.default, f"field `{item.name}`", place)
    yield from _shape(without_null(item.shape), place, depth + 1)


def _value(shape: Shape, default: object, subject: str, place: Span | None) -> Iterator[Diagnostic]:
    shape = without_null(shape)
    for low, high, what in _limits(shape):
        if low is not None and high is not None and low > high:
            message = (
                f"{subject}: its {what} is at least {low} and at most {high}, which nothing can be"
            )
            yield diagnostic("A119", message, place)
    if default is MISSING or default is None:
        return
    reason = _default_breaks(shape, default)  # type: ignore[arg-type]
    if reason is not None:
        yield diagnostic("A118", f"{subject}: the default `{_shown(default)}` {reason}", place)


def _limits(shape: Shape) -> Iterator[tuple[float | None, float | None, str]]:
    match shape:
        case StringShape():
            yield shape.min_length, shape.max_length, "length"
        case NumberShape():
            low = shape.minimum if shape.minimum is not None else shape.exclusive_minimum
            high = shape.maximum if shape.maximum is not None else shape.exclusive_maximum
            yield low, high, "value"
        case ArrayShape():
            yield shape.min_items, shape.max_items, "number of items"
        case _:
            return


def _default_breaks(shape: Shape, default: JsonValue) -> str | None:
    """Why a default is no value of its shape; what isn't sure is one."""
    match shape:
        case EnumShape():
            known = {str(value).lower() for value in shape.values}
            if str(default).lower() in known:
                return None
            return f"is none of {', '.join(str(value) for value in shape.values)}"
        case NumberShape():
            if isinstance(default, bool) or not isinstance(default, int | float):
                return "is no number" if isinstance(default, bool) else None
        case BooleanShape():
            if isinstance(default, bool):
                return None
            return None if not isinstance(default, str) else "is neither true nor false"
        case StringShape():
            if not isinstance(default, str):
                return None
        case _:
            return None
    broken = breaks_rule(shape, default)
    return None if broken is None else broken.replace("it is", "is", 1)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

"""What a route answers: its success, what `responses` adds to it, and its errors."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from spec2code.model.api import ApiError, Response
from spec2code.model.records import dataclass
from spec2code.model.shapes import AnyShape, Shape
from spec2code.model.span import Span
from spec2code.project.api.filled import is_response
from spec2code.project.api.models import ModelReader
from spec2code.project.api.parameters import reason_of
from spec2code.project.api.raised import RaisedErrors, status_number
from spec2code.project.api.registry import Route
from spec2code.project.api.type_text import type_text
from spec2code.project.api.types import shape_of
from spec2code.project.values import (
    Call,
    Class,
    External,
    Function,
    Instance,
    Scope,
    Subscript,
    UnionOf,
    Unknown,
    Value,
    dotted_name,
)

__all__ = ["ResponseModel", "ResponseReader"]

_MEDIA = {
    "HTMLResponse": "text/html",
    "PlainTextResponse": "text/plain",
    "FileResponse": "application/octet-stream",
    "StreamingResponse": "application/octet-stream",
    "RedirectResponse": None,
    "EventSourceResponse": "text/event-stream",
}


@dataclass(frozen=True, slots=True)
class ResponseModel:
    """A response model: its type, the scope of strings in it, whether it could be told."""

    type: Value
    scope: Scope
    known: bool = True


class ResponseReader:
    """Reads the answers of routes."""

    def __init__(self, models: ModelReader) -> None:
        self.models = models
        self.raised = RaisedErrors(models.evaluator)

    def read(
        self, route: Instance, function: Function | None
    ) -> tuple[tuple[Response, ...], list[tuple[str, Span | None]]]:
        """The success and what else `responses` lists below 400, and what can't be told of the success.

        That is a reason, and where it lies.
        """
        attributes = route.attributes
        given = attributes.get("status_code")
        status = status_number(given)
        kind = attributes.get("response_class")
        place = route.state
        assert isinstance(place, Route)
        model = self.model(attributes, function, place)
        unread: list[tuple[str, Span | None]] = []
        if status is None and given is not None:
            unread.append((f"its status: {reason_of(given)}", _span_of(given)))
        if model is not None and not model.known:
            unread.append((f"its response model: {reason_of(model.type)}", _span_of(model.type)))
        last = dotted_name(kind).rpartition(".")[2]
        assumed = given is None
        if status is None:
            status = 307 if last == "RedirectResponse" else 200
        media, shape, text = self._content(status, last, model)
        stated = self._stated_shape(attributes, status, place)
        if stated is not None:  # what `responses` says of the status replaces the model's document
            media, shape = media or "application/json", stated
        success = Response(status, media, shape, model=text, assumed=assumed)
        return (success, *self._more_responses(attributes, status, place)), unread

    def _content(
        self, status: int, kind: str, model: ResponseModel | None
    ) -> tuple[str | None, Shape | None, str | None]:
        """(media type, shape, model as written)."""
        text = type_text(model.type) if model is not None and model.known else None
        if status in (204, 304) or status < 200:
            return None, None, text
        if kind in _MEDIA:
            return _MEDIA[kind], None, text
        shape = None
        if model is not None:
            shape = shape_of(self.models, model.type, model.scope)
        return "application/json", shape, text

    def model(
        self, attributes: dict[str, Value], function: Function | None, place: Route
    ) -> ResponseModel | None:
        """The response model; None: no model. FastAPI takes the return annotation unless `response_model` is given."""
        if "response_model" in attributes:
            value = attributes["response_model"]
            scope = function.scope if function else Scope(place.module)
            if isinstance(value, str):
                value = self.models.forward(value, scope)
            if value is None or is_response(self.models, value):
                return None
            if not dotted_name(value).endswith(("Default", "DefaultPlaceholder")):
                return ResponseModel(value, scope, type_text(value) is not None)
        if function is None or isinstance(function.node, ast.Lambda):
            return None
        if function.node.returns is None:
            return None
        value = self.models.type_of(function.node.returns, function.scope)
        if value is None or is_response(self.models, value) or _may_be_response(self.models, value):
            return None
        return ResponseModel(value, function.scope, type_text(value) is not None)

    def _more_responses(
        self, attributes: dict[str, Value], status: int, place: Route
    ) -> Iterator[Response]:
        given = attributes.get("responses")
        for key, value in given.items() if isinstance(given, dict) else ():
            number = status_number(key)
            if number is None or number >= 400 or number == status:
                continue
            shape, text = self._stated_model(value, place)
            media = "application/json" if shape is not None else None
            yield Response(number, media, shape, model=text)

    def _stated_shape(
        self, attributes: dict[str, Value], status: int, place: Route
    ) -> Shape | None:
        """The shape that `responses` gives the status of success."""
        given = attributes.get("responses")
        for key, value in given.items() if isinstance(given, dict) else ():
            if status_number(key) == status:
                return self._stated_model(value, place)[0]
        return None

    def _stated_model(self, value: Value, place: Route) -> tuple[Shape | None, str | None]:
        """The model of one entry of `responses`, and its name."""
        model = value.get("model") if isinstance(value, dict) else None
        if not isinstance(model, (Class, Call, External, Subscript, UnionOf)):
            return None, None
        shape = shape_of(self.models, model, Scope(place.module))
        return None if isinstance(shape, AnyShape) else shape, type_text(model)

    def errors(
        self, attributes: dict[str, Value], function: Function | None, place: Route
    ) -> tuple[ApiError, ...]:
        """Those that `responses` lists, and those that the handler raises."""
        found: dict[int, ApiError] = {}
        given = attributes.get("responses")
        for key, value in given.items() if isinstance(given, dict) else ():
            number = status_number(key)
            if number is None or number < 400:
                continue
            shape, _ = self._stated_model(value, place)
            text = value.get("description") if isinstance(value, dict) else None
            message = text if isinstance(text, str) else None
            found[number] = ApiError(number, message=message, shape=shape)
        if function is not None:
            for error in self.raised.errors(function):
                found.setdefault(error.status, error)
        return tuple(found.values())


def _span_of(value: Value) -> Span | None:
    return value.span if isinstance(value, Unknown) else None


def _may_be_response(models: ModelReader, value: Value) -> bool:
    """A union with a Response in it: FastAPI only takes such a handler with response_model=None."""
    options = getattr(value, "options", None) or ()
    if dotted_name(getattr(value, "base", None)) in ("typing.Union", "typing.Optional"):
        options = getattr(value, "items", ())
    return any(is_response(models, option) for option in options)

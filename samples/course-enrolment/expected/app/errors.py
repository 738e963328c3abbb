"""Errors in the shapes that the specs state, also those that FastAPI raises by itself."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.exception_handlers import (
    http_exception_handler,
    request_validation_exception_handler,
)
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException as StarletteHTTPException

from app.schemas import course_enrolment


class ApiError(HTTPException):
    """An error whose body is the whole of what is sent."""

    def __init__(
        self,
        status_code: int,
        body: BaseModel | Mapping[str, Any],
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            status_code, jsonable_encoder(body, exclude_unset=True), headers
        )


class _Shape(NamedTuple):
    make: Callable[[int, str, str], ApiError]
    general: bool
    """Whether it is for every error of its routes."""
    refused: str
    """The code of a call without credentials."""
    invalid: tuple[str, ...]
    """The codes that an invalid request may have."""


_shapes: dict[type[BaseModel], _Shape] = {}


def course_enrolment_error(status_code: int, code: str, message: str) -> ApiError:
    """An error in the shape of spec.md."""
    return ApiError(status_code, {"error": code, "message": message, "details": []})


_shapes[course_enrolment.ErrorResponse] = _Shape(
    course_enrolment_error,
    general=True,
    refused="unauthorized",
    invalid=("validation_failed",),
)


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error in the shape that its spec states."""
    app.add_exception_handler(StarletteHTTPException, _answer_http_error)
    app.add_exception_handler(RequestValidationError, _answer_invalid_request)


async def _answer_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    if isinstance(error, ApiError):
        return JSONResponse(error.detail, error.status_code, error.headers)
    if isinstance(error.__cause__, UnicodeError):
        return await _answer_invalid_request(request, _unreadable(error))
    status_code = error.status_code
    shape = _shape_of(request, status_code)
    if shape is not None:
        unlisted = (
            shape.refused if status_code == 401 else _NAMES.get(status_code, "ERROR")
        )
        code = next(iter(_codes(request, status_code)), unlisted)
        shaped = shape.make(status_code, code, str(error.detail))
        return JSONResponse(shaped.detail, status_code, error.headers)
    return await http_exception_handler(request, error)


def _unreadable(error: StarletteHTTPException) -> RequestValidationError:
    """A body that is no UTF-8 as the invalid request that it is: FastAPI says 400, and documents 422."""
    problem = {
        "type": "body_unreadable",
        "loc": ("body",),
        "msg": str(error.detail),
        "input": None,
    }
    return RequestValidationError([problem])


async def _answer_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # 422, unless the spec has the code of an invalid request for 400 only.
    for status_code in (422, 400):
        shape = _shape_of(request, status_code)
        known = shape.invalid if shape is not None else ()
        code = next(
            (code for code in _codes(request, status_code) if code in known), None
        )
        if shape is not None and code is not None:
            return _invalid(shape, status_code, code, error)
    shape = _shape_of(request, 422)
    if shape is not None:
        return _invalid(shape, 422, shape.invalid[0], error)
    return await request_validation_exception_handler(request, error)


def _invalid(
    shape: _Shape, status_code: int, code: str, error: RequestValidationError
) -> Response:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    shaped = shape.make(status_code, code, f"{place}: {first['msg']}")
    return JSONResponse(shaped.detail, status_code)


_NAMES = {status.value: status.name.lower() for status in HTTPStatus}


def _documented(request: Request) -> dict[int | str, dict[str, Any]]:
    responses: dict[int | str, dict[str, Any]] = getattr(
        request.scope.get("route"), "responses", {}
    )
    return responses


def _codes(request: Request, status_code: int) -> list[str]:
    """The codes that are documented for the status."""
    content = _documented(request).get(status_code, {}).get("content", {})
    return list(content.get("application/json", {}).get("examples", {}))


def _shape_of(request: Request, status_code: int) -> _Shape | None:
    """The shape that is documented for the status, else that of the route's other errors."""
    documented = _documented(request)
    own = documented.get(status_code, {}).get("model")
    if isinstance(own, type) and own in _shapes:
        return _shapes[own]
    models = [answer.get("model") for answer in documented.values()]
    known = [
        _shapes[model]
        for model in models
        if isinstance(model, type) and model in _shapes
    ]
    return next(
        (shape for shape in known if shape.general),
        _shapes[course_enrolment.ErrorResponse],
    )

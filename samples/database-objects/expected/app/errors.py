"""Errors as the API documents them, also those that FastAPI raises by itself."""

from fastapi import FastAPI, Request, Response
from fastapi.exception_handlers import (
    http_exception_handler,
    request_validation_exception_handler,
)
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error of a route as its documentation says."""
    app.add_exception_handler(StarletteHTTPException, _answer_http_error)


async def _answer_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    if isinstance(error.__cause__, UnicodeError):
        return await _answer_invalid_request(request, _unreadable(error))
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
    return await request_validation_exception_handler(request, error)

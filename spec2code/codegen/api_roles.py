"""Which names the bodies of an endpoint want: what a method on a resource makes of a shape."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from spec2code.codegen.api_operations import Operation, operation
from spec2code.codegen.names import class_name, identifier, words
from spec2code.model.api import Body, Endpoint, Response
from spec2code.model.records import dataclass
from spec2code.model.shapes import (
    AnyShape,
    ArrayShape,
    Field,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    without_null,
)
from spec2code.model.span import Span

__all__ = [
    "Want",
    "file_fields",
    "is_aside",
    "is_form",
    "payload",
    "request_names",
    "response_names",
    "rows",
]

_PAYLOAD: Final = frozenset({"data", "result", "payload", "response", "body"})
_ROWS: Final = frozenset(
    {"items", "data", "results", "records", "rows", "list", "content", "entries", "elements"}
)
_FILE_WORDS: Final = frozenset(
    {"file", "files", "image", "images", "photo", "photos", "avatar", "attachment", "attachments"}
)
_ASIDE_TEXT: Final = """
    success ok status code message msg error errors meta metadata timestamp request_id trace_id
    pagination paging page page_info links version
    """
_ASIDE: Final = frozenset(_ASIDE_TEXT.split())


@dataclass(frozen=True, slots=True)
class Want:
    """A shape and the names it may have."""

    shape: Shape
    names: tuple[str, ...]
    """The first that is free is taken."""
    base: str
    """The resource: `Order`; what lies inside is named after it."""
    shares: tuple[str, ...] = ()
    """Names that it takes where a shape equal to it holds one of them."""
    rank: int = 0
    """Among shapes that differ, the lowest rank gets the name."""
    row_names: tuple[str, ...] = ()
    """For a list: what a row is called that isn't the resource as it is read."""
    status: int = 0
    span: Span | None = None

    @property
    def is_list(self) -> bool:
        return bool(self.row_names)


def request_names(endpoint: Endpoint) -> list[Want]:
    """The request body's names; an empty list when there is no shape to name."""
    if endpoint.request is None or endpoint.request.shape is None or is_form(endpoint.request):
        return []
    read = operation(endpoint.method, endpoint.path)
    bases = read.class_names()
    role = _request_role(read)
    names = [f"{base}{role}" for base in bases]
    if read.method == "PUT" and role == "Update":
        names[1:1] = [f"{bases[0]}Replace"]
    span = endpoint.request.span or endpoint.span
    return [
        Want(
            endpoint.request.shape,
            tuple(names),
            bases[0],
            rank=1 if read.method == "PUT" else 0,
            span=span,
        )
    ]


def is_form(body: Body) -> bool:
    """Whether the fields are sent one by one, as a form or with files: they need no class."""
    return body.media_type in ("multipart/form-data", "application/x-www-form-urlencoded")


def file_fields(body: Body) -> frozenset[str]:
    """The fields of a form that are files: those that are binary, else those that are called so."""
    shape = body.shape
    if body.media_type != "multipart/form-data" or not isinstance(shape, ObjectShape):
        return frozenset()
    found = {item.name for item in shape.fields if _is_binary(item.shape)}
    if not found:
        found = {item.name for item in shape.fields if _is_called_file(item)}
    return frozenset(found)


def _is_binary(shape: Shape) -> bool:
    shape = without_null(shape)
    if isinstance(shape, ArrayShape):
        return _is_binary(shape.items)
    return isinstance(shape, StringShape) and shape.format == "binary"


def _is_called_file(item: Field) -> bool:
    shape = without_null(item.shape)
    if isinstance(shape, ArrayShape):
        shape = without_null(shape.items)
    if not isinstance(shape, AnyShape) and shape != StringShape():
        return False
    said = f"{item.description or ''} {shape.description or ''}".lower()
    parts = {word.lower() for word in words(item.name)}
    return bool(parts & _FILE_WORDS) or "binary" in said


def response_names(endpoint: Endpoint) -> list[Want]:
    """The names of each response's body, the first success first."""
    read = operation(endpoint.method, endpoint.path)
    found: list[Want] = []
    for response in sorted(endpoint.responses, key=lambda item: item.status // 100 != 2):
        if response.shape is not None and all(item.status != response.status for item in found):
            found.append(_response(endpoint, response, read, main=not found))
    return found


def _response(endpoint: Endpoint, response: Response, read: Operation, *, main: bool) -> Want:
    assert response.shape is not None
    shape = response.shape
    bases = read.class_names()
    span = response.span or endpoint.span
    own = class_name("_".join(read.own))
    shares = [f"{base}Read" for base in (bases[0], own)]
    if not main:
        role = class_name(f"{_request_role(read)}_{_phrase(response.status)}")
        names = tuple(f"{base}{role}" for base in bases)
        return Want(shape, names, bases[0], tuple(shares), status=response.status, span=span)
    if read.method == "GET" and read.kind == "collection":
        return _page(shape, read, bases, response.status, span)
    rank = 0
    if read.method in ("GET", "HEAD"):
        names = tuple(f"{base}Read" for base in bases)
    else:
        role = _response_role(read)
        names = tuple(f"{base}{role}" for base in bases)
        if _represents(shape, endpoint, read):
            names, rank = (f"{bases[0]}Read", *names), 1
        if read.kind == "thing" and len(read.segments) > 1:
            shares.append(class_name("_".join(read.segments[-2].singular)) + "Read")
    return Want(shape, names, bases[0], tuple(shares), rank, status=response.status, span=span)


def _page(shape: Shape, read: Operation, bases: list[str], status: int, span: Span | None) -> Want:
    own = class_name("_".join(read.own))
    listed = rows(_inner(shape)) is not None or isinstance(without_null(shape), ArrayShape)
    role = "Page" if listed else "ListResponse"
    return Want(
        shape,
        tuple(f"{base}{role}" for base in bases),
        bases[0],
        (f"{bases[0]}Read", f"{own}Read"),
        row_names=tuple(f"{base}Summary" for base in bases),
        status=status,
        span=span,
    )


def _request_role(read: Operation) -> str:
    match read.method, read.kind:
        case "POST", "collection":
            return "Create"
        case ("PUT" | "PATCH"), ("item" | "thing"):
            return "Update"
        case ("PUT" | "PATCH"), _:
            return "BulkUpdate"
        case "DELETE", _:
            return "Delete"
        case "GET", _:
            return "Query"
        case _:
            return "Request"


def _response_role(read: Operation) -> str:
    role = _request_role(read)
    return "Response" if role == "Request" else f"{role}Response"


def _represents(shape: Shape, endpoint: Endpoint, read: Operation) -> bool:
    """Whether a write answers with the resource itself: it has an id and all that was sent."""
    body = _inner(without_null(shape))
    if not isinstance(body, ObjectShape) or read.method not in ("POST", "PUT", "PATCH"):
        return False
    if read.method == "POST" and read.kind != "collection":
        return False
    held = {identifier(item.name) for item in body.fields}
    sent = endpoint.request.shape if endpoint.request else None
    if not isinstance(sent, ObjectShape):
        return "id" in held
    asked = {identifier(item.name) for item in sent.fields if not item.write_only}
    own = "_".join(read.own)
    has_key = read.kind == "thing" or bool(held & {"id", "uuid", f"{own}_id", f"{own}_uuid"})
    return has_key and asked <= held


def rows(shape: Shape) -> Field | None:
    """The field of a page that holds its rows."""
    if not isinstance(shape, ObjectShape):
        return None
    lists = [item for item in shape.fields if _is_list_of_objects(item.shape)]
    named = [item for item in lists if item.name.lower() in _ROWS]
    return named[0] if named else lists[0] if len(lists) == 1 else None


def payload(shape: Shape) -> Field | None:
    """The one field of an envelope that carries what was asked for; None when it is no envelope."""
    if not isinstance(shape, ObjectShape):
        return None
    held = [item for item in shape.fields if item.name.lower() in _PAYLOAD]
    if len(held) != 1 or not isinstance(without_null(held[0].shape), ObjectShape | RefShape):
        return None
    others = [item for item in shape.fields if item is not held[0]]
    return held[0] if all(is_aside(item.name) for item in others) else None


def is_aside(name: str) -> bool:
    """Whether a field of that name stands beside what was asked for: `meta`, `success`."""
    return identifier(name) in _ASIDE


def _inner(shape: Shape) -> Shape:
    held = payload(shape)
    return without_null(held.shape) if held else shape


def _is_list_of_objects(shape: Shape) -> bool:
    shape = without_null(shape)
    return isinstance(shape, ArrayShape) and isinstance(
        without_null(shape.items), ObjectShape | RefShape
    )


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in _STATUSES else str(status)


_STATUSES: Final = frozenset(int(status) for status in HTTPStatus)

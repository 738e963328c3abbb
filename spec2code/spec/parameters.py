"""Query, path and header parameters, from tables, bullets, inline lists and query strings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import Auth, Parameter
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import (
    ANY,
    MISSING,
    AnyShape,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    JsonValue,
    Missing,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
)
from spec2code.model.span import Excerpt, Span
from spec2code.spec.auth import scheme_in
from spec2code.spec.blocks import TableBlock
from spec2code.spec.contents import Content
from spec2code.spec.field_headers import column_roles
from spec2code.spec.fields import FieldRow, FieldTable
from spec2code.spec.inline_names import NAME, OPTIONAL, inline_names
from spec2code.spec.path_names import alike, is_foreign, means_id

__all__ = [
    "add_header",
    "add_parameter",
    "header_lines",
    "named_headers",
    "named_rows",
    "take_query_string",
    "take_rows",
]

_PAGING: Final = frozenset(
    [
        "page",
        "pagenumber",
        "pageno",
        "pagesize",
        "perpage",
        "limit",
        "offset",
        "skip",
        "take",
        "size",
    ]
)

_STANDARD_HEADERS: Final = frozenset(
    (
        "content-type",
        "accept",
        "host",
        "user-agent",
        "content-length",
        "connection",
        "cache-control",
        "accept-encoding",
    )
)
_HEADER_LINE = regex(
    r"^\s*(?:headers?\s*:\s*\{?\s*)?[`*]{0,3}(Authorization|Cookie|Idempotency-Key|X-[\w-]+|If-Match|If-None-Match|Accept-Language)[`*]{0,3}\s*:\s*(.*)$",
    re.IGNORECASE,
)
_KEY_HEADER = regex(
    r"(?:x-)?(?:\w+-)*(?:api|auth|access|admin|service|internal|client|master|secret)-?(?:key|token|secret)"
)
"""A header that shows who calls: `X-API-Key`, `X-Admin-Key`, `X-Auth-Token`."""
_SIGNED = regex(r"\bhmac\b|\bauth\w*|鉴权|认证|인증", re.IGNORECASE)
_DEFAULT_SAID = regex(
    r"(?:\bdefaults?(?:\s+(?:to|is|value))?|默认(?:值)?为?|預設|기본값|\bpor defecto|\bpadrão|\bdéfaut|\bvarsayılan|\bmặc định|\bпо умолчанию|\bbawaan)"
    r"(?:\s*[:：=]\s*|\s*)(?:[`\"']([\w.-]+)[`\"']|(-?\d+(?:\.\d+)?)(?![\w-]|\.\d)|(true|false)\b"
    r"|(?<=[:：=]\s)(?!none\b|null\b|now\b|today\b|empty\b|current)([a-z_]+)(?=\s*(?:[),;，）]|\.?$)))",
    re.IGNORECASE,
)


def add_parameter(
    content: Content,
    location: str,
    name: str,
    shape: Shape,
    required: bool,
    span: Span | None,
    *,
    default: JsonValue | Missing = MISSING,
    description: str | None = None,
    typed: bool = True,
    stated: bool = True,
) -> None:
    """Adds a parameter, or fills in what an earlier sighting of it left open.

    `typed`: its type is stated; `stated`: whether it is required is.
    """
    name = name.strip()
    if name.endswith("[]"):
        name = name[:-2]
        shape = shape if isinstance(shape, ArrayShape) else ArrayShape(items=shape)
    if not name:
        return
    if default is MISSING and description and location in ("query", "header"):
        shape, default = _default_said(shape, description)
    elif isinstance(shape, AnyShape) and isinstance(default, int):
        shape = BooleanShape() if isinstance(default, bool) else NumberShape(integer=True)
    if location == "query":
        shape = _counted(name, shape, default)
    if location == "query" and (name in content.path_parameters or means_id(name, content)):
        location = "path"
    if location == "path" and name not in content.path_parameters:
        known = alike(name, content.path_parameters)
        if known is None:
            known = next(iter(content.path_parameters), None)
            if len(content.path_parameters) != 1 or ("path", known) in content.parameters:
                return
        name = known or name
    key = (location, name.lower() if location == "header" else name)
    required = True if location == "path" else required
    known_parameter = content.parameters.get(key)
    if known_parameter is not None:
        stands = replace(known_parameter, shape=shape, typed=typed, span=span)
        content.diagnostics += _differing(known_parameter, stands)
        if not isinstance(known_parameter.shape, AnyShape):
            if isinstance(shape, AnyShape) or not (
                location == "path" or _is_guess(known_parameter)
            ):
                shape, typed = known_parameter.shape, known_parameter.typed
        default = known_parameter.default if default is MISSING else default
        description = known_parameter.description or description
        span = known_parameter.span or span
        stated = stated or known_parameter.stated
    content.parameters[key] = Parameter(
        location,
        name,
        shape,
        (required and default is MISSING) or location == "path",
        default,
        description,
        stated=stated,
        typed=typed,
        span=span,
    )


def _counted(name: str, shape: Shape, default: JsonValue | Missing) -> Shape:
    """`number` of a page or of how many there are on it: nobody asks for half a page."""
    if not isinstance(shape, NumberShape) or shape.integer:
        return shape
    said = (default, shape.minimum, shape.maximum, shape.multiple_of)
    is_whole = not any(isinstance(value, float) and value % 1 for value in said)
    of_pages = name.replace("_", "").lower() in _PAGING
    return replace(shape, integer=True) if of_pages and is_whole else shape


def _differing(first: Parameter, second: Parameter) -> list[Diagnostic]:
    """Told where two places state types of a parameter that can't be one."""
    if not (first.typed and second.typed and first.span and second.span):
        return []
    kinds = {type(first.shape), type(second.shape)}
    if len(kinds) < 2 or not kinds <= {StringShape, NumberShape, BooleanShape}:
        return []
    message = f"the {first.location} parameter `{first.name}` is described twice, with another type"
    return [diagnostic("A114", message, second.span, other=first.span)]


def take_rows(
    content: Content, table: FieldTable, location: str, *, generic: bool = False
) -> list[FieldRow]:
    """Takes the rows that are parameters; the rows of a body are given back.

    `generic`: the table says "parameters" and no more; a name that the path has is the path's.
    """
    body: list[FieldRow] = []
    in_path = sum(1 for row in table.rows if (row.location or location) == "path")
    unmatched = in_path > len(content.path_parameters)
    for row in table.rows:
        where = row.location or location
        if where == "body" and generic and row.name in content.path_parameters:
            where = "path"
        if where != "body" and row.name in content.path_parameters and where != "header":
            where = "path"
        if where in ("body", "form"):
            body.append(row)
            continue
        if where == "path" and is_foreign(row.name, content.path_parameters, unmatched):
            message = f"path parameter `{row.name}` is not in the path"
            content.diagnostics.append(diagnostic("S170", message, row.span))
        required = row.required if row.required is not None else where == "path"
        if where == "header" and _is_credential(row.name):
            if content.auth is None and row.required is not False:
                text = f"{row.name} {row.description or ''} {row.example or ''}"
                content.auth = Auth(True, scheme_in(text) or "bearer", (), row.span)
            continue
        if where == "header":
            add_header(
                content,
                row.name,
                bool(row.required),
                row.span,
                row.shape,
                row.description,
                stated=row.required is not None,
            )
            continue
        add_parameter(
            content,
            where,
            ".".join(part for part in row.path if part != "[]"),
            row.shape,
            required,
            row.span,
            default=row.default,
            description=row.description,
            stated=row.required is not None,
        )
    return body


def named_rows(table: TableBlock) -> FieldTable | None:
    """The rows of a table that names fields and says neither type nor whether they are required."""
    roles = column_roles([cell.plain for cell in table.header])
    column = roles.get("name", 0 if "description" in roles else None)
    if column is None or len(table.header) > 4:
        return None
    rows: list[FieldRow] = []
    for row in table.rows:
        name = row[column].plain.rstrip("?*").strip()
        if not NAME.fullmatch(name):
            continue
        described = row[roles["description"]].plain if "description" in roles else None
        required = (
            False
            if row[column].plain.strip().endswith("?") or OPTIONAL.search(described or "")
            else None
        )
        rows.append(FieldRow((name,), ANY, required, description=described, span=row[column].span))
    if not rows or len(rows) * 2 < len(table.rows):
        return None
    return FieldTable(tuple(rows), table.span, states_required=False, states_type=False)


def take_query_string(
    content: Content, query: Iterable[tuple[str, str]], span: Span | None
) -> None:
    """Takes the names of a query string that is glued to a path."""
    for name, value in query:
        shape = _shape_of_value(value)
        stated = not isinstance(shape, StringShape)
        known = content.parameters.get(("query", name))
        add_parameter(content, "query", name, shape, False, span, typed=stated, stated=False)
        added = content.parameters.get(("query", name))
        if added and isinstance(shape, NumberShape) and (known is None or known.example != MISSING):
            # One value of it: a table that states a type says more, and puts another in its place.
            content.parameters["query", name] = replace(added, example=int(value))


def add_header(
    content: Content,
    name: str,
    required: bool,
    span: Span | None,
    shape: Shape | None = None,
    description: str | None = None,
    *,
    stated: bool = True,
) -> None:
    """Adds a request header; those that every HTTP message has are left out."""
    lower = name.lower()
    if lower in _STANDARD_HEADERS:
        return
    if not re.fullmatch(r"[A-Za-z][\w-]*", name, re.ASCII):
        if re.fullmatch(r"[^\W\d][\w -]*\w", name):
            message = f"`{name}` can't be the name of a header; it is left out"
            content.diagnostics.append(diagnostic("A117", message, span))
        return
    if lower == "idempotency-key":
        content.idempotency_key = (
            True if required or content.idempotency_key is None else content.idempotency_key
        )
    add_parameter(
        content,
        "header",
        name,
        shape or ANY,
        required,
        span,
        description=description,
        stated=stated,
    )


def header_lines(content: Content, text: Excerpt) -> None:
    """Takes the header lines of a request: `Authorization: Bearer <token>`."""
    offset = 0
    for line in text.text.split("\n"):
        match = _HEADER_LINE.match(line)
        if match:
            span = text.span(offset, offset + len(line))
            if _is_credential(match.group(1)):
                if content.auth is None:
                    content.auth = Auth(True, scheme_in(match.group()) or "bearer", (), span)
            else:
                optional = bool(OPTIONAL.search(match.group(2)))
                add_header(content, match.group(1), not optional, span)
        offset += len(line) + 1


def named_headers(content: Content, rest: Excerpt) -> None:
    """Takes the headers that a line names without their values: ``Header: X-Signature (HMAC)``."""
    for name, said, optional, span in inline_names(rest):
        if name.lower() == "bearer":
            continue
        signed = "signature" in name.lower() and _SIGNED.search(said)
        if not (signed or _is_credential(name)):
            add_header(content, name, not optional, span)
        elif content.auth is None and not optional:
            scheme = "apiKey" if signed else scheme_in(f"{name} {said}") or "bearer"
            carrier = ("header", name) if scheme == "apiKey" else None
            content.auth = Auth(True, scheme, (), span, carrier=carrier)


def fields_as_parameters(content: Content, shape: Shape | None, location: str) -> bool:
    """Takes the fields of an object that describes parameters (a TypeScript literal, a JSON of them)."""
    if not isinstance(shape, ObjectShape):
        return False
    for item in shape.fields:
        _add_field(content, item, location)
    return True


def _add_field(content: Content, item: Field, location: str) -> None:
    add_parameter(
        content,
        location,
        item.name,
        item.shape,
        item.required and location != "query",
        item.span,
        default=item.default,
        description=item.description,
    )


def _default_said(shape: Shape, description: str) -> tuple[Shape, JsonValue | Missing]:
    """The default that a description mentions in passing, where it fits the type; untyped ones take its type."""
    match = _DEFAULT_SAID.search(description)
    if match is None:
        return shape, MISSING
    text = next(group for group in match.groups() if group is not None)
    value: JsonValue = text
    if re.fullmatch(r"-?\d{1,15}", text):
        value = int(text)
    elif text in ("true", "false"):
        value = text == "true"
    stated = _shape_of_value(text) if isinstance(shape, AnyShape) else shape
    match stated:
        case NumberShape() if isinstance(value, bool) or not isinstance(value, int):
            return shape, MISSING
        case BooleanShape() if not isinstance(value, bool):
            return shape, MISSING
        case EnumShape() if value not in stated.values:
            return shape, MISSING
        case StringShape():
            return stated, text
        case NumberShape() | BooleanShape() | EnumShape():
            return stated, value
        case _:
            return shape, MISSING


def _is_guess(known: Parameter) -> bool:
    """Whether only a value in a query string has shown the type so far: what states one is believed."""
    return not known.typed or known.shape == NumberShape(integer=True)


def _is_credential(name: str) -> bool:
    return name.lower() in ("authorization", "cookie") or bool(_KEY_HEADER.fullmatch(name.lower()))


def _shape_of_value(value: str) -> Shape:
    if re.fullmatch(r"-?\d{1,15}", value):
        return NumberShape(integer=True)
    if "|" in value:
        return EnumShape(values=tuple(value.split("|")))
    return BooleanShape() if value in ("true", "false") else StringShape()

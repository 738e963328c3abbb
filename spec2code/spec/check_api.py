"""Endpoints of a spec against themselves, against the list of error codes and against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.schema import Column, Name, Schema, Table
from spec2code.model.shapes import (
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    without_null,
)
from spec2code.model.spec import Note, Spec
from spec2code.spec.check_tables import find_table

__all__ = ["check_error_codes", "check_fields"]

_LENGTH = regex(r"character(?: varying)?\((\d+)\)")
_LABELS = regex(r"'((?:[^']|'')*)'")
_PLACEHOLDERS = (
    "data",
    "result",
    "results",
    "items",
    "item",
    "content",
    "payload",
    "records",
    "list",
    "rows",
)


def check_error_codes(spec: Spec) -> list[Diagnostic]:
    """The codes that endpoints use against the list of error codes, where there is one."""
    listed = {_cell(note, "code"): note for note in spec.notes if note.kind == "error-code"}
    listed.pop("", None)
    used = [
        (error.code, error.status, error.span or endpoint.span, endpoint)
        for endpoint in spec.endpoints
        for error in endpoint.errors
        if error.code
    ]
    if not listed or not used:
        return []
    found: list[Diagnostic] = []
    for code, status, span, endpoint in used:
        note = listed.get(code)
        if note is None:
            message = f"error code `{code}` of `{endpoint.method} {endpoint.path}` is not in the list of error codes"
            found.append(diagnostic("S172", message, span))
            continue
        stated = re.search(r"\b[1-5]\d\d\b", _cell(note, "status"))
        if stated and int(stated.group()) != status:
            message = f"error code `{code}` has status {status} here, {stated.group()} in the list"
            found.append(diagnostic("S174", message, span, other=note.span))
    names = {code for code, *_ in used}
    for code, note in listed.items():
        if code not in names:
            found.append(diagnostic("S173", f"no endpoint uses the error code `{code}`", note.span))
    return found


def _cell(note: Note, name: str) -> str:
    return next((value.strip("`* ") for key, value in note.fields if key == name), "")


def check_fields(spec: Spec, schema: Schema) -> list[Diagnostic]:
    """Fields of bodies against the columns of the table that the path names."""
    found: list[Diagnostic] = []
    told: set[tuple[str, str, str]] = set()
    for endpoint in spec.endpoints:
        table = _table_of(endpoint.path, schema)
        if table is None:
            continue
        shapes = [(response.shape, False) for response in endpoint.responses]
        if endpoint.request is not None:
            shapes.append((endpoint.request.shape, True))
        for shape, is_request in shapes:
            for field in _fields(shape, spec, table):
                column = table.column(_snake(field.name))
                if column is None:
                    continue
                for item in _field(field, column, table, schema, is_request=is_request):
                    key = (item.code, str(item.span), item.message)
                    if key not in told:
                        told.add(key)
                        found.append(item)
    return found


def _table_of(path: str, schema: Schema) -> Table | None:
    """The table that the last fixed segment names, where it is a resource or its parameter follows."""
    segments = [part for part in path.split("/") if part]
    while segments and "{" in segments[-1]:
        segments.pop()
    if not segments:
        return None
    table = find_table(schema, Name(_snake(segments[-1])))
    return None if table is None or table.is_partial else table


def _fields(shape: Shape | None, spec: Spec, table: Table, depth: int = 0) -> Iterator[Field]:
    """The fields of the body, or of what its envelope or array holds, where they are mostly columns."""
    if shape is None or depth > 3:
        return
    shape = without_null(shape)
    if isinstance(shape, RefShape):
        yield from _fields(spec.definitions.get(shape.name), spec, table, depth + 1)
    elif isinstance(shape, ArrayShape):
        yield from _fields(shape.items, spec, table, depth + 1)
    elif isinstance(shape, ObjectShape):
        known = [item for item in shape.fields if table.column(_snake(item.name)) is not None]
        if known and len(known) * 2 >= len(shape.fields):
            yield from known
            return
        for item in shape.fields:
            if item.name in _PLACEHOLDERS or _snake(item.name) in (
                table.name.name,
                table.name.name.rstrip("s"),
            ):
                yield from _fields(item.shape, spec, table, depth + 1)


def _field(
    field: Field, column: Column, table: Table, schema: Schema, *, is_request: bool
) -> list[Diagnostic]:
    shape = without_null(field.shape)
    name = f"`{table.name}.{column.name}`"
    if not _fits(shape, column, schema):
        message = f"field `{field.name}` is {_kind(shape)}, column {name} is `{column.type}`"
        return [diagnostic("S175", message, field.span, other=column.span)]
    length = _LENGTH.fullmatch(column.type)
    if is_request and length and isinstance(shape, StringShape) and shape.max_length:
        if shape.max_length > int(length.group(1)):
            message = f"field `{field.name}` may have {shape.max_length} characters, column {name} holds {length.group(1)}"
            return [diagnostic("S176", message, field.span, other=column.span)]
    labels = _labels(column, table, schema)
    if is_request and isinstance(shape, EnumShape) and labels:
        extra = [str(value) for value in shape.values if str(value) not in labels]
        if extra:
            message = (
                f"field `{field.name}` allows `{extra[0]}`, column {name} takes {', '.join(labels)}"
            )
            return [diagnostic("S177", message, field.span, other=column.span)]
    return []


def _labels(column: Column, table: Table, schema: Schema) -> tuple[str, ...]:
    """The values that the column's enum, or a CHECK of the form `column IN (...)`, allows."""
    for name, enum in schema.enums.items():
        if column.type in (str(name), name.name):
            return enum.labels
    for check in table.checks:
        text = check.expression.text
        if re.match(
            rf"\(*\s*\"?{re.escape(column.name)}\"?(?:::\w+)?\s+IN\s*\(", text, re.IGNORECASE
        ):
            return tuple(_LABELS.findall(text))
    return ()


def _fits(shape: Shape, column: Column, schema: Schema) -> bool:
    """Whether a JSON value of this shape can come from the column; what isn't known fits."""
    kind = column.type.lower()
    if kind.endswith("[]"):
        return not isinstance(shape, StringShape | NumberShape | BooleanShape)
    numbers = ("integer", "bigint", "smallint", "real", "double precision", "numeric")
    is_number = kind.startswith(numbers)
    match shape:
        case StringShape():
            if is_number:
                return shape.format == "decimal" or kind.startswith(("numeric", "bigint"))
            return kind != "boolean"
        case NumberShape():
            if kind.startswith("timestamp"):
                return shape.integer
            return (
                is_number
                or kind in ("json", "jsonb", "money", "interval")
                or _unknown(kind, schema)
            )
        case BooleanShape():
            return kind in (
                "boolean",
                "json",
                "jsonb",
                "smallint",
                "integer",
                "tinyint(1)",
                "bit",
            ) or _unknown(kind, schema)
        case ArrayShape() | ObjectShape():
            return not (
                is_number or kind in ("boolean", "uuid", "date") or kind.startswith("timestamp")
            )
    return True


def _unknown(kind: str, schema: Schema) -> bool:
    known = ("character", "text", "uuid", "timestamp", "date", "time", "boolean", "bytea", "inet")
    return not kind.startswith(known) and not any(kind == str(name) for name in schema.enums)


def _kind(shape: Shape) -> str:
    words = {
        "StringShape": "a string",
        "NumberShape": "a number",
        "BooleanShape": "a boolean",
        "ArrayShape": "an array",
        "ObjectShape": "an object",
    }
    return words.get(type(shape).__name__, "of another type")


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()

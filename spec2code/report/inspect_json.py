"""What was understood, of specs or of a project's code, as the JSON document of `inspect`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spec2code.diagnostics import Diagnostic, in_order
from spec2code.model.api import ApiError, Body, Endpoint, Event, Parameter, Response
from spec2code.model.json_schema import SchemaWriter
from spec2code.model.names import index_name
from spec2code.model.parents import parents, with_parents
from spec2code.model.schema import Column, Expression, ForeignKey, Name, Schema, Table
from spec2code.model.shapes import MISSING, Definitions, Shape
from spec2code.model.span import Span

__all__ = ["diagnostic_json", "inspection", "span_json"]

Json = dict[str, Any]


def inspection(
    schema: Schema,
    endpoints: Iterable[tuple[Endpoint, Definitions]],
    events: Iterable[tuple[Event, Definitions]],
    diagnostics: Iterable[Diagnostic],
    *,
    code: bool = False,
    shapes: Definitions | None = None,
) -> Json:
    """The document of CONTRACTS, `inspect --format json`; with `code` the keys that only code has."""
    writers: dict[int, SchemaWriter] = {}

    def writer(definitions: Definitions) -> SchemaWriter:
        return writers.setdefault(id(definitions), SchemaWriter(definitions))

    document: Json = {
        "version": 1,
        "schema": schema_json(schema, code=code),
        "endpoints": [_endpoint(item, writer(known), code) for item, known in endpoints],
        "events": [_event(item, writer(known)) for item, known in events],
        "diagnostics": [diagnostic_json(item) for item in in_order(diagnostics)],
    }
    if shapes is not None:
        known = writer(shapes)
        document["shapes"] = {name: known.schema(shape) for name, shape in shapes.items()}
    return document


def span_json(span: Span | None) -> Json | None:
    if span is None:
        return None
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def diagnostic_json(item: Diagnostic) -> Json:
    return {
        "code": item.code,
        "severity": item.severity.value,
        "message": item.message,
        "hint": item.hint,
        "at": span_json(item.span),
    }


def schema_json(schema: Schema, *, code: bool = False) -> Json:
    return {
        "tables": [_table(table, schema, code) for table in schema.tables.values()],
        "enums": [
            {
                "name": enum.name.name,
                "schema": enum.name.schema,
                "labels": list(enum.labels),
                "at": span_json(enum.span),
            }
            for enum in schema.enums.values()
        ],
        "objects": [
            {
                "kind": item.kind,
                "name": str(item.name),
                "definition": item.definition.text,
                "at": span_json(item.span),
            }
            for item in schema.objects.values()
        ],
    }


def _text(expression: Expression | None) -> str | None:
    return expression.text if expression else None


def _table(table: Table, schema: Schema, code: bool) -> Json:
    """A table of code has what its parents give it, as in the database; one of a spec what it says."""
    if code and parents(table):
        table = with_parents(table, schema.tables)
    key = table.primary_key
    return {
        "name": table.name.name,
        "schema": table.name.schema,
        "comment": table.comment,
        "partial": table.is_partial,
        "columns": [_column(column, table.name, code) for column in table.columns],
        "primary_key": {"name": key.name, "columns": list(key.columns)} if key else None,
        "foreign_keys": [_foreign_key(item) for item in table.foreign_keys],
        "uniques": [
            {
                "name": item.name,
                "columns": list(item.columns),
                "nulls_not_distinct": item.nulls_not_distinct,
            }
            for item in table.uniques
        ],
        "checks": [
            {"name": item.name, "expression": item.expression.text} for item in table.checks
        ],
        "excludes": [
            {"name": item.name, "definition": item.definition.text} for item in table.excludes
        ],
        "indexes": [
            {
                "name": item.written_name
                or (index_name(table.name.name, item) if code else item.name),
                "columns": list(item.columns),
                "unique": item.unique,
                "method": item.method,
                "where": _text(item.where),
                "include": list(item.include),
            }
            for item in table.indexes
        ],
        "at": span_json(table.span),
    }


def _column(column: Column, table: Name, code: bool) -> Json:
    """A serial column has a default only where there is a database: a spec writes none."""
    default = _text(column.default)
    if column.serial and code:
        sequence = f"{table.name}_{column.name}_seq"
        default = f"nextval('{table.schema + '.' if table.schema else ''}{sequence}'::regclass)"
    return {
        "name": column.name,
        "type": column.type,
        "nullable": column.nullable,
        "default": default,
        "identity": _identity(column),
        "generated": _text(column.generated),
        "comment": column.comment,
        "at": span_json(column.span),
    }


def _identity(column: Column) -> str | None:
    if column.identity:
        return "always" if column.identity.always else "by default"
    return "by default" if column.auto_increment else None


def _foreign_key(item: ForeignKey) -> Json:
    return {
        "name": item.name,
        "columns": list(item.columns),
        "references": {"table": str(item.target), "columns": list(item.target_columns)},
        "on_delete": item.on_delete,
        "on_update": item.on_update,
        "deferrable": item.deferrable,
    }


def _endpoint(item: Endpoint, known: SchemaWriter, code: bool) -> Json:
    auth = item.auth
    document: Json = {
        "method": item.method,
        "path": item.path,
        "summary": item.summary,
        "auth": (
            {"required": auth.required, "scheme": auth.scheme, "scopes": list(auth.scopes)}
            if auth
            else None
        ),
        "parameters": [_parameter(each, known) for each in item.parameters],
        "request": _body(item.request, known, code) if item.request else None,
        "responses": [_response(each, known, code) for each in item.responses],
        "errors": [_error(each) for each in item.errors],
        "at": span_json(item.span),
    }
    if code:
        document["documented"] = item.documented
        document["handler"] = item.handler
    return document


def _schema(shape: Shape | None, known: SchemaWriter) -> Json | None:
    return known.schema(shape) if shape is not None else None


def _parameter(item: Parameter, known: SchemaWriter) -> Json:
    schema = _schema(item.shape, known) or {}
    if item.default is not MISSING:
        schema["default"] = item.default
    if item.description and "description" not in schema:
        schema["description"] = item.description
    return {"in": item.location, "name": item.name, "required": item.required, "schema": schema}


def _example(value: Any) -> Any:
    return None if value is MISSING else value


def _body(item: Body, known: SchemaWriter, code: bool) -> Json:
    document: Json = {
        "media_type": item.media_type,
        "schema": _schema(item.shape, known),
        "example": _example(item.example),
    }
    if code:
        document["model"] = item.model
    return document


def _response(item: Response, known: SchemaWriter, code: bool) -> Json:
    document: Json = {
        "status": item.status,
        "media_type": item.media_type,
        "schema": _schema(item.shape, known),
        "example": _example(item.example),
        "description": item.description,
    }
    if code:
        document["model"] = item.model
    return document


def _error(item: ApiError) -> Json:
    return {
        "status": item.status,
        "code": item.code,
        "message": item.message,
        "condition": item.condition,
    }


def _event(item: Event, known: SchemaWriter) -> Json:
    return {
        "name": item.name,
        "trigger": item.trigger,
        "destination": item.destination,
        "key": item.key,
        "schema": _schema(item.shape, known),
        "at": span_json(item.span),
    }

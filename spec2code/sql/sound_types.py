"""Types that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.schema import Schema, Table
from spec2code.model.span import Span
from spec2code.sql.identifiers import split_name
from spec2code.sql.literals import base_type
from spec2code.sql.types import BUILT_IN

__all__ = ["check_types", "unknown_type"]

_EXTENSIONS = {
    "citext": ("citext",),
    "hstore": ("hstore",),
    "vector": ("vector", "halfvec", "sparsevec"),
    "postgis": ("geometry", "geography", "box2d", "box3d"),
    "postgis_raster": ("raster",),
    "ltree": ("ltree", "lquery", "ltxtquery"),
    "cube": ("cube",),
    "seg": ("seg",),
    "isn": ("isbn", "isbn13", "issn", "ean13", "upc"),
    "semver": ("semver",),
}
_FOREIGN = {
    "string": "text", "str": "text", "nvarchar": "varchar", "varchar2": "varchar", "ntext": "text",
    "tinytext": "text", "mediumtext": "text", "longtext": "text", "clob": "text", "datetime": "timestamptz",
    "datetime2": "timestamptz", "smalldatetime": "timestamptz", "datetimeoffset": "timestamptz", "tinyint": "smallint",
    "mediumint": "integer", "number": "numeric", "long": "bigint", "double": "double precision", "blob": "bytea",
    "longblob": "bytea", "varbinary": "bytea", "binary": "bytea", "guid": "uuid", "uniqueidentifier": "uuid",
    "boolan": "boolean", "object": "jsonb", "map": "jsonb", "array": "text[]", "list": "text[]",
}  # fmt: skip
"""Names that other databases and languages have for a type."""
_TYPES = ("type", "domain", "view", "materialized view", "foreign table")
"""Objects whose names are types, too."""
_USUAL = (
    "text", "varchar", "integer", "bigint", "smallint", "bigserial", "serial", "boolean", "numeric", "decimal", "uuid",
    "timestamp", "timestamptz", "jsonb", "bytea", "double precision",
)  # fmt: skip
_OF_EXTENSION = {type: extension for extension, types in _EXTENSIONS.items() for type in types}


def check_types(table: Table, schema: Schema) -> Iterator[Diagnostic]:
    for column in table.columns:
        if not column.type:
            continue
        what = f"column `{table.name}.{column.name}`"
        yield from unknown_type(what, column.type, column.span, schema)


def unknown_type(what: str, type_: str, span: Span | None, schema: Schema) -> Iterator[Diagnostic]:
    """Q132 where nothing makes the type that something has."""
    base = base_type(type_.removesuffix("[]"))
    if base in BUILT_IN or base.startswith("interval "):
        return
    name = split_name(base)
    if name in schema.enums or name in schema.tables:
        return
    if any((kind, name, None, "") in schema.objects for kind in _TYPES):
        return
    extension = _OF_EXTENSION.get(name.name)
    if extension is not None:
        if any(key[0] == "extension" and key[1].name == extension for key in schema.objects):
            return
        reason = f"of the extension `{extension}`, which is not created"
    else:
        reason = "neither built in nor created"
    message = f"{what} has the type `{base}`, {reason}"
    near = get_close_matches(name.name.lower(), (*_FOREIGN, *_USUAL), n=1, cutoff=0.75)
    meant = _FOREIGN.get(near[0], near[0]) if near else None
    if meant is None or extension is not None:
        yield diagnostic("Q132", message, span)
    else:
        hint = f"write `{meant}`, if that is meant"
        yield diagnostic("Q132", message, span, hint=hint, severity=Severity.WARNING)

"""Types that are not there, and defaults that their columns can't hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from ipaddress import ip_interface

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.schema import Column, Enum, Schema, Table
from spec2code.sql.identifiers import split_name
from spec2code.sql.literals import NUMBERS, TEXTS, base_type, is_number
from spec2code.sql.tokens import unquote_string
from spec2code.sql.types import BUILT_IN
from spec2code.sql.word_sets import word_set

__all__ = ["check_types"]

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
_USUAL = (
    "text", "varchar", "integer", "bigint", "smallint", "bigserial", "serial", "boolean", "numeric", "decimal", "uuid",
    "timestamp", "timestamptz", "jsonb", "bytea", "double precision",
)  # fmt: skip
_OF_EXTENSION = {type: extension for extension, types in _EXTENSIONS.items() for type in types}


def check_types(table: Table, schema: Schema) -> Iterator[Diagnostic]:
    for column in table.columns:
        if not column.type:
            continue
        yield from _unknown_type(table, column, schema)
        if column.default is not None:
            yield from _default(table, column, schema)


def _unknown_type(table: Table, column: Column, schema: Schema) -> Iterator[Diagnostic]:
    base = base_type(column.type.removesuffix("[]"))
    if base in BUILT_IN or base.startswith("interval "):
        return
    name = split_name(base)
    if name in schema.enums or name in schema.tables:
        return
    if ("type", name, None, "") in schema.objects or ("domain", name, None, "") in schema.objects:
        return
    extension = _OF_EXTENSION.get(name.name)
    if extension is not None:
        if any(key[0] == "extension" and key[1].name == extension for key in schema.objects):
            return
        reason = f"of the extension `{extension}`, which is not created"
    else:
        reason = "neither built in nor created"
    message = f"column `{table.name}.{column.name}` has the type `{base}`, {reason}"
    near = get_close_matches(name.name.lower(), (*_FOREIGN, *_USUAL), n=1, cutoff=0.75)
    meant = _FOREIGN.get(near[0], near[0]) if near else None
    if meant is None or extension is not None:
        yield diagnostic("Q132", message, column.span)
    else:
        hint = f"write `{meant}`, if that is meant"
        yield diagnostic("Q132", message, column.span, hint=hint, severity=Severity.WARNING)


# -- defaults ----------------------------------------------------------------------------------------

_STRING = re.compile(r"'(?:[^']|'')*'\Z")
_WORD = re.compile(r"[a-z_][a-z0-9_]*\Z")
_NO_COLUMNS = word_set(
    "true false null now current_date current_time localtime localtimestamp current_user session_user user "
    "current_role current_catalog current_schema default"
)


def _default(table: Table, column: Column, schema: Schema) -> Iterator[Diagnostic]:
    assert column.default is not None
    key, text = column.default.key, column.default.text
    subject = f"column `{table.name}.{column.name}`"
    if _WORD.match(key) and key not in _NO_COLUMNS:
        message = f"{subject}: the default `{text}` is a name, not a value; a text stands in quotes"
        yield diagnostic("Q128", message, column.span, hint=f"Write `'{text}'`.")
        return
    enum = _enum(column.type, schema)
    if _STRING.match(key):
        value = unquote_string(key)
        if enum is not None:
            if value not in enum.labels:
                message = f"{subject}: the default `{value}` is no label of `{enum.name}`"
                yield diagnostic("Q129", message, column.span, other=enum.span)
        elif not _fits(value, base_type(column.type)):
            message = f"{subject}: the default `{text}` can't be cast to `{column.type}`"
            yield diagnostic("Q128", message, column.span)
    elif not _constant_fits(key, text, base_type(column.type), enum):
        message = f"{subject}: the default `{text}` is not of the type `{column.type}`"
        yield diagnostic("Q128", message, column.span)


def _enum(type: str, schema: Schema) -> Enum | None:
    if not schema.enums or type.endswith("[]") or base_type(type) in BUILT_IN:
        return None
    return schema.enums.get(split_name(type))


_MADE = re.compile(
    r"(?:(?P<uuid>gen_random_uuid|uuid_generate_v\d)\(\)|(?P<time>now\(\)|current_timestamp|clock_timestamp\(\)))\Z",
    re.IGNORECASE,
)
"""Functions whose type is known, as far as defaults use them."""
_UUID = re.compile(r"\{?[0-9a-fA-F]{4}(?:-?[0-9a-fA-F]{4}){7}\}?\Z")
_TIME_WORDS = word_set("now today tomorrow yesterday infinity -infinity epoch allballs")
_TIMES = (
    "date",
    "timestamp with time zone",
    "timestamp without time zone",
    "time with time zone",
    "time without time zone",
)


def _fits(value: str, base: str) -> bool:
    """Whether a string can be cast to a built-in type, as far as that is simple to say."""
    stripped = value.strip()
    if base in NUMBERS:
        return is_number(stripped) or _special_number(stripped, base)
    if base == "boolean":
        return False  # what can be cast has become true or false
    if base == "uuid":
        return _UUID.match(stripped) is not None
    if base in ("json", "jsonb"):
        try:
            json.loads(value)
        except (ValueError, RecursionError):
            return False
        return True
    if base in _TIMES:
        return stripped.lower() in _TIME_WORDS or (
            any(sign.isdigit() for sign in value) and _is_day(stripped)
        )
    if base.endswith("[]"):
        return stripped.startswith("{") or re.match(r"\[\d+:\d+\].*=\{", stripped) is not None
    if base in ("inet", "cidr"):
        return _is_network(stripped)
    return True


def _is_day(value: str) -> bool:
    """Whether what begins like an ISO date is a day of the calendar."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", value)
    if match is None:
        return True
    try:
        date(*(int(part) for part in match.groups()))
    except ValueError:
        return False
    return True


def _is_network(value: str) -> bool:
    try:
        ip_interface(value)
    except ValueError:
        return False
    return True


def _special_number(value: str, base: str) -> bool:
    if base not in ("integer", "bigint", "smallint"):
        return value.lower() in ("nan", "infinity", "-infinity", "inf", "-inf")
    return re.match(r"0[xob][0-9a-f_]+\Z|[+-]?\d[\d_]*\Z", value.lower()) is not None


def _constant_fits(key: str, text: str, base: str, enum: Enum | None) -> bool:
    """Whether a bare number or truth value is what the column takes."""
    if is_number(key) or (key in ("true", "false") and is_number(text)):
        takes_numbers = (
            base in NUMBERS or base in TEXTS or base in ("money", "oid", "bit", "bit varying")
        )
        return enum is None and (takes_numbers or base not in BUILT_IN)
    if key in ("true", "false") and text.lower() == key:
        return enum is None and (base in TEXTS or base == "boolean" or base not in BUILT_IN)
    made = _MADE.match(key)
    if made is not None and (base in BUILT_IN or base.endswith("[]")):
        fitting = ("uuid",) if made.lastgroup == "uuid" else _TIMES
        return base in fitting or base in TEXTS
    return True

"""Columns and checks that PostgreSQL refuses, and what they need of an extension that nothing creates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import Column, Expression, Schema, Table
from spec2code.model.span import Span
from spec2code.sql.literals import base_type

__all__ = ["check_columns"]

_FUNCTIONS: Final = {
    "uuid_generate_v1": "uuid-ossp", "uuid_generate_v1mc": "uuid-ossp", "uuid_generate_v3": "uuid-ossp",
    "uuid_generate_v4": "uuid-ossp", "uuid_generate_v5": "uuid-ossp", "gen_random_bytes": "pgcrypto",
    "crypt": "pgcrypto", "gen_salt": "pgcrypto", "similarity": "pg_trgm", "word_similarity": "pg_trgm",
    "unaccent": "unaccent", "levenshtein": "fuzzystrmatch", "soundex": "fuzzystrmatch", "metaphone": "fuzzystrmatch",
    "ll_to_earth": "earthdistance", "earth_distance": "earthdistance",
    "st_makepoint": "postgis", "st_setsrid": "postgis", "st_point": "postgis", "st_geomfromtext": "postgis",
}  # fmt: skip
"""Functions that stand in defaults, generated columns, checks and indexes, and what brings them."""
_CLASSES: Final = (
    (re.compile(r"gi(?:n|st)_trgm_ops"), "pg_trgm"),
    (re.compile(r"(?:half|sparse)?vec(?:tor)?_(?:l1|l2|ip|cosine)_ops|bit_(?:hamming|jaccard)_ops"), "vector"),
    (re.compile(r"gist_geometry_ops_(?:2d|nd)|gist_geography_ops"), "postgis"),
    (re.compile(r"gist__int(?:big)?_ops|gin__int_ops"), "intarray"),
)  # fmt: skip
_METHODS: Final = {"ivfflat": "vector", "hnsw": "vector", "bloom": "bloom"}
_STRINGS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_CALL = re.compile(r"(?<![\w.])([a-z_]\w*)\s*\(", re.IGNORECASE)
_SUBQUERY = re.compile(r"\(\s*(?:select|with)\b", re.IGNORECASE)
_SIZE = re.compile(r"(character varying|character|bit varying|bit|numeric|time\w*[^(]*)\((\d+)")
_COUNTED: Final = ("smallint", "integer", "bigint")


def check_columns(table: Table, schema: Schema) -> Iterator[Diagnostic]:
    """Q141 to Q143 of one table."""
    for column in table.columns:
        reason = _impossible(column)
        if reason:
            yield diagnostic("Q142", f"column `{table.name}.{column.name}`: {reason}", column.span)
    for check in table.checks:
        if _SUBQUERY.search(_STRINGS.sub("''", check.expression.text)):
            what = f"check `{check.name}`" if check.name else "a check"
            message = f"{what} of `{table.name}` has a query in it"
            yield diagnostic("Q143", message, check.span or table.span)
    extensions = {key[1].name for key in schema.objects if key[0] == "extension"}
    told: set[str] = set()
    for what, extension, span in _borrowed(table):
        if extension not in extensions | told:
            told.add(extension)
            message = f"`{what}` comes with the extension `{extension}`, which nothing here creates"
            hint = (
                f'write `CREATE EXTENSION IF NOT EXISTS "{extension}";` before table `{table.name}`'
            )
            yield diagnostic("Q141", message, span or table.span, hint=hint)


def _impossible(column: Column) -> str | None:
    """Why no column can be so; PostgreSQL 18 documentation, CREATE TABLE and chapter 8."""
    if column.identity is not None and base_type(column.type) not in _COUNTED:
        return f"an identity column is of an integer type, not `{column.type}`"
    if column.generated is not None and column.default is not None:
        return "a generated column has no default"
    if column.identity is not None and column.default is not None:
        return "an identity column has no default"
    size = _SIZE.match(column.type)
    if size is None:
        return None
    kind, number = size.group(1).strip(), int(size.group(2))
    if kind.startswith("time"):
        return None if number <= 6 else f"`{column.type}` has more than 6 digits of a second"
    most = 1000 if kind == "numeric" else 10_485_760
    if kind.startswith("bit"):
        most = 83_886_080
    return (
        None if 1 <= number <= most else f"the size of `{column.type}` is not within 1 and {most}"
    )


def _borrowed(table: Table) -> Iterator[tuple[str, str, Span | None]]:
    """What a table uses of extensions: the word, the extension, the place."""
    for column in table.columns:
        for value in (column.default, column.generated):
            yield from _calls(value, column.span)
    for check in table.checks:
        yield from _calls(check.expression, check.span)
    for index in table.indexes:
        if index.method in _METHODS:
            yield index.method, _METHODS[index.method], index.span
        for key in index.keys:
            if key.column is None:
                yield from _calls(key.expression, index.span)
            for pattern, extension in _CLASSES:
                if key.operator_class and pattern.fullmatch(key.operator_class):
                    yield key.operator_class, extension, index.span


def _calls(value: Expression | None, span: Span | None) -> Iterator[tuple[str, str, Span | None]]:
    if value is None:
        return
    for found in _CALL.finditer(_STRINGS.sub("''", value.text)):
        extension = _FUNCTIONS.get(found.group(1).lower())
        if extension is not None:
            yield found.group(1), extension, span

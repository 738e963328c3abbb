"""Columns and checks that PostgreSQL refuses, and what they need of an extension that nothing creates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.schema import Expression, Schema, Table
from spec2code.model.span import Span
from spec2code.sql.extension_functions import EXTENSION_FUNCTIONS
from spec2code.sql.sound_sizes import impossible, is_collation

__all__ = ["check_columns", "is_extension_class"]

_CLASSES: Final = (
    (regex(r"gi(?:n|st)_trgm_ops"), "pg_trgm"),
    (regex(r"(?:half|sparse)?vec(?:tor)?_(?:l1|l2|ip|cosine)_ops|bit_(?:hamming|jaccard)_ops"), "vector"),
    (regex(r"gist_geometry_ops_(?:2d|nd)|gist_geography_ops"), "postgis"),
    (regex(r"gist__int(?:big)?_ops|gin__int_ops"), "intarray"),
)  # fmt: skip
_METHODS: Final = {"ivfflat": "vector", "hnsw": "vector", "bloom": "bloom"}
_STRINGS = regex(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_CALL = regex(r"(?<![\w.])([a-z_]\w*)\s*\(", re.IGNORECASE)


def check_columns(table: Table, schema: Schema) -> Iterator[Diagnostic]:
    """Q141, Q142 and Q155 of one table."""
    for column in table.columns:
        reason = impossible(column)
        if reason:
            yield diagnostic("Q142", f"column `{table.name}.{column.name}`: {reason}", column.span)
    made = {key[1].name for key in schema.objects if key[0] == "collation"}
    for column in table.columns:
        if column.collation is not None and not is_collation(column.collation, made):
            message = f"column `{table.name}.{column.name}`: no collation {column.collation} is built in, and nothing here creates one"
            yield diagnostic("Q155", message, column.span)
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


def is_extension_class(name: str) -> bool:
    """Whether an extension that is known here has an operator class of this name."""
    return any(pattern.fullmatch(name) for pattern, _ in _CLASSES)


def _calls(value: Expression | None, span: Span | None) -> Iterator[tuple[str, str, Span | None]]:
    if value is None:
        return
    for found in _CALL.finditer(_STRINGS.sub("''", value.text)):
        extension = EXTENSION_FUNCTIONS.get(found.group(1).lower())
        if extension is not None:
            yield found.group(1), extension, span

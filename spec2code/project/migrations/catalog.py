"""PostgreSQL's catalog as the replayed schema would fill it, for queries that migrations put to it.

The queries are plain SQL over a few dozen views, so a scratch SQLite in memory answers them: its attached
databases play `information_schema` and `pg_catalog`. A query that it can't answer has no answer.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from spec2code.model.patterns import regex
from spec2code.model.schema import Name, Schema
from spec2code.project.migrations.catalog_rows import CATALOG, CatalogRows, Plain, written_name
from spec2code.sql.identifiers import quote_identifier

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Catalog", "Rows", "asks_catalog"]

Rows = tuple[tuple[str, ...], list[tuple[Plain, ...]]]
"""Names of the columns, and the rows."""

_ASKS = regex(
    r"\binformation_schema\b|\bpg_\w+|\bcurrent_schema\b|\bto_reg\w+\s*\(|\benum_range\s*\(|::\s*reg\w+",
    re.IGNORECASE,
)
_ENUM_RANGE = regex(r"unnest\s*\(\s*enum_range\s*\(\s*null\s*::\s*\"?([\w.]+)\"?\s*", re.IGNORECASE)
_WORD = regex(r"\w+")
_REWRITES = (
    # Strings on lines that follow one another are one string.
    (regex(r"(?<!')'[ \t]*\n\s*'(?!')"), ""),
    (regex(r"('(?:[^']|'')*')\s*::\s*regclass", re.IGNORECASE), r"to_regclass(\1)"),
    (regex(r"('(?:[^']|'')*'|:\w+)\s*::\s*regtype", re.IGNORECASE), r"to_regtype(\1)"),
    (regex(r"('(?:[^']|'')*')\s*::\s*regnamespace", re.IGNORECASE), r"to_regnamespace(\1)"),
    (regex(r"([\w.]+)\s*::\s*regclass\s*(?:::\s*text)?", re.IGNORECASE), r"regclass_name(\1)"),
    (regex(r"(?<=[\w)'])\s*::\s*\"?\w+\"?(?:\s+varying)?(?:\[\])?", re.IGNORECASE), ""),
    (regex(r"\bselect\s+from\b", re.IGNORECASE), "SELECT 1 FROM"),
    (regex(r"=\s*any\s*\(\s*array\s*\[([^\]]*)\]\s*\)", re.IGNORECASE), r"IN (\1)"),
    (regex(r"\bilike\b", re.IGNORECASE), "LIKE"),
    (regex(r"\bcurrent_schema\b(?!\s*\()", re.IGNORECASE), "current_schema()"),
    (regex(r"\bleft\s*\(", re.IGNORECASE), "pg_left("),
    (regex(r"\bcurrent_database\s*\(\s*\)", re.IGNORECASE), "'postgres'"),
)


def asks_catalog(sql: str) -> bool:
    """Whether a query is about the schema rather than about rows."""
    return _ASKS.search(sql) is not None


class Catalog:
    """The catalog of one state of the schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._rows = CatalogRows(schema)
        self._database: sqlite3.Connection | None = None
        self._waiting: dict[str, list[tuple[Plain, ...]]] = {}
        """Views of the catalog that no query has named yet, with their rows."""
        self._own: dict[str, str] = {}
        """Tables of the schema likewise, in small letters, with what makes them."""

    def ask(self, sql: str, parameters: Mapping[str, Plain] | None = None) -> Rows | None:
        """The answer to a query; None where it can't be told."""
        import sqlite3  # late: few histories ask their database

        labels = _ENUM_RANGE.search(sql)
        if labels is not None:
            return self._labels(labels.group(1))
        for pattern, replacement in _REWRITES:
            sql = pattern.sub(replacement, sql)
        try:
            cursor = self._open(sql).execute(sql.strip().rstrip(";"), dict(parameters or {}))
            names = tuple(column[0] for column in cursor.description or ())
            return names, cursor.fetchmany(10_000)
        except (sqlite3.Error, sqlite3.Warning):
            return None

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _labels(self, written: str) -> Rows | None:
        schema, _, name = written.rpartition(".")
        enum = self.schema.enums.get(Name(name, None if schema in ("", "public") else schema))
        return None if enum is None else (("unnest",), [(label,) for label in enum.labels])

    def _open(self, sql: str) -> sqlite3.Connection:
        """The database with all in it that a query can name."""
        if self._database is None:
            import sqlite3

            self._database = sqlite3.connect(":memory:")
            self._prepare(self._database)
        self._fill(self._database, sql.lower())
        return self._database

    def _fill(self, database: sqlite3.Connection, sql: str) -> None:
        import sqlite3

        words = set(_WORD.findall(sql))
        for place in [place for place in self._waiting if place.partition(".")[2] in words]:
            schema, _, view = place.partition(".")
            database.execute(f"CREATE TABLE {place} ({CATALOG[schema][view]})")
            rows = self._waiting.pop(place)
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                database.executemany(f"INSERT INTO {place} VALUES ({marks})", rows)
        for name in [name for name in self._own if name in sql]:
            with contextlib.suppress(sqlite3.Error):
                database.execute(self._own.pop(name))

    def _prepare(self, database: sqlite3.Connection) -> None:
        for name in CATALOG:
            database.execute(f"ATTACH ':memory:' AS {name}")
        database.create_function("current_schema", 0, lambda: "public")
        database.create_function("to_regclass", 1, self._to_regclass)
        database.create_function("to_regtype", 1, self._to_regtype)
        database.create_function(
            "to_regnamespace", 1, lambda name: self._rows.number("namespace", Name(name))
        )
        database.create_function("pg_left", 2, lambda text, size: text[:size])
        database.create_function("regclass_name", 1, self._regclass_name)
        database.create_function("pg_get_serial_sequence", 2, _serial_sequence)
        database.create_function("format", -1, _format)
        database.create_function("quote_ident", 1, lambda name: quote_identifier(name or ""))
        database.create_function("quote_literal", 1, _quote_literal)
        for own in self.schema.tables.values():
            if own.columns and own.name.schema is None:
                listed = ", ".join(_quoted(column.name) for column in own.columns)
                made = f"CREATE TABLE {_quoted(own.name.name)} ({listed})"
                self._own.setdefault(own.name.name.lower(), made)
        self._waiting = {f"{name}.{view}": [] for name in CATALOG for view in CATALOG[name]}
        places = {place.partition(".")[2]: rows for place, rows in self._waiting.items()}
        for view, row in self._rows.rows():
            places[view.rpartition(".")[2]].append(row)

    def _to_regclass(self, written: str | int | None) -> int | None:
        return (
            written
            if isinstance(written, int)
            else self._rows.numbers.get(("class", written_name(written)))
        )

    def _to_regtype(self, written: str | None) -> int | None:
        return self._rows.numbers.get(("type", written_name(written)))

    def _regclass_name(self, number: str | int | None) -> str | None:
        return self._rows.names.get(number) if isinstance(number, int) else number


def _serial_sequence(table: str | None, column: str | None) -> str | None:
    return f"public.{table}_{column}_seq" if table and column else None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quote_literal(value: Plain) -> str:
    return "'" + str(value).replace("'", "''") + "'"


_FORMAT = regex(r"%(?:(\d+)\$)?([sIL%])")


def _format(template: str, *values: Plain) -> str:
    """PostgreSQL's format(): %I quotes a name, %L a literal."""
    position = 0

    def value(match: re.Match[str]) -> str:
        nonlocal position
        number, kind = match.groups()
        if kind == "%":
            return "%"
        position = int(number) if number else position + 1
        given = values[position - 1] if 0 < position <= len(values) else None
        if kind == "L":
            return "NULL" if given is None else _quote_literal(given)
        text = "" if given is None else str(given)
        return quote_identifier(text) if kind == "I" else text

    return _FORMAT.sub(value, template)

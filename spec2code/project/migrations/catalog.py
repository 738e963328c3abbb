"""PostgreSQL's catalog as the replayed schema would fill it, for queries that migrations put to it.

The queries are plain SQL over a few dozen views, so a scratch SQLite in memory answers them: its attached
databases play `information_schema` and `pg_catalog`. A query that it can't answer has no answer.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from spec2code.model.names import constraint_name, index_name
from spec2code.model.schema import (
    Check,
    Constraint,
    Exclude,
    ForeignKey,
    Name,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)
from spec2code.sql.identifiers import quote_identifier

__all__ = ["Catalog", "Rows", "asks_catalog"]

Plain = str | int | float | None
Rows = tuple[tuple[str, ...], list[tuple[Plain, ...]]]
"""Names of the columns, and the rows."""

_ASKS = re.compile(
    r"\binformation_schema\b|\bpg_\w+|\bcurrent_schema\b|\bto_reg\w+\s*\(|\benum_range\s*\(|::\s*reg\w+",
    re.IGNORECASE,
)
_ENUM_RANGE = re.compile(
    r"unnest\s*\(\s*enum_range\s*\(\s*null\s*::\s*\"?([\w.]+)\"?\s*", re.IGNORECASE
)
_REWRITES = (
    # Strings on lines that follow one another are one string.
    (re.compile(r"(?<!')'[ \t]*\n\s*'(?!')"), ""),
    (re.compile(r"('(?:[^']|'')*')\s*::\s*regclass", re.IGNORECASE), r"to_regclass(\1)"),
    (re.compile(r"('(?:[^']|'')*'|:\w+)\s*::\s*regtype", re.IGNORECASE), r"to_regtype(\1)"),
    (re.compile(r"('(?:[^']|'')*')\s*::\s*regnamespace", re.IGNORECASE), r"to_regnamespace(\1)"),
    (re.compile(r"([\w.]+)\s*::\s*regclass\s*(?:::\s*text)?", re.IGNORECASE), r"regclass_name(\1)"),
    (re.compile(r"(?<=[\w)'])\s*::\s*\"?\w+\"?(?:\s+varying)?(?:\[\])?", re.IGNORECASE), ""),
    (re.compile(r"\bselect\s+from\b", re.IGNORECASE), "SELECT 1 FROM"),
    (re.compile(r"=\s*any\s*\(\s*array\s*\[([^\]]*)\]\s*\)", re.IGNORECASE), r"IN (\1)"),
    (re.compile(r"\bilike\b", re.IGNORECASE), "LIKE"),
    (re.compile(r"\bcurrent_schema\b(?!\s*\()", re.IGNORECASE), "current_schema()"),
    (re.compile(r"\bleft\s*\(", re.IGNORECASE), "pg_left("),
    (re.compile(r"\bcurrent_database\s*\(\s*\)", re.IGNORECASE), "'postgres'"),
)
_TABLES = {
    "information_schema": {
        "tables": "table_catalog, table_schema, table_name, table_type",
        "columns": (
            "table_schema, table_name, column_name, ordinal_position, column_default, is_nullable, "
            "data_type, character_maximum_length, udt_name, is_identity, is_generated"
        ),
        "views": "table_schema, table_name, view_definition",
        "table_constraints": (
            "constraint_schema, constraint_name, table_schema, table_name, constraint_type"
        ),
        "key_column_usage": (
            "constraint_schema, constraint_name, table_schema, table_name, column_name, ordinal_position"
        ),
        "constraint_column_usage": (
            "constraint_schema, constraint_name, table_schema, table_name, column_name"
        ),
        "referential_constraints": "constraint_schema, constraint_name, update_rule, delete_rule",
        "check_constraints": "constraint_schema, constraint_name, check_clause",
        "triggers": "trigger_schema, trigger_name, event_object_schema, event_object_table",
        "sequences": "sequence_schema, sequence_name",
        "schemata": "schema_name",
        "routines": "routine_schema, routine_name, routine_type",
    },
    "pg_catalog": {
        "pg_namespace": "oid, nspname",
        "pg_class": "oid, relname, relnamespace, relkind",
        "pg_type": "oid, typname, typnamespace, typtype",
        "pg_enum": "oid, enumtypid, enumlabel, enumsortorder",
        "pg_constraint": "oid, conname, connamespace, conrelid, confrelid, contype, convalidated",
        "pg_attribute": "attrelid, attname, attnum, attnotnull, attisdropped",
        "pg_index": "indexrelid, indrelid, indisunique, indisprimary, indisvalid, indisready",
        "pg_indexes": "schemaname, tablename, indexname, indexdef",
        "pg_tables": "schemaname, tablename",
        "pg_views": "schemaname, viewname, definition",
        "pg_matviews": "schemaname, matviewname, ispopulated, definition",
        "pg_sequences": "schemaname, sequencename",
        "pg_trigger": "oid, tgname, tgrelid, tgisinternal, tgfoid",
        "pg_proc": "oid, proname, pronamespace",
        "pg_extension": "oid, extname",
        "pg_policies": "schemaname, tablename, policyname",
        "pg_roles": "oid, rolname",
        "pg_user": "usename",
    },
}
_KINDS = {"view": "v", "materialized view": "m", "sequence": "S"}


def asks_catalog(sql: str) -> bool:
    """Whether a query is about the schema rather than about rows."""
    return _ASKS.search(sql) is not None


class Catalog:
    """The catalog of one state of the schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._oids: dict[tuple[str, Name], int] = {}
        self._numbers: dict[int, str] = {}
        self._database: sqlite3.Connection | None = None

    def ask(self, sql: str, parameters: Mapping[str, Plain] | None = None) -> Rows | None:
        """The answer to a query; None where it can't be told."""
        labels = _ENUM_RANGE.search(sql)
        if labels is not None:
            return self._labels(labels.group(1))
        for pattern, replacement in _REWRITES:
            sql = pattern.sub(replacement, sql)
        try:
            cursor = self._open().execute(sql.strip().rstrip(";"), dict(parameters or {}))
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

    def _open(self) -> sqlite3.Connection:
        if self._database is None:
            self._database = sqlite3.connect(":memory:")
            self._fill(self._database)
        return self._database

    def _fill(self, database: sqlite3.Connection) -> None:
        for name, tables in _TABLES.items():
            database.execute(f"ATTACH ':memory:' AS {name}")
            for table, columns in tables.items():
                database.execute(f"CREATE TABLE {name}.{table} ({columns})")
        database.create_function("current_schema", 0, lambda: "public")
        database.create_function("to_regclass", 1, self._to_regclass)
        database.create_function("to_regtype", 1, self._to_regtype)
        database.create_function(
            "to_regnamespace", 1, lambda name: self._oid("namespace", Name(name))
        )
        database.create_function("pg_left", 2, lambda text, size: text[:size])
        database.create_function("regclass_name", 1, self._regclass_name)
        database.create_function("pg_get_serial_sequence", 2, _serial_sequence)
        database.create_function("format", -1, _format)
        database.create_function("quote_ident", 1, lambda name: quote_identifier(name or ""))
        database.create_function("quote_literal", 1, _quote_literal)
        for table in self.schema.tables.values():
            if table.columns and table.name.schema is None:
                columns = ", ".join(_quoted(column.name) for column in table.columns)
                with contextlib.suppress(sqlite3.Error):
                    database.execute(f"CREATE TABLE {_quoted(table.name.name)} ({columns})")
        rows: dict[str, list[tuple[Plain, ...]]] = {}
        for table, row in self._rows():
            rows.setdefault(table, []).append(row)
        for table, listed in rows.items():
            marks = ", ".join("?" * len(listed[0]))
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", listed)

    def _oid(self, kind: str, name: Name) -> int:
        number = self._oids.setdefault((kind, name), 16384 + len(self._oids))
        self._numbers[number] = str(name)
        return number

    def _to_regclass(self, written: str | int | None) -> int | None:
        return written if isinstance(written, int) else self._oids.get(("class", _written(written)))

    def _to_regtype(self, written: str | None) -> int | None:
        return self._oids.get(("type", _written(written)))

    def _regclass_name(self, number: str | int | None) -> str | None:
        return self._numbers.get(number) if isinstance(number, int) else number

    def _rows(self) -> Iterator[tuple[str, tuple[Plain, ...]]]:
        schemas = {"public": None} | {
            name.schema: None for name in self.schema.tables if name.schema
        }
        for schema in schemas:
            yield "pg_namespace", (self._oid("namespace", Name(schema)), schema)
            yield "information_schema.schemata", (schema,)
        for table in self.schema.tables.values():
            yield from self._table(table)
        for enum in self.schema.enums.values():
            number = self._oid("type", enum.name)
            yield "pg_type", (number, enum.name.name, self._namespace(enum.name), "e")
            for position, label in enumerate(enum.labels, 1):
                yield "pg_enum", (number * 1000 + position, number, label, position)
        yield from self._objects()

    def _namespace(self, name: Name) -> int:
        return self._oid("namespace", Name(name.schema or "public"))

    def _table(self, table: Table) -> Iterator[tuple[str, tuple[Plain, ...]]]:
        schema, name = table.name.schema or "public", table.name.name
        number = self._oid("class", table.name)
        yield "pg_class", (number, name, self._namespace(table.name), "r")
        yield "pg_tables", (schema, name)
        yield "information_schema.tables", ("postgres", schema, name, "BASE TABLE")
        for position, column in enumerate(table.columns, 1):
            base, _, size = column.type.partition("(")
            default = column.default.text if column.default else None
            if column.serial:
                default = f"nextval('{name}_{column.name}_seq'::regclass)"
            yield "information_schema.columns", (
                schema,
                name,
                column.name,
                position,
                default,
                "YES" if column.nullable else "NO",
                _data_type(column.type, self.schema),
                int(size[:-1]) if size[:-1].isdigit() else None,
                _UDT.get(base, base),
                "YES" if column.identity else "NO",
                "ALWAYS" if column.generated else "NEVER",
            )
            yield "pg_attribute", (number, column.name, position, int(not column.nullable), 0)
        for constraint in table.constraints:
            yield from self._constraint(table, constraint, number)
        for index in table.indexes:
            yield from self._index(table, index_name(name, index), index.unique, False)

    def _index(
        self, table: Table, name: str, unique: bool, primary: bool
    ) -> Iterator[tuple[str, tuple[Plain, ...]]]:
        own = Name(name, table.name.schema)
        number = self._oid("class", own)
        yield "pg_class", (number, name, self._namespace(own), "i")
        yield "pg_indexes", (table.name.schema or "public", table.name.name, name, "")
        owner = self._oid("class", table.name)
        yield "pg_index", (number, owner, int(unique), int(primary), 1, 1)

    def _constraint(
        self, table: Table, constraint: Constraint, owner: int
    ) -> Iterator[tuple[str, tuple[Plain, ...]]]:
        schema, name = table.name.schema or "public", constraint_name(table.name.name, constraint)
        letter, word, columns = _constraint_facts(constraint)
        target = constraint.target if isinstance(constraint, ForeignKey) else None
        yield "pg_constraint", (
            self._oid("constraint", Name(name, f"{schema}.{table.name.name}")),
            name,
            self._namespace(table.name),
            owner,
            self._oid("class", target) if target else 0,
            letter,
            1,
        )
        yield "information_schema.table_constraints", (schema, name, schema, table.name.name, word)
        for position, column in enumerate(columns, 1):
            yield "information_schema.key_column_usage", (
                *(schema, name, schema, table.name.name),
                *(column, position),
            )
            if target is None:
                usage = (schema, name, schema, table.name.name, column)
                yield "information_schema.constraint_column_usage", usage
        if isinstance(constraint, ForeignKey) and target:
            for column in constraint.target_columns:
                usage = (schema, name, target.schema or "public", target.name, column)
                yield "information_schema.constraint_column_usage", usage
            yield "information_schema.referential_constraints", (
                *(schema, name),
                *(constraint.on_update or "NO ACTION", constraint.on_delete or "NO ACTION"),
            )
        if isinstance(constraint, Check):
            text = constraint.expression.text
            yield "information_schema.check_constraints", (schema, name, text)
        if isinstance(constraint, PrimaryKey | Unique):
            yield from self._index(table, name, True, isinstance(constraint, PrimaryKey))

    def _objects(self) -> Iterator[tuple[str, tuple[Plain, ...]]]:
        for item in self.schema.objects.values():
            schema, name = item.name.schema or "public", item.name.name
            owned = Name(item.name.name, f"{item.table}.") if item.table else item.name
            number = self._oid("class" if item.kind in _KINDS else item.kind, owned)
            if item.kind in _KINDS:
                yield "pg_class", (number, name, self._namespace(item.name), _KINDS[item.kind])
            match item.kind:
                case "view":
                    yield "information_schema.tables", ("postgres", schema, name, "VIEW")
                    yield "information_schema.views", (schema, name, item.definition.text)
                    yield "pg_views", (schema, name, item.definition.text)
                case "materialized view":
                    yield "pg_matviews", (schema, name, 1, item.definition.text)
                case "sequence":
                    yield "information_schema.sequences", (schema, name)
                    yield "pg_sequences", (schema, name)
                case "function" | "procedure":
                    kind = item.kind.upper()
                    yield "information_schema.routines", (schema, name, kind)
                    yield "pg_proc", (number, name, self._namespace(item.name))
                case "extension":
                    yield "pg_extension", (number, name)
                case "trigger" if item.table is not None:
                    owner = item.table
                    place = (schema, name, owner.schema or "public", owner.name)
                    yield "information_schema.triggers", place
                    runs = _RUNS.search(item.definition.text)
                    function = self._oid("function", _written(runs.group(1))) if runs else 0
                    yield "pg_trigger", (number, name, self._oid("class", owner), 0, function)
                case "policy" if item.table is not None:
                    yield "pg_policies", (schema, item.table.name, name)
                case "domain" | "type":
                    namespace = self._namespace(item.name)
                    yield "pg_type", (
                        number,
                        name,
                        namespace,
                        "d" if item.kind == "domain" else "c",
                    )


def _constraint_facts(constraint: Constraint) -> tuple[str, str, Sequence[str]]:
    match constraint:
        case PrimaryKey(columns):
            return "p", "PRIMARY KEY", columns
        case Unique(columns):
            return "u", "UNIQUE", columns
        case ForeignKey(columns):
            return "f", "FOREIGN KEY", columns
        case Check():
            return "c", "CHECK", ()
        case Exclude():
            return "x", "EXCLUDE", ()


_RUNS = re.compile(r"\bexecute\s+(?:function|procedure)\s+([\w.\"]+)", re.IGNORECASE)
_UDT = {
    "integer": "int4",
    "bigint": "int8",
    "smallint": "int2",
    "character varying": "varchar",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "boolean": "bool",
    "double precision": "float8",
    "real": "float4",
}


def _data_type(type: str, schema: Schema) -> str:
    """information_schema's data_type: no modifier, ARRAY and USER-DEFINED for what isn't built in."""
    if type.endswith("[]"):
        return "ARRAY"
    if Name(type.strip('"')) in schema.enums:
        return "USER-DEFINED"
    return re.sub(r"\([^)]*\)", "", type)


def _written(text: str | None) -> Name:
    """A name in a string: `public."user"`."""
    schema, _, name = (text or "").replace('"', "").rpartition(".")
    return Name(name, None if schema in ("", "public") else schema)


def _serial_sequence(table: str | None, column: str | None) -> str | None:
    return f"public.{table}_{column}_seq" if table and column else None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quote_literal(value: Plain) -> str:
    return "'" + str(value).replace("'", "''") + "'"


_FORMAT = re.compile(r"%(?:(\d+)\$)?([sIL%])")


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

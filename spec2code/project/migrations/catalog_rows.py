"""The rows of PostgreSQL's catalog that a schema stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from spec2code.model.names import constraint_name, index_name
from spec2code.model.patterns import regex
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

__all__ = ["CATALOG", "CatalogRows", "Plain", "written_name"]

Plain: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[str, tuple[Plain, ...]]
"""A view's name and one row of it."""

CATALOG = {
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


class CatalogRows:
    """Gives every object a number of its own, as the catalog does."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.numbers: dict[tuple[str, Name], int] = {}
        self.names: dict[int, str] = {}

    def number(self, kind: str, name: Name) -> int:
        number = self.numbers.setdefault((kind, name), 16384 + len(self.numbers))
        self.names[number] = str(name)
        return number

    def rows(self) -> Iterator[Row]:
        schemas = {"public": None} | {
            name.schema: None for name in self.schema.tables if name.schema
        }
        for schema in schemas:
            yield "pg_namespace", (self.number("namespace", Name(schema)), schema)
            yield "information_schema.schemata", (schema,)
        for table in self.schema.tables.values():
            yield from self._table(table)
        for enum in self.schema.enums.values():
            number = self.number("type", enum.name)
            yield "pg_type", (number, enum.name.name, self._namespace(enum.name), "e")
            for position, label in enumerate(enum.labels, 1):
                yield "pg_enum", (number * 1000 + position, number, label, position)
        yield from self._objects()

    def _namespace(self, name: Name) -> int:
        return self.number("namespace", Name(name.schema or "public"))

    def _table(self, table: Table) -> Iterator[Row]:
        schema, name = table.name.schema or "public", table.name.name
        number = self.number("class", table.name)
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

    def _index(self, table: Table, name: str, unique: bool, primary: bool) -> Iterator[Row]:
        own = Name(name, table.name.schema)
        number = self.number("class", own)
        yield "pg_class", (number, name, self._namespace(own), "i")
        yield "pg_indexes", (table.name.schema or "public", table.name.name, name, "")
        owner = self.number("class", table.name)
        yield "pg_index", (number, owner, int(unique), int(primary), 1, 1)

    def _constraint(self, table: Table, constraint: Constraint, owner: int) -> Iterator[Row]:
        schema, name = table.name.schema or "public", constraint_name(table.name.name, constraint)
        letter, word, columns = _constraint_facts(constraint)
        target = constraint.target if isinstance(constraint, ForeignKey) else None
        yield "pg_constraint", (
            self.number("constraint", Name(name, f"{schema}.{table.name.name}")),
            name,
            self._namespace(table.name),
            owner,
            self.number("class", target) if target else 0,
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
        if isinstance(constraint, (PrimaryKey, Unique)):
            yield from self._index(table, name, True, isinstance(constraint, PrimaryKey))

    def _objects(self) -> Iterator[Row]:
        for item in self.schema.objects.values():
            schema, name = item.name.schema or "public", item.name.name
            owned = Name(item.name.name, f"{item.table}.") if item.table else item.name
            number = self.number("class" if item.kind in _KINDS else item.kind, owned)
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
                    function = self.number("function", written_name(runs.group(1))) if runs else 0
                    yield "pg_trigger", (number, name, self.number("class", owner), 0, function)
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


_RUNS = regex(r"\bexecute\s+(?:function|procedure)\s+([\w.\"]+)", re.IGNORECASE)
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


def written_name(text: str | None) -> Name:
    """A name in a string: `public."user"`."""
    schema, _, name = (text or "").replace('"', "").rpartition(".")
    return Name(name, None if schema in ("", "public") else schema)

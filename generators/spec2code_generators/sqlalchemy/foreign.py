"""Tables of SQLite and MySQL for the models: types in the one spelling that classes of SQLAlchemy are known by."""

from __future__ import annotations

from spec2code.codegen.contract import GenerateRequest
from spec2code.model.records import replace
from spec2code.model.schema import Column, Schema, Table
from spec2code.sql.types import canonical_type
from spec2code_generators.sqlalchemy.mysql_types import mysql_type

__all__ = ["in_postgresql"]


def in_postgresql(request: GenerateRequest) -> GenerateRequest:
    """The request with PostgreSQL's names of types; `String(50)` says `VARCHAR(50)` to any database."""
    if all(spec.dialect == "postgresql" for spec in request.specs):
        return request
    desired = request.desired
    mysql = request.specs[0].dialect == "mysql"
    tables = {name: _table(table, mysql) for name, table in desired.tables.items()}
    return replace(request, desired=Schema(tables, desired.enums, desired.objects))


def _table(table: Table, mysql: bool) -> Table:
    key = table.primary_key.columns if table.primary_key else ()
    return replace(table, columns=tuple(_column(column, key, mysql) for column in table.columns))


def _column(column: Column, key: tuple[str, ...], mysql: bool) -> Column:
    """An INTEGER that is the whole key numbers its rows in SQLite; types that only MySQL has stay."""
    if mysql and mysql_type(column.type) is not None:
        return column
    serial = column.serial or (column.type == "INTEGER" and key == (column.name,))
    type_ = canonical_type(column.type) if column.type else column.type
    return replace(column, type=type_, serial=serial)

"""Tables and columns as MySQL's statements have them: names in backticks, comments and options in the statement itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spec2code.model.patterns import regex
from spec2code.model.schema import (
    Check,
    Column,
    Constraint,
    Exclude,
    ForeignKey,
    IndexKey,
    Name,
    PrimaryKey,
    Table,
    Unique,
)
from spec2code.sql.ddl import column_sql, constraint_sql, quote
from spec2code.sql.mysql_options import MYSQL_OPTIONS

__all__ = ["create_mysql_table", "key_prefix", "mysql_column", "mysql_name", "mysql_options"]

_PREFIX = regex(r"([^()]+)\((\d+)\)")


def create_mysql_table(table: Table) -> str:
    """The whole statement: MySQL has no COMMENT ON, and its quotes are backticks."""
    lines = [mysql_column(column) for column in table.columns]
    lines += [_constraint(constraint) for constraint in table.constraints]
    body = ",\n    ".join(lines)
    given = [f"{word}={value}" for word, _, value in _options(table)]
    if table.comment is not None:
        given.append(f"COMMENT={_string(table.comment)}")
    return " ".join([f"CREATE TABLE {mysql_name(table.name)} (\n    {body}\n)", *given])


def mysql_options(table: Table) -> list[tuple[str, str]]:
    """The options as SQLAlchemy's MySQL dialect calls them."""
    return [(argument, value) for _, argument, value in _options(table)]


def key_prefix(key: IndexKey) -> tuple[str, int] | None:
    """The column of an index and how much of its values it holds: `title(20)`; None for any other key."""
    match = _PREFIX.fullmatch(key.expression.text) if key.column is None else None
    return (match[1], int(match[2])) if match is not None and not key.descending else None


def _options(table: Table) -> Iterator[tuple[str, str, str]]:
    for name, word, argument in MYSQL_OPTIONS:
        value = table.option(name)
        if value is not None:
            yield word, argument, value


def mysql_column(column: Column) -> str:
    """The column as it stands in CREATE TABLE or behind MODIFY COLUMN."""
    rest = column_sql(column, mysql=True)[len(quote(column.name)) :]
    comment = f" COMMENT {_string(column.comment)}" if column.comment is not None else ""
    return mysql_name(column.name) + rest + comment


def mysql_name(name: Name | str) -> str:
    """A name in backticks: MySQL has words of its own (`key`, `rank`) that other databases don't reserve."""
    if isinstance(name, str):
        return "`" + name.replace("`", "``") + "`"
    return ".".join(mysql_name(part) for part in (name.schema, name.name) if part)


def _constraint(constraint: Constraint) -> str:
    match constraint:
        case Check():
            return f"{_called(constraint)}CHECK ({constraint.expression.text})"
        case PrimaryKey():
            return f"PRIMARY KEY ({_listed(constraint.columns)})"
        case Unique():
            return f"{_called(constraint)}UNIQUE ({_listed(constraint.columns)})"
        case ForeignKey():
            columns = (
                f" ({_listed(constraint.target_columns)})" if constraint.target_columns else ""
            )
            actions = [("DELETE", constraint.on_delete), ("UPDATE", constraint.on_update)]
            behind = "".join(f" ON {event} {action}" for event, action in actions if action)
            target = mysql_name(constraint.target) + columns
            keys = f"FOREIGN KEY ({_listed(constraint.columns)}) REFERENCES {target}"
            return _called(constraint) + keys + behind
        case Exclude():
            return constraint_sql(constraint)


def _called(constraint: Constraint) -> str:
    return f"CONSTRAINT {mysql_name(constraint.name)} " if constraint.name else ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(mysql_name, names))


def _string(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"

"""The model's tables, columns, constraints, indexes and enums as the SQL that makes them."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.model.patterns import regex
from spec2code.model.schema import (
    Check,
    Column,
    Constraint,
    Enum,
    Exclude,
    ForeignKey,
    Identity,
    Index,
    IndexKey,
    Name,
    PrimaryKey,
    Table,
    Unique,
)
from spec2code.sql.identifiers import quote_identifier, quote_name

__all__ = [
    "SERIALS",
    "alter_table",
    "column_settings",
    "column_sql",
    "columns_sql",
    "constraint_sql",
    "create_enum",
    "create_index",
    "create_table",
    "identity_sql",
    "index_key",
    "late_settings",
    "partition_parts",
    "quote",
    "string",
]


SERIALS = {"smallint": "SMALLSERIAL", "integer": "SERIAL", "bigint": "BIGSERIAL"}
_SETTING = regex(
    r"\([^()]*\)|ON UPDATE \w+(?:\s*\([^()]*\))?|CHARACTER SET \S+|(?:UNSIGNED|ZEROFILL|BINARY)\b|\S+ \S+"
)
_MYSQL = ("ON UPDATE", "CHARACTER SET", "UNSIGNED", "ZEROFILL", "BINARY")


def quote(name: Name | str) -> str:
    return quote_identifier(name) if isinstance(name, str) else quote_name(name)


def string(value: str) -> str:
    """An SQL string."""
    quoted = "'" + value.replace("'", "''") + "'"
    return "E" + quoted.replace("\\", "\\\\") if "\\" in value else quoted


def columns_sql(names: Iterable[str]) -> str:
    return "(" + ", ".join(quote(name) for name in names) + ")"


def alter_table(table: Name, action: str) -> str:
    return f"ALTER TABLE {quote(table)} {action}"


def create_enum(enum: Enum) -> str:
    labels = ", ".join(string(label) for label in enum.labels)
    return f"CREATE TYPE {quote(enum.name)} AS ENUM ({labels})"


def create_table(table: Table) -> str:
    """The statement that makes the table: columns, constraints and what follows the parenthesis."""
    partition = table.option("partition_of")
    lines = [f"LIKE {table.option('like')}"] if table.option("like") else []
    mysql = any(
        each.startswith(_MYSQL)
        for column in table.columns
        for each in column_settings(column.options)
    )
    lines += [column_sql(column, mysql=mysql) for column in table.columns]
    lines += [constraint_sql(constraint) for constraint in table.constraints]
    body = "(\n    " + ",\n    ".join(lines) + "\n)" if lines else "()"
    unlogged = "UNLOGGED " if table.option("unlogged") is not None else ""
    head = f"CREATE {unlogged}TABLE {quote(table.name)}"
    if partition is not None:
        parent, bounds = partition_parts(partition)
        parts = [head, f"PARTITION OF {parent}", body if lines else "", bounds]
    elif table.option("of") is not None:
        parts = [head, f"OF {table.option('of')}", body if lines else ""]
    else:
        parts = [head, body]
    inherits = table.option("inherits")
    if inherits is not None:
        parts.append(f"INHERITS {_bracketed(inherits)}")
    for name, words in (("partition_by", "PARTITION BY"), ("using", "USING")):
        if table.option(name) is not None:
            parts.append(f"{words} {table.option(name)}")
    if table.option("with") is not None:
        parts.append(f"WITH {_bracketed(table.option('with') or '')}")
    if table.option("tablespace") is not None:
        parts.append(f"TABLESPACE {table.option('tablespace')}")
    if table.option("as") is not None:
        names = [name for name in (table.option("as_columns") or "").split("\n") if name]
        given = f" ({', '.join(map(quote, names))})" if names else ""
        return f"{head}{given} AS {table.option('as')}"
    return " ".join(part for part in parts if part)


def column_sql(column: Column, *, mysql: bool = False) -> str:
    """The column as it stands in CREATE TABLE or behind ADD COLUMN."""
    counted = column.type + " AUTO_INCREMENT" if mysql else SERIALS.get(column.type, column.type)
    settings = [each for each in column_settings(column.options) if _stands_in_line(each)]
    renewed = [each for each in settings if each.startswith("ON UPDATE")]
    parts = [
        quote(column.name),
        counted if column.serial else column.type,
        *(each for each in settings if each not in renewed),
    ]
    if column.collation:
        parts.append(f"COLLATE {column.collation}")
    if column.default is not None:
        parts.append(f"DEFAULT {column.default.text}")
    parts += renewed
    if column.generated is not None:
        kind = "STORED" if column.stored else "VIRTUAL"
        parts.append(f"GENERATED ALWAYS AS ({column.generated.text}) {kind}")
    if column.identity is not None:
        parts.append(identity_sql(column.identity))
    if not column.nullable:
        parts.append(f"CONSTRAINT {quote(column.not_null)}" if column.not_null else "")
        parts.append("NOT NULL")
    return " ".join(part for part in parts if part)


def column_settings(options: str) -> list[str]:
    """`STORAGE EXTERNAL STATISTICS 5 (n_distinct=3)` in its parts."""
    return [part.strip() for part in _SETTING.findall(options)]


def late_settings(column: Column) -> list[str]:
    """The actions of ALTER COLUMN for what can't stand behind a column."""
    parts = column_settings(column.options)
    return [f"SET {part}" for part in parts if not _stands_in_line(part)]


def _stands_in_line(setting: str) -> bool:
    return not setting.startswith(("STATISTICS", "("))


def identity_sql(identity: Identity) -> str:
    kind = "ALWAYS" if identity.always else "BY DEFAULT"
    options = f" {_bracketed(identity.options)}" if identity.options else ""
    return f"GENERATED {kind} AS IDENTITY{options}"


def constraint_sql(constraint: Constraint) -> str:
    """The constraint as it stands in CREATE TABLE or behind ADD."""
    name = f"CONSTRAINT {quote(constraint.name)} " if constraint.name else ""
    return name + _constraint(constraint)


def _constraint(constraint: Constraint) -> str:
    match constraint:
        case PrimaryKey():
            return _and(f"PRIMARY KEY {_key_columns(constraint)}", *_key_parts(constraint))
        case Unique():
            nulls = "NULLS NOT DISTINCT " if constraint.nulls_not_distinct else ""
            return _and(f"UNIQUE {nulls}{_key_columns(constraint)}", *_key_parts(constraint))
        case Check():
            return _and(
                f"CHECK ({constraint.expression.text})",
                "NO INHERIT" if constraint.no_inherit else None,
                None if constraint.enforced else "NOT ENFORCED",
                "NOT VALID" if constraint.not_valid else None,
            )
        case Exclude():
            return f"EXCLUDE {constraint.definition.text}"
        case ForeignKey():
            return _foreign_key(constraint)


def _key_columns(key: PrimaryKey | Unique) -> str:
    columns = columns_sql(key.columns)
    return f"{columns[:-1]} WITHOUT OVERLAPS)" if key.without_overlaps else columns


def _key_parts(key: PrimaryKey | Unique) -> tuple[str | None, ...]:
    return (
        f"INCLUDE {columns_sql(key.include)}" if key.include else None,
        key.options or None,
        key.deferrable,
    )


def _foreign_key(key: ForeignKey) -> str:
    columns = _with_period(key, key.target_columns) if key.target_columns else ""
    return _and(
        f"FOREIGN KEY {_with_period(key, key.columns)} REFERENCES {quote(key.target)}{columns}",
        f"MATCH {key.match}" if key.match else None,
        f"ON DELETE {key.on_delete}" if key.on_delete else None,
        f"ON UPDATE {key.on_update}" if key.on_update else None,
        key.deferrable,
        None if key.enforced else "NOT ENFORCED",
        "NOT VALID" if key.not_valid else None,
    )


def _with_period(key: ForeignKey, columns: tuple[str, ...]) -> str:
    if not key.period:
        return columns_sql(columns)
    *names, last = (quote(column) for column in columns)
    return f"({', '.join([*names, f'PERIOD {last}'])})"


def create_index(table: Name, index: Index, *, concurrently: bool = False) -> str:
    keys = ", ".join(index_key(key) for key in index.keys)
    return _and(
        "CREATE UNIQUE INDEX" if index.unique else "CREATE INDEX",
        "CONCURRENTLY" if concurrently else None,
        quote(index.name) if index.name else None,
        "ON ONLY" if index.only else "ON",
        quote(table),
        f"USING {index.method}" if index.method != "btree" else None,
        f"({keys})",
        f"INCLUDE {columns_sql(index.include)}" if index.include else None,
        "NULLS NOT DISTINCT" if index.nulls_not_distinct else None,
        index.options or None,
        f"WHERE {index.where.text}" if index.where else None,
    )


def index_key(key: IndexKey) -> str:
    """A key with its collation, operator class and order."""
    if key.column is not None:
        text = quote(key.column)
    else:
        text = key.expression.text if _is_call(key.expression.text) else f"({key.expression.text})"
    nulls = None
    if key.nulls_first is not None and key.nulls_first != key.descending:
        nulls = "NULLS FIRST" if key.nulls_first else "NULLS LAST"
    return _and(
        text,
        f"COLLATE {key.collation}" if key.collation else None,
        key.operator_class,
        "DESC" if key.descending else None,
        nulls,
    )


def _is_call(text: str) -> bool:
    """Whether the text is one call of a function, which needs no parentheses of its own as a key."""
    head, bracket, _ = text.partition("(")
    if not bracket or not head.replace("_", "a").replace(".", "a").isalnum():
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth and sign == ")":
            return place == len(text) - 1 and "'" not in text
    return False


def partition_parts(option: str) -> tuple[str, str]:
    """`parent FOR VALUES ...` or `parent DEFAULT` as parent and bounds."""
    upper = option.upper()
    for word in (" FOR VALUES", " DEFAULT"):
        place = upper.find(word)
        if place > 0:
            return option[:place].strip(), option[place:].strip()
    return option, ""


def _bracketed(text: str) -> str:
    return text if text.lstrip().startswith("(") else f"({text})"


def _and(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)

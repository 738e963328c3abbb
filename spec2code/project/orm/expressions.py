"""SQLAlchemy expressions (`text()`, `func.now()`, `column.is_(None)`) as the SQL they compile to on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from spec2code.model.schema import Expression
from spec2code.project.values import Attribute, Call, External, Member, Value
from spec2code.sql.expressions import expression
from spec2code.sql.identifiers import quote_identifier

__all__ = [
    "ColumnName",
    "default_expression",
    "is_sqlalchemy",
    "literal",
    "sql_expression",
    "sql_of",
]

ColumnName = Callable[[Value], str | None]
"""The name of a column object that has none of its own, such as one in a class body."""

_PACKAGES = ("sqlalchemy.", "sqlmodel.", "geoalchemy2.")
_METHODS = {
    "asc": "{} ASC",
    "desc": "{} DESC",
    "nulls_first": "{} NULLS FIRST",
    "nulls_last": "{} NULLS LAST",
    "nullsfirst": "{} NULLS FIRST",
    "nullslast": "{} NULLS LAST",
    "is_": "{} IS {}",
    "is_not": "{} IS NOT {}",
    "isnot": "{} IS NOT {}",
    "in_": "{} IN {}",
    "not_in": "{} NOT IN {}",
    "notin_": "{} NOT IN {}",
    "like": "{} LIKE {}",
    "ilike": "{} ILIKE {}",
    "concat": "{} || {}",
    "between": "{} BETWEEN {} AND {}",
    "is_distinct_from": "{} IS DISTINCT FROM {}",
    "is_not_distinct_from": "{} IS NOT DISTINCT FROM {}",
    "regexp_match": "{} ~ {}",
    "contains": "{} @> {}",
    "has_key": "{} ? {}",
}
_WORDS = {"true": "true", "false": "false", "null": "NULL", "True_": "true", "False_": "false"}
_BARE_FUNCTIONS = {
    "current_timestamp": "CURRENT_TIMESTAMP",
    "current_date": "CURRENT_DATE",
    "current_time": "CURRENT_TIME",
    "current_user": "CURRENT_USER",
    "session_user": "SESSION_USER",
    "localtime": "LOCALTIME",
    "localtimestamp": "LOCALTIMESTAMP",
}


def is_sqlalchemy(name: str) -> bool:
    return name.startswith(_PACKAGES)


@lru_cache(maxsize=4096)
def sql_expression(text: str, type: str | None = None) -> Expression:
    """SQL text as an expression of the model."""
    return expression(text, "postgresql", type)


def literal(value: Value) -> str | None:
    """A plain value as an SQL literal."""
    match value:
        case None:
            return "NULL"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return "'" + value.replace("'", "''") + "'"
        case Member():
            return literal(value.value)
        case list() | tuple():
            parts = [literal(item) for item in value]
            known = [part for part in parts if part is not None]
            return f"({', '.join(known)})" if len(known) == len(parts) else None
    return None


def default_expression(value: Value, type: str | None, column: ColumnName) -> Expression | None:
    """What `server_default=` holds: a string there is a literal, not SQL."""
    text = literal(value) if isinstance(value, str) else sql_of(value, column)
    return None if text is None else sql_expression(text, type)


def sql_of(value: Value, column: ColumnName) -> str | None:
    """The SQL of an expression; None where it can't be told."""
    if isinstance(value, Call):
        return _call(value, column)
    if isinstance(value, External):
        return _WORDS.get(value.name.rpartition(".")[2]) if is_sqlalchemy(value.name) else None
    name = column(value)
    if name is not None:
        return quote_identifier(name)
    if isinstance(value, Attribute):
        return _attribute(value, column)
    return literal(value)


def _attribute(value: Attribute, column: ColumnName) -> str | None:
    if isinstance(value.base, Attribute) and value.base.name in ("c", "columns"):
        return quote_identifier(value.name)
    if value.name in ("asc", "desc"):
        return None
    return sql_of(value.base, column) if value.name in ("astext", "expression") else None


def _call(call: Call, column: ColumnName) -> str | None:
    own = column(call)
    if own is not None:
        return quote_identifier(own)
    function = call.function
    if isinstance(function, Attribute):
        return _method(function, call, column)
    name = call.name
    if ".func." in name or name.startswith("func."):
        return _function(name.rpartition("func.")[2], call.args, column)
    if not is_sqlalchemy(name):
        return None
    last = name.rpartition(".")[2]
    first = call.args[0] if call.args else None
    match last:
        case "text" | "literal_column" | "TextClause" | "DDL":
            return first if isinstance(first, str) else None
        case "true" | "false" | "null":
            return _WORDS[last]
        case "literal" | "bindparam":
            return literal(first)
        case "Column" | "column" | "mapped_column" | "quoted_name":
            return quote_identifier(first) if isinstance(first, str) else None
        case "and_" | "or_":
            return _joined(call.args, " AND " if last == "and_" else " OR ", column)
        case "not_":
            inner = _side(first, column)
            return None if inner is None else f"NOT ({inner})"
        case "cast" | "type_coerce":
            return _cast(call.args, column)
        case "desc" | "asc" | "nulls_first" | "nulls_last" | "nullsfirst" | "nullslast":
            inner = _side(first, column)
            return None if inner is None else _METHODS[last].format(inner)
        case "distinct" | "collate":
            return None
        case "extract":
            return _extract(call.args, column)
    if ".functions." in name:
        return _function(last, call.args, column)
    return None


def _method(function: Attribute, call: Call, column: ColumnName) -> str | None:
    name = function.name
    if _is_func(function.base):
        return _function(name, call.args, column)
    if name in ("self_group", "label", "scalar_subquery", "bindparams", "columns"):
        return _side(function.base, column)
    if name == "next_value":
        base = function.base
        sequence = base.args[0] if isinstance(base, Call) and base.args else None
        return f"nextval({literal(sequence)})" if isinstance(sequence, str) else None
    base_sql = _side(function.base, column)
    if base_sql is None:
        return None
    if name == "cast":
        return _cast([function.base, *call.args], column)
    template = _METHODS.get(name)
    if template is None:
        return None
    parts = [_side(item, column) for item in call.args[: template.count("{}") - 1]]
    known = [part for part in parts if part is not None]
    if len(known) != template.count("{}") - 1:
        return None
    return template.format(base_sql, *known)


def _is_func(value: Value) -> bool:
    """Whether it is `func` or a package of it, as in `func.public.gen_id()`."""
    return isinstance(value, External) and (value.name.endswith(".func") or ".func." in value.name)


def _side(value: Value, column: ColumnName) -> str | None:
    """A part of an expression: strings are literals here."""
    return literal(value) if isinstance(value, str) else sql_of(value, column)


def _function(name: str, args: Sequence[Value], column: ColumnName) -> str | None:
    if not args and name.lower() in _BARE_FUNCTIONS:
        return _BARE_FUNCTIONS[name.lower()]
    parts = [_side(item, column) for item in args]
    known = [part for part in parts if part is not None]
    if len(known) != len(parts):
        return None
    return f"{name}({', '.join(known)})"


def _joined(args: Sequence[Value], word: str, column: ColumnName) -> str | None:
    parts = [_side(item, column) for item in args]
    known = [f"({part})" for part in parts if part is not None]
    return word.join(known) if known and len(known) == len(parts) else None


def _cast(args: Sequence[Value], column: ColumnName) -> str | None:
    if len(args) < 2:
        return None
    inner = _side(args[0], column)
    type_name = args[1].name if isinstance(args[1], Call | External) else ""
    word = type_name.rpartition(".")[2].upper()
    return f"CAST({inner} AS {word})" if inner is not None and word else None


def _extract(args: Sequence[Value], column: ColumnName) -> str | None:
    if len(args) != 2 or not isinstance(args[0], str):
        return None
    inner = _side(args[1], column)
    return None if inner is None else f"EXTRACT({args[0]} FROM {inner})"

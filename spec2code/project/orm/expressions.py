"""Words of SQLAlchemy's expressions in SQL, and literals."""

from __future__ import annotations

import ast
from functools import lru_cache

from spec2code.model.schema import Expression
from spec2code.project.values import Member, Value
from spec2code.sql.expressions import expression

__all__ = [
    "BARE_FUNCTIONS",
    "METHODS",
    "OPERATORS",
    "WORDS",
    "is_sqlalchemy",
    "literal",
    "sql_expression",
]

_PACKAGES = ("sqlalchemy.", "sqlmodel.", "geoalchemy2.")
METHODS = {
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
"""Methods of a column, with what they make of it and their arguments."""
WORDS = {"true": "true", "false": "false", "null": "NULL", "True_": "true", "False_": "false"}
BARE_FUNCTIONS = {
    "current_timestamp": "CURRENT_TIMESTAMP",
    "current_date": "CURRENT_DATE",
    "current_time": "CURRENT_TIME",
    "current_user": "CURRENT_USER",
    "session_user": "SESSION_USER",
    "localtime": "LOCALTIME",
    "localtimestamp": "LOCALTIMESTAMP",
}
OPERATORS: dict[type[ast.AST], str] = {
    ast.Eq: "=",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.BitAnd: "AND",
    ast.BitOr: "OR",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Mod: "%",
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

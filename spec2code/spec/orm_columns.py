"""One attribute of a SQLAlchemy or SQLModel class as a column in words of SQL: ``Column(String(50), unique=True)``."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Final

from spec2code.model.records import dataclass, field

__all__ = ["OrmColumn", "call_name", "model_column", "orm_column", "text_of"]

_TYPES: Final = {
    "integer": "integer",
    "int": "integer",
    "smallinteger": "smallint",
    "biginteger": "bigint",
    "string": "varchar",
    "unicode": "varchar",
    "varchar": "varchar",
    "text": "text",
    "unicodetext": "text",
    "boolean": "boolean",
    "float": "double precision",
    "double": "double precision",
    "numeric": "numeric",
    "decimal": "numeric",
    "datetime": "timestamp",
    "timestamp": "timestamp",
    "date": "date",
    "time": "time",
    "interval": "interval",
    "uuid": "uuid",
    "largebinary": "bytea",
    "json": "json",
    **{
        name: name
        for name in (
            "jsonb",
            "bigint",
            "smallint",
            "char",
            "bytea",
            "inet",
            "cidr",
            "citext",
            "real",
        )
    },
    "double_precision": "double precision",
    "tsvector": "tsvector",
}
_ANNOTATED: Final = {
    "int": "integer",
    "str": "varchar",
    "bool": "boolean",
    "float": "double precision",
    "Decimal": "numeric",
    "datetime": "timestamp",
    "date": "date",
    "time": "time",
    "timedelta": "interval",
    "UUID": "uuid",
    "bytes": "bytea",
    "EmailStr": "varchar",
    "HttpUrl": "varchar",
    "AnyUrl": "varchar",
}
_SIZED: Final = ("varchar", "char", "numeric")


@dataclass(slots=True)
class OrmColumn:
    """`sql` is None where nothing tells the type."""

    name: str
    sql: str | None
    nullable: bool
    primary: bool = False
    unique: bool = False
    indexed: bool = False
    default: str | None = None
    references: list[tuple[str, str, str]] = field(default_factory=list)
    """Table, column and what stands behind them (ON DELETE ...)."""


def orm_column(
    name: str, annotation: ast.expr | None, value: ast.expr | None, enums: Mapping[str, list[str]]
) -> OrmColumn | None:
    """The column that an attribute stands for; None where it is none (a relationship, a constant)."""
    call = value if isinstance(value, ast.Call) else None
    kind = call_name(call) if call is not None else ""
    mapped = _mapped(annotation)
    if call is not None and kind in ("Column", "mapped_column"):
        return _column(name, mapped, call, enums, optional=kind == "Column")
    if mapped is not None and value is None:
        return _column(name, mapped, None, enums, optional=False)
    return None


def model_column(
    name: str, annotation: ast.expr, value: ast.expr | None, enums: Mapping[str, list[str]]
) -> OrmColumn | None:
    """The column of a field of SQLModel: ``email: str = Field(unique=True, max_length=80)``."""
    call = value if isinstance(value, ast.Call) else None
    kind = call_name(call) if call is not None else ""
    if kind == "Relationship" or "ClassVar" in ast.dump(annotation):
        return None
    given = (
        {item.arg: item.value for item in call.keywords if item.arg}
        if call and kind == "Field"
        else {}
    )
    inner = given.get("sa_column")
    if isinstance(inner, ast.Call):
        return _column(name, None, inner, enums, optional=True)
    found = _column(name, annotation, None, enums, optional=False)
    if isinstance(given.get("sa_type"), ast.expr):
        found.sql = _type(given["sa_type"], enums) or found.sql
    if found.sql == "varchar" and (size := _number(given.get("max_length"))) is not None:
        found.sql = f"varchar({size})"
    _flags(found, given)
    if "nullable" in given:
        found.nullable = _is_true(given["nullable"])
    found.nullable = found.nullable and not found.primary
    target = text_of(given.get("foreign_key"))
    if target is not None:
        found.references.append((*_target(target), _actions(given)))
    return found


def _column(
    name: str,
    mapped: ast.expr | None,
    call: ast.Call | None,
    enums: Mapping[str, list[str]],
    *,
    optional: bool,
) -> OrmColumn:
    found = OrmColumn(name, None, optional)
    if mapped is not None:
        kind, found.nullable = _optional(mapped)
        found.sql = _annotated(kind, enums)
    given = {item.arg: item.value for item in call.keywords if item.arg} if call else {}
    for argument in call.args if call else ():
        if (text := text_of(argument)) is not None:
            found.name = text
        elif isinstance(argument, ast.Call) and call_name(argument) == "ForeignKey":
            inner = {item.arg: item.value for item in argument.keywords if item.arg}
            target = text_of(argument.args[0]) if argument.args else None
            if target is not None:
                found.references.append((*_target(target), _actions(inner)))
        elif sql := _type(argument, enums):
            found.sql = sql
    found.name = text_of(given.get("name")) or found.name
    if "type_" in given:
        found.sql = _type(given["type_"], enums) or found.sql
    _flags(found, given)
    if "nullable" in given:
        found.nullable = _is_true(given["nullable"])
    found.nullable = found.nullable and not found.primary
    found.default = _default(given.get("server_default"))
    return found


def _flags(found: OrmColumn, given: Mapping[str, ast.expr]) -> None:
    found.primary = _is_true(given.get("primary_key"))
    found.unique = _is_true(given.get("unique"))
    found.indexed = _is_true(given.get("index"))


def _mapped(annotation: ast.expr | None) -> ast.expr | None:
    """`X` of ``Mapped[X]``, where X is no other class in quotes (a relationship)."""
    if isinstance(annotation, ast.Subscript) and _last(annotation.value) == "Mapped":
        return annotation.slice
    return None


def _optional(kind: ast.expr) -> tuple[ast.expr, bool]:
    """The type without `| None`, and whether it was there."""
    if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
        try:
            kind = ast.parse(kind.value, mode="eval").body
        except SyntaxError:
            return kind, False
    if isinstance(kind, ast.Subscript) and _last(kind.value) == "Optional":
        return kind.slice, True
    if isinstance(kind, ast.BinOp) and isinstance(kind.op, ast.BitOr):
        for side, other in ((kind.left, kind.right), (kind.right, kind.left)):
            if isinstance(side, ast.Constant) and side.value is None:
                return other, True
    return kind, False


def _annotated(kind: ast.expr, enums: Mapping[str, list[str]]) -> str | None:
    name = _last(kind)
    return _enum(enums[name]) if name in enums else _ANNOTATED.get(name)


def _type(kind: ast.expr, enums: Mapping[str, list[str]]) -> str | None:
    """The type that ``String(50)``, ``postgresql.JSONB`` or ``Enum(Kind)`` is in SQL."""
    call = kind if isinstance(kind, ast.Call) else None
    name = (call_name(call) if call is not None else _last(kind)).lower()
    arguments = call.args if call is not None else []
    given = {item.arg: item.value for item in call.keywords if item.arg} if call else {}
    if name == "array" and arguments:
        inner = _type(arguments[0], enums)
        return f"{inner}[]" if inner else None
    if name in ("enum", "sqlenum", "saenum", "sqlalchemyenum", "pgenum"):
        values = [text for item in arguments if (text := text_of(item)) is not None]
        named = enums.get(_last(arguments[0])) if arguments else None
        values = values or ([] if named is None or "values_callable" in given else named)
        return _enum(values) if values else None
    sql = _TYPES.get(name)
    if sql in ("timestamp", "time") and _is_true(given.get("timezone")):
        return f"{sql} with time zone"
    sizes = [size for item in arguments if (size := _number(item)) is not None]
    sizes += [
        size
        for key in ("length", "precision", "scale")
        if (size := _number(given.get(key))) is not None
    ]
    return f"{sql}({', '.join(map(str, sizes))})" if sql in _SIZED and sizes else sql


def _enum(values: list[str]) -> str:
    return "enum(" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + ")"


def _default(value: ast.expr | None) -> str | None:
    """The default that the database fills in."""
    if (stated := text_of(value)) is not None:
        return "'" + stated.replace("'", "''") + "'"
    if isinstance(value, ast.Call):
        if call_name(value) == "text" and value.args:
            return text_of(value.args[0])
        if (
            isinstance(value.func, ast.Attribute)
            and _last(value.func.value) == "func"
            and not value.args
        ):
            return f"{value.func.attr}()"
        if call_name(value) in ("true", "false"):
            return call_name(value)
    return None


def _target(text: str) -> tuple[str, str]:
    table, _, column = text.rpartition(".")
    return table, column


def _actions(given: Mapping[str, ast.expr]) -> str:
    told = [
        f" ON {word} {action.upper()}"
        for key, word in (("ondelete", "DELETE"), ("onupdate", "UPDATE"))
        if (action := text_of(given.get(key))) is not None
    ]
    return "".join(told)


def call_name(call: ast.Call) -> str:
    """The last name of what is called: `Column` of ``sa.Column(...)``."""
    return _last(call.func)


def text_of(value: ast.expr | None) -> str | None:
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def _last(value: ast.expr) -> str:
    if isinstance(value, ast.Attribute):
        return value.attr
    return value.id if isinstance(value, ast.Name) else ""


def _number(value: ast.expr | None) -> int | None:
    return value.value if isinstance(value, ast.Constant) and type(value.value) is int else None


def _is_true(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is True

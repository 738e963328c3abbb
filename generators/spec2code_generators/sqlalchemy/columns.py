"""Columns as the arguments of mapped_column() and Column()."""

from __future__ import annotations

import re
from collections.abc import Callable

from spec2code.codegen.python import string_literal
from spec2code.model.parents import with_parents
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import Column, ForeignKey, Identity, Table, Unique
from spec2code_generators.sqlalchemy.catalog import Catalog
from spec2code_generators.sqlalchemy.constraints import foreign_key_options
from spec2code_generators.sqlalchemy.sql import sql_literal
from spec2code_generators.sqlalchemy.types import ColumnType, column_type, imported
from spec2code_generators.sqlalchemy.uses import Uses

__all__ = ["ColumnContext", "arguments", "in_order", "inline_keys", "inline_uniques", "type_of"]

_INTEGERS = ("smallint", "integer", "bigint")
_IDENTITY = re.compile(
    r"START(?: WITH)? (?P<start>-?\d+)|INCREMENT(?: BY)? (?P<increment>-?\d+)"
    r"|NO (?P<no>MINVALUE|MAXVALUE)|MINVALUE (?P<minvalue>-?\d+)|MAXVALUE (?P<maxvalue>-?\d+)"
    r"|CACHE (?P<cache>\d+)|(?P<nocycle>NO CYCLE)|(?P<cycle>CYCLE)"
)


@dataclass(frozen=True, slots=True)
class ColumnContext:
    """What a column needs to know of its surroundings."""

    table: Table
    catalog: Catalog
    uses: Uses
    enums: dict[str, Callable[[], tuple[str, str]]]
    sql_type: Callable[[], str]


def type_of(column: Column, context: ColumnContext) -> ColumnType:
    found = column_type(
        column.type,
        context.uses,
        context.enums,
        context.sql_type,
        collation=column.collation,
    )
    default = column.default.text.lstrip() if column.default else ""
    if column.type in ("json", "jsonb") and default.startswith("'["):
        return replace(found, make_annotation=lambda: imported("list[Any]", context.uses))
    return found


def arguments(
    column: Column,
    context: ColumnContext,
    *,
    attribute: str | None,
    known_type: ColumnType,
) -> list[str]:
    """The arguments in their order: name, type, keys, identity, then what is given by keyword.

    Args:
        column: what to write.
        context: where it stands.
        attribute: for mapped_column(), which has the name and nullability of the attribute; None for Column().
        known_type: of `type_of`.
    """
    table, uses = context.table, context.uses
    key = table.primary_key.columns if table.primary_key else ()
    found: list[str] = []
    if attribute is None or attribute != column.name:
        found.append(string_literal(column.name))
    implied = known_type.is_implied and context.catalog.has_own_base
    if attribute is None or not implied or _has_type_of_target(column, context):
        found.append(known_type.expression)
    found += [_foreign_key(item, context) for item in inline_keys(table, column.name)]
    found += _generated(column, uses)
    if column.name in key and in_order(table):
        found.append("primary_key=True")
    found += _autoincrement(column, table, key)
    required = not column.nullable or column.name in key or column.serial or bool(column.identity)
    if attribute is None and required and column.name not in key:
        found.append("nullable=False")
    if attribute is not None and known_type.is_any and column.name not in key:
        found.append(f"nullable={not required}")
    if inline_uniques(table, column.name, context.catalog):
        found.append("unique=True")
    if _is_counted(column) and column.name not in key:
        found.append(f"server_default={uses.sa('FetchedValue')}()")
    elif column.default is not None:
        found.append(f"server_default={uses.sa('text')}({sql_literal(column.default.text)})")
    elif column.serial and not _counts_by_itself(column, table, key):
        found.append(f"server_default={uses.sa('FetchedValue')}()")
    if column.comment is not None:
        found.append(f"comment={string_literal(column.comment)}")
    return found


def inline_keys(table: Table, column: str) -> list[ForeignKey]:
    """Foreign keys of that column alone, which stand with the column."""
    return [key for key in table.foreign_keys if key.columns == (column,) and not key.not_valid]


def _has_type_of_target(column: Column, context: ColumnContext) -> bool:
    """Whether SQLAlchemy would take another type than the column's from what its foreign key refers to."""
    for key in inline_keys(context.table, column.name):
        tables = context.catalog.desired.tables
        target = tables.get(key.target)
        if target is not None:  # It may have the column from a parent.
            whole = with_parents(target, tables)
            referred = whole.column(context.catalog.target_columns(key)[0])
            if referred and referred.type != column.type:
                return True
    return False


def inline_uniques(table: Table, column: str, catalog: Catalog) -> list[Unique]:
    """Unique constraints that `unique=True` says all of."""
    return [
        item
        for item in table.uniques
        if item.columns == (column,)
        and item.name is None
        and not (item.nulls_not_distinct or item.include or item.deferrable)
        and catalog.has_own_base
        and catalog.name(table, item) == f"{table.name.name}_{column}_key"
    ][:1]


def _foreign_key(key: ForeignKey, context: ColumnContext) -> str:
    target = context.catalog.targets(key, context.uses)[0]
    name = key.name
    cyclic = (context.table.name, key) in context.catalog.cyclic_keys
    if cyclic:
        name = context.catalog.name(context.table, key)
    options = foreign_key_options(key, name)
    if cyclic:
        options.append("use_alter=True")
    return f"{context.uses.sa('ForeignKey')}({', '.join([target, *options])})"


def _generated(column: Column, uses: Uses) -> list[str]:
    found: list[str] = []
    if column.identity is not None:
        found.append(f"{uses.sa('Identity')}({', '.join(_identity(column.identity))})")
    if column.generated is not None:
        text = sql_literal(column.generated.text)
        found.append(f"{uses.sa('Computed')}({text}, persisted={column.stored})")
    return found


def _identity(identity: Identity) -> list[str]:
    options = [f"always={identity.always}"] if identity.always else []
    for match in _IDENTITY.finditer(identity.options):
        for name, value in match.groupdict().items():
            if value is None:
                continue
            if name == "no":
                options.append(f"no{value.lower()}=True")
            elif name in ("cycle", "nocycle"):
                options.append(f"cycle={name == 'cycle'}")
            else:
                options.append(f"{name}={value}")
    return options


def in_order(table: Table) -> bool:
    """Whether `primary_key=True` on the columns gives the key its columns in their order and its name."""
    key = table.primary_key
    if key is None or key.name or key.include or key.deferrable:
        return False
    return key.columns == tuple(
        column.name for column in table.columns if column.name in key.columns
    )


def _is_counted(column: Column) -> bool:
    """A default from a sequence, as pg_dump writes SERIAL; comparing it would advance the sequence."""
    text = column.default.text if column.default else ""
    return column.type in _INTEGERS and text.lstrip().lower().startswith("nextval(")


def _counts_by_itself(column: Column, table: Table, key: tuple[str, ...]) -> bool:
    return column.serial and column.name in key and column.type in _INTEGERS


def _autoincrement(column: Column, table: Table, key: tuple[str, ...]) -> list[str]:
    """What keeps SQLAlchemy from making a SERIAL of an integer key that is none, and the other way round."""
    if column.name not in key or column.type not in _INTEGERS:
        return []
    keyed = any(column.name in item.columns for item in table.foreign_keys)
    if _is_counted(column):
        return ["autoincrement=True"]
    if column.serial:
        return ["autoincrement=True"] if len(key) > 1 or keyed else []
    if len(key) == 1 and not (keyed or column.identity or column.default or column.generated):
        return ["autoincrement=False"]
    return []

"""Schema items of SQLAlchemy into a table of the model, as SQLAlchemy's CREATE TABLE for PostgreSQL would make it."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.model.fold.repeats import key_of
from spec2code.model.records import replace
from spec2code.model.schema import (
    UNKNOWN_TYPE,
    Check,
    Column,
    Constraint,
    Exclude,
    Expression,
    ForeignKey,
    Index,
    IndexKey,
    Name,
    PrimaryKey,
    Table,
    Unique,
)
from spec2code.model.span import Span
from spec2code.project.orm.expressions import sql_expression
from spec2code.project.orm.items import (
    ColumnItem,
    ConstraintItem,
    IndexItem,
    TableItem,
)
from spec2code.project.orm.naming import Naming
from spec2code.project.sqla_types import SqlType
from spec2code.sql.identifiers import quote_identifier

__all__ = [
    "column_extras",
    "model_column",
    "model_constraint",
    "model_index",
    "model_table",
    "type_check",
]


def model_table(item: TableItem, naming: Naming) -> Table:
    """The table with its constraints and indexes, named as the convention says."""
    key = _key_columns(item)
    serial = _autoincrement_column(item, key)
    columns: list[Column] = []
    constraints: list[Constraint] = []
    indexes: list[Index] = []
    for column in item.columns:
        made = model_column(column, serial=column is serial)
        columns.append(replace(made, nullable=False) if column.name in key else made)
        of_column, own_indexes = column_extras(column, item.name, naming)
        constraints.extend(of_column)
        indexes.extend(own_indexes)
    primary_key = _primary_key(item, key, naming)
    constraints.extend(
        model_constraint(constraint, item.name, naming)
        for constraint in item.constraints
        if constraint.kind != "pk"
    )
    indexes.extend(model_index(index, item.name, naming) for index in item.indexes)
    return Table(
        name=item.name,
        columns=tuple(columns),
        primary_key=primary_key,
        foreign_keys=tuple(c for c in constraints if isinstance(c, ForeignKey)),
        uniques=_distinct((c for c in constraints if isinstance(c, Unique)), primary_key),
        checks=tuple(c for c in constraints if isinstance(c, Check)),
        excludes=tuple(c for c in constraints if isinstance(c, Exclude)),
        indexes=tuple(dict.fromkeys(indexes)),  # said by a column and by the class: one
        comment=item.comment,
        options=item.options,
        is_partial=item.stands_in,
        span=item.span,
    )


def model_column(item: ColumnItem, *, serial: bool = False) -> Column:
    nullable = item.nullable if item.nullable is not None else not item.primary_key
    if item.type is not None and item.type.serial and item.default is None:
        serial = True
    if item.identity is not None or serial:
        nullable = False
    return Column(
        name=item.name,
        type=item.type.text if item.type else UNKNOWN_TYPE,
        nullable=nullable,
        default=None if serial or item.identity or item.generated else item.default,
        identity=item.identity,
        generated=item.generated,
        serial=serial,
        stored=item.stored,
        collation=item.type.collation if item.type else None,
        fitted=item.type is not None and item.type.fitted,
        comment=item.comment,
        span=item.span,
    )


def is_serial(item: ColumnItem, *, has_foreign_key: bool) -> bool:
    """Whether an only primary key column gets a sequence of its own."""
    if item.type is None or not item.type.is_integer or item.identity or item.generated:
        return False
    if item.default is not None or item.python_default:
        return False
    if has_foreign_key:
        return item.autoincrement in (True, "ignore_fk")
    return item.autoincrement in (True, "auto", "ignore_fk")


def column_extras(
    item: ColumnItem, table: Name, naming: Naming
) -> tuple[list[Constraint], list[Index]]:
    """The constraints and indexes that a column brings, but for the primary key."""
    constraints: list[Constraint] = []
    indexes: list[Index] = []
    if item.index:
        index = IndexItem(None, (column_key(item.name),), unique=item.unique, span=item.span)
        indexes.append(model_index(index, table, naming))
    elif item.unique:
        unique = ConstraintItem("uq", (item.name,), span=item.span)
        constraints.append(model_constraint(unique, table, naming))
    if item.type is not None and item.type.spatial:
        name = f"idx_{table.name}_{item.name}"
        indexes.append(Index(name, (column_key(item.name),), method="gist", span=item.span))
    check = type_check(item.type, item.name, item.span)
    constraints.extend(
        model_constraint(constraint, table, naming)
        for constraint in (*item.constraints, *([check] if check else []))
    )
    return constraints, indexes


def type_check(type: SqlType | None, column: str, span: Span | None) -> ConstraintItem | None:
    """The check that a column's type brings along: `Enum(native_enum=False, create_constraint=True)`."""
    if type is None or not type.allowed:
        return None
    labels = ", ".join("'" + label.replace("'", "''") + "'" for label in type.allowed)
    expression = sql_expression(f"{quote_identifier(column)} IN ({labels})")
    return ConstraintItem(
        "ck", name=type.check_name, expression=expression, of_column=column, span=span
    )


def column_key(name: str) -> IndexKey:
    return IndexKey(Expression(name, name), column=name)


def model_constraint(item: ConstraintItem, table: Name, naming: Naming) -> Constraint:
    name = naming.name(
        item.kind,
        item.name,
        table.name,
        item.columns,
        schema=table.schema,
        final=item.final,
        referred_table=item.target.name if item.target else "",
        referred_columns=item.target_columns,
    )
    match item.kind:
        case "pk":
            return PrimaryKey(
                item.columns,
                name,
                include=item.include,
                deferrable=item.deferrable,
                span=item.span,
            )
        case "uq":
            return Unique(
                item.columns,
                name,
                nulls_not_distinct=item.nulls_not_distinct,
                include=item.include,
                deferrable=item.deferrable,
                span=item.span,
            )
        case "fk":
            return ForeignKey(
                item.columns,
                item.target or Name(""),
                item.target_columns,
                name=name,
                on_delete=item.on_delete,
                on_update=item.on_update,
                deferrable=item.deferrable,
                match=item.match,
                not_valid=item.not_valid,
                span=item.span,
            )
    expression = item.expression or Expression("", "")
    if item.kind == "ex":
        return Exclude(expression, name, span=item.span)
    return Check(expression, name, not_valid=item.not_valid, column=item.of_column, span=item.span)


def model_index(item: IndexItem, table: Name, naming: Naming) -> Index:
    columns = [key.column or key.expression.text for key in item.keys]
    return Index(
        name=naming.name(
            "ix", item.name, table.name, columns, schema=table.schema, final=item.final
        ),
        keys=item.keys,
        unique=item.unique,
        method=item.method,
        where=item.where,
        include=item.include,
        nulls_not_distinct=item.nulls_not_distinct,
        options=item.options,
        concurrently=item.concurrently,
        span=item.span,
    )


def _key_columns(item: TableItem) -> tuple[str, ...]:
    explicit = next((c for c in item.constraints if c.kind == "pk" and c.columns), None)
    if explicit is not None:
        return explicit.columns
    return tuple(column.name for column in item.columns if column.primary_key)


def _autoincrement_column(item: TableItem, key: tuple[str, ...]) -> ColumnItem | None:
    referring = {
        name
        for constraint in item.constraints
        if constraint.kind == "fk"
        for name in constraint.columns
    }
    columns = [column for column in item.columns if column.name in key]
    if len(columns) != 1:
        columns = [column for column in columns if column.autoincrement is True]
    for column in columns:
        refers = column.name in referring or any(c.kind == "fk" for c in column.constraints)
        if is_serial(column, has_foreign_key=refers):
            return column
    return None


def _primary_key(item: TableItem, key: tuple[str, ...], naming: Naming) -> PrimaryKey | None:
    if not key:
        return None
    explicit = next((c for c in item.constraints if c.kind == "pk"), None)
    if explicit is None:
        first = next(column for column in item.columns if column.primary_key)
        explicit = ConstraintItem("pk", span=first.span)
    made = model_constraint(replace(explicit, columns=key), item.name, naming)
    return made if isinstance(made, PrimaryKey) else None


def _distinct(uniques: Iterable[Unique], key: PrimaryKey | None) -> tuple[Unique, ...]:
    """PostgreSQL makes one constraint of two that say the same; the one with a name stays."""
    kept: dict[object, Unique] = {}
    for unique in uniques:
        same = key_of(unique)
        if key is not None and key_of(key) == same:
            continue
        known = kept.get(same)
        if known is None or (known.name is None and unique.name is not None):
            kept[same] = unique
    return tuple(kept.values())

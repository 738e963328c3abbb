"""Constraints: inside of op.create_table, and as operations of their own."""

from __future__ import annotations

from spec2code.model.changes import AddConstraint, DropConstraint, ModifyConstraint
from spec2code.model.records import replace
from spec2code.model.schema import (
    Check,
    Constraint,
    Exclude,
    ForeignKey,
    Name,
    PrimaryKey,
    Unique,
)
from spec2code.sql.ddl import alter_table, constraint_sql, quote
from spec2code.sql.text_clauses import on_one_line
from spec2code_generators.alembic.context import Context, Side
from spec2code_generators.alembic.source import Node, call, listing, sql_literal, text
from spec2code_generators.alembic.step import Step, execute

__all__ = [
    "add_constraint",
    "drop_constraint",
    "fits_inline",
    "inline",
    "kept_name",
    "modify_constraint",
]

_TYPES = {
    PrimaryKey: "primary",
    Unique: "unique",
    Check: "check",
    ForeignKey: "foreignkey",
}


def fits_inline(constraint: Constraint) -> bool:
    """Whether op.create_table can say it; else it follows as an operation of its own."""
    match constraint:
        case Exclude():
            return False
        case ForeignKey():
            return (
                not constraint.not_valid
                and "." not in _names(constraint)
                and _has_words(constraint)
            )
        case Check():
            return not constraint.not_valid and _has_words(constraint)
        case PrimaryKey() | Unique():
            return _has_words(constraint)


def _has_words(constraint: Constraint) -> bool:
    """Whether alembic's operations can say all of it."""
    match constraint:
        case Exclude():
            return False
        case ForeignKey():
            return constraint.enforced and not constraint.period
        case Check():
            return constraint.enforced and not constraint.no_inherit
        case PrimaryKey() if constraint.include or constraint.deferrable is not None:
            return False
        case PrimaryKey() | Unique():
            return not (constraint.options or constraint.without_overlaps)


def inline(table: Name, constraint: Constraint, side: Side) -> Node:
    """The constraint as an argument of op.create_table."""
    name = kept_name(side.name(table, constraint))
    match constraint:
        case PrimaryKey():
            columns = [text(column) for column in constraint.columns]
            return call("sa.PrimaryKeyConstraint", *columns, name=name)
        case Unique():
            columns = [text(column) for column in constraint.columns]
            return call("sa.UniqueConstraint", *columns, name=name, **_unique(constraint))
        case Check():
            expression = sql_literal(on_one_line(constraint.expression.text))
            return call("sa.CheckConstraint", expression, name=name)
        case ForeignKey():
            targets = [
                text(f"{constraint.target}.{column}") for column in side.target_columns(constraint)
            ]
            return call(
                "sa.ForeignKeyConstraint",
                listing([text(column) for column in constraint.columns]),
                listing(list(targets)),
                name=name,
                **_foreign_key(constraint),
            )
        case Exclude():
            raise AssertionError("an exclusion constraint is added in SQL")


def add_constraint(change: AddConstraint, context: Context) -> list[Step]:
    """The operation that adds a constraint to a table."""
    table, constraint = change.table, change.after
    name = context.after.name(table, constraint)
    common = (kept_name(name), text(table.name))
    schema = text(table.schema) if table.schema else None
    # op.create_unique_constraint makes a table of the columns of its key alone (alembic 1.x), so INCLUDE fails when run.
    includes = isinstance(constraint, Unique) and constraint.include
    if includes or not _has_words(constraint):
        return [execute(alter_table(table, f"ADD {_in_sql(constraint, name)}"))]
    match constraint:
        case PrimaryKey():
            node = call(
                "op.create_primary_key", *common, _columns(constraint.columns), schema=schema
            )
        case Unique():
            options = _unique(constraint)
            node = call(
                "op.create_unique_constraint",
                *common,
                _columns(constraint.columns),
                schema=schema,
                **options,
            )
        case Check():
            expression = sql_literal(on_one_line(constraint.expression.text))
            node = call(
                "op.create_check_constraint",
                *common,
                expression,
                schema=schema,
                postgresql_not_valid="True" if constraint.not_valid else None,
            )
        # SQLAlchemy takes a name apart at its dots.
        case ForeignKey() if "." not in "".join(context.after.target_columns(constraint) or "."):
            node = call(
                "op.create_foreign_key",
                *common,
                text(constraint.target.name),
                _columns(constraint.columns),
                _columns(context.after.target_columns(constraint)),
                source_schema=schema,
                referent_schema=(
                    text(constraint.target.schema) if constraint.target.schema else None
                ),
                postgresql_not_valid="True" if constraint.not_valid else None,
                **_foreign_key(constraint),
            )
        case _:
            return [execute(alter_table(table, f"ADD {_in_sql(constraint, name)}"))]
    return [Step(node)]


def drop_constraint(change: DropConstraint, context: Context) -> list[Step]:
    name = context.before.name(change.table, change.before)
    kind = _TYPES.get(type(change.before))
    if kind is None or change.may_be_gone:
        # alembic before 1.16 has no `if_exists` for it
        words = "DROP CONSTRAINT IF EXISTS" if change.may_be_gone else "DROP CONSTRAINT"
        return [execute(alter_table(change.table, f"{words} {quote(name)}"))]
    node = call(
        "op.drop_constraint",
        kept_name(name),
        text(change.table.name),
        schema=text(change.table.schema) if change.table.schema else None,
        type_=text(kind),
    )
    return [Step(node)]


def modify_constraint(change: ModifyConstraint, context: Context) -> list[Step]:
    """A new name or a validation keeps the constraint; anything else makes it anew."""
    table, before, after = change.table, change.before, change.after
    old, new = context.before.name(table, before), context.after.name(table, after)
    if _bare(before) == _bare(after):
        return [execute(alter_table(table, f"RENAME CONSTRAINT {quote(old)} TO {quote(new)}"))]
    if _validates(before, after):
        return [execute(alter_table(table, f"VALIDATE CONSTRAINT {quote(old)}"))]
    return [
        *drop_constraint(DropConstraint(table, before), context),
        *add_constraint(AddConstraint(table, after), context),
    ]


def kept_name(name: str) -> Node:
    """A name that a naming convention of the models must not change again."""
    return call("op.f", text(name))


def _bare(constraint: Constraint) -> str:
    return constraint_sql(_renamed(constraint, None))


def _renamed(constraint: Constraint, name: str | None) -> Constraint:
    return replace(constraint, name=name)


def _validates(before: Constraint, after: Constraint) -> bool:
    if not isinstance(before, ForeignKey | Check) or not isinstance(after, ForeignKey | Check):
        return False
    return before.not_valid and not after.not_valid and f"{_bare(after)} NOT VALID" == _bare(before)


def _in_sql(constraint: Constraint, name: str) -> str:
    return constraint_sql(_renamed(constraint, name))


def _columns(names: tuple[str, ...]) -> Node:
    return listing([text(name) for name in names])


def _names(key: ForeignKey) -> str:
    return "".join((key.target.name, key.target.schema or "", *key.target_columns))


def _unique(constraint: Unique) -> dict[str, Node]:
    options = _deferrable(constraint.deferrable)
    if constraint.nulls_not_distinct:
        options["postgresql_nulls_not_distinct"] = "True"
    if constraint.include:
        options["postgresql_include"] = _columns(constraint.include)
    return options


def _foreign_key(key: ForeignKey) -> dict[str, Node]:
    options: dict[str, Node] = {}
    if key.on_update:
        options["onupdate"] = text(key.on_update)
    if key.on_delete:
        options["ondelete"] = text(key.on_delete)
    options |= _deferrable(key.deferrable)
    if key.match:
        options["match"] = text(key.match)
    return options


def _deferrable(text_of: str | None) -> dict[str, Node]:
    if text_of is None:
        return {}
    options: dict[str, Node] = {}
    if "DEFERRED" in text_of:
        options["initially"] = text("DEFERRED")
    return {**options, "deferrable": "True"}

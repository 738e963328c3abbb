"""Tables as operations: op.create_table with what belongs to it, dropping, renaming, comments and options."""

from __future__ import annotations

import re

from spec2code.model.changes import (
    AddColumn,
    AddConstraint,
    AddIndex,
    AddTable,
    DropIndex,
    DropTable,
    ModifyTable,
    RenameTable,
)
from spec2code.model.fold.repeats import key_of
from spec2code.model.parents import parents
from spec2code.model.records import replace
from spec2code.model.schema import (
    Check,
    Constraint,
    Exclude,
    ForeignKey,
    Name,
    PrimaryKey,
    Table,
    Unique,
)
from spec2code.sql.ddl import alter_table, create_table, quote, string
from spec2code.sql.mysql_table import create_mysql_table, mysql_options
from spec2code_generators.alembic.columns import add_column, column_node, fits_column, set_late
from spec2code_generators.alembic.constraints import add_constraint, fits_inline, inline
from spec2code_generators.alembic.context import Context
from spec2code_generators.alembic.indexes import add_index, drop_index
from spec2code_generators.alembic.options import after_creation, modify_options
from spec2code_generators.alembic.source import Call, Node, call, listing, mapping, text
from spec2code_generators.alembic.step import Step, execute

__all__ = ["add_table", "drop_table", "modify_table", "rename_table"]

_IN_SQL = ("partition_of", "like", "of", "using")
_PAIR = re.compile(r"\s*([a-z_.]+)\s*=\s*([\w.]+)\s*\Z", re.IGNORECASE)
_NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")


def add_table(change: AddTable, context: Context) -> list[Step]:
    """The table, the constraints that op.create_table can't say, its options, comments and indexes."""
    if change.after.option("as") is not None:
        return _add_queried(change.after, context)
    table, attach = _detached(change.after)
    keyword_arguments = _keywords(table)
    if keyword_arguments is not None and context.dialect == "mysql":
        keyword_arguments.update((name, text(value)) for name, value in mysql_options(table))
    fits = (
        keyword_arguments is not None
        and all(fits_column(column) for column in table.columns)
        and not _keys_are_inherited(table)
    )
    steps: list[Step] = []
    apart = _apart(table, context)
    if fits and keyword_arguments is not None:
        steps.append(Step(_create(table, context, keyword_arguments, apart)))
    elif context.dialect == "mysql":
        steps.append(execute(create_mysql_table(_written(table, context, apart))))
    else:
        steps.append(execute(create_table(_written(table, context, apart))))
        steps += [step for column in table.columns for step in set_late(table.name, column)]
        steps += _comments(table)
    steps += [
        step for item in apart for step in add_constraint(AddConstraint(table.name, item), context)
    ]
    for index in table.indexes:
        steps += add_index(AddIndex(table.name, index), context)
    return steps + after_creation(table) + attach


def _add_queried(table: Table, context: Context) -> list[Step]:
    """A table of which only the query tells the columns: what the spec adds to them follows."""
    steps = [execute(create_table(table))]
    for column in table.columns:
        if column.type:
            steps += add_column(AddColumn(table.name, column), context)
        elif not column.nullable:
            action = f"ALTER COLUMN {quote(column.name)} SET NOT NULL"
            steps.append(execute(alter_table(table.name, action)))
    for item in table.constraints:
        steps += add_constraint(AddConstraint(table.name, item), context)
    for index in table.indexes:
        steps += add_index(AddIndex(table.name, index), context)
    return steps + _comments(table) + after_creation(table)


def drop_table(change: DropTable, context: Context) -> list[Step]:
    """The indexes in reverse order, as autogenerate has it, and the table.

    Partitions take their indexes from their parent, and can't drop those; MySQL lets go of none that a foreign key uses.
    A partition of a table that a foreign key refers to has to leave that first.
    """
    table = change.before
    steps: list[Step] = []
    if not _ancestors(table, context).isdisjoint(context.before.targets):
        rest = tuple(option for option in table.options if option[0] != "partition_of")
        steps += modify_options(table, replace(table, options=rest))
    if table.option("partition_of") is None and context.dialect != "mysql":
        for index in reversed(table.indexes):
            steps += drop_index(DropIndex(table.name, index), context)
    return [*steps, Step(call("op.drop_table", text(table.name.name), schema=_schema(table)))]


def _ancestors(table: Table, context: Context) -> set[Name]:
    """The tables that it is a partition of, one above the other."""
    found: set[Name] = set()
    above: Table | None = table
    while above is not None and above.option("partition_of") is not None:
        (name,) = parents(above)
        if name in found:
            break
        found.add(name)
        above = context.before.schema.tables.get(name)
    return found


def rename_table(change: RenameTable) -> list[Step]:
    schema = text(change.before.schema) if change.before.schema else None
    if change.before.schema != change.after.schema:
        target = quote(change.after.schema or "public")
        steps = [execute(alter_table(change.before, f"SET SCHEMA {target}"))]
        moved = replace(change.before, schema=change.after.schema)
        if moved != change.after:
            steps += rename_table(RenameTable(moved, change.after))
        return steps
    node = call("op.rename_table", text(change.before.name), text(change.after.name), schema=schema)
    return [Step(node)]


def modify_table(change: ModifyTable) -> list[Step]:
    before, after = change.before, change.after
    steps: list[Step] = []
    if before.comment != after.comment:
        existing = text(before.comment) if before.comment is not None else None
        name, schema = text(after.name.name), _schema(after)
        if after.comment is None:
            node = call("op.drop_table_comment", name, existing_comment=existing, schema=schema)
        else:
            node = call(
                "op.create_table_comment",
                name,
                text(after.comment),
                existing_comment=existing,
                schema=schema,
            )
        steps.append(Step(node))
    return steps + modify_options(before, after)


def _detached(table: Table) -> tuple[Table, list[Step]]:
    """A partition with columns of its own as a table, and the step that attaches it when it is complete."""
    if table.option("partition_of") is None or not any(column.type for column in table.columns):
        return table, []
    rest = tuple(option for option in table.options if option[0] != "partition_of")
    alone = replace(table, options=rest)
    return alone, modify_options(alone, table)


def _create(
    table: Table, context: Context, keywords: dict[str, Node], apart: list[Constraint]
) -> Call:
    side = context.after
    columns = [column_node(column, side, table) for column in table.columns]
    order: list[Constraint] = [*table.checks, *table.foreign_keys]
    if table.primary_key:
        order.append(table.primary_key)
    order += table.uniques
    constraints = [inline(table.name, item, side) for item in order if item not in apart]
    items = [*columns, *constraints]
    if len(items) > 250:
        items = [Call("*[", tuple(items), "]")]
    return call(
        "op.create_table",
        text(table.name.name),
        *items,
        schema=_schema(table),
        comment=text(table.comment) if table.comment is not None else None,
        sqlite_autoincrement="True" if _counts(table, context) else None,
        **keywords,
    )


def _counts(table: Table, context: Context) -> bool:
    """Whether SQLite must never use a number again; its other integer keys count as well."""
    return context.dialect == "sqlite" and any(column.auto_increment for column in table.columns)


def _apart(table: Table, context: Context) -> list[Constraint]:
    """The constraints that op.create_table can't say, and a table's keys to itself where those wait for one."""
    late: list[Constraint] = []
    keys: set[object] = set()
    for item in table.constraints:
        if isinstance(item, PrimaryKey | Unique):
            if key_of(item) in keys:
                # PostgreSQL would make one constraint of two in the same CREATE TABLE.
                late.append(item)
                continue
            keys.add(key_of(item))
        if isinstance(item, ForeignKey):
            unknown = not context.after.target_columns(item)
            to_late = item.target == table.name and any(
                isinstance(other, PrimaryKey | Unique) for other in late
            )
            if unknown or to_late or not fits_inline(item):
                late.append(item)
        elif not fits_inline(item):
            late.append(item)
    return late


def _written(table: Table, context: Context, apart: list[Constraint]) -> Table:
    """The table for CREATE TABLE in SQL: every constraint under its name, without those that follow."""

    def named(items: tuple[Constraint, ...]) -> list[Constraint]:
        return [
            replace(item, name=context.after.name(table.name, item))
            for item in items
            if item not in apart
        ]

    constraints = named(table.constraints)
    return replace(
        table,
        primary_key=next((item for item in constraints if isinstance(item, PrimaryKey)), None),
        uniques=tuple(item for item in constraints if isinstance(item, Unique)),
        checks=tuple(item for item in constraints if isinstance(item, Check)),
        excludes=tuple(item for item in constraints if isinstance(item, Exclude)),
        foreign_keys=tuple(item for item in constraints if isinstance(item, ForeignKey)),
    )


def _comments(table: Table) -> list[Step]:
    steps = []
    if table.comment is not None:
        steps.append(execute(f"COMMENT ON TABLE {quote(table.name)} IS {string(table.comment)}"))
    for column in table.columns:
        if column.comment is not None:
            name = f"{quote(table.name)}.{quote(column.name)}"
            steps.append(execute(f"COMMENT ON COLUMN {name} IS {string(column.comment)}"))
    return steps


def _keys_are_inherited(table: Table) -> bool:
    """Whether a key is on a column of a parent's, which op.create_table doesn't know."""
    own = {column.name for column in table.columns}
    keys = [
        item for item in table.constraints if isinstance(item, PrimaryKey | Unique | ForeignKey)
    ]
    return any(not own.issuperset(item.columns) for item in keys)


def _keywords(table: Table) -> dict[str, Node] | None:
    """The options as arguments of op.create_table; None when one of them can't be said there."""
    options = dict(table.options)
    found: dict[str, Node] = {}
    if any(name in options for name in _IN_SQL):
        return None
    if "partition_by" in options:
        found["postgresql_partition_by"] = text(options["partition_by"])
    if "inherits" in options:
        parents = options["inherits"].strip("() ")
        if not _NAME.match(parents):
            return None
        found["postgresql_inherits"] = text(parents)
    if "with" in options:
        pairs = [_PAIR.match(part) for part in options["with"].strip("() ").split(",")]
        matched = [(pair[1].lower(), pair[2]) for pair in pairs if pair]
        if len(matched) < len(pairs) or any("." in name for name, _ in matched):
            return None
        found["postgresql_with"] = mapping(
            [(name, value if value.isdigit() else text(value)) for name, value in matched]
        )
    if "tablespace" in options:
        found["postgresql_tablespace"] = text(options["tablespace"])
    if "unlogged" in options:
        found["prefixes"] = listing([text("UNLOGGED")])
    return found


def _schema(table: Table) -> Node | None:
    return text(table.name.schema) if table.name.schema else None

"""A column that changes: type, nullability, default, identity, sequence, expression, comment."""

from __future__ import annotations

from spec2code.model.changes import AddColumn, DropColumn, ModifyColumn
from spec2code.model.identity_options import option_changes
from spec2code.model.records import replace
from spec2code.model.schema import Column
from spec2code.sql.ddl import (
    alter_table,
    column_settings,
    identity_sql,
    quote,
    string,
)
from spec2code.sql.mysql_table import mysql_column, mysql_name
from spec2code_generators.alembic.casts import using
from spec2code_generators.alembic.columns import (
    add_column,
    default_node,
    drop_column,
    fits_column,
)
from spec2code_generators.alembic.context import Context
from spec2code_generators.alembic.source import Node, call, text
from spec2code_generators.alembic.step import Step, execute
from spec2code_generators.alembic.types import type_node

__all__ = ["modify_column"]


def modify_column(change: ModifyColumn, context: Context) -> list[Step]:
    before, after = change.before, change.after
    if context.dialect == "sqlite":
        return _operation(change, context)
    if _is_new(before, after):
        return [
            *drop_column(DropColumn(change.table, before)),
            *add_column(AddColumn(change.table, after), context),
        ]
    if context.dialect == "mysql":
        return _in_mysql(change, context)
    steps = _sequence_away(change)
    if before.identity is not None and after.identity is None:
        steps.append(_alter(change, "DROP IDENTITY"))
    if _default_in_the_way(before, after):
        steps.append(_alter(change, "DROP DEFAULT"))
        change = replace(change, before=replace(before, default=None))
    steps += _in_sql(change)
    steps += _operation(change, context)
    return steps + _sequence_along(change, context) + _sequence_back(change) + _identity(change)


def _in_mysql(change: ModifyColumn, context: Context) -> list[Step]:
    """MySQL writes a column anew when it changes: what isn't said again is lost."""
    before, after = change.before, change.after
    plain = fits_column(before) and fits_column(after) and not (before.options or after.options)
    steps = _operation(change, context)
    if plain and not (after.collation or after.generated or after.serial) and steps:
        return steps
    column = f"ALTER TABLE {mysql_name(change.table)} MODIFY COLUMN {mysql_column(after)}"
    return [execute(column)]


def _is_new(before: Column, after: Column) -> bool:
    """Whether the column has to be made anew: it becomes generated, or one kind of generated the other."""
    if after.generated is None:
        return before.generated is not None and not before.stored
    return before.generated is None or before.stored != after.stored


def _default_in_the_way(before: Column, after: Column) -> bool:
    """Whether PostgreSQL may be unable to cast the old default to the new type.

    A string that it can cast would go on being one of the old type, which could not be dropped then.
    """
    if before.default is None or before.type == after.type:
        return False
    is_string = before.default.key.startswith("'")
    if is_string and before.type.partition("(")[0] != after.type.partition("(")[0]:
        return True
    return using(before.type, after.type, before.name) is not None


def _operation(change: ModifyColumn, context: Context) -> list[Step]:
    """op.alter_column with what differs, and what autogenerate tells of the rest."""
    before, after = change.before, change.after
    retyped = before.type != after.type or before.collation != after.collation
    new: dict[str, Node] = {}
    existing_type = type_node(before.type, context.before.enums)
    if before.type != after.type and before.collation is None and after.collation is None:
        new["existing_type"] = existing_type
        new["type_"] = type_node(after.type, context.after.enums)
    else:
        new["existing_type"] = type_node(after.type, context.after.enums)
    defaulted = before.default != after.default and not after.serial
    if before.nullable != after.nullable and not (after.identity and not before.identity):
        new["nullable"] = str(after.nullable)
    elif retyped or defaulted or before.comment != after.comment:
        new["existing_nullable"] = str(after.nullable)
    if defaulted:
        new["server_default"] = default_node(after)
    elif after.default is not None and ("type_" in new or "nullable" in new):
        new["existing_server_default"] = default_node(after)
    if before.comment != after.comment:
        new["comment"] = text(after.comment) if after.comment is not None else "None"
        if before.comment is not None:
            new["existing_comment"] = text(before.comment)
    elif context.dialect == "mysql" and after.comment is not None:
        new["existing_comment"] = text(after.comment)
    if context.dialect == "mysql":
        if "nullable" not in new:
            new["existing_nullable"] = str(after.nullable)
        if after.default is not None and "server_default" not in new:
            new["existing_server_default"] = default_node(after)
    if not new.keys() & {"type_", "nullable", "server_default", "comment"}:
        return []
    if "type_" in new:
        cast = using(before.type, after.type, after.name)
        if cast and context.dialect == "postgresql":
            new["postgresql_using"] = text(cast)
    if change.table.schema:
        new["schema"] = text(change.table.schema)
    order = ("existing_type", "type_", "server_default", "nullable", "comment")
    arranged = {name: new[name] for name in order if name in new}
    arranged |= {name: value for name, value in new.items() if name not in arranged}
    node = call("op.alter_column", text(change.table.name), text(after.name), **arranged)
    return [Step(node)]


def _in_sql(change: ModifyColumn) -> list[Step]:
    """What op.alter_column has no argument for."""
    before, after = change.before, change.after
    steps: list[Step] = []
    if before.generated is not None and after.generated is None:
        steps.append(_alter(change, "DROP EXPRESSION"))
    elif before.generated != after.generated and after.generated is not None:
        steps.append(_alter(change, f"SET EXPRESSION AS ({after.generated.text})"))
    if before.collation != after.collation or (before.type != after.type and after.collation):
        cast = using(before.type, after.type, after.name)
        collation = after.collation or '"default"'
        tail = f" USING {cast}" if cast else ""
        steps.append(_alter(change, f"TYPE {after.type} COLLATE {collation}{tail}"))
    if before.options != after.options and after.options:
        steps += [_alter(change, f"SET {part}") for part in column_settings(after.options)]
    steps += [_alter(change, action) for action in _settings_away(before, after)]
    return steps


def _settings_away(before: Column, after: Column) -> list[str]:
    """What takes a setting back that the column no longer has."""
    kept = {part.partition(" ")[0] for part in column_settings(after.options)}
    actions = []
    for part in column_settings(before.options):
        name, _, _ = part.partition(" ")
        if part.startswith("("):
            if not any(word.startswith("(") for word in kept):
                names = [item.partition("=")[0].strip() for item in part.strip("()").split(",")]
                actions.append(f"RESET ({', '.join(names)})")
        elif name not in kept:
            actions.append(f"SET {name} {'-1' if name == 'STATISTICS' else 'DEFAULT'}")
    return actions


def _sequence_away(change: ModifyColumn) -> list[Step]:
    """A SERIAL that is none any more gives back its default and its sequence."""
    if not change.before.serial or change.after.serial:
        return []
    return [_alter(change, "DROP DEFAULT"), execute(f"DROP SEQUENCE {_sequence(change)}")]


def _sequence_along(change: ModifyColumn, context: Context) -> list[Step]:
    """The sequence of a SERIAL counts as far as the column's type; after a renaming it may be called otherwise."""
    before, after = change.before, change.after
    if not (before.serial and after.serial) or before.type == after.type:
        return []
    if context.dialect != "postgresql":
        return []
    return [execute(f"ALTER SEQUENCE IF EXISTS {_sequence(change)} AS {after.type}")]


def _sequence_back(change: ModifyColumn) -> list[Step]:
    """A column that becomes SERIAL gets the sequence and default that SERIAL would have made."""
    if change.before.serial or not change.after.serial:
        return []
    sequence = _sequence(change)
    owner = f"{quote(change.table)}.{quote(change.after.name)}"
    return [
        execute(f"CREATE SEQUENCE {sequence} AS {change.after.type}"),
        _alter(change, f"SET DEFAULT nextval({string(sequence)}::regclass)"),
        execute(f"ALTER SEQUENCE {sequence} OWNED BY {owner}"),
        *_counted_on(change),
    ]


def _sequence(change: ModifyColumn) -> str:
    name = f"{change.table.name}_{change.before.name}_seq"
    return quote(replace(change.table, name=name))


def _identity(change: ModifyColumn) -> list[Step]:
    before, after = change.before.identity, change.after.identity
    if before == after or after is None:
        return []
    if before is None:
        required = [] if not change.before.nullable else [_alter(change, "SET NOT NULL")]
        return [*required, _alter(change, f"ADD {identity_sql(after)}"), *_counted_on(change)]
    options = option_changes(before.options, after.options)
    if options is not None:
        kind = "ALWAYS" if after.always else "BY DEFAULT"
        named = [f"GENERATED {kind}"] if before.always != after.always else []
        return [_alter(change, " ".join(f"SET {part}" for part in [*named, *options]))]
    return [
        _alter(change, "DROP IDENTITY"),
        _alter(change, f"ADD {identity_sql(after)}"),
        *_counted_on(change),
    ]


def _counted_on(change: ModifyColumn) -> list[Step]:
    """A new sequence of a column with values goes on behind them, or the next row would repeat one."""
    identity = change.after.identity
    if identity is not None and ("MINVALUE" in identity.options or "BY -" in identity.options):
        return []
    table, column = quote(change.table), quote(change.after.name)
    sequence = f"pg_get_serial_sequence({string(table)}, {string(change.after.name)})"
    return [
        execute(f"SELECT setval({sequence}, max({column})) FROM {table} HAVING max({column}) > 0")
    ]


def _alter(change: ModifyColumn, action: str) -> Step:
    return execute(alter_table(change.table, f"ALTER COLUMN {quote(change.after.name)} {action}"))

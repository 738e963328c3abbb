"""What belongs to a table and no operation of alembic speaks of: row-level security, storage, partitions."""

from __future__ import annotations

from spec2code.model.schema import Table
from spec2code.sql.ddl import alter_table, partition_parts, quote
from spec2code_generators.alembic.step import Step, execute

__all__ = ["after_creation", "modify_options"]

_SWITCHES = {
    "row_security": ("ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY"),
    "force_row_security": ("FORCE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY"),
    "unlogged": ("SET UNLOGGED", "SET LOGGED"),
}


def after_creation(table: Table) -> list[Step]:
    """What CREATE TABLE has no place for; indexes are there already."""
    return [
        execute(alter_table(table.name, action))
        for name, value in table.options
        if name in ("row_security", "force_row_security", "replica_identity", "cluster")
        or " " in name
        for action in [_action(name, value)]
        if action
    ]


def modify_options(before: Table, after: Table) -> list[Step]:
    """Options that were set, changed or taken away."""
    old, new = dict(before.options), dict(after.options)
    steps: list[Step] = []
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) == new.get(name):
            continue
        if name == "partition_of":
            steps += _partition(after, old.get(name), new.get(name))
            continue
        steps += [
            execute(alter_table(after.name, action))
            for action in _actions(name, old.get(name), new.get(name))
        ]
    return steps


def _actions(name: str, old: str | None, new: str | None) -> list[str]:
    if name == "with":
        return _parameters(old or "", new or "")
    if name == "inherits":
        return [
            *(f"NO INHERIT {parent}" for parent in _list(old) if parent not in _list(new)),
            *(f"INHERIT {parent}" for parent in _list(new) if parent not in _list(old)),
        ]
    action = _action(name, new)
    return [action] if action else []


def _action(name: str, value: str | None) -> str | None:
    """The action that sets an option, or takes it away when the value is None."""
    if name in _SWITCHES:
        set_, unset = _SWITCHES[name]
        return set_ if value is not None else unset
    if name == "replica_identity":
        return value or "REPLICA IDENTITY DEFAULT"
    if name == "cluster":
        return value or "SET WITHOUT CLUSTER"
    if name == "tablespace":
        return f"SET TABLESPACE {value or 'pg_default'}"
    if name == "using":
        return f"SET ACCESS METHOD {value or 'DEFAULT'}"
    if name.startswith(("trigger ", "rule ")):
        kind, _, which = name.partition(" ")
        return value or f"ENABLE {kind.upper()} {quote(which)}"
    if name.startswith("default of "):
        column = f"ALTER COLUMN {quote(name.removeprefix('default of '))}"
        return f"{column} SET DEFAULT {value}" if value else f"{column} DROP DEFAULT"
    if name.startswith("nullability of "):
        column = f"ALTER COLUMN {quote(name.removeprefix('nullability of '))}"
        return f"{column} SET {value}" if value else f"{column} DROP NOT NULL"
    return None


def _parameters(old: str, new: str) -> list[str]:
    before = dict(part.partition("=")[::2] for part in _list(old))
    after = dict(part.partition("=")[::2] for part in _list(new))
    changed = [f"{name}={value}" for name, value in after.items() if before.get(name) != value]
    gone = [name for name in before if name not in after]
    actions = [f"SET ({', '.join(changed)})"] if changed else []
    return actions + ([f"RESET ({', '.join(gone)})"] if gone else [])


def _list(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").strip("() ").split(",") if part.strip()]


def _partition(table: Table, old: str | None, new: str | None) -> list[Step]:
    steps = []
    name = table.name
    if old is not None:
        parent, _ = partition_parts(old)
        steps.append(execute(f"ALTER TABLE {parent} DETACH PARTITION {quote(name)}"))
    if new is not None:
        parent, bounds = partition_parts(new)
        steps.append(execute(f"ALTER TABLE {parent} ATTACH PARTITION {quote(name)} {bounds}"))
    return steps

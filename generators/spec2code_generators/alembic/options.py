"""What belongs to a table and no operation of alembic speaks of: row-level security, storage, partitions."""

from __future__ import annotations

from spec2code.model.schema import Table
from spec2code_generators.alembic.ddl import alter_table, partition_parts, quote
from spec2code_generators.alembic.step import Step, execute

__all__ = ["after_creation", "modify_options"]

_SET = {
    "row_security": ("ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY"),
    "force_row_security": ("FORCE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY"),
    "unlogged": ("SET UNLOGGED", "SET LOGGED"),
}


def after_creation(table: Table) -> list[Step]:
    """What CREATE TABLE has no place for."""
    return [
        execute(alter_table(table.name, action))
        for name, value in table.options
        if name in ("row_security", "force_row_security", "replica_identity", "cluster_on")
        for action in [_action(name, None, value)]
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
    action = _action(name, old, new)
    return [action] if action else []


def _action(name: str, old: str | None, new: str | None) -> str | None:
    if name in _SET:
        set_, unset = _SET[name]
        return set_ if new is not None else unset
    if name == "replica_identity":
        return f"REPLICA IDENTITY {new or 'DEFAULT'}"
    if name == "tablespace":
        return f"SET TABLESPACE {new or 'pg_default'}"
    if name == "cluster_on":
        return f"CLUSTER ON {new}" if new else "SET WITHOUT CLUSTER"
    if name == "access_method":
        return f"SET ACCESS METHOD {new or 'DEFAULT'}"
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

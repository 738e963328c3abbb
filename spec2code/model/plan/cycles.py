"""Takes circles of dependencies apart: what can be added to a table later leaves its AddTable."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.model.changes import (
    AddConstraint,
    AddIndex,
    AddObject,
    AddTable,
    Change,
    ModifyConstraint,
    ModifyIndex,
    ModifyTable,
)
from spec2code.model.plan.mentions import mentioned, table_mentions, words
from spec2code.model.plan.partitions import place, waiting_indexes
from spec2code.model.records import replace
from spec2code.model.schema import Check, ForeignKey, Name, PrimaryKey, Table, Unique

__all__ = ["detach"]


def detach(changes: Sequence[Change]) -> list[Change]:
    """The changes with some of what AddTable makes apart and behind it.

    These are foreign keys that close a circle or need a key which a table gets that is there already, and checks by
    functions that read the table. So are indexes that partitions must not get with their creation, and the primary
    keys that heirs got when they were there.
    """
    changes = [part for change in changes for part in _with_key_apart(change)]
    tables = {change.after.name: change.after for change in changes if isinstance(change, AddTable)}
    closing = _closing(tables)
    readers = _readers(changes, tables)
    waiting = waiting_indexes(tables)
    added = _added_keys(changes) | {
        (name, frozenset(index.columns))
        for name, apart in waiting.items()
        for index in apart
        if index.unique
    }
    result: list[Change] = []
    later: list[Change] = []
    indexes: list[AddIndex] = []
    for change in changes:
        if isinstance(change, AddTable):
            whole = change.after
            table, apart = _split(whole, closing.get(whole.name, set()), readers, added)
            switches = tuple(option for option in table.options if " " in option[0])
            if switches:
                # A trigger is switched off when it is there.
                rest = tuple(option for option in table.options if " " not in option[0])
                later.append(ModifyTable(replace(table, options=rest), table))
                table = replace(table, options=rest)
            waits = [index for index in table.indexes if index in waiting.get(table.name, ())]
            if waits:
                kept = tuple(index for index in table.indexes if index not in waits)
                indexes += [AddIndex(table.name, index) for index in waits]
                table = replace(table, indexes=kept)
            result.append(AddTable(table))
            later += [AddConstraint(table.name, constraint) for constraint in apart]
        else:
            result.append(change)
    indexes.sort(key=lambda change: place(change.after))
    return [*result, *later, *indexes]


def _with_key_apart(change: Change) -> list[Change]:
    if not isinstance(change, AddTable):
        return [change]
    table, key = change.after, change.after.primary_key
    if key is None or not key.later or not table.option("inherits"):
        return [change]
    return [AddTable(replace(table, primary_key=None)), AddConstraint(table.name, key)]


def _split(
    table: Table,
    closing: set[Name],
    readers: dict[str, set[str]],
    added: set[tuple[Name, frozenset[str]]],
) -> tuple[Table, list[ForeignKey | Check]]:
    keys = [
        key
        for key in table.foreign_keys
        if key.target in closing or (key.target, frozenset(key.target_columns)) in added
    ]
    checks = [
        check
        for check in table.checks
        if any(table.name.name in readers[name] for name in _called(check.expression.text, readers))
    ]
    if not keys and not checks:
        return table, []
    kept_keys = tuple(key for key in table.foreign_keys if key not in keys)
    kept_checks = tuple(check for check in table.checks if check not in checks)
    return replace(table, foreign_keys=kept_keys, checks=kept_checks), [*checks, *keys]


def _added_keys(changes: Sequence[Change]) -> set[tuple[Name, frozenset[str]]]:
    """The keys that tables get which are there already; the primary one under no columns as well."""
    found: set[tuple[Name, frozenset[str]]] = set()
    for change in changes:
        match change:
            case AddConstraint(name, PrimaryKey() as key) | ModifyConstraint(
                name, _, PrimaryKey() as key
            ):
                found |= {(name, frozenset(key.columns)), (name, frozenset())}
            case AddConstraint(name, Unique() as key) | ModifyConstraint(name, _, Unique() as key):
                found.add((name, frozenset(key.columns)))
            case AddIndex(name, index) | ModifyIndex(name, _, index) if index.unique:
                found.add((name, frozenset(index.columns)))
    return found


def _called(text: str, readers: dict[str, set[str]]) -> list[str]:
    return [name for name in words(text) if name in readers] if readers else []


def _readers(changes: Sequence[Change], tables: dict[Name, Table]) -> dict[str, set[str]]:
    """New functions that need new tables, by name."""
    names = {name.name for name in tables}
    found: dict[str, set[str]] = {}
    for change in changes:
        if isinstance(change, AddObject) and change.after.kind in ("function", "procedure"):
            read = {name for _, name in mentioned(change)} & names
            if read:
                found.setdefault(change.after.name.name, set()).update(read)
    return found


def _closing(tables: dict[Name, Table]) -> dict[Name, set[Name]]:
    """For each table the targets to which a foreign key would close a circle.

    A depth-first walk in the order of the tables: a key to a table that is still being walked closes
    one, unless it is the table's own.
    """
    by_word: dict[str, Name] = {name.name: name for name in tables}
    needs = {name: _needs(table, tables, by_word) for name, table in tables.items()}
    closing: dict[Name, set[Name]] = {}
    state: dict[Name, int] = {}
    for start in tables:
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(needs[start]))]
        while stack:
            name, rest = stack[-1]
            target = next(rest, None)
            if target is None:
                state[name] = 2
                stack.pop()
            elif state.get(target) == 1:
                closing.setdefault(name, set()).add(target)
            elif target not in state:
                state[target] = 1
                stack.append((target, iter(needs[target])))
    return closing


def _needs(table: Table, tables: dict[Name, Table], by_word: dict[str, Name]) -> list[Name]:
    """What must be there comes first, so that a circle is closed by a foreign key."""
    words = {word for _, word in table_mentions(table)}
    required = sorted(by_word[word] for word in words & by_word.keys())
    targets = dict.fromkeys(
        key.target
        for key in table.foreign_keys
        if key.target in tables and key.target != table.name
    )
    return [*required, *(target for target in targets if target not in required)]

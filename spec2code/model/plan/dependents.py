"""What stands in the way of a change is dropped before it and made again behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spec2code.model.changes import (
    AddColumn,
    AddConstraint,
    AddIndex,
    AddObject,
    AddTable,
    Change,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropObject,
    DropTable,
    ModifyColumn,
    ModifyConstraint,
    ModifyIndex,
    ModifyObject,
)
from spec2code.model.identifiers import quote_name
from spec2code.model.plan.defaults import with_defaults_apart
from spec2code.model.plan.mentions import mentioned, words
from spec2code.model.plan.references import with_references_apart
from spec2code.model.plan.routines import ROUTINES, is_parsed, replaceable, takes_or_gives
from spec2code.model.schema import (
    Check,
    Constraint,
    Exclude,
    Index,
    Name,
    PrimaryKey,
    Schema,
    SqlObject,
)
from spec2code.model.type_changes import swapped

__all__ = ["around"]

_VIEWS = ("view", "materialized view")
_READERS = (*_VIEWS, "trigger", "policy", "rule", "index", "comment")
"""What stands on tables and views; an index among the objects is one of a materialized view."""


def around(changes: Sequence[Change], desired: Schema) -> list[Change]:
    """The changes, and a drop and an addition for each thing that stands on what is retyped or made anew.

    A modified view, and a function that can't be replaced, come apart into the same two, so that what
    uses them can be put in order.
    """
    types = {name for name in map(swapped, changes) if name is not None}
    routines = _routines_anew(changes, types, desired)
    of_types = _of_types(types, desired)
    changes = _apart(_computed_anew(changes, desired, routines), of_types)
    changes = with_references_apart(changes, desired)
    touched = {
        (change.table.name, change.before.name)
        for change in changes
        if isinstance(change, DropColumn)
        or (isinstance(change, ModifyColumn) and _rewrites(change))
    }
    touched |= of_types
    dropped = {change.before.name.name for change in changes if isinstance(change, DropTable)}
    result: list[Change] = []
    blocked = {name.name for name in _replaced(changes)}
    present = {change.after.identity for change in changes if isinstance(change, AddObject)}
    for change in changes:
        if isinstance(change, ModifyObject) and change.before.definition != change.after.definition:
            present.add(change.after.identity)
            if _made_anew(change, types):
                result += [DropObject(change.before), AddObject(change.after)]
                if change.before.kind in (*_VIEWS, *ROUTINES):
                    blocked.add(change.before.name.name)
                continue
        result.append(change)
    for item in desired.objects.values():
        if item.identity not in present and takes_or_gives(item, {name.name for name in types}):
            result = [*_without(result, item), DropObject(item), AddObject(item)]
            present.add(item.identity)
            blocked.add(item.name.name)
    going = {change.before.name.name for change in result if isinstance(change, DropObject)}
    if not touched and not dropped and not going:
        return result
    result = _split_where(result, lambda table, item: not going.isdisjoint(_on(item)))
    result = with_defaults_apart(result, blocked, desired)
    result += _on_tables(blocked, result, desired)
    for item in desired.objects.values():
        if (item.kind in _READERS or is_parsed(item)) and item.identity not in present:
            if _in_the_way(item, touched, blocked):
                result = [*_without(result, item), DropObject(item), AddObject(item)]
                if item.kind in (*_VIEWS, *ROUTINES, "index"):
                    blocked.add(item.name.name)
    return result


def _replaced(changes: Sequence[Change]) -> set[Name]:
    """The names of tables and views in whose place one of another kind comes."""
    gone = {
        change.before.name
        for change in changes
        if isinstance(change, DropTable)
        or (isinstance(change, DropObject) and change.before.kind in _VIEWS)
    }
    return gone & {
        change.after.name
        for change in changes
        if isinstance(change, AddTable)
        or (isinstance(change, AddObject) and change.after.kind in _VIEWS)
    }


def _without(changes: Sequence[Change], item: SqlObject) -> list[Change]:
    """The changes but that of its comment, which it is made with."""
    return [
        change
        for change in changes
        if not (isinstance(change, ModifyObject) and change.after.identity == item.identity)
    ]


def _made_anew(change: ModifyObject, types: set[Name]) -> bool:
    before, after = change.before, change.after
    if before.kind in _READERS:
        return True
    if before.kind not in ROUTINES:
        return False
    return not replaceable(before, after) or takes_or_gives(before, {name.name for name in types})


def _routines_anew(changes: Sequence[Change], types: set[Name], desired: Schema) -> set[str]:
    """The names of functions and procedures that are dropped and made again."""
    changed = [change for change in changes if isinstance(change, ModifyObject)]
    found = {
        change.before.name.name
        for change in changed
        if change.before.kind in ROUTINES and _made_anew(change, types)
    }
    spelled = {name.name for name in types}
    return found | {
        item.name.name for item in desired.objects.values() if takes_or_gives(item, spelled)
    }


def _of_types(types: set[Name], desired: Schema) -> set[tuple[str, str]]:
    """The columns that are of one of these types, or of arrays of it."""
    spellings = {spelling for name in types for spelling in (str(name), quote_name(name))}
    if not spellings:
        return set()
    return {
        (table.name.name, column.name)
        for table in desired.tables.values()
        for column in table.columns
        if column.type.removesuffix("[]") in spellings
    }


def _on_tables(functions: set[str], changes: Sequence[Change], desired: Schema) -> Iterator[Change]:
    """A drop and an addition for each constraint and index that calls a function which is made anew."""
    if not functions:
        return
    own = AddConstraint | ModifyConstraint | AddIndex | ModifyIndex
    present = {(change.table, change.after) for change in changes if isinstance(change, own)}
    added = {change.after.name for change in changes if isinstance(change, AddTable)}
    for table in desired.tables.values():
        if table.name in added:
            continue
        items: list[Constraint | Index] = [*table.checks, *table.excludes, *table.indexes]
        for item in items:
            if not functions.isdisjoint(_on(item)) and (table.name, item) not in present:
                yield _drop(table.name, item)
                yield _add(table.name, item)


def _computed_anew(changes: Sequence[Change], desired: Schema, routines: set[str]) -> list[Change]:
    """The changes, and for each generated column of one whose type changes a drop and an addition.

    So for one that calls a routine which is made anew.

    PostgreSQL alters no type of a column that a generated one is made of (ALTER TABLE, "SET DATA TYPE").
    What stands on the generated column goes with it and comes back.
    """
    retyped: dict[Name, set[str]] = {}
    for change in changes:
        if isinstance(change, ModifyColumn) and _retypes(change):
            retyped.setdefault(change.table, set()).add(change.after.name)
    result = list(changes)
    for name, table in desired.tables.items() if retyped or routines else ():
        made_of = retyped.get(name, set()) | routines
        for column in table.columns:
            if column.generated is None or made_of.isdisjoint(words(column.generated.text)):
                continue
            own = next((c for c in changes if _is_of(c, name, column.name)), None)
            added = any(isinstance(c, AddTable) and c.after.name == name for c in changes)
            if added or (own is not None and not isinstance(own, ModifyColumn)):
                continue
            before = own.before if own is not None else column
            result = [change for change in result if change is not own]
            present = {
                change.after
                for change in result
                if isinstance(change, AddIndex | ModifyIndex | AddConstraint | ModifyConstraint)
                and change.table == name
            }
            again = [
                item for item in (*table.constraints, *table.indexes) if column.name in _on(item)
            ]
            kept = [item for item in again if item not in present]
            result += [
                *(_drop(name, item) for item in kept),
                DropColumn(name, before),
                AddColumn(name, column),
                *(_add(name, item) for item in kept),
            ]
    return result


def _retypes(change: ModifyColumn) -> bool:
    before, after = change.before, change.after
    return before.type != after.type or before.collation != after.collation


def _is_of(change: Change, table: Name, column: str) -> bool:
    if isinstance(change, ModifyColumn | AddColumn):
        return change.table == table and change.after.name == column
    return False


def _drop(table: Name, item: Constraint | Index) -> Change:
    return DropIndex(table, item) if isinstance(item, Index) else DropConstraint(table, item)


def _add(table: Name, item: Constraint | Index) -> Change:
    return AddIndex(table, item) if isinstance(item, Index) else AddConstraint(table, item)


def _apart(changes: Sequence[Change], of_types: set[tuple[str, str]]) -> list[Change]:
    """What changes because a column of it goes is dropped with the column, then added.

    So is a primary key that a column leaves which becomes nullable, and a condition on a column of another type,
    which the server would read anew for that type; what is on `of_types`, columns of a type that is made anew,
    is set aside with that type.
    """
    gone: dict[Name, set[str]] = {}
    freed: dict[Name, set[str]] = {}
    retyped: dict[Name, set[str]] = {}
    for change in changes:
        if isinstance(change, DropColumn):
            gone.setdefault(change.table, set()).add(change.before.name)
        if isinstance(change, ModifyColumn) and change.before.type != change.after.type:
            retyped.setdefault(change.table, set()).add(change.after.name)
        if isinstance(change, ModifyColumn) and change.after.nullable:
            freed.setdefault(change.table, set()).add(change.after.name)

    def wanted(table: Name, item: Constraint | Index) -> bool:
        stands_on = gone.get(table, set())
        if isinstance(item, PrimaryKey):
            stands_on = stands_on | freed.get(table, set())
        on = _on(item)
        if isinstance(item, Check | Exclude | Index) and not any(
            (table.name, name) in of_types for name in on
        ):
            stands_on = stands_on | retyped.get(table, set())
        return bool(stands_on & on)

    return _split_where(changes, wanted) if gone or freed or retyped else list(changes)


def _split_where(
    changes: Sequence[Change], wanted: Callable[[Name, Constraint | Index], bool]
) -> list[Change]:
    """The changes, those of a wanted constraint or index as a drop and an addition."""
    result: list[Change] = []
    for change in changes:
        if isinstance(change, ModifyIndex | ModifyConstraint) and wanted(
            change.table, change.before
        ):
            result += [_drop(change.table, change.before), _add(change.table, change.after)]
        else:
            result.append(change)
    return result


def _on(item: Constraint | Index) -> set[str]:
    """The columns that an index or constraint is on, and other words of its expressions."""
    match item:
        case Index():
            found = {key.column for key in item.keys if key.column} | set(item.include)
            for key in item.keys:
                found |= words(key.expression.text)
            return found | (words(item.where.text) if item.where else set())
        case Check():
            return words(item.expression.text)
        case Exclude():
            return words(item.definition.text)
        case _:
            return set(item.columns)


def _rewrites(change: ModifyColumn) -> bool:
    before, after = change.before, change.after
    return before.type != after.type or before.generated != after.generated


def _in_the_way(item: SqlObject, touched: set[tuple[str, str]], blocked: set[str]) -> bool:
    found = {name for _, name in mentioned(AddObject(item))} | words(item.definition.text)
    if not blocked.isdisjoint(found - {item.name.name}):
        return True
    return any(
        table in found and (column in found or "*" in item.definition.text)
        for table, column in touched
    )

"""What PostgreSQL can't do to a table that is there, a plain one become partitioned, and all that waits for it.

ALTER TABLE has no action for that. What stands on it would fail on the server, so it is held back with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from spec2code.codes import diagnostic
from spec2code.destructive import named, restore, table_of
from spec2code.diagnostics import Diagnostic
from spec2code.model import changes as ch
from spec2code.model.changes import Change
from spec2code.model.compare import Rename, compare_schemas
from spec2code.model.parents import parents
from spec2code.model.plan.mentions import mentioned
from spec2code.model.records import replace
from spec2code.model.schema import ForeignKey, Name, PrimaryKey, Schema, Table

__all__ = ["in_place"]

_RULE = "PostgreSQL's ALTER TABLE has no action for it: make a new table, move the rows, exchange the names"


def in_place(
    current: Schema, desired: Schema, renames: Sequence[Rename] = ()
) -> tuple[Schema, tuple[Diagnostic, ...]]:
    """Return the schema without what can't be made of the current one, and a word on each thing left out."""
    sides = (*current.tables.values(), *desired.tables.values())
    if all(table.option("partition_by") is None for table in sides):
        return desired, ()
    changes = compare_schemas(current, desired, renames=renames)
    turned = {
        change.after.name: change
        for change in changes
        if isinstance(change, ch.ModifyTable) and _turns(change)
    }
    if not turned:
        return desired, ()
    present = dict(current.tables)
    present |= {c.before.name: c.before for c in changes if isinstance(c, ch.ModifyTable)}
    family = _family(turned, (present, desired.tables))
    kept: list[Change] = []
    held: list[Change] = []
    for change in changes:
        for part in _parts(change, turned, present, desired):
            (held if _is_of(part, family, turned, present, desired) else kept).append(part)
    _hold_what_mentions(kept, held, [present[name] for name in family if name in present])
    told = [_told(change, turned) for change in held]
    return _taken_back(desired, (kept, held), present, family), tuple(dict.fromkeys(told))


def _turns(change: ch.ModifyTable) -> bool:
    return change.before.option("partition_by") != change.after.option("partition_by")


def _family(turned: Collection[Name], sides: Sequence[Mapping[Name, Table]]) -> set[Name]:
    """The tables, and the partitions that they have on either side, those of partitions among them."""
    found = set(turned)
    grown = True
    while grown:
        more = {
            name
            for tables in sides
            for name, table in tables.items()
            if table.option("partition_of") and not found.isdisjoint(parents(table))
        }
        grown = not more <= found
        found |= more
    return found


def _parts(
    change: Change,
    turned: Collection[Name],
    present: Mapping[Name, Table],
    desired: Schema,
) -> Iterator[Change]:
    """The change, taken apart where a part of it can be made without the rest."""
    if isinstance(change, ch.AddTable):
        table = change.after
        apart = [key for key in table.foreign_keys if key.target in turned]
        apart = [key for key in apart if not _has_key(key, present, desired)]
        if apart:
            rest = tuple(key for key in table.foreign_keys if key not in apart)
            yield ch.AddTable(replace(table, foreign_keys=rest))
            yield from (ch.AddConstraint(table.name, key) for key in apart)
            return
    yield change


def _is_of(
    change: Change,
    family: set[Name],
    turned: Collection[Name],
    present: Mapping[Name, Table],
    desired: Schema,
) -> bool:
    """Whether the change is of one of these tables, or of a foreign key to what they don't have."""
    if isinstance(change, ch.RenameTable | ch.RenameColumn):
        return False
    if isinstance(change, ch.AddObject | ch.ModifyObject):
        own = change.after.table
        return own is not None and own in family and own not in turned
    name = table_of(change)
    if isinstance(change, ch.ModifyTable) and name in turned:
        return _turns(change)
    if name in family:
        return not (isinstance(change, ch.AddColumn) and name in turned)
    if isinstance(change, ch.AddConstraint | ch.ModifyConstraint):
        key = change.after
        return (
            isinstance(key, ForeignKey)
            and key.target in family
            and not _has_key(key, present, desired)
        )
    return False


def _has_key(key: ForeignKey, present: Mapping[Name, Table], desired: Schema) -> bool:
    """Whether what a foreign key points at is there already."""
    table, later = present.get(key.target), desired.tables.get(key.target)
    wanted = key.target_columns
    if not wanted and later is not None and later.primary_key is not None:
        wanted = later.primary_key.columns
    if table is None:
        return False
    keys = [table.primary_key.columns] if isinstance(table.primary_key, PrimaryKey) else []
    keys += [unique.columns for unique in table.uniques]
    keys += [index.columns for index in table.indexes if index.unique and index.where is None]
    return set(wanted) in [set(columns) for columns in keys]


def _hold_what_mentions(kept: list[Change], held: list[Change], standing: Sequence[Table]) -> None:
    """Move what speaks of things that are not made now, and what would take away what stays in use."""
    used = {name for table in standing for _, name in mentioned(ch.AddTable(table))}
    used |= {table.name.name for table in standing}
    lacking = {name for change in held for name in _made(change)}
    moved = True
    while moved:
        moved = False
        for change in list(kept):
            if isinstance(change, ch.DropEnum | ch.DropObject):
                waits = change.before.name.name in used
            elif isinstance(change, ch.AddObject | ch.ModifyObject):
                waits = not lacking.isdisjoint(name for _, name in mentioned(change))
            else:
                waits = False
            if waits:
                kept.remove(change)
                held.append(change)
                lacking.update(_made(change))
                moved = True


def _made(change: Change) -> set[str]:
    match change:
        case ch.AddTable(table):
            items = (*table.indexes, *table.constraints)
            return {table.name.name} | {item.name for item in items if item.name}
        case ch.AddIndex(_, item) | ch.AddConstraint(_, item):
            return {item.name} if item.name else set()
        case ch.AddObject(item):
            return {item.name.name}
        case _:
            return set()


def _told(change: Change, turned: Mapping[Name, ch.ModifyTable]) -> Diagnostic:
    if isinstance(change, ch.ModifyTable) and change.after.name in turned:
        way = change.after.option("partition_by")
        what = f"partitioned by {way}" if way else "one that is not partitioned"
        message = f"`{change.after.name}` can't become {what} in place: left out"
        return diagnostic("G104", message, change.after.span, hint=f"The rule: {_RULE}.")
    what, span = named(change)
    tables = ", ".join(f"`{name}`" for name in turned)
    return diagnostic("G258", f"{what} stands on what {tables} can't become: left out", span)


def _taken_back(
    desired: Schema,
    split: tuple[Sequence[Change], Sequence[Change]],
    present: Mapping[Name, Table],
    family: set[Name],
) -> Schema:
    """The schema without what is held back, so that models speak of what the database has."""
    kept, held = split
    tables, objects = dict(desired.tables), dict(desired.objects)
    for name in family & tables.keys():
        if name not in present:
            del tables[name]
            continue
        now, later = present[name], tables[name]
        new = (c.after for c in kept if isinstance(c, ch.AddColumn) and c.table == name)
        tables[name] = replace(now, columns=(*now.columns, *new), comment=later.comment)
    for change in held:
        match change:
            case ch.AddConstraint(name, ForeignKey() as key) if name in tables:
                tables[name] = _without(tables[name], key)
            case ch.ModifyConstraint(name, before, ForeignKey() as key) if name in tables:
                tables[name] = _without(tables[name], key).with_constraint(before)
            case ch.AddObject(item):
                objects.pop(item.identity, None)
            case ch.ModifyObject(before, _):
                objects[before.identity] = before
            case _:
                continue
    gone = [c for c in held if isinstance(c, ch.DropTable | ch.DropEnum | ch.DropObject)]
    return restore(Schema(tables, desired.enums, objects), gone)


def _without(table: Table, key: ForeignKey) -> Table:
    return replace(table, foreign_keys=tuple(each for each in table.foreign_keys if each != key))

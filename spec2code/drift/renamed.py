"""What looks like a rename: a table or column that the specs have and one of the code that is left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from spec2code.drift.names import closest, similar
from spec2code.model import changes as ch
from spec2code.model.changes import Change
from spec2code.model.compare import suggest_renames
from spec2code.model.identifiers import mentioned
from spec2code.model.schema import (
    Check,
    Constraint,
    ForeignKey,
    Index,
    Name,
    Schema,
    Table,
    Unique,
)
from spec2code.model.statements import RenameTable

__all__ = [
    "columns_renamed",
    "constraints_changed",
    "tables_renamed",
    "without_equal_uniques",
]

_FEWEST = 3
"""Tables with fewer columns are alike by chance, unless they have one name in two schemas."""
_ALIKE = 0.8
"""How many of all columns must be in both where the tables' names are alike, but not all columns."""


def columns_renamed(
    changes: Sequence[Change], stated: Mapping[tuple[Name, str], str]
) -> list[Change]:
    """The changes with a rename where a column is missing and another too many that is like it.

    `stated` are those that migrations make, (table, former name) to the name of today: they need not be alike.
    """
    pairs = {
        (item.table, item.column): item.new_name
        for item in suggest_renames(tuple(changes))
        if item.column
    }
    pairs.update(_stated(changes, stated))
    gone = {
        (change.table, change.before.name): change.before
        for change in changes
        if isinstance(change, ch.DropColumn)
    }
    come = {
        (table, new): gone[table, old]
        for (table, old), new in pairs.items()
        if (table, old) in gone
    }
    told: list[Change] = []
    for change in changes:
        match change:
            case ch.DropColumn(table, before) if (table, before.name) in pairs:
                continue
            case ch.AddColumn(table, after) if (table, after.name) in come:
                told.append(ch.RenameColumn(table, come[table, after.name], after))
            case _:
                told.append(change)
    return told


def _stated(
    changes: Sequence[Change], stated: Mapping[tuple[Name, str], str]
) -> Iterator[tuple[tuple[Name, str], str]]:
    """The column of the code to the spec's name for it, where the spec has a former one and all else is the same."""
    gone = {
        (change.table, change.before.name): change.before
        for change in changes
        if isinstance(change, ch.DropColumn)
    }
    for change in changes:
        if isinstance(change, ch.AddColumn):
            today = (change.table, stated.get((change.table, change.after.name), ""))
            if today in gone and gone[today].type == change.after.type:
                yield today, change.after.name


def constraints_changed(changes: Sequence[Change], *, names: bool) -> list[Change]:
    """The changes with a modification where a constraint is missing and another too many that is for the same.

    They are paired where only one of them has a name, so that the names can't tell them apart; foreign keys
    of the same columns always. `names`: whether names tell constraints apart at all.
    """
    gone: dict[tuple[Name, type], list[Constraint]] = {}
    for change in changes:
        if isinstance(change, ch.DropConstraint):
            gone.setdefault((change.table, type(change.before)), []).append(change.before)
    partners: dict[int, Constraint] = {}
    for change in changes:
        if isinstance(change, ch.AddConstraint):
            waiting = gone.get((change.table, type(change.after)), [])
            alike = [item for item in waiting if _same_purpose(item, change.after, names)]
            if len(alike) == 1:
                partners[id(change)] = alike[0]
                waiting.remove(alike[0])
    paired = {id(item) for item in partners.values()}
    told: list[Change] = []
    for change in changes:
        match change:
            case ch.DropConstraint(_, before) if id(before) in paired:
                continue
            case ch.AddConstraint(table, after) if id(change) in partners:
                told.append(ch.ModifyConstraint(table, partners[id(change)], after))
            case _:
                told.append(change)
    return told


def without_equal_uniques(changes: Sequence[Change], code: Schema) -> list[Change]:
    """The changes without a unique constraint on one side that is a unique index on the other.

    The same rows are refused; an index of the code that specs ask for as well is enough for both.
    """
    constraints = {
        _rows_of(change.table, item): change
        for change in changes
        if isinstance(change, ch.AddConstraint | ch.DropConstraint)
        for item in [change.after if isinstance(change, ch.AddConstraint) else change.before]
        if isinstance(item, Unique) and not item.deferrable and not item.without_overlaps
    }
    equal: set[int] = set()
    for change in changes:
        if isinstance(change, ch.AddIndex | ch.DropIndex):
            index = change.after if isinstance(change, ch.AddIndex) else change.before
            other = constraints.get(_rows_of(change.table, index)) if _is_plain(index) else None
            if other is not None and isinstance(change, ch.AddIndex) != isinstance(
                other, ch.AddConstraint
            ):
                equal |= {id(change), id(other)}
    return [
        change
        for change in changes
        if id(change) not in equal and not _is_refused_already(change, code)
    ]


def _is_refused_already(change: Change, code: Schema) -> bool:
    """Whether it adds a unique constraint for rows that a unique index of the code refuses."""
    if not isinstance(change, ch.AddConstraint) or not isinstance(change.after, Unique):
        return False
    table, unique = code.tables.get(change.table), change.after
    if table is None or unique.deferrable or unique.without_overlaps:
        return False
    rows = _rows_of(table.name, unique)
    return any(_is_plain(item) and _rows_of(table.name, item) == rows for item in table.indexes)


def _rows_of(table: Name, item: Unique | Index) -> tuple[Name, frozenset[str], bool]:
    return table, frozenset(item.columns), item.nulls_not_distinct


def _is_plain(index: Index) -> bool:
    """Whether an index refuses the rows that a unique constraint of its columns refuses."""
    return index.unique and index.where is None and all(key.column for key in index.keys)


def _same_purpose(one: Constraint, other: Constraint, names: bool) -> bool:
    if isinstance(one, ForeignKey) and isinstance(other, ForeignKey):
        return one.columns == other.columns
    if names and one.name and other.name:
        return False
    match one, other:
        case Unique(), Unique():
            ours, theirs = set(one.columns), set(other.columns)
            return ours <= theirs or theirs <= ours
        case Check(), Check():
            return mentioned(one.expression.key) == mentioned(other.expression.key)
    return False


def tables_renamed(code: Schema, wanted: Schema, uncertain: Set[Name]) -> list[RenameTable]:
    """The renames of tables of the code that no spec speaks of into tables that the code lacks.

    Args:
        code: what the code has.
        wanted: what the specs speak of.
        uncertain: tables of the code of which not all is known.
    """
    names = {name.name for name in code.tables if name not in wanted.tables}
    missing = [
        table
        for name, table in wanted.tables.items()
        if name not in code.tables
        and not table.is_partial
        and (len(table.columns) >= _FEWEST or name.name in names)
    ]
    free = [
        table
        for name, table in code.tables.items()
        if name not in wanted.tables and name not in uncertain
    ]
    if not missing or not free:
        return []
    by_columns: dict[frozenset[tuple[str, str]], list[Table]] = {}
    for table in free:
        by_columns.setdefault(_columns(table), []).append(table)
    found: dict[Name, RenameTable] = {}
    for table in missing:
        alike = by_columns.get(_columns(table), [])
        if len(table.columns) < _FEWEST:
            alike = [other for other in alike if other.name.name == table.name.name]
        elif len(alike) != 1:
            alike = [other for other in alike or free if _near(table, other)]
            nearest = closest(table.name.name, [other.name.name for other in alike])
            alike = [other for other in alike if other.name.name == nearest]
        if len(alike) == 1 and alike[0].name not in found:
            found[alike[0].name] = RenameTable(alike[0].name, table.name)
    return list(found.values())


def _columns(table: Table) -> frozenset[tuple[str, str]]:
    return frozenset((column.name, column.type) for column in table.columns)


def _near(wanted: Table, other: Table) -> bool:
    if not similar(wanted.name.name, other.name.name):
        return False
    ours = {column.name for column in wanted.columns}
    theirs = {column.name for column in other.columns}
    return len(ours & theirs) >= _ALIKE * len(ours | theirs)

"""Renames: those that a spec announces are carried out, those that a difference looks like are suggested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from spec2code.model import statements
from spec2code.model.changes import (
    AddColumn,
    AddTable,
    Change,
    DropColumn,
    DropTable,
    RenameColumn,
    RenameTable,
)
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import Column, Name, Schema, Table
from spec2code.model.span import Span

__all__ = ["Rename", "RenameSuggestion", "noted_renames", "rename", "renames_of", "suggest_renames"]

Rename = tuple[str, str, str]
"""(table, old column, new column); an old column of '' renames the table to the third."""

_ALIKE = 0.6
"""How much of two names must agree before a drop and an add look like a rename."""


@dataclass(frozen=True, slots=True)
class RenameSuggestion:
    """A drop and an add that may be one rename. `column` and `new_name` '' and a name: the table's own."""

    table: Name
    column: str
    new_name: str
    span: Span | None = None


def rename(
    current: Schema, desired: Schema, renames: Sequence[Rename]
) -> tuple[Schema, list[Change]]:
    """The current schema under its new names, and the changes that give it them."""
    if not renames:
        return current, []
    from spec2code.model.fold import fold

    changes: list[Change] = []
    for table, old, new in renames:
        if old:
            continue
        source, target = _name(table), _sibling(_name(table), new)
        if _moves(source, target, current.tables, desired.tables):
            changes.append(RenameTable(source, target))
            statement = statements.RenameTable(source, target)
            current = fold(current, [statement], ensure=False).schema
    moved = {_name(table): _sibling(_name(table), new) for table, old, new in renames if not old}
    carried_out = {change.before for change in changes if isinstance(change, RenameTable)}
    for table, old, new in renames:
        if not old:
            continue
        name = _name(table)
        if name in moved and (name in carried_out or name not in current.tables):
            name = moved[name]
        before, after = current.tables.get(name), desired.tables.get(name)
        column = before.column(old) if before else None
        if column is None or before is None or after is None:
            continue
        if before.column(new) or not after.column(new):
            continue
        changes.append(RenameColumn(name, column, replace(column, name=new)))
        current = fold(current, [statements.RenameColumn(name, old, new)], ensure=False).schema
    return current, changes


def renames_of(given: Iterable[statements.Statement]) -> tuple[Rename, ...]:
    """The renames that statements ask for, as `compare_schemas` takes them.

    Tables come under the names that they have in the beginning, columns from the first name to the last; from the
    names between as well, for what has gone a part of the way. What is made anew under a name that was given up
    has no name in the beginning.
    """
    tables: dict[Name, list[Name]] = {}
    columns: dict[tuple[Name, str], list[str]] = {}
    for statement in given:
        if isinstance(statement, statements.RenameTable):
            way = next((way for way in tables.values() if way[-1] == statement.name), None)
            if way is None and statement.name not in tables:
                way = tables[statement.name] = []
            if way is not None:
                way.append(statement.new_name)
        elif isinstance(statement, statements.RenameColumn):
            table = next((a for a, way in tables.items() if way[-1] == statement.table), None)
            if table is None and statement.table in tables:
                continue
            table = table or statement.table
            ways = [way for (owner, _), way in columns.items() if owner == table]
            on = next((way for way in ways if way[-1] == statement.column), None)
            if on is None and (table, statement.column) not in columns:
                on = columns[table, statement.column] = []
            if on is not None:
                on.append(statement.new_name)
    return (
        *((str(old), "", str(way[-1])) for old, way in tables.items()),
        *((str(old), "", str(way[-1])) for way in tables.values() for old in way[:-1]),
        *((str(table), old, way[-1]) for (table, old), way in columns.items()),
        *((str(table), old, way[-1]) for (table, _), way in columns.items() for old in way[:-1]),
    )


def noted_renames(
    current: Schema, notes: Iterable[Rename], given: Iterable[statements.Statement]
) -> list[statements.Statement]:
    """The renames that notes beside the statements announce, as statements to stand before them.

    Args:
        current: what there is.
        notes: (table, old column, new column); an old column of '' renames the table to the third.
        given: what the spec asks for: the new names are in it, and of the old ones none.
    """
    from spec2code.model.fold import fold

    found: list[statements.Statement] = []
    notes = tuple(notes)
    if not notes:
        return found
    said = fold(Schema(), given, ensure=True).schema.tables
    for table, old, new in notes:
        name = _name(table)
        if not old:
            target = _sibling(name, new)
            if _moves(name, target, current.tables, said) and name not in said:
                found.append(statements.RenameTable(name, target))
            continue
        moved = next(
            (
                item.new_name
                for item in found
                if isinstance(item, statements.RenameTable) and item.name == name
            ),
            name,
        )
        before, after = current.tables.get(name), said.get(moved)
        if before is None or after is None or not before.column(old) or before.column(new):
            continue
        if after.column(new) and not after.column(old):
            found.append(statements.RenameColumn(moved, old, new))
    return found


def suggest_renames(changes: Sequence[Change]) -> tuple[RenameSuggestion, ...]:
    """Drops and adds that look like a rename: the same type, nullability and much of the name.

    Each dropped column is suggested for one added column at most, the one whose name is most alike.
    """
    dropped: dict[tuple[Name, str, bool], list[Column]] = {}
    for change in changes:
        if isinstance(change, DropColumn):
            dropped.setdefault(_likeness(change.table, change.before), []).append(change.before)
    found: list[RenameSuggestion] = []
    for change in changes:
        if isinstance(change, AddColumn):
            candidates = dropped.get(_likeness(change.table, change.after), [])
            best = _most_alike(change.after.name, [column.name for column in candidates])
            if best is not None:
                column = candidates.pop(best)
                span = change.after.span
                found.append(RenameSuggestion(change.table, column.name, change.after.name, span))
    return (*found, *_tables(changes))


def _tables(changes: Sequence[Change]) -> list[RenameSuggestion]:
    """A dropped and an added table with the same columns."""
    dropped: dict[tuple[tuple[str, str], ...], list[Table]] = {}
    for change in changes:
        if isinstance(change, DropTable):
            dropped.setdefault(_columns(change.before), []).append(change.before)
    found: list[RenameSuggestion] = []
    for change in changes:
        if isinstance(change, AddTable) and dropped.get(_columns(change.after)):
            before = dropped[_columns(change.after)].pop(0)
            name = str(change.after.name)
            found.append(RenameSuggestion(before.name, "", name, change.after.span))
    return found


def _columns(table: Table) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((column.name, column.type) for column in table.columns))


def _likeness(table: Name, column: Column) -> tuple[Name, str, bool]:
    return (table, column.type, column.nullable)


def _most_alike(name: str, candidates: Sequence[str]) -> int | None:
    if not candidates:
        return None
    ratios = [_ratio(name, candidate) for candidate in candidates]
    best = max(range(len(candidates)), key=lambda index: ratios[index])
    return best if ratios[best] >= _ALIKE else None


def _ratio(one: str, other: str) -> float:
    """1.0 for names of which one holds the words of the other, else the share that agrees of what they don't share.

    `first_name` and `family_name` have a word in common that says nothing of which is which.
    """
    words, others = one.lower().split("_"), other.lower().split("_")
    common = set(words) & set(others)
    if common in (set(words), set(others)):
        return 1.0
    rest, left = (
        "_".join(item for item in names if item not in common) for names in (words, others)
    )
    return SequenceMatcher(None, rest, left, autojunk=False).ratio()


def _name(text: str) -> Name:
    schema, dot, name = text.rpartition(".")
    return Name(name, schema) if dot and schema != "public" else Name(name)


def _sibling(source: Name, text: str) -> Name:
    return _name(text) if "." in text else Name(text, source.schema)


def _moves(
    source: Name, target: Name, present: dict[Name, Table], wanted: dict[Name, Table]
) -> bool:
    """Whether it has the name that it shall give up. What else is wanted under that name is made anew."""
    return source in present and target not in present and target in wanted

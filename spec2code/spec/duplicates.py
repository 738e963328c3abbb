"""One definition for each table, enum and index that a document defines more than once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeAlias

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.records import replace
from spec2code.model.schema import Index, Name, Table
from spec2code.model.span import Span
from spec2code.model.statements import (
    CreateEnum,
    CreateIndex,
    CreateTable,
    DropConstraint,
    DropEnum,
    DropIndex,
    DropObject,
    DropTable,
    RenameConstraint,
    RenameIndex,
    RenameTable,
    RenameType,
    Statement,
)
from spec2code.spec.listings import Listing

__all__ = ["fullest_of", "without_duplicates"]


def fullest_of(listings: Sequence[Listing], bare: Callable[[str], str]) -> dict[str, Listing]:
    """Of the lists of columns of each table the longest, of such as long the one that states its types best.

    A diagram is none of them.
    """
    found: dict[str, Listing] = {}
    for listing in listings:
        known = found.get(bare(listing.name))
        if listing.kind != "er diagram" and listing.columns:
            if known is None or _weight(listing) > _weight(known):
                found[bare(listing.name)] = listing
    return found


def _weight(listing: Listing) -> tuple[int, bool]:
    """How much a list says: its columns, and whether most of their types are those of a database."""
    open_types = sum(column.words.loose or column.words.assumed for column in listing.columns)
    return len(listing.columns), open_types * 2 < len(listing.columns)


def without_duplicates(
    statements: list[Statement], dialect: str, fences: Sequence[Span] = ()
) -> tuple[list[Statement], list[Diagnostic]]:
    """The statements with the fullest definition of each name, and what was left out.

    A sketch early in a document and the migration further down often define the same table; the one that
    says more wins, of two that say as much the later one. Two definitions in one of the `fences` are no
    sketch and its elaboration but a mistake.
    """
    told: list[Diagnostic] = []
    dropped: set[int] = set()
    _tables(statements, dropped, told, fences)
    _enums(statements, dropped, told)
    _indexes(statements, dropped, fences)
    kept = [item for index, item in enumerate(statements) if index not in dropped]
    return _renamed_indexes(kept, dialect, told), told


def _tables(
    statements: list[Statement],
    dropped: set[int],
    told: list[Diagnostic],
    fences: Sequence[Span],
) -> None:
    seen: dict[Name, int] = {}
    for index, item in enumerate(statements):
        if isinstance(item, DropTable | RenameTable):
            seen.pop(item.name, None)  # what is made behind it is another table
        if not isinstance(item, CreateTable):
            continue
        before = seen.get(item.table.name)
        if before is None:
            seen[item.table.name] = index
            continue
        other = statements[before]
        assert isinstance(other, CreateTable)
        if replace(item.table, comment=None) == replace(other.table, comment=None):
            dropped.add(index)
            continue
        loser, winner = (
            (before, index) if fullness(item.table) >= fullness(other.table) else (index, before)
        )
        seen[item.table.name] = winner
        dropped.add(loser)
        lost, kept = statements[loser], statements[winner]
        message = f"table `{item.table.name}` is defined twice, differently; the fuller definition is taken"
        together = _fence(lost.span, fences) is not None
        together = together and _fence(lost.span, fences) == _fence(kept.span, fences)
        severity = Severity.ERROR if together else None
        told.append(diagnostic("S151", message, lost.span, other=kept.span, severity=severity))
        _companions(statements, lost.span, dropped)


def _companions(statements: list[Statement], span: Span | None, dropped: set[int]) -> None:
    """The enums and indexes that were written inside the definition that is left out."""
    if span is None:
        return
    for index, item in enumerate(statements):
        inside = isinstance(item, CreateEnum | CreateIndex) and item.span is not None
        if inside and item.span is not None and _within(item.span, span):
            dropped.add(index)


def _fence(span: Span | None, fences: Sequence[Span]) -> int | None:
    """Which of the fences, in source order, a statement stands in."""
    if span is None:
        return None
    index = bisect_right(fences, span.line, key=lambda fence: fence.line) - 1
    return index if index >= 0 and span.line <= fences[index].end_line else None


def _within(inner: Span, outer: Span) -> bool:
    start = (outer.line, outer.column) <= (inner.line, inner.column)
    return (
        inner.file == outer.file
        and start
        and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    )


def fullness(table: Table) -> int:
    """How much a definition says."""
    columns = sum(
        2 + bool(column.default) + (not column.nullable) + column.serial for column in table.columns
    )
    return columns + 2 * len(table.constraints) + len(table.indexes)


def _enums(statements: list[Statement], dropped: set[int], told: list[Diagnostic]) -> None:
    seen: dict[Name, int] = {}
    for index, item in enumerate(statements):
        if isinstance(item, DropEnum | RenameType):
            seen.pop(item.name, None)
        if index in dropped or not isinstance(item, CreateEnum):
            continue
        before = seen.get(item.enum.name)
        if before is None:
            seen[item.enum.name] = index
            continue
        other = statements[before]
        assert isinstance(other, CreateEnum)
        loser, winner = (
            (before, index) if len(item.enum.labels) >= len(other.enum.labels) else (index, before)
        )
        dropped.add(loser)
        seen[item.enum.name] = winner
        if item.enum.labels != other.enum.labels:
            message = f"type `{item.enum.name}` is defined twice, with different labels"
            told.append(
                diagnostic("S151", message, statements[loser].span, other=statements[winner].span)
            )


def _indexes(statements: list[Statement], dropped: set[int], fences: Sequence[Span]) -> None:
    """The same index written twice is one; two of one name on different tables are left for `check`.

    One without a name is another index for the server, and a repetition only where another fence has it.
    """
    seen: set[tuple[Name, Index]] = set()
    places: dict[tuple[Name, Index], int | None] = {}
    for index, item in enumerate(statements):
        if isinstance(item, DropIndex | RenameIndex):
            seen = {one for one in seen if one[1].name != item.name.name}
        if isinstance(item, DropTable | RenameTable | DropObject):
            seen = {one for one in seen if one[0] != item.name}
        if index in dropped or not isinstance(item, CreateIndex):
            continue
        key = (item.table, item.index)
        place = _fence(item.span, fences) if item.index.name is None else None
        if key in seen and (item.index.name is not None or places[key] != place):
            dropped.add(index)
            continue
        seen.add(key)
        places[key] = place


_IndexName: TypeAlias = tuple[str | None, str]


def _forget(owners: dict[_IndexName, Name], item: Statement) -> None:
    """Free the names that a statement frees, and follow those that it changes."""
    match item:
        case DropIndex(name):
            owners.pop((name.schema, name.name), None)
        case DropConstraint(table, str(constraint)):
            owners.pop((table.schema, constraint), None)
        case RenameIndex(Name(name, schema), new) | RenameConstraint(Name(_, schema), name, new):
            if (schema, name) in owners:
                owners[schema, new] = owners.pop((schema, name))
        case DropTable(table) | DropObject("materialized view", table):
            for key in [key for key, owner in owners.items() if owner == table]:
                del owners[key]
        case RenameTable(table, new_name):
            owners.update((key, new_name) for key, owner in owners.items() if owner == table)


def _renamed_indexes(
    statements: list[Statement], dialect: str, told: list[Diagnostic]
) -> list[Statement]:
    """In MySQL an index name is the table's own, in PostgreSQL the schema's: the second gets its table's in front."""
    if dialect == "mysql":
        return statements
    owners: dict[_IndexName, Name] = {}
    found: list[Statement] = []
    for item in statements:
        _forget(owners, item)
        if isinstance(item, CreateIndex) and item.index.name is not None:
            owner = owners.setdefault((item.table.schema, item.index.name), item.table)
            if owner != item.table:
                name = f"{item.table.name}_{item.index.name}"
                message = (
                    f"index `{item.index.name}` of `{item.table}` has the name of an index of `{owner}`; "
                    f"it is called `{name}`"
                )
                told.append(diagnostic("Q112", message, item.span))
                index = replace(item.index, name=name, written_name=item.index.name)
                item = replace(item, index=index)
        found.append(item)
    return found

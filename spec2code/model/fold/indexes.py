"""CREATE, DROP and RENAME INDEX."""

from __future__ import annotations

from functools import partial

from spec2code.model.fold.constraints import find, replaced
from spec2code.model.fold.draft import Draft
from spec2code.model.fold.renames import rename_index
from spec2code.model.names import index_name, unused_name
from spec2code.model.records import replace
from spec2code.model.schema import (
    Exclude,
    Expression,
    Index,
    Name,
    PrimaryKey,
    SqlObject,
    Table,
    Unique,
)
from spec2code.model.statements import CreateIndex, DropIndex, RenameIndex

__all__ = ["create", "drop", "rename"]


def create(draft: Draft, statement: CreateIndex) -> None:
    index = statement.index
    if _on_view(draft, statement):
        return
    table = draft.table(statement.table)
    if table is None:
        return
    if index.name is None and _stands(draft, table, index):
        return
    if index.name is None and (not draft.ensure or index in table.indexes):
        taken = {index_name(table.name.name, item) for item in table.indexes}
        make = partial(index_name, table.name.name, index)
        while draft.owner(Name(name := unused_name(make, taken), table.name.schema)) is not None:
            taken.add(name)
        index = replace(index, name=name)
    if index.name is not None and _taken(draft, table, index, statement):
        return
    draft.said_indexes.setdefault(table.name, []).append(index)
    table = draft.tables[table.name]
    draft.put(replace(table, indexes=(*table.indexes, index)))
    draft.claim_indexes(table, (index,))


def _stands(draft: Draft, table: Table, index: Index) -> bool:
    """Whether an index that is given no name is there: one like it of which nothing was said before.

    What the same statements make beside it is another one, as it is for PostgreSQL.
    """
    if not draft.ensure:
        return False
    said = list(draft.said_indexes.get(table.name, ()))
    free: list[Index] = []
    for item in table.indexes:
        if item in said:
            said.remove(item)
        elif replace(item, name=None) == index:
            free.append(item)
    if free:
        own = index_name(table.name.name, index)
        meant = next((item for item in free if item.name == own), free[0])
        draft.said_indexes.setdefault(table.name, []).append(meant)
    return bool(free)


def _on_view(draft: Draft, statement: CreateIndex) -> bool:
    """A materialized view's index is kept with the objects: there is no table to hold it."""
    key = ("materialized view", statement.table, None, "")
    if key not in draft.objects or statement.table in draft.tables:
        return False
    name = statement.index.name or index_name(statement.table.name, statement.index)
    definition = Expression(statement.text, " ".join(statement.text.lower().split()))
    item = SqlObject(
        "index",
        Name(name, statement.table.schema),
        definition,
        statement.table,
        depends_on=(statement.table,),
        span=statement.span,
    )
    draft.objects[item.identity] = item
    return True


def _taken(draft: Draft, table: Table, index: Index, statement: CreateIndex) -> bool:
    """Whether there is an index of that name; in a spec the new one takes its place."""
    assert index.name is not None
    owner = draft.owner(Name(index.name, table.name.schema))
    if owner is None:
        return False
    present = draft.find_index(draft.tables[owner], index.name)
    if draft.ensure and owner == table.name and present is not None:
        draft.said_indexes.setdefault(table.name, []).append(index)
        indexes = tuple(index if item is present else item for item in table.indexes)
        draft.put(replace(table, indexes=indexes))
        return True
    if not (statement.if_not_exists or draft.ensure):
        draft.problem(
            "name-taken",
            f"index `{index.name}` of table `{table.name}` has the name of an index of `{owner}`",
            present.span if present else None,
        )
    return not draft.ensure


def drop(draft: Draft, statement: DropIndex) -> None:
    name = statement.name
    owner = _owner_by_table(draft, statement) or draft.owner(name)
    if owner is not None:
        table = draft.tables[owner]
        index = draft.find_index(table, name.name)
        left = tuple(item for item in table.indexes if item is not index)
        draft.put(replace(table, indexes=left))
        return
    for key, item in list(draft.objects.items()):
        if item.kind == "index" and item.name == name:
            draft.objects.pop(key)
            return
    if statement.if_exists or draft.ensure:
        return
    if (unnamed := _key_of_mysql(draft, statement)) is not None:
        assert statement.table is not None
        draft.put(replaced(draft.tables[statement.table], unnamed, None))
        return
    draft.problem("index-unknown", f"index `{name}` is not there to be dropped")
    table_name = statement.table
    if table_name is not None and table_name in draft.tables:
        found = find(draft.tables[table_name], name.name, "unique")
        if found is not None:
            draft.put(replaced(draft.tables[table_name], found, None))


def _key_of_mysql(draft: Draft, statement: DropIndex) -> Unique | None:
    """The unique constraint without a name that MySQL calls by its first column, as it does its index."""
    table = draft.tables.get(statement.table) if statement.table else None
    keys = (
        item
        for item in (table.uniques if table else ())
        if item.name is None and item.columns[:1] == (statement.name.name,)
    )
    return next(keys, None)


def _owner_by_table(draft: Draft, statement: DropIndex) -> Name | None:
    """The schema may be left out of an index's name where the table is given."""
    table = draft.tables.get(statement.table) if statement.table else None
    if table is not None and draft.find_index(table, statement.name.name) is not None:
        return table.name
    return None


def rename(draft: Draft, statement: RenameIndex) -> None:
    name, new = statement.name, statement.new_name
    owner = draft.owner(name)
    if owner is not None:
        table = draft.tables[owner]
        index = draft.find_index(table, name.name)
        indexes = tuple(
            replace(item, name=new) if item is index else item for item in table.indexes
        )
        draft.put(replace(table, indexes=indexes))
        draft.claim_indexes(draft.tables[owner])
        rename_index(draft, owner, name.name, new)
        return
    for table in draft.tables.values():
        if table.name.schema != name.schema:
            continue
        found = find(table, name.name)
        if isinstance(found, PrimaryKey | Unique | Exclude):
            draft.put(replaced(table, found, replace(found, name=new)))
            rename_index(draft, table.name, name.name, new)
            return
    if not draft.ensure:
        draft.problem("index-unknown", f"index `{name}` is not there to be renamed")

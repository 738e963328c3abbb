"""CREATE, DROP, RENAME and ALTER TABLE."""

from __future__ import annotations

from typing import TypeVar

from spec2code.model.counting import counted_columns
from spec2code.model.fold.constraints import with_column
from spec2code.model.fold.draft import Draft
from spec2code.model.fold.likes import with_likes
from spec2code.model.fold.readers import drop_readers
from spec2code.model.fold.renames import READERS, with_relation_renamed
from spec2code.model.fold.repeats import once, without_repeats
from spec2code.model.fold.sequences import fold_sequences_of
from spec2code.model.identifiers import quote_name
from spec2code.model.names import constraint_names, index_name
from spec2code.model.parents import with_parents
from spec2code.model.records import replace
from spec2code.model.schema import (
    Name,
    ObjectKey,
    SqlObject,
    Table,
)
from spec2code.model.statements import AlterTable, CreateTable, DropTable, RenameTable

__all__ = ["alter", "create", "drop", "named", "rename"]

# What CREATE TABLE has no words for, so that it doesn't take it away either.
_LASTING = ("row_security", "force_row_security", "replica_identity", "cluster")
_ON_TABLE = ("trigger", "policy", "rule", "sequence owner")


def create(draft: Draft, statement: CreateTable) -> None:
    table = statement.table
    present = draft.tables.get(table.name)
    earlier = draft.created.get(table.name)
    table = with_likes(draft, table)
    table = replace(table, checks=tuple(with_column(draft, table, check) for check in table.checks))
    table = without_repeats(table)
    if draft.ensure:
        table = _with_each_once(draft, table)
        draft.give_way(table.name, "table")
    if present is None:
        draft.put(table)
    elif not draft.ensure:
        _create_again(draft, statement, present)
        return
    else:
        _count_by_its_own(draft, table)
        if earlier is not None and earlier != statement.table:
            draft.problem("table-twice", f"table `{table.name}` is created twice", earlier.span)
        if table.is_partial:
            draft.put(_merged(present, table))
        elif present.is_partial and table.name in draft.altered_first:
            draft.put(_completed(table, present))
        else:
            draft.put(_redefined(present, table))
    draft.created[table.name] = statement.table
    draft.claim_indexes(draft.tables[table.name])


def _count_by_its_own(draft: Draft, table: Table) -> None:
    """A sequence that nothing owns becomes the one that a serial column of its name makes."""
    sequences = {key[1] for key in draft.objects if key[0] == "sequence"} if draft.ensure else set()
    for column, (_, sequence) in counted_columns(table, sequences).items():
        key = ("sequence", sequence, None, "")
        owned = ("sequence owner", sequence, table.name, column) in draft.objects
        if not owned and key not in draft.created_objects:
            draft.objects.pop(key)


def _with_each_once(draft: Draft, table: Table) -> Table:
    kept = replace(
        table,
        foreign_keys=once(table.foreign_keys),
        checks=once(table.checks),
        excludes=once(table.excludes),
    )
    if len(kept.constraints) < len(table.constraints):
        draft.problem("constraint-repeated", f"table `{table.name}` is given a constraint twice")
    return kept


def _create_again(draft: Draft, statement: CreateTable, present: Table) -> None:
    if present.is_partial:
        draft.put(_merged(present, statement.table))
    elif not statement.if_not_exists:
        draft.problem("table-twice", f"table `{present.name}` is there already", present.span)


def _completed(table: Table, altered: Table) -> Table:
    """A created table with what was said of it before: an index above the CREATE TABLE that it is on."""
    added = [
        column for column in altered.columns if table.column(column.name) is None and column.type
    ]
    return _merged(table, replace(altered, columns=tuple(added)))


def _redefined(present: Table, table: Table) -> Table:
    kept = [(key, value) for key, value in present.options if key in _LASTING or " " in key]
    own = dict(table.options)
    return replace(table, options=tuple(sorted({**dict(kept), **own}.items())))


def _merged(present: Table, table: Table) -> Table:
    """What a table is when part of it is said: the rest stays."""
    columns = {column.name: column for column in present.columns}
    columns.update((column.name, column) for column in table.columns)
    return replace(
        present,
        columns=tuple(columns.values()),
        primary_key=table.primary_key or present.primary_key,
        foreign_keys=_union(present.foreign_keys, table.foreign_keys),
        uniques=_union(present.uniques, table.uniques),
        checks=_union(present.checks, table.checks),
        excludes=_union(present.excludes, table.excludes),
        indexes=_union(present.indexes, table.indexes),
        comment=table.comment or present.comment,
        is_partial=present.is_partial and table.is_partial,
        options=tuple(sorted({**dict(present.options), **dict(table.options)}.items())),
    )


T = TypeVar("T")


def _union(present: tuple[T, ...], added: tuple[T, ...]) -> tuple[T, ...]:
    return (*present, *(item for item in added if item not in present))


# -- drop --------------------------------------------------------------------------------------------


def drop(draft: Draft, statement: DropTable) -> None:
    name = statement.name
    table = draft.tables.pop(name, None)
    draft.created.pop(name, None)
    if table is None:
        if not (statement.if_exists or draft.ensure):
            draft.problem("table-unknown", f"table `{name}` is not there to be dropped")
        return
    for other in list(draft.tables.values()):
        if any(key.target == name for key in other.foreign_keys):
            left = tuple(key for key in other.foreign_keys if key.target != name)
            draft.put(replace(other, foreign_keys=left))
    for key, item in list(draft.objects.items()):
        if item.table == name and item.kind in _ON_TABLE:
            draft.objects.pop(key)
            if item.kind == "sequence owner":
                draft.objects.pop(("sequence", item.name, None, ""), None)
    if statement.cascade:
        drop_readers(draft, name)
    _drop_children(draft, name)


def _drop_children(draft: Draft, parent: Name) -> None:
    """Partitions go with the table they are part of."""
    start = quote_name(parent) + " "
    for child in [
        t for t in draft.tables.values() if (t.option("partition_of") or "").startswith(start)
    ]:
        drop(draft, DropTable(child.name, if_exists=True))


# -- rename ------------------------------------------------------------------------------------------


def rename(draft: Draft, statement: RenameTable) -> None:
    old, new = statement.name, statement.new_name
    table = draft.tables.get(old)
    if table is None:
        _rename_other(draft, old, new)
        return
    if new in draft.tables:
        if (old, "") in draft.made_anew and not {old, new} & draft.created.keys():
            return
        draft.problem("table-twice", f"table `{new}` is there already", draft.tables[new].span)
    fold_sequences_of(draft, table)
    renamed = replace(named(draft.tables[old]), name=new)
    # In the place of the old one: the order of creation is what tables are listed in.
    items = [(new, renamed) if name == old else (name, item) for name, item in draft.tables.items()]
    draft.tables.clear()
    draft.tables.update(items)
    draft.renamed.add(new)
    draft.claim_indexes(renamed)
    if old in draft.created:
        draft.created[new] = draft.created.pop(old)
    for other in list(draft.tables.values()):
        draft.put(_following(other, old, new))
    _rename_in_objects(draft, old, new)


def _rename_other(draft: Draft, old: Name, new: Name) -> None:
    for kind in ("view", "materialized view", "sequence", "foreign table"):
        item = draft.objects.pop((kind, old, None, ""), None)
        if item is not None:
            item = replace(item, name=new)
            draft.objects[item.identity] = item
            return
    if new in draft.tables and draft.ensure:
        return
    draft.problem("table-unknown", f"table `{old}` is not there to be renamed")
    draft.tables.setdefault(new, Table(new, is_partial=True))


def _following(table: Table, old: Name, new: Name) -> Table:
    """Foreign keys, partitions and heirs of a renamed table."""
    if any(key.target == old for key in table.foreign_keys):
        keys = (
            replace(key, target=new) if key.target == old else key for key in table.foreign_keys
        )
        table = replace(table, foreign_keys=tuple(keys))
    options = dict(table.options)
    parent = options.get("partition_of", "")
    if parent.startswith(quote_name(old) + " "):
        options["partition_of"] = quote_name(new) + parent.removeprefix(quote_name(old))
        table = replace(table, options=tuple(sorted(options.items())))
    heirs = options.get("inherits", "").split(", ")
    if quote_name(old) in heirs:
        options["inherits"] = ", ".join(
            quote_name(new) if h == quote_name(old) else h for h in heirs
        )
        table = replace(table, options=tuple(sorted(options.items())))
    return table


def _rename_in_objects(draft: Draft, old: Name, new: Name) -> None:
    moved: list[tuple[ObjectKey, SqlObject]] = []
    for key, item in draft.objects.items():
        if item.table != old and old not in item.depends_on:
            continue
        definition = item.definition
        if item.kind.endswith(READERS):
            definition = with_relation_renamed(definition, old, new)
        names = tuple(new if name == old else name for name in item.depends_on)
        table = new if item.table == old else item.table
        moved.append((key, replace(item, table=table, depends_on=names, definition=definition)))
    for key, item in moved:
        draft.objects.pop(key)
        draft.objects[item.identity] = item


def named(table: Table) -> Table:
    """The table with the names that PostgreSQL gave to what has none: they outlast a renaming."""
    names = constraint_names(table)
    key = table.primary_key
    return replace(
        table,
        primary_key=replace(key, name=names[id(key)]) if key else None,
        foreign_keys=tuple(replace(item, name=names[id(item)]) for item in table.foreign_keys),
        uniques=tuple(replace(item, name=names[id(item)]) for item in table.uniques),
        checks=tuple(replace(item, name=names[id(item)]) for item in table.checks),
        excludes=tuple(replace(item, name=names[id(item)]) for item in table.excludes),
        indexes=tuple(
            replace(item, name=index_name(table.name.name, item)) for item in table.indexes
        ),
    )


# -- options -----------------------------------------------------------------------------------------


def alter(draft: Draft, statement: AlterTable) -> None:
    table = draft.table(statement.name, if_exists=statement.if_exists)
    if table is None:
        return
    if ("partition_of", None) in statement.options and table.option("partition_of") is not None:
        # A partition that leaves takes along what it had of its table.
        table = with_parents(table, draft.tables)
    options = dict(table.options)
    for name, value in statement.options:
        if name.startswith("with:"):
            _set_parameter(options, name.removeprefix("with:"), value)
        elif value is None:
            options.pop(name, None)
        else:
            options[name] = value
    comment = options.pop("comment", None)
    if comment is not None:
        table = replace(table, comment=comment.strip("'"))
    draft.put(replace(table, options=tuple(sorted(options.items()))))


def _set_parameter(options: dict[str, str], name: str, value: str | None) -> None:
    """One storage parameter among those of the option `with`."""
    parts = (part.partition("=") for part in options.pop("with", "").split(", "))
    parameters = {key: setting for key, _, setting in parts if key}
    parameters.pop(name, None)
    if value is not None:
        parameters[name] = value
    if parameters:
        options["with"] = ", ".join(f"{key}={text}" for key, text in sorted(parameters.items()))

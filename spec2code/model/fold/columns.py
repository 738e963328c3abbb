"""ADD, DROP, RENAME and ALTER COLUMN."""

from __future__ import annotations

from spec2code.model.fold.constraints import add_to
from spec2code.model.fold.draft import Draft
from spec2code.model.fold.readers import drop_readers
from spec2code.model.fold.renames import rename_column
from spec2code.model.fold.sequences import fold_sequences_of, spell_out
from spec2code.model.fold.tables import named
from spec2code.model.fold.view_columns import keep_columns, rename_in_views
from spec2code.model.identifiers import mentioned, renamed
from spec2code.model.identity_options import changed_options
from spec2code.model.names import sequence_name
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Check, Column, Exclude, Identity, Index, Name, Table
from spec2code.model.span import Span
from spec2code.model.statements import (
    AddColumn,
    AlterColumn,
    DropColumn,
    IdentityChange,
    RenameColumn,
    Unset,
)

__all__ = ["add", "alter", "drop", "rename"]


def add(draft: Draft, statement: AddColumn) -> None:
    table = draft.table(statement.table)
    if table is None:
        return
    column = statement.column
    present = table.column(column.name)
    if present is not None and not draft.ensure and present.type:
        if not statement.if_not_exists:
            draft.problem(
                "column-twice",
                f"table `{table.name}` has a column `{column.name}` already",
                present.span,
            )
        return
    if present is not None and statement.if_not_exists and table.name in draft.created:
        return
    if present is not None:
        draft.put_column(table, column)
    else:
        keep_columns(draft, table.name)
        draft.put(replace(table, columns=_placed(table, column, statement.after)))
    for constraint in statement.constraints:
        add_to(draft, statement.table, constraint)
    if statement.indexes:
        table = draft.tables[statement.table]
        new = tuple(index for index in statement.indexes if index not in table.indexes)
        draft.put(replace(table, indexes=(*table.indexes, *new)))
        draft.claim_indexes(draft.tables[statement.table])


def _placed(table: Table, column: Column, after: str | None) -> tuple[Column, ...]:
    """The columns with a new one, behind `after` where that is said (MySQL)."""
    if after is None:
        return (*table.columns, column)
    names = [item.name for item in table.columns]
    place = names.index(after) + 1 if after in names else (0 if after == "" else len(names))
    return (*table.columns[:place], column, *table.columns[place:])


def drop(draft: Draft, statement: DropColumn) -> None:
    table = draft.table(statement.table, if_exists=draft.ensure)
    if table is None:
        return
    name = statement.column
    if table.column(name) is None:
        if not (statement.if_exists or draft.ensure or table.is_partial):
            draft.problem("column-unknown", f"table `{table.name}` has no column `{name}` to drop")
        return
    keep_columns(draft, table.name)
    key = table.primary_key
    draft.put(
        replace(
            table,
            columns=tuple(column for column in table.columns if column.name != name),
            primary_key=None if key and name in (*key.columns, *key.include) else key,
            foreign_keys=tuple(item for item in table.foreign_keys if name not in item.columns),
            uniques=tuple(i for i in table.uniques if name not in (*i.columns, *i.include)),
            checks=tuple(i for i in table.checks if name not in mentioned(i.expression.key)),
            excludes=tuple(i for i in table.excludes if name not in mentioned(i.definition.key)),
            indexes=tuple(index for index in table.indexes if not _uses(index, name)),
        )
    )
    _drop_dependents(draft, table.name, name)
    if statement.cascade:
        drop_readers(draft, table.name, Name(name))


def _uses(index: Index, column: str) -> bool:
    if column in index.include:
        return True
    for key in index.keys:
        if key.column == column or (key.column is None and column in mentioned(key.expression.key)):
            return True
    return index.where is not None and column in mentioned(index.where.key)


def _drop_dependents(draft: Draft, table: Name, column: str) -> None:
    """Foreign keys that point at a dropped column, and the sequence that it owned."""
    for other in list(draft.tables.values()):
        if any(key.target == table and column in key.target_columns for key in other.foreign_keys):
            left = (
                key
                for key in other.foreign_keys
                if not (key.target == table and column in key.target_columns)
            )
            draft.put(replace(other, foreign_keys=tuple(left)))
    for key, item in list(draft.objects.items()):
        if item.kind == "sequence owner" and item.table == table and item.signature == column:
            draft.objects.pop(key)
            draft.objects.pop(("sequence", item.name, None, ""), None)


def rename(draft: Draft, statement: RenameColumn) -> None:
    old, new = statement.column, statement.new_name
    table = draft.table(statement.table)
    if table is None:
        return
    column = table.column(old)
    if column is None:
        if table.column(new) is not None and (draft.ensure or table.is_partial):
            return
        if table.is_partial:
            draft.put_column(table, Column(new, ""))
            return
        draft.problem("column-unknown", f"table `{table.name}` has no column `{old}` to rename")
        return
    if table.column(new) is not None:
        if (table.name, old) not in draft.made_anew or table.name in draft.created:
            draft.problem("column-twice", f"table `{table.name}` has a column `{new}` already")
        return
    keep_columns(draft, table.name)
    rename_in_views(draft, table.name, old, new)
    fold_sequences_of(draft, table)
    draft.put(_renamed(named(draft.tables[table.name]), old, new))
    rename_column(draft, table.name, old, new)
    _placed_last(draft, table.name, new, statement.span)
    for other in list(draft.tables.values()):
        if any(
            key.target == table.name and old in key.target_columns for key in other.foreign_keys
        ):
            keys = (
                (
                    replace(key, target_columns=_swap(key.target_columns, old, new))
                    if key.target == table.name
                    else key
                )
                for key in other.foreign_keys
            )
            draft.put(replace(other, foreign_keys=tuple(keys)))


def _swap(names: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(new if name == old else name for name in names)


def _renamed(table: Table, old: str, new: str) -> Table:
    key = table.primary_key
    return replace(
        table,
        columns=tuple(_renamed_column(column, old, new) for column in table.columns),
        primary_key=(
            replace(key, columns=_swap(key.columns, old, new), include=_swap(key.include, old, new))
            if key
            else None
        ),
        foreign_keys=tuple(
            replace(item, columns=_swap(item.columns, old, new)) for item in table.foreign_keys
        ),
        uniques=tuple(
            replace(
                item, columns=_swap(item.columns, old, new), include=_swap(item.include, old, new)
            )
            for item in table.uniques
        ),
        checks=tuple(_renamed_check(item, old, new) for item in table.checks),
        excludes=tuple(
            Exclude(renamed(item.definition, old, new), item.name, item.span)
            for item in table.excludes
        ),
        indexes=tuple(_renamed_index(index, old, new) for index in table.indexes),
    )


def _renamed_column(column: Column, old: str, new: str) -> Column:
    if column.generated is not None:
        column = replace(column, generated=renamed(column.generated, old, new))
    return replace(column, name=new) if column.name == old else column


def _renamed_check(check: Check, old: str, new: str) -> Check:
    column = new if check.column == old else check.column
    return replace(check, expression=renamed(check.expression, old, new), column=column)


def _renamed_index(index: Index, old: str, new: str) -> Index:
    keys = tuple(
        replace(
            key,
            expression=renamed(key.expression, old, new),
            column=new if key.column == old else key.column,
        )
        for key in index.keys
    )
    where = renamed(index.where, old, new) if index.where else None
    return replace(index, keys=keys, where=where, include=_swap(index.include, old, new))


# -- alter -------------------------------------------------------------------------------------------


def alter(draft: Draft, statement: AlterColumn) -> None:
    table = draft.table(statement.table)
    if table is None:
        return
    if table.column(statement.column) is None and table.has_columns_of_others:
        own = _own_settings(statement)
        if own:
            kept = tuple(option for option in table.options if option[0] not in own)
            draft.put(replace(table, options=(*kept, *own.items())))
            return
    column = draft.column(table, statement.column)
    if column is None:
        return
    counts_no_more = not isinstance(statement.default, Unset) and isinstance(statement.type, Unset)
    if column.serial and (counts_no_more or (column.type, statement.type) in _NARROWED):
        # The sequence goes on as it is; of one that is to count further nobody wants to be told.
        spell_out(draft, sequence_name(table.name, column.name))
        table = draft.tables[table.name]
        column = table.column(column.name) or column
    draft.put_column(table, altered(column, statement))
    _placed_last(draft, table.name, column.name, statement.span)


_NARROWED = (("bigint", "integer"), ("bigint", "smallint"), ("integer", "smallint"))


def _own_settings(statement: AlterColumn) -> dict[str, str]:
    """What a table says of a column that it has from another, as options of the table; empty for anything else.

    A child and a partition may have defaults of their own, and refuse NULL (ALTER TABLE, "Notes").
    """
    own: dict[str, str] = {}
    if not isinstance(statement.default, Unset):
        own[f"default of {statement.column}"] = statement.default.text if statement.default else ""
    if statement.nullable is False:
        own[f"nullability of {statement.column}"] = "NOT NULL"
    return own


def _placed_last(draft: Draft, name: Name, column: str, span: Span | None) -> None:
    """In a history a column points at the revision that touched it last; in a spec at its definition there.

    What a spec alters in the code points at the spec.
    """
    found = draft.tables[name].column(column)
    if span is None or found is None:
        return
    if not draft.ensure or found.span is None or found.span.file != span.file:
        draft.put_column(draft.tables[name], replace(found, span=span))


def altered(column: Column, statement: AlterColumn) -> Column:
    """The column with what the statement speaks of."""
    if not isinstance(statement.type, Unset):
        column = replace(column, type=statement.type, collation=None)
        if not isinstance(statement.collation, Unset):
            column = replace(column, collation=statement.collation)
    elif not isinstance(statement.collation, Unset):
        column = replace(column, collation=statement.collation)
    if not isinstance(statement.nullable, Unset):
        column = replace(column, nullable=statement.nullable, not_null=statement.not_null)
    if not isinstance(statement.default, Unset):
        column = replace(column, default=statement.default, serial=False)
    if not isinstance(statement.identity, Unset):
        identity = _identity(column.identity, statement.identity)
        nullable = column.nullable and identity is None
        column = replace(column, identity=identity, nullable=nullable)
    if not isinstance(statement.generated, Unset):
        column = replace(column, generated=statement.generated)
    if not isinstance(statement.serial, Unset):
        column = replace(column, serial=statement.serial)
    if not isinstance(statement.comment, Unset):
        column = replace(column, comment=statement.comment)
    if not isinstance(statement.options, Unset):
        column = replace(column, options=_options(column.options, statement.options))
    return column


def _identity(present: Identity | None, asked: Identity | IdentityChange | None) -> Identity | None:
    if not isinstance(asked, IdentityChange):
        return asked
    if present is None:
        return None
    always = present.always if asked.always is None else asked.always
    return Identity(always, changed_options(present.options, asked.options))


_SETTING = regex(r"\([^()]*\)|[^\s()]+ [^\s()]+")


def _options(present: str, added: str) -> str:
    """Column options one of a kind: a new STORAGE takes the place of the old."""
    parts: dict[str, str] = {}
    for part in (*_SETTING.findall(present), *(_SETTING.findall(added) or [added])):
        name = "(" if part.startswith("(") else part.partition(" ")[0]
        if name == "(":
            part = _parameters(parts.get(name, ""), part)
        parts.pop(name, None)
        if part and not part.endswith((" -1", " DEFAULT")):
            parts[name] = part
    return " ".join(parts.values())


def _parameters(present: str, added: str) -> str:
    """`(n_distinct=5)` and more of its kind in one pair of parentheses; `RESET` is a name without a value."""
    found: dict[str, str] = {}
    for item in f"{present.strip('()')},{added.strip('()')}".split(","):
        name, _, value = item.strip().partition("=")
        if name and value:
            found[name] = value
        else:
            found.pop(name, None)
    return f"({', '.join(f'{name}={value}' for name, value in found.items())})" if found else ""

"""ADD, DROP, RENAME and VALIDATE CONSTRAINT."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.model.fold.draft import Draft
from spec2code.model.fold.renames import rename_index
from spec2code.model.identifiers import mentioned
from spec2code.model.names import (
    constraint_name,
    constraint_names,
    default_constraint_name,
    index_name,
)
from spec2code.model.records import replace
from spec2code.model.schema import (
    Check,
    Column,
    Constraint,
    Exclude,
    ForeignKey,
    Name,
    PrimaryKey,
    Table,
    Unique,
)
from spec2code.model.statements import (
    AddConstraint,
    DropConstraint,
    RenameConstraint,
    ValidateConstraint,
)

__all__ = ["add", "add_to", "drop", "find", "rename", "replaced", "validate", "with_column"]

_KINDS = {
    "primary key": PrimaryKey,
    "foreign key": ForeignKey,
    "unique": Unique,
    "check": Check,
    "exclude": Exclude,
}


def add(draft: Draft, statement: AddConstraint) -> None:
    table = draft.table(statement.table)
    if table is None:
        return
    constraint = statement.constraint
    if statement.using_index is not None and isinstance(constraint, PrimaryKey | Unique):
        index = draft.find_index(table, statement.using_index)
        if index is not None:
            columns = tuple(key.column or key.expression.text for key in index.keys)
            if isinstance(constraint, Unique):
                constraint = replace(constraint, nulls_not_distinct=index.nulls_not_distinct)
            constraint = replace(
                constraint,
                columns=columns,
                include=index.include,
                options=index.options,
                name=constraint.name or index_name(table.name.name, index),
            )
            left = tuple(item for item in table.indexes if item is not index)
            draft.put(replace(table, indexes=left))
            if constraint.name is not None:
                rename_index(draft, table.name, statement.using_index, constraint.name)
    add_to(draft, statement.table, constraint)


def add_to(draft: Draft, name: Name, constraint: Constraint) -> None:
    """Add a constraint to a table that is there."""
    table = draft.tables[name]
    same = _same(table, constraint)
    if same is not None and draft.ensure:
        if name in draft.created and None in (constraint.name, same.name):
            message = f"table `{name}` is given a constraint that it has"
            draft.problem("constraint-repeated", message, same.span)
        draft.put(replaced(table, same, _kept_name(constraint, same)))
        return
    if same is not None and same.name == constraint.name is not None:
        draft.problem(
            "constraint-twice", f"table `{name}` has a constraint `{same.name}` already", same.span
        )
        return
    match constraint:
        case PrimaryKey(columns):
            if table.primary_key is not None:
                draft.problem(
                    "primary-key-twice",
                    f"table `{name}` has a primary key already",
                    table.primary_key.span,
                )
                return
            # Left open, it would have the name of the one that the table had under its old name.
            given = constraint_name(table.name.name, constraint) if name in draft.renamed else None
            key = replace(constraint, later=True, name=constraint.name or given)
            table = replace(table, primary_key=key)
            draft.put(
                replace(
                    table,
                    columns=tuple(
                        replace(column, nullable=False) if column.name in columns else column
                        for column in table.columns
                    ),
                )
            )
        case ForeignKey():
            draft.put(replace(table, foreign_keys=(*table.foreign_keys, constraint)))
        case Unique():
            draft.put(replace(table, uniques=(*table.uniques, constraint)))
        case Check():
            check = with_column(draft, table, constraint)
            draft.put(replace(table, checks=(*table.checks, check)))
        case Exclude():
            draft.put(replace(table, excludes=(*table.excludes, constraint)))


def with_column(draft: Draft, table: Table, check: Check) -> Check:
    """The check with the one column that it names, from which PostgreSQL derives its name; None if several."""
    if table.is_partial:
        return check
    used = draft.columns_of(table) & mentioned(check.expression.key)
    return replace(check, column=used.pop() if len(used) == 1 else None)


def _same(table: Table, constraint: Constraint) -> Constraint | None:
    """The constraint that has this one's name, or says the same under a name not given."""
    if isinstance(constraint, PrimaryKey) and table.primary_key is not None:
        return table.primary_key
    for item in table.constraints:
        if (
            constraint.name is not None
            and constraint_name(table.name.name, item) == constraint.name
        ):
            return item
        if type(item) is type(constraint) and (item.name is None or constraint.name is None):
            if replace(item, name=None) == replace(constraint, name=None):
                return item
    return None


def _kept_name(constraint: Constraint, same: Constraint) -> Constraint:
    return replace(constraint, name=same.name) if constraint.name is None else constraint


def replaced(table: Table, old: Constraint, new: Constraint | None) -> Table:
    """The table with one constraint exchanged for another, or without it."""

    def exchange(items: tuple[Constraint, ...]) -> Iterator[Constraint]:
        for item in items:
            if item is not old:
                yield item
            elif type(new) is type(old) and new is not None:
                yield new

    changed = replace(
        table,
        primary_key=next(
            (
                k
                for k in exchange((table.primary_key,) if table.primary_key else ())
                if isinstance(k, PrimaryKey)
            ),
            None,
        ),
        foreign_keys=tuple(k for k in exchange(table.foreign_keys) if isinstance(k, ForeignKey)),
        uniques=tuple(k for k in exchange(table.uniques) if isinstance(k, Unique)),
        checks=tuple(k for k in exchange(table.checks) if isinstance(k, Check)),
        excludes=tuple(k for k in exchange(table.excludes) if isinstance(k, Exclude)),
    )
    if new is not None and type(new) is not type(old):
        return _appended(changed, new)
    return changed


def _appended(table: Table, constraint: Constraint) -> Table:
    match constraint:
        case PrimaryKey():
            return replace(table, primary_key=constraint)
        case ForeignKey():
            return replace(table, foreign_keys=(*table.foreign_keys, constraint))
        case Unique():
            return replace(table, uniques=(*table.uniques, constraint))
        case Check():
            return replace(table, checks=(*table.checks, constraint))
        case Exclude():
            return replace(table, excludes=(*table.excludes, constraint))


def find(table: Table, name: str | None, kind: str | None = None) -> Constraint | None:
    """A constraint by its name, or by the one that PostgreSQL gave it."""
    wanted = _KINDS.get(kind or "")
    items = [c for c in table.constraints if wanted is None or isinstance(c, wanted)]
    if name is None:
        return items[0] if items else None
    for item in items:
        if item.name == name:
            return item
    names = constraint_names(table)
    return next((item for item in items if item.name is None and names[id(item)] == name), None)


def drop(draft: Draft, statement: DropConstraint) -> None:
    table = draft.table(statement.table, if_exists=draft.ensure)
    if table is None:
        return
    found = find(table, statement.name, statement.kind) or find(table, statement.name)
    if found is not None and (statement.name is not None or statement.kind is not None):
        draft.put(replaced(table, found, None))
        return
    if statement.name is None or statement.if_exists or draft.ensure or table.is_partial:
        return
    column = _not_null(table, statement.name)
    if column is not None:
        draft.put_column(table, replace(column, nullable=True))
        return
    draft.problem(
        "constraint-unknown", f"table `{table.name}` has no constraint `{statement.name}`"
    )
    index = draft.find_index(table, statement.name)
    if index is not None:
        draft.put(
            replace(table, indexes=tuple(item for item in table.indexes if item is not index))
        )


def _not_null(table: Table, name: str) -> Column | None:
    """The column whose NOT NULL has this name: PostgreSQL 18 gives them names."""
    return next(
        (
            column
            for column in table.columns
            if not column.nullable
            and name
            == (
                column.not_null
                or default_constraint_name(table.name.name, (column.name,), "not_null")
            )
        ),
        None,
    )


def rename(draft: Draft, statement: RenameConstraint) -> None:
    table = draft.table(statement.table)
    if table is None:
        return
    found = find(table, statement.name)
    if found is not None:
        draft.put(replaced(table, found, replace(found, name=statement.new_name)))
    elif (column := _not_null(table, statement.name)) is not None:
        draft.put_column(table, replace(column, not_null=statement.new_name))
    elif not (draft.ensure or table.is_partial):
        draft.problem(
            "constraint-unknown", f"table `{table.name}` has no constraint `{statement.name}`"
        )


def validate(draft: Draft, statement: ValidateConstraint) -> None:
    table = draft.table(statement.table)
    if table is None:
        return
    found = find(table, statement.name)
    if isinstance(found, ForeignKey | Check):
        draft.put(replaced(table, found, replace(found, not_valid=False)))
    elif found is None and not table.is_partial:
        draft.problem(
            "constraint-unknown", f"table `{table.name}` has no constraint `{statement.name}`"
        )

"""Domains and composite types that change: in place where PostgreSQL can, else by a second type."""

from __future__ import annotations

from spec2code.model.changes import AddObject, DropObject, ModifyObject
from spec2code.model.definitions import Domain, read_composite, read_domain
from spec2code.model.schema import SqlObject
from spec2code.model.type_changes import added_attributes, same_type, swapped
from spec2code.sql.ddl import quote
from spec2code_generators.alembic.context import Context
from spec2code_generators.alembic.objects import add_object, changed_comment, drop_object
from spec2code_generators.alembic.step import Step, execute
from spec2code_generators.alembic.swap import Cast, by_text, is_used, swap

__all__ = ["modify_type"]


def modify_type(change: ModifyObject, context: Context) -> list[Step]:
    """The steps for a domain or type whose definition differs."""
    before, after = change.before, change.after
    made = add_object(AddObject(after))
    if swapped(change) is not None:
        if not is_used(after.name, context):
            return [*drop_object(DropObject(before)), *made]
        if after.kind == "domain":
            # The check of the new one would be given another name beside it.
            old = [_alter(before, f"DROP CONSTRAINT {name}") for name in _check_names(before)]
            cast = _base_cast(before, after)
            return [*old, *swap("DOMAIN", after.name, made, context, cast=cast)]
        return swap("TYPE", after.name, made, context, cast=_row_cast(before, after))
    steps = _altered_domain(before, after) if after.kind == "domain" else _attributes(before, after)
    return [*steps, *changed_comment(before, after)]


# -- domains -----------------------------------------------------------------------------------------


def _check_names(item: SqlObject) -> list[str]:
    domain = read_domain(item)
    return [name for name, _ in domain.checks] if domain else []


def _altered_domain(before: SqlObject, after: SqlObject) -> list[Step]:
    old, new = read_domain(before) or Domain(""), read_domain(after) or Domain("")
    actions = [
        f"DROP CONSTRAINT {name}" for name, text in old.checks if (name, text) not in new.checks
    ]
    if old.default != new.default:
        actions.append(f"SET DEFAULT {new.default}" if new.default else "DROP DEFAULT")
    if old.required != new.required:
        actions.append(f"{'SET' if new.required else 'DROP'} NOT NULL")
    actions += [
        f"ADD CONSTRAINT {name} CHECK {text}"
        for name, text in new.checks
        if (name, text) not in old.checks
    ]
    return [_alter(after, action) for action in actions]


def _alter(item: SqlObject, action: str) -> Step:
    return execute(f"ALTER {item.kind.upper()} {quote(item.name)} {action}")


def _base_cast(before: SqlObject, after: SqlObject) -> Cast:
    """From one base to the other, as for a column without a domain."""
    old, new = read_domain(before), read_domain(after)
    if old is None or new is None or " COLLATE " in old.base + new.base:
        return by_text
    bases = (old.base, new.base)
    return lambda column, array, target: "::".join(
        (column, *(f"{base}{array}" for base in bases), target)
    )


# -- composite types ---------------------------------------------------------------------------------


def _attributes(before: SqlObject, after: SqlObject) -> list[Step]:
    gone, new = added_attributes(before, after) or ([], [])
    actions = [f"DROP ATTRIBUTE {one.name}" for one in gone]
    actions += [f"ADD ATTRIBUTE {one.name} {one.type}" for one in new]
    return [_alter(after, ", ".join(actions))] if actions else []


def _row_cast(before: SqlObject, after: SqlObject) -> Cast:
    """Composite values attribute by attribute; what is kept in arrays, and types of other kinds, by their text."""
    attributes = read_composite(after) or ()
    types = {one.name: one.type for one in read_composite(before) or ()}

    def value(column: str, name: str, type_: str) -> str:
        if name not in types:
            return "NULL"
        if same_type(types[name], type_):
            return f"({column}).{name}"
        cast = "::text" if same_type(type_, "text") else f"::text::{type_}"
        return f"({column}).{name}{cast}"

    def cast(column: str, array: str, target: str) -> str:
        if array or not types or not attributes:
            return by_text(column, array, target)
        row = ", ".join(value(column, one.name, one.type) for one in attributes)
        # Of a row of nothing but NULLs, IS NULL is true as well.
        return f"CASE WHEN {column} IS DISTINCT FROM NULL THEN ROW({row})::{target} END"

    return cast

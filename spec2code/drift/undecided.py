"""Changes without what is no difference after all.

A type or an expression of the code that reading can't tell differs from none, and neither does a condition of an
index that the same rows meet.
"""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.drift.listed import Lists
from spec2code.drift.predicates import same_rows
from spec2code.model import changes as ch
from spec2code.model.changes import Change
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import (
    UNDECIDED,
    UNKNOWN_TYPE,
    Check,
    Column,
    Constraint,
    Exclude,
    Expression,
    ForeignKey,
    Index,
    IndexKey,
    PrimaryKey,
)

__all__ = ["decided"]


def decided(
    changes: Iterable[Change], *, in_models: bool, lists: Lists | None = None
) -> list[Change]:
    """The changes that are left when every type and expression that can't be told is taken to be the spec's.

    In models so is the length of an enum kept as text that nobody wrote, where the spec's column holds its labels.
    What `lists` of columns leave open is taken to be what the code has.
    """
    lists = lists or Lists(())
    found = list(changes)
    open_tables = {
        change.table
        for change in found
        if isinstance(change, ch.DropConstraint) and _is_open(change.before)
    }
    told: list[Change] = []
    for change in found:
        match change:
            case ch.ModifyColumn(table, before, after):
                kept = _column(before, after)
                if in_models and before.fitted and _holds(after.type, before.type):
                    kept = replace(kept, type=after.type)
                kept = lists.meant(table, kept, after)
                told += [ch.ModifyColumn(table, kept, after)] if kept != after else []
            case ch.DropConstraint(table, PrimaryKey()) if table in lists.keyless:
                continue
            case ch.DropConstraint(table, ForeignKey() as key) if lists.links(table, key.columns):
                continue
            case ch.DropColumn(table, before) if lists.names(table, before.name):
                continue
            case ch.ModifyIndex(table, before, after):
                same = _index(before, after)
                told += [ch.ModifyIndex(table, same, after)] if same != after else []
            case ch.ModifyConstraint(_, before, _) if _is_open(before):
                continue
            case ch.ModifyObject(before, _) if before.definition.text == UNDECIDED.text:
                continue
            case ch.DropConstraint(_, before) if _is_open(before):
                continue
            case ch.AddConstraint(table, Check() | Exclude()) if table in open_tables:
                continue
            case _:
                told.append(change)
    return told


def _is_open(item: Constraint) -> bool:
    match item:
        case Check(expression) | Exclude(expression):
            return expression.text == UNDECIDED.text
    return False


def _known(has: Expression | None, wanted: Expression | None) -> Expression | None:
    return wanted if has is not None and has.text == UNDECIDED.text else has


def _holds(wider: str, type: str) -> bool:
    """Whether a column of text takes all that fits into the other one."""
    wanted = _TEXT.fullmatch(wider)
    has = _TEXT.fullmatch(type)
    if wanted is None or has is None:
        return False
    return not wanted[1] or (bool(has[1]) and int(wanted[1]) >= int(has[1]))


_TEXT = regex(r"(?:character varying|text)(?:\((\d+)\))?")


def _column(before: Column, after: Column) -> Column:
    if before.type == UNKNOWN_TYPE:
        # Whether it has a sequence or a collation depends on the type.
        before = replace(before, type=after.type, serial=after.serial, collation=after.collation)
    return replace(
        before,
        default=_known(before.default, after.default),
        generated=_known(before.generated, after.generated),
    )


def _index(before: Index, after: Index) -> Index:
    keys: list[IndexKey] = []
    for number, key in enumerate(before.keys):
        other = after.keys[number] if number < len(after.keys) else key
        keys.append(other if key.expression.text == UNDECIDED.text else key)
    where = _known(before.where, after.where)
    if same_rows(where, after.where):
        where = after.where
    return replace(before, keys=tuple(keys), where=where)

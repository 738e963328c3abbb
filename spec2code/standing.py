"""Columns that would be dropped under views, policies, triggers and foreign keys that stay: the server refuses it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model import changes as ch
from spec2code.model.changes import Change
from spec2code.model.patterns import regex
from spec2code.model.plan.mentions import mentioned, words
from spec2code.model.schema import ForeignKey, Name, Schema, SqlObject

__all__ = ["hold_what_is_read"]

_VIEWS = ("view", "materialized view")
_KEYS = ch.DropConstraint | ch.ModifyConstraint | ch.DropIndex
_STRING = regex(r"'[^']*'")
_CONDITION = regex(
    r"(?:\bUSING\s*\(|\bWITH\s+CHECK\s*\(|\bUPDATE\s+OF\b|\bWHEN\s*\()(?P<read>.*?)(?=\bEXECUTE\s|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_SUBQUERY = regex(r"\(\s*SELECT\b", re.IGNORECASE)


def hold_what_is_read(
    current: Schema, desired: Schema, changes: Sequence[Change]
) -> tuple[list[Change], list[Change], list[Diagnostic]]:
    """Split changes into those that may be made and drops of columns that something reads, with a word on each.

    Args:
        current: what there is.
        desired: the schema that the changes lead to. A view of it that is as it was, and could be made of the
            current schema only, reads one of the columns that go.
        changes: those that would be made.
    """
    dropped = [change for change in changes if isinstance(change, ch.DropColumn)]
    standing = [
        item
        for key, item in desired.objects.items()
        if dropped and current.objects.get(key) == item
    ]
    views = [item for item in standing if item.kind in _VIEWS]
    broken = _unmade(desired, views) - _unmade(current, views) if views else set[str]()
    held: list[Change] = []
    told: list[Diagnostic] = []
    for item in standing:
        if item.kind in _VIEWS:
            read = words(item.definition.text) if str(item.name) in broken else set[str]()
            tables = {name for _, name in mentioned(ch.AddObject(item))}
            lost = [each for each in dropped if each.table.name in tables]
        else:
            read = _read_on_its_table(item)
            lost = [each for each in dropped if each.table == item.table]
        for change in lost:
            if change.before.name in read and change not in held:
                held.append(change)
                message = (
                    f"column `{change.table}.{change.before.name}` is not dropped: "
                    f"{item.kind} `{item.name}` reads it, and stays"
                )
                told.append(diagnostic("G259", message, change.before.span, other=item.span))
    for waiting, key, table in _referred_to(current, desired, changes):
        if waiting in held:
            continue
        held.append(waiting)
        if isinstance(waiting, ch.DropColumn):
            message = (
                f"column `{waiting.table}.{waiting.before.name}` is not dropped: "
                f"a foreign key of `{table}` refers to it, and stays"
            )
            told.append(diagnostic("G259", message, waiting.before.span, other=key.span))
    return [change for change in changes if change not in held], held, told


def _referred_to(
    current: Schema, desired: Schema, changes: Sequence[Change]
) -> Iterator[tuple[Change, ForeignKey, Name]]:
    """Columns that go although a foreign key that stays refers to them, and the keys of theirs that go or change."""
    dropped = {
        (each.table, each.before.name) for each in changes if isinstance(each, ch.DropColumn)
    }
    for name, table in desired.tables.items() if dropped else ():
        before = current.tables.get(name)
        for key in table.foreign_keys if before is not None else ():
            target = current.tables.get(key.target)
            if target is None or before is None or key not in before.foreign_keys:
                continue
            own = target.primary_key.columns if target.primary_key else ()
            columns = key.target_columns or own
            if not any((key.target, column) in dropped for column in columns):
                continue
            for change in changes:
                if _is_of(change, key.target, set(columns)) or (
                    isinstance(change, ch.ModifyConstraint)
                    and (change.table, change.before) == (name, key)
                ):
                    yield change, key, name


def _is_of(change: Change, table: Name, columns: set[str]) -> bool:
    """Whether it takes one of these columns from the table, or a key on all of them."""
    if isinstance(change, ch.DropColumn):
        return change.table == table and change.before.name in columns
    if isinstance(change, _KEYS):
        return change.table == table and set(getattr(change.before, "columns", ())) == columns
    return False


def _read_on_its_table(item: SqlObject) -> set[str]:
    """What a policy or trigger names of its own table, before what it calls."""
    text = _STRING.sub("''", item.definition.text)
    match = _CONDITION.search(text) if item.kind in ("policy", "trigger") else None
    return words(_SUBQUERY.split(match["read"])[0]) if match else set()


def _unmade(schema: Schema, views: Sequence[SqlObject]) -> set[str]:
    """The names of views that can't be made of a schema."""
    from spec2code.sql.sound_expressions import Semantics
    from spec2code.sql.sound_views import check_views

    said = [problem.message for problem in check_views(Semantics(schema)) if problem.code == "Q127"]
    names = {str(view.name): f"{view.kind} `{view.name}` " for view in views}
    return {
        name for name, head in names.items() if any(message.startswith(head) for message in said)
    }

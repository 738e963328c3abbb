"""Columns that would be dropped under views, policies and triggers that stay: the server refuses that, so they wait."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model import changes as ch
from spec2code.model.changes import Change
from spec2code.model.patterns import regex
from spec2code.model.plan.mentions import mentioned, words
from spec2code.model.schema import Schema, SqlObject

__all__ = ["hold_what_is_read"]

_VIEWS = ("view", "materialized view")
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
    return [change for change in changes if change not in held], held, told


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

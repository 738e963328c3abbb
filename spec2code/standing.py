"""Columns that would be dropped under views that stay: the server refuses that, so the columns wait."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model import changes as ch
from spec2code.model.changes import Change
from spec2code.model.plan.mentions import mentioned, words
from spec2code.model.schema import Schema, SqlObject

__all__ = ["hold_what_is_read"]

_VIEWS = ("view", "materialized view")


def hold_what_is_read(
    current: Schema, desired: Schema, changes: Sequence[Change]
) -> tuple[list[Change], list[Change], list[Diagnostic]]:
    """Split changes into those that may be made and drops of columns that a view reads, with a word on each.

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
        if item.kind in _VIEWS and current.objects.get(key) == item
    ]
    if not dropped or not standing:
        return list(changes), [], []
    broken = _unmade(desired, standing) - _unmade(current, standing)
    held: list[Change] = []
    told: list[Diagnostic] = []
    for item in standing:
        if str(item.name) not in broken:
            continue
        tables = {name for _, name in mentioned(ch.AddObject(item))}
        read = words(item.definition.text)
        for change in dropped:
            if change.table.name in tables and change.before.name in read and change not in held:
                held.append(change)
                message = (
                    f"column `{change.table}.{change.before.name}` is not dropped: "
                    f"{item.kind} `{item.name}` reads it, and stays"
                )
                told.append(diagnostic("G259", message, change.before.span, other=item.span))
    return [change for change in changes if change not in held], held, told


def _unmade(schema: Schema, views: Sequence[SqlObject]) -> set[str]:
    """The names of views that can't be made of a schema."""
    from spec2code.sql.sound_expressions import Semantics
    from spec2code.sql.sound_views import check_views

    said = [problem.message for problem in check_views(Semantics(schema)) if problem.code == "Q127"]
    names = {str(view.name): f"{view.kind} `{view.name}` " for view in views}
    return {
        name for name, head in names.items() if any(message.startswith(head) for message in said)
    }

"""Views, triggers, policies and rules that DROP ... CASCADE takes along (PostgreSQL 18, 5.15 Dependency Tracking)."""

from __future__ import annotations

from spec2code.model.fold.draft import Draft
from spec2code.model.fold.renames import READERS
from spec2code.model.schema import Name

__all__ = ["drop_readers"]


def drop_readers(draft: Draft, *names: Name) -> None:
    """Take away what mentions all of the names (a table and a column of it), and what uses that."""
    gone = [names]
    while gone:
        target = gone.pop()
        for key, item in list(draft.objects.items()):
            if item.kind.endswith(READERS) and all(name in item.depends_on for name in target):
                draft.objects.pop(key)
                gone.append((item.name,))

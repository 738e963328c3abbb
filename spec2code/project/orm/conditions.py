"""Constraints and indexes that a model makes on some databases alone: `Index(...).ddl_if(dialect="postgresql")`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spec2code.project.values import Attribute, Call, Unknown, Value

__all__ = ["made_here"]

_HERE = "postgresql"


def made_here(parts: Iterable[Value]) -> Iterator[Value]:
    """The parts of a table as PostgreSQL gets them; Unknown where a function of the project decides."""
    for part in parts:
        asked = part.function if isinstance(part, Call) else None
        if not (isinstance(part, Call) and isinstance(asked, Attribute) and asked.name == "ddl_if"):
            yield part
            continue
        dialect = part.argument(0, "dialect")
        dialects = dialect if isinstance(dialect, (list, tuple)) else [dialect]
        if dialect is not None and all(isinstance(item, str) for item in dialects):
            if _HERE not in dialects:
                continue
        elif dialect is not None:
            yield Unknown("its `ddl_if` can't be told", part.node)
            continue
        if part.argument(1, "callable_") is not None:
            yield Unknown("a function given to `ddl_if` decides whether it is made", part.node)
        else:
            yield asked.base

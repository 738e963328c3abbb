"""Whether two columns get the same value where none is given."""

from __future__ import annotations

from spec2code.model.schema import Column, Name

__all__ = ["same_default"]


def same_default(before: Column, after: Column, table: Name) -> bool:
    """Where the types differ, that one text means another value for each follows from that."""
    if before.type != after.type and before.default and after.default:
        if before.default.text == after.default.text:
            return True
    return _value(before, table) == _value(after, table)


def _value(column: Column, table: Name) -> str | None:
    """The default, or the sequence that SERIAL makes: whether it is written as that or as its nextval()."""
    key = column.default.key if column.default else None
    own = f"nextval('{table.name}_{column.name}_seq'"
    return "serial" if column.serial or (key and key.startswith(own)) else key

"""Whether two columns get the same value where none is given."""

from __future__ import annotations

from spec2code.model.schema import Column, Name
from spec2code.sql.expressions import expression

__all__ = ["is_counted", "makes_keys", "same_default"]

_MADE = ("nextval(", "gen_random_uuid()", "uuid_generate_v", "uuidv7()", "uuidv4()")


def same_default(before: Column, after: Column, table: Name) -> bool:
    """Where the types differ, that one text means another value for each follows from that."""
    if before.type != after.type and before.default and after.default:
        texts = before.default.text, after.default.text
        if any(_reads_alike(*texts, column.type) for column in (before, after)):
            return True
    return _value(before, table) == _value(after, table)


def makes_keys(column: Column) -> bool:
    """Whether the database gives each row a value of its own."""
    key = column.default.key if column.default else ""
    return column.serial or column.identity is not None or key.startswith(_MADE)


def is_counted(column: Column) -> bool:
    """Whether the database counts it up where no value is given: SERIAL, AUTO_INCREMENT, an identity without options."""
    made = column.identity
    return column.serial or (made is not None and not made.always and not made.options)


def _reads_alike(one: str, other: str, type: str) -> bool:
    """Whether both are one value of the type: `'0'` and `false` for a boolean."""
    return one == other or expression(one, type=type).key == expression(other, type=type).key


def _value(column: Column, table: Name) -> str | None:
    """The default, or the sequence that SERIAL makes: whether it is written as that or as its nextval()."""
    key = column.default.key if column.default else None
    own = f"nextval('{table.name}_{column.name}_seq'"
    return "serial" if column.serial or (key and key.startswith(own)) else key

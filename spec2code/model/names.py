"""The names that PostgreSQL gives to constraints and indexes that have none."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import partial

from spec2code.model.schema import (
    Check,
    Constraint,
    Exclude,
    ForeignKey,
    Index,
    Name,
    PrimaryKey,
    Table,
    Unique,
)

__all__ = [
    "NAME_BYTES",
    "constraint_name",
    "constraint_names",
    "default_constraint_name",
    "index_name",
    "sequence_name",
    "truncated",
    "unused_name",
]

NAME_BYTES = 63
"""PostgreSQL keeps this many bytes of a name (NAMEDATALEN - 1)."""


def truncated(name: str, size: int = NAME_BYTES) -> str:
    """The name cut to that many bytes, never inside a character."""
    data = name.encode()
    return name if len(data) <= size else data[:size].decode(errors="ignore")


def default_constraint_name(table: str, columns: Sequence[str], suffix: str) -> str:
    """`table_column_suffix`, shortened the way makeObjectName() does: the longer part loses bytes first."""
    second = _joined(columns)
    room = NAME_BYTES - len(suffix.encode()) - 1 - (1 if second else 0)
    first_size, second_size = len(table.encode()), len(second.encode())
    over = first_size + second_size - room
    if over > 0:
        # Bytes go one at a time from whichever part is longer, the second when both are even.
        gap = first_size - second_size
        if gap > 0:
            cut = min(gap, over)
            first_size -= cut
            over -= cut
        elif gap < 0:
            cut = min(-gap, over)
            second_size -= cut
            over -= cut
        second_size -= (over + 1) // 2
        first_size -= over // 2
    parts = [truncated(table, first_size)]
    if second:
        parts.append(truncated(second, second_size))
    return "_".join([*parts, suffix])


def sequence_name(table: Name, column: str) -> Name:
    """The sequence that PostgreSQL makes for a serial or identity column, when no other relation has its name."""
    return Name(default_constraint_name(table.name, (column,), "seq"), table.schema)


def _joined(columns: Sequence[str]) -> str:
    """Column names joined by `_`; PostgreSQL stops adding once it has 64 bytes."""
    text = ""
    for column in columns:
        text = f"{text}_{column}" if text else column
        if len(text.encode()) > NAME_BYTES:
            break
    return text


def constraint_name(table: str, constraint: Constraint, number: str = "") -> str:
    """The constraint's own name, else the one PostgreSQL gives it; `number` is tried where others have that."""
    if constraint.name is not None:
        return constraint.name
    match constraint:
        case PrimaryKey():
            return default_constraint_name(table, (), f"pkey{number}")
        case ForeignKey(columns):
            return default_constraint_name(table, columns, f"fkey{number}")
        case Unique(columns):
            return default_constraint_name(table, (*columns, *constraint.include), f"key{number}")
        case Check():
            columns = (constraint.column,) if constraint.column else ()
            return default_constraint_name(table, columns, f"check{number}")
        case Exclude():
            return default_constraint_name(table, _exclude_columns(constraint), f"excl{number}")


def index_name(table: str, index: Index, number: str = "") -> str:
    """The index's own name, else the one PostgreSQL gives it; `number` is tried where others have that."""
    if index.name is not None:
        return index.name
    columns: list[str] = []
    for column in [
        *(_key_name(key.column, key.expression.text) for key in index.keys),
        *index.include,
    ]:
        name, again = column, 1
        while name in columns:
            name, again = f"{column}{again}", again + 1
        columns.append(name)
    return default_constraint_name(table, columns, f"idx{number}")


def _key_name(column: str | None, text: str) -> str:
    """A column by its name, a function call by the function's, any other expression as `expr`."""
    if column is not None:
        return column
    head, bracket, _ = text.partition("(")
    head = head.strip().rpartition(".")[2]
    if bracket and text.rstrip().endswith(")") and head.replace("_", "a").isalnum():
        return head.lower()
    return "expr"


def _exclude_columns(constraint: Exclude) -> tuple[str, ...]:
    """The columns of `USING gist (a WITH =, b WITH &&)`; an expression counts as `expr`."""
    text = constraint.definition.text
    start = text.find("(")
    if start < 0:
        return ()
    names, depth, begin = [], 0, start + 1
    for offset in range(start, len(text)):
        sign = text[offset]
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        if (sign == "," and depth == 1) or depth == 0:
            element = text[begin:offset].strip()
            names.append(element.split()[0].strip('"') if element and element[0] != "(" else "expr")
            begin = offset + 1
        if depth == 0:
            break
    return tuple(name if "(" not in name else name.partition("(")[0].lower() for name in names)


def constraint_names(table: Table) -> dict[int, str]:
    """The name of each constraint by its `id()`: its own, or what PostgreSQL calls it, numbered where taken."""
    taken = {item.name for item in table.constraints if item.name is not None}
    names: dict[int, str] = {}
    for item in table.constraints:
        name = item.name
        if name is None:
            name = unused_name(partial(constraint_name, table.name.name, item), taken)
            taken.add(name)
        names[id(item)] = name
    return names


def unused_name(make: Callable[[str], str], taken: Container[str]) -> str:
    """The first name that isn't taken.

    Args:
        make: makes the name with '', then '1', '2', ... behind its last word, as ChooseRelationName() does.
    """
    found, number = make(""), 0
    while found in taken:
        number += 1
        found = make(str(number))
    return found

"""A field or a column that a base class brings to its models: told as the base's, once for all that say the same of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spec2code.drift.finding import Drift
from spec2code.model.records import replace
from spec2code.model.schema import Name, Schema, Table
from spec2code.model.shapes import Definitions, ObjectShape
from spec2code.model.span import Span

__all__ = ["columns_once", "inherited_once"]

_FEW = 4
"""Tables that are named; of more it is said how many they are."""


def inherited_once(found: Sequence[Drift], shapes: Definitions) -> list[Drift]:
    """The findings with the class that declares a field in the place of those that inherit it.

    The name stays the same however many of them are told, so that a baseline holds. What models lack is nowhere
    declared, and told for each.
    """
    if not any(item.subject.startswith("field ") for item in found):
        return list(found)
    declared = _declared(shapes)
    heirs: dict[tuple[object, ...], list[str]] = {}
    told: dict[tuple[object, ...], Drift] = {}
    for number, item in enumerate(found):
        owner = _owner(item)
        base = declared.get(item.code_side.at) if owner and item.code_side else None
        if base is None or base == owner:
            told[(number,)] = item
            continue
        subject = f"field {base}.{item.subject.partition('.')[2]}"
        message = item.message.replace(f"`{owner}.", f"`{base}.", 1)
        key = (item.code, item.kind, item.severity, subject, message)
        heirs.setdefault(key, []).append(owner)
        told.setdefault(key, replace(item, subject=subject, message=message))
    return [
        (
            replace(item, message=f"{item.message}, inherited by {_named(heirs[key])}")
            if key in heirs
            else item
        )
        for key, item in told.items()
    ]


def columns_once(
    found: Sequence[Drift], models: Schema | None, spoken: Mapping[Name, Table]
) -> list[Drift]:
    """The findings with a column that several mapped classes have of one base or mixin told once.

    That is where all their tables that a spec speaks of differ in the same way: then it is the base that differs.
    `spoken` are those tables.
    """
    shared = _shared(models)
    alike: dict[Key, list[int]] = {}
    for number, item in enumerate(found):
        at = item.code_side.at if item.code_side else None
        if at in shared and item.subject.startswith("column "):
            alike.setdefault(_alike(item), []).append(number)
    if not any(len(numbers) > 1 for numbers in alike.values()):
        return list(found)
    told = dict(enumerate(found))
    for numbers in alike.values():
        item = found[numbers[0]]
        at = item.code_side.at if item.code_side else None
        if at is None or len(numbers) < 2:
            continue
        _, column = _split(item)
        tables = [spoken[name] for name in shared[at] if name in spoken]
        compared = [table for table in tables if table.column(column) or not table.is_partial]
        if len(numbers) == len(compared):
            names = [_split(found[number])[0] for number in numbers]
            message = item.message.replace(f"`{names[0]}.{column}`", f"`{column}`", 1)
            told[numbers[0]] = replace(
                item,
                subject=f"column {column} of {at.file}",
                message=f"{message}, in {_counted(names)}",
            )
            for number in numbers[1:]:
                del told[number]
    return list(told.values())


Key = tuple[object, ...]


def _alike(item: Drift) -> Key:
    """What is the same in findings about one column of a base."""
    sides = (side.value if side else None for side in (item.spec, item.code_side))
    at = item.code_side.at if item.code_side else None
    return (item.code, item.severity, _split(item)[1], at, *sides)


def _split(item: Drift) -> tuple[str, str]:
    """Table and column of a finding about a column."""
    table, _, column = item.subject.removeprefix("column ").rpartition(".")
    return table, column


def _shared(models: Schema | None) -> dict[Span, list[Name]]:
    """The lines that give a column to several tables."""
    users: dict[Span, list[Name]] = {}
    for table in models.tables.values() if models else ():
        for at in {column.span for column in table.columns if column.span}:
            users.setdefault(at, []).append(table.name)
    return {at: names for at, names in users.items() if len(names) > 1}


def _counted(tables: Sequence[str]) -> str:
    shown = tables if len(tables) <= _FEW else tables[: _FEW - 1]
    rest = f" and {len(tables) - len(shown)} more" if len(shown) < len(tables) else ""
    return "tables " + ", ".join(f"`{name}`" for name in shown) + rest


def _owner(item: Drift) -> str:
    """The class whose field a finding is about; nothing where it is about another thing."""
    if not item.subject.startswith("field ") or " of " in item.subject or "." not in item.subject:
        return ""
    return item.subject.removeprefix("field ").partition(".")[0]


def _declared(shapes: Definitions) -> dict[Span | None, str]:
    """The line of every field to the class that it stands in."""
    found: dict[Span | None, str] = {}
    for shape in shapes.values():
        if isinstance(shape, ObjectShape) and shape.name and shape.span:
            for field in shape.fields:
                at = field.span
                inside = at and at.file == shape.span.file
                if at and inside and shape.span.line < at.line <= shape.span.end_line:
                    found[at] = shape.name
    return found


def _named(heirs: Sequence[str]) -> str:
    names = list(dict.fromkeys(heirs))
    return f"`{names[0]}`" if len(names) == 1 else f"{len(names)} models"

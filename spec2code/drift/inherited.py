"""A field that a base class brings to several models: told once, by the class that declares it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spec2code.drift.finding import Drift
from spec2code.model.records import replace
from spec2code.model.shapes import Definitions, ObjectShape
from spec2code.model.span import Span

__all__ = ["inherited_once"]


def inherited_once(found: Sequence[Drift], shapes: Definitions) -> list[Drift]:
    """The findings with one in place of those that several models have from one line of a base.

    Only where all of them say the same: a base whose field fits one endpoint and not another differs for that
    one alone. What models lack is nowhere declared, and told for each.
    """
    groups: dict[tuple[object, ...], list[Drift]] = {}
    for item in found:
        groups.setdefault(_declared(item), []).append(item)
    several = {
        key: items for key, items in groups.items() if len({item.subject for item in items}) > 1
    }
    if not several:
        return list(found)
    told: list[Drift] = []
    for item in found:
        items = several.get(_declared(item), [item])
        owner = _declaring(item, shapes) if len(items) > 1 else None
        if owner is None:
            told.append(item)
        elif item is items[0]:
            told.append(_of_base(items, owner))
    return told


def _declared(item: Drift) -> tuple[object, ...]:
    """What a finding says of a field, without the model that it was found in."""
    at = item.code_side.at if item.code_side else None
    if not item.subject.startswith("field ") or " of " in item.subject or at is None:
        return (id(item),)
    values = (item.spec.value if item.spec else None, item.code_side and item.code_side.value)
    path = item.subject.partition(".")[2]
    return (item.code, item.kind, item.severity, path, at, *values)


def _declaring(item: Drift, shapes: Definitions) -> str | None:
    """The class that declares the field at the finding's place."""
    at = item.code_side.at if item.code_side else None
    around = [
        shape
        for shape in shapes.values()
        if isinstance(shape, ObjectShape)
        and shape.name
        and _is_within(at, shape.span)
        and any(field.span == at for field in shape.fields)
    ]
    return max(around, key=_first_line).name if around else None


def _first_line(shape: ObjectShape) -> int:
    return shape.span.line if shape.span else 0


def _is_within(at: Span | None, outer: Span | None) -> bool:
    if at is None or outer is None or at.file != outer.file:
        return False
    return outer.line < at.line <= (outer.end_line or outer.line)


def _of_base(items: Iterable[Drift], owner: str) -> Drift:
    first, *others = items
    old = first.subject.removeprefix("field ").partition(".")[0]
    models = {item.subject for item in (first, *others)} - {f"field {owner}.{_path(first)}"}
    count = f"{len(models)} model{'s' if len(models) > 1 else ''}"
    message = first.message.replace(f"`{old}.", f"`{owner}.", 1)
    return replace(
        first,
        subject=f"field {owner}.{_path(first)}",
        message=f"{message}, inherited by {count}",
    )


def _path(item: Drift) -> str:
    return item.subject.partition(".")[2]

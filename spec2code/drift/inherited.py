"""A field that a base class brings to its models: told as the base's, and once for all that say the same of it."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.drift.finding import Drift
from spec2code.model.records import replace
from spec2code.model.shapes import Definitions, ObjectShape
from spec2code.model.span import Span

__all__ = ["inherited_once"]


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

"""A body of an endpoint that is seen twice: whether both can be one, and the one that they are."""

from __future__ import annotations

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.records import replace
from spec2code.model.shapes import ObjectShape
from spec2code.spec.contents import BodySeen

__all__ = ["differing", "fields_disagree", "is_whole", "joined"]


def fields_disagree(first: ObjectShape, second: ObjectShape) -> bool:
    """Whether two bodies can't be the same one: what one has more than the other is not all optional."""
    ours = {item.name: item.required for item in first.fields}
    theirs = {item.name: item.required for item in second.fields}
    if not ours or not theirs:
        return False
    more = [required for name, required in ours.items() if name not in theirs]
    less = [required for name, required in theirs.items() if name not in ours]
    return any((*more, *less)) or bool(more and less)


def is_whole(seen: list[BodySeen]) -> bool:
    """Whether a body is shown, and nothing of it is cut short."""
    return bool(seen) and all(body.shape is not None and not body.abridged for body in seen)


def differing(code: str, first: BodySeen, second: BodySeen, what: str) -> list[Diagnostic]:
    """What is told where two bodies can't be one; an error where they have no field in common."""
    if not isinstance(first.shape, ObjectShape) or not isinstance(second.shape, ObjectShape):
        return []
    if first.abridged or second.abridged or not fields_disagree(first.shape, second.shape):
        return []
    ours = {item.name for item in first.shape.fields}
    theirs = {item.name for item in second.shape.fields}
    names = ", ".join(f"`{name}`" for name in sorted(ours ^ theirs)[:5])
    message = f"{what} is described twice, with other fields: {names}"
    severity = Severity.WARNING if ours & theirs else Severity.ERROR
    return [diagnostic(code, message, first.span, other=second.span, severity=severity)]


def joined(first: BodySeen, second: BodySeen) -> BodySeen:
    """The first body, with the optional fields that only the second shows; as it is where both can't be one."""
    one, two = first.shape, second.shape
    if not isinstance(one, ObjectShape) or not isinstance(two, ObjectShape):
        return first
    if second.abridged or first.reference or second.reference or fields_disagree(one, two):
        return first
    known = {item.name for item in one.fields}
    more = tuple(item for item in two.fields if item.name not in known)
    return (
        replace(first, shape=replace(one, fields=(*one.fields, *more))) if known and more else first
    )

"""Which changes of a type can be made in place, and which put a new type where the old one was."""

from __future__ import annotations

from spec2code.model.changes import Change, ModifyEnum, ModifyObject
from spec2code.model.definitions import Attribute, read_composite, read_domain
from spec2code.model.schema import Enum, Name, SqlObject

__all__ = ["added_attributes", "added_labels", "renamed_labels", "same_type", "swapped"]


def swapped(change: Change) -> Name | None:
    """The type that the change makes anew; None where it is changed in place, or is no type."""
    match change:
        case ModifyEnum(before, after) if before.labels != after.labels:
            in_place = renamed_labels(before, after) or added_labels(before, after) is not None
            return None if in_place else after.name
        case ModifyObject(before, after) if before.definition != after.definition:
            if after.kind == "domain":
                return None if _alterable(before, after) else after.name
            if after.kind == "type":
                return None if added_attributes(before, after) is not None else after.name
    return None


# -- enums -------------------------------------------------------------------------------------------


def renamed_labels(before: Enum, after: Enum) -> list[tuple[str, str]]:
    """Labels of which the other side has another at the same place, and none but those differ."""
    if len(before.labels) != len(after.labels):
        return []
    pairs = [(old, new) for old, new in zip(before.labels, after.labels, strict=True) if old != new]
    moved = any(old in after.labels or new in before.labels for old, new in pairs)
    return [] if moved else pairs


def added_labels(before: Enum, after: Enum) -> list[tuple[str, str, str]] | None:
    """Each new label with `AFTER` or `BEFORE` and its neighbour, both '' for the last; None when a label goes or moves."""
    if [label for label in after.labels if label in before.labels] != list(before.labels):
        return None
    added: list[tuple[str, str, str]] = []
    known = set(before.labels)
    for place, label in enumerate(after.labels):
        if label in known:
            continue
        known.add(label)
        if known.isdisjoint(after.labels[place + 1 :]):
            added.append((label, "", ""))
        elif place:
            added.append((label, "AFTER", after.labels[place - 1]))
        else:
            added.append(
                (label, "BEFORE", next(item for item in after.labels[1:] if item in known))
            )
    return added


# -- domains and composite types ---------------------------------------------------------------------


def same_type(one: str, other: str) -> bool:
    """Whether two types are spelled alike, blanks and letter case aside."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _alterable(before: SqlObject, after: SqlObject) -> bool:
    old, new = read_domain(before), read_domain(after)
    return old is not None and new is not None and same_type(old.base, new.base)


def added_attributes(
    before: SqlObject, after: SqlObject
) -> tuple[list[Attribute], list[Attribute]] | None:
    """What a composite type loses, and what it gets behind the rest; None where it changes in another way."""
    old, new = read_composite(before), read_composite(after)
    if old is None or new is None:
        return None
    names = {attribute.name for attribute in new}
    kept = [attribute for attribute in old if attribute.name in names]
    same = len(kept) <= len(new) and all(
        one.name == other.name and same_type(one.type, other.type)
        for one, other in zip(kept, new, strict=False)
    )
    if not same or not kept:
        return None
    return [one for one in old if one.name not in names], list(new[len(kept) :])

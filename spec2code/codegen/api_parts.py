"""Objects inside of others that are equal: which fields hold one, and what it is called after all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

from spec2code.codegen.names import words
from spec2code.model.shapes import (
    ArrayShape,
    Field,
    MapShape,
    ObjectShape,
    Shape,
    without_null,
)

__all__ = ["SharedParts", "kept", "objects", "siblings"]

_FEWEST: Final = 2
"""Fields of an object that isn't equal to another by chance."""
_UNNAMED: Final = "Value"

Noun = Callable[[Field], str]
OwnName = Callable[[str, Field], str]
"""What the object in a field of an owner is called when it is alone."""


def objects(shape: Shape) -> list[ObjectShape]:
    """The object that a field holds, alone, in a list or in a map."""
    shape = without_null(shape)
    if isinstance(shape, ArrayShape):
        return objects(shape.items)
    if isinstance(shape, MapShape):
        return objects(shape.values)
    return [shape] if isinstance(shape, ObjectShape) and shape.fields else []


def siblings(shape: ObjectShape, noun: Noun) -> dict[str, str]:
    """What equal objects of one object are called together, by the names of their fields.

    `best_performer` and `worst_performer` are a `Performer`; `database` and `queue` have no word in common.
    """
    groups: list[tuple[ObjectShape, list[Field]]] = []
    for item in shape.fields:
        for part in objects(item.shape):
            if len(part.fields) >= _FEWEST:
                group = next((held for other, held in groups if other == part), None)
                if group is None:
                    groups.append((part, [item]))
                else:
                    group.append(item)
    return {
        item.name: _together([noun(item) for item in held])
        for _, held in groups
        if len(held) > 1
        for item in held
    }


def _together(nouns: Iterable[str]) -> str:
    """The last words that all of them have."""
    ends = [list(reversed(words(noun))) for noun in nouns]
    common: list[str] = []
    for step in zip(*ends, strict=False):
        if len(set(step)) > 1:
            break
        common.insert(0, step[0])
    return "".join(common) or _UNNAMED


class SharedParts:
    """The objects that several owners hold in fields of one name: an address of an order and of a customer.

    `standing` are names that classes of the module have already: a class that gets a second owner keeps its own.
    """

    def __init__(self, noun: Noun, own: OwnName, standing: Collection[str] = ()) -> None:
        self._noun = noun
        self._own = own
        self._standing = standing
        self._found: dict[str, list[tuple[ObjectShape, dict[str, str]]]] = {}

    def note(self, owner: str, shape: ObjectShape, name: str | None = None) -> None:
        """Look at all that lies in the body of an owner; `name` is what a part of it is called alone."""
        for item in shape.fields:
            for part in objects(item.shape):
                own = self._own(name or owner, item)
                self.note(owner, part, own)
                if len(part.fields) < _FEWEST:
                    continue
                known = self._found.setdefault(self._noun(item), [])
                owners = next((held for other, held in known if other == part), None)
                if owners is None:
                    known.append((part, {owner: own}))
                else:
                    owners.setdefault(owner, own)

    def name(self, item: Field, own: str) -> str | None:
        """What an object of several owners is called: the noun; of two such kinds only the first is.

        One owner's object keeps the noun where it has it already, for the owners that there were.
        """
        noun = self._noun(item)
        shared = [held for held in self._found.get(noun, ()) if len(held[1]) > 1]
        parts = objects(item.shape)
        if not shared:
            is_kept = noun in self._standing and own not in self._standing
            return noun if is_kept and parts and len(parts[0].fields) >= _FEWEST else None
        if not parts or parts[0] != shared[0][0]:
            return None
        return kept(noun, shared[0][1].values(), self._standing)


def kept(wanted: str, others: Iterable[str], standing: Collection[str]) -> str:
    """The name that is wanted, unless one of the others stands already and it doesn't."""
    if wanted in standing:
        return wanted
    return next((name for name in others if name in standing), wanted)

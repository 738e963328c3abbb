"""Objects inside of others that are equal: which fields hold one, and what it is called after all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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

__all__ = ["SharedParts", "objects", "siblings"]

_FEWEST: Final = 2
"""Fields of an object that isn't equal to another by chance."""
_UNNAMED: Final = "Value"

Noun = Callable[[Field], str]


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
    """The objects that several owners hold in fields of one name: an address of an order and of a customer."""

    def __init__(self, noun: Noun) -> None:
        self._noun = noun
        self._found: dict[str, list[tuple[ObjectShape, set[str]]]] = {}

    def note(self, owner: str, shape: ObjectShape) -> None:
        """Look at all that lies in the body of an owner."""
        for item in shape.fields:
            for part in objects(item.shape):
                self.note(owner, part)
                if len(part.fields) < _FEWEST:
                    continue
                known = self._found.setdefault(self._noun(item), [])
                owners = next((held for other, held in known if other == part), None)
                if owners is None:
                    known.append((part, {owner}))
                else:
                    owners.add(owner)

    def name(self, item: Field) -> str | None:
        """The noun that an object of several owners is called by; of two such kinds only the first is."""
        noun = self._noun(item)
        shared = [shape for shape, owners in self._found.get(noun, ()) if len(owners) > 1]
        return noun if shared and objects(item.shape) == shared[:1] else None

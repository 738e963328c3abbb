"""The types that TypeScript makes of others: `Partial<Pet>`, `Omit<Pet, "id">`, `Pet & { token: string }`.

While declarations are read not every shape is there yet: what is made of another one is noted in the form of
shapes that no specification has, and `settled` turns it into fields once all are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import ANY, Field, ObjectShape, RefShape, Shape, UnionShape
from spec2code.spec.clauses import literal, split_top

__all__ = ["is_made", "made_of", "reshaped", "settled", "with_parents"]

_UTILITY = regex(
    r"(Partial|Required|Omit|Pick|Readonly)\s*<\s*(.+?)\s*>", re.DOTALL | re.IGNORECASE
)
_KINDS: Final = ("partial", "required", "omit", "pick", "readonly")
_DEPTH: Final = 8


def is_made(text: str) -> bool:
    """Whether a type expression is a utility type or an intersection."""
    return _UTILITY.fullmatch(text) is not None or len(split_top(text, "&")) > 1


def made_of(text: str, read: Callable[[str], Shape | None]) -> Shape | None:
    """What a utility type or an intersection notes; `read` reads the other types in it."""
    text = text.strip()
    parts = [part for part in split_top(text, "&") if part]
    if len(parts) > 1:
        shapes = [made_of(part, read) for part in parts]
        known = [shape for shape in shapes if shape is not None]
        return with_parents(known) if len(known) == len(shapes) else None
    match = _UTILITY.fullmatch(text)
    if match is None:
        return read(text)
    arguments = split_top(match.group(2), ",")
    base = made_of(arguments[0], read)
    if base is None:
        return None
    keys = [str(literal(part)) for part in split_top(",".join(arguments[1:]), "|") if part]
    return UnionShape(options=(base,), discriminator=f"{match.group(1).lower()}:{','.join(keys)}")


def with_parents(parents: Sequence[Shape], fields: Sequence[Field] = ()) -> ObjectShape:
    """An object that has the fields of others besides its own."""
    above = tuple(Field(f"...{index}", parent) for index, parent in enumerate(parents))
    return ObjectShape(fields=(*above, *fields))


def settled(shape: Shape, known: Mapping[str, Shape], depth: int = 0) -> Shape:
    """The shape with parents and utility types replaced by the fields they stand for."""
    if depth > _DEPTH:
        return shape
    if isinstance(shape, UnionShape) and shape.discriminator and ":" in shape.discriminator:
        kind, _, names = shape.discriminator.partition(":")
        base = _target(shape.options[0], known, depth)
        return reshaped(base, kind, frozenset(names.split(",")))
    if not isinstance(shape, ObjectShape):
        return shape
    fields: dict[str, Field] = {}
    for item in shape.fields:
        if item.name.startswith("..."):
            parent = _target(item.shape, known, depth)
            if isinstance(parent, ObjectShape):
                fields.update({inner.name: inner for inner in parent.fields})
            continue
        fields[item.name] = item
    return replace(shape, fields=tuple(fields.values()))


def reshaped(shape: Shape, kind: str, names: frozenset[str]) -> Shape:
    """The object without some of its fields, with some only, or with all of them optional or required."""
    if not isinstance(shape, ObjectShape):
        return shape
    fields = shape.fields
    match kind:
        case "omit":
            fields = tuple(item for item in fields if item.name not in names)
        case "pick":
            fields = tuple(item for item in fields if item.name in names)
        case "partial" | "required":
            fields = tuple(replace(item, required=kind == "required") for item in fields)
        case _:
            pass
    return replace(shape, fields=fields, name=None if kind in _KINDS[:4] else shape.name)


def _target(shape: Shape, known: Mapping[str, Shape], depth: int) -> Shape:
    if isinstance(shape, RefShape):
        shape = known.get(shape.name, ANY)
    return settled(shape, known, depth + 1)

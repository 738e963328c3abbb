"""Types that hold themselves without being classes: `Json = TypeAliasType("Json", dict[str, "Json"] | str)`.

Where such an alias is used stands its shape; inside of it stands a `RefShape` to the definition of its name, as
models have it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from spec2code.model.records import replace
from spec2code.model.shapes import AnyShape, RefShape, Shape, UnionShape

__all__ = ["Recursion"]


class Recursion:
    """Knows which aliases and which annotations in strings are being read."""

    def __init__(self, definitions: dict[str, Shape]) -> None:
        self._definitions = definitions
        self._known: dict[str, Shape] = {}
        self._met: dict[str, bool] = {}
        """Alias under way to whether it was met inside of itself."""
        self._strings: set[Hashable] = set()

    def alias(self, name: str, read: Callable[[], Shape]) -> Shape:
        """The shape of an alias of this name, read once; met inside of itself it is a reference."""
        if name in self._met:
            self._met[name] = True
            return RefShape(name=name)
        if name not in self._known:
            self._met[name] = False
            try:
                with self.definition():
                    shape = read()
            finally:
                met = self._met.pop(name)
            if met:
                shape = self._definitions[name] = _without(shape, name)
            self._known[name] = shape
        return self._known[name]

    def string(self, place: Hashable, read: Callable[[], Shape]) -> Shape:
        """The shape of an annotation in a string, which may lead back to itself without any name for it."""
        if place in self._strings:
            return AnyShape(reason="the type holds itself")
        self._strings.add(place)
        try:
            return read()
        finally:
            self._strings.discard(place)

    @contextmanager
    def definition(self) -> Iterator[None]:
        """Around the reading of a class or an alias, which have a name: what was met outside of it is no part of it."""
        before = self._strings
        self._strings = set()
        try:
            yield
        finally:
            self._strings = before


def _without(shape: Shape, name: str) -> Shape:
    """A union that lists itself says nothing by it, and could be followed for ever."""
    if isinstance(shape, UnionShape):
        options = tuple(item for item in shape.options if item != RefShape(name=name))
        return replace(shape, options=options)
    if shape == RefShape(name=name):
        return AnyShape(reason=f"`{name}` is nothing but itself")
    return shape

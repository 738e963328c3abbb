"""The labels in force while an endpoint is read: each sets the role of what follows until one of the same depth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from spec2code.model.shapes import Shape
from spec2code.spec.content_fields import take_bullets
from spec2code.spec.contents import Content, Frame
from spec2code.spec.flow import Entry
from spec2code.spec.labels import Label
from spec2code.spec.presence_lists import PRESENCE, take_listed

__all__ = ["Frames"]

_SAYING: Final = frozenset(("content_type", "auth", "roles", "rate_limit", "idempotency"))
"""Labels whose own line says it all: what stands below belongs to the label before."""


class Frames:
    """A stack of labels, the innermost last; one that ends has its bullets read as fields of `content`."""

    def __init__(self, content: Content, definitions: Mapping[str, Shape]) -> None:
        self._content = content
        self._definitions = definitions
        self._stack: list[Frame] = [Frame(None, 0, by_item=False)]
        self.waiting: Frame | None = None
        """Set by an item that was only a label: the fence behind it is its own, however it is indented."""

    @property
    def top(self) -> Frame:
        return self._stack[-1]

    @property
    def role(self) -> str | None:
        return self.top.label.role if self.top.label is not None else None

    def restart(self, label: Label | None = None) -> None:
        """Ends all of them; `label`, that of a heading, is then the only one."""
        while self._stack:
            self._end(self._stack.pop())
        self._stack = [Frame(label, 0, by_item=False)]

    def close_to(self, depth: int, *, item: bool) -> None:
        """Ends the labels that were set deeper, or by an item beside this one."""
        while len(self._stack) > 1:
            top = self.top
            if top.depth > depth or (top.by_item and item and top.depth == depth):
                self._end(self._stack.pop())
            else:
                return

    def push(self, label: Label, entry: Entry) -> None:
        """Sets the label of an entry."""
        by_item = entry.kind == "item"
        if by_item:
            self._stack.append(Frame(label, entry.depth, by_item=True))
            self.waiting = self.top if label.role not in _SAYING else None
            return
        while len(self._stack) > 1 and self.top.depth >= entry.depth:
            self._end(self._stack.pop())
        if self.top.depth >= entry.depth:
            self._end(self._stack.pop())
        self._stack.append(Frame(label, entry.depth, by_item=False))

    def _end(self, frame: Frame) -> None:
        if not frame.bullets or frame.label is None:
            return
        if frame.label.role in PRESENCE:
            take_listed(self._content, frame.bullets, frame.label, frame.about, self._definitions)
        else:
            take_bullets(self._content, frame.bullets, frame.label, self._definitions)

"""Shapes that a sentence or a cell defines: ``User` = `{ id, email }``, ``Metric{name, value: float}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.shapes import ObjectShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Document, ListItem, Paragraph, TableBlock
from spec2code.spec.bodies import read_bodies
from spec2code.spec.infer import NamedShapes, ShapePolicy
from spec2code.spec.inline import closing_brace

__all__ = ["told_definitions"]

_TOLD = regex(
    r"(?m)^[ \t]*(?:[-*+]\s+)?[`*]{0,3}(?:type\s+)?([A-Z][A-Za-z0-9]{2,60})[`*]{0,3}\s*(?:\([^()\n]{1,40}\)\s*)?(?:=|:=|≡)\s*`?(?=\{)"
)
_CELL = regex(r"\s*`?([A-Z][A-Za-z0-9]{2,60})\s*(?=\{[^{}]+\}`?\s*$)")
_LONGEST: Final = 2000


def told_definitions(
    document: Document, known: dict[str, Shape], policy: ShapePolicy | None
) -> Iterator[tuple[str, Shape, Excerpt]]:
    """The name, the shape and the text of each; `known`: the names that others define."""
    for _, block in document.walk():
        if isinstance(block, Paragraph | ListItem):
            if len(block.text) <= _LONGEST and "{" in block.text:
                for match in _TOLD.finditer(block.text):
                    yield from _shape(match, block.excerpt, known, policy)
        elif isinstance(block, TableBlock):
            cells = [row[0].excerpt for row in block.rows if row]
            shown = [(cell, found) for cell in cells if (found := _CELL.match(cell.text))]
            if len(shown) > 1 and len(shown) * 2 > len(cells):
                for cell, found in shown:
                    yield from _shape(found, cell, known, policy)


def _shape(
    match: re.Match[str], text: Excerpt, known: dict[str, Shape], policy: ShapePolicy | None
) -> Iterator[tuple[str, Shape, Excerpt]]:
    name = match.group(1)
    end = closing_brace(text.text, match.end())
    if name in known or end is None:
        return
    shown = text.cut(match.end(), end)
    parts = read_bodies(shown, definitions=NamedShapes(dict(known), policy)).parts
    shape = next((part.shape for part in parts if isinstance(part.shape, ObjectShape)), None)
    if shape is not None and shape.fields:
        yield name, shape, shown

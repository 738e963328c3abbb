"""Which of the shapes that a fence declares is the body that the label above it announces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.model.shapes import EnumShape, ObjectShape, Shape
from spec2code.spec.blocks import Fence
from spec2code.spec.interfaces import declared_names
from spec2code.spec.labels import Label
from spec2code.spec.python_models import class_names

__all__ = ["declared_body"]


def declared_body(fence: Fence, label: Label, definitions: Mapping[str, Shape]) -> str | None:
    """The name of the interface, type or model in a fence that is the body itself; None when there is none.

    The label may name it; else it is the one that the others serve, which is the first of those that
    no other one is made of.
    """
    names = [*declared_names(fence.excerpt), *class_names(fence.excerpt)]
    names = [
        name
        for name in dict.fromkeys(names)
        if name in definitions and not isinstance(definitions[name], EnumShape)
    ]
    said = f"{label.name} {label.rest.text[:80]}"
    for name in names:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said):
            return name
    inner = {name for name in names if _is_part(name, fence.text)}
    outer = [name for name in names if name not in inner] or names
    objects = [name for name in outer if isinstance(definitions[name], ObjectShape)]
    return next(iter(objects or outer), None)


def _is_part(name: str, text: str) -> bool:
    """Whether another declaration uses the name as the type of a field."""
    return re.search(rf"[:<\[|]\s*(?:\w+\s*[<\[]\s*)*{re.escape(name)}(?!\w)", text) is not None

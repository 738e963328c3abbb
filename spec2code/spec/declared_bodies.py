"""Which of the shapes that a fence declares is the body that the label above it announces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.model.patterns import regex
from spec2code.model.shapes import EnumShape, ObjectShape, Shape
from spec2code.spec.blocks import Fence
from spec2code.spec.interfaces import declared_names
from spec2code.spec.labels import Label
from spec2code.spec.python_models import class_names
from spec2code.spec.routes import find_routes

__all__ = ["declared_beside_route", "declared_body"]

_ASKED = regex(
    r"(?:Request|Req|Input|Payload|Body|Params|Query|Filters?|Criteria|Command|Form|Create|Update|Patch)(?:Dto|DTO)?$|^(?:Create|Update|New|Add|Patch)[A-Z]"
)
_ANSWERED = regex(r"(?:Response|Resp|Res|Result|Output|Reply|Answer|Out)(?:Dto|DTO)?$")


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


def declared_beside_route(
    fence: Fence, method: str, definitions: Mapping[str, Shape]
) -> list[tuple[str, str]]:
    """The names of the bodies that follow a request line in its own fence, each with its role.

    ``// GET /pets`` and an interface below it: the name tells, else the method.
    """
    first = next((line for line in fence.text.split("\n") if line.strip()), "")
    if not any(method in route.methods for route in find_routes(first)):
        return []
    names = [name for name in declared_names(fence.excerpt) if name in definitions]
    names = [name for name in names if isinstance(definitions[name], ObjectShape)]
    found: list[tuple[str, str]] = []
    for name in names:
        if _is_part(name, fence.text):
            continue
        if _ANSWERED.search(name):
            found.append((name, "response"))
        elif _ASKED.search(name):
            found.append((name, "request" if method in ("POST", "PUT", "PATCH") else "query"))
        else:
            asks = method in ("POST", "PUT", "PATCH") and not found
            found.append((name, "request" if asks else "response"))
    return found


def _is_part(name: str, text: str) -> bool:
    """Whether another declaration uses the name as the type of a field."""
    return re.search(rf"[:<\[|]\s*(?:\w+\s*[<\[]\s*)*{re.escape(name)}(?!\w)", text) is not None

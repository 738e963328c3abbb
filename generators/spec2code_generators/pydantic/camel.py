"""Classes whose fields are in camelCase on the wire: one base says so, where each field had an alias.

What the base does to a name is what `pydantic.alias_generators.to_camel` makes of it, in each version: fields
with other names than words of letters keep their alias, or keep the class as it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Final

from spec2code.codegen.api_types import CAMEL_MODEL

__all__ = ["in_camel_case", "is_camel", "is_camel_model"]

_WORDS: Final = re.compile(r"[a-z]+(?:_[a-z]+)*")
_WORD: Final = re.compile(r"[a-z]+")


def is_camel(node: ast.ClassDef, fields: Sequence[ast.AnnAssign]) -> bool:
    """Whether the base can say the aliases of some fields and changes no other field."""
    if not node.bases or not _is_name(node.bases[0], "BaseModel"):
        return False
    if any(isinstance(item.value, ast.List | ast.Dict) for item in fields):
        # ruff's RUF012 takes a default of `[]` only below BaseModel itself.
        return False
    aliases = [(_name(item), _alias(item)) for item in fields]
    plain = all(_WORD.fullmatch(name) for name, alias in aliases if alias is None)
    return plain and any(alias is not None and alias == _camel(name) for name, alias in aliases)


def in_camel_case(node: ast.ClassDef, fields: Sequence[ast.AnnAssign]) -> None:
    """Give the class the base, and take the aliases away that it makes."""
    node.bases = [ast.Name(CAMEL_MODEL), *node.bases[1:]]
    for item in fields:
        if _alias(item) == _camel(_name(item)):
            for call in _calls(item):
                call.keywords = [word for word in call.keywords if word.arg != "alias"]


def is_camel_model(node: ast.ClassDef) -> bool:
    return bool(node.bases) and _is_name(node.bases[0], CAMEL_MODEL)


def _camel(name: str) -> str | None:
    """What the base makes of a field's name; None where that isn't certain."""
    if not _WORDS.fullmatch(name):
        return None
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _name(item: ast.AnnAssign) -> str:
    return item.target.id if isinstance(item.target, ast.Name) else ""


def _alias(item: ast.AnnAssign) -> str | None:
    for call in _calls(item):
        for word in call.keywords:
            if word.arg == "alias" and isinstance(word.value, ast.Constant):
                return str(word.value.value)
    return None


def _calls(item: ast.AnnAssign) -> list[ast.Call]:
    """The `Field(...)` of the field itself."""
    annotation = item.annotation
    if not (isinstance(annotation, ast.Subscript) and _is_name(annotation.value, "Annotated")):
        return []
    parts = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else []
    return [part for part in parts if isinstance(part, ast.Call) and _is_name(part.func, "Field")]


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name

"""Metaclasses of the project that make every field of a model optional: an idiom of Pydantic 1.

Such a `__new__` puts `Optional[...]` around the annotations; with Pydantic 1 a field of that type needs no value.
"""

from __future__ import annotations

import ast

from spec2code.project import classes
from spec2code.project.evaluate import Evaluator
from spec2code.project.values import Class, Function

__all__ = ["makes_optional"]


def makes_optional(evaluator: Evaluator, cls: Class) -> bool:
    """Whether a metaclass of this class, or of one that it derives from, does that."""
    for item in classes.mro(evaluator, cls):
        if not isinstance(item, Class):
            continue
        for keyword in item.node.keywords:
            if keyword.arg == "metaclass" and _wraps(
                evaluator, evaluator.value(keyword.value, item.scope)
            ):
                return True
    return False


def _wraps(evaluator: Evaluator, metaclass: object) -> bool:
    maker = (
        classes.member(evaluator, metaclass, "__new__") if isinstance(metaclass, Class) else None
    )
    if not isinstance(maker, Function):
        return False
    words = {
        getattr(node, "id", None) or getattr(node, "attr", None) for node in ast.walk(maker.node)
    }
    texts = {node.value for node in ast.walk(maker.node) if isinstance(node, ast.Constant)}
    return "Optional" in words and bool({"__annotations__"} & (words | texts))

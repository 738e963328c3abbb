"""What several classes of a module share: strict numbers and texts, generic envelopes."""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection
from typing import Final

from spec2code.codegen.api_generics import Generic
from spec2code.codegen.api_types import JSON_NUMBER, JSON_TEXT
from spec2code_generators.pydantic.document import URL

__all__ = ["Strict", "by_member", "flat", "generic_class", "member_class", "of_urls"]

_STRICT: Final = {"bool": "StrictBool", "float": "StrictFloat"}
_TEXT_CLASSES: Final = frozenset({"datetime", "date", "timedelta", "IPv4Address", "IPv6Address"})


class Strict(ast.NodeTransformer):
    """The annotation of what a caller sends as JSON: pydantic would take `false` for 0 and "1" for 1.

    An integer stays one, since JSON's 6.0 is an integer and `StrictInt` refuses it; what is none is refused
    before. That stands behind the bounds, which the document would not have otherwise. A date is text, and
    no number of seconds.

    Args:
        given: whether answers hold the class too: a float of theirs may be made of a database's decimal.
    """

    def __init__(self, *, given: bool) -> None:
        self._given = given

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        match node:
            case ast.Subscript(value=ast.Name(id="Literal")):
                return node
            case ast.Subscript(
                value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *said])
            ):
                if mark := _mark(inner):
                    return _marked(inner, said, mark)
                node.slice = ast.Tuple([self.visit(inner), *said], ast.Load())
                return node
        node.slice = self.visit(node.slice)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        if mark := _mark(node):
            return _marked(node, [], mark)
        self.generic_visit(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if mark := _mark(node):
            return _marked(node, [], mark)
        name = _STRICT.get(node.id, node.id)
        return node if self._given and node.id == "float" else ast.Name(name, node.ctx)


def _mark(node: ast.expr) -> str | None:
    """What refuses values of another kind for `int`, `date | None`...; None for what needs nothing beside it."""
    match node:
        case ast.Name(id="int"):
            return JSON_NUMBER
        case ast.Name(id=name) if name.removesuffix("aliased").rstrip("_") in _TEXT_CLASSES:
            return JSON_TEXT
        case ast.BinOp(left=ast.Name() as left, right=ast.Constant(value=None)):
            return _mark(left)
        case _:
            return None


def _marked(node: ast.expr, said: list[ast.expr], mark: str) -> ast.Subscript:
    held = ast.Tuple([node, *said, ast.Name(mark, ast.Load())], ast.Load())
    return ast.Subscript(ast.Name("Annotated", ast.Load()), held, ast.Load())


def generic_class(node: ast.ClassDef, generic: Generic, attribute: str) -> ast.ClassDef:
    """The generic that one of its classes is made into.

    Args:
        node: the class as it would stand alone.
        generic: what is to be made.
        attribute: the name of the field that differs between its classes.
    """
    made = copy.deepcopy(node)
    made.name = generic.name
    made.bases.append(ast.parse(f"Generic[{generic.variable}]", mode="eval").body)
    if ast.get_docstring(made) is not None:
        del made.body[0]
    opened = _Opened(generic.members[node.name], generic.variable)
    for item in made.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            if item.target.id == attribute:
                item.annotation = opened.visit(item.annotation)
    return made


def member_class(node: ast.ClassDef, generic: Generic) -> ast.ClassDef:
    """One of a generic's classes: its own words, and everything else from there."""
    made = ast.parse(f"class {node.name}({generic.name}[{generic.members[node.name]}]): pass").body[
        0
    ]
    assert isinstance(made, ast.ClassDef)
    made.body = node.body[:1] if ast.get_docstring(node) is not None else []
    return made


class _Opened(ast.NodeTransformer):
    def __init__(self, held: str, variable: str) -> None:
        self._held = held
        self._variable = variable

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(self._variable, node.ctx) if node.id == self._held else node


def by_member(generics: Collection[Generic]) -> dict[str, Generic]:
    """The generic of each class that has one."""
    return {member: generic for generic in generics for member in generic.members}


def of_urls(annotation: ast.expr, name: str) -> ast.expr:
    """The annotation of text as one of addresses, where its name says so."""
    for word in ast.walk(annotation) if name.startswith(URL) else ():
        if isinstance(word, ast.Name) and word.id == "str":
            word.id = "AnyUrl"
    return annotation


def flat(node: ast.Subscript) -> ast.Subscript:
    """`Annotated[Annotated[X, Field(a)], Field(b)]` as `Annotated[X, Field(b, a)]`."""
    outer = _annotated(node)
    inner = _annotated(outer[0]) if outer is not None else None
    if outer is not None and inner is not None:
        outer[1].keywords += inner[1].keywords
        node.slice = ast.Tuple([inner[0], outer[1]], ast.Load())
    return node


def _annotated(node: ast.expr) -> tuple[ast.expr, ast.Call] | None:
    """The two parts of `Annotated[X, Field(...)]`; None for anything else."""
    match node:
        case ast.Subscript(
            value=ast.Name(id="Annotated"),
            slice=ast.Tuple(elts=[inner, ast.Call(func=ast.Name(id="Field"), args=[]) as call]),
        ):
            return inner, call
        case _:
            return None

"""What a module imports, statement by statement, and which names it uses."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from spec2code.codegen.source import Source
from spec2code.model.records import dataclass

__all__ = [
    "Imported",
    "Place",
    "imported",
    "module_of",
    "names_of",
    "names_used",
    "places_of",
    "statement_lines",
]


@dataclass(frozen=True, slots=True)
class Imported:
    """One imported name; `name` is None for `import module`."""

    module: str
    name: str | None
    alias: str | None
    typing: bool

    @property
    def bound(self) -> str:
        """The name that it binds in the module."""
        return self.alias or self.name or self.module.split(".")[0]

    @property
    def text(self) -> str:
        behind = f" as {self.alias}" if self.alias else ""
        if self.name is None:
            return f"import {self.module}{behind}"
        return f"from {self.module} import {self.name}{behind}"


@dataclass(frozen=True, slots=True)
class Place:
    """A statement that imports, and the names it does."""

    node: ast.Import | ast.ImportFrom
    names: tuple[Imported, ...]
    typing: bool


def imported(source: Source) -> dict[Imported, ast.stmt]:
    """What a module imports at its top level or under `if TYPE_CHECKING`, in order."""
    return {name: place.node for place in places_of(source) for name in place.names}


def names_used(nodes: Sequence[ast.AST]) -> set[str]:
    """Every name that is read, in strings that are annotations too, and those that `__all__` lists."""
    names: set[str] = set()
    stack: list[ast.AST] = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names |= _quoted_names(node.value)
        stack += ast.iter_child_nodes(node)
    return names


def places_of(source: Source) -> list[Place]:
    places: list[Place] = []
    for unit in source.units:
        if unit.key[0] == "typing":
            assert isinstance(unit.node, ast.If)
            places += [_place(node, True) for node in unit.node.body]
        elif unit.key[0] == "import" and len(unit.nodes) == 1:
            places.append(_place(unit.node, False))
    return places


def _place(node: ast.stmt, typing: bool) -> Place:
    assert isinstance(node, ast.Import | ast.ImportFrom)
    return Place(node, names_of(node, typing), typing)


def names_of(node: ast.stmt, typing: bool) -> tuple[Imported, ...]:
    if isinstance(node, ast.ImportFrom):
        module = module_of(node)
        return tuple(Imported(module, item.name, item.asname, typing) for item in node.names)
    if isinstance(node, ast.Import):
        return tuple(Imported(item.name, None, item.asname, typing) for item in node.names)
    return ()


def module_of(node: ast.ImportFrom) -> str:
    return "." * node.level + (node.module or "")


def statement_lines(node: ast.stmt) -> tuple[int, int]:
    return node.lineno - 1, node.end_lineno or node.lineno


def _quoted_names(text: str) -> set[str]:
    """The names in a string that may be an annotation or an entry of `__all__`."""
    if len(text) > 200 or not text.strip():
        return set()
    words = "".join(char if char.isalnum() or char == "_" else " " for char in text).split()
    return {word for word in words if word.isidentifier()}

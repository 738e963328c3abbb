"""Which modules of the project an import runs, and which it reaches in the end."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from spec2code.model.patterns import regex
from spec2code.project.sources import Module, Sources

__all__ = ["import_statements", "imported_modules", "reachable"]


def imported_modules(module: Module, node: ast.Import | ast.ImportFrom) -> Iterator[Module]:
    """The modules that an import runs: packages before what they hold."""
    if isinstance(node, ast.Import):
        named, level = [alias.name for alias in node.names], 0
    else:
        base, level = node.module or "", node.level
        if not level and not module.sources.has_top(base.partition(".")[0]):
            return  # most imports are of libraries
        named = [f"{base}.{alias.name}".lstrip(".") for alias in node.names] or [base]
    names: dict[str, None] = {}
    for dotted in named:
        parts = dotted.split(".")
        names.update((".".join(parts[:count]), None) for count in range(1, len(parts) + 1))
    if level:
        names = {"": None, **names}
    for dotted in names:
        found = module.sources.find(module, dotted, level)
        if isinstance(found, Module):
            yield found


def reachable(sources: Sources, files: Iterable[str]) -> frozenset[str]:
    """The files that these import, directly or through others, wherever the imports stand."""
    seen = {file for file in files if file in sources.modules}
    waiting = list(seen)
    while waiting:
        module = sources.modules[waiting.pop()]
        for node in _written_imports(module):
            for target in imported_modules(module, node):
                if target.file not in seen:
                    seen.add(target.file)
                    waiting.append(target.file)
    return frozenset(seen)


def import_statements(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """Those of a module, wherever they stand; expressions, which hold none and are most of a tree, are left out."""
    waiting: list[list[ast.stmt]] = [tree.body]
    while waiting:
        for statement in waiting.pop():
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                yield statement
                continue
            for name in _BLOCKS:
                block = getattr(statement, name, None)
                if block:
                    waiting.append(block)
            for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
                waiting.append(part.body)


_BLOCKS = ("body", "orelse", "finalbody")

_IMPORT = regex(
    rb"(?:^|[;:])[ \t]*((?:from(?:\s|\\)*[.\w]+(?:\s|\\)+)?import\b[^\r\n;]*)", re.MULTILINE
)
_LONGEST = 100_000
_MORE = regex(rb"[^\r\n]*")


def _written_imports(module: Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """The import statements of a module by its text, so that nothing is parsed that nobody will look at.

    What a docstring shows may be among them: more may be reached than is imported, never less.
    """
    if "tree" in vars(module):
        yield from import_statements(module.tree)
        return
    data = module.data
    for found in _IMPORT.finditer(data):
        text = _statement(data, found.start(1), found.end(1))
        try:
            node = ast.parse(text).body[0]
        except (SyntaxError, ValueError, IndexError):
            continue  # words of a text that look like one
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node


def _statement(data: bytes, start: int, end: int) -> bytes:
    """An import statement with the lines that it goes on in: it holds no strings, so that `#` begins a comment."""
    text = data[start:end].partition(b"#")[0]
    while (b"(" in text and b")" not in text) or text.rstrip().endswith(b"\\"):
        following = _MORE.match(data, end + (2 if data[end : end + 2] == b"\r\n" else 1))
        if following is None or end >= len(data) or len(text) > _LONGEST:
            break
        text += b"\n" + following[0].partition(b"#")[0]
        end = following.end()
    return text

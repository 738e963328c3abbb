"""Python in a fence by its syntax tree, statement by statement, and where each of it stands."""

from __future__ import annotations

import ast
import re
import warnings

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt, Span

__all__ = ["Places", "assigned", "bases_of", "elements", "statements_of"]

_TOP = regex(r"(?m)^(?=(?:@|class\b|[A-Za-z_]\w*\s*=))")


def statements_of(text: str) -> list[ast.stmt]:
    """The statements of the text; one that is no Python costs itself alone."""
    if (whole := _parsed(text, 0)) is not None:
        return whole
    starts = [match.start() for match in _TOP.finditer(text)]
    found: list[ast.stmt] = []
    line = text.count("\n", 0, starts[0]) if starts else 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        found += _parsed(text[start:end], line) or []
        line += text.count("\n", start, end)
    return found


def _parsed(text: str, line: int) -> list[ast.stmt] | None:
    """The statements of the text, which begins behind so many lines; None where it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\\d" in a string is the spec's business
            body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return [ast.increment_lineno(item, line) for item in body]


class Places:
    """Where the nodes of a fence stand."""

    def __init__(self, excerpt: Excerpt) -> None:
        self.excerpt = excerpt
        self.starts = [0, *(match.end() for match in re.finditer("\n", excerpt.text))]

    def span(self, node: ast.stmt | ast.expr) -> Span:
        """The first line of the node."""
        start, *end = self.starts[node.lineno - 1 : node.lineno + 1]
        line = self.excerpt.text[start : end[0] if end else None]
        return self.excerpt.span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))


def bases_of(item: ast.ClassDef) -> list[str]:
    return [ast.unparse(base).rpartition(".")[2] for base in item.bases]


def assigned(item: ast.ClassDef, name: str) -> ast.expr | None:
    for line in item.body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == name:
            return line.value
        if isinstance(line, ast.AnnAssign) and ast.unparse(line.target) == name:
            return line.value
    return None


def elements(value: ast.expr | None) -> list[ast.expr]:
    return (
        list(value.elts)
        if isinstance(value, ast.Tuple | ast.List | ast.Set)
        else [value] if value else []
    )

"""Python source: the names, literals and imports of generated code, and black.

Generators take what they need from here; nothing in a template makes a name or a literal.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import Final

from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import comment, docstring, printable, string_literal
from spec2code.codegen.names import (
    BUILTINS,
    class_name,
    identifier,
    module_name,
    unique,
    words,
)

__all__ = [
    "BUILTINS",
    "GeneratedCodeError",
    "Imports",
    "check_python",
    "class_name",
    "comment",
    "docstring",
    "format_python",
    "format_units",
    "get_ready",
    "identifier",
    "line_width",
    "module_name",
    "printable",
    "string_literal",
    "unique",
    "words",
]


_UNITS: Final = re.compile(r"\n\n\n+(?=\S)")


class GeneratedCodeError(Exception):
    """What a generator made is no Python: a defect of the generator, not of a spec."""


def get_ready() -> None:
    """Import black, which takes a while."""
    import black  # noqa: F401


@lru_cache(maxsize=512)
def format_python(text: str, line_length: int = 88) -> str:
    """The text as black writes it.

    Raises:
        GeneratedCodeError: the text is no Python; the message holds the lines round the place.
    """
    import black
    from black.mode import Mode, TargetVersion

    try:
        ast.parse(text)
        mode = Mode(line_length=line_length, target_versions={TargetVersion.PY311})
        return black.format_str(text, mode=mode)
    except SyntaxError as error:
        raise GeneratedCodeError(_place(text, error.msg, error.lineno or 1)) from error
    except ValueError as error:
        # ast.parse on a null byte, black.InvalidInput on what only black refuses.
        raise GeneratedCodeError(f"generated code can't be read: {error}") from error


def line_width(line: str) -> int:
    """The columns that black counts for a line: a wide character of East Asia takes two."""
    if line.isascii():
        return len(line)
    from black.strings import str_width

    return str_width(line)


def check_python(text: str, line_length: int = 88) -> str:
    """A text that was written the way black writes it; black sees it only where that is in doubt.

    Raises:
        GeneratedCodeError: the text is no Python.
    """
    if not text.isascii() or any(len(line) > line_length for line in text.split("\n")):
        return format_python(text, line_length)
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise GeneratedCodeError(_place(text, error.msg, error.lineno or 1)) from error
    return text


def format_units(text: str, line_length: int = 88) -> str:
    """A module whose definitions were written the way black writes them; black sees those where that is in doubt.

    Raises:
        GeneratedCodeError: the text is no Python.
    """
    units = _UNITS.split(text)
    head = format_python(units[0], line_length).rstrip("\n")
    rest = [check_python(unit, line_length).strip("\n") for unit in units[1:]]
    return "\n\n\n".join([head, *rest]) + "\n"


def _place(text: str, message: str, line: int) -> str:
    lines = text.split("\n")
    first = max(line - 3, 0)
    shown = "\n".join(
        f"{number:5} {source}" for number, source in enumerate(lines[first : line + 2], first + 1)
    )
    return f"generated code is no Python: {message} in line {line}\n{shown}"

"""Spec text as Python literals, comments and docstrings that it can't leave.

Everything that isn't printable is escaped: line breaks of every kind, null bytes, bidirectional
controls, lone surrogates. What tools read from comments (noqa, fmt: off, a coding line) is quoted.
"""

from __future__ import annotations

import re
import textwrap
from typing import Final

from spec2code.model.patterns import regex

__all__ = ["comment", "docstring", "printable", "string_literal"]

_PRAGMA: Final = regex(
    r"(^|#)[ ]*((?:noqa|type|fmt|ruff|mypy|isort|pylint|pyright|flake8|nosec|pragma|yapf|black"
    r"|pyre|spec2code|sqlfluff)\b|@generated|!)",
    re.IGNORECASE,
)
_ESCAPED: Final = regex(r"\\.|\"")
_CODING: Final = regex(r"(coding)([:=])", re.IGNORECASE)


def string_literal(text: str) -> str:
    """An ASCII-safe string literal of one line, in double quotes where black would have them."""
    literal = repr(text)
    if literal[0] == '"' or text.count('"') > text.count("'"):
        return literal
    body = _ESCAPED.sub(_requoted, literal[1:-1])
    return f'"{body}"'


def _requoted(match: re.Match[str]) -> str:
    """An escape or quote of a literal in single quotes, as it is in double ones."""
    return {"\\'": "'", '"': '\\"'}.get(match[0], match[0])


def printable(text: str) -> str:
    """The text as one line: runs of white space are a space, what isn't printable is an escape."""
    return " ".join(_visible(text).split())


def comment(text: str, *, width: int | None = None) -> str:
    """A comment without indentation, a line of `#` for each line of the text.

    Args:
        text: anything; an empty line gives a bare `#`.
        width: longer lines are wrapped to it, where they have a space.
    """
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        clean = _CODING.sub(r"\1 \2", _PRAGMA.sub(r"\1 '\2'", printable(line))).strip()
        wrapped = _wrap(clean, width - 2) if width else [clean]
        lines += [
            f"# {part}".rstrip() if not part.startswith("#") else f"# {part}" for part in wrapped
        ]
    return "\n".join(lines)


def docstring(text: str, *, indent: str = "", width: int = 88) -> str:
    """A docstring literal; lines behind the first begin with `indent`, paragraphs are kept.

    Returns:
        The literal without indentation in front of its first line; `""` gives an empty docstring.
    """
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").strip().split("\n"):
        room = width - len(indent) - (0 if lines else 6)
        lines += [_quoted(part) for part in _wrap(printable(line), max(room, 20))]
    if lines[0].startswith('"'):
        lines[0] = f" {lines[0]}"
    if len(lines) == 1:
        return f'"""{_closed(lines[0])}"""'
    body = "\n".join(f"{indent}{line}".rstrip() for line in lines[1:])
    return f'"""{lines[0]}\n{body}\n{indent}"""'


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else " " if char.isspace() else _escape(char) for char in text
    )


def _escape(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def _quoted(line: str) -> str:
    return line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _closed(line: str) -> str:
    """The line with a quote at its end escaped, so that it can stand in front of the closing ones."""
    head = line[:-1]
    escaped = (len(head) - len(head.rstrip("\\"))) % 2 == 1
    return f'{head}\\"' if line.endswith('"') and not escaped else line


def _wrap(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]

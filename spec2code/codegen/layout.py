"""Long statements broken the way black breaks them, so that black has nothing left to do.

black takes far longer to break a line than to find that it needs no breaking. What comes from here is
still given to black: what is broken otherwise than it would be costs time and nothing else.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

__all__ = ["wrapped"]

_CLOSING: Final = {")": "(", "]": "[", "}": "{"}
_DEFAULT: Final = re.compile(r" = (?:None|True|False|-?\d+(?:\.\d+)?|\"[^\"\\]*\")\Z")
"""A default that can't be broken: the line is broken at the bracket in front of it."""


def wrapped(text: str, *, width: int, indent: int = 0, tail: str = "") -> str:
    """A statement of one line, broken at its last bracket where it is too long.

    Args:
        text: without its indentation; literals in it must be of one line.
        width: the longest line allowed.
        indent: of the first line, which the result doesn't begin with.
        tail: what will stand behind it, such as a comma.
    """
    if indent + len(text) + len(tail) <= width:
        return text + tail
    if text[-1:] not in _CLOSING:
        default = _DEFAULT.search(text)
        if default is None or text[default.start() - 1] not in _CLOSING:
            return text + tail
        text, tail = text[: default.start()], default[0] + tail
    opening, commas = _last_bracket(text)
    if opening < 0 or indent + opening + 1 > width:
        return text + tail
    head, closing = text[: opening + 1], text[-1]
    bounds = [opening, *commas, len(text) - 1]
    items = [text[start + 1 : end].strip() for start, end in pairwise(bounds)]
    has_trailing_comma = bool(commas) and not items[-1]
    items = [item for item in items if item]
    if not items:
        return text + tail
    inner, step = " " * (indent + 4), indent + 4
    line = ", ".join(items) + ("," if has_trailing_comma else "")
    # A list, tuple or dictionary gets a line for each item as soon as it is broken, a call doesn't.
    is_call = head[-2:-1].isalnum() or head[-2:-1] in ("_", ")", "]")
    if step + len(line) <= width and (is_call or len(items) == 1):
        body = f"{inner}{line}\n"
    elif len(items) == 1 and not has_trailing_comma:
        body = f"{inner}{wrapped(items[0], width=width, indent=step)}\n"
    else:
        lines = [wrapped(item, width=width, indent=step, tail=",") for item in items]
        body = "".join(f"{inner}{item}\n" for item in lines)
    return f"{head}\n{body}{' ' * indent}{closing}{tail}"


def _last_bracket(text: str) -> tuple[int, list[int]]:
    """Where the bracket opens that the text closes with, and the commas directly inside it; -1 if none."""
    stack: list[tuple[int, list[int]]] = []
    found: tuple[int, list[int]] = (-1, [])
    position, size = 0, len(text)
    while position < size:
        sign = text[position]
        if sign in "\"'":
            position = _string_end(text, position)
            continue
        if sign in "([{":
            stack.append((position, []))
        elif sign in _CLOSING:
            if not stack:
                return -1, []
            found = stack.pop()
        elif sign == "," and stack:
            stack[-1][1].append(position)
        position += 1
    return (-1, []) if stack else found


def _string_end(text: str, start: int) -> int:
    quote, position = text[start], start + 1
    while position < len(text) and text[position] != quote:
        position += 2 if text[position] == "\\" else 1
    return position + 1

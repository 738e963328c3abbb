"""Cuts a phrase into clauses and lists of values, leaving brackets and quotes whole."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.shapes import MISSING, JsonValue, Missing

__all__ = ["THOUSANDS", "clauses", "default_in", "enum_values", "literal", "split_top"]

_OPEN: Final = {"(": ")", "[": "]", "{": "}", "（": "）", "<": ">"}
_RULE = regex(r"[a-z_]+(?::[^|]*)?")
_LARAVEL = regex(
    r"(?:required|nullable|sometimes|string|integer|numeric|email|boolean|array|(?:min|max|in|between|size):)"
)
_AND = regex(r"\s+(?:and|&|und|et|и|且|并且)\s+", re.IGNORECASE)
_NUMBER = regex(r"-?\d+(?:\.\d+)?")
THOUSANDS = regex(r"(?<=\d),(?=\d{3}(?!\d))")
_VALUE = regex(r"[^\s,|/;()（）{}\[\]<>][^,|;(){}\[\]<>\n]{0,60}")
_TOKEN = regex(r"[\w.+:#@%$*-]+(?: [\w.+-]+){0,3}")
_MARKED = regex(r"`[^`]+`|\"[^\"]*\"|'[^']*'|“[^”]*”")
_GLOSS = regex(r"\s*[(（][^()（）]*[)）]\s*$|\s*(?:[=＝：]\s*|:\s+)[^=:：]+$")
"""What is said of a value behind it; a colon inside a word (`read:all`) belongs to the value."""


def split_top(text: str, separators: str, *, blanks: bool = False) -> list[str]:
    """The parts of a text between separators that stand outside brackets and quotes.

    With `blanks`, only a separator with blanks or an end around it counts.
    """
    parts: list[str] = []
    closing: list[str] = []
    quote = ""
    start = 0
    for place, sign in enumerate(text):
        if quote:
            if sign == quote:
                quote = ""
        elif sign in '`"' or (sign == "'" and not text[place - 1 : place].isalnum()):
            quote = sign if sign in text[place + 1 : place + 200] else ""
        elif sign in _OPEN and (sign != "<" or _opens_generic(text, place)):
            closing.append(_OPEN[sign])
        elif closing and sign == closing[-1]:
            closing.pop()
        elif not closing and sign in separators:
            if not blanks or text[place - 1 : place] == text[place + 1 : place + 2] == " ":
                parts.append(text[start:place])
                start = place + 1
    parts.append(text[start:])
    return [part.strip() for part in parts]


def _opens_generic(text: str, place: int) -> bool:
    """Whether `<` begins the arguments of a type (`Array<string>`, `Array<'a' | 'b'>`), not a comparison."""
    behind = text[place + 1 : place + 2]
    return behind.isalpha() or (behind in tuple("'\"{([") and text[place - 1 : place].isalnum())


def clauses(text: str) -> list[str]:
    """The clauses of a validation phrase."""
    if "|" in text and _LARAVEL.search(text):
        parts = [part.strip() for part in text.split("|")]
        if all(_RULE.fullmatch(part) for part in parts):
            return [part.replace("in:", "one of ") for part in parts]
    text = THOUSANDS.sub("", text)
    parts = split_top(text, ",、")
    if len(parts) > 1 and all(_MARKED.fullmatch(part) for part in parts):
        return [" | ".join(parts)]
    found: list[str] = []
    for part in split_top(text, ",;，；、\n。"):
        pieces = _AND.split(part)
        between = re.match(r"(?:.*\bbetween\b|.*\b(?:one of|either)\b)", part, re.IGNORECASE)
        for piece in [part] if between else pieces:
            if piece := piece.strip():
                found += _opened(piece)
    return found


def _opened(piece: str) -> list[str]:
    """`min 8 characters (letters)` is two clauses; a piece all in parentheses is what stands within."""
    if piece[0] in "(（" and piece[-1] in ")）" and piece[1:-1].count("(") == 0:
        return clauses(piece[1:-1])
    return [piece]


def literal(text: str) -> JsonValue:
    """A value as people write it in a phrase: quotes and backticks off, numbers and booleans as such."""
    text = text.strip().strip("`").strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    match text.lower():
        case "true":
            return True
        case "false":
            return False
        case "null" | "none" | "nil":
            return None
        case "[]":
            return []
        case "{}":
            return {}
    if _NUMBER.fullmatch(text) and len(text) < 30:
        return float(text) if "." in text else int(text)
    return text.strip("“”\"'")


_TOLD = regex(
    r"(?:(?:the|its|their|your|a|an) )?(?:last|current|previous|next|first|latest|oldest|newest|today\S*|now|all|any|no|none|same|server\S*|user\S*|caller\S*|auto\w*|from|as|start|end|beginning|depends|based|see|whatever|derived|calculated|computed|most|when|if|between|up|this|\d+)\s[\w\s%'/+-]+",
    re.IGNORECASE,
)
"""Words on what stands in for a value: "last 30 days", "current year", "30 days ago"."""


def default_in(text: str) -> JsonValue | Missing:
    """The default that a phrase or a cell has; nothing where it is told in words, unless they are quoted."""
    return MISSING if _TOLD.fullmatch(text.strip()) else literal(text)


def enum_values(text: str, *, marked: bool) -> tuple[str | int | float | bool, ...]:
    """The values of a list such as `a | b | c`.

    With `marked` the list must show that it is one: by bars, by quotes, or by two slashes.
    Without, commas, slashes and `or` separate as well, and a single value will do.
    """
    text = text.strip().rstrip(".。").strip()
    if text[:1] in "([{（" and text[-1:] in ")]}）":
        text = text[1:-1]
    for separators in ("|｜",) if marked else ("|｜", ",，、;", "/"):
        parts = split_top(text, separators)
        if len(parts) > 1:
            break
    else:
        parts = [text]
    if len(parts) == 1:
        parts = re.split(r"\s+(?:or|и|或|또는|o|ou|veya|hoặc|/)\s+", text)
        if marked and not (
            len(parts) > 1 and all(_MARKED.fullmatch(part.strip()) for part in parts)
        ):
            return _slashed(text)
    elif not marked:
        parts = [re.sub(r"^(?:or|and|或)\s+", "", part) for part in parts]
    return _values(parts, listed=not marked and len(parts) > 1)


def _slashed(text: str) -> tuple[str | int | float | bool, ...]:
    parts = [part.strip() for part in text.split("/")]
    quoted = all(_MARKED.fullmatch(part) for part in parts)
    if len(parts) > 1 and (
        quoted or (len(parts) > 2 and all(re.fullmatch(r"[\w-]+", p) for p in parts))
    ):
        return _values(parts)
    return ()


def _values(parts: list[str], *, listed: bool = False) -> tuple[str | int | float | bool, ...]:
    """`listed`: the text says that these are the values, so `none` is one of them."""
    found: dict[str | int | float | bool, None] = {}
    for part in parts:
        part = part.strip()
        quoted = _MARKED.match(part)
        if quoted:
            part = quoted.group()
        else:
            part = _GLOSS.sub("", part).strip()
            if part in ("...", "…", "") or part.lower() in ("etc", "etc.", "等"):
                continue
            if not _TOKEN.fullmatch(part):
                return ()
        value = (
            part.strip("`\"'“”") if quoted or (listed and part.lower() == "none") else literal(part)
        )
        if isinstance(value, (str, int, float, bool)):
            found.setdefault(value)
        elif value is not None:
            return ()
    return tuple(found)

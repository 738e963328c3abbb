"""JSON values as YAML: block style, strings plain only where no reader could take them for something else."""

from __future__ import annotations

import json
import re
from typing import Any, Final

__all__ = ["to_yaml"]

_PLAIN: Final = re.compile(r"[A-Za-z/$][A-Za-z0-9_./${}+-]*(?: [A-Za-z0-9_./+-]+)*\Z")
_WORDS: Final = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"}
)
_KEYS: Final = re.compile(r"[A-Za-z_/$][A-Za-z0-9_./${}+-]*\Z|[1-9][0-9]{2}\Z")
_ESCAPED: Final = re.compile(
    r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]|[^\x00-\uffff]"
)


def to_yaml(value: Any) -> str:
    """The document, ending in a line break; the same value always gives the same text."""
    lines: list[str] = []
    _block(value, 0, lines)
    return "\n".join(lines) + "\n"


def _block(value: Any, depth: int, lines: list[str]) -> None:
    pad = "  " * depth
    if isinstance(value, dict) and value:
        for key, item in value.items():
            _entry(f"{pad}{_key(str(key))}:", item, depth, lines)
    elif isinstance(value, list) and value:
        for item in value:
            if isinstance(item, dict | list) and item:
                start = len(lines)
                _block(item, depth + 1, lines)
                lines[start] = f"{pad}- {lines[start][len(pad) + 2:]}"
            else:
                lines.append(f"{pad}- {_scalar(item)}")
    else:
        lines.append(f"{pad}{_scalar(value)}")


def _entry(head: str, item: Any, depth: int, lines: list[str]) -> None:
    if isinstance(item, dict | list) and item:
        lines.append(head)
        _block(item, depth + 1, lines)
    else:
        lines.append(f"{head} {_scalar(item)}")


def _key(text: str) -> str:
    if text.lower() in _WORDS or not _KEYS.match(text):
        return _quoted(text)
    return f'"{text}"' if text[0].isdigit() else text


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        plain = _PLAIN.match(value) and value.lower() not in _WORDS
        return value if plain else _quoted(value)
    return json.dumps(value)


def _quoted(text: str) -> str:
    """In double quotes: JSON's, but with escapes for what YAML doesn't take as it stands."""
    return _ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if 0xD800 <= number <= 0xDFFF:
        return "\\uFFFD"
    return found[0] if number > 0xFFFF and found[0].isprintable() else f"\\U{number:08X}"

"""The words that head the columns of tables about events, flags, jobs, permissions and errors."""

from __future__ import annotations

from typing import Final

__all__ = ["column_of", "is_column_of"]

_WORDS: Final[dict[str, frozenset[str]]] = {
    role: frozenset(words.split("|")) for role, words in {}.items()
}


def column_of(keys: list[str], role: str) -> int | None:
    """The index of the first header that names the role; `keys` are headers in lower case."""
    words = _WORDS[role]
    return next((index for index, key in enumerate(keys) if key in words), None)


def is_column_of(key: str, role: str) -> bool:
    return key in _WORDS[role]

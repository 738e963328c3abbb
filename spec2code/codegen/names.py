"""Names for generated code, made from any text: spec text is data and may hold anything.

A name that comes from here is an identifier, is no keyword, has no leading underscore and is at most
`MAX_LENGTH` long. Two texts may give one name: `unique` numbers nothing away, it is for the cases in
which both names are ours to choose.
"""

from __future__ import annotations

import builtins
import hashlib
import keyword
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from spec2code.model.patterns import regex

__all__ = ["BUILTINS", "MAX_LENGTH", "class_name", "identifier", "module_name", "unique", "words"]

MAX_LENGTH: Final = 64
BUILTINS: Final = frozenset(name for name in dir(builtins) if not name.startswith("_"))

_WINDOWS: Final = frozenset(
    ["con", "prn", "aux", "nul", "conin", "conout"]
    + [f"{device}{digit}" for device in ("com", "lpt") for digit in range(10)]
)
_UNIMPORTABLE: Final = frozenset(["init", "main", "test", "conftest", "json_types"])
_WORD: Final = regex(r"[^\W_]+")
_HUMPS: Final = regex(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def identifier(
    text: str, *, reserved: Collection[str] = (), prefix: str = "value", default: str = "unnamed"
) -> str:
    """The snake_case name for a text: `createdAt` -> `created_at`, `class` -> `class_`.

    Args:
        text: anything.
        reserved: names that get a trailing underscore as keywords do, such as `BUILTINS`.
        prefix: stands in front of a name that would begin with a digit.
        default: the name for a text without a letter or digit.
    """
    name = "_".join(word.lower() for word in words(text)) or default
    name = unicodedata.normalize("NFKC", name)
    if not name[0].isidentifier():
        name = f"{prefix}_{name}"
    name = _shortened(name)
    return _spared(name, reserved)


def class_name(text: str, *, reserved: Collection[str] = BUILTINS, default: str = "Unnamed") -> str:
    """The PascalCase name for a text: `order_items` -> `OrderItems`, `APIKey` -> `APIKey`."""
    parts = words(text)
    shouted = not any(part != part.upper() for part in parts)
    name = "".join(_capitalised(part, keep_upper=not shouted) for part in parts) or default
    name = unicodedata.normalize("NFKC", name)
    if not name[0].isidentifier():
        name = f"{default}{name}"
    return _spared(_shortened(name, separator=""), reserved)


def module_name(text: str, *, default: str = "unnamed") -> str:
    """The name of a Python file, without `.py`: plain ASCII, importable, allowed on every system."""
    plain = "_".join(re.findall(r"[a-z0-9]+", "_".join(words(text)).lower()))
    lost = any(not part.isascii() for part in words(text))
    if lost or not plain:
        plain = f"{plain or default}_{_digest(text)}" if lost else default
    if plain[0].isdigit():
        plain = f"spec_{plain}"
    plain = _shortened(plain)
    if plain in _WINDOWS or plain in _UNIMPORTABLE or keyword.iskeyword(plain):
        return f"{plain}_"
    return plain


def unique(name: str, taken: Collection[str]) -> str:
    """The name, or with the lowest number behind it that makes it a new one."""
    if name not in taken:
        return name
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def words(text: str) -> list[str]:
    """The words of a text, accents taken off, camel case taken apart: `HTTPServer2` -> HTTP, Server2."""
    return list(_words(text))


@lru_cache(maxsize=4096)  # The same few names are asked for by every module that is made.
def _words(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for run in _WORD.findall(_unaccented(text)):
        kept = run
        if not run.isascii():
            kept = "".join(char for char in run if ("a" + char).isidentifier())
        found += [part for part in _HUMPS.split(kept) if part]
    return tuple(found)


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    latin = "".join(
        char
        for index, char in enumerate(plain)
        if not (unicodedata.combining(char) and index and plain[index - 1].isascii())
    )
    return unicodedata.normalize("NFKC", latin)


def _capitalised(word: str, *, keep_upper: bool) -> str:
    if keep_upper and len(word) > 1 and word == word.upper():
        return word
    return word[0].upper() + word[1:].lower()


def _shortened(name: str, separator: str = "_") -> str:
    if len(name) <= MAX_LENGTH:
        return name
    digest = _digest(name)
    head = name[: MAX_LENGTH - len(digest) - len(separator)]
    return f"{head.rstrip('_')}{separator}{digest}"


def _spared(name: str, reserved: Collection[str]) -> str:
    return f"{name}_" if keyword.iskeyword(name) or name in reserved else name


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]

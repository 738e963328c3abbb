"""SQLAlchemy's Identity()."""

from __future__ import annotations

from spec2code.model.schema import Identity
from spec2code.project.values import Call

__all__ = ["identity_of"]

_IDENTITY_OPTIONS = (
    ("start", "START WITH"),
    ("increment", "INCREMENT BY"),
    ("minvalue", "MINVALUE"),
    ("maxvalue", "MAXVALUE"),
)


def identity_of(call: Call) -> Identity:
    """Identity() with its options as SQL writes them, in the order that `sql.identity` keeps."""
    words: list[str] = []
    for position, (keyword, word) in enumerate(_IDENTITY_OPTIONS):
        value = call.argument(position + 2, keyword)
        if isinstance(value, int) and not isinstance(value, bool):
            words.append(f"{word} {value}")
    cache = call.kwargs.get("cache")
    if isinstance(cache, int) and cache != 1:
        words.append(f"CACHE {cache}")
    if call.kwargs.get("cycle") is True:
        words.append("CYCLE")
    return Identity(call.argument(0, "always", False) is True, " ".join(words))

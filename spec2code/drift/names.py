"""Whether two names look like one thing renamed."""

from __future__ import annotations

__all__ = ["similar"]


def similar(one: str, other: str) -> bool:
    """One holds the other, or half of the words of the shorter are in both."""
    plain = [name.replace("_", "").replace("-", "").lower() for name in (one, other)]
    shorter, longer = sorted(plain, key=len)
    if shorter in longer and len(shorter) >= 3:
        return True
    words = [set(_words(name)) for name in (one, other)]
    return bool(words[0] & words[1]) and len(words[0] & words[1]) * 2 >= min(map(len, words))


def _words(name: str) -> list[str]:
    words, word = [], ""
    for character in name:
        if character in "_-" or character.isupper():
            words.append(word)
            word = ""
        if character not in "_-":
            word += character.lower()
    return [item for item in (*words, word) if item]

"""Whether two names look like one thing renamed."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["closest", "similar", "words_of"]


def similar(one: str, other: str) -> bool:
    """One holds the other, or half of the words of the shorter are in both."""
    plain = [name.replace("_", "").replace("-", "").lower() for name in (one, other)]
    shorter, longer = sorted(plain, key=len)
    if shorter in longer and len(shorter) >= 3:
        return True
    words = [set(words_of(name)) for name in (one, other)]
    return bool(words[0] & words[1]) and len(words[0] & words[1]) * 2 >= min(map(len, words))


def closest(name: str, others: Sequence[str]) -> str | None:
    """The one that has the most words with the name in common, of all that both have; None where several have."""
    words = set(words_of(name))
    shares = {
        other: len(words & set(words_of(other))) / len(words | set(words_of(other)))
        for other in others
    }
    best = max(shares.values(), default=0.0)
    found = [other for other, share in shares.items() if share == best]
    return found[0] if len(found) == 1 else None


def words_of(name: str) -> list[str]:
    """The words of a name in lower case: `UserItem` and `user_item` are `user`, `item`."""
    words, word = [], ""
    for character in name:
        if character in "_-" or character.isupper():
            words.append(word)
            word = ""
        if character not in "_-":
            word += character.lower()
    return [item for item in (*words, word) if item]

"""Whether two names look like one thing renamed."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["closest", "similar", "words_of"]


def similar(one: str, other: str) -> bool:
    """One holds the other, or half of the words of the shorter are in both, in one form or another.

    Words that only say what kind of a value it is (`_at`, `_id`) don't make names alike.
    """
    plain = [name.replace("_", "").replace("-", "").lower() for name in (one, other)]
    shorter, longer = sorted(plain, key=len)
    if shorter in longer and len(shorter) >= 3:
        return True
    few, many = sorted((set(words_of(name)) for name in (one, other)), key=len)
    shared = {word for word in few - _KINDS if any(_one_word(word, each) for each in many)}
    return bool(shared) and (len(shared) + len(few & many & _KINDS)) * 2 >= len(few)


_KINDS = frozenset(["at", "by", "id", "is", "of", "on", "to"])


def _one_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= 4 and longer.startswith(shorter))


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

"""What a text must contain for a pattern to be found in it, read off the pattern without compiling it."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["needed"]

_TOKENS = re.compile(
    r"""(?P<plain>[^\\\[\](){}|?*+.^$]+)
    | (?P<escaped>\\(?:x..|u....|U.{8}|.))
    | (?P<set>\[\^?\]?(?:[^\]\\]|\\.)*\])
    | (?P<open>\((?:\?(?:P<\w+>|:))?(?!\?))
    | (?P<look>\(\?(?:[=!]|<[=!]))
    | (?P<often>[*+?]\??|\{\d*,?\d*\}\??)
    | (?P<end>[|)])
    | (?P<any>[.^$])
    """,
    re.DOTALL | re.VERBOSE,
)
_NONE: tuple[str, ...] = ()
_Token = tuple[str, str]


def needed(pattern: str) -> tuple[str, ...]:
    """Return texts, in lower case, of which whatever the pattern matches contains one in some case.

    Args:
        pattern: a regular expression of `re`, written without flag X.

    Returns:
        The texts; none where nothing can be said. It errs on that side alone: what it doesn't know asks for nothing.
    """
    tokens: list[_Token] = []
    end = 0
    for found in _TOKENS.finditer(pattern):
        if found.start() != end:
            return _NONE
        tokens.append((found.lastgroup or "", found.group()))
        end = found.end()
    if end != len(pattern):
        return _NONE
    tokens.append(("end", ""))
    return _alternatives(iter(tokens))[0]


def _alternatives(tokens: Iterator[_Token]) -> tuple[tuple[str, ...], _Token]:
    """What `a|b|c`, up to its parenthesis or the end, asks for: one of what each asks for."""
    found: list[str] = []
    all_ask = True
    while True:
        asked, last = _sequence(tokens)
        all_ask = all_ask and bool(asked)
        found.extend(asked)
        if last[1] != "|":
            return (tuple(found) if all_ask else _NONE), last


def _sequence(tokens: Iterator[_Token]) -> tuple[tuple[str, ...], _Token]:
    """What parts in a row ask for, and the token that ends them: the most telling of the parts."""
    best = _NONE
    run = ""
    part: tuple[str, ...] = (
        _NONE  # what the last part asks for, until a quantifier may take it back
    )
    for kind, text in tokens:
        if kind == "plain":
            best, part = _better(best, part), _NONE
            run += text
            continue
        if kind == "escaped" and not text[1].isalnum():
            best, part = _better(best, part), _NONE
            run += text[1]
            continue
        if kind == "often":
            least = text[0] == "+" or (text[0] == "{" and text[1] in "123456789")
            kept, part = (part if least else _NONE), _NONE
            best = _better(best, kept)
            if run:
                best = _better(best, _text(run if least else run[:-1]))
                run = ""
            continue
        best = _better(_better(best, part), _text(run))
        run, part = "", _NONE
        if kind == "end":
            return best, (kind, text)
        if kind in ("open", "look"):
            part = _alternatives(tokens)[0]
            if kind == "look":
                part = _NONE
    return best, ("end", "")


def _text(run: str) -> tuple[str, ...]:
    return (run.lower(),) if run else _NONE


def _better(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """The more telling of two demands: longer texts are rarer."""
    if not first or not second:
        return first or second
    return second if min(map(len, second)) > min(map(len, first)) else first

"""Regular expressions that cost nothing until a text holds what they look for.

Compiling is the dearest part of a rule: a spec or a project needs few of all the rules, and most that are tried find nothing, as the words
they look for, of ten languages, aren't in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, AnyStr, cast

from spec2code.model.needed import needed

__all__ = ["regex"]

_WITHOUT: dict[str, Callable[..., Any]] = {
    "findall": lambda text: [],
    "finditer": lambda text: iter(()),
    "fullmatch": lambda text: None,
    "match": lambda text: None,
    "search": lambda text: None,
    "split": lambda text: [text],
    "sub": lambda text: text,
    "subn": lambda text: (text, 0),
}
"""What each method of a pattern answers for a text that holds no match."""

_OTHER_CASES = re.compile(
    "[\u00b5\u0130\u0131\u017f\u0345\u03a3\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5"
    "\u1c80-\u1c88\u1e9b\u1fbe\u1fd3\u1fe3\ufb05\ufb06]"
)
"""Letters that `re` takes for another one where case doesn't count though `str.lower` tells the two apart."""

_lowered: tuple[str, str | None] = ("", "")
"""The text that was looked at last, and it in lower case; None where that doesn't say what `re` would find."""


class _Later:
    """What stands for a pattern; it has the compiled pattern's own methods once a text may match."""

    __slots__ = (*_WITHOUT, "_flags", "groups", "pattern")

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in self.__slots__:
            raise AttributeError(name)
        asked = () if name == "groups" else self._asked()
        if not asked:
            return getattr(self._compiled(), name)
        for each in _WITHOUT:
            setattr(self, each, self._unless_absent(each, asked))
        return getattr(self, name)

    def _asked(self) -> tuple[str, ...]:
        """What a text must hold one of, in lower case, for a match; nothing where that isn't known."""
        if isinstance(self.pattern, bytes) or self._flags & re.VERBOSE:
            return ()
        if not self.pattern.isascii() and _OTHER_CASES.search(self.pattern):
            return ()
        return needed(self.pattern)

    def _compiled(self) -> re.Pattern[Any]:
        compiled = re.compile(self.pattern, self._flags)
        for each in (*_WITHOUT, "groups"):
            setattr(self, each, getattr(compiled, each))
        return compiled

    def _unless_absent(self, method: str, asked: tuple[str, ...]) -> Callable[..., Any]:
        """A method that answers by itself for a text without what is `asked`; else it compiles, and looks."""
        without = _WITHOUT[method]

        def look(string: str, *rest: Any, **named: Any) -> Any:
            if _lacks(string, asked):
                return without(string)
            return getattr(self._compiled(), method)(string, *rest, **named)

        def put(repl: Any, string: str, *rest: Any, **named: Any) -> Any:
            if _lacks(string, asked):
                return without(string)
            return getattr(self._compiled(), method)(repl, string, *rest, **named)

        return put if method in ("sub", "subn") else look


def _lacks(text: str, asked: tuple[str, ...]) -> bool:
    """Whether no text of `asked`, in lower case, is in a text, whatever its case."""
    global _lowered
    if text is not _lowered[0]:
        odd = not text.isascii() and _OTHER_CASES.search(text)
        _lowered = (text, None if odd else text.lower())
    low = _lowered[1]
    if low is None:
        return False
    for each in asked:  # noqa: SIM110 - a generator for each of ten thousands of lines costs more
        if each in low:
            return False
    return True


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, for the rules of a module: it is compiled when a text may hold what it looks for.

    Raises:
        re.error: when it is compiled, the pattern is none.
    """
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))

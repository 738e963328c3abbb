"""Regular expressions that cost nothing until the first time that something is looked for with them.

Compiling is the dearest part of importing a module of rules, and a spec or a project needs few of all the rules.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

__all__ = ["regex"]

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _Later:
    """What stands for a pattern; it has the pattern's own methods from the first use on."""

    __slots__ = (*_METHODS, "_flags", "groups", "pattern")

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in self.__slots__:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for each in (*_METHODS, "groups"):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, for the rules of a module: it is compiled when it is first used.

    Raises:
        re.error: at the first use, the pattern is none.
    """
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))

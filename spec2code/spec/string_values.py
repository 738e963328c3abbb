"""What a string in an example tells of its type: uuid, date-time, e-mail, a number written as a string."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.shapes import StringShape

__all__ = ["string_shape"]

_UUID = regex(r"[0-9a-zA-Z]{8}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{12}")
_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_FORMATS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("uuid", _UUID),
    (
        "date-time",
        regex(rf"{_DAY}[T ]{_CLOCK}(?::\d\d(?:[.,]\d+)?)?\s?(?:Z|UTC|[+-]\d\d:?\d\d)?"),
    ),
    ("date", regex(_DAY)),
    ("time", regex(rf"{_CLOCK}(?::[0-5]\d)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")),
    ("email", regex(r"[^@\s\"<>:/]{1,64}@[^@\s\"<>:/]+\.[A-Za-z]{2,24}")),
    ("uri", regex(r"(?:https?|wss?|ftp|s3|gs)://[^\s\"<>]+")),
    ("ipv4", regex(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)")),
    (
        "duration",
        regex(r"P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?"),
    ),
)
_DECIMAL = regex(r"-?\d{1,18}\.\d{2,12}")
_CLOCK_KEY = regex(r"(?:.*_)?(?:time|hour|start|end|from|to|at)s?", re.IGNORECASE)
_NO_DECIMAL = regex(r".*(?:version|release|ver|ip|sku|code|build).*", re.IGNORECASE)
_CUT_DATE = regex(rf"{_DAY}T.*(?:\.\.\.|…)|\d{{4}}-\d\d(?:-\d\d)?T?(?:\.\.\.|…)")
_LONGEST = 400


def string_shape(text: str, key: str = "", *, cut: bool = False) -> StringShape:
    """The shape of a string value; `cut` when the example ends in an ellipsis."""
    if cut:
        return StringShape(format="date-time") if _CUT_DATE.fullmatch(text[:40]) else StringShape()
    text = text.strip()
    if len(text) > _LONGEST:
        return StringShape()
    for name, pattern in _FORMATS:
        if pattern.fullmatch(text):
            return StringShape(format=name)
    if re.fullmatch(_CLOCK, text) and _CLOCK_KEY.fullmatch(key):
        return StringShape(format="time")
    if _DECIMAL.fullmatch(text) and not _NO_DECIMAL.fullmatch(key):
        return StringShape(format="decimal")
    return StringShape()

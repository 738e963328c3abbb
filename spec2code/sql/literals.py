"""Literals as keys: numbers, strings, booleans, intervals and arrays in one spelling each."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from spec2code.model.patterns import regex

if TYPE_CHECKING:
    from decimal import Decimal  # few runs meet a fraction, and each start would pay for it

__all__ = [
    "INTEGERS",
    "NUMBERS",
    "TEXTS",
    "array_items",
    "array_key",
    "base_type",
    "interval_text",
    "is_number",
    "json_text",
    "literal_key",
    "number_key",
    "quoted",
]

INTEGERS = frozenset(("smallint", "integer", "bigint"))
NUMBERS = INTEGERS | {"numeric", "real", "double precision"}
TEXTS = frozenset(
    ("text", "character varying", "bpchar", "character", "name", "unknown", "cstring")
)
_NUMBER = regex(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\Z")
_DATE = regex(r"\d{4}-\d{2}-\d{2}\Z")
_MINUTES = regex(r"\d{2}:\d{2}\Z")
_BARE_ITEM = regex(r"[^\s{}\",\\]+\Z")
_TRUE = frozenset(("t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"))
_FALSE = frozenset(("f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"))


def base_type(type: str) -> str:
    """A canonical type without its modifiers: `numeric(10,2)` is `numeric`, `timestamp(3) with time zone` too."""
    start = type.find("(")
    if start < 0:
        return type
    end = type.find(")", start)
    return type[:start] + type[end + 1 :]


def is_number(text: str) -> bool:
    return len(text) < 400 and _NUMBER.match(text) is not None


def number_key(text: str, type: str | None = None, *, exact: bool = False) -> str:
    """A number in plain digits. `exact` keeps 2.0 apart from 2, as a division does."""
    if type is not None and base_type(type) == "boolean" and text in ("0", "1"):
        return "true" if text == "1" else "false"
    plain = str(int(text)) if text.isdecimal() and len(text) <= 60 else _plain(text)
    if plain is None:
        return text
    if not plain:
        return text.lower().lstrip("+")
    if type is not None and base_type(type) in TEXTS:
        return quoted(text)
    whole = "." not in text and "e" not in text.lower()
    return f"{plain}.0" if exact and not whole and "." not in plain else plain


def _plain(text: str) -> str | None:
    """A number in plain digits; '' where these would be too many, None where it is no number."""
    from decimal import Decimal, InvalidOperation

    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if abs(value.adjusted()) > 60:
        return ""
    plain = format(value.normalize(), "f")
    return "0" if plain == "-0" else plain


def literal_key(value: str, type: str | None = None) -> str:
    """A string literal as the type that it is for takes it."""
    base = base_type(type) if type else ""
    if base in NUMBERS and is_number(value.strip()):
        return number_key(value.strip())
    if base == "boolean":
        word = value.strip().lower()
        if word in _TRUE or word in _FALSE:
            return "true" if word in _TRUE else "false"
    if base.startswith("interval"):
        return quoted(interval_text(value))
    if base == "jsonb":
        return quoted(json_text(value))
    if base == "timestamp without time zone" and _DATE.match(value):
        return quoted(f"{value} 00:00:00")
    if base == "time without time zone" and _MINUTES.match(value):
        return quoted(f"{value}:00")
    if base == "bytea" and not value:
        return quoted("\\x")
    if base.endswith("[]") or value.startswith("{"):
        items = array_items(value)
        if items is not None:
            return array_key(items)
    return quoted(value)


def json_text(value: str) -> str:
    """A JSON text as jsonb keeps it; as written where it is none."""
    try:
        found = json.loads(value)
        return json.dumps(found, sort_keys=True, ensure_ascii=False)
    except (ValueError, RecursionError):
        return value


def array_key(items: list[str]) -> str:
    """An array of these values as one literal: `'{a,"b c"}'`."""
    return quoted("{" + ",".join(_array_item(item) for item in items) + "}")


def _array_item(item: str) -> str:
    if _BARE_ITEM.match(item) and item.lower() != "null":
        return item
    return '"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


_ARRAY_ITEM = regex(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^",{}\\\s][^",{}\\]*))\s*(,|\Z)')


def array_items(value: str) -> list[str] | None:
    """The items of a one-dimensional array literal `{a,"b c"}`; None where it is anything else."""
    text = value.strip()
    if not (text.startswith("{") and text.endswith("}")):
        return None
    text = text[1:-1].strip()
    items: list[str] = []
    position = 0
    while position < len(text):
        match = _ARRAY_ITEM.match(text, position)
        if match is None:
            return None
        inner, bare, comma = match.groups()
        if bare is not None and bare.strip().lower() == "null":
            return None
        items.append(re.sub(r"\\(.)", r"\1", inner) if bare is None else bare.strip())
        position = match.end()
        if comma == "," and position >= len(text):
            return None
    return items


_INTERVAL_PART = regex(r"\s*([+-]?\d+(?:\.\d+)?)\s*([a-z]+)", re.IGNORECASE)
_CLOCK = regex(r"\s*([+-]?)(\d+):(\d{2})(?::(\d{2}(?:\.\d+)?))?\Z")
_UNITS: dict[str, tuple[int, int, int]] = {
    "year": (12, 0, 0),
    "y": (12, 0, 0),
    "yr": (12, 0, 0),
    "month": (1, 0, 0),
    "mon": (1, 0, 0),
    "week": (0, 7, 0),
    "w": (0, 7, 0),
    "day": (0, 1, 0),
    "d": (0, 1, 0),
    "hour": (0, 0, 3600),
    "hr": (0, 0, 3600),
    "h": (0, 0, 3600),
    "minute": (0, 0, 60),
    "min": (0, 0, 60),
    "m": (0, 0, 60),
    "second": (0, 0, 1),
    "sec": (0, 0, 1),
    "s": (0, 0, 1),
}


def interval_text(value: str) -> str:
    """An interval as months, days and seconds, as PostgreSQL keeps it; as written where it is of another form."""
    from decimal import Decimal

    months = days = Decimal(0)
    seconds = Decimal(0)
    position, text = 0, value.strip()
    if is_number(text):
        return interval_text(f"{text} seconds")
    while position < len(text):
        if clock := _CLOCK.match(text, position):
            sign, hours, minutes, rest = clock.groups()
            amount = int(hours) * 3600 + int(minutes) * 60 + Decimal(rest or 0)
            seconds += -amount if sign == "-" else amount
            break
        part = _INTERVAL_PART.match(text, position)
        unit = part.group(2).lower() if part else ""
        size = _UNITS.get(unit) or _UNITS.get(unit.removesuffix("s"))
        if part is None or size is None:
            return value
        number = Decimal(part.group(1))
        if number % 1 and not size[2]:
            return value
        months += number * size[0]
        days += number * size[1]
        seconds += number * size[2]
        position = part.end()
    if not text:
        return value
    return _interval_output(int(months), int(days), seconds)


def _interval_output(months: int, days: int, seconds: Decimal) -> str:
    """An interval as PostgreSQL prints it: `1 year 2 mons 3 days 04:05:06`."""
    parts = []
    years, months = int(months / 12), months - int(months / 12) * 12
    for amount, unit in ((years, "year"), (months, "mon"), (days, "day")):
        if amount:
            parts.append(f"{amount} {unit}{'' if amount == 1 else 's'}")
    if seconds or not parts:
        whole = abs(seconds)
        minutes, rest = divmod(whole, 60)
        hours, minutes = divmod(minutes, 60)
        fraction = f"{rest % 1:f}".rstrip("0")[1:] if rest % 1 else ""
        sign = "-" if seconds < 0 else ""
        parts.append(f"{sign}{int(hours):02}:{int(minutes):02}:{int(rest):02}{fraction}")
    return " ".join(parts)

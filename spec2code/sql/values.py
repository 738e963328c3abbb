"""Whether PostgreSQL can read a text as a value of a type, as far as that is simple to say; what isn't sure fits."""

from __future__ import annotations

import json
import re
from datetime import date
from ipaddress import ip_interface, ip_network

from spec2code.model.patterns import regex
from spec2code.sql.literals import array_items, base_type, is_number
from spec2code.sql.word_sets import word_set

__all__ = ["TIMES", "fits"]

TIMES = (
    "date",
    "timestamp with time zone",
    "timestamp without time zone",
    "time with time zone",
    "time without time zone",
)
_LIMITS = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}
_TRUTH = regex(
    r"(?:t(?:r(?:ue?)?)?|f(?:a(?:l(?:se?)?)?)?|y(?:es?)?|no?|on|off?|1|0)\Z", re.IGNORECASE
)
_UUID = regex(r"\{?[0-9a-fA-F]{4}(?:-?[0-9a-fA-F]{4}){7}\}?\Z")
_TIME_WORDS = word_set(
    "now today tomorrow yesterday infinity -infinity epoch allballs noon midnight"
)
_ISO = regex(
    r"(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d))?(?:(?<=\d)[T ]\s*)?(?:(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?"
    r"\s*(?:Z|UTC|[+-]\d\d(?::?\d\d)?)?\Z",
    re.IGNORECASE,
)
_UNITS = word_set(
    "microsecond microseconds us usec usecs useconds usecond millisecond milliseconds ms msec msecs mseconds second "
    "seconds sec secs s minute minutes min mins m hour hours hr hrs h day days d week weeks w month months mon mons "
    "quarter qtr year years yr yrs y decade decades dec decs century centuries cent c millennium millennia mil mils "
    "millenniums ago infinity timezone"
)
_ISO_INTERVAL = regex(r"P[\dYMWDTHS.:+-]+\Z", re.IGNORECASE)
_INTERVAL_WORD = regex(r"[a-z]+", re.IGNORECASE)
_MAC = regex(r"[0-9a-f]{2}([:-]?)(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}\Z|[0-9a-f]{6}[:-][0-9a-f]{6}\Z|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}\Z", re.IGNORECASE)  # fmt: skip
_RANGE = regex(r"\s*(?:empty\s*\Z|[\[(].*,.*[\])]\s*\Z)", re.IGNORECASE | re.DOTALL)
_DRAWN = frozenset(("point", "line", "lseg", "box", "path", "polygon", "circle"))


def fits(value: str, type: str, labels: tuple[str, ...] | None = None) -> bool:
    """Whether a literal can be cast to a type.

    Args:
        type: canonical; modifiers don't count.
        labels: of the enum that the type, or the item of the array, is.
    """
    if type.endswith("[]"):
        return _fits_array(value, type[:-2], labels)
    if labels is not None:
        return value in labels
    base = base_type(type)
    if base.startswith("interval"):
        base = "interval"
    check = _CHECKS.get(base)
    if check is None and base.endswith("range") and base.count(" ") == 0:
        check = _is_multirange if "multi" in base else _is_range
    return True if check is None else check(value, base)


def _fits_array(value: str, item: str, labels: tuple[str, ...] | None) -> bool:
    text = value.strip()
    if not text.startswith("{"):
        return re.match(r"\[-?\d+:-?\d+\].*=\s*\{", text) is not None
    if not text.endswith("}"):
        return False
    items = array_items(text)
    return items is None or all(fits(each, item, labels) for each in items)


def _is_whole(value: str, base: str) -> bool:
    text = value.strip().lower()
    match = re.match(r"([+-]?)(0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*)\Z", text)
    if match is None or len(text) > 80:
        return False
    sign, digits = match.groups()
    try:
        number = int(digits, 0) if digits[:2] in ("0x", "0o", "0b") else int(digits)
    except ValueError:
        return False
    return number < _LIMITS[base] + (sign == "-")


def _is_decimal(value: str, base: str) -> bool:
    text = value.strip()
    if is_number(text) or _is_whole_form(text):
        return True
    return text.lower() in ("nan", "infinity", "-infinity", "+infinity", "inf", "-inf", "+inf")


def _is_whole_form(text: str) -> bool:
    return re.match(r"[+-]?(?:0[xob][0-9a-f_]+|[\d_.]+(?:e[+-]?\d+)?)\Z", text.lower()) is not None


def _is_truth(value: str, base: str) -> bool:
    return _TRUTH.match(value.strip()) is not None


def _is_uuid(value: str, base: str) -> bool:
    return _UUID.match(value) is not None


def _is_json(value: str, base: str) -> bool:
    try:
        json.loads(value, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return False
    return True


def _no_constant(word: str) -> None:
    raise ValueError(word)


def _is_time(value: str, base: str) -> bool:
    text = " ".join(value.split())
    if not any(sign.isdigit() for sign in text):
        words = text.lower().split()
        return bool(words) and all(word in _TIME_WORDS for word in words)
    match = _ISO.match(text)
    if match is None:
        return True
    year, month, day, hour, minute, second = match.groups()
    if hour is not None and not _is_clock(int(hour), int(minute), int(second or 0)):
        return False
    if year is not None:
        try:
            date(int(year) or 1, int(month), int(day))
        except ValueError:
            return False
    return True


def _is_clock(hour: int, minute: int, second: int) -> bool:
    if hour == 24:
        return minute == second == 0
    return hour < 24 and minute < 60 and second <= 60


def _is_interval(value: str, base: str) -> bool:
    text = value.strip()
    if _ISO_INTERVAL.match(text):
        return True
    words = _INTERVAL_WORD.findall(text)
    if not any(sign.isdigit() for sign in text):
        return text.lower().lstrip("+-") == "infinity"
    return all(word.lower() in _UNITS for word in words)


def _is_address(value: str, base: str) -> bool:
    try:
        if base == "cidr" and "/" in value:
            ip_network(value, strict=True)
        else:
            ip_interface(value)
    except ValueError:
        return (
            base == "cidr"
            and re.match(r"\d+(?:\.\d+){0,3}(?:/\d+)?\Z", value) is not None
            and not (value.count(".") == 3 and "/" in value)
        )
    return True


def _is_mac(value: str, base: str) -> bool:
    return _MAC.match(value.strip()) is not None


def _is_range(value: str, base: str) -> bool:
    return _RANGE.match(value) is not None


def _is_multirange(value: str, base: str) -> bool:
    return value.strip().startswith("{")


def _is_drawn(value: str, base: str) -> bool:
    return any(sign.isdigit() for sign in value)


def _is_money(value: str, base: str) -> bool:
    return any(sign.isdigit() for sign in value)


def _is_bytes(value: str, base: str) -> bool:
    if not value.lower().startswith("\\x"):
        return True
    digits = "".join(value[2:].split())
    return len(digits) % 2 == 0 and re.fullmatch(r"[0-9a-fA-F]*", digits) is not None


def _is_bits(value: str, base: str) -> bool:
    return re.fullmatch(r"[01]*|[xX][0-9a-fA-F]*|[bB][01]*", value) is not None


_CHECKS = {
    **dict.fromkeys(_LIMITS, _is_whole),
    **dict.fromkeys(("numeric", "real", "double precision"), _is_decimal),
    **dict.fromkeys(TIMES, _is_time),
    **dict.fromkeys(("json", "jsonb"), _is_json),
    **dict.fromkeys(("inet", "cidr"), _is_address),
    **dict.fromkeys(_DRAWN, _is_drawn),
    **dict.fromkeys(("bit", "bit varying"), _is_bits),
    "boolean": _is_truth,
    "uuid": _is_uuid,
    "interval": _is_interval,
    "macaddr": _is_mac,
    "money": _is_money,
    "bytea": _is_bytes,
}

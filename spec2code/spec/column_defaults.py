"""The default of a column in a list: SQL, a word for a value, or what application code computes."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.spec.column_vocabulary import VALUES

__all__ = ["default_value", "is_code", "is_no_default", "is_worded", "is_written_in_code", "quoted"]

_NONE = frozenset(["none", "n/a", "无", "null", "없음", "ninguno", "ninguna", "нет", "なし"])
_OWN = regex(r"\"?[a-z][a-z0-9]*(?:_[a-z0-9]+)+\"?")
"""A type of the spec's own, whose values are words."""
_TEXT = regex(r"(?:var|n)?char|character|text|enum|string|citext", re.IGNORECASE)
_WORDS = regex(r"[A-Za-z][\w-]*(?: [\w-]+)*")
_CONSTANTS = frozenset(
    ["true", "false", "null", "current_timestamp", "current_date", "current_time"]
)
_NOW = regex(
    r"(?:lambda\s*:\s*)?(?:(?:sqlalchemy|sa|func|datetime|timezone|dt|date|django|utils)\.)*"
    r"(?:get_)?(?:utc_?now|now|now_?utc)(?:\s*\(\s*(?:(?:tz\s*=\s*)?(?:(?:datetime|dt)\.)?(?:timezone\.)?utc)?\s*\))?"
    r"|new Date(?:\(\))?|date\.now(?:\(\))?|(?:the )?current (?:utc )?(?:date ?time|time ?stamp|time)",
    re.IGNORECASE,
)
"""The moment as Python, JavaScript and prose have it: `datetime.utcnow`, `timezone.now()`, `Date.now`, "current time"."""
_TODAY = regex(r"(?:datetime\.)*date\.today(?:\(\))?|today|(?:the )?current date", re.IGNORECASE)
_EMPTY = regex(r"(?:(?P<object>dict(?:\(\))?|\{\})|list(?:\(\))?|\[\])")
_CODE = regex(
    r"lambda\b.*|(?:secrets|uuid|random|time|os|crypto|Math|settings|config|self|cls)\.\w[\w.]*(?:\(.*\))?"
    r"|new [A-Z]\w*\(.*\)|(?:object_?id|nanoid|cuid2?|ulid|uuid_?v?7)(?:\(\))?|[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*\.\w+(?:\.value)?",
    re.DOTALL,
)
"""Values that the application computes (`secrets.token_hex(16)`), or its names for them (`Status.PENDING`)."""


_SPELLED_IN_CODE = regex(
    r"(?:uuid\.)?uuid4(?:\(\))?|(?:lambda\s*:\s*)?(?:datetime|timezone|dt|django|utils)\.[\w.]+(?:\(.*\))?|utc_?now(?:\(\))?|new Date(?:\(\))?|date\.now(?:\(\))?|dict(?:\(\))?|list(?:\(\))?",
    re.IGNORECASE,
)


def is_no_default(text: str) -> bool:
    """Whether a cell says that there is no default: `None`, "(none)", a dash."""
    bare = text.strip(" `()（）-–—.").lower()
    return not bare or bare in _NONE


def is_code(text: str) -> bool:
    """Whether a default is the application's: no SQL says it, and the database has none."""
    text = _bare(text)
    known = text.lower() in VALUES or _NOW.fullmatch(text) is not None
    return _CODE.fullmatch(text) is not None and not known


def is_written_in_code(text: str) -> bool:
    """Whether a default that SQL could say as well is spelled as application code has it: `uuid4`, `dict`."""
    return _SPELLED_IN_CODE.fullmatch(_bare(text)) is not None


def is_worded(text: str, kind: str) -> bool:
    """Whether words tell the default of a column that holds no text: "Beijing time", the same in Chinese letters.

    A single word of ASCII may be a value that isn't known here; one of another script is no SQL.
    """
    bare = _bare(text)
    if " " in bare and _SAID.search(bare) and _SAYING.fullmatch(bare):
        return True  # "the default of the language"
    if _TEXT.match(kind) or _OWN.fullmatch(kind) or bare.lower() in VALUES or _NOW.fullmatch(bare):
        return False
    return _SAYING.fullmatch(bare) is not None and (" " in bare or not bare.isascii())


_SAID = regex(
    r"\bdefaults?\b|기본값|默认|デフォルト|既定|預設|padrão|por defecto|par défaut|по умолчанию",
    re.IGNORECASE,
)
_SAYING = regex(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


def default_value(text: str, kind: str) -> str:
    """A default as SQL, for a column of the type `kind`: words for a text column are quoted."""
    text = _bare(text)
    if len(text) > 1 and (text[0] == text[-1] == '"' or (text[0] in "“‘" and text[-1] in "”’")):
        return quoted(text[1:-1])
    if (named := VALUES.get(text.lower())) is not None:
        return named
    many = kind.rstrip().endswith("[]")
    worded = not many and (_TEXT.match(kind) or _OWN.fullmatch(kind)) is not None
    if not worded and _NOW.fullmatch(text) and text.lower() != "now()":
        return "now()"
    if not worded and _TODAY.fullmatch(text):
        return "CURRENT_DATE"
    if (empty := _EMPTY.fullmatch(text)) and not worded:
        return "'{}'" if empty.group("object") or many else "'[]'"
    if text.startswith(("{", "[")):
        return quoted(text)
    if worded and _WORDS.fullmatch(text) and text.lower() not in _CONSTANTS:
        return quoted(text)
    return text


def _bare(text: str) -> str:
    return text.strip().strip("`").rstrip(".").strip()


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"

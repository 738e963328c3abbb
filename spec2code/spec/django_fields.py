"""Types as Django calls its fields, in words of SQL: ``CharField, max_length=100`` -> ``varchar(100), NOT NULL``."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex

__all__ = ["FIELD_TYPES", "django_words"]

_FIELD = regex(
    r"(?:models\.)?(Char|Text|Slug|URL|Email|UUID|(?:Positive)?(?:Small|Big)?Integer|(?:Big|Small)?Auto|Boolean|Decimal|Float|DateTime|Date|Time|Duration|JSON|Binary|File|Image|IPAddress|GenericIPAddress)Field\b"
)
_KEY = regex(
    r"(?:models\.)?(ForeignKey|OneToOneField|OneToOne)\b\s*(?:pointing\s+)?(?:to\s+|→\s*|->\s*|\(\s*)?[\"'`]?(?:\w+\.)?([A-Za-z_]\w*)?"
)
_SETTING = regex(r"\b(\w+)\s*=\s*(\"[^\"]*\"|'[^']*'|[\w.+-]+(?:\(\))?)")
_UNIQUE = regex(r"(?:^|[,;]\s*)unique(?=\s*(?:[,;)]|$))", re.IGNORECASE)
FIELD_TYPES: Final = {
    "Char": "varchar", "Text": "text", "Slug": "varchar", "URL": "varchar", "Email": "varchar", "UUID": "uuid",
    "Integer": "integer", "SmallInteger": "smallint", "BigInteger": "bigint", "PositiveInteger": "integer",
    "PositiveSmallInteger": "smallint", "PositiveBigInteger": "bigint", "Auto": "serial", "BigAuto": "bigserial",
    "SmallAuto": "smallserial", "Boolean": "boolean", "Decimal": "numeric", "Float": "double precision",
    "DateTime": "timestamptz", "Date": "date", "Time": "time", "Duration": "interval", "JSON": "jsonb",
    "Binary": "bytea", "File": "varchar", "Image": "varchar", "IPAddress": "inet", "GenericIPAddress": "inet",
}  # fmt: skip


def django_words(text: str) -> str | None:
    """What a field says of its column, in words of SQL; None where it is no field of Django."""
    field, key = _FIELD.match(text), _KEY.match(text)
    if field is None and (key is None or (key.group(2) or "").lower() == "key"):
        return None
    given = {match.group(1): match.group(2).strip("\"'") for match in _SETTING.finditer(text)}
    words: list[str] = []
    if field is not None:
        kind = FIELD_TYPES[field.group(1)]
        if kind == "varchar" and "max_length" in given:
            kind = f"varchar({given['max_length']})"
        elif kind == "numeric" and "max_digits" in given:
            kind = f"numeric({given['max_digits']}, {given.get('decimal_places', '0')})"
        words.append(kind)
    elif key is not None and key.group(2):
        words.append(f"FK → {key.group(2)}")
        words += ["UNIQUE"] if key.group(1).startswith("OneToOne") else []
    else:
        return None
    words += ["PRIMARY KEY"] if given.get("primary_key") == "True" else []
    words += ["UNIQUE"] if given.get("unique") == "True" or _UNIQUE.search(text) else []
    words.append("NULL" if given.get("null") == "True" else "NOT NULL")
    words += ["INDEX"] if given.get("db_index") == "True" else []
    default = given.get("default")
    if default in ("True", "False") or (default and re.fullmatch(r"-?\d+(?:\.\d+)?", default)):
        words.append(f"DEFAULT {default.lower()}")
    return ", ".join(words)

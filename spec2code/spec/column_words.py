"""What the cells of a column table and the words behind a bullet say of a column, as SQL."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.spec.clauses import enum_values
from spec2code.spec.column_clauses import ColumnWords, cleaned, hear_clauses, take_default
from spec2code.spec.column_defaults import is_no_default, quoted
from spec2code.spec.column_vocabulary import OWN_TYPE, SQL_TYPES, TYPE_NAMES
from spec2code.spec.inline import plain

__all__ = ["column_words", "is_sql_type", "split_type"]
_TYPE = regex(
    r"(character varying|double precision|timestamp with(?:out)? time zone|time with(?:out)? time zone|bit varying|[A-Za-z_][\w.]*)"
    r"(\s*\(\s*(?:\d[\d,\s]*|max|\w+\s*,\s*\d+|(?:'[^']*'|\"[^\"]*\")(?:\s*,\s*(?:'[^']*'|\"[^\"]*\"))*)\s*\)|(?<=enum)\s*\([^()]*\)|(?:(?<=geography)|(?<=geometry))\s*\(\w+\))?"
    r"(\s+with(?:out)?\s+time\s+zone)?(\s+unsigned)?((?:\s*\[\d*\])*)",
    re.IGNORECASE,
)
_OR_NULL = regex(
    r"(\w+(?:\s?\([^()]*\))?(?:\[\])?)\s*(?:\?|\|\s*(?:null|none|undefined))", re.IGNORECASE
)
_TWO_TYPES = regex(r"(\w+(?:\([^()]*\))?)\s*/\s*(\w+(?:\([^()]*\))?)")
_WRAPPED = regex(
    r"^(?:string|str|text)\s*(?:[(（]([A-Za-z]\w*)[)）]|[:：]\s*([A-Za-z]\w*))", re.IGNORECASE
)
_QUOTED_TYPE = regex(r"\"[A-Za-z_]\w*\"(?:\[\])*(?=\s|$)")
"""A type by its own name, as models give that of an enum: `"Mood"`."""
_LISTED_ENUM = regex(r"enum\s*[:：]\s*([^;；]+)", re.IGNORECASE)
_CODES = regex(r"`[\w-]+`(?:\s*(?:[,/|、]|\bor\b)\s*`[\w-]+`)+(?=\W*$|\s*[(（.。;—–-])")
"""Values as code that a description begins with: "`OPEN`, `PAID` (by card)"."""
_NO: Final = frozenset(("no", "n", "false", "否", "✗", "❌", "×", "not null", "아니오", "não", "non", "нет", "không", "hayır", "tidak"))  # fmt: skip
_YES: Final = frozenset(
    [
        "yes",
        "y",
        "true",
        "是",
        "✓",
        "✅",
        "✔",
        "null",
        "예",
        "sí",
        "sim",
        "oui",
        "да",
        "có",
        "evet",
        "ya",
    ]
)
_BRACKETED = regex(
    r"\s*[(（]\s*(nullable|optional|not null|required|null|unique|indexed)\s*[)）]", re.IGNORECASE
)
"""A rule in brackets, which names no column: ``uuid FK → users (nullable)``."""
_CHOICE = regex(r"\W*([\w-]+(?:\s*\\?\|\s*[\w-]+)+)(?:\W.*)?", re.DOTALL)
_OR_TYPE = regex(r"(?:or|o|ou|oder|/|或|veya|или)\s+(.+)", re.IGNORECASE | re.DOTALL)


def is_sql_type(text: str) -> bool:
    """Whether a cell names a type that a column can have."""
    text = cleaned(text)
    if text.lower() in TYPE_NAMES:
        return True
    match = _TYPE.fullmatch(text)
    return bool(match) and match is not None and match.group(1).lower() in SQL_TYPES


def split_type(text: str) -> tuple[str, str] | None:
    """A definition's type and what stands behind it; None when it doesn't begin with a type."""
    text = _WRAPPED.sub(_unwrapped, cleaned(text))
    if match := _QUOTED_TYPE.match(text):
        return match.group(), text[match.end() :].strip()
    if match := _LISTED_ENUM.match(text):
        values = enum_values(match.group(1), marked=False)
        if len(values) > 1:
            labels = ", ".join(quoted(str(value)) for value in values)
            return f"ENUM({labels})", text[match.end() :].strip(" ,;；")
    for length in (3, 2, 1):
        words = text.split(None, length)[:length]
        head = " ".join(words)
        if head.lower().rstrip(",;") in TYPE_NAMES and len(words) == length:
            return head.rstrip(",;"), text[len(head) :].strip(" ,;")
    match = _TYPE.match(text)
    if match is None or match.group(1).lower() not in SQL_TYPES:
        own = OWN_TYPE.match(text)
        return (own.group(1), text[own.end() :].strip(" ,;")) if own else None
    behind = text[match.end() :]
    if behind[:1].isalnum() or behind[:1] == "_":
        return None
    return match.group().strip(), behind.strip(" ,;")


def column_words(
    type_text: str,
    constraints: str = "",
    default: str = "",
    nullable: str = "",
    description: str = "",
) -> ColumnWords | None:
    """A column from its cells; None when the type cell holds no type."""
    type_text = _BRACKETED.sub(r", \1", type_text)
    type_text, may_be_null = _without_null(type_text)
    split = split_type(type_text)
    own = type_text.strip("` ")
    if split is None and re.fullmatch(r"[a-z][\w.]*_\w+", own):
        split = own, ""  # a type of the spec's own
    if split is None:
        return None
    kind, behind = split
    if not behind and kind.lower() == "enum":
        behind, constraints = constraints, ""
    if kind.lower() == "enum" and (other := _OR_TYPE.match(behind)):
        kind, behind = split_type(other.group(1)) or (kind, behind)
    words = ColumnWords(_spelled(kind), loose=kind.lower() in TYPE_NAMES)
    hear_clauses(behind, words)
    hear_clauses(constraints, words)
    default = plain(default).strip() if default.count("`") != 2 else default.strip().strip("`")
    if not is_no_default(default):
        take_default(default, words)
    answer = plain(nullable).strip().lower()
    if answer in _NO:
        words.nullable = False
    elif answer in _YES or (may_be_null and words.nullable is None):
        words.nullable = True
    if kind.lower() == "enum":
        words.type = _enum_type(words, description)
        words.loose = words.assumed = words.type == "TEXT"
    if words.primary:
        words.nullable = False
    return words


def _without_null(text: str) -> tuple[str, bool]:
    """The type without what says that it may be absent (`DateTime?`, ``string \\| null``), and of two types the first."""
    bare = text.replace("`", "").replace("\\|", "|").strip()
    if match := _OR_NULL.fullmatch(bare):
        return match.group(1), True
    if match := _TWO_TYPES.fullmatch(bare):
        if is_sql_type(match.group(1)) and is_sql_type(match.group(2)):
            return match.group(1), False
    return text, False


def _unwrapped(match: re.Match[str]) -> str:
    """``String (UUID)`` is a `UUID`; what else stands behind a string is a remark, or its length."""
    inside = (match.group(1) or match.group(2)).strip()
    return f"{inside} " if is_sql_type(inside) else match.group()


def _spelled(kind: str) -> str:
    known = TYPE_NAMES.get(kind.lower())
    if known:
        return known
    if match := re.fullmatch(r"(?:string|str)\s*\((\d+)\)", kind, re.IGNORECASE):
        return f"VARCHAR({match.group(1)})"
    if match := re.fullmatch(r"enum\s*\((.*)\)", kind, re.IGNORECASE | re.DOTALL):
        values = enum_values(match.group(1), marked=False)
        return (
            "ENUM(" + ", ".join(quoted(str(value)) for value in values) + ")" if values else "TEXT"
        )
    return kind


def _enum_type(words: ColumnWords, description: str) -> str:
    """An ENUM without labels takes them from the CHECK or the description, else it is text."""
    listed = re.search(r"[:：(]\s*([^:：()]+?)\s*[).。]?\s*$", plain(description))
    coded = _CODES.match(description.strip())
    choice = _CHOICE.fullmatch(plain(description))
    for text in (
        words.check and re.sub(r"^.*\bin\s*\(|\)$", "", words.check, flags=re.IGNORECASE),
        listed and listed.group(1),
        coded and coded.group(),
        choice and choice.group(1).replace("\\|", "|"),
    ):
        if text:
            values = enum_values(text, marked=False)
            if len(values) > 1 and all(re.fullmatch(r"[\w-]+", str(value)) for value in values):
                return "ENUM(" + ", ".join(quoted(str(value)) for value in values) + ")"
    return "TEXT"

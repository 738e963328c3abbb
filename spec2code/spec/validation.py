"""Validation rules in words (`max 255 chars`, `1-100`, `one of a, b`) as values that a shape can take on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import MISSING, JsonValue, Missing
from spec2code.spec.broken_patterns import is_regex, unbalanced
from spec2code.spec.clauses import clauses, default_in, enum_values
from spec2code.spec.rule_words import (
    DESCRIBED,
    FORMATS,
    ITEM_UNITS,
    LENGTH_UNITS,
    LENGTH_WORDS,
    MAX_BEHIND,
    MAX_WORDS,
    MIN_BEHIND,
    MIN_WORDS,
    NULLABLE,
    OPTIONAL,
    PATTERNS,
    REQUIRED,
)

__all__ = ["Bound", "Rules", "read_rules"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A lower and upper limit. `of` is length, items, value, digits or None: that depends on the type."""

    of: str | None = None
    low: int | float | None = None
    high: int | float | None = None
    low_open: bool = False
    high_open: bool = False


@dataclass(slots=True)
class Rules:
    """What a phrase says of a value beside its type. `rest` is what wasn't understood."""

    required: bool | None = None
    nullable: bool | None = None
    default: JsonValue | Missing = MISSING
    bounds: list[Bound] = field(default_factory=list)
    pattern: str | None = None
    format: str | None = None
    values: tuple[str | int | float | bool, ...] = ()
    multiple_of: float | None = None
    integer: bool = False
    unique_items: bool = False
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    described: list[str] = field(default_factory=list)
    """Understood, but nothing that a JSON Schema can say (unique, trimmed)."""
    rest: list[str] = field(default_factory=list)
    broken_pattern: str = ""
    """A pattern whose brackets don't match in any dialect, and why."""
    broken_why: str = ""

    def says_something(self) -> bool:
        return bool(
            self.required is not None
            or self.nullable is not None
            or self.default is not MISSING
            or self.bounds
            or self.pattern
            or self.format
            or self.values
            or self.multiple_of
            or self.integer
            or self.unique_items
            or self.read_only
            or self.write_only
            or self.deprecated
        )


_N = r"(-?\d+(?:[,_]\d{3})*(?:\.\d+)?)"
_UNIT = rf"(?:\s*-?\s*(?:(?P<length>{LENGTH_UNITS})|(?P<items>{ITEM_UNITS})|(?P<digits>digits?|位数字|цифр\w*|dígitos)))?"
_LENGTH_WORD = rf"(?P<word>{LENGTH_WORDS})?"
_TAIL = r"\s*(?:long|in length|length|each|only|inclusive|allowed|长度|\(inclusive\))?"
_FLAGS = re.IGNORECASE
_LEAD = regex(
    r"(?:(?:and|must|should|has to|needs? to|can|shall|may|will|value|values|it)\s+)*(?:(?:be|have|has|contains?|match|is|are)\b\s*)?"
    r"(?:(?:a|an|the|valid|set to|in|a valid|well-formed|有效的?|合法的?|유효한|válido|valide)\s+)*",
    _FLAGS,
)
_RANGE = regex(
    rf"{_LENGTH_WORD}\s*[:：=]?\s*(?:range|between|from|entre|de|范围|区间|범위)?\s*[:：]?\s*[\[(]?{_N}\s*(?:-|–|—|~|～|〜|to|and|through|至|到|a|à|y|\.{{2,3}}|…|,|%\s*-)\s*{_N}[\])]?%?{_UNIT}{_TAIL}",
    _FLAGS,
)
_MAXIMUM = regex(
    rf"(?P<word0>{LENGTH_WORDS})?\s*(?:{MAX_WORDS})[\s._-]*{_LENGTH_WORD}\s*(?P<items0>items|elements|entries)?\s*(?:of|is|value|size|de|:|：|=|\()?\s*{_N}\)?{_UNIT}{_TAIL}",
    _FLAGS,
)
_MINIMUM = regex(
    rf"(?P<word0>{LENGTH_WORDS})?\s*(?:{MIN_WORDS})[\s._-]*{_LENGTH_WORD}\s*(?P<items0>items|elements|entries)?\s*(?:of|is|value|size|de|:|：|=|\()?\s*{_N}\)?{_UNIT}{_TAIL}",
    _FLAGS,
)
_MAX_AFTER = regex(rf"{_N}{_UNIT}\s*(?:{MAX_BEHIND})", _FLAGS)
_MIN_AFTER = regex(
    rf"{_N}\s*(?:\+{_UNIT}|{_UNIT.replace('?P<', '?P<_')}\s*(?:{MIN_BEHIND}))", _FLAGS
)
_EXACT = regex(
    rf"(?:exactly|exact|fixed|always|precisely|固定|정확히)?\s*{_LENGTH_WORD}\s*(?:is|of|:|：|=|==)?\s*{_N}{_UNIT}{_TAIL}",
    _FLAGS,
)
_ABOVE = regex(
    rf"(?:>|>|greater than|more than|above|over|大于|초과|mayor (?:que|a)|больше)\s*{_N}{_UNIT}",
    _FLAGS,
)
_BELOW = regex(
    rf"(?:<|<|less than|smaller than|below|under|小于|미만|menor (?:que|a)|меньше)\s*{_N}{_UNIT}",
    _FLAGS,
)
_CHAIN = regex(rf"{_N}\s*(<=?|≤)\s*\w+\s*(<=?|≤)\s*{_N}", _FLAGS)
_MULTIPLE = regex(rf"(?:a\s+)?(?:multiples?\s+of|step|increments?\s+of|倍数)\s*:?\s*{_N}", _FLAGS)
_DECIMALS = regex(
    r"(?:(?:max(?:imum)?|up to|at most|with|最多|保留)\s*)?(\d)\s*(?:decimal(?:s|\s+(?:places|digits))?|dp|位小数|casas decimais|decimales)",
    _FLAGS,
)
_DEFAULT = regex(
    r"(?:defaults?(?:\s+(?:to|is|value))?|default_value|默认值?为?|預設|기본값|기본|por defecto|padrão|par défaut|varsayılan|mặc định|по умолчанию|bawaan)\s*[:：=]?\s*(.+)",
    _FLAGS,
)
_ENUM = regex(
    r"(?:(?:must\s+be\s+)?(?:one|any)\s+of|in\b|enum(?:eration)?(?:\s+of)?|allowed(?:\s+values)?(?:\s+are)?|valid\s+values|values|possible\s+values|choices|options|accepts|either|可选值|枚举值?|取值(?:范围)?|值为|허용값|값|valores(?:\s+permitidos)?|uno de|um de|valeurs|değerler|giá trị|одно из|значения|salah satu)\s*[:：=]?\s*(.+)",
    _FLAGS | re.DOTALL,
)
_PATTERN = regex(
    r"(?:(?:must\s+)?match(?:es|ing)?(?:\s+(?:the\s+)?(?:regex|pattern))?|reg(?:ex|exp)(?:\s+pattern)?|pattern|regular expression|正则(?:表达式)?|정규식)\s*[:：=]?\s*"
    r"(?:`([^`]+)`|\"([^\"]+)\"|/((?:[^/\\]|\\.)+)/[a-z]*|(\^.*\$)|(\S*[\[\\^$+*]\S*))",
    _FLAGS,
)
_BARE_PATTERN = regex(r"`(\^[^`]*\$?)`|/(\^(?:[^/\\]|\\.)+\$)/[a-z]*|(\^\S+\$)")
_IF_GIVEN = regex(
    r"(?:^|[\s,;])(?:if|when) (?:provided|present|given|specified|supplied|included|set)\b|(?:^|[\s,;])(?:si se (?:proporciona|envía|indica)|se (?:fornecid[oa]|informad[oa]|enviad[oa])"
    r"|si (?:fournie?|présente?|renseignée?)|если (?:указан\w*|передан\w*))\b|(?:^|[\s,;，])(?:如果|若)(?:提供|传入|存在)",
    re.IGNORECASE,
)
"""A rule with such words behind it is one of an optional field."""
_WORD_NUMBERS: Final = {"one": "1", "two": "2", "three": "3", "ten": "10"}


def read_rules(text: str) -> Rules:
    """The rules that a phrase states, clause by clause; what isn't understood is in `rest`."""
    found = _rules_of(text)
    return replace(
        found,
        bounds=[*found.bounds],
        described=[*found.described],
        rest=[*found.rest],
    )


_QUOTED = regex(r"`[^`\n]+`")
_CHOICE = regex(
    r"^\W{0,3}`[^`\n]+`(?:\s*[,，、]\s*`[^`\n]+`)+\s*(?:[,，、]\s*)?(?:\b(?:or|o|ou|oder|или|либо|lub|veya|hoặc|atau)\b|或者?|또는|または|もしくは)\s*`[^`\n]+`",
    re.IGNORECASE,
)
"""Values in code, the last behind an "or": commas alone end rules."""


@lru_cache(maxsize=4096)
def _rules_of(text: str) -> Rules:
    rules = Rules()
    text = _take_pattern(text.replace("<br>", ", ").replace("<br/>", ", ").strip(), rules)
    if given := _IF_GIVEN.search(text):
        rules.required = False
        text = text[: given.start()] + text[given.end() :]
    text = _CHOICE.sub(lambda match: " | ".join(_QUOTED.findall(match.group())), text)
    waiting = clauses(text)
    while waiting:
        clause = waiting.pop(0)
        if not _read_clause(clause, waiting, rules):
            rules.rest.append(clause)
    return rules


def _take_pattern(text: str, rules: Rules) -> str:
    for expression in (_PATTERN, _BARE_PATTERN):
        match = expression.search(text)
        if match is None:
            continue
        pattern = next(group for group in match.groups() if group)
        why = unbalanced(pattern)
        if why:
            rules.broken_pattern, rules.broken_why = pattern, why
            return f"{text[: match.start()]},{text[match.end() :]}"
        if is_regex(pattern):
            rules.pattern = pattern
            return f"{text[: match.start()]},{text[match.end() :]}"
    return text


def _read_clause(clause: str, waiting: list[str], rules: Rules) -> bool:
    bare = clause.strip("*_ .。").strip()
    if len(bare) > 1 and bare[0] == bare[-1] == "`" and bare.count("`") == 2:
        bare = bare[1:-1].strip()
    if not bare:
        return True
    if _read_word(bare, rules):
        return True
    if match := _ENUM.fullmatch(bare):
        return _read_enum(match.group(1), waiting, rules)
    if match := _DEFAULT.fullmatch(bare):
        rules.default = default_in(match.group(1))
        return True
    values = enum_values(bare, marked=True)
    if len(values) > 1:
        rules.values = values
        return True
    lead = _LEAD.match(bare)
    core = bare[lead.end() :] if lead else bare
    core = re.sub(r"\b(one|two|three|ten)\b", lambda m: _WORD_NUMBERS[m.group().lower()], core)
    return bool(core) and (_read_word(core, rules) or _read_bound(core, rules))


_ANSWERS = frozenset({"yes", "no", "true", "false", "none"})


def _read_enum(text: str, waiting: list[str], rules: Rules) -> bool:
    """`one of a, b, c` runs over the clauses behind it, up to one that is a rule of its own."""
    values = list(enum_values(text, marked=False))
    if not values:
        return False
    while waiting and (_is_value_here(waiting[0]) or not _read_clause(waiting[0], [], Rules())):
        more = enum_values(waiting[0], marked=False)
        if len(more) != 1:
            break
        values += more
        waiting.pop(0)
    if len(values) == 1 and isinstance(values[0], str) and " " in values[0]:
        return False
    rules.values = tuple(values)
    return True


def _is_value_here(clause: str) -> bool:
    """Whether a clause is a value in a list of values, though alone it is a rule: `Y, N`, `sms, email, push`."""
    word = clause.lower()
    return len(word) == 1 or word in _ANSWERS or (word in FORMATS and word.isalpha())


def _read_word(text: str, rules: Rules) -> bool:
    word = re.sub(r"\s+", " ", text.lower())
    if word in REQUIRED:
        rules.required = True
    elif word in OPTIONAL:
        rules.required = False
    elif word in NULLABLE:
        rules.nullable = NULLABLE[word]
    elif word in FORMATS:
        rules.format = FORMATS[word]
    elif word in PATTERNS:
        rules.pattern = rules.pattern or PATTERNS[word]
    elif word in DESCRIBED:
        rules.described.append(text)
    elif word in _SPECIAL:
        _SPECIAL[word](rules)
    else:
        return False
    return True


def _positive(rules: Rules) -> None:
    rules.bounds.append(Bound("value", low=0, low_open=True))


def _positive_integer(rules: Rules) -> None:
    rules.integer = True
    rules.bounds.append(Bound("value", low=1))


def _non_negative(rules: Rules) -> None:
    rules.bounds.append(Bound("value", low=0))


def _negative(rules: Rules) -> None:
    rules.bounds.append(Bound("value", high=0, high_open=True))


def _non_empty(rules: Rules) -> None:
    rules.bounds.append(Bound(None, low=1))


def _read_only(rules: Rules) -> None:
    rules.read_only = True


def _write_only(rules: Rules) -> None:
    rules.write_only = True


def _deprecated(rules: Rules) -> None:
    rules.deprecated = True


def _unique_items(rules: Rules) -> None:
    rules.unique_items = True


_SPECIAL: Final = {
    **dict.fromkeys(
        ("positive", "positive number", "正数", "양수", "positivo", "positif"), _positive
    ),
    **dict.fromkeys(
        ("positive integer", "positive int", "正整数", "양의 정수", "entero positivo"),
        _positive_integer,
    ),
    **dict.fromkeys(
        ("non-negative", "nonnegative", "non negative", "not negative", "非负", "非负数", "0 이상"),
        _non_negative,
    ),
    "negative": _negative,
    **dict.fromkeys(
        (
            "non-empty",
            "nonempty",
            "non empty",
            "not empty",
            "not blank",
            "non-blank",
            "cannot be empty",
            "may not be empty",
            "非空",
            "不能为空",
            "不为空",
            "no vacío",
            "não vazio",
            "boş olamaz",
            "не пусто",
        ),
        _non_empty,
    ),
    **dict.fromkeys(("read-only", "readonly", "read only", "只读"), _read_only),
    **dict.fromkeys(("write-only", "writeonly", "write only"), _write_only),
    **dict.fromkeys(("deprecated", "已废弃", "废弃"), _deprecated),
    **dict.fromkeys(("unique items", "no duplicates", "distinct", "去重"), _unique_items),
}


def _read_bound(text: str, rules: Rules) -> bool:
    text = text.strip()
    if not any(map(str.isdigit, text)):
        return False
    if match := _CHAIN.fullmatch(text):
        low, first, second, high = match.groups()
        rules.bounds.append(
            Bound("value", _number(low), _number(high), first == "<", second == "<")
        )
    elif match := _RANGE.fullmatch(text):
        low, high = _number(match.group(2)), _number(match.group(3))
        rules.bounds.append(Bound(_of(match), low, high))
    elif match := _MAXIMUM.fullmatch(text):
        rules.bounds.append(Bound(_of(match), high=_number(match.group(4))))
    elif match := _MINIMUM.fullmatch(text):
        rules.bounds.append(Bound(_of(match), low=_number(match.group(4))))
    elif match := _MAX_AFTER.fullmatch(text):
        rules.bounds.append(Bound(_of(match), high=_number(match.group(1))))
    elif match := _MIN_AFTER.fullmatch(text):
        rules.bounds.append(Bound(_of(match), low=_number(match.group(1))))
    elif match := _ABOVE.fullmatch(text):
        rules.bounds.append(Bound(_of(match), low=_number(match.group(1)), low_open=True))
    elif match := _BELOW.fullmatch(text):
        rules.bounds.append(Bound(_of(match), high=_number(match.group(1)), high_open=True))
    elif match := _MULTIPLE.fullmatch(text):
        rules.multiple_of = _number(match.group(1))
    elif match := _DECIMALS.fullmatch(text):
        rules.multiple_of = round(10 ** -int(match.group(1)), 9)
    elif (match := _EXACT.fullmatch(text)) and _of(match):
        size = _number(match.group(2))
        rules.bounds.append(Bound(_of(match), size, size))
    else:
        return False
    return True


def _of(match: re.Match[str]) -> str | None:
    found = {name.lstrip("_").rstrip("0"): text for name, text in match.groupdict().items() if text}
    if "length" in found or "word" in found:
        return "length"
    if "items" in found:
        return "items"
    return "digits" if "digits" in found else None


def _number(text: str) -> int | float:
    text = text.replace(",", "").replace("_", "")
    return float(text) if "." in text or len(text) > 30 else int(text)

"""Type phrases (`string (UUID)`, `uuid | null`, `List<X>`, `array of X`, `a | b | c`) as shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import (
    ANY,
    ArrayShape,
    EnumShape,
    Shape,
    StringShape,
)
from spec2code.spec.clauses import THOUSANDS, enum_values, literal, split_top
from spec2code.spec.shape_rules import apply_rules
from spec2code.spec.type_grammar import PATTERNED, TypeReader
from spec2code.spec.validation import Rules, read_rules

__all__ = ["TypePhrase", "read_type", "states_type"]

_LENGTH: Final = 2000
_CUT = regex(r"\s+[-–—]\s+|:\s+|：")
_TAG = regex(r"<([A-Za-z][\w -]{0,40})>|\{([A-Za-z][\w -]{0,40})\}|\[([A-Za-z][\w -]{0,40})\]")
_PSEUDO_UUID = regex(
    r"(?:[a-z0-9]+[-_ ])*(?:uuid|guid)(?:[-_ ]?(?:\d{1,4}|here|string|v[47]|value|of[-_ ][\w -]{1,30}|[a-z]))?",
    re.IGNORECASE,
)
_LABELS = (
    "email text file link token time phone count flag password binary html markdown slug hash list map object array any"
    " null none mixed unknown date url money percent percentage real short long bit char number"
)
_LABEL_WORDS: Final = frozenset(_LABELS.split())
"""In capitals these are values (`"channel": "EMAIL"`), not types."""
_MARK_AHEAD = regex(r"(optional|nullable|required)\s+", re.IGNORECASE)


_GIVEN = regex(
    r"(?P<type>[A-Za-z][^=\n]{0,120}?)\s+=\s+(?P<value>None|null|True|False|true|false|-?\d+(?:\.\d+)?|\[\]|\{\}|\"[^\"]*\"|'[^']*')(?P<rest>\s*(?:[(（,;—–-].*)?)",
    re.DOTALL,
)
_SEVERAL = regex(
    r"((?:list|set|sequence|array)\[[\w.]+\])\s+(?:[(（][^()（）|]*[)）]\s*)?[—–-]\s", re.IGNORECASE
)
"""A list whose items the rest of the line describes: `list[Toy] (3-6 items) - each: a | b`."""


@dataclass(slots=True)
class TypePhrase:
    """A type as a phrase states it. `shape` already has the rules that came with it."""

    shape: Shape
    rules: Rules = field(default_factory=Rules)
    unknown: tuple[str, ...] = ()
    """Type names that nothing defines."""
    misfits: tuple[str, ...] = ()
    """Rules that make no sense for the type."""
    understood: bool = True


def read_type(text: str, definitions: Mapping[str, Shape] | None = None) -> TypePhrase:
    """The type that a cell of a field table or a bare word states. What isn't understood is in `rules.rest`."""
    text = _plain(text)[:_LENGTH]
    quoted = len(text) > 2 and text[0] == text[-1] and text[0] in "\"'" and text.count(text[0]) == 2
    if quoted:
        text = text[1:-1]
    if given := _GIVEN.fullmatch(text):
        # `page: int = 20`, as Python has it.
        rest = "" if "|" in given["type"] else given["rest"]
        phrase = read_type(given["type"] + rest, definitions)
        phrase.rules.required = False
        if phrase.understood and isinstance(value := literal(given["value"]), str | int | float):
            phrase.rules.default = value
        return phrase
    if several := _SEVERAL.match(text):
        text = several.group(1)
    reader = TypeReader(definitions or {})
    head, tail = _head_and_rules(text, reader)
    rules = read_rules(tail) if tail else Rules()
    optional = head.endswith("?") and len(head) > 1
    shape = reader.read(head.rstrip("? ") if optional else head)
    if optional or (rules.required is None and head.startswith("Optional[")):
        rules.required = False
    if shape is None:
        whole = read_rules(text)
        shape = EnumShape(values=(text,)) if quoted else ANY
        if whole.says_something() and not whole.rest:
            rules = whole
        elif text and not quoted:
            rules.rest.insert(0, head)
    unknown = tuple(dict.fromkeys(reader.unknown))
    known = shape is not ANY or rules.says_something()
    shape, misfits = apply_rules(shape, rules)
    return TypePhrase(shape, rules, unknown, misfits, known)


def states_type(text: str, definitions: Mapping[str, Shape] | None = None) -> TypePhrase | None:
    """The type, where a string in an example is a type phrase and not a value; else None."""
    text = text.strip()
    if not text or len(text) > 200 or text.startswith(("http://", "https://", "/")):
        return None
    if text.isupper() and text.lower() in _LABEL_WORDS:
        return None
    for pattern, name in PATTERNED:
        if pattern.fullmatch(text):
            return TypePhrase(StringShape(format=name))
    if _PSEUDO_UUID.fullmatch(text):
        return TypePhrase(StringShape(format="uuid"))
    if match := _TAG.fullmatch(text):
        inner = states_type(next(group for group in match.groups() if group), definitions)
        if inner and text[0] == "[":
            return replace(inner, shape=ArrayShape(items=inner.shape))
        return inner or TypePhrase(StringShape())
    reader = TypeReader({}, strict=True)
    head, tail = _strict_head_and_rules(text)
    optional = head.endswith("?") and len(head) > 1
    shape = reader.read(head.rstrip("? ") if optional else head)
    if shape is None or reader.unknown:
        return None
    if isinstance(shape, EnumShape) and not _is_choice(shape):
        return None
    rules = read_rules(tail) if tail else Rules()
    if rules.rest and not text.rstrip().endswith((")", "）")) and not _CUT.search(text):
        if not rules.says_something():
            return None
    if optional:
        rules.required = False
    shape, misfits = apply_rules(shape, rules)
    return TypePhrase(shape, rules, (), misfits)


def _is_choice(shape: EnumShape) -> bool:
    return len(shape.values) > 1 and all(
        len(str(value)) <= 40 and " " not in str(value) for value in shape.values
    )


def _plain(text: str) -> str:
    """Without the escapes and marks of Markdown, and without the commas of thousands."""
    text = re.sub(r"\\([<>|\[\]_*{}])", r"\1", text).replace("&lt;", "<").replace("&gt;", ">")
    text = THOUSANDS.sub("", text)
    return re.sub(r"<br\s*/?>", ", ", text).replace("`", "").replace("**", "").strip().strip(".")


def _head_and_rules(text: str, reader: TypeReader) -> tuple[str, str]:
    """The type at the beginning of a phrase, and the rules behind it."""
    if reader.knows(text):
        return text, ""
    if (match := _MARK_AHEAD.match(text)) and reader.knows(text[match.end() :]):
        return text[match.end() :], match.group(1)
    parts = split_top(text, ",，;；")
    head, tail = parts[0], ", ".join(parts[1:])
    if "|" in text and all(enum_values(part, marked=False) for part in parts) and len(parts) > 1:
        return text, ""
    if reader.knows(head):
        return head, tail
    if match := re.fullmatch(r"([^()（）]+?)\s*[(（](.*)[)）]\s*(.*)", head, re.DOTALL):
        before, within, behind = match.groups()
        if reader.knows(before) or before.endswith("?"):
            bar = behind.lstrip()
            if bar.startswith("|") and reader.knows(before + behind):
                return f"{before} {behind}", ", ".join(filter(None, (within, tail)))
            return before, ", ".join(filter(None, (within, behind, tail)))
    if match := _CUT.search(text):
        before = text[: match.start()]
        if reader.knows(before):
            return before, text[match.end() :]
    words = head.split()
    for count in range(min(len(words) - 1, 4), 0, -1):
        before = " ".join(words[:count])
        if before.lower() == "nombre" and words[count] in ("de", "del"):
            continue  # French for a number, Spanish for a name.
        if reader.knows(before) and (not reader.strict or _goes_on(words[count])):
            return before, ", ".join(filter(None, (" ".join(words[count:]), tail)))
    return head, tail


@lru_cache(maxsize=4096)
def _strict_head_and_rules(text: str) -> tuple[str, str]:
    return _head_and_rules(text, TypeReader({}, strict=True))


def _goes_on(word: str) -> bool:
    return word.lower().strip("(,") in {
        "required", "optional", "max", "min", "between", "nullable", "format", "default", "unique", "up",
        "one", "必填", "可选", "obligatorio", "opcional", "in", ">=", "<=", ">", "<", "≥", "≤",
    }  # fmt: skip

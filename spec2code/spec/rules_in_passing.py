"""Rules that a description gives in passing: ``Items per page (default: 20, max: 100)``."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.shapes import MISSING, AnyShape, JsonValue, Missing, NumberShape, Shape
from spec2code.spec.shape_rules import apply_rules
from spec2code.spec.validation import Rules, read_rules

__all__ = ["rules_in_passing", "with_rules_in_passing"]

_VALUE = regex(r"(?!(?:none|null|now|today|empty|current)\b)[\w.:/-]+", re.IGNORECASE)
"""A default that is one word: "current year" is none."""
_SENTENCE_ENDS = regex(
    r"(?<!\bmax\.)(?<!\bmin\.)(?<!\bmáx\.)(?<!\bmín\.)(?<!\bmaks\.)(?<!\bca\.)(?<!\bapprox\.)(?<!\be\.g\.)"
    r"(?<=[.。;；])\s+|\s+[—–-]\s+",
    re.IGNORECASE,
)
"""`max. 40 characters` is one sentence: without its first word it would be another rule."""


def rules_in_passing(text: str | None) -> Rules | None:
    """The rules in brackets or in a sentence of their own; None where there are none."""
    if not text:
        return None
    rules = Rules()
    for within in re.findall(r"[(（]([^()（）]{1,120})[)）]", text):
        found = read_rules(within)
        if found.says_something() and not found.rest:
            _gather(rules, found)
    for sentence in _SENTENCE_ENDS.split(text.replace("\\|", "|"))[:6]:
        found = read_rules(sentence.strip(" .。"))
        if found.says_something() and not found.rest:
            _gather(rules, found)
    if isinstance(rules.default, str) and not _VALUE.fullmatch(rules.default):
        rules.default = MISSING
    return rules if rules.says_something() else None


def with_rules_in_passing(
    shape: Shape, required: bool | None, default: JsonValue | Missing, said: Rules
) -> tuple[Shape, bool | None, JsonValue | Missing]:
    """Lays them over what is stated otherwise, which they never contradict."""
    if isinstance(shape, AnyShape) and isinstance(said.default, int):
        if not isinstance(said.default, bool):
            shape = NumberShape(integer=True)
    changed, misfits = apply_rules(shape, said)
    if not misfits:
        shape = changed
    required = said.required if required is None else required
    return shape, required, said.default if default is MISSING else default


def _gather(rules: Rules, found: Rules) -> None:
    rules.required = found.required if rules.required is None else rules.required
    rules.nullable = found.nullable if rules.nullable is None else rules.nullable
    rules.default = found.default if rules.default is MISSING else rules.default
    rules.bounds += found.bounds
    rules.values = rules.values or found.values
    rules.format = rules.format or found.format
    rules.pattern = rules.pattern or found.pattern

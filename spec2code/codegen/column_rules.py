"""What a column lets in, as far as its type and its table's CHECKs say so in words that JSON Schema has too.

A CHECK is read from its normalised key. What holds several columns, or says something else than a range, a
length, a pattern or a list of values, says nothing here; so does one of which only a part is understood,
but for the part that is joined to it by AND.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import Column, Schema, Table

__all__ = ["ColumnRule", "column_rules"]

_SIZED: Final = regex(r"(?:character varying|character)\((\d+)\)\Z")
_NUMERIC: Final = regex(r"numeric\((\d+)(?:,(\d+))?\)\Z")
_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_NAME: Final = r'(?:"(?:[^"]|"")+"|\w+)'
_LENGTH: Final = regex(
    rf"(?:length|char_length|character_length)\((?:(?:b?trim)\()?({_NAME})\)?\) (>=|>|<=|<|=) (\d+)\Z"
)
_COMPARED: Final = regex(rf"({_NAME}) (>=|>|<=|<) ({_NUMBER})\Z")
_TURNED: Final = regex(rf"({_NUMBER}) (>=|>|<=|<) ({_NAME})\Z")
_LISTED: Final = regex(rf"({_NAME}) in \((.*)\)\Z", re.DOTALL)
_MATCHED: Final = regex(rf"({_NAME}) ~ ('(?:[^']|'')*')\Z", re.DOTALL)
_FILLED: Final = regex(rf"(?:b?trim\()?({_NAME})\)? <> ''\Z")
_OR_NULL: Final = regex(rf"\(({_NAME}) is null\) or \((.*)\)\Z", re.DOTALL)
_VALUE: Final = regex(rf"('(?:[^']|'')*'|{_NUMBER})(?:, |\Z)")
_MIRRORED: Final = {">": "<", ">=": "<=", "<": ">", "<=": ">="}

Number = int | float


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """The limits of one column; None where it has none of the kind."""

    type: str
    nullable: bool = False
    """Rows may have NULL in it, and have where nobody gave a value."""
    values: tuple[str | int | float, ...] | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: Number | None = None
    exclusive_minimum: Number | None = None
    maximum: Number | None = None
    exclusive_maximum: Number | None = None
    digits: tuple[int, int] | None = None
    """Of a numeric: all digits, and those behind the point."""


def column_rules(table: Table, schema: Schema) -> dict[str, ColumnRule]:
    """The rules of a table's columns, by name."""
    key = table.primary_key.columns if table.primary_key else ()
    # A table that says NOT NULL of no column but its key says nothing of nulls.
    says = any(not column.nullable and column.name not in key for column in table.columns)
    rules = {
        column.name: replace(
            _typed(column, schema),
            nullable=says
            and column.nullable
            and column.name not in key
            and column.default is None
            and column.generated is None
            and column.identity is None
            and not column.serial,
        )
        for column in table.columns
    }
    for check in table.checks:
        for part in _conjuncts(check.expression.key):
            _learn(part, rules, check.expression.text)
    return rules


def _typed(column: Column, schema: Schema) -> ColumnRule:
    rule = ColumnRule(column.type)
    if sized := _SIZED.match(column.type):
        return replace(rule, max_length=int(sized[1]))
    if digits := _NUMERIC.match(column.type):
        return replace(rule, digits=(int(digits[1]), int(digits[2] or 0)))
    enum = next((item for name, item in schema.enums.items() if str(name) == column.type), None)
    return replace(rule, values=enum.labels) if enum is not None and enum.labels else rule


def _conjuncts(key: str) -> Iterator[str]:
    """The parts of `(a) and (b) and (c)`; the whole where it is no conjunction."""
    if (or_null := _OR_NULL.match(key)) and _is_whole(or_null[2]):
        yield from _conjuncts(or_null[2])
        return
    parts = _split(key)
    if len(parts) == 1:
        yield parts[0]
    for part in parts if len(parts) > 1 else ():
        yield from _conjuncts(part)


def _is_whole(text: str) -> bool:
    """Whether the parentheses in it match: that it didn't begin in one pair and end in another."""
    depth = 0
    for sign in re.sub(r"'(?:[^']|'')*'", "", text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return True


def _split(key: str) -> list[str]:
    parts, depth, start, quoted = [], 0, 0, False
    for index, sign in enumerate(key):
        if sign == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif depth == 0 and key.startswith(" and ", index):
            parts.append(key[start:index])
            start = index + len(" and ")
    parts.append(key[start:])
    return [_unwrapped(part) for part in parts]


def _unwrapped(part: str) -> str:
    wrapped = part.startswith("(") and part.endswith(")") and _is_whole(part[1:-1])
    return part[1:-1] if wrapped else part


def _learn(part: str, rules: dict[str, ColumnRule], written: str) -> None:
    """Narrow the rule of the column that the condition is about; `written` is the CHECK as it was."""
    if found := _COMPARED.match(part):
        _bound(rules, _plain(found[1]), found[2], _number(found[3]))
    elif found := _TURNED.match(part):
        _bound(rules, _plain(found[3]), _MIRRORED[found[2]], _number(found[1]))
    elif found := _LENGTH.match(part):
        _sized(rules, _plain(found[1]), found[2], int(found[3]), trimmed="trim(" in part)
    elif found := _LISTED.match(part):
        values = _values(found[2], written)
        if values and (name := _plain(found[1])) in rules:
            rules[name] = replace(rules[name], values=values)
    elif found := _MATCHED.match(part):
        if (name := _plain(found[1])) in rules:
            rules[name] = replace(rules[name], pattern=found[2][1:-1].replace("''", "'"))
    elif found := _FILLED.match(part):
        _sized(rules, _plain(found[1]), ">=", 1)


def _plain(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def _number(text: str) -> Number:
    return float(text) if "." in text else int(text)


def _bound(rules: dict[str, ColumnRule], name: str, sign: str, value: Number) -> None:
    rule = rules.get(name)
    if rule is None:
        return
    match sign:
        case ">=":
            rules[name] = replace(rule, minimum=value)
        case ">":
            rules[name] = replace(rule, exclusive_minimum=value)
        case "<=":
            rules[name] = replace(rule, maximum=value)
        case _:
            rules[name] = replace(rule, exclusive_maximum=value)


def _sized(
    rules: dict[str, ColumnRule], name: str, sign: str, size: int, *, trimmed: bool = False
) -> None:
    """A bound of the length. Of the trimmed text only the lower one holds for the text itself."""
    rule = rules.get(name)
    if rule is None:
        return
    if sign in (">=", ">", "="):
        rule = replace(rule, min_length=size + (sign == ">"))
    if sign in ("<=", "<", "=") and not trimmed:
        most = size - (sign == "<")
        rule = replace(rule, max_length=min(most, rule.max_length or most))
    rules[name] = rule


def _values(text: str, written: str) -> tuple[str | int | float, ...] | None:
    """The literals of a list, in the order in which they were written; None where it holds something else."""
    found: dict[str, str | int | float] = {}
    position = 0
    while position < len(text):
        value = _VALUE.match(text, position)
        if value is None:
            return None
        word = value[1]
        plain = word[1:-1].replace("''", "'") if word.startswith("'") else _number(word)
        found[word] = plain
        position = value.end()
    return tuple(found[word] for word in sorted(found, key=written.find)) or None

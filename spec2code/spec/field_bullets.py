"""Bullets that describe fields: ``- **email** (optional): valid email, max 255 chars``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from spec2code.model.patterns import regex
from spec2code.model.shapes import MISSING, EnumShape, JsonValue, Missing, Shape, StringShape
from spec2code.model.span import Span
from spec2code.spec.blocks import ListItem
from spec2code.spec.clauses import enum_values, literal
from spec2code.spec.field_lines import read_field_line
from spec2code.spec.fields import FieldRow, FieldTable, field_path, fitting
from spec2code.spec.inline import plain
from spec2code.spec.phrases import states_type
from spec2code.spec.rules_in_passing import rules_in_passing, with_rules_in_passing
from spec2code.spec.validation import read_rules
from spec2code.spec.wrapped import sentence_lines

__all__ = ["read_field_bullets"]

_ALIKE = regex(
    r"[\s*]*`[A-Za-z_]\w*`\**(?:\s*(?:[,、/&和与]|\b(?:and|or|y|e|o|ou|et|und|oder|и|или|hoặc|và)\b|或|또는|または)\s*\**`[A-Za-z_]\w*`\**)+(?=\s*(?:[:：(（]|[-–—]\s|[.。]?\s*$))"
    r"|[A-Za-z_]\w*(?:\s*[,、/]\s*[A-Za-z_]\w*)+(?=\s*(?:[:：(（]|[-–—]\s))"
)
"""Several names that share what follows: ``- `from`, `to` (date, optional)``."""
_NAME_AND_TYPE = regex(
    r"[\s*`]*([A-Za-z_]\w*)[*`]*\s*[,，:]\s*[*`]*((?:String|Int|Integer|Long|Short|Double|Float|BigDecimal|Boolean|UUID|Date|LocalDate|LocalDateTime|LocalTime|Instant|(?:List|Set|Map|Array)<[^<>\n]{1,60}>)\b\??(?:\s*[(（].*)?|(?:List|Set|Map|Array)<[^<>\n]{1,60}>)[*`\s]*$"
)
"""A name and its type as Kotlin or Java call it: `seatNumber, String (two digits)`."""
_SAID_AT_ONCE = regex(
    r"([\s*]*`[A-Za-z_]\w*`\**)\s+(?=(?:defaults?(?: to)?|optional|required|min(?:imum)?|max(?:imum)?|(?:or|или|oder)(?!\s*\**`))\b)",
    re.I,
)
"""A name and its rules without a sign between them: "- `limit` default `50`, capped", "`email` or what stands for it"."""
_PUNCTUATED = regex(r"^([\s*]*`[A-Za-z_]\w*\??`\**)\s*[;；.。,，、]\s*$")
"""A name and nothing else, in a list that is a sentence: "- `name`;"."""
_EITHER = regex(r"\b(?:or|o|ou|oder|или|hoặc)\b|或|또는|または", re.IGNORECASE)
"""One of the names is enough: ``- `email` or `phone` ``."""
_EACH = regex(r"[\s*]*(`[A-Za-z_][\w.]*`\??\s*[(（][^()（）]*[)）])\s*(?:[,;、]|$)")
"""Several fields in one bullet, each with its own brackets: ``- `page` (int), `size` (int)``."""
_BRACKET = regex(r"[^(（:：]{1,80}[(（]([^()（）]*)[)）]\s*[:：]")
_VALUES = regex(
    r"[\s*_]*(?:(?:possible |allowed |valid |accepted )?(?:values?|options)|one of|enum|valores(?: (?:permitidos|posibles|possíveis|válidos))?|valeurs(?: (?:possibles|autorisées))?"
    r"|取值|可选值|值|값|가능한 값|значения|değerler|giá trị|nilai)[\s*_]*[:：]\s*",
    re.IGNORECASE,
)

_CONSTANT = regex(
    r"\b(?:const\w*|always|fixed|literal\w*|exactly|only|must|immer|toujours|siempre)\b", re.I
)


def read_field_bullets(
    items: Iterable[ListItem], definitions: Mapping[str, Shape] | None = None
) -> FieldTable | None:
    """The fields that bullets such as ``- **email**: valid email, max 255 chars`` describe; None when few do."""
    rows: list[FieldRow] = []
    span: Span | None = None
    count = 0
    for item in items:
        count += 1
        span = span.to(item.span) if span else item.span
        if typed := _NAME_AND_TYPE.match(item.text):
            text = f"- {typed.group(1)}: {typed.group(2)}"
            field = read_field_line(item.excerpt, text, 0, definitions)
            if field is not None and (path := field_path(field.name)):
                shape, default = field.shape, field.default
                rows.append(FieldRow(path, shape, None, default, field.description, span=item.span))
                continue
        if each := _each(item, definitions):
            rows += each
            continue
        whole = "\n".join(part.text for part in sentence_lines(item.excerpt))
        line = _SAID_AT_ONCE.sub(r"\1: ", _PUNCTUATED.sub(r"\1", whole), count=1)
        alike = _ALIKE.match(line)
        pattern = r"`([A-Za-z_]\w*)`" if alike and "`" in alike.group() else r"[A-Za-z_]\w*"
        named = re.findall(pattern, alike.group()) if alike else []
        text = plain(named[0] + line[alike.end() :] if alike else line)
        field = read_field_line(item.excerpt, f"- {text}", 0, definitions)
        if field is None:
            continue
        paths = [path for path in map(field_path, named or [field.name]) if path is not None]
        says = read_rules(text.partition(":")[2] or text.partition("：")[2])
        shape, default = _unquoted(field.shape, text), field.default
        passing = rules_in_passing(field.description)
        # A field that a line makes optional is so because the line says it or gives a default.
        required = None if field.required else False
        required = False if alike and _EITHER.search(alike.group()) else required
        required = required if says.required is None else says.required
        if (bracket := _BRACKET.match(text)) and says.required is None:
            inside = read_rules(bracket.group(1)).required
            required = required if inside is None else inside
        if listed := _values_below(item):
            says.values, default = listed[0], default if listed[1] is MISSING else listed[1]
            shape = EnumShape(values=says.values)
        if passing is not None:
            shape, required, default = with_rules_in_passing(shape, required, default, passing)
            default = fitting(default, shape) if default is not MISSING else MISSING
        said = (says, passing) if passing is not None else (says,)
        rows += [
            FieldRow(path, shape, required, default, field.description, span=item.span, rules=said)
            for path in paths
        ]
    if span is None or not rows or len(rows) * 2 < count:
        return None
    return FieldTable(tuple(rows), span, states_required=False, states_type=False)


def _each(item: ListItem, definitions: Mapping[str, Shape] | None) -> list[FieldRow]:
    """The fields of a bullet that lists several, each with what brackets say of it."""
    parts: list[tuple[int, int]] = []
    at = 0
    while match := _EACH.match(item.text, at):
        parts.append(match.span(1))
        at = match.end()
    if len(parts) < 2 or item.text[at:].strip():
        return []
    rows: list[FieldRow] = []
    for start, end in parts:
        text = plain(item.text[start:end])
        field = read_field_line(item.excerpt.cut(start, end), f"- {text}", 0, definitions)
        path = field_path(field.name) if field is not None else None
        if field is None or path is None:
            return []
        says = read_rules(text.partition("(")[2].rstrip(")"))
        required = (None if field.required else False) if says.required is None else says.required
        span = item.excerpt.span(start, end)
        rows.append(
            FieldRow(
                path,
                field.shape,
                required,
                field.default,
                field.description,
                span=span,
                rules=(says,),
            )
        )
    return rows


def _unquoted(shape: Shape, line: str) -> Shape:
    """One value in quotes shows what a field holds, as in an example, unless it is called a constant."""
    value = shape.values[0] if isinstance(shape, EnumShape) and len(shape.values) == 1 else None
    if not isinstance(value, str) or not re.search(rf"[:：]\s*[\"']{re.escape(value)}[\"']", line):
        return shape
    if _CONSTANT.search(line):
        return shape
    stated = states_type(value)
    return stated.shape if stated is not None else StringShape(examples=(value,))


def _values_below(
    item: ListItem,
) -> tuple[tuple[str | int | float | bool, ...], JsonValue | Missing] | None:
    """The values that an item below a field lists (``Values: `all` (default), `open` ``), and the default."""
    for child in item.children:
        match = _VALUES.match(child.text) if isinstance(child, ListItem) else None
        if match is None or not isinstance(child, ListItem):
            continue
        said = child.text[match.end() :]
        values = enum_values(said, marked=False)
        default = re.search(r"[`\"']?([\w.-]+)[`\"']?\s*[(（]default[)）]", said)
        if len(values) > 1:
            return values, literal(default.group(1)) if default else MISSING
    return None

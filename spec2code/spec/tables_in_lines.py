"""Tables that a line each gives with its columns in brackets: ``- pets (id uuid PK, name text, owner_id FK owners.id)``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.span import Excerpt, Span
from spec2code.spec.clauses import split_top

__all__ = ["TableLine", "tables_in_lines"]

_TABLE = regex(
    r"\s*(?:[-*+•]\s+|\d+[.)]\s+)?[`*_]{0,3}([A-Za-z_][\w$]*)[`*_]{0,3}\s*(?:table\s*)?[:：]?\s*[(（\[{](.+)[)）\]}]\s*[.;]?\s*",
    re.IGNORECASE | re.DOTALL,
)
_COLUMN = regex(
    r"[`*]*[A-Za-z_]\w*[`*]*\s*[:\s]\s*(?:(?:uuid|varchar|character varying|char|text|citext|timestamp(?:tz)?|datetime|date|time|int|integer|int[248]|bigint|smallint"
    r"|tinyint|serial|bigserial|jsonb?|numeric|decimal|float|double|real|bool|boolean|bytea|blob|inet|string|number)\b|[^,]{0,30}\b(?:pk|fk)\b)|[`*]*\w+[`*]*\s+(?:pk|fk)\b",
    re.IGNORECASE,
)
_NAME = regex(r"[a-z_]\w*")
_KEY = regex(r"\b(?:pk|fk|primary key|foreign key)\b", re.IGNORECASE)
_MARKED = regex(
    r"[`*_]*[A-Za-z_]\w*[`*_]*(?:\s+[(]?(?:pk|fk|uq|uk|ak|unique|nn|not null|null|nullable|primary key|foreign key|auto[_ ]?increment|identity)[)]?)*",
    re.IGNORECASE,
)
_PRIMARY = regex(r"\b(?:pk|primary key)\b", re.IGNORECASE)
_BRACKETS = regex(r"\b(?:text|varchar)?\s*enum\s*\[([^\[\]]*)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableLine:
    """`lines` are the columns and keys, each as a bullet would give it."""

    name: str
    lines: tuple[tuple[str, Span], ...]
    span: Span


def tables_in_lines(lines: Sequence[Excerpt]) -> list[TableLine]:
    """The tables of the lines that give one each; none unless a line names a key and most columns have a type."""
    if related := _related(lines):
        return related
    found = [table for line in lines if (table := _table(line)) is not None]
    keyed = any(_KEY.search(text) for table in found for text, _ in table.lines)
    if keyed:
        return found
    bare = [table for line in lines if (table := _table(line, bare=True)) is not None]
    return bare if len(bare) > 1 and len(bare) * 2 > len(lines) else []


def _related(lines: Sequence[Excerpt]) -> list[TableLine]:
    """Tables in the notation of relations, all of them: ``Pet(PetId PK, Name, OwnerId FK)``."""
    found: list[TableLine] = []
    keys = 0
    for line in lines:
        match = _TABLE.fullmatch(line.text)
        parts = [part for part in split_top(match.group(2), ",;") if part] if match else []
        if match is None or len(parts) < 2 or not all(_MARKED.fullmatch(part) for part in parts):
            return []
        keys += any(_PRIMARY.search(part) for part in parts)
        found.append(TableLine(match.group(1), _placed(line, match.start(2), parts), line.span()))
    return found if len(found) > 1 and keys * 2 > len(found) else []


def _placed(line: Excerpt, at: int, parts: Sequence[str]) -> tuple[tuple[str, Span], ...]:
    told: list[tuple[str, Span]] = []
    for part in parts:
        at = max(line.text.find(part, at), at)
        text = part.strip("` ")
        told.append((f"- {text}" if " " in text else text, line.span(at, at + len(part))))
        at += len(part)
    return tuple(told)


def _table(line: Excerpt, *, bare: bool = False) -> TableLine | None:
    """`bare`: names of columns and nothing else, `id` one of them: ``users (id, email, created_at)``."""
    match = _TABLE.fullmatch(line.text)
    if match is None:
        return None
    parts = [part for part in split_top(match.group(2), ",;") if part]
    typed = sum(bool(_COLUMN.match(part)) for part in parts)
    if bare:
        names = [part.strip("` ") for part in parts]
        if len(names) < 3 or not all(_NAME.fullmatch(name) for name in names):
            return None
        if "id" not in names:
            return None
    elif len(parts) < 2 or not typed or typed * 2 < len(parts):
        return None
    told: list[tuple[str, Span]] = []
    at = match.start(2)
    for part in parts:
        at = max(line.text.find(part, at), at)
        text = _BRACKETS.sub(lambda found: f"enum({found.group(1)})", part)
        told.append((text.strip("`") if bare else f"- {text}", line.span(at, at + len(part))))
        at += len(part)
    return TableLine(match.group(1), tuple(told), line.span())

"""Tables that a line each gives with its columns in brackets: ``- pets (id uuid PK, name text, owner_id FK owners.id)``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import TableBlock
from spec2code.spec.clauses import split_top
from spec2code.spec.column_marks import SOME_COLUMNS
from spec2code.spec.column_words import split_type

__all__ = ["TableLine", "tables_in_lines", "tables_in_rows"]

_TABLE = regex(
    r"\s*(?:[-*+•]\s+|\d+[.)]\s+)?[`*_]{0,3}([A-Za-z_][\w$]*)[`*_]{0,3}\s*(?:table\s*)?[:：]?\s*[(（\[{](.+)[)）\]}]\s*[.;]?\s*",
    re.IGNORECASE | re.DOTALL,
)
_TOLD = regex(
    r"\s*(?:[-*+•]\s+|\d+[.)]\s+)?[`*_]{0,3}([A-Za-z_][\w$]*)[`*_]{0,3}\s*[:：]\s+((?:id|[A-Za-z]\w*_?id|[^,;:：]*\bpk)\b[^,;:：]*[,;].+)",
    re.DOTALL | re.IGNORECASE,
)
"""``users: id (uuid, pk), email (text)``"""
_COLUMN = regex(
    r"[`*]*[A-Za-z_]\w*[`*]*\s*[:\s]\s*[(（]?(?:(?:uuid|varchar|character varying|char|text|citext|timestamp(?:tz)?|datetime|date|time|int|integer|int[248]|bigint|smallint"
    r"|tinyint|serial|bigserial|jsonb?|numeric|decimal|float|double|real|bool|boolean|bytea|blob|inet|string|number)\b|[^,]{0,30}\b(?:pk|fk)\b)|[`*]*\w+[`*]*\s+(?:pk|fk)\b",
    re.IGNORECASE,
)
_NAME = regex(r"[a-z_]\w*")
_KEY = regex(r"\b(?:pk|fk|primary key|foreign key)\b", re.IGNORECASE)
_MARKED = regex(
    r"[`*_]*[A-Za-z_]\w*[`*_]*(?:\s+[(]?(?:pk|fk|uq|uk|ak|unique|nn|not null|null|nullable|primary key|foreign key|auto[_ ]?increment|identity)[)]?)*",
    re.IGNORECASE,
)
_TABLE_HEAD = regex(
    r"tables?(?: name)?|tabelas?|tablas?|tabelle|tablo|tabel|таблица|bảng|表(?:名|格)?|数据表|資料表|テーブル名?|테이블명?",
    re.IGNORECASE,
)
_COLUMNS_HEAD = regex(
    r"columns?|fields?|columnas|colunas|campos|colonnes|champs|spalten|felder|столбцы|поля|字段|列|欄位|カラム|컬럼|필드",
    re.IGNORECASE,
)
_REMARKED = regex(r"([`*]*[a-z_]\w*[`*]*)\s+[–—-]\s+(.*)", re.DOTALL)
"""A name and what is said of it: `owner_id – may be null`."""
_LISTED = regex(r"[`*]*[a-z_]\w*[`*]*\s*(?:[(（][^()（）]*[)）])?", re.IGNORECASE)
_PRIMARY = regex(r"\b(?:pk|primary key)\b", re.IGNORECASE)
_BRACKETS = regex(r"\b(?:text|varchar)?\s*enum\s*\[([^\[\]]*)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableLine:
    """`lines` are the columns and keys, each as a bullet would give it; `told` what stands below a head for keys, with it."""

    name: str
    lines: tuple[tuple[str, Span], ...]
    span: Span
    told: tuple[tuple[str, str, Span], ...] = ()


def tables_in_lines(lines: Sequence[Excerpt]) -> list[TableLine]:
    """The tables of the lines that give one each; none unless a line names a key and most columns have a type."""
    if related := _related(lines):
        return related
    found = [table for line in lines if (table := _table(line)) is not None]
    keyed = any(_KEY.search(text) for table in found for text, _ in table.lines)
    if keyed:
        return found
    bare = [table for line in lines if (table := _table(line, bare=True)) is not None]
    fullest = max((len(table.lines) for table in bare), default=0)
    return bare if len(bare) > 1 and len(bare) * 2 > len(lines) and fullest > 2 else []


def tables_in_rows(table: TableBlock) -> tuple[list[TableLine], bool]:
    """The tables of a table that has one and its columns in each row, and whether these are called the main ones.

    None unless all rows but a few are read.
    """
    heads = [cell.plain.strip() for cell in table.header]
    named = next((at for at, head in enumerate(heads) if _TABLE_HEAD.fullmatch(head)), None)
    listed = next(
        (
            at
            for at, head in enumerate(heads)
            if _COLUMNS_HEAD.fullmatch(head) or SOME_COLUMNS.fullmatch(head)
        ),
        None,
    )
    if named is None or listed is None:
        return [], False
    found: list[TableLine] = []
    for row in table.rows:
        name = row[named].plain.strip()
        excerpt = row[listed].excerpt
        parts = [part for part in split_top(excerpt.text, ",;") if part]
        if _NAME.fullmatch(name) and parts and all(_LISTED.fullmatch(part) for part in parts):
            lines = _placed(excerpt, 0, parts)
            found.append(TableLine(name, lines, row[named].span.to(row[listed].span)))
    read = len(found) > 1 and len(found) * 3 > len(table.rows) * 2
    read = read and sum(len(one.lines) for one in found) > len(found)
    return (found if read else []), SOME_COLUMNS.fullmatch(heads[listed]) is not None


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
    match = _TABLE.fullmatch(line.text) or (None if bare else _TOLD.fullmatch(line.text))
    if match is None or (match.re is _TOLD and split_type(match.group(2)) is not None):
        return None  # ``- owner_id: uuid FK, unique`` is a column
    parts = [part for part in split_top(match.group(2), ",;") if part]
    typed = sum(bool(_COLUMN.match(part)) for part in parts)
    if bare:
        names = [_REMARKED.sub(r"\1", part).strip("` ") for part in parts]
        if len(names) < 2 or not all(_NAME.fullmatch(name) for name in names):
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
        if bare:  # the remark in brackets, as lines have it that give a column each
            text = _REMARKED.sub(r"\1 (\2)", text).strip("`")
        told.append((text if bare else f"- {text}", line.span(at, at + len(part))))
        at += len(part)
    return TableLine(match.group(1), tuple(told), line.span())

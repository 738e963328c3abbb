"""Column tables of several tables at once, which a column of its own names: ``| Entity | Attribute | Type |``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec2code.model.patterns import regex
from spec2code.model.span import Span
from spec2code.spec.blocks import Cell, TableBlock
from spec2code.spec.field_headers import column_roles, header_key
from spec2code.spec.table_names import snake

__all__ = ["entity_tables"]

_ENTITY = regex(
    r"(?:entity|table|model|collection|entidad|entidade|tabla|tabela|entité|tabelle|entität|entità|tabella|varlık|tablo|thực thể|bảng|сущность|таблица|entitas|tabel"
    r"|实体|表|数据表|模型|엔터티|엔티티|테이블|エンティティ|テーブル|encja|الكيان|جدول)"
    r"(?:\s*(?:name|class|名|名称|명))?|(?:nombre de la |nome da |tên )?(?:tabla|tabela|entidad|entidade|bảng)",
    re.IGNORECASE,
)
_COLUMN = regex(
    r"(?:attribute|column|field|property|atributo|columna|coluna|campo|attribut|colonne|champ|spalte|feld|colonna|sütun|alan|thuộc tính|cột|trường"
    r"|атрибут|столбец|колонка|поле|atribut|kolom|属性|字段|列|속성|컬럼|필드|カラム|フィールド|atrybut|kolumna)s?(?:\s*(?:name|名|名称|명))?",
    re.IGNORECASE,
)
_DOTTED = regex(r"([A-Za-z_]\w*)\.([A-Za-z_]\w*)", re.ASCII)
_NAME = regex(r"[`*\"]*([A-Za-z_]\w*)[`*\"]*(?:\s*[(（].*)?", re.ASCII)


def entity_tables(table: TableBlock) -> list[tuple[str, TableBlock, Span]]:
    """Of each table that rows name its name, the rows of it without that column, and their place.

    A row that leaves the name open goes on with that of the row above. Empty where it is no such table.
    """
    if dotted := _dotted_tables(table):
        return dotted
    keys = [header_key(cell.plain) for cell in table.header]
    named = next((at for at, key in enumerate(keys) if _ENTITY.fullmatch(key)), None)
    if named is None or not any(_COLUMN.fullmatch(key) for key in keys):
        return []
    rest = [cell for at, cell in enumerate(table.header) if at != named]
    if "type" not in column_roles([cell.plain for cell in rest]):
        return []
    groups: dict[str, list[tuple[Cell, ...]]] = {}
    for name, row in _named_rows(table, named):
        if name is None:
            return []
        groups.setdefault(name, []).append(
            tuple(cell for at, cell in enumerate(row) if at != named)
        )
    return [
        (name, TableBlock(tuple(rest), tuple(rows), span), span)
        for name, rows in groups.items()
        for span in [rows[0][0].span.to(rows[-1][0].span)]
    ]


def _dotted_tables(table: TableBlock) -> list[tuple[str, TableBlock, Span]]:
    """The same where the names of columns say the table: `tags.id`, `pet_tags.tag_id`; a row without one goes on."""
    if not all(_DOTTED.fullmatch(row[0].plain.strip(" `*")) for row in table.rows[:1]):
        return []
    groups: dict[str, list[tuple[Cell, ...]]] = {}
    name = ""
    for row in table.rows:
        if match := _DOTTED.fullmatch(row[0].plain.strip(" `*")):
            name = match.group(1)
            at = row[0].text.index(match.group(2), row[0].text.index("."))
            column = row[0].excerpt.cut(at, at + len(match.group(2)))
            row = (Cell(column, match.group(2)), *row[1:])
        groups.setdefault(name, []).append(row)
    places = {each: rows[0][0].span.to(rows[-1][0].span) for each, rows in groups.items()}
    return [
        (each, TableBlock(table.header, tuple(rows), places[each]), places[each])
        for each, rows in groups.items()
    ]


def _named_rows(table: TableBlock, named: int) -> Iterator[tuple[str | None, tuple[Cell, ...]]]:
    """Each row with the table it is about; None where the first cell holds anything but a name."""
    name: str | None = None
    for row in table.rows:
        text = row[named].plain.strip()
        if text.strip("\"'〃〻-–—↑^|│ "):
            match = _NAME.fullmatch(row[named].plain.strip())
            name = None if match is None else match.group(1)
            name = name if name is None or "_" in name or name.islower() else snake(name)
            if name is None and not any(cell.plain.strip() for cell in row[named + 1 :]):
                continue  # a row that heads others
        if name is None or any(cell.plain.strip() for cell in row[named + 1 :]):
            yield name, row

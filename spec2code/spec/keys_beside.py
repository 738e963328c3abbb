"""Keys that sections of their own state beside that of the columns: "Primary Key" / `id`, "Foreign Keys" / `owner_id → owners.id`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.spec.blocks import Document, ListItem, Paragraph, Section
from spec2code.spec.table_names import name_in_heading
from spec2code.spec.written_tables import ListedColumn

__all__ = ["KeysBeside", "keys_beside", "name_above"]

_NUMBER = r"[\W\d]*"
_COLUMNS = regex(
    rf"{_NUMBER}(?:(?:table )?(?:attributes|fields|columns)|atributos|campos|columnas|colunas|attributs|champs|colonnes|spalten|felder|поля|столбцы|字段|列|属性|필드|컬럼|속성|カラム|フィールド)\W*",
    re.IGNORECASE,
)
_PRIMARY = regex(
    rf"{_NUMBER}(?:primary keys?|pk|clave primaria|chave primária|clé primaire|主键|기본 ?키|主キー|первичный ключ)\W*",
    re.IGNORECASE,
)
_FOREIGN = regex(
    rf"{_NUMBER}(?:foreign keys?|fks?|claves? for[aá]neas?|chaves? estrangeiras?|clés? étrangères?|外键|외래 ?키|外部キー|внешни[ей] ключи?)\W*",
    re.IGNORECASE,
)
_REFERENCE = regex(
    r"[\W_]*([A-Za-z_]\w*)[`*_\s]*(?:→|->|=>|references|refers to)[`*_\s]*([A-Za-z_]\w*)(?:\s*[.(]\s*(\w+)\)?)?[\W_]*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class KeysBeside:
    primary: tuple[str, ...] = ()
    references: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def settle(self, columns: Sequence[ListedColumn]) -> None:
        """Gives the columns the keys that nothing else states of them."""
        stated = any(column.words.primary for column in columns)
        for column in columns:
            if not stated and column.name in self.primary:
                column.words.primary, column.words.nullable = True, False
            if column.words.reference is None and column.name in self.references:
                column.words.reference, column.words.foreign = self.references[column.name], True


def name_above(titles: Sequence[str]) -> str | None:
    """The table whose columns a heading such as "Attributes" announces, by the heading above it."""
    if len(titles) > 1 and _COLUMNS.fullmatch(titles[0]):
        return name_in_heading(titles[1])
    return None


def keys_beside(document: Document, section: Section) -> KeysBeside:
    """What the sections beside this one say of keys."""
    found = KeysBeside()
    if section.parent is None or not _COLUMNS.fullmatch(section.title.text):
        return found
    for index in document.children.get(section.parent, ()):
        title = document.sections[index].title.text
        lines = _lines(document.sections[index])
        if _PRIMARY.fullmatch(title):
            words = [word for line in lines for word in re.findall(r"\w+", line)]
            found.primary += tuple(words) if len(words) < 5 else ()
        elif _FOREIGN.fullmatch(title):
            for match in filter(None, map(_REFERENCE.fullmatch, lines)):
                found.references[match.group(1)] = (match.group(2), match.group(3))
    return found


def _lines(section: Section) -> list[str]:
    found: list[str] = []
    for block in section.blocks[:40]:
        if isinstance(block, Paragraph | ListItem):
            found += [line for line in block.text.split("\n") if line.strip()]
    return found

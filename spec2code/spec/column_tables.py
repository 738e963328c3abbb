"""Column tables (`Column | Type | Constraints | Default | Description`) and bullets that list columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import ListItem, TableBlock
from spec2code.spec.column_words import ColumnWords, column_words, is_sql_type, split_type
from spec2code.spec.field_headers import column_roles, header_key
from spec2code.spec.inline import plain
from spec2code.spec.written_tables import ListedColumn

__all__ = ["is_column_header", "read_bullet", "read_bullets", "read_column_table"]

_COLUMN_WORDS: Final = frozenset(
    ["column", "column name", "columns", "col", "列", "列名", "栏位", "컬럼", "컬럼명", "칼럼", "columna", "coluna", "colonne", "sütun", "kolon", "cột", "tên cột", "столбец", "колонка", "kolom", "nama kolom", "عمود", "field (column)", "db column", "欄位", "欄位名稱", "nombre de columna"]
)
_KEY_WORDS: Final = frozenset(
    ["key", "keys", "pk", "pk/fk", "constraint", "constraints", "null", "nullable", "extra", "索引", "约束", "主键", "키", "제약", "제약조건", "제약 조건", "restricciones", "clave", "llave", "chave", "restrições", "contraintes", "clé", "kısıtlar", "ràng buộc", "khóa", "ограничения", "ключ", "kunci", "batasan", "是否为空", "允许空", "attributes", "modifiers", "unique", "fk", "references", "index", "indexed", "constraints/notes", "rules", "not null"]
)
_NAME = re.compile(r"[\"`]?([A-Za-z_][\w$]*)[\"`]?")
_BULLET = re.compile(
    r"^[-*+•]?\s*[`\"'*]{0,3}([A-Za-z_][\w$]*)[`\"'*]{0,3}\s*(?:[:：]|[-–—](?=\s)|(?=[(（])|(?=\s))\s*[`*]*\s*(.+)$",
    re.DOTALL,
)
_CONSTRAINT = re.compile(
    r"^[-*+•]?\s*`?((?:constraint\s+\w+\s+)?(?:primary\s+key|unique(?:\s+key)?|foreign\s+key|check|exclude)\s*\w*\s*\(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_REMARK = re.compile(r"\s*[(（](?!\s*[\d'\"])([^()（）]*(?:\([^()]*\)[^()（）]*)*)[)）]\s*$")
_COMMENT = re.compile(r"\s+--\s*(.*)$|\s+//\s*(.*)$|\s+#\s+(.*)$")


def is_column_header(table: TableBlock) -> bool:
    """Whether the header says that rows are columns of a database table."""
    keys = [header_key(cell.plain) for cell in table.header]
    roles = column_roles([cell.plain for cell in table.header])
    return "type" in roles and any(key in _COLUMN_WORDS for key in keys)


def read_column_table(
    table: TableBlock, *, in_schema: bool
) -> tuple[list[ListedColumn], list[tuple[str, Span]]] | None:
    """The columns that the rows list, and the cells that weren't understood.

    None when it is no column table: that takes a header that says `column`, or, in a part of the document
    that is about the database, one with names and SQL types.
    """
    keys = [header_key(cell.plain) for cell in table.header]
    roles = column_roles([cell.plain for cell in table.header])
    named = next((index for index, key in enumerate(keys) if key in _COLUMN_WORDS), None)
    certain = named is not None
    if named is None:
        named = roles.get("name")
    kind = roles.get("type")
    if named is None or kind is None or named == kind:
        return None
    rows = [row for row in table.rows if _NAME.fullmatch(row[named].plain.strip().strip("`*"))]
    typed = [row for row in rows if split_type(row[kind].text) is not None]
    if not typed or len(typed) * 3 < len(rows) * 2:
        return None
    if not certain:
        shouted = sum(row[kind].plain.strip()[:2].isupper() for row in typed)
        keyed = any(key in _KEY_WORDS for key in keys)
        if not in_schema or not (keyed or shouted * 2 > len(typed)):
            return None
    columns: list[ListedColumn] = []
    leftover: list[tuple[str, Span]] = []
    for row in typed:
        texts = [cell.text for cell in row]
        words = column_words(
            texts[kind],
            _constraints(texts, keys, roles, named, kind),
            _at(texts, roles.get("default")),
            _nullable(texts, keys, roles),
            _at(texts, roles.get("description")),
        )
        if words is None:
            continue
        _from_description(words, plain(_at(texts, roles.get("description"))))
        name = row[named].plain.strip().strip('`*"')
        comment = plain(_at(texts, roles.get("description"))).strip() or None
        columns.append(ListedColumn(name, words, row[named].span, comment))
        leftover += [(f"{name}: {text}", row[named].span) for text in words.rest]
    return columns, leftover


def _constraints(
    texts: list[str], keys: list[str], roles: dict[str, int], named: int, kind: int
) -> str:
    """The cells of all columns that state keys and constraints, a yes in one as the word of its header."""
    known = {
        named,
        kind,
        *(
            roles[role]
            for role in ("default", "description", "nullable", "example")
            if role in roles
        ),
    }
    found: list[str] = []
    for index, key in enumerate(keys):
        if index in known or index >= len(texts):
            continue
        cell = texts[index].strip()
        answer = plain(cell).strip().lower()
        if key in (
            "required",
            "not null",
            "必填",
            "필수",
            "is required",
            "obligatorio",
            "required?",
            "是否必填",
        ):
            if answer in ("yes", "y", "true", "是", "✓", "✅", "✔", "예", "sí", "required"):
                found.append("NOT NULL")
        elif key in ("unique", "pk", "fk", "primary key", "index", "indexed", "主键", "唯一") and answer in (
            "yes", "y", "true", "是", "✓", "✅", "✔", "x", "√"
        ):  # fmt: skip
            found.append(key)
        elif key in ("fk", "references", "reference", "foreign key") and answer not in (
            "",
            "-",
            "–",
            "—",
            "no",
        ):
            found.append(
                f"REFERENCES {cell}" if not re.match(r"(?i)fk|references|→|->", answer) else cell
            )
        elif key in _KEY_WORDS or index == roles.get("validation"):
            found.append(cell)
    return ", ".join(text for text in found if plain(text).strip() not in ("", "-", "–", "—"))


def _nullable(texts: list[str], keys: list[str], roles: dict[str, int]) -> str:
    index = roles.get("nullable")
    if index is None:
        return ""
    return _at(texts, index)


def _at(texts: list[str], index: int | None) -> str:
    return texts[index].strip() if index is not None and index < len(texts) else ""


def _from_description(words: ColumnWords, text: str) -> None:
    """`FK to users.id` and `Primary key` are said in descriptions too, where no constraint column says so."""
    match = re.search(
        r"\b(?:fk|foreign key|references?)\s*(?:to|→|->|:)\s*`?([a-z_]\w*)\s*(?:\.|\()\s*(\w+)\)?",
        text,
        re.IGNORECASE,
    )
    if match and words.reference is None:
        words.reference = (match.group(1), match.group(2))
        words.foreign = True


def read_bullet(text: str, span: Span) -> ListedColumn | tuple[str, Span] | None:
    """A bullet as a column (`id: UUID PRIMARY KEY (indexed)`) or as a constraint of the table in SQL."""
    text = text.strip().rstrip(",;")
    if match := _CONSTRAINT.match(text):
        return match.group(1).strip("` "), span
    match = _BULLET.match(text)
    if match is None:
        return None
    name, rest = match.groups()
    rest = rest.replace("`", "").replace("**", "").strip()
    comment = None
    if behind := _COMMENT.search(rest):
        comment = next((group for group in behind.groups() if group), None)
        rest = rest[: behind.start()]
    if rest[:1] in "(（":
        inner, _, after = rest[1:].partition(")") if rest.count("(") == 1 else _bracketed(rest)
        after = after.strip(" -–—:：")
        rest, comment = inner, after or comment
    parts = split_type(rest)
    if parts is None:
        return None
    kind, behind_type = parts
    remark = ""
    if found := _REMARK.search(behind_type):
        remark = found.group(1)
        behind_type = behind_type[: found.start()]
    behind_type, _, said = _described(behind_type)
    words = column_words(kind, behind_type)
    if words is None:
        return None
    if remark:
        extra = column_words(kind, remark)
        if extra is not None and not extra.rest:
            words = column_words(kind, f"{behind_type}, {remark}") or words
        else:
            comment = comment or remark
    return ListedColumn(name, words, span, comment or said or None)


def _bracketed(text: str) -> tuple[str, str, str]:
    depth = 0
    for place, sign in enumerate(text):
        depth += sign in "(（"
        depth -= sign in ")）"
        if depth == 0:
            return text[1:place], text[place], text[place + 1 :]
    return text[1:], "", ""


def _described(text: str) -> tuple[str, str, str]:
    """What stands behind a dash is a description."""
    match = re.search(r"(?:^|\s)[–—-]\s+", text)
    if match is None:
        return text, "", ""
    return text[: match.start()], match.group(), text[match.end() :]


def read_bullets(
    lines: Sequence[tuple[str, Span]],
) -> tuple[list[ListedColumn], list[tuple[str, Span]]] | None:
    """The columns and table constraints that the bullets list; None unless most of them do."""
    columns: list[ListedColumn] = []
    constraints: list[tuple[str, Span]] = []
    other = 0
    for text, span in lines:
        found = read_bullet(text, span)
        if isinstance(found, ListedColumn):
            columns.append(found)
        elif found is not None:
            constraints.append(found)
        else:
            other += 1
    if len(columns) < 2 or other * 2 > len(columns):
        return None
    return columns, constraints


def bullet_lines(excerpt: Excerpt) -> list[tuple[str, Span]]:
    """The bullets of a fence that holds nothing but bullets and comments; empty when it holds more."""
    found: list[tuple[str, Span]] = []
    start = 0
    for line in excerpt.text.split("\n"):
        text = line.strip()
        place = excerpt.span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        start += len(line) + 1
        if not text or text.startswith(("--", "#", "//")):
            continue
        if not re.match(r"[-*+•]\s", text):
            return []
        found.append((text, place))
    return found


def item_lines(items: Sequence[ListItem]) -> list[tuple[str, Span]]:
    return [(item.text.split("\n", 1)[0], item.span) for item in items]


def seems_typed(text: str) -> bool:
    """Whether a cell holds an SQL type."""
    return is_sql_type(text)

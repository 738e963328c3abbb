"""What tells a line of a list to be a column of the database: types of SQL, keys, words of storage."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex

__all__ = ["KEY_MARK", "SOME_COLUMNS", "SQL_TYPE", "STORED", "TYPED", "WORDED", "is_marked"]

SQL_MARK: Final = regex(
    r"\b(?:PK|FK|PRIMARY KEY|NOT NULL|REFERENCES|VARCHAR|UUID|TIMESTAMP\w*|BIGINT|SERIAL|JSONB|NUMERIC|DECIMAL|INTEGER|INT|BOOLEAN|TEXT|DATE|ENUM)\b|primary key|foreign key"
)
TYPED: Final = regex(
    r"^[-*+•]?\s*[`*\"']{0,3}[A-Za-z_]\w*[`*\"']{0,3}\s*(?:[(（:：]|[-–—]\s|\s)\s*[`*]{0,3}"
    r"(?:(?:uuid|guid|varchar|character varying|char|text|timestamp(?:tz)?|datetime|date|time|int|integer|int[248]|bigint|smallint|tinyint|serial|bigserial"
    r"|jsonb?|numeric|decimal|float|double|real|bool|boolean|bytea|blob|inet|enum)\b|[^()]{0,40}\b(?:pk|fk)\b)",
    re.IGNORECASE,
)
"""A name, then a type of SQL in whatever case, or a key: ``- email (text, unique)``."""
WORDED: Final = regex(
    r"^[-*+•]?\s*[`*\"']{0,3}[A-Za-z_]\w*[`*\"']{0,3}(?:\s*,\s*`?[A-Za-z_]\w*`?)*\s*[(（:：]\s*[`*]{0,3}(?:string|str|number|float|object|bool|long|short|byte)\b",
    re.IGNORECASE,
)
"""A type that no database has, which counts where something else tells that these are stored."""
STORED: Final = regex(
    r"\b(?:primary key|foreign key|pk|fk|auto[- ]?increment|not null)\b|^[-*+•]?\s*[`*]{0,3}id[`*]{0,3}\s*[(（:：]\s*[`*]{0,3}guid\b"
    r"|(?:^|[(（,;:：–—-])\s*`?(?:unique|nullable|indexed)`?\s*(?:$|[)）,;.(])",
    re.IGNORECASE,
)
KEY_MARK: Final = regex(
    r"\b(?:PK|FK)\b|\bprimary key\b|主键|主鍵|外键|主キー|外部キー|기본 ?키|외래 ?키", re.IGNORECASE
)
SQL_TYPE: Final = regex(
    r"\b(?:VARCHAR|CHAR|UUID|TIMESTAMP\w*|BIGINT|SMALLINT|INTEGER|INT|SERIAL|BIGSERIAL|JSONB?|NUMERIC|DECIMAL|REAL|FLOAT|DOUBLE|BOOLEAN|BOOL|TEXT|DATE|TIME|ENUM|BYTEA|INET)\b"
)
SOME_COLUMNS: Final = regex(
    r"\b(?:key|main|important|notable|core|relevant|selected|major|some)[\s-]+(?:columns|fields|attributes)\b|(?:主要|关键|關鍵|核心|重要)(?:字段|列|欄位|カラム|フィールド|項目)|(?:주요|핵심) ?(?:컬럼|필드|칼럼)"
    r"|(?:columnas|campos|colunas|champs|colonnes|spalten|felder)[\s-]+(?:clave|principales|principais|chave|clés|principaux)|\bwichtige\w* (?:spalten|felder)|(?:ключевые|основные) (?:поля|столбцы)",
    re.IGNORECASE,
)
"""What is said over a list of some of a table's columns."""


def is_marked(line: str) -> bool:
    return bool(SQL_MARK.search(line) or TYPED.match(line))

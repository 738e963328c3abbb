"""Which database a document writes its SQL for."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.spec.blocks import Block, Document, Fence, ListItem, Paragraph, TableBlock
from spec2code.sql import guess_dialect

__all__ = ["detect_dialect"]

_NAMES: Final[dict[str, re.Pattern[str]]] = {
    "postgresql": regex(
        r"\bpostgres(?:ql)?\b|\bsupabase\b|\bpgvector\b|\btimescale", re.IGNORECASE
    ),
    "mysql": regex(r"\bmysql\b|\bmariadb\b", re.IGNORECASE),
    "sqlite": regex(r"\bsqlite\b", re.IGNORECASE),
}
_TAGS: Final = {
    **dict.fromkeys(("postgresql", "postgres", "pgsql", "psql", "plpgsql"), "postgresql"),
    **dict.fromkeys(("mysql", "mariadb"), "mysql"),
    **dict.fromkeys(("sqlite", "sqlite3"), "sqlite"),
}
_CREATE = regex(r"\bcreate\s+table\b", re.IGNORECASE)
_POSTGRESQL_ONLY = regex(
    r"\b(?:uuid|jsonb|timestamptz|(?:big|small)?serial|bytea|inet|tsvector|citext|gen_random_uuid|vector)\b|::\w|\[\]|with time zone",
    re.IGNORECASE,
)
_MYSQL_ONLY = regex(
    r"\bAUTO_INCREMENT\b|\bON UPDATE CURRENT_TIMESTAMP\b|\bTINYINT\s*\(1\)|\bBIGINT UNSIGNED\b|\b(?:LONG|MEDIUM)TEXT\b"
)
_NO_SQLITE = regex(r"\b(?:varchar|character varying|bigint|timestamp with)\b", re.IGNORECASE)


def detect_dialect(document: Document) -> str:
    """postgresql, mysql or sqlite: by the tags of fences, by the SQL itself, then by what the text names."""
    scripts: list[str] = []
    tags: dict[str, int] = {}
    for _, block in document.walk():
        if isinstance(block, Fence) and _CREATE.search(block.text):
            scripts.append(block.text)
            if tag := _TAGS.get(block.language):
                tags[tag] = tags.get(tag, 0) + 1
    if tags:
        return max(tags, key=lambda tag: tags[tag])
    script = "\n".join(scripts)
    guess = guess_dialect(script)
    if guess != "postgresql" or _POSTGRESQL_ONLY.search(script):
        return guess
    if not script and (told := _cells_tell(document)):
        return told
    named = _most_named(document)
    if named == "sqlite" and _NO_SQLITE.search(script):
        return "postgresql"
    return named


def _cells_tell(document: Document) -> str | None:
    """The database that the types and options in tables of columns belong to, where nothing else is SQL."""
    cells = " ".join(_words(block) for _, block in document.walk() if isinstance(block, TableBlock))
    return "mysql" if _MYSQL_ONLY.search(cells) and not _POSTGRESQL_ONLY.search(cells) else None


def _most_named(document: Document) -> str:
    counts = dict.fromkeys(_NAMES, 0)
    for _, block in document.walk():
        text = _words(block)
        for name, pattern in _NAMES.items():
            counts[name] += len(pattern.findall(text))
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "postgresql"


def _words(block: Block) -> str:
    if isinstance(block, Paragraph | ListItem):
        return block.text
    if isinstance(block, TableBlock):
        return " ".join(cell.text for row in block.rows for cell in row)
    return ""

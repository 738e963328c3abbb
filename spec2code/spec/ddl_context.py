"""Every block of a document with what surrounds it: headings above, the line of text before, the table spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Block, Document, ListItem, Paragraph, Quote, Section
from spec2code.spec.keys_beside import KeysBeside, keys_beside, name_above
from spec2code.spec.table_names import name_among, name_in_heading, name_in_label

__all__ = ["Context", "places_of", "speaks_of_tables"]

_SCHEMA = regex(
    r"\b(?:databases?|db|schemas?|tables?|data[\s_-]*models?|data\s+design|entit(?:y|ies)|ddl|migrations?|storage|persistence|er\s+diagram|erd|models|collections?)\b"
    r"|データベース|(?:データ|ドメイン)モデル|领域模型|도메인 ?모델|テーブル|スキーマ|数据库|数据表|表结构|数据模型|数据设计|表设计|資料庫|資料表|데이터베이스|테이블|스키마|데이터 모델|base(?:s)? de da(?:t|d)os|banco de dados"
    r"|modelo de da(?:t|d)os|tabla|tabela|base de données|modèle de données|veritaban|veri modeli|cơ sở dữ liệu|bảng|база данных|таблиц|схема|модел[ьи] данных"
    r"|\btabel[eai]\b|schemat\b|baz[ay] danych|datenbank|tabellen?\b|base dati|tabelle\b|basis data|databáz|schém|adatbázis|baza podataka|tietokanta|βάση δεδομένων|базы? данни|database\w*|struktur tabel|قاعدة البيانات|جدول"
    r"|\bentidades?\b|\bentité|\bentitäten\b|\bentità\b|сущност|实体|實體|エンティティ|엔티티|encje\b|varlıklar|thực thể",
    re.IGNORECASE,
)
_API = regex(
    r"\b(?:GET|POST|PUT|PATCH|DELETE)\s+[`/]|\bapis?\b|\bendpoints?\b|\brequests?\b|\bresponses?\b|\bpayload\b|\bwebsocket\b|\bdtos?\b|接口|请求|响应|엔드포인트|요청|응답"
    r"|\bevents?\b|\bparameters?\b|\bquery\b",
)
_MIGRATION = regex(
    r"\bmigrations?\b|\bbackfill\b|\balter\b|\bup\b|迁移|升级脚本|마이그레이션|migraci[oó]n|migra[cç][aã]o|миграц|göç|di trú|migrasi",
    re.IGNORECASE,
)

_PRIMARY = regex(
    r"[*_`\s]*(?:primary key|pk|clave primaria|chave primária|clé primaire|primärschlüssel|первичный ключ|主键|主キー|기본 ?키)[*_`\s]*[:：][*_\s]*(?=\S)",
    re.IGNORECASE,
)
"""An item beside the list of fields: "**Primary Key:** UUID string"."""


@dataclass(slots=True)
class Context:
    """A block and its surroundings. `texts` are, nearest first, the line before it and the headings above."""

    block: Block
    section: Section
    texts: list[str]
    label: str
    named: str | None
    """The table that a label or heading speaks of."""
    in_schema: bool
    """The nearest heading that tells is about the database, not about the API."""
    in_migration: bool
    siblings: list[ListItem] = field(default_factory=list)
    """For the first of a run of list items: all of them."""
    primary: Excerpt | None = None
    """What a line above says of the primary key: the text behind "Primary Key:"."""
    beside: KeysBeside = field(default_factory=KeysBeside)


def places_of(document: Document) -> Iterator[Context]:
    """Every block in document order, list items by runs."""
    for section in document.sections:
        titles = [section.title.text] + [above.title.text for above in document.ancestors(section)]
        walk = _Walk(section, titles, keys_beside(document, section))
        if walk.named is None and walk.in_schema and section.parent is not None:
            beside = [
                index for index in document.children[section.parent] if index != section.index
            ]
            others = [document.sections[index].title.text for index in beside]
            walk.named = name_among(section.title.text, others)
        yield from walk.walk(section.blocks)


class _Walk:
    """Remembers the last line of text and the table it named while it goes through a section."""

    def __init__(self, section: Section, titles: list[str], beside: KeysBeside) -> None:
        self.section = section
        self.beside = beside
        self.titles = titles
        self.label = ""
        self.named: str | None = name_above(titles) or name_in_heading(titles[0])
        self.labelled = False
        self.primary: Excerpt | None = None
        self.in_schema = _is_schema(titles)
        self.in_migration = any(_MIGRATION.search(title) for title in titles)

    def walk(self, blocks: tuple[Block, ...]) -> Iterator[Context]:
        run: list[ListItem] = []
        for index, block in enumerate(blocks):
            if isinstance(block, ListItem):
                if not run:
                    run = _run(blocks, index)
                    yield self._context(block, siblings=run)
                else:
                    yield self._context(block)
                if block is run[-1]:
                    run = []
                yield from self._inside(block)
            elif isinstance(block, Quote):
                yield from self.walk(block.children)
            else:
                yield self._context(block)
                if isinstance(block, Paragraph):
                    self._remember(block.text)

    def _inside(self, item: ListItem) -> Iterator[Context]:
        if match := _PRIMARY.match(item.text):
            self.primary = item.excerpt.cut(match.end())
        if not item.children:
            self._remember(item.text)
            return
        label, named = self.label, self.named
        self._remember(item.text)
        self.named = name_in_heading(item.text.split("\n", 1)[0]) or self.named
        yield from self.walk(item.children)
        self.label, self.named = label, named

    def _remember(self, text: str) -> None:
        self.label = text
        for line in text.split("\n")[:4]:
            if name := name_in_label(line):
                self.named = name

    def _context(self, block: Block, siblings: list[ListItem] | None = None) -> Context:
        return Context(
            block,
            self.section,
            [self.label, *self.titles],
            self.label,
            self.named,
            self.in_schema,
            self.in_migration or bool(_MIGRATION.search(self.label)),
            siblings or [],
            self.primary,
            self.beside,
        )


def _run(blocks: tuple[Block, ...], start: int) -> list[ListItem]:
    found: list[ListItem] = []
    for block in blocks[start:]:
        if not isinstance(block, ListItem):
            break
        found.append(block)
    return found


def speaks_of_tables(title: str) -> bool:
    """Whether a title is that of tables altogether, in the words of many languages."""
    return _SCHEMA.search(title) is not None


_NAME_ALONE = regex(
    r"[\W\d]*`[a-z][a-z0-9_]*`\W*|[\W\d]*[a-z][a-z0-9]*(?:_[a-z0-9]+)+\W*|[\W\d]*[a-z]{3,}s\W*"
)
"""A heading that is the name of a table and no word of the text: "3. `events`"."""


def _is_schema(titles: list[str]) -> bool:
    if len(titles) > 1 and _NAME_ALONE.fullmatch(titles[0]) and not _SCHEMA.search(titles[0]):
        titles = titles[1:]
    for title in titles:
        if _API.search(title):
            return False
        if speaks_of_tables(title):
            return True
    return False

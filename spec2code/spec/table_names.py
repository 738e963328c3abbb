"""The name of the table that a heading, a label or a line above a table speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import combining, normalize

from spec2code.model.patterns import regex
from spec2code.spec.inline import code_spans, plain

__all__ = ["name_among", "name_in_heading", "name_in_label"]

_WORD = r"[A-Za-z_\u00c0-\u024f][A-Za-z0-9_\u00c0-\u024f]*"
_IDENTIFIER = rf"(?:{_WORD}\.)?{_WORD}"
"""Letters of Latin only: what stands beside a name in Japanese or Korean without a blank is no part of it."""
_LABEL = regex(
    rf"(?:\W*)(?:db\s+|database\s+|new\s+|sql\s+)?(?:table(?:\s+name)?|collection|表名|数据表|表|テーブル(?:物理)?名?|테이블(?:명)?|tabelle|tabella|tabla|tabela|tableau|tablo|bảng|таблица|tabel|relation)\s*[:：]\s*[`\"'*]*({_IDENTIFIER})[`\"'*]*",
    re.IGNORECASE,
)
_CALLED = regex(
    r"[^\x00-\u024f][^(（\n]{0,40}(?:테이블|テーブル|表)[^(（\n]{0,8}[(（]\s*([a-z][a-z0-9]*(?:_[a-z0-9]+)*)\s*[)）]\s*(?:[:：].*)?$"
)
"""What the table is, its name in brackets behind that: "사용자 테이블 작성 (users)"."""
_CODED = regex(
    rf"\W*(?:the\s+|an?\s+)?(?:new\s+)?(?:db\s+|database\s+)?(entity|table|model|collection|entidad|entidade|tabla|tabela|таблица|сущность|表|テーブル|实体|테이블)\s+[*_]*`({_IDENTIFIER})`",
    re.IGNORECASE,
)
_AS_CALLED = ("table", "collection", "tabla", "tabela", "таблица", "表", "テーブル", "테이블")
"""A line that begins with the table it is about: "New entity `AuditLog` at `src/…`:"."""
_WORDS = regex(
    rf"[`\"'*]*({_IDENTIFIER})[`\"'*]*\s*(?:table|tables|collection|表|テーブル|테이블|tabla|tabela|tablo|таблица|bảng)\b|(?:(?:table|tabla|tabela|tabel|bảng|tablo|таблица|entity|entidad|entidade|model)(?![^\W_])|表|实体|테이블)\s*[:：]?\s*[`\"'*]*({_IDENTIFIER})[`\"'*]*",
    re.IGNORECASE,
)
_TITLED = regex(
    r"(?:the\s+|new\s+|main\s+)?([A-Z][A-Za-z0-9]*(?:\s+[A-Z][A-Za-z0-9]*){1,3})\s+[Tt]able(?:\s*[(（].*)?"
)
_MODEL = regex(r"([A-Z][A-Za-z0-9]*)\s+(?:[Mm]odel|[Ee]ntity|MODEL|ENTITY|实体|模型|엔티티)")
_NO_MODELS = frozenset(
    [
        "data",
        "domain",
        "object",
        "er",
        "conceptual",
        "logical",
        "physical",
        "relational",
        "database",
        "db",
        "entity",
        "security",
        "permission",
        "pricing",
        "threat",
        "access",
        "trust",
        "core",
        "storage",
        "state",
        "business",
        "mental",
        "operating",
        "deployment",
        "programming",
        "auth",
        "authorization",
        "identity",
        "execution",
        "concurrency",
        "message",
        "error",
        "event",
    ]
)
"""What a model is of that is no table: `Data Model`, `Pricing Model`."""
_NUMBER = regex(r"^\s*(?:[A-Z]?\d+(?:\.\d+)*[.)、:]?|[IVX]+\.|[a-z]\)|[^\w\s`\"'(（]+)\s+")
_BESIDE = regex(
    r"(?P<first>[a-z][a-z0-9_]*|[a-z][A-Za-z0-9]*_\w+)\s+[^\x00-\u024f]+|[^\x00-\u024f\u2010-\u2015]+\s*[-–—]\s*(?P<last>[A-Za-z][A-Za-z0-9_]*)",
    re.ASCII,
)
"""A name beside what it is called in words of another script: "users 用户表", "用户表 - users"."""
_NUMBERED = regex(
    rf"(?:table|tabla|tabela|tabelle|tabella|tableau|tablo|таблица|表|테이블|テーブル|bảng|tabel)\s*\d+\s*[:：.–—-]\s*[`\"'*]*({_IDENTIFIER})[`\"'*]*(?:\s*[(（].*|\s*[-–—]\s.*)?",
    re.IGNORECASE,
)
"""A caption: "Table 3: users"."""
_SCHEMA_OF = regex(
    rf"(?:schema|data dictionary|class|modelo|modèle|modello|modell|модель|モデル|모델)\s*(?:[:：–—-]\s*|\s)[`\"'*]*({_IDENTIFIER})[`\"'*]*|({_IDENTIFIER})\s+(?:schema|collection schema|スキーマ|스키마)",
    re.IGNORECASE,
)
_INSIDE = regex(r"[(（]\s*[`\"']?([a-z][a-z0-9]*(?:_[a-z0-9]+)*)[`\"']?\s*[)）]")
_IS_TABLE = regex(
    r"\b(?:tables?|tabla|tabela|tabelle|tabella|tablo(?:su)?|bảng|tabel)\b|таблица|테이블|テーブル|表",
    re.IGNORECASE,
)
_ARTICLES = frozenset(
    ("de", "da", "do", "das", "dos", "des", "du", "la", "el", "los", "las", "le", "les", "di", "del", "della", "der", "die", "cho")
)  # fmt: skip
_REMARK = regex(r"\s*[(（\[【].*$|\s+[-–—:：]\s+.*$|[:：]\s*.*$")
_NAMES_TOO = frozenset(["properties", "attributes", "claims", "changes", "enums", "examples"])
"""Words that are also what an application may be about."""
_NO_NAMES = frozenset(
    [
        "table",
        "tables",
        "schema",
        "schemas",
        "database",
        "db",
        "columns",
        "column",
        "fields",
        "field",
        "new",
        "overview",
        "conventions",
        "convention",
        "guidelines",
        "model",
        "models",
        "data",
        "entity",
        "entities",
        "indexes",
        "index",
        "constraints",
        "relationships",
        "relations",
        "enums",
        "enum",
        "migration",
        "migrations",
        "sql",
        "ddl",
        "design",
        "the",
        "a",
        "an",
        "of",
        "for",
        "structure",
        "structures",
        "definitions",
        "definition",
        "details",
        "detail",
        "attributes",
        "properties",
        "changes",
        "and",
        "or",
        "to",
        "existing",
        "core",
        "key",
        "main",
        "summary",
        "description",
        "example",
        "examples",
        "api",
        "endpoints",
        "request",
        "response",
        "payload",
        "claims",
        "body",
        "headers",
        "parameters",
        "params",
        "arguments",
        "entidades",
        "entidad",
        "entidade",
        "entités",
        "entitäten",
        "entità",
        "tablas",
        "tabelas",
        "tabellen",
        "tabelle",
        "modelos",
        "modelo",
        "esquema",
        "esquemas",
        "campos",
        "colunas",
        "columnas",
        "atributos",
        "índices",
        "indices",
        "relaciones",
        "relacionamentos",
        "resumen",
        "enumeraciones",
        "enumerações",
        "сущности",
        "таблицы",
        "поля",
    ]
)


@lru_cache(maxsize=1024)
def name_in_label(text: str) -> str | None:
    """The name in ``**Table:** `users` `` and its like."""
    if named := _CODED.match(text):
        # An entity is a class, a table is called what it is called.
        return named.group(2) if named.group(1) in _AS_CALLED else snake(named.group(2))
    if called := _CALLED.match(plain(text)):
        return called.group(1)
    match = _LABEL.match(plain(text))
    if match and (match.group(1).lower() not in _NO_NAMES or code_spans(text)):
        return match.group(1)
    if match and match.end() == len(plain(text).rstrip(" *")) and match.group(1)[0].isupper():
        # "Table: Properties" is a table of real estate; "Table: columns" is a table of columns.
        return match.group(1) if match.group(1).lower() in _NAMES_TOO else None
    return None


@lru_cache(maxsize=1024)
def name_in_heading(title: str) -> str | None:
    """The name in `### users`, ``### 4.1 `users` (accounts)``, `### Table: users`, `### users table`."""
    if label := name_in_label(title):
        return label
    codes = [span.text for span in code_spans(title) if re.fullmatch(_IDENTIFIER, span.text)]
    if len(codes) == 1:
        return codes[0]
    text = plain(title).strip()
    for _ in range(2):  # "✅ 3. users"
        text = _NUMBER.sub("", text, count=1).strip()
    bare = _REMARK.sub("", text).strip().strip("`*\"'")
    if bare != text and re.fullmatch(r"[a-z_][a-z0-9_]*", bare) and bare not in _NO_NAMES:
        return bare  # "favorites (pivot table)"
    if match := _TITLED.fullmatch(text):
        return "_".join(match.group(1).lower().split())
    if (match := _NUMBERED.fullmatch(text)) and match.group(1).lower() not in _NO_NAMES:
        return match.group(1)
    if match := _BESIDE.fullmatch(text) or _BESIDE.fullmatch(bare):
        name = match.group("first") or match.group("last")
        if name.lower() not in _NO_NAMES:
            return name if match.group("first") or "_" in name else snake(name)
    if match := _MODEL.fullmatch(bare):
        name = match.group(1)
        return snake(name) if name.lower() not in _NO_MODELS else None
    inside = _INSIDE.search(text)
    if inside and inside.group(1) not in _NO_NAMES and _in_other_words(bare, inside.group(1)):
        return inside.group(1)
    if len(text.split()) <= 6 and (named := _worded(text)):
        return named
    if re.fullmatch(_IDENTIFIER, bare) and bare.lower() not in _NO_NAMES:
        if bare[0].islower() and bare.isascii():
            return bare  # "petToys" is no class
        return snake(bare)
    if inside and ("_" in inside.group(1) or not re.search(r"[A-Za-z]", bare)):
        return inside.group(1)
    if match := _SCHEMA_OF.fullmatch(text) or _SCHEMA_OF.fullmatch(bare):
        name = match.group(1) or match.group(2)
        return snake(name) if name.lower() not in _NO_NAMES | _NO_MODELS else None
    return None


def name_among(title: str, beside: Sequence[str]) -> str | None:
    """The name in a heading that takes others beside it to be one: "Order Items" or "Properties" among "Users", "Orders"."""
    text = _REMARK.sub("", _NUMBER.sub("", plain(title), count=1)).strip(" *`")
    words = text.split()
    if (
        not words
        or len(words) > 4
        or not all(re.fullmatch(r"[A-Z][A-Za-z0-9]*", word) for word in words)
    ):
        return None
    common = _NO_NAMES | _NO_MODELS
    if any(word.lower() in common for word in words) and text.lower() not in _NAMES_TOO:
        return None
    named = sum(name_in_heading(other) is not None for other in beside)
    return "_".join(words).lower() if named and named * 2 >= len(beside) else None


def _worded(text: str) -> str | None:
    """The name beside a word for a table: "users table", "Estrutura da tabela clientes"."""
    start = 0
    while match := _WORDS.search(text, start):
        name = match.group(1) or match.group(2)
        if name.lower() not in _NO_NAMES | _ARTICLES:
            return name if "_" in name or name == name.lower() else snake(name)
        start = match.start(1) + len(name) if match.group(1) else match.end()
    return None


def _in_other_words(said: str, name: str) -> bool:
    """Whether a heading calls a table by a word of its own and its name in brackets: "Kullanıcılar Tablosu (users)"."""
    if re.fullmatch(_IDENTIFIER, said, re.ASCII):
        stems = [
            re.sub(r"(?:es|s)$", "", re.sub(r"ies$", "y", each)) for each in (snake(said), name)
        ]
        return stems[0] == stems[1]  # "User (users)"
    return not said.isascii() or bool(_IS_TABLE.search(said))


def snake(name: str) -> str:
    """`OrderItem` -> `order_item`, `Usuário` -> `usuario`; a name all in capitals is only lowered."""
    if not name.isascii():
        name = "".join(sign for sign in normalize("NFD", name) if not combining(sign))
    if name.isupper():
        return name.lower()
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()

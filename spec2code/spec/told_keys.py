"""Indexes and unique keys that lines below the columns of a table tell: "Index on (a, b)", "Indexes: `user_id`".

A line counts only where all it names are columns of that table, so that prose about other things stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import Check, ForeignKey, PrimaryKey, Table, Unique
from spec2code.model.span import Excerpt, Span
from spec2code.model.statements import AddConstraint, CreateIndex
from spec2code.spec.clauses import split_top
from spec2code.spec.inline import fold_width, plain
from spec2code.spec.told_checks import told_check
from spec2code.sql import quote_identifier, read_sql

__all__ = ["ToldLine", "keys_label", "may_tell", "read_told", "refers", "told_keys"]

_KIND: Final = (
    r"index(?:es|ed)?|indices|índices?|索引|인덱스|индекс\w*|unique|uniqueness|(?:联合|組合|组合)?唯一(?:性)?(?:约束|約束|索引|键)?"
)
_PRIMARY: Final = (
    r"(?:(?:composite|compound)\s+)?(?:primary keys?|pk)|(?:联合|复合)?主键|(?:복합 ?)?기본 ?키|(?:複合)?主キー|clave primaria|chave primária|clé primaire|первичный ключ"
)
_LEAD = regex(
    rf"\W*(?P<words>(?:(?:an?|the|add|create|composite|compound|covering|partial|non-unique|secondary|db|database|b-?tree|gin|gist|hash|brin)\s+)*"
    rf"(?:{_KIND})(?:\s+(?:constraints?|index(?:es)?|indices|keys?))?)\s*(?:[:：]|\b(?:on|by|over|across|for|of)\b|(?=[(（]))\s*[:：]?",
    re.IGNORECASE,
)
_LABEL = regex(
    r"[\W\d]*(?:(?:database|db|suggested|required|recommended|secondary|additional|key|the|unique|other)\s+)*"
    r"(?:index(?:es|ing)? (?:design|strategy|list|definitions?|plan)|(?:インデックス|索引)\s?(?:設計|定義|一覧|戦略|设计|策略|列表|规划)?|인덱스 ?(?:설계|전략|목록|정의)|índices (?:recomendados|sugeridos|propuestos)|index(?:es)?|indices|índices?|unique(?: keys?| constraints?)?|constraints?(?: check)?|check constraints?|restrições|restricciones|contraintes|indexes (?:and|&) constraints|constraints (?:and|&) indexes|索引|인덱스|индексы"
    r"|(?:联合|組合)?唯一(?:性)?(?:约束|約束|索引|键)|(?:고유|유니크)\s?(?:제약(?:\s?조건)?|키|인덱스)|(?:一意|ユニーク)(?:制約|キー|インデックス)"
    r"|(?:restricción|restrição|clave|chave|índice|contrainte|clé) (?:únic[ao]|d'unicité|unique)|уникальны[йе] (?:ключи?|индексы?|ограничени[ея])"
    rf"|{_PRIMARY})\W*",
    re.IGNORECASE,
)
_IS_PRIMARY = regex(rf"\W*(?:{_PRIMARY})\W*", re.IGNORECASE)
_WORDS: Final = (
    r"\s*(?:(?:an?|composite|compound|single|partial|unique|index|key|constraint|b-?tree|gin|gist|hash|brin)\s+)*"
    r"(?:(?:unique|index|índice|primary key|key)\s*(?=[(（]))?"
)
_BARE: Final = r"(?P<bare>\w+(?:\s+(?:ASC|DESC))?(?:\s*[,+]\s*\w+(?:\s+(?:ASC|DESC))?)*)"
_COLUMNS: Final = rf"(?:[(（](?P<listed>[^()（）]+)[)）]|{_BARE})(?P<rest>.*)"
_ITEM = regex(rf"{_WORDS}(?P<name>(?!))?{_COLUMNS}", re.IGNORECASE | re.DOTALL)
_NAMED_ITEM = regex(
    rf"{_WORDS}(?P<name>\w+)\s*(?:[:：→]|[-–—]\s|(?=[(（])|(?:unique\s+)?\b(?:on|em|en|sur|sobre|su|auf|по)\b)\s*(?:on\s+)?(?:\w+\s*(?=[(（]))?{_COLUMNS}",
    re.IGNORECASE | re.DOTALL,
)
_REMARKED_ITEM = regex(
    rf"{_WORDS}(?P<name>\w+)\s*(?:[:：→]|[-–—]\s)\s*(?P<listed>(?!))?{_BARE}(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A name and its column before a remark: ``idx_name: name (to search)``."""
_KEY = regex(
    r"(?P<column>\w+)(?P<order>\s+(?:ASC|DESC))?(?P<nulls>\s+NULLS\s+(?:FIRST|LAST))?",
    re.IGNORECASE,
)
_REST = regex(
    r"\s*(?:[.;。；]?$|[(（]|[-–—:：→,]|\b(?:for|to|so|because|using|per|in order|index|unique|constraint|only)\b|防止|避免|用于|保证|确保|以)",
    re.I,
)
_WHERE = regex(r"\s*[(（]?\s*where\s+(.+?)[)）]?$", re.IGNORECASE)
_NOT_NULL = regex(r"(?:is )?not null\W*", re.IGNORECASE)
_METHOD = regex(r"\b(gin|gist|hash|brin)\b", re.IGNORECASE)
_UNIQUE = regex(r"\bunique|唯一|고유|유니크|一意|ユニーク|\búnic|d'unicité|уникальн", re.IGNORECASE)
_SQL_PRIMARY = regex(r"\s*primary\s+key\s*\(", re.IGNORECASE)
_SQL_UNIQUE = regex(r"\s*unique\s*\(", re.IGNORECASE)
_INDEX = regex(r"\bindex|\bindices|\bidx|índice|索引|インデックス|인덱스|индекс", re.IGNORECASE)
_NOT_UNIQUE = regex(r"\bnon-?unique|\bnot unique", re.IGNORECASE)
_MARK = regex(
    rf"{_KIND}|一意|ユニーク|유니크|고유|\bkeys\b|constraint|\bcheck\s*\(|(?:{_PRIMARY})\W*[(（:：]",
    re.IGNORECASE,
)
_IS_UNIQUE = regex(
    r"[-*+•\s]*(?:constraints?\s*[:：]\s*)?(\w+(?:\s*[,+&]\s*\w+)*)\s+(?:is|are|must be)\s+unique\W*",
    re.IGNORECASE,
)
_SET_UNIQUE = regex(
    r"[-*+•\s]*[(（](\w+(?:\s*[,，、+]\s*\w+)+)[)）]\s*(?:\S+\s+){0,3}?\S{0,12}?(?:unique|유니크|고유|唯一|一意|ユニーク|únic[oa])(?![\w-]).{0,80}",
    re.IGNORECASE,
)
"""``(`keeper_id`, `kind`) 조합에 UNIQUE 제약조건을 둔다.``"""
_KEYS_BETWEEN = regex(r"[,，、+&]|\s(?:e|y|et|and|und|и)\s")
_UNIQUE_PER = regex(
    r"[-*+•\s]*(?:constraints?\s*[:：]\s*)?(?:unique|únic[oa]|unique?|univoc[oa]|eindeutig|уникальн\w+)\s+(?:per|by|for each|across|over|por|par|pro|je|по)\s+[(（]?(\w+(?:\s*(?:,|\+|&|\be\b|\by\b|\bet\b|\band\b|\bund\b|и)\s*\w+)+)\W*",
    re.IGNORECASE,
)
"""``Unique per `order_id` and `line` ``, where each of them is a column."""
_REFERS = regex(
    r"(?:[-*+•]\s+)?(?:fk\s*[:：]?\s*)?(?P<table>\w+)\.(?P<column>\w+)\s*(?:→|⇒|->|=>|references|参照)\s*(?P<target>\w+)(?:\.(?P<key>\w+)|\s?\((?P<inside>\w+)\))(?P<rest>\s*(?:$|[(（,;:：–—-].*|on (?:delete|update)\b.*))",
    re.IGNORECASE,
)
"""A column and what it refers to: ``pets.keeper_id → keepers.id (CASCADE)``."""
_ON_DELETE = regex(
    r"\b(?:(cascade|set null|set default|restrict|no action)\s+on\s+delete|(?:on\s+delete|delete)\s*[:：]?\s*(cascade|set null|set default|restrict|no action)|(cascade|set null|restrict)\s+delete)\b|^\W*(cascade|set null|restrict)\W*$",
    re.IGNORECASE,
)
_SENTENCES = regex(r"(?<=[.;。])\s+(?=[A-Z(`])")


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line below a table's columns, and the label above it that announces keys."""

    text: str
    span: Span
    label: str | None


def may_tell(line: ToldLine) -> bool:
    """Whether the line says so itself, or stands under such a label."""
    return line.label is not None or bool(_MARK.search(line.text))


@lru_cache(maxsize=1024)
def refers(text: str) -> str | None:
    """The table of which a line says what a column of it refers to: ``pets.keeper_id → keepers.id``."""
    match = _REFERS.fullmatch(plain(fold_width(text)).strip()) if len(text) < 300 else None
    if match is None or match["column"].lower() == "id":
        return None  # "keepers.id → pets.keeper_id (1:N)" is told from the other side
    return match["table"]


def _reference(text: str, name: str, columns: Collection[str]) -> str | None:
    """That key in SQL."""
    match = _REFERS.fullmatch(plain(fold_width(text)).strip()) if refers(text) else None
    if match is None or match["column"] not in columns:
        return None
    if match["table"].lower() != name.rpartition(".")[2].strip('"').lower():
        return None
    key = quote_identifier(match["key"] or match["inside"])
    action = _ON_DELETE.search(match["rest"])
    said = next(filter(None, action.groups()), "") if action else ""
    deleting = f" ON DELETE {said.upper()}" if said else ""
    return (
        f"ALTER TABLE {name} ADD FOREIGN KEY ({quote_identifier(match['column'])}) "
        f"REFERENCES {quote_identifier(match['target'])} ({key}){deleting}"
    )


def read_told(
    line: ToldLine, table: Table, dialect: str
) -> list[CreateIndex | AddConstraint] | None:
    """What the line adds to the table: empty where the table has it already, None where it tells nothing of it."""
    name = ".".join(quote_identifier(part) for part in (table.name.schema, table.name.name) if part)
    columns = {column.name for column in table.columns}
    if (reference := _reference(line.text, name, columns)) is not None:
        told = [reference]
    else:
        told = told_keys(line.text, name, columns, label=line.label)
    if not told and (check := told_check(line.text, name, columns)) is not None:
        told = [check]
    found: list[CreateIndex | AddConstraint] = []
    for sql in told:
        reading = read_sql(Excerpt(line.span.file, sql), dialect)
        if any(item.severity.value == "error" for item in reading.diagnostics):
            return None
        for item in reading.statements:
            if isinstance(item, CreateIndex) and not _is_key(item, table):
                index = replace(item.index, span=line.span)
                found.append(replace(item, index=index, span=line.span, text=""))
            elif isinstance(item, AddConstraint) and isinstance(item.constraint, Unique):
                if not _is_unique(item.constraint.columns, table):
                    unique = replace(item.constraint, span=line.span)
                    found.append(replace(item, constraint=unique, span=line.span, text=""))
            elif isinstance(item, AddConstraint) and isinstance(item.constraint, ForeignKey):
                if all(item.constraint.columns != key.columns for key in table.foreign_keys):
                    acts = item.constraint.on_delete is not None
                    key = replace(item.constraint, span=line.span, says_actions=acts)
                    found.append(replace(item, constraint=key, span=line.span, text=""))
            elif isinstance(item, AddConstraint) and isinstance(item.constraint, PrimaryKey):
                if table.primary_key is None:
                    primary = replace(item.constraint, span=line.span)
                    found.append(replace(item, constraint=primary, span=line.span, text=""))
            elif isinstance(item, AddConstraint) and isinstance(item.constraint, Check):
                if all(item.constraint.expression != other.expression for other in table.checks):
                    kept = replace(item.constraint, span=line.span)
                    found.append(replace(item, constraint=kept, span=line.span, text=""))
    return found if told else None


def _is_unique(columns: tuple[str, ...], table: Table) -> bool:
    key = table.primary_key
    stated = [unique.columns for unique in table.uniques] + ([key.columns] if key else [])
    return any(set(item) == set(columns) for item in stated)


def _is_key(item: CreateIndex, table: Table) -> bool:
    """Whether a key of the table is on these very columns: it has its own index."""
    keys = [key.expression.text.strip('"') for key in item.index.keys]
    named = item.index.name is not None and not item.index.unique
    return not named and item.index.where is None and _is_unique(tuple(keys), table)


@lru_cache(maxsize=1024)
def keys_label(text: str) -> bool:
    """Whether the line announces indexes or unique keys and no more: ``**Indexes:**``."""
    return _LABEL.fullmatch(plain(fold_width(text))) is not None


def told_keys(
    text: str, table: str, columns: Collection[str], *, label: str | None = None
) -> list[str]:
    """The statements that make what a line tells; empty when it tells of something else.

    Args:
        text: the line or bullet.
        table: the name of the table, in SQL.
        columns: its columns.
        label: the line above that announces indexes or keys; without it the line has to say so itself.
    """
    found: list[str] = []
    if len(text) > 2000:
        return []
    if "; " in text and (sides := _parted(text, label)):
        # "Constraints: UNIQUE (a, b); index (c); checked by the app": each for itself.
        told = [told_keys(said, table, columns, label=head) for head, said in sides]
        return [sql for each in told for sql in each]
    words_of = plain(fold_width(text))
    if match := _unique_line(words_of):
        keys = [part.strip() for part in _KEYS_BETWEEN.split(match.group(1))]
        if all(key in columns for key in keys):
            return [f"ALTER TABLE {table} ADD UNIQUE ({', '.join(map(quote_identifier, keys))})"]
    for sentence in _SENTENCES.split(plain(fold_width(text)))[:20]:
        lead, words, about = _LEAD.match(sentence), "", label or ""
        head, colon, behind = sentence.partition(":")
        if colon and keys_label(head):
            words = about = head.strip("-*+• ")
            listed = behind
        elif lead is not None:
            words, listed = lead.group("words"), sentence[lead.end() :]
            about = words
        elif label is not None:
            listed = sentence.lstrip("-*+• ")
        else:
            return []
        parts = _parts(listed, words, columns)
        made = [_statement(part, about, table, columns) for part in parts]
        if not made or not all(made):
            return []
        found += [sql for sql in made if sql is not None]
    return found


def _unique_line(text: str) -> re.Match[str] | None:
    """A line that says of columns together that they are unique."""
    for pattern in (_IS_UNIQUE, _UNIQUE_PER, _SET_UNIQUE):
        if match := pattern.fullmatch(text):
            return match
    return None


def _parted(text: str, label: str | None) -> list[tuple[str | None, str]]:
    """The parts of a line between semicolons, each with what announces it; none where it has no such parts."""
    parts = split_top(plain(fold_width(text)), ";")
    head, colon, _ = parts[0].partition(":")
    if colon and keys_label(head):
        return [(label, parts[0]), *((head, part) for part in parts[1:] if part)]
    return [(label, part) for part in parts if part] if len(parts) > 1 else []


def _parts(listed: str, words: str, columns: Collection[str]) -> list[str]:
    """One text for each key: "Index on a, b" is one of two columns, "Indexes: a, b" are two."""
    many = re.search(
        r"(?:indexes|indexed|indices|índices|keys|constraints)\b|索引|인덱스", words, re.I
    )
    bracketed = re.match(r"\s*[(（]", listed)
    if not many and not bracketed:
        return [re.sub(r"\s+(?:and|&)\s+", ", ", listed, count=3)] if words else [listed]
    parts = split_top(re.sub(r"\s+(?:and|&)\s+(?=[\w(]+)", ", ", listed), ",;、")
    known = [part for part in parts if _read(part, columns) is not None]
    return known if len(known) == len(parts) else [listed]


def _read(part: str, columns: Collection[str]) -> tuple[re.Match[str], list[str]] | None:
    """A part and the keys in it: ``(a, b)``, ``a DESC``, ``idx_a (a)``, ``idx_a on a``."""
    for pattern in (_ITEM, _NAMED_ITEM, _REMARKED_ITEM):
        match = pattern.match(part)
        keys = _keys(match, columns) if match is not None else None
        if match is not None and keys is not None:
            return match, keys
    return None


def _keys(match: re.Match[str], columns: Collection[str]) -> list[str] | None:
    found: list[str] = []
    for part in re.split(r"\s*[,，、+]\s*", (match["listed"] or match["bare"]).strip()):
        key = _KEY.fullmatch(part.strip(' "'))
        if key is None or key["column"] not in columns:
            return None
        found.append(
            quote_identifier(key["column"])
            + (key["order"] or "").upper()
            + (key["nulls"] or "").upper()
        )
    return found


def _statement(part: str, words: str, table: str, columns: Collection[str]) -> str | None:
    read = _read(part, columns)
    if read is None or read[0]["name"] in columns:
        return None
    match, keys = read
    rest, where = match["rest"], ""
    if condition := _WHERE.match(rest):
        said = condition.group(1).rstrip(" .;")
        if _NOT_NULL.fullmatch(said):
            said = f"{keys[0]} IS NOT NULL"  # "citation (WHERE NOT NULL)"
        where = f" WHERE {said}"
    elif not _REST.match(rest):
        return None
    own = f"{part[: match.start('rest')]} {rest[:40]}"
    said = f"{words} {own}"
    if _IS_PRIMARY.fullmatch(words) or _SQL_PRIMARY.match(part):
        return f"ALTER TABLE {table} ADD PRIMARY KEY ({', '.join(keys)})"
    unique = _UNIQUE.search(said) is not None and _NOT_UNIQUE.search(said) is None
    if not unique and not _INDEX.search(said):
        return None
    if unique and _SQL_UNIQUE.match(part):
        said = own
    # "orders(state)" names the table, not the index.
    name = match["name"] if match["name"] != table.rpartition(".")[2].strip('"') else None
    plainly = all(re.fullmatch(r'\w+|"[^"]+"', key) for key in keys)
    if unique and plainly and not where and not _INDEX.search(said):
        title = f"CONSTRAINT {quote_identifier(name)} " if name else ""
        return f"ALTER TABLE {table} ADD {title}UNIQUE ({', '.join(keys)})"
    method = _METHOD.search(said)
    using = f" USING {method.group(1).lower()}" if method else ""
    title = f"{quote_identifier(name)} " if name else ""
    kind = "UNIQUE INDEX" if unique else "INDEX"
    return f"CREATE {kind} {title}ON {table}{using} ({', '.join(keys)}){where}"

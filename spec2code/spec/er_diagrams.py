"""Mermaid ER diagrams as tables: entities with their attributes, and who refers to whom."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.schema import Name
from spec2code.model.span import Excerpt, Span
from spec2code.spec.column_clauses import ColumnWords, hear_clauses
from spec2code.spec.column_sayings import hear_description
from spec2code.spec.column_words import column_words, is_sql_type
from spec2code.spec.table_names import snake
from spec2code.spec.written_tables import ListedColumn

__all__ = ["Entity", "ErDiagram", "is_er_diagram", "read_er_diagram"]

_HEAD = regex(r"^\s*(?:---.*?---\s*)?(?:%%[^\n]*\n\s*)*erDiagram\b", re.DOTALL)
_ENTITY = regex(r"^[ \t]*\"?([\w.-]+)\"?(?:\s*\[[^\]\n]*\])?[ \t]*\{([^{}]*)\}?", re.MULTILINE)
_RELATION = regex(
    r"^[ \t]*\"?([\w.-]+)\"?[ \t]+([|}o][|o{}]?(?:--|\.\.)[|o{}][|{}o]?)[ \t]+\"?([\w.-]+)\"?(?:[ \t]*:[ \t]*\"?([A-Za-z_]\w*)(?=[ \t]*(?:\"|[(（]|$)))?",
    re.MULTILINE,
)
_ATTRIBUTE = regex(
    r"([\w()\[\],.<>-]+)[ \t]+([\w*\"-]+)((?:[ \t]*[,/_|&+]?[ \t]*(?<![A-Za-z])(?:PK|FK|UK)(?![A-Za-z]))*)(?:[ \t]*\"([^\"\n]*)\")?"
)
_LABELS = regex(r"\s*[A-Za-z]\w*(?:\s*[,|/]\s*[A-Za-z]\w*)+\s*")
_ARRAY = regex(r"([A-Za-z]\w*?)_?array", re.IGNORECASE)
_CAMEL = regex(r"[a-z]+[a-z0-9]*[A-Z]")
_FIRST_LINE_MARK = regex(r"%%[^\n]*")


@dataclass(slots=True)
class Entity:
    name: str
    span: Span
    columns: list[ListedColumn] = field(default_factory=list)

    @property
    def table_name(self) -> Name:
        """The entity as a table is called; as it is written where its columns are in camel case, too."""
        cameled = any(_CAMEL.match(column.name) for column in self.columns)
        return Name(self.name if cameled else snake(self.name))


@dataclass(slots=True)
class ErDiagram:
    entities: list[Entity]
    relations: list[tuple[str, str, Span, str | None]]
    """(referring entity, entity referred to), by the side that holds many; both ways where each side holds one.

    The last is the word that the relation is labelled with, which may be its column: `: "created_by"`."""
    unread: list[tuple[str, Span]]


def is_er_diagram(text: str) -> bool:
    return bool(_HEAD.match(text[:2000]))


def read_er_diagram(excerpt: Excerpt) -> ErDiagram:
    """The entities that list attributes, and the relations between entities."""
    text = _FIRST_LINE_MARK.sub(lambda match: " " * len(match.group()), excerpt.text)
    entities: list[Entity] = []
    unread: list[tuple[str, Span]] = []
    for match in _ENTITY.finditer(text):
        name = match.group(1)
        if name == "erDiagram":
            continue
        entity = Entity(name, excerpt.span(match.start(1), match.end(1)))
        _attributes(excerpt, match.start(2), match.group(2), entity, unread)
        if entity.columns:
            entities.append(entity)
    relations = []
    for match in _RELATION.finditer(text):
        left, sign, right, word = match.groups()
        place = excerpt.span(match.start(1), match.end(3))
        many_right = sign.endswith("{")
        many_left = sign.startswith("}")
        if many_right and not many_left:
            relations.append((right, left, place, word))
        elif many_left and not many_right:
            relations.append((left, right, place, word))
        elif not many_left:
            relations += [(left, right, place, word), (right, left, place, word)]
    return ErDiagram(entities, relations, unread)


def _attributes(
    excerpt: Excerpt, offset: int, body: str, entity: Entity, unread: list[tuple[str, Span]]
) -> None:
    position = 0
    pairs = [match.groups()[:2] for match in _ATTRIBUTE.finditer(body)]
    typed_first = sum(is_sql_type(a) and not is_sql_type(b) for a, b in pairs)
    typed_second = sum(is_sql_type(b) and not is_sql_type(a) for a, b in pairs)
    ahead = typed_second > typed_first or not typed_first
    for line in body.split("\n"):
        begin = offset + position
        position += len(line) + 1
        for match in _ATTRIBUTE.finditer(line):
            first, second, keys, comment = match.groups()
            # Where most have their types first, `ts timestamp` is a column called timestamp.
            turned = ahead and _is_reversed(first, second)
            kind, name = (second, first) if turned else (first, second)
            span = excerpt.span(begin + match.start(), begin + match.end())
            name = name.strip('*"')
            if not re.fullmatch(r"[A-Za-z_]\w*", name):
                continue
            if kind.lower() == "enum" and comment and _LABELS.fullmatch(comment):
                kind = f"enum: {comment}"
            if comment and is_sql_type(comment) and comment.lower().startswith(kind.lower() + "("):
                kind = comment  # Mermaid's types have no comma: `numeric fee "NUMERIC(8,2)"`
            words = _words(kind, keys, unread, name, span)
            _hear(comment or "", words)
            entity.columns.append(ListedColumn(name, words, span, comment))


def _hear(comment: str, words: ColumnWords) -> None:
    """What a comment says that a key mark could have said as well: `FK "UK"`, `"unique, not null"`."""
    hear_clauses(comment, heard := ColumnWords(words.type))
    if heard.rest:
        hear_description(words, comment)
    else:
        hear_clauses(comment, words)


def _is_reversed(first: str, second: str) -> bool:
    """`id UUID PK` is written as often as Mermaid's own `uuid id PK`."""
    return is_sql_type(second) and (
        not is_sql_type(first) or (second.isupper() and not first.isupper())
    )


def _words(
    kind: str, keys: str, unread: list[tuple[str, Span]], name: str, span: Span
) -> ColumnWords:
    if (array := _ARRAY.fullmatch(kind)) and is_sql_type(array.group(1)):
        kind = f"{array.group(1)}[]"  # brackets are no part of a type there
    words = column_words(kind)
    if words is None:
        unread.append((f"type `{kind}` of `{name}`", span))
        words = ColumnWords("TEXT")
    marks = set(re.findall(r"PK|FK|UK", keys))
    words.primary = "PK" in marks
    words.foreign = "FK" in marks
    words.unique = "UK" in marks
    return words

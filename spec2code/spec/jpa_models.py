"""Entities of JPA as lines that list columns: ``@Column(nullable = false) private String mail;`` -> ``mail: varchar(255) NOT NULL``."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span
from spec2code.spec.annotated_classes import (
    AnnotatedClass,
    Annotation,
    Member,
    annotated_classes,
)
from spec2code.spec.clauses import split_top
from spec2code.spec.prisma_models import ModelTable
from spec2code.spec.table_names import snake
from spec2code.sql import quote_identifier

__all__ = ["jpa_models"]

_IS = regex(
    r"@(?:Entity|Table|MappedSuperclass)\b(?!\s*\(\s*(?:['\"`]|\{|\)\s*export))[\s\S]{0,2000}?\bclass\b"
)
_OPTION = regex(r"(\w+)\s*=\s*(.+)", re.DOTALL)
_TEXT = regex(r"\"([^\"]*)\"")
_INNER = regex(r"@(UniqueConstraint|Index)\s*\(([^()]*)\)")
_OPTIONAL = regex(r"(?:Optional|Set|List|Collection|Map)<")
_TYPES: Final = {
    "Long": "bigint", "long": "bigint", "Integer": "integer", "int": "integer", "Short": "smallint", "short": "smallint",
    "String": "varchar(255)", "BigDecimal": "numeric", "BigInteger": "numeric", "Boolean": "boolean", "boolean": "boolean", "UUID": "uuid",
    "LocalDate": "date", "LocalDateTime": "timestamp", "LocalTime": "time", "Instant": "timestamptz", "OffsetDateTime": "timestamptz",
    "ZonedDateTime": "timestamptz", "Date": "timestamp", "Timestamp": "timestamp", "Double": "double precision", "double": "double precision",
    "Float": "real", "float": "real", "byte[]": "bytea", "Byte": "smallint", "JsonNode": "jsonb", "Duration": "bigint",
}  # fmt: skip
_SERIAL: Final = {"bigint": "bigserial", "integer": "serial"}
_REQUIRED: Final = ("NotNull", "NotBlank", "NotEmpty", "NonNull")
_RELATIONS: Final = ("ManyToOne", "OneToOne")
_IDS: Final = ("Id", "EmbeddedId")
_OTHERS: Final = ("OneToMany", "Transient", "Formula")


@dataclass(slots=True)
class _Entity:
    name: str
    tables: dict[str, str]
    lines: list[tuple[str, Span]] = field(default_factory=list)
    unread: list[tuple[str, Span]] = field(default_factory=list)


def jpa_models(excerpt: Excerpt) -> list[ModelTable]:
    """The tables of a fence, in order."""
    if not _IS.search(excerpt.text):
        return []
    classes = annotated_classes(excerpt)
    by_name = {each.name: each for each in classes}
    entities = {each.name: _table(each) for each in classes if each.annotation("Entity")}
    found: list[ModelTable] = []
    for each in classes:
        if each.name not in entities:
            continue
        entity = _Entity(entities[each.name], entities)
        base = by_name.get(each.base or "")
        owners = [base, each] if base is not None and base.name not in entities else [each]
        members = [member for owner in owners for member in owner.members]
        if not any(mark.name in _IDS for member in members for mark in member.annotations):
            continue  # annotated getters, whose columns are not told by its fields
        for member in members:
            _take(member, entity)
        made = ModelTable(entity.name, entity.lines, each.span, entity=each.name)
        _take_above(each, made)
        made.unread.extend(entity.unread)
        if made.lines:
            found.append(made)
    return found


def _table(each: AnnotatedClass) -> str:
    mark = each.annotation("Table")
    return (_text(_options(mark).get("name")) if mark else None) or snake(each.name)


def _options(mark: Annotation) -> dict[str, str]:
    parts = [_OPTION.fullmatch(part) for part in filter(None, split_top(mark.arguments, ","))]
    return {match.group(1): match.group(2).strip() for match in parts if match}


def _text(value: str | None) -> str | None:
    match = _TEXT.fullmatch(value or "")
    return match.group(1) if match else None


def _take(member: Member, entity: _Entity) -> None:
    marks = {mark.name: mark for mark in member.annotations}
    if any(name in marks for name in _OTHERS):
        return
    relation = next((marks[name] for name in _RELATIONS if name in marks), None)
    if relation is not None:
        if relation.name == "ManyToOne" or "JoinColumn" in marks:
            entity.lines.append((_reference(member, relation, marks, entity), member.span))
        return
    if (
        "ManyToMany" in marks
        or "ElementCollection" in marks
        or "Embedded" in marks
        or _OPTIONAL.match(member.type)
    ):
        entity.unread.append((f"`{member.name}`, a {member.type}", member.span))
        return
    given = _options(marks["Column"]) if "Column" in marks else {}
    kind = _type(member, marks, given, entity)
    words = [kind]
    if any(name in marks for name in _IDS):
        if "GeneratedValue" in marks and "UUID" not in marks["GeneratedValue"].arguments:
            words = [_SERIAL.get(kind, kind)]
        words.append("PRIMARY KEY")
    elif (
        given.get("nullable") == "false"
        or member.type
        in (
            "int",
            "long",
            "boolean",
            "double",
            "float",
            "short",
        )
        or any(name in marks for name in _REQUIRED)
    ):
        words.append("NOT NULL")
    words += ["UNIQUE"] if given.get("unique") == "true" else []
    name = _text(given.get("name")) or snake(member.name)
    entity.lines.append((f"- {name}: {' '.join(words)}", member.span))


def _type(
    member: Member, marks: dict[str, Annotation], given: dict[str, str], entity: _Entity
) -> str:
    if defined := _text(given.get("columnDefinition")):
        return defined.lower()
    if "Enumerated" in marks:
        return (
            f"varchar({given.get('length', '255')})"
            if "STRING" in marks["Enumerated"].arguments
            else "smallint"
        )
    if "Lob" in marks:
        return "bytea" if member.type == "byte[]" else "text"
    kind = _TYPES.get(member.type.rpartition(".")[2])
    if kind is None:
        entity.unread.append((f"type `{member.type}` of `{member.name}`", member.span))
        return "text"
    if kind == "varchar(255)" and given.get("length", "").isdigit():
        return f"varchar({given['length']})"
    if kind == "numeric" and given.get("precision", "").isdigit():
        return f"numeric({given['precision']}, {given.get('scale', '0')})"
    return kind


def _reference(
    member: Member, relation: Annotation, marks: dict[str, Annotation], entity: _Entity
) -> str:
    joined = _options(marks["JoinColumn"]) if "JoinColumn" in marks else {}
    name = _text(joined.get("name")) or f"{snake(member.name)}_id"
    key = _text(joined.get("referencedColumnName")) or "id"
    target = quote_identifier(entity.tables.get(member.type, snake(member.type)))
    words = [f"FK REFERENCES {target}({key})"]
    optional = _options(relation).get("optional") == "false" or joined.get("nullable") == "false"
    words += ["NOT NULL"] if optional or any(each in marks for each in _REQUIRED) else []
    unique = relation.name == "OneToOne" or joined.get("unique") == "true"
    words += ["UNIQUE"] if unique else []
    words += ["PRIMARY KEY"] if "Id" in marks or "MapsId" in marks else []
    return f"- {name}: {' '.join(words)}"


def _take_above(each: AnnotatedClass, made: ModelTable) -> None:
    """The keys and indexes that `@Table` lists."""
    mark = each.annotation("Table")
    for match in _INNER.finditer(mark.arguments) if mark is not None else ():
        given = match.group(2)
        if match.group(1) == "UniqueConstraint":
            listed = re.search(r"columnNames\s*=\s*(\{[^{}]*\}|\"[^\"]*\")", given)
            columns = [snake(name) for name in _TEXT.findall(listed.group(1))] if listed else []
            if columns:
                made.lines.append(
                    (f"- UNIQUE ({', '.join(map(quote_identifier, columns))})", each.span)
                )
            continue
        options = dict(re.findall(r"(\w+)\s*=\s*\"([^\"]*)\"", given))
        keys = [
            snake(part.split()[0])
            for part in options.get("columnList", "").split(",")
            if part.strip()
        ]
        if keys:
            unique = "UNIQUE " if re.search(r"unique\s*=\s*true", given) else ""
            title = f"{quote_identifier(options['name'])} " if "name" in options else ""
            on = f"ON {quote_identifier(made.name)} ({', '.join(map(quote_identifier, keys))})"
            made.indexes.append((f"CREATE {unique}INDEX {title}{on}", each.span))

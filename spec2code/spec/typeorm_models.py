"""Entities of TypeORM as lines that list columns: ``@Column({ unique: true }) mail: string`` -> ``mail: varchar NOT NULL UNIQUE``."""

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
    enums_of,
)
from spec2code.spec.clauses import split_top
from spec2code.spec.prisma_models import ModelTable, enum_statement
from spec2code.spec.table_names import snake
from spec2code.sql import quote_identifier

__all__ = ["typeorm_enums", "typeorm_models"]

_IS = regex(r"@(?:Entity|ChildEntity)\s*\(")
_TEXT = regex(r"['\"`]([^'\"`]*)['\"`]")
_TARGET = regex(r"=>\s*(\w+)|^\s*['\"](\w+)['\"]|^\s*(\w+)\b")
_OPTION = regex(r"(\w+)\s*:\s*(.+)", re.DOTALL)
_TYPES: Final = {
    "int": "integer", "integer": "integer", "int4": "integer", "int2": "smallint", "int8": "bigint", "bigint": "bigint",
    "smallint": "smallint", "tinyint": "smallint", "mediumint": "integer", "float": "double precision", "double": "double precision",
    "double precision": "double precision", "real": "real", "decimal": "numeric", "numeric": "numeric", "varchar": "varchar",
    "character varying": "varchar", "char": "char", "text": "text", "longtext": "text", "mediumtext": "text", "tinytext": "text",
    "citext": "citext", "uuid": "uuid", "boolean": "boolean", "bool": "boolean", "date": "date", "time": "time", "datetime": "timestamp",
    "timestamp": "timestamp", "timestamptz": "timestamptz", "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp", "json": "json", "jsonb": "jsonb", "simple-json": "text", "simple-array": "text",
    "simple-enum": "enum", "enum": "enum", "blob": "bytea", "bytea": "bytea", "inet": "inet", "interval": "interval", "point": "point",
    "geometry": "geometry", "geography": "geography", "tsvector": "tsvector", "money": "money", "vector": "vector",
}  # fmt: skip
_OF_TS: Final = {
    "string": "varchar",
    "number": "integer",
    "boolean": "boolean",
    "Date": "timestamp",
    "Buffer": "bytea",
    "bigint": "bigint",
}
_STAMPS: Final = {
    "CreateDateColumn": ("timestamp", "NOT NULL DEFAULT now()"),
    "UpdateDateColumn": ("timestamp", "NOT NULL DEFAULT now()"),
    "DeleteDateColumn": ("timestamp", ""),
    "VersionColumn": ("integer", "NOT NULL"),
}
_SILENT: Final = (
    "OneToMany",
    "ManyToMany",
    "RelationId",
    "BeforeInsert",
    "BeforeUpdate",
    "AfterLoad",
    "VirtualColumn",
)


@dataclass(slots=True)
class _Entity:
    """A table while it is read: `columns` holds the names of columns by property."""

    name: str
    tables: dict[str, str]
    enums: dict[str, list[str]]
    lines: list[tuple[str, Span]] = field(default_factory=list)
    keys: list[tuple[str, Span]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    """Columns whose type is only that of the language."""
    indexes: list[tuple[str, Span]] = field(default_factory=list)
    unread: list[tuple[str, Span]] = field(default_factory=list)


def typeorm_enums(excerpt: Excerpt) -> list[tuple[str, Span]]:
    """The statements that make the enums of a fence, by their own names."""
    return [
        (enum_statement(name, values), excerpt.span())
        for name, values in enums_of(excerpt.text).items()
        if values
    ]


def typeorm_models(excerpt: Excerpt) -> list[ModelTable]:
    """The tables of a fence, in order."""
    if not _IS.search(excerpt.text):
        return []
    classes = annotated_classes(excerpt)
    by_name = {each.name: each for each in classes}
    entities = {each.name: name for each in classes if (name := _table(each)) is not None}
    enums = enums_of(excerpt.text)
    found: list[ModelTable] = []
    for each in classes:
        if each.name not in entities:
            continue
        entity = _Entity(entities[each.name], entities, enums)
        base = by_name.get(each.base or "")
        for owner in [base, each] if base is not None and base.name not in entities else [each]:
            for member in owner.members:
                _take(member, entity)
        for mark in each.annotations:
            _take_above(mark, entity)
        if entity.lines:
            made = ModelTable(entity.name, entity.lines + entity.keys, each.span, entity=each.name)
            made.indexes.extend((sql, max(span, each.span)) for sql, span in entity.indexes)
            made.unread.extend(entity.unread)
            found.append(made)
    return found


def _table(each: AnnotatedClass) -> str | None:
    mark = each.annotation("Entity")
    if mark is None:
        return None
    texts, options = _given(mark)
    return (texts[0] if texts else None) or _text(options.get("name")) or snake(each.name)


def _given(mark: Annotation) -> tuple[list[str], dict[str, str]]:
    """The plain texts that an annotation is given, and its options."""
    texts: list[str] = []
    options: dict[str, str] = {}
    for part in filter(None, split_top(mark.arguments, ",")):
        if part.startswith("{"):
            for option in filter(None, split_top(part[1:].rstrip().removesuffix("}"), ",")):
                if match := _OPTION.fullmatch(option):
                    options.setdefault(match.group(1), match.group(2).strip())
        elif match := _TEXT.fullmatch(part):
            texts.append(match.group(1))
    return texts, options


def _text(value: str | None) -> str | None:
    match = _TEXT.fullmatch(value or "")
    return match.group(1) if match else None


def _take(member: Member, entity: _Entity) -> None:
    marks = {mark.name: mark for mark in member.annotations}
    relation = marks.get("ManyToOne") or marks.get("OneToOne")
    if relation is not None:
        if "ManyToOne" in marks or "JoinColumn" in marks:
            _take_relation(member, relation, marks, entity)
        return
    for mark in member.annotations:
        texts, options = _given(mark)
        name = _text(options.get("name")) or member.name
        words = _words(mark.name, texts, options, member, entity)
        if words is not None:
            entity.columns[member.name] = name
            if not texts and not options.keys() & {"type", "enum"}:
                entity.loose.add(name)
            entity.lines.append((f"- {name}: {words}", member.span))
        elif mark.name in ("ManyToMany", "JoinTable") or mark.name not in (
            *_SILENT,
            "Index",
            "Unique",
        ):
            if not re.match(
                r"Is[A-Z]|Api|Field|Exclude|Expose|Transform|Type|Min|Max|Length|Validate",
                mark.name,
            ):
                entity.unread.append((f"@{mark.name} of {member.name}", mark.span))
    if member.name in entity.columns:
        for mark in (marks[name] for name in ("Index", "Unique") if name in marks):
            _index([member.name], mark, entity)


def _words(
    mark: str, texts: list[str], options: dict[str, str], member: Member, entity: _Entity
) -> str | None:
    """What an annotation says of its column; None where it is none of a column."""
    if mark in _STAMPS:
        kind, rest = _STAMPS[mark]
        return f"{_TYPES.get(_text(options.get('type')) or '', kind)} {rest}".strip()
    if mark == "PrimaryGeneratedColumn":
        if "uuid" in texts:
            return "uuid PRIMARY KEY DEFAULT gen_random_uuid()"
        return (
            "bigserial PRIMARY KEY"
            if _text(options.get("type")) in ("bigint", "int8")
            else "serial PRIMARY KEY"
        )
    if mark not in ("Column", "PrimaryColumn", "ObjectIdColumn"):
        return None
    kind = _type(texts[0] if texts else _text(options.get("type")), options, member, entity)
    words = [kind + ("[]" if options.get("array") == "true" and not kind.endswith("[]") else "")]
    words += ["PRIMARY KEY"] if mark != "Column" or options.get("primary") == "true" else []
    words += ["NOT NULL"] if options.get("nullable") != "true" else []
    words += ["UNIQUE"] if options.get("unique") == "true" else []
    default = _default(options.get("default"), entity)
    words += [f"DEFAULT {default}"] if default else []
    return " ".join(words)


def _type(stated: str | None, options: dict[str, str], member: Member, entity: _Entity) -> str:
    kind = _TYPES.get(stated.lower()) if stated else None
    if "enum" in options or kind == "enum":
        return _enum(options.get("enum", ""), member, entity)
    bare = re.sub(r"\s*\|\s*(?:null|undefined)\b", "", member.type).strip()
    if kind is None and stated is None:
        kind = _OF_TS.get(bare.removesuffix("[]"))
        if kind is None and bare in entity.enums:
            return f'"{bare}"'
    if kind is None:
        entity.unread.append((f"type `{stated or bare}` of `{member.name}`", member.span))
        return "text"
    sizes = [options[size] for size in ("length", "precision", "scale") if size in options]
    sizes = [size.strip("'\"") for size in sizes]
    if kind in ("varchar", "char", "numeric") and sizes and all(size.isdigit() for size in sizes):
        return f"{kind}({', '.join(sizes)})"
    return kind


def _enum(given: str, member: Member, entity: _Entity) -> str:
    if given.startswith("["):
        labels = ", ".join(f"'{label}'" for label in _TEXT.findall(given))
        return f"enum({labels})" if labels else "text"
    name = given if re.fullmatch(r"\w+", given) else member.type.strip()
    return f'"{name}"' if re.fullmatch(r"\w+", name) else "text"


def _default(value: str | None, entity: _Entity) -> str | None:
    if value is None or value == "null":
        return None
    if called := re.fullmatch(r"\(\s*\)\s*=>\s*['\"`](.*)['\"`]", value, re.DOTALL):
        return called.group(1)
    if match := _TEXT.fullmatch(value):
        return "'" + match.group(1).replace("'", "''") + "'"
    if match := re.fullmatch(r"(\w+)\.(\w+)", value):
        return f"'{_stored(match.group(2), entity.enums.get(match.group(1), []))}'"
    if re.fullmatch(r"\{\s*\}|\[\s*\]", value):
        return "'" + value.replace(" ", "") + "'"
    return value if re.fullmatch(r"true|false|-?\d+(?:\.\d+)?", value) else None


def _stored(member: str, values: list[str]) -> str:
    """The value of an enum's member, by its name."""
    bare = member.lower().replace("_", "")
    return next((each for each in values if re.sub(r"\W|_", "", each).lower() == bare), member)


def _take_relation(
    member: Member, relation: Annotation, marks: dict[str, Annotation], entity: _Entity
) -> None:
    target = _TARGET.search(relation.arguments)
    wanted = next(filter(None, target.groups()), None) if target else None
    if wanted is None:
        entity.unread.append((f"@{relation.name} of {member.name}", relation.span))
        return
    _, options = _given(relation)
    _, joined = _given(marks["JoinColumn"]) if "JoinColumn" in marks else ([], {})
    name = _text(joined.get("name")) or f"{member.name}Id"
    key = _text(joined.get("referencedColumnName")) or "id"
    deleting = _text(options.get("onDelete"))
    behind = f" ON DELETE {deleting.upper()}" if deleting and deleting.upper() != "DEFAULT" else ""
    table = quote_identifier(entity.tables.get(wanted, snake(wanted)))
    entity.columns.setdefault(member.name, name)
    refers = f"FK REFERENCES {table}({key}){behind}"
    at = next(
        (at for at, line in enumerate(entity.lines) if line[0].startswith(f"- {name}:")), None
    )
    if at is None:
        nulls = " NOT NULL" if options.get("nullable") == "false" else ""
        unique = " UNIQUE" if relation.name == "OneToOne" else ""
        entity.lines.append((f"- {name}: {refers}{nulls}{unique}", member.span))
    elif name in entity.loose:  # it has the type of the key, whatever the language calls it
        text, span = entity.lines[at]
        rest = text.partition(": ")[2].partition(" ")[2]
        entity.lines[at] = (f"- {name}: {refers} {rest}".rstrip(), span)
    else:
        entity.keys.append(
            (
                f"- FOREIGN KEY ({quote_identifier(name)}) REFERENCES {table} ({key}){behind}",
                member.span,
            )
        )


def _take_above(mark: Annotation, entity: _Entity) -> None:
    """An index, a key or a check of the whole table."""
    if mark.name in ("Index", "Unique"):
        listed = next(
            (part for part in filter(None, split_top(mark.arguments, ",")) if part.startswith("[")),
            "",
        )
        names = _TEXT.findall(listed)
        if names:
            _index(names, mark, entity)
        return
    if mark.name == "Check" and (texts := _given(mark)[0]):
        entity.keys.append((f"- CHECK ({texts[-1]})", mark.span))


def _index(names: list[str], mark: Annotation, entity: _Entity) -> None:
    texts, options = _given(mark)
    columns = [quote_identifier(entity.columns.get(name, name)) for name in names]
    listed = ", ".join(columns)
    if mark.name == "Unique":
        entity.keys.append((f"- UNIQUE ({listed})", mark.span))
        return
    unique = "UNIQUE " if options.get("unique") == "true" else ""
    title = f"{quote_identifier(texts[0])} " if texts else ""
    entity.indexes.append(
        (f"CREATE {unique}INDEX {title}ON {quote_identifier(entity.name)} ({listed})", mark.span)
    )

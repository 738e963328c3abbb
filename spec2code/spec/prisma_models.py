"""Models of a Prisma schema as lines that list columns: ``email String @unique`` -> ``email: text NOT NULL UNIQUE``."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span

__all__ = ["ModelTable", "enum_statement", "prisma_enums", "prisma_models"]

_BLOCK = regex(
    r"^[ \t]*(model|enum)[ \t]+(\w+)[ \t]*\{[ \t]*\n(.*?)^[ \t]*\}", re.MULTILINE | re.DOTALL
)
_FIELD = regex(r"[ \t]*(\w+)[ \t]+(\w+)(\[\])?(\?)?[ \t]*(.*)")
_NATIVE = regex(r"@db\.(\w+(?:\([^)]*\))?)")
_DEFAULT = regex(r"@default\(((?:[^()]|\([^()]*\))*)\)")
_RELATION = regex(r"@relation\([^)]*fields:\s*\[([^\]]*)\][^)]*references:\s*\[([^\]]*)\]([^)]*)\)")
_UNSUPPORTED = regex(r"\(\"([\w() ,]+)\"\)(\?)?")
_ACTION = regex(r"onDelete:\s*(\w+)")
_MAP = regex(r"@map\(\s*(?:name:\s*)?\"([^\"]+)\"")
_TABLE = regex(r"@@map\(\s*(?:name:\s*)?\"([^\"]+)\"")
_KEY = regex(r"@@(unique|id)\(\s*(?:fields:\s*)?\[([^\]]*)\]")
_INDEX = regex(r"@@index\(\s*(?:fields:\s*)?\[([^\]]*)\]")
_SILENT = regex(r"@@map\(|^\s*@@?ignore\b")
_TYPES: Final = {
    "String": "text",
    "Int": "integer",
    "BigInt": "bigint",
    "Float": "double precision",
    "Decimal": "decimal(65,30)",
    "Boolean": "boolean",
    "DateTime": "timestamp(3)",
    "Json": "jsonb",
    "Bytes": "bytea",
}
_ACTIONS: Final = {"Cascade": "CASCADE", "SetNull": "SET NULL", "Restrict": "RESTRICT"}


@dataclass(frozen=True, slots=True)
class ModelTable:
    """The table that a model stands for, a line for each column and for each constraint of several."""

    name: str
    lines: list[tuple[str, Span]]
    span: Span
    indexes: list[tuple[str, Span]] = field(default_factory=list)
    """Of each the statement that makes it."""
    unread: list[tuple[str, Span]] = field(default_factory=list)
    entity: str = ""
    """The class, which others refer to by its name."""


def prisma_enums(excerpt: Excerpt) -> list[tuple[str, Span]]:
    """The statements that make the enums of a fence, by their own names."""
    return [
        (enum_statement(match.group(2), _values(match.group(3))), excerpt.span(*match.span()))
        for match in _BLOCK.finditer(excerpt.text)
        if match.group(1) == "enum"
    ]


def enum_statement(name: str, values: list[str]) -> str:
    """The statement that makes an enum which models name."""
    return f'CREATE TYPE "{name}" AS ENUM (' + ", ".join(f"'{value}'" for value in values) + ")"


def _values(body: str) -> list[str]:
    return re.findall(r"^[ \t]*(\w+)", body, re.MULTILINE)


def prisma_models(excerpt: Excerpt) -> list[ModelTable]:
    """The models of a fence, in order; a relation's own field is no column, its key is."""
    blocks = list(_BLOCK.finditer(excerpt.text))
    enums = {
        match.group(2): _values(match.group(3)) for match in blocks if match.group(1) == "enum"
    }
    tables = {
        match.group(2): (
            found.group(1) if (found := _TABLE.search(match.group(3))) else match.group(2)
        )
        for match in blocks
        if match.group(1) == "model"
    }
    models: list[ModelTable] = []
    for match in blocks:
        if match.group(1) != "model":
            continue
        name = tables[match.group(2)]
        lines: list[tuple[str, Span]] = []
        indexes: list[tuple[str, Span]] = []
        unread: list[tuple[str, Span]] = []
        columns = _columns(match.group(3))
        offset = match.start(3)
        for line in match.group(3).split("\n"):
            code = re.sub(r"//.*", "", line)
            span = excerpt.span(offset, offset + max(len(line.rstrip()), 1))
            told = _lines(code, enums, tables, columns)
            lines += [(text, span) for text in told]
            if index := _INDEX.search(code):
                indexes.append((_index(name, index.group(1), columns), span))
            elif (
                not told
                and code.strip()
                and not _SILENT.search(code)
                and not _is_relation(code, tables)
            ):
                unread.append((code.strip(), span))
            offset += len(line) + 1
        models.append(ModelTable(name, lines, excerpt.span(*match.span()), indexes, unread))
    return models


def _index(table: str, fields: str, columns: dict[str, str]) -> str:
    """The statement of an index, called as Prisma calls it."""
    names = [
        columns.get(name, name) for name in re.findall(r"\w+", re.sub(r"\([^)]*\)", "", fields))
    ]
    quoted = ", ".join(f'"{name}"' for name in names)
    return f'CREATE INDEX "{table}_{"_".join(names)}_idx" ON "{table}" ({quoted})'


def _is_relation(code: str, tables: dict[str, str]) -> bool:
    field_line = _FIELD.match(code)
    if field_line is None:
        return False
    kind, many = field_line.group(2), field_line.group(3)
    return kind in tables or bool(many and kind not in _TYPES and kind[0].isupper())


def _columns(body: str) -> dict[str, str]:
    """Field -> column, where it is mapped to another name."""
    found: dict[str, str] = {}
    for line in body.split("\n"):
        named, mapped = _FIELD.match(line), _MAP.search(line)
        if named is not None and not line.lstrip().startswith("@@"):
            found[named.group(1)] = mapped.group(1) if mapped else named.group(1)
    return found


def _lines(
    code: str, enums: dict[str, list[str]], tables: dict[str, str], columns: dict[str, str]
) -> list[str]:
    if key := _KEY.search(code):
        names = _named(key.group(2), columns)
        return [f"- {'PRIMARY KEY' if key.group(1) == 'id' else 'UNIQUE'} ({names})"]
    found = _FIELD.match(code)
    if found is None or code.lstrip().startswith("@@"):
        return []
    name, kind, many, optional, rest = found.groups()
    relation = _RELATION.search(rest)
    if kind in tables or relation is not None:
        if relation is None:
            return []
        action = _ACTION.search(relation.group(3))
        behind = (
            f" ON DELETE {_ACTIONS[action.group(1)]}"
            if action and action.group(1) in _ACTIONS
            else ""
        )
        if any(field.strip() not in columns for field in relation.group(1).split(",")):
            return []  # an abridged model: the column of the key isn't shown
        own = _named(relation.group(1), columns)
        return [
            f'- FOREIGN KEY ({own}) REFERENCES "{tables.get(kind, kind)}" ({relation.group(2).strip()}){behind}'
        ]
    if kind in enums:
        sql = f'"{kind}"'
    elif kind == "Unsupported" and (other := _UNSUPPORTED.match(rest)):
        sql, optional = other.group(1), other.group(2)
    elif kind in _TYPES:
        native = _NATIVE.search(rest)
        sql = native.group(1).lower() if native else _TYPES[kind]
    elif kind[0].isupper() and not optional and not many:
        sql = f'"{kind}"'  # an enum that is defined elsewhere: a model would be optional or a list
    else:
        return []
    default = _DEFAULT.search(rest)
    counted = default is not None and default.group(1).startswith("autoincrement")
    if counted:
        sql = "bigserial" if kind == "BigInt" else "serial"
    words = [sql + ("[]" if many else "")]
    words += ["PRIMARY KEY"] if re.search(r"@id\b", rest) else []
    words += [] if optional or many else ["NOT NULL"]
    words += ["UNIQUE"] if re.search(r"@unique\b", rest) else []
    value = _value(default.group(1)) if default and not counted else None
    words += [f"DEFAULT {value}"] if value else []
    return [f"- {columns[name]}: {' '.join(words)}"]


def _named(fields: str, columns: dict[str, str]) -> str:
    names = [field.strip() for field in fields.split(",")]
    return ", ".join(columns.get(name, name) for name in names)


def _value(text: str) -> str | None:
    """The default that the database fills in; uuid() and its like are made by Prisma's client."""
    text = text.strip()
    if text == "now()":
        return "now()"
    if text.startswith('"'):
        return "'" + text.strip('"').replace("'", "''") + "'"
    if stated := re.fullmatch(r"dbgenerated\(\"(.*)\"\)", text):
        return stated.group(1)
    if re.fullmatch(r"true|false|-?\d+(?:\.\d+)?", text):
        return text
    return f"'{text}'" if re.fullmatch(r"[A-Za-z]\w*", text) else None

"""Structs of Go with tags of GORM or sqlx as lines that list columns: ``Mail string `gorm:"unique;not null"` `` -> ``mail: text NOT NULL UNIQUE``."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span
from spec2code.spec.prisma_models import ModelTable
from spec2code.spec.table_names import snake
from spec2code.sql import quote_identifier

__all__ = ["go_models"]

_STRUCT = regex(
    r"^[ \t]*(?:type[ \t]+)?(\w+)[ \t]+struct[ \t]*\{[ \t]*\n(.*?)^[ \t]*\}",
    re.MULTILINE | re.DOTALL,
)
_FIELD = regex(r"[ \t]*(\w+(?:\s*,\s*\w+)*)[ \t]+([\w.*\[\]]+)[ \t]*(?:`([^`]*)`)?[ \t]*(?://.*)?")
_EMBEDDED = regex(r"[ \t]*\*?([\w.]+)[ \t]*(?:`[^`]*`)?[ \t]*(?://.*)?")
_NAMED = regex(
    r"func\s*\(\s*(?:\w+\s+)?\*?(\w+)\s*\)\s*TableName\(\)\s*string\s*\{\s*return\s*\"([\w.]+)\""
)
_TAG = regex(r"(\w+):\"([^\"]*)\"")
_TYPES: Final = {
    "string": "text", "int": "bigint", "int8": "smallint", "int16": "smallint", "int32": "integer", "int64": "bigint", "uint": "bigint",
    "uint8": "smallint", "uint16": "integer", "uint32": "bigint", "uint64": "bigint", "float32": "real", "float64": "double precision",
    "bool": "boolean", "byte": "smallint", "[]byte": "bytea", "time.Time": "timestamptz", "uuid.UUID": "uuid", "datatypes.JSON": "jsonb",
    "json.RawMessage": "jsonb", "datatypes.JSONMap": "jsonb", "decimal.Decimal": "numeric", "sql.NullString": "text", "sql.NullInt64": "bigint",
    "sql.NullInt32": "integer", "sql.NullTime": "timestamptz", "sql.NullBool": "boolean", "sql.NullFloat64": "double precision",
    "gorm.DeletedAt": "timestamptz", "pq.StringArray": "text[]", "pq.Int64Array": "bigint[]", "[]string": "text[]", "net.IP": "inet",
    "pgvector.Vector": "vector", "datatypes.Date": "date", "uuid.NullUUID": "uuid",
}  # fmt: skip
_COUNTED: Final = {"bigint": "bigserial", "integer": "serial", "smallint": "smallserial"}
_OWN: Final = (
    "id: bigserial PRIMARY KEY",
    "created_at: timestamptz",
    "updated_at: timestamptz",
    "deleted_at: timestamptz",
)
_DELETES = regex(r"OnDelete:\s*([A-Z ]+)", re.IGNORECASE)


@dataclass(slots=True)
class _Struct:
    table: str
    tables: dict[str, str]
    columns: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[str, Span]] = field(default_factory=list)
    relations: list[tuple[str, str, dict[str, str], Span]] = field(default_factory=list)
    """Of each its field, the struct that it is and what its tag says."""
    grouped: dict[tuple[str, bool], list[str]] = field(default_factory=dict)
    """Index and whether it is unique -> its columns."""
    unread: list[tuple[str, Span]] = field(default_factory=list)
    tagged: int = 0
    stored: bool = False


def go_models(excerpt: Excerpt, *, in_schema: bool) -> list[ModelTable]:
    """The tables of a fence, in order; structs with tags of sqlx only in a part about the database."""
    if "struct" not in excerpt.text:
        return []
    named = dict(_NAMED.findall(excerpt.text))
    blocks = list(_STRUCT.finditer(excerpt.text))
    bodies = {match.group(1): match.group(2) for match in blocks}
    tables = {name: named.get(name) or _plural(snake(name)) for name in bodies}
    found: list[ModelTable] = []
    for match in blocks:
        struct = _Struct(tables[match.group(1)], tables)
        _read(excerpt, match.start(2), match.group(2), struct, bodies)
        if not (struct.stored or (in_schema and struct.tagged > 1)):
            continue
        _relate(struct)
        made = ModelTable(
            struct.table, struct.lines, excerpt.span(*match.span()), entity=match.group(1)
        )
        made.unread.extend(struct.unread)
        for (title, unique), columns in struct.grouped.items():
            listed = ", ".join(map(quote_identifier, columns))
            called = f"{quote_identifier(title)} " if title else ""
            on = f"ON {quote_identifier(struct.table)} ({listed})"
            made.indexes.append(
                (f"CREATE {'UNIQUE ' if unique else ''}INDEX {called}{on}", made.span)
            )
        found.append(made)
    return found


def _plural(name: str) -> str:
    return re.sub(r"(?<=[^aeiou])y$", "ie", re.sub(r"(?<=s|x)$|(?<=ch|sh)$", "e", name)) + "s"


def _read(
    excerpt: Excerpt, offset: int, body: str, struct: _Struct, bodies: dict[str, str]
) -> None:
    for line in body.split("\n"):
        start, offset = offset, offset + len(line) + 1
        span = excerpt.span(
            start + len(line) - len(line.lstrip()), start + max(len(line.rstrip()), 1)
        )
        if not line.strip() or line.lstrip().startswith("//"):
            continue
        if match := _EMBEDDED.fullmatch(line):
            if match.group(1) == "gorm.Model":
                struct.stored = True
                struct.lines += [(f"- {text}", span) for text in _OWN]
                struct.columns |= {"ID": "id"}
            elif match.group(1) in bodies and bodies[match.group(1)] is not body:
                inner = {name: text for name, text in bodies.items() if text is not body}
                _read(
                    excerpt,
                    excerpt.text.index(bodies[match.group(1)]),
                    bodies[match.group(1)],
                    struct,
                    inner,
                )
            continue
        if match := _FIELD.fullmatch(line):
            for name in match.group(1).split(","):
                _take(
                    name.strip(),
                    match.group(2),
                    dict(_TAG.findall(match.group(3) or "")),
                    struct,
                    span,
                )
        else:
            struct.unread.append((line.strip()[:80], span))


def _take(name: str, kind: str, tags: dict[str, str], struct: _Struct, span: Span) -> None:
    said = _settings(tags.get("gorm", ""))
    struct.stored |= "gorm" in tags
    struct.tagged += "db" in tags
    if "-" in said or tags.get("db") == "-":
        return
    bare = kind.lstrip("*")
    if bare.removeprefix("[]").lstrip("*") in struct.tables:
        if not bare.startswith("[]"):
            struct.relations.append((name, bare, said, span))
        return
    column = said.get("column") or tags.get("db", "").split(",")[0] or snake(name)
    words = [_type(name, bare, said, struct, span)]
    primary = (
        "primarykey" in said
        or "primary_key" in said
        or (name == "ID" and "gorm" in tags | {"gorm": ""})
    )
    if primary:
        counts = words[0] in _COUNTED and "default" not in said
        words = [_COUNTED[words[0]] if counts else words[0], "PRIMARY KEY"]
    words += ["NOT NULL"] if "not null" in said and not primary else []
    words += ["UNIQUE"] if "unique" in said or said.get("uniqueindex") == "" else []
    if "default" in said and not (primary and "serial" in words[0]):
        words.append(f"DEFAULT {_default(said['default'], words[0])}")
    if check := re.sub(r"^\w+\s*,\s*", "", said.get("check", "")):
        words.append(f"CHECK ({check})")
    struct.columns[name] = column
    struct.lines.append((f"- {column}: {' '.join(words)}", span))
    for key in ("index", "uniqueindex"):
        title = said.get(key, "").split(",")[0]
        if title:
            struct.grouped.setdefault((title, key != "index"), []).append(column)
        elif key == "index" and key in said:
            struct.grouped.setdefault((f"idx_{struct.table}_{column}", False), []).append(column)


def _settings(tag: str) -> dict[str, str]:
    """What stands between the semicolons of a tag, by its word in small letters."""
    found: dict[str, str] = {}
    for part in tag.split(";"):
        word, _, value = part.partition(":")
        if word.strip():
            found[word.strip().lower()] = value.strip()
    return found


def _type(name: str, kind: str, said: dict[str, str], struct: _Struct, span: Span) -> str:
    if stated := said.get("type"):
        return stated
    known = _TYPES.get(kind)
    if known is None:
        struct.unread.append((f"type `{kind}` of `{name}`", span))
        return "text"
    if known == "text" and said.get("size", "").isdigit():
        return f"varchar({said['size']})"
    if known in ("double precision", "numeric") and said.get("precision", "").isdigit():
        return f"numeric({said['precision']}, {said.get('scale', '0')})"
    return known


def _default(value: str, kind: str) -> str:
    if re.fullmatch(
        r"-?\d+(?:\.\d+)?|true|false|null|'.*'|.*\(.*\)|current_timestamp", value, re.IGNORECASE
    ):
        return value
    return "'" + value.replace("'", "''") + "'"


def _relate(struct: _Struct) -> None:
    """A field that is another struct says what the key beside it refers to: `Keeper` of `KeeperID`."""
    for name, kind, said, span in struct.relations:
        own = said.get("foreignkey") or f"{name}ID"
        if own not in struct.columns:
            continue  # the other one has the key
        target = quote_identifier(struct.tables[kind])
        key = snake(said.get("references") or "ID")
        deleting = _DELETES.search(said.get("constraint", ""))
        behind = f" ON DELETE {deleting.group(1).strip().upper()}" if deleting else ""
        column = quote_identifier(struct.columns[own])
        struct.lines.append((f"- FOREIGN KEY ({column}) REFERENCES {target} ({key}){behind}", span))

"""Tables of Drizzle as lines that list columns: ``email: text('email').notNull()`` -> ``email: text NOT NULL``."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.span import Excerpt, Span
from spec2code.spec.prisma_models import ModelTable, enum_statement
from spec2code.spec.table_names import snake

__all__ = ["drizzle_enums", "drizzle_indexes", "drizzle_models"]

_TABLE = regex(r"\b(\w+)\s*=\s*(?:\w+\.)?(?:pg|mysql|sqlite)Table\(\s*['\"](\w+)['\"]\s*,\s*(?=\{)")
_ENUM = regex(r"\b(\w+)\s*=\s*pgEnum\(\s*['\"](\w+)['\"]\s*,\s*\[([^\]]*)\]")
_COLUMN = regex(r"\s*['\"]?(\w+)['\"]?\s*:\s*(?:\w+\.)?(\w+)\(", re.DOTALL)
_NAME = regex(r"\s*['\"](\w+)['\"]")
_CALL = regex(r"\s*\.(\$?\w+)(?:<[^()]{0,200}>)?\(")
_TARGET = regex(r"=>\s*(\w+)\.(\w+)")
_ACTION = regex(r"onDelete:\s*['\"]([a-z ]+)['\"]")
_EXTRA = regex(r"\b(unique|primaryKey|index|uniqueIndex)\(")
_APART = regex(r"\bcreate(Unique)?Index\(\s*['\"](\w+)['\"]\s*\)\s*\.on\(((?:\s*\w+\.\w+\s*,?)+)\)")
"""An index behind the tables: `createIndex('i').on(pets.ownerId)`."""
_NUMBER = regex(r"\b(length|precision|scale|dimensions)\s*:\s*(\d+)")
_TEXTS = regex(r"['\"]([^'\"\n]*)['\"]")
_TYPES: Final = {
    "text": "text", "integer": "integer", "int": "integer", "serial": "serial", "bigserial": "bigserial",
    "smallserial": "smallserial", "uuid": "uuid", "boolean": "boolean", "json": "json", "jsonb": "jsonb",
    "bigint": "bigint", "smallint": "smallint", "tinyint": "smallint", "mediumint": "integer", "real": "real",
    "doublePrecision": "double precision", "double": "double precision", "float": "double precision",
    "date": "date", "time": "time", "datetime": "timestamp", "blob": "bytea", "bytea": "bytea", "inet": "inet",
    "longtext": "text", "mediumtext": "text", "tinytext": "text", "interval": "interval",
}  # fmt: skip
_SIZED: Final = {"varchar": "varchar", "char": "char", "decimal": "numeric", "numeric": "numeric"}
_DEFAULTS: Final = {"defaultNow": "now()", "defaultRandom": "gen_random_uuid()"}
_SILENT: Final = ("notNull", "primaryKey", "unique", "default", "references", "array", "autoincrement", "defaultNow", "defaultRandom")  # fmt: skip


@dataclass(slots=True)
class _Table:
    """A table while it is read; `tables` holds the names by variable, `columns` those of the table by key."""

    tables: dict[str, str]
    enums: dict[str, str]
    columns: dict[str, str]
    unread: list[str]


def drizzle_enums(excerpt: Excerpt) -> list[tuple[str, Span]]:
    """The statements that make the enums of a fence, by their own names."""
    return [
        (
            enum_statement(match.group(2), _TEXTS.findall(match.group(3))),
            excerpt.span(*match.span()),
        )
        for match in _ENUM.finditer(excerpt.text)
    ]


def drizzle_models(excerpt: Excerpt) -> list[ModelTable]:
    """The tables of a fence, in order."""
    text = re.sub(r"(?<![:'\"])//[^\n]*", lambda match: " " * len(match.group()), excerpt.text)
    tables = {match.group(1): match.group(2) for match in _TABLE.finditer(text)}
    enums = {match.group(1): match.group(2) for match in _ENUM.finditer(text)}
    models: list[ModelTable] = []
    for match in _TABLE.finditer(text):
        end = _closing(text, match.end())
        whole = _closing(text, text.index("(", match.start()))
        if end is None or whole is None:
            break  # cut short: so is all behind it
        table = _Table(tables, enums, {}, [])
        lines: list[tuple[str, Span]] = []
        unread: list[tuple[str, Span]] = []
        offset = match.end() + 1
        for part in _parts(text[offset : end - 1]):
            begin = offset + part[1] + len(part[0]) - len(part[0].lstrip())
            span = excerpt.span(begin, begin + max(len(part[0].strip()), 1))
            lines += [(line, span) for line in _column(part[0], table)]
            unread += [(told, span) for told in table.unread]
            table.unread.clear()
        span = excerpt.span(end, max(whole, end + 1))
        keys, indexes = _extras(text[end:whole], match.group(2), table)
        lines += [(line, span) for line in keys]
        place = excerpt.span(match.start(), whole)
        made = [(sql, span) for sql in indexes]
        models.append(ModelTable(match.group(2), lines, place, made, unread))
    return models


def drizzle_indexes(excerpt: Excerpt) -> list[tuple[str, str, Span]]:
    """The indexes of a fence that stand behind the tables: of each the table and a line that tells it."""
    found: list[tuple[str, str, Span]] = []
    for match in _APART.finditer(excerpt.text):
        keys = [key.split(".") for key in re.findall(r"\w+\.\w+", match.group(3))]
        if len({variable for variable, _ in keys}) == 1:
            table = snake(keys[0][0])
            columns = ", ".join(snake(key) for _, key in keys)
            unique = "unique index " if match.group(1) else ""
            line = f"{unique}{match.group(2)} on {table} ({columns})"
            found.append((table, line, excerpt.span(*match.span())))
    return found


def _parts(body: str) -> list[tuple[str, int]]:
    """The entries of an object, each with where it begins."""
    found: list[tuple[str, int]] = []
    depth, start = 0, 0
    for place, sign in enumerate(body):
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == "," and depth == 0:
            found.append((body[start:place], start))
            start = place + 1
    return [part for part in [*found, (body[start:], start)] if part[0].strip()]


def _closing(text: str, start: int) -> int | None:
    """Where the bracket that opens at `start` has been closed."""
    depth = 0
    for place in range(start, len(text)):
        if text[place] in "([{":
            depth += 1
        elif text[place] in ")]}":
            depth -= 1
            if depth == 0:
                return place + 1
    return None


def _column(part: str, table: _Table) -> list[str]:
    found = _COLUMN.match(part)
    end = _closing(part, found.end() - 1) if found is not None else None
    if found is None or end is None:
        table.unread.append(part.strip())
        return []
    key, function, given = found.group(1), found.group(2), part[found.end() : end - 1]
    named = _NAME.match(given)
    name = table.columns[key] = named.group(1) if named else key
    calls: dict[str, str] = {}
    while call := _CALL.match(part, end):
        end = _closing(part, call.end() - 1) or len(part)
        calls[call.group(1)] = part[call.end() : end - 1].strip()
    kind = _type(function, given, table)
    if kind is None:
        table.unread.append(f"type `{function}` of `{name}`")
        kind = "text"
    table.unread += [f".{call}()" for call in calls if call not in _SILENT and call[0] != "$"]
    words = [kind + ("[]" if "array" in calls else "")]
    counted = "autoIncrement" in calls.get("primaryKey", "") or "autoincrement" in calls
    words += ["PRIMARY KEY"] if "primaryKey" in calls else []
    words += ["AUTO_INCREMENT"] if counted else []
    words += ["NOT NULL"] if "notNull" in calls else []
    words += ["UNIQUE"] if "unique" in calls else []
    default = next((_DEFAULTS[call] for call in calls if call in _DEFAULTS), None)
    default = default or (_value(calls["default"]) if "default" in calls else None)
    words += [f"DEFAULT {default}"] if default else []
    values = re.search(r"\benum\s*:\s*\[([^\]]*)\]", given)
    told = f" -- one of {', '.join(_TEXTS.findall(values.group(1)))}" if values else ""
    lines = [f"- {name}: {' '.join(words)}{told}"]
    if target := _TARGET.search(calls.get("references", "")):
        to = table.tables.get(target.group(1), snake(target.group(1)))
        action = _ACTION.search(calls["references"])
        behind = f" ON DELETE {action.group(1).upper()}" if action else ""
        column = snake(target.group(2))
        lines.append(f'- FOREIGN KEY ({name}) REFERENCES "{to}" ({column}){behind}')
    return lines


def _type(function: str, given: str, table: _Table) -> str | None:
    if function in table.enums:
        return f'"{table.enums[function]}"'
    if "mode:" in given.replace(" ", ""):
        if re.search(r"['\"]boolean['\"]", given):
            return "boolean"
        if function == "integer" and re.search(r"['\"]timestamp(?:_ms)?['\"]", given):
            return "timestamp"
    if function == "timestamp":
        return "timestamptz" if re.search(r"withTimezone\s*:\s*true", given) else "timestamp"
    if function in _SIZED:
        sizes = dict(_NUMBER.findall(given))
        listed = [sizes[name] for name in ("length", "precision", "scale") if name in sizes]
        return _SIZED[function] + (f"({', '.join(listed)})" if listed else "")
    return _TYPES.get(function)


def _value(text: str) -> str | None:
    if stated := re.fullmatch(r"sql`([^`]*)`", text):
        return stated.group(1)
    if stated := re.fullmatch(r"['\"](.*)['\"]", text, re.DOTALL):
        return "'" + stated.group(1).replace("'", "''") + "'"
    return text if re.fullmatch(r"true|false|-?\d+(?:\.\d+)?", text) else None


def _extras(text: str, name: str, table: _Table) -> tuple[list[str], list[str]]:
    """Keys of several columns as lines, and the statements of the indexes."""
    keys: list[str] = []
    indexes: list[str] = []
    found = list(_EXTRA.finditer(text))
    for match, following in zip_longest(found, found[1:]):
        said = text[match.end() : following.start() if following else len(text)]
        columns = [
            table.columns[key] for key in re.findall(r"\b\w+\.(\w+)", said) if key in table.columns
        ]
        if not columns:
            continue
        listed = ", ".join(columns)
        if match.group(1) in ("unique", "primaryKey"):
            keys.append(f"- {'UNIQUE' if match.group(1) == 'unique' else 'PRIMARY KEY'} ({listed})")
            continue
        called = _NAME.match(said)
        title = f'"{called.group(1)}" ' if called else ""
        kind = "UNIQUE INDEX" if match.group(1) == "uniqueIndex" else "INDEX"
        quoted = ", ".join(f'"{column}"' for column in columns)
        indexes.append(f'CREATE {kind} {title}ON "{name}" ({quoted})')
    return keys, indexes

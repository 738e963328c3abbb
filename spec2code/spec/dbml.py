"""Tables of DBML as lines that list columns: ``id integer [pk, increment]`` -> ``id integer PRIMARY KEY AUTO_INCREMENT``."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.span import Excerpt, Span
from spec2code.spec.column_words import is_sql_type
from spec2code.spec.prisma_models import ModelTable, enum_statement

__all__ = ["dbml_enums", "dbml_tables"]

_TABLE = regex(
    r"^[ \t]*Table[ \t]+\"?([\w.]+)\"?(?:[ \t]+as[ \t]+\"?(\w+)\"?)?[ \t]*(?:\[[^\]]*\])?[ \t]*\{[ \t]*",
    re.MULTILINE | re.IGNORECASE,
)
_MOST_UNCLOSED: Final = 10
_OPENS = regex(r"[\w\s]*\{|[^\"'`]*\{$")
_ENUM = regex(r"^[ \t]*Enum[ \t]+\"?(\w+)\"?[ \t]*\{([^}]*)\}", re.MULTILINE | re.IGNORECASE)
_OWN_TYPE = regex(r"[A-Z][a-z]\w*")
"""A type that the document names and perhaps doesn't define."""
_SETTINGS = regex(r"\s*\[((?:\"[^\"]*\"|'[^']*'|[^\]\"'])*)\]\s*$")
_SETTING = regex(r"(?:\"[^\"]*\"|'[^']*'|`[^`]*`|[^,\"'`])+")
_WORDS: Final = {
    "pk": "PRIMARY KEY",
    "primary key": "PRIMARY KEY",
    "increment": "AUTO_INCREMENT",
    "not null": "NOT NULL",
    "unique": "UNIQUE",
}
_SIDE = r"[\w.\"]+\.(?:[\w\"]+|\([^)\n]*\))"
_REFERENCE = regex(rf"\bref:\s*(<>|[<>-])\s*({_SIDE})", re.IGNORECASE)
_RELATION = regex(
    rf"^[ \t]*Ref\b[ \t]*(?:\"[^\"\n]*\"|\w+)?\s*[:{{]\s*({_SIDE})\s*(<>|[<>-])\s*({_SIDE})(?:[ \t]*\[([^\]]*)\])?",
    re.MULTILINE | re.IGNORECASE,
)
_ACTION = regex(
    r"\b(delete|update):\s*(cascade|restrict|set null|set default|no action)\b", re.IGNORECASE
)
_INDEX = regex(
    r"(?:indexes\s*\{\s*)?(?:\((?P<several>[^)]*)\)|(?P<one>[A-Za-z_]\w*))\s*(?:\[(?P<settings>[^\]]*)\])?[\s}]*",
    re.IGNORECASE,
)
_INDEXES = regex(r"indexes\s*\{", re.IGNORECASE)
_INDEX_NAME = regex(r"\bname:\s*[\"'](\w+)")
_INDEX_TYPE = regex(r"\btype:\s*(\w+)")


def dbml_enums(excerpt: Excerpt) -> list[tuple[str, Span]]:
    """The statements that make the enums of a fence, by their own names."""
    return [
        (
            enum_statement(
                match.group(1), re.findall(r"^\s*\"?(\w+)", match.group(2), re.MULTILINE)
            ),
            excerpt.span(*match.span()),
        )
        for match in _ENUM.finditer(excerpt.text)
    ]


def dbml_tables(excerpt: Excerpt) -> list[ModelTable]:
    """The tables of a fence, in order."""
    enums = {match.group(1) for match in _ENUM.finditer(excerpt.text)}
    found: list[ModelTable] = []
    names: dict[str, ModelTable] = {}
    relations: list[_Relation] = []
    unclosed = 0
    for match in _TABLE.finditer(excerpt.text):
        if unclosed > _MOST_UNCLOSED:
            break  # each of them is looked through to the end of the fence
        made = ModelTable(match.group(1), [], excerpt.span(*match.span()))
        stop = _read_table(excerpt, match.end(), made, enums, relations)
        if stop:
            made = replace(made, span=excerpt.span(match.start(), stop))
            found.append(made)
            names |= {name: made for name in match.groups() if name}
            names.setdefault(made.name.rpartition(".")[2], made)
        unclosed += not stop
    for match in _RELATION.finditer(excerpt.text):
        left, sign, right, settings = match.groups()
        relations.append(_Relation(left, sign, right, settings or "", excerpt.span(*match.span())))
    for relation in relations:
        _relate(relation, names)
    return found


def _read_table(
    excerpt: Excerpt,
    start: int,
    made: ModelTable,
    enums: set[str],
    relations: list[_Relation],
) -> int:
    """Reads what stands between the braces of a table; where it ends, 0 where it doesn't."""
    nested = ""
    while start < len(excerpt.text):
        stop = excerpt.text.find("\n", start) % (len(excerpt.text) + 1)
        line = excerpt.text[start:stop]
        text = re.sub(r"(?:^|\s)//.*", "", line).strip()
        span = excerpt.span(start, start + max(len(line.rstrip()), 1))
        start = stop + 1
        if text == "}" and not nested:
            return stop
        if not nested and _OPENS.match(text):
            nested = "indexes" if _INDEXES.match(text) else "note"
        if nested:
            if nested == "indexes" and not _INDEXES.fullmatch(text) and text not in ("", "}"):
                _read_index(text, made, span)
            nested = "" if text.endswith("}") else nested
            continue
        closed = text.endswith("}")
        text = text.removesuffix("}").rstrip()
        if text and not text.lower().startswith("note"):
            made.lines.append((f"- {_column(text, enums)}", span))
            for ref in _REFERENCE.finditer(text):
                own = f"{made.name}.{text.split()[0]}"
                settings = _SETTINGS.search(text)
                relations.append(
                    _Relation(
                        own,
                        ref.group(1),
                        ref.group(2),
                        settings.group(1) if settings else "",
                        span,
                        inline=True,
                    )
                )
        if closed:
            return stop
    return 0


def _read_index(text: str, made: ModelTable, span: Span) -> None:
    match = _INDEX.fullmatch(text)
    if match is None or "`" in text:
        made.unread.append((text, span))
        return
    columns, settings = match.group("several") or match.group("one"), match.group("settings") or ""
    words = [word.strip().lower() for word in settings.split(",")]
    if "pk" in words or "unique" in words:
        made.lines.append((f"- {'PRIMARY KEY' if 'pk' in words else 'UNIQUE'} ({columns})", span))
        return
    name, kind = _INDEX_NAME.search(settings), _INDEX_TYPE.search(settings)
    titled = f"{name.group(1)} " if name else ""
    using = f" USING {kind.group(1)}" if kind else ""
    made.indexes.append((f"CREATE INDEX {titled}ON {_quoted(made.name)}{using} ({columns})", span))


@dataclass(slots=True)
class _Relation:
    """Two sides as `table.column` or `table.(column, column)`, with the sign between them."""

    left: str
    sign: str
    right: str
    settings: str
    span: Span
    inline: bool = False


def _relate(relation: _Relation, names: dict[str, ModelTable]) -> None:
    """Gives the key to the table whose columns refer: the left of ``>``, the right of ``<``.

    Of one to one it is the column that carries the setting, else the right, unless the right
    is an ``id`` and the left isn't.
    """
    owner, target = relation.left, relation.right
    turned = (
        relation.sign == "-"
        and not relation.inline
        and not (_side(target)[1] == "id" and _side(owner)[1] != "id")
    )
    if relation.sign == "<" or turned:
        owner, target = target, owner
    table, columns = _side(owner)
    other, keys = _side(target)
    made = names.get(table)
    if relation.sign == "<>" or made is None:
        why = "a table of its own" if relation.sign == "<>" else "no such table"
        told = names.get(_side(relation.left)[0]) or names.get(_side(relation.right)[0])
        if told is not None:
            text = f"{relation.left} {relation.sign} {relation.right}: {why}"
            told.unread.append((text, relation.span))
        return
    aimed = names[other].name if other in names else other
    acts = "".join(
        f" ON {what.upper()} {how.upper()}" for what, how in _ACTION.findall(relation.settings)
    )
    key = f"- FOREIGN KEY ({columns}) REFERENCES {_quoted(aimed)} ({keys}){acts}"
    if not any(line == key for line, _ in made.lines):
        made.lines.append((key, relation.span))


def _quoted(name: str) -> str:
    return ".".join(f'"{part}"' for part in name.split("."))


def _side(text: str) -> tuple[str, str]:
    table, _, columns = text.replace('"', "").partition(".(")
    if columns:
        return table, columns.rstrip(")")
    table, _, column = table.rpartition(".")
    return table, column


def _column(text: str, enums: set[str]) -> str:
    text = _SETTINGS.sub(lambda match: " " + _settings(match.group(1)), text)
    name, _, rest = text.partition(" ")
    kind, _, behind = rest.strip().partition(" ")
    if kind in enums or (_OWN_TYPE.fullmatch(kind) and not is_sql_type(kind)):
        kind = f'"{kind}"'
    return f"{name}: {kind} {behind}".rstrip()


def _settings(text: str) -> str:
    """The settings of a column in words of SQL; its notes are left out."""
    words: list[str] = []
    for setting in _SETTING.findall(text):
        name, _, value = setting.strip().partition(":")
        value = value.strip()
        if name in _WORDS:
            words.append(_WORDS[name])
        elif name == "default" and value.lower() != "null":
            bare = value.strip("\"'`")
            plain = re.search(r"[()]|^-?[0-9.]+$|^(?:true|false)$", bare)
            words.append("DEFAULT " + (bare if plain else f"'{bare.rpartition('.')[2]}'"))
    return " ".join(words)

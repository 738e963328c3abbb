"""Tables of DBML as lines that list columns: ``id integer [pk, increment]`` -> ``id integer PRIMARY KEY AUTO_INCREMENT``."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt, Span
from spec2code.spec.column_words import is_sql_type
from spec2code.spec.prisma_models import ModelTable, enum_statement

__all__ = ["dbml_enums", "dbml_tables"]

_TABLE = regex(
    r"^[ \t]*Table[ \t]+\"?([\w.]+)\"?(?:[ \t]+as[ \t]+\w+)?[ \t]*(?:\[[^\]]*\])?[ \t]*\{[ \t]*\n",
    re.MULTILINE | re.IGNORECASE,
)
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
_REFERENCE = regex(r"\bref:\s*[<>-]\s*\"?(\w+)\"?\.\"?(\w+)")
_TOGETHER = regex(r"\(([^)]*)\)\s*\[[^\]]*\b(unique|pk)\b")


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
    for match in _TABLE.finditer(excerpt.text):
        lines: list[tuple[str, Span]] = []
        nested = closed = False
        start = match.end()
        while not closed and start < len(excerpt.text):
            stop = excerpt.text.find("\n", start) % (len(excerpt.text) + 1)
            line = excerpt.text[start:stop]
            text = re.sub(r"(?:^|\s)//.*", "", line).strip()
            span = excerpt.span(start, start + max(len(line.rstrip()), 1))
            closed = text == "}" and not nested
            nested = nested or bool(_OPENS.match(text))
            if nested and (together := _TOGETHER.match(text)):
                word = "PRIMARY KEY" if together.group(2) == "pk" else "UNIQUE"
                lines.append((f"- {word} ({together.group(1)})", span))
            elif text and not closed and not nested and not text.lower().startswith("note"):
                lines.append((f"- {_column(text, enums)}", span))
                if ref := _REFERENCE.search(text):
                    key = f'FOREIGN KEY ({text.split()[0]}) REFERENCES "{ref.group(1)}" ({ref.group(2)})'
                    lines.append((f"- {key}", span))
            nested = nested and not text.endswith("}")
            start = stop + 1
        if closed:
            found.append(ModelTable(match.group(1), lines, excerpt.span(match.start(), start - 1)))
    return found


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

"""Entities of PlantUML as lines that list columns: ``* id : uuid`` above the rule -> ``id: uuid PRIMARY KEY``."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.span import Excerpt, Span
from spec2code.spec.column_words import column_words, split_type
from spec2code.spec.prisma_models import ModelTable, enum_statement
from spec2code.spec.table_names import snake

__all__ = ["plantuml_enums", "plantuml_models"]

_ENTITY = regex(
    r"^[ \t]*entity[ \t]+(?:\"([^\"\n]+)\"(?:[ \t]+as[ \t]+(\w+))?|(\w+))[^{}\n]*\{[ \t]*\n([^{}]*)\}",
    re.MULTILINE,
)
_ATTRIBUTE = regex(
    r"\s*([*+#~-])?\s*(?:\{\w+\}\s*)?\"?([A-Za-z_]\w*)\"?\s*(?::\s*([\w ]+(?:\([\d, ]*\))?(?:\[\])?)\s*)?((?:<<[^<>\n]*>>\s*|\b(?:PK|FK|UK)\b\s*)*)(.*)"
)
_ENUM = regex(
    r"^[ \t]*enum[ \t]+(?:\"(\w+)\"(?:[ \t]+as[ \t]+\w+)?|(\w+))[^{}\n]*\{[ \t]*\n([^{}]*)\}",
    re.MULTILINE,
)
_VALUE = regex(r"^[ \t]*(\w+)[ \t]*,?[ \t]*$", re.MULTILINE)
_PARENT = regex(r"(?:^|_)(?:parent|pai|mae|padre|madre|superior|reply_to|eltern|rodic)\w*_?id$")
_RULE = regex(r"\s*(?:--|==|\.\.|__)")
_RELATION = regex(
    r"^[ \t]*(\w+)[ \t]+([|}o][|o{}]?(?:-+|\.+)(?:\w*-+)?[|o{}][|{}o]?)[ \t]+(\w+)", re.MULTILINE
)


@dataclass(slots=True)
class _Entity:
    names: tuple[str, ...]
    """The name and the alias."""
    model: ModelTable
    keys: list[str]
    columns: list[str]


def plantuml_models(excerpt: Excerpt) -> list[ModelTable]:
    """The entities of a diagram, in order, with the foreign keys that its relations tell."""
    enums = {match.group(1) or match.group(2) for match in _ENUM.finditer(excerpt.text)}
    entities = [_entity(excerpt, match, enums) for match in _ENTITY.finditer(excerpt.text)]
    entities = [entity for entity in entities if entity.columns]
    known = {name: entity for entity in entities for name in entity.names}
    for match in _RELATION.finditer(excerpt.text) if entities else ():
        left, sign, right = match.groups()
        many, one = (right, left) if sign[-1] == "{" else (left, right)
        if (sign[-1] == "{") == (sign[0] == "}") or many not in known or one not in known:
            continue
        column = _key_to(known[many], known[one])
        if column is not None and len(known[one].keys) == 1:
            name = known[one].model.name
            line = f'- FOREIGN KEY ({column}) REFERENCES "{name}" ({known[one].keys[0]})'
            known[many].model.lines.append((line, excerpt.span(match.start(1), match.end(3))))
    return [entity.model for entity in entities]


def plantuml_enums(excerpt: Excerpt) -> list[tuple[str, Span]]:
    """The statements that make the enums of a diagram, by the names that attributes call them."""
    return [
        (enum_statement(match.group(1) or match.group(2), values), excerpt.span(*match.span()))
        for match in _ENUM.finditer(excerpt.text)
        if (values := _VALUE.findall(match.group(3)))
    ]


def _entity(excerpt: Excerpt, match: re.Match[str], enums: set[str]) -> _Entity:
    title, alias, bare, body = match.groups()
    called = title or bare
    name = called if re.fullmatch(r"\w+", called) else alias or snake(called.replace(" ", "_"))
    name = snake(name) if name[:1].isupper() else name
    lines: list[tuple[str, Span]] = []
    unread: list[tuple[str, Span]] = []
    keys: list[str] = []
    columns: list[str] = []
    ruled = re.search(r"^\s*(?:--|==)", body, re.MULTILINE) is not None
    marked = re.search(r"^\s*\*", body, re.MULTILINE) is not None
    above, offset = ruled, match.start(4)
    for line in body.split("\n"):
        begin, offset = offset, offset + len(line) + 1
        if _RULE.match(line):
            above = False
            continue
        found = _ATTRIBUTE.fullmatch(line) if line.strip() else None
        if found is None:
            continue
        span = excerpt.span(begin, begin + max(len(line.rstrip()), 1))
        mark, column, kind, said, rest = found.groups()
        kind = (kind or "").strip()
        if kind in enums:
            kind = f'"{kind}"'
        elif not kind or column_words(kind) is None:
            unread.append((f"type `{kind}` of `{column}`" if kind else f"`{column}`", span))
            kind = "text"
        elif split_type(kind) is None:
            kind = f'"{kind}"'  # a type of the spec's own
        key = re.search(r"\bPK\b", said) is not None or (above and mark == "*")
        words = [kind, *(["PRIMARY KEY"] if key else [])]
        words += ["NOT NULL"] if mark == "*" and marked and not key else []
        words += ["UNIQUE"] if re.search(r"\b(?:UK|unique)\b", said, re.IGNORECASE) else []
        keys += [column] if key else []
        columns.append(column)
        lines.append((f"- {column}: {' '.join(words)}", span))
        if rest.strip():
            unread.append((rest.strip(), span))
    names = tuple(part for part in (called, alias) if part)
    return _Entity(
        names, ModelTable(name, lines, excerpt.span(*match.span()), [], unread), keys, columns
    )


def _key_to(many: _Entity, one: _Entity) -> str | None:
    """The one column that is called after the other entity: `uf_id`, or `grupo_id` for `grupo_pesquisa`."""
    target = one.model.name
    if many is one:
        upward = [column for column in many.columns if _PARENT.search(snake(column))]
        return upward[0] if len(upward) == 1 else None
    stems = {target, target.removesuffix("s"), target.removesuffix("es")}
    ends = [(column, re.sub(r"_?id$", "", snake(column))) for column in many.columns]
    ends = [(column, stem) for column, stem in ends if stem and stem != snake(column)]
    exact = [column for column, stem in ends if stem in stems]
    near = [column for column, stem in ends if target.startswith(f"{stem}_")]
    near = near or [column for column, stem in ends if target.endswith(f"_{stem}")]
    found = exact or near
    return found[0] if len(found) == 1 else None

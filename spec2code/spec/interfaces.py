"""TypeScript interfaces, type aliases and enums as shapes, by reading their text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import (
    ANY,
    MISSING,
    AnyShape,
    EnumShape,
    Field,
    MapShape,
    ObjectShape,
    Shape,
)
from spec2code.model.span import Excerpt
from spec2code.spec.clauses import literal, split_top
from spec2code.spec.generic_types import Generic
from spec2code.spec.shape_rules import apply_rules
from spec2code.spec.type_grammar import TypeReader
from spec2code.spec.utility_types import is_made, made_of, with_parents
from spec2code.spec.validation import Rules, read_rules

__all__ = ["declared_names", "has_interfaces", "read_generics", "read_interfaces"]

_HEAD = regex(
    r"^[ \t]*(?:export\s+)?(?:declare\s+)?(?:default\s+)?(?:abstract\s+)?(interface|class|type|(?:const\s+)?enum)\s+([A-Za-z_$][\w$]*)\s*(?:<([^<>{}=\n]*)>)?\s*"
    r"(?:extends\s+([^{=\n]+?)\s*)?(?:implements\s+[^{=\n]+?\s*)?(\{|=)",
    re.MULTILINE,
)
_PARAMETER = regex(r"(?:^|,)\s*([A-Za-z_]\w*)")
_COMMENT = regex(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_MEMBER = regex(
    r"(?:@[\w.]+(?:\([^()]*\))?\s*)*(?:(?:public|private|protected|readonly|static)\s+)*(?:[\"']([^\"'\n]+)[\"']|([A-Za-z_$][\w$-]*))\s*([?!])?\s*:\s*(.+)",
    re.DOTALL,
)
_INDEX = regex(r"\[\s*\w+\s*:\s*\w+\s*\]\s*:\s*(.+)", re.DOTALL)
_LONGEST = 200_000


@dataclass(slots=True)
class _Declaration:
    kind: str
    name: str
    generics: tuple[str, ...]
    parents: list[str]
    body: str
    offset: int
    comments: dict[int, str] = field(default_factory=dict)


def has_interfaces(text: str) -> bool:
    return bool(_HEAD.search(text[:_LONGEST]))


def declared_names(excerpt: Excerpt) -> tuple[str, ...]:
    """The names that the text declares."""
    return tuple(match.group(2) for match in _HEAD.finditer(_blanked(excerpt.text[:_LONGEST])[0]))


def read_interfaces(
    excerpt: Excerpt, definitions: Mapping[str, Shape] | None = None
) -> dict[str, Shape]:
    """The shapes that the text declares, by name; `settled` is to follow when all are known.

    `definitions` are the names that may be referred to.
    """
    declarations = _declarations(excerpt.text[:_LONGEST])
    known: dict[str, Shape] = dict(definitions or {})
    known.update({item.name: ANY for item in declarations})
    found: dict[str, Shape] = {}
    for item in declarations:
        shape = _shape(excerpt, item, known)
        if shape is not None:
            found[item.name] = shape
    return found


def read_generics(
    excerpt: Excerpt, definitions: Mapping[str, Shape] | None = None
) -> dict[str, Generic]:
    """The types with parameters that the text declares, by name."""
    known: dict[str, Shape] = dict(definitions or {})
    found: dict[str, Generic] = {}
    for item in _declarations(excerpt.text[:_LONGEST]):
        if not item.generics or item.kind == "enum":
            continue
        inside = {**known, **dict.fromkeys(item.generics, ANY)}
        shape = _shape(excerpt, replace(item, generics=()), inside)
        if shape is not None:
            found[item.name] = Generic(item.generics, shape)
    return found


def _blanked(text: str) -> tuple[str, dict[int, str]]:
    """The text with comments as blanks, and the comments by the offset of the line end behind them."""
    comments: dict[int, str] = {}

    def blank(match: re.Match[str]) -> str:
        words = match.group().strip("/* \n\t")
        if "\n" not in match.group() and words:
            comments[match.start()] = words
        return re.sub(r"[^\n]", " ", match.group())

    return _COMMENT.sub(blank, text), comments


def _declarations(text: str) -> list[_Declaration]:
    clean, comments = _blanked(text)
    found: list[_Declaration] = []
    position = 0
    while match := _HEAD.search(clean, position):
        kind, name, generics, parents, sign = match.groups()
        start = match.end()
        end = _closing(clean, start) if sign == "{" else _statement_end(clean, start)
        names = tuple(_PARAMETER.findall(generics or ""))
        found.append(
            _Declaration(
                "enum" if "enum" in kind else kind,
                name,
                names,
                [part.strip() for part in split_top(parents or "", ",") if part.strip()],
                clean[start:end],
                start,
                comments,
            )
        )
        position = max(end, start)
    return found


def _closing(text: str, position: int) -> int:
    depth = 1
    for match in re.compile(r"[{}]").finditer(text, position):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return len(text)


def _statement_end(text: str, position: int) -> int:
    """Where a type alias ends: at a semicolon or at a line that goes on with nothing of it."""
    depth = 0
    for match in re.compile(r"[{}()<>\[\];]|\n(?=\s*(?![|&\s]))").finditer(text, position):
        sign = match.group()
        if sign in "{([<":
            depth += 1
        elif sign in "})]>":
            depth = max(depth - 1, 0)
        elif not depth and text[position : match.start()].strip():
            return match.start()
    return len(text)


def _shape(excerpt: Excerpt, item: _Declaration, known: Mapping[str, Shape]) -> Shape | None:
    span = excerpt.span(item.offset, item.offset + min(len(item.body), 200))
    if item.kind == "enum":
        values = _enum_values(item.body)
        return EnumShape(values=values, name=item.name, span=span) if values else None
    visible = {name: shape for name, shape in known.items() if name not in item.generics}
    if item.kind == "type":
        text = item.body.strip().rstrip(";")
        if text.startswith("{") and text.endswith("}"):
            start = item.offset + item.body.index("{") + 1
            return _object(excerpt, item, text[1:-1], start, visible)
        reader = TypeReader(visible)
        if is_made(text):
            made = made_of(_one_line(text), reader.read)
            return replace(made, name=item.name) if isinstance(made, ObjectShape) else made
        shape = reader.read(text)
        return replace(shape, span=span) if shape is not None else None
    return _object(excerpt, item, item.body, item.offset, visible)


def _enum_values(body: str) -> tuple[str | int | float | bool, ...]:
    values: list[str | int | float | bool] = []
    for index, part in enumerate(split_top(body, ",\n")):
        name, equals, value = part.partition("=")
        if not name.strip():
            continue
        stated = literal(value) if equals else index
        if isinstance(stated, (str, int, float, bool)):
            values.append(stated)
    return tuple(dict.fromkeys(values))


def _object(
    excerpt: Excerpt, item: _Declaration, body: str, offset: int, known: Mapping[str, Shape]
) -> Shape:
    fields: list[Field] = []
    values: Shape | None = None
    reader = TypeReader(known)
    position = 0
    for part in split_top(body, ";\n,"):
        if not part:
            continue
        start = body.find(part, position)
        position = start + len(part)
        if index := _INDEX.fullmatch(part):
            values = reader.read(index.group(1)) or ANY
            continue
        match = _MEMBER.fullmatch(part)
        if match is None or "=>" in match.group(4):
            continue
        name = match.group(1) or match.group(2)
        shape = reader.read(_one_line(_without(match.group(4), item.generics))) or AnyShape(
            reason=f"type `{match.group(4)[:60]}` is not understood"
        )
        place = offset + start
        comment = _comment_behind(item, excerpt.text, place + len(part))
        shape, rules = _ruled(shape, comment)
        fields.append(
            Field(
                name,
                shape,
                required=match.group(3) != "?"
                and rules.required is not False
                and rules.default is MISSING,
                default=rules.default,
                description=comment,
                span=excerpt.span(place, place + len(part)),
            )
        )
    span = excerpt.span(offset, offset + min(len(body), 200))
    if values is not None and not fields:
        return MapShape(values=values, span=span)
    parents = [made_of(parent, reader.read) for parent in item.parents]
    whole = with_parents([parent for parent in parents if parent is not None], fields)
    return replace(whole, additional=values, name=item.name, span=span)


def _without(text: str, generics: tuple[str, ...]) -> str:
    """Type parameters stand for any type."""
    return re.sub(r"[A-Za-z_]\w*", lambda m: "any" if m.group() in generics else m.group(), text)


def _one_line(text: str) -> str:
    text = re.split(r"\s=\s", text, maxsplit=1)[0]
    return re.sub(r"^\s*\|", "", re.sub(r"\s+", " ", text)).strip()


def _ruled(shape: Shape, comment: str | None) -> tuple[Shape, Rules]:
    """The shape with the rules that the comment behind it states, where it states nothing else."""
    rules = read_rules(comment) if comment and len(comment) < 120 else Rules()
    if rules.rest or rules.described:
        return shape, Rules()
    ruled, misfits = apply_rules(shape, rules)
    return (shape, Rules()) if misfits else (ruled, rules)


def _comment_behind(item: _Declaration, text: str, position: int) -> str | None:
    match = re.compile(r"[;,]?[ \t]*").match(text, position)
    return item.comments.get(match.end()) if match else None

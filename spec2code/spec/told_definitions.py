"""Shapes that a sentence, a cell or a named block defines: ``User` = `{ id, email }``, ``**Pet schema**`` above a fence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.shapes import ANY, ArrayShape, ObjectShape, Shape
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import Document, Fence, ListItem, Paragraph, TableBlock
from spec2code.spec.bodies import read_bodies
from spec2code.spec.body_clues import PARTIAL
from spec2code.spec.column_tables import is_column_header
from spec2code.spec.fields import merge, read_field_table
from spec2code.spec.flow import Entry, section_entries
from spec2code.spec.infer import NamedShapes, ShapePolicy
from spec2code.spec.inline import closing_brace
from spec2code.spec.labels import line_label, name_role
from spec2code.spec.merge_shapes import all_optional
from spec2code.spec.tabled_bodies import listed_fields

__all__ = ["told_definitions"]

_TOLD = regex(
    r"(?m)(?:^[ \t]*(?:[-*+]\s+)?[`*]{0,3}|`)(?:type\s+)?([A-Z][A-Za-z0-9]{1,60})[`*]{0,3}\s*(?:\([^()\n]{1,40}\)\s*)?(?:=|:=|≡|(?<=`)\s*[:：](?=\s*`))\s*`?(?P<shape>(?:Array<|\[)?\s*)(?=\{)"
)
_CELL = regex(r"\s*`?([A-Z][A-Za-z0-9]{2,60})\s*(?=\{[^{}]+\}`?\s*$)")
_NAMED = regex(
    r"[ \t]*(?:[-*+]\s+)?(?:\*\*|__)`?([A-Z][A-Za-z0-9]{1,60})`?(?:\s+[^\W\d]{3,20})?\s*[:：]?(?:\*\*|__)(?P<behind>[^{\n]{0,200})"
)
"""A name in bold, perhaps with a word for what it is: ``**Pet:**``, ``**Pet schema**``, ``**Pet objekt:**``."""
_SHAPE_OF = regex(
    r"\W{0,3}`?([A-Z][A-Za-z0-9]{1,60})`?\s+(?:(?:json|data|full)\s+)?(?:shape|objects?|schema|structure|model|format|type|结构|对象|모델|객체|スキーマ|объект|схема)\s*(?:\([^()\n]{1,60}\)\s*)?[:：]\W*",
    re.IGNORECASE,
)
"""A line above the fence that shows the shape: "Note shape:", "`Problem` object:"."""
_FIELDS_OF = regex(
    r"\W*[`*]{1,3}([A-Z][A-Za-z0-9]{1,60})[`*]{1,3}\s*(?:(?:object|model|schema|entity)\s+)?(?:fields?|properties|attributes|フィールド|字段|필드|属性|campos|champs|felder|campi|поля|alanlar\w*)\s*[:：]\s*(?=`)",
    re.IGNORECASE,
)
_ABOVE_TABLE = regex(
    r"(?P<lead>[^`\n]{0,40})`(?P<name>[A-Z][A-Za-z0-9]{2,60})`\s*(?P<fields>(?:object |response )?(?:fields?|properties|attributes)|フィールド|字段|필드|属性|campos|champs|felder|campi|поля|alanlar\w*)?\s*(?:说明|定义)?\s*[:：]\W*",
    re.IGNORECASE,
)
_IN_BOLD = regex(
    r"\W{0,3}\*\*`?(?P<name>[A-Z][A-Za-z0-9]{2,60})`?\s+(?:(?:object|response|item) )?(?:fields?|properties|attributes|フィールド|字段|필드|属性|campos|champs|felder|campi|поля|alanlar\w*)\s*(?:说明|定义|상세|설명|목록|定義|詳細|一覧|details?)?\s*[:：]?\*\*\s*(?P<note>[(（][^()（）\n]{1,60}[)）])?\s*[:：]?\s*",
    re.IGNORECASE,
)
"""The same in bold, without marks of code, perhaps with a remark: "**StoreSummary 필드 상세**", "**`StorePatch` fields** (all optional):"."""
_SAID_OF = regex(
    r"\W*`(?P<name>[A-Z][A-Za-z0-9]{2,60})`\s+(?:is|describes?|returns?|reports?|represents?|contains?|has|holds?|carries|lists?|defines?|es|describe|contiene|é|est|ist|—|–|-)\b.{0,200}[.:]\W*",
    re.DOTALL,
)
"""A sentence about a shape right above the table of its fields: "`StoreView` is returned by `GET /stores`."."""
_OF_SHAPE = regex(
    r"\b(?:objects?|models?|schemas?|dtos?|types?|structures?|entity|interface|objekt\w*|objet\w*|objeto|esquema|modelo|schéma|schemat)\b|对象|模型|结构|객체|모델|объект|схема|модель",
    re.IGNORECASE,
)
_USED = regex(
    r"(?:`(?:\d{3} )?\[?|[:\[<|]\s*|\.{3}|(?:→|->|=>)\s*`?(?:\d{3} )?\[?)([A-Z][A-Za-z0-9]{1,60})(?=\s*(?:\[\]|[\]`,}>|;)]|$|\n))"
)
"""A name where a type or a body stands."""
_BODIES: Final = ("request", "response", "example_request", "example_response", "errors")
_LONGEST: Final = 2000
_SKETCHES: Final = ("", "json", "jsonc", "json5", "text")
"""Fences that hold shapes as people sketch them: ``Pet = { "id", "name" }``."""
_LONGEST_SKETCH: Final = 20_000


def told_definitions(
    document: Document, known: dict[str, Shape], policy: ShapePolicy | None
) -> Iterator[tuple[str, Shape, Span | None]]:
    """The name, the shape and the place of each, None where it is a body of an endpoint too; `known`: the names that others define."""
    used = cache(lambda: _used(document))
    blocks: dict[Span, Span] = {}
    told = [
        item
        for item in (*_in_lines(document), *_named_blocks(document, used, blocks))
        if item[0] not in known
    ]
    names = NamedShapes({**known, **{name: ANY for name, _ in told}}, policy)
    for name, text in told:
        many = text.text.startswith(("Array<", "["))
        shown = text.cut(text.text.find("{"))
        end = closing_brace(shown.text, 0)
        if end is None:
            continue
        parts = read_bodies(shown.cut(0, end), definitions=names).parts
        shape = next((part.shape for part in parts if isinstance(part.shape, ObjectShape)), None)
        if shape is not None and shape.fields:
            known = {**known, name: shape}
            said = blocks.get(text.span(), shown.span(0, end))
            yield name, ArrayShape(items=shape) if many else shape, said
    yield from _listed(document, known)
    yield from _tabled(document, names)


def _tabled(document: Document, names: NamedShapes) -> Iterator[tuple[str, Shape, Span | None]]:
    """The shapes whose fields a table lists below their names: "`StoreVO` fields:", "Response data `StoreVO`:"."""
    for section in document.sections:
        for entry, following in pairwise(section_entries(section)):
            if following.table is None or entry.excerpt is None or len(entry.text) > 240:
                continue
            match = _ABOVE_TABLE.fullmatch(entry.text) if len(entry.text) < 80 else None
            said = match is None
            match = match or _SAID_OF.fullmatch(entry.text) or _IN_BOLD.fullmatch(entry.text)
            if match is None or (match["name"] in names and names[match["name"]] is not ANY):
                continue
            table = (
                None
                if is_column_header(following.table)
                else read_field_table(following.table, names)
            )
            if table is not None and len(re.findall(r"[A-Z]", match["name"])) > 1:
                alone = said or (match["fields"] and not match["lead"].strip(" *_`"))
                shape = merge(None, table)[0]
                if PARTIAL.search(match.groupdict().get("note") or ""):
                    shape = all_optional(shape)
                yield match["name"], shape, following.table.span if alone else None


def _listed(
    document: Document, known: dict[str, Shape]
) -> Iterator[tuple[str, Shape, Span | None]]:
    """The shapes whose fields a line lists behind their names: "`Store` fields: `id`, `name`, `menus[]`"."""
    for _, block in document.walk():
        if not isinstance(block, Paragraph | ListItem) or len(block.text) > _LONGEST:
            continue
        match = _FIELDS_OF.match(block.text)
        if match is None or match.group(1) in known:
            continue
        shape = listed_fields(block.excerpt.cut(match.end()))
        if shape is not None and len(shape.fields) > 2:
            yield match.group(1), shape, block.excerpt.span(match.end(), len(block.text))


def _in_lines(document: Document) -> Iterator[tuple[str, Excerpt]]:
    """The shapes that a line, a cell or a sketch in a fence writes out behind their names."""
    for _, block in document.walk():
        if isinstance(block, Paragraph | ListItem):
            if len(block.text) <= _LONGEST and "{" in block.text:
                for match in _TOLD.finditer(block.text):
                    yield match.group(1), block.excerpt.cut(match.start("shape"))
        elif isinstance(block, Fence):
            if block.language in _SKETCHES and len(block.text) <= _LONGEST_SKETCH:
                for match in _TOLD.finditer(block.text):
                    yield match.group(1), block.excerpt.cut(match.start("shape"))
        elif isinstance(block, TableBlock):
            cells = [row[0].excerpt for row in block.rows if row]
            shown = [(cell, found) for cell in cells if (found := _CELL.match(cell.text))]
            if len(shown) > 1 and len(shown) * 2 > len(cells):
                for cell, found in shown:
                    yield found.group(1), cell.cut(found.end())


def _named_blocks(
    document: Document, used: Callable[[], set[str]], blocks: dict[Span, Span]
) -> Iterator[tuple[str, Excerpt]]:
    """The bodies that a name stands above or before, where the document uses the name as a type.

    `blocks` learns of the fences that are nothing else, by the span of their text.
    """
    for section in document.sections:
        entries = section_entries(section)
        for before, entry, following in zip(
            (None, *entries), entries, (*entries[1:], None), strict=False
        ):
            match = _NAMED.match(entry.text) if entry.excerpt else None
            if entry.excerpt is None:
                continue
            if match is None:
                name = _shown(entry, following)
                if (
                    name is not None
                    and name in used()
                    and following is not None
                    and following.fence is not None
                ):
                    fence = following.fence
                    if before is None or not _announces_body(before):
                        blocks[fence.excerpt.span()] = fence.span
                    yield name, fence.excerpt
                continue
            if name_role(match.group().strip(" *_:"), exact=True) is not None:
                continue
            if match.group(1) not in used() and not _OF_SHAPE.search(match.group()):
                continue
            if entry.text[match.end() :].startswith("{"):
                yield match.group(1), entry.excerpt.cut(match.end())
            elif following is not None and following.fence is not None:
                fence = following.fence
                if re.match(r"\s*(?://[^\n]*\s*)*\{", fence.text) and _announces(entry.text, match):
                    yield match.group(1), fence.excerpt


def _announces_body(before: Entry) -> bool:
    """Whether a line is a label that waits for its body: "**Response (200):**"."""
    label = line_label(before.excerpt) if before.excerpt is not None else None
    return label is not None and label.role in _BODIES and not label.rest.text.strip(" :`*")


def _shown(entry: Entry, following: Entry | None) -> str | None:
    """The shape in the fence below a line that says whose it is."""
    match = _SHAPE_OF.fullmatch(entry.text) if len(entry.text) < 120 else None
    fence = following.fence if following is not None else None
    if match is None or fence is None or not fence.text.lstrip().startswith("{"):
        return None
    name = match.group(1)
    return name if name[0].isupper() and name_role(name, exact=True) not in _BODIES else None


def _announces(line: str, match: re.Match[str]) -> bool:
    return not match["behind"].strip(" `") or line.rstrip().endswith((":", "："))


def _used(document: Document) -> set[str]:
    found: set[str] = set()
    for _, block in document.walk():
        if isinstance(block, Paragraph | ListItem | Fence):
            found.update(_USED.findall(block.text))
        elif isinstance(block, TableBlock):
            for row in block.rows:
                for cell in row:
                    found.update(_USED.findall(cell.text))
    return found

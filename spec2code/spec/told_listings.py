"""The lines below or beside the columns of a table that may tell its keys and indexes, as listings."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.span import Span
from spec2code.spec.blocks import Paragraph
from spec2code.spec.column_bullets import item_lines, paragraph_lines
from spec2code.spec.ddl_context import Context
from spec2code.spec.listings import Listing
from spec2code.spec.table_names import name_in_heading
from spec2code.spec.told_keys import ToldLine, keys_label, may_tell, refers

__all__ = ["told_listings"]

_INDEX_ON = regex(
    r"\W*(?:(?:add|create)\s+)?(?:btree\s+)?index\s+(`?\w+`?\s+on\s+`?(\w+)`?\s?\()", re.IGNORECASE
)
_LEAD = r"\W*(?:(?:\w+[\s-]+){0,4}?(?:unique|index|único|índice|indice|уникальный|индекс)\b[^()`.]{0,60}?|`?\w+`?)\s+(?:on|for|en|em|sur|su|auf|no|na|в|на|for)\s+(?:the\s+)?(?:(?:table|tabla|tabela)\s+)?"
_ON_TABLE = regex(
    rf"(?P<head>{_LEAD})`?(?P<table>[A-Za-z_]\w*)`?\s?(?P<listed>[(（][^()（）]+[)）])(?P<rest>.*)",
    re.IGNORECASE,
)
"""``Unique index on `pets (name, owner_id)` ``, ``idx_pets_name on pets(name)``."""
_ON_COLUMN = regex(
    rf"(?P<head>{_LEAD}|\W*)`?(?P<table>[A-Za-z_]\w*)\.(?P<first>[A-Za-z_]\w*)`?(?P<others>(?:\s*[,+&]\s*`?(?P=table)\.\w+`?)*)(?P<rest>\s*(?:(?:[(（,;:：–—-]|\b(?:for|to|para|pour|für|для)\b).*)?)",
    re.IGNORECASE,
)
"""``Index on `pets.name` ``, or the column alone below "Indexes"."""
_IS_INDEX = regex(
    r"\b(?:unique|index\w*|índice|indice|индекс\w*)\b|索引|インデックス|인덱스", re.IGNORECASE
)
_IS_UNIQUE = regex(r"\b(?:unique|únic[oa]|uniques?|уникальн\w+)\b", re.IGNORECASE)
_NAMED = regex(r"\b[a-z][a-z0-9]*_\w+")
_OF_TABLE = regex(r"(?:[-*+•]\s+)?[`*]*(\w+)`?\s?\(")


def told_listings(context: Context) -> list[Listing]:
    """The lines of a paragraph or of a run of items that may tell keys of the table spoken of."""
    block, title = context.block, context.texts[1] if len(context.texts) > 1 else ""
    name = context.named
    above = context.texts[2:3] if name is not None else []  # "Indexes" / "orders"
    line = context.label.rsplit("\n", 1)[-1]
    label = next((text for text in (context.label, line, title, *above) if keys_label(text)), None)
    if name is None and label is not None and keys_label(title):
        name = next(
            (named for text in context.texts[2:4] if (named := name_in_heading(text))), None
        )
    apart = _told_apart(context, label)
    if name is None:
        return apart
    told: list[tuple[Span, list[ToldLine]]] = []
    for item in context.siblings:
        told.append((item.span, [ToldLine(*line, label) for line in item_lines([item])]))
    if isinstance(block, Paragraph):
        lines: list[ToldLine] = []
        for text, span in paragraph_lines(block):
            label = text if keys_label(text) else label
            lines.append(ToldLine(text, span, label))
        told.append((block.span, lines))
    kept = [(span, [line for line in lines if may_tell(line)]) for span, lines in told]
    return [Listing("line", name, span, told=lines) for span, lines in kept if lines] + apart


def _told_apart(context: Context, label: str | None) -> list[Listing]:
    """Items that name their tables themselves: ``- `orders(state, made_at)` `` below "Indexes", "Index `i` on orders(state)"."""
    found: list[Listing] = []
    for item in context.siblings:
        for text, span in item_lines([item]):
            if match := _INDEX_ON.match(text):
                told = ToldLine(text[match.start(1) :].replace("`", ""), span, "Indexes")
                found.append(Listing("line", match.group(2), span, told=[told]))
            elif context.in_schema and (named := refers(text)) is not None:
                found.append(Listing("line", named, span, told=[ToldLine(text, span, None)]))
            elif label is not None and (match := _OF_TABLE.match(text)):
                told = ToldLine(text, span, label)
                found.append(Listing("line", match.group(1), span, told=[told]))
            elif (line := _on_table(text, span, label)) is not None:
                found.append(Listing("line", line[0], span, told=[line[1]]))
    return found


def _on_table(text: str, span: Span, label: str | None) -> tuple[str, ToldLine] | None:
    """The table that a line about an index names, and the line as it would stand below that table."""
    said = text.replace("`", "") if len(text) < 300 else ""
    for pattern in (_ON_TABLE, _ON_COLUMN):
        match = pattern.fullmatch(said)
        if match is None or (label is None and not _IS_INDEX.search(match["head"])):
            continue
        listed = match["listed"] if pattern is _ON_TABLE else None
        if listed is None:
            columns = re.findall(r"[.](\w+)", said[match.start("table") : match.start("rest")])
            listed = f"({', '.join(columns)})"
        kind = label or "Indexes"
        if _IS_INDEX.search(match["head"]):
            kind = "Unique indexes" if _IS_UNIQUE.search(match["head"]) else "Indexes"
        named = _NAMED.search(match["head"])
        title = f"{named.group()} " if named else ""
        return match["table"], ToldLine(f"{title}{listed}{match['rest']}", span, kind)
    return None

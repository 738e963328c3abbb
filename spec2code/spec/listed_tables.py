"""Tables that a document lists without DDL: column tables, bullets, ER diagrams, and tables about tables."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.span import Span
from spec2code.spec.blocks import Fence, Paragraph, TableBlock
from spec2code.spec.column_bullets import (
    bullet_lines,
    column_lines,
    drawn_lines,
    item_lines,
    nonblank,
    paragraph_lines,
    with_key,
)
from spec2code.spec.column_groups import is_group
from spec2code.spec.column_marks import KEY_MARK, SQL_TYPE, STORED, WORDED, is_marked
from spec2code.spec.column_runs import columns_of
from spec2code.spec.column_sayings import bare_columns, named_with_key, only_names
from spec2code.spec.column_tables import read_column_table
from spec2code.spec.ddl_context import Context
from spec2code.spec.entity_tables import entity_tables
from spec2code.spec.er_diagrams import is_er_diagram, read_er_diagram
from spec2code.spec.er_keys import drawn_tables
from spec2code.spec.fence_keys import are_keys, key_statements
from spec2code.spec.fence_tables import tables_in_fence
from spec2code.spec.inline import code_spans
from spec2code.spec.listed_enums import about_enums, listed_enums, tabled_enum
from spec2code.spec.listings import KEYS_ALONE, Listing
from spec2code.spec.model_fences import models_in
from spec2code.spec.model_listings import enum_listings, listed_lines, model_listings
from spec2code.spec.pipes import fenced_table
from spec2code.spec.side_tables import (
    SideTable,
    constraint_rows,
    read_constraint_table,
    read_index_table,
    read_relationship_table,
)
from spec2code.spec.sketched_tables import sketched_tables
from spec2code.spec.table_names import name_in_heading, name_in_label
from spec2code.spec.tables_in_lines import TableLine, tables_in_lines, tables_in_rows
from spec2code.spec.told_keys import ToldLine, may_tell, told_keys
from spec2code.spec.told_listings import told_listings
from spec2code.spec.untyped_tables import read_untyped_table

__all__ = ["listed_in"]

_BULLET_FENCES: Final = ("sql", "postgresql", "mysql", "sqlite", "", "text", "ddl")

_SKETCHES: Final = ("", "text", "txt", "sql", "plaintext", "yaml", "yml", "schema", "python", "py")

_INDEX_LABEL = regex(
    r"\bindex(?:es|ing)?\b|索引|인덱스|índice|indeks|индекс|chỉ mục", re.IGNORECASE
)
_CONSTRAINT_LABEL = regex(
    r"\bconstraints?\b|约束|제약|restric|contraint|kısıt|огранич|ràng buộc", re.IGNORECASE
)
_NAME_LINE = regex(
    r"(?:\d+[.)]\s*)?[*_]*`?([A-Za-z_][A-Za-z0-9_.\u00c0-\u024f]*)`?[*_]*(?:\s*(?:table|表|테이블|tabla|tabela|таблица))?\s*[*_]*\s*(?:[(（][^()（）]*[)）])?\s*[:：]?[*_]*",
    re.IGNORECASE,
)
_TABLE_ITEM = regex(r"(?:[-*+•]\s+)?[*_`]*[a-z][a-z0-9_]*[*_`]*\s*[:：][*_]*")
_BOLD_NAME = regex(r"\*\*`?([a-z][a-z0-9_]*)`?\s*(?:[:：]\*\*|\*\*\s*[:：–—-])\s*\w")
_KEY_LINE = regex(
    r"\s*(?:unique(?:\s+(?:key|index))?|index|key)\s*\([\w\s,`\"]+\)\s*[;,]?\s*", re.IGNORECASE
)
"""`UNIQUE(article_id, tag_id)`, alone in a fence below the columns."""


def listed_in(context: Context, dialect: str) -> list[Listing]:
    """The listings that begin at this block."""
    block = context.block
    if isinstance(block, TableBlock):
        if several := _of_entities(block, context):
            return several
        if context.named and any(about_enums(text) for text in context.texts[1:3]):
            if (made := tabled_enum(context.named, block)) is not None:
                return enum_listings([made])
        if rows := constraint_rows(block):
            return [
                Listing("line", name, span, told=[ToldLine(text, span, "Constraints")])
                for name, text, span in rows
            ]
        listing = _table(block, context, dialect)
        return [listing, *_indexed(listing)] if listing else _overview(block, context)
    if isinstance(block, Fence):
        return _fence(block, context)
    found: list[Listing] = []
    if context.siblings:
        found = [one for listing in _bullets(context) for one in (listing, *_keys_among(listing))]
    elif isinstance(block, Paragraph):
        found = _bare_lines(block, context)
    return found or told_listings(context)


def _table(block: TableBlock, context: Context, dialect: str) -> Listing | None:
    name = context.named
    about = f"{context.label}\n{context.section.title.text}"
    read = read_column_table(block, in_schema=context.in_schema)
    if read is not None:
        named = _nearest_name(context) or name
        if named is None:
            return None
        columns, unread, constraints = read
        context.beside.settle(columns)
        return Listing("column table", named, block.span, columns, constraints, unread=unread)
    titled = [span.text for span in code_spans(context.section.title.text)]
    if context.in_schema and name in titled and (held := read_untyped_table(block)) is not None:
        return Listing("column table", name or "", block.span, held[0], unread=held[1])
    indexed = bool(_INDEX_LABEL.search(about))
    side = (
        read_index_table(block, name, labelled=indexed, dialect=dialect)
        or read_constraint_table(
            block, name, labelled=bool(_CONSTRAINT_LABEL.search(about)), dialect=dialect
        )
        or read_relationship_table(block, name)
    )
    return _side(side, name or "", block.span) if side else None


def _of_entities(block: TableBlock, context: Context) -> list[Listing]:
    """The tables of a table that names the one it is about in each row."""
    found: list[Listing] = []
    for name, rows, span in entity_tables(block):
        if read := read_column_table(rows, in_schema=context.in_schema):
            columns, unread, constraints = read
            listing = Listing("column table", name, span, columns, constraints, unread=unread)
            found += [listing, *_indexed(listing)]
    return found


def _overview(block: TableBlock, context: Context) -> list[Listing]:
    """The tables of a table that has one in each row, with its columns."""
    about = f"{context.label}\n{context.section.title.text}"
    if not context.in_schema or _INDEX_LABEL.search(about) or _CONSTRAINT_LABEL.search(about):
        return []
    given, some = tables_in_rows(block)
    found = [
        listing
        for table in given
        for listing in listed_lines(
            list(table.lines), table.name, table.span, drawn=True, bare=True, least=1
        )
    ]
    for listing in found:
        listing.partial = some
    return found


def _nearest_name(context: Context, *, keyed: bool = True) -> str | None:
    """The table that the line above a column table names, in a label or as its only code; `keyed`: it has a key."""
    for line in reversed(context.label.split("\n")):
        if name := name_in_label(line):
            return name
        if match := _NAME_LINE.fullmatch(line.strip()):
            if is_group(line, context, keyed=keyed):
                return None
            return name_in_heading(match.group(1))
    return None


def _named_in_bold(context: Context) -> str | None:
    """The table that the line above a fence calls in bold, with what it is for: "**reactions:** what people think"."""
    match = _BOLD_NAME.match(context.label.rsplit("\n", 1)[-1])
    return name_in_heading(match.group(1)) if match is not None else None


def _side(side: SideTable, name: str, span: Span) -> Listing:
    return Listing(
        side.kind,
        name,
        span,
        statements=side.statements,
        tables=side.tables,
        unread=side.unread,
    )


def _fence(block: Fence, context: Context) -> list[Listing]:
    if models := models_in(block, in_schema=context.in_schema):
        enums = enum_listings(models.enums)
        told = [
            Listing("line", name, span, told=[ToldLine(line, span, "Indexes")])
            for name, line, span in models.indexes
        ]
        return [*enums, *(one for model in models.tables for one in model_listings(model)), *told]
    if context.in_schema and "classDiagram" in block.text:
        from spec2code.spec.class_diagrams import is_class_diagram, read_class_diagram

        if is_class_diagram(block.text):
            classes = read_class_diagram(block.excerpt)
            return drawn_tables(classes, block.span) if classes is not None else []
    if block.language == "mermaid" or is_er_diagram(block.text):
        return (
            drawn_tables(read_er_diagram(block.excerpt), block.span)
            if is_er_diagram(block.text)
            else []
        )
    if context.in_schema and block.language in _SKETCHES:
        from spec2code.spec.er_boxes import read_boxes

        if (boxes := read_boxes(block.excerpt)) is not None:
            return drawn_tables(boxes, block.span)
        given = sketched_tables(block.excerpt) or tables_in_lines(nonblank(block.excerpt))
        given = given if len(given) > 1 else tables_in_fence(block.excerpt)
        if given:
            return [
                one
                for table in given
                for listing in listed_lines(
                    list(table.lines), table.name, table.span, drawn=True, bare=True
                )
                for one in (listing, *_keys_among(listing), *_told_of(table))
            ]
        if (table := fenced_table(block.excerpt)) is not None:
            listing = _table(table, context, "postgresql")
            return [replace(listing, span=block.span)] if listing is not None else []
    keys = nonblank(block.excerpt) if context.named and block.language in ("", "text") else []
    if keys and all(_KEY_LINE.fullmatch(key.text) for key in keys):
        stated = [ToldLine(key.text.strip(), key.span(), "Keys") for key in keys]
        return [Listing("line", context.named or "", block.span, told=stated)]
    if context.named and are_keys(block.excerpt, context):
        if (added := key_statements(block.excerpt, context.named)) is not None:
            return [Listing(KEYS_ALONE, context.named, block.span, statements=added)]
    lines = bullet_lines(block.excerpt)
    if lines and context.in_schema and block.language not in _BULLET_FENCES:
        named = _nearest_name(context) or _named_in_bold(context) or context.named
        keyed = any(KEY_MARK.search(text) for text, _ in lines)
        return listed_lines(lines, named, block.span, bare=True) if named and keyed else []
    if lines or block.language in ("sql", "postgresql", "mysql", "sqlite", "", "text", "ddl"):
        named = _nearest_name(context) or _named_in_bold(context) or context.named
        if lines and named and (context.in_schema or block.language == "sql"):
            keyed = any(KEY_MARK.search(text) for text, _ in lines)
            return listed_lines(lines, named, block.span, bare=keyed)
        if not lines and context.in_schema:
            if block.language in ("", "text") or column_lines(block.excerpt):
                return _drawn(block, named)
    return []


def _drawn(block: Fence, named: str | None) -> list[Listing]:
    """Columns line by line in a fence: most of them name a type of SQL, in capitals, or one is a key."""
    title, lines = drawn_lines(block.excerpt)
    name = title or named
    if name is None or len(lines) < 2:
        return []
    if any(KEY_MARK.search(text) for text, _ in lines):
        return listed_lines(lines, name, block.span, drawn=True, bare=True)
    if only_names("", [text for text, _ in lines]):
        found = listed_lines(lines, name, block.span, drawn=True, bare=True)
        for listing in found:
            listing.columns[0].words.primary = True  # an id first, and nothing stated but names
        return found
    marked = sum(bool(SQL_TYPE.search(text)) for text, _ in lines)
    return listed_lines(lines, name, block.span, drawn=True) if marked * 4 >= len(lines) * 3 else []


def _bullets(context: Context) -> list[Listing]:
    items = context.siblings
    if context.in_schema and any(about_enums(text) for text in context.texts[:2]):
        if made := enum_listings(listed_enums(item_lines(items))):
            return made
    if context.in_schema and (given := tables_in_lines([item.excerpt for item in items])):
        return [
            listing
            for table in given
            for listing in listed_lines(
                list(table.lines), table.name, table.span, drawn=True, bare=True
            )
        ]
    lines = [column for line in item_lines(items) for column in columns_of(*line)]
    keyed = any(KEY_MARK.search(text) for text, _ in lines)
    named = _nearest_name(context, keyed=keyed) or context.named
    if named is None or not context.in_schema:
        return []
    stored = context.primary is not None or any(STORED.search(text) for text, _ in lines)
    marked = sum(is_marked(text) or bool(stored and WORDED.match(text)) for text, _ in lines)
    texts = [text for text, _ in lines]
    coded = only_names(context.label, texts) or named_with_key(texts)
    coded = coded or (_names_table(context.label) and bare_columns(texts))
    least = 1 if is_group(context.label, context, keyed=keyed) else 2
    if len(lines) < least or (marked * 2 < len(lines) and not coded):
        return []
    found = listed_lines(lines, named, items[0].span.to(items[-1].span), bare=coded, least=least)
    for listing in found if coded else ():
        first = listing.columns[0]
        if first.name.lower().strip("_") in ("id", "uuid") and not any(
            column.words.primary for column in listing.columns
        ):
            first.words.primary = True  # nothing is stated but names: the id is the key
    if context.primary is not None:
        for listing in found:
            listing.columns, more = with_key(listing.columns, context.primary)
            listing.constraints += more
    return found


def _names_table(label: str) -> bool:
    """Whether the line above a list is a table's name and nothing else: "- pet_toys:"."""
    return _TABLE_ITEM.fullmatch(label.strip()) is not None


def _bare_lines(block: Paragraph, context: Context) -> list[Listing]:
    """Columns line by line with no mark at all, under a line that names the table."""
    lines = paragraph_lines(block)
    named = name_in_label(lines[0][0]) if lines else None
    if named is not None:
        lines = lines[1:]
    named = named or _nearest_name(context) or context.named
    if named is None or not context.in_schema or len(lines) < 2:
        return []
    marked = sum(is_marked(text) for text, _ in lines)
    return listed_lines(lines, named, block.span) if marked * 4 >= len(lines) * 3 else []


def _keys_among(listing: Listing) -> list[Listing]:
    """The keys that lines among the columns state: "- Unique constraint: (`a`, `b`)"."""
    names = {column.name for column in listing.columns}
    lines: list[ToldLine] = []
    unread: list[tuple[str, Span]] = []
    for text, span in listing.unread:
        if told_keys(text, listing.name, names):
            lines.append(ToldLine(text, span, None))
        else:
            unread.append((text, span))
    listing.unread = unread
    return [Listing("line", listing.name, listing.span, told=lines)] if lines else []


def _told_of(table: TableLine) -> list[Listing]:
    """The keys that stand below a head of their own among the columns of a table."""
    lines = [ToldLine(text, span, head) for head, text, span in table.told]
    return [Listing("line", table.name, table.span, told=lines)] if lines else []


def _indexed(listing: Listing) -> list[Listing]:
    """The indexes that the cells of columns ask for: ``| keeper_id | BIGINT | NOT NULL, INDEX |``."""
    told = [
        ToldLine(f"Index on ({column.name})", column.span, None)
        for column in listing.columns
        if column.words.indexed and not (column.words.unique or column.words.primary)
    ]
    told += [
        ToldLine(aside, column.span, None)
        for column in listing.columns
        for aside in column.words.asides
        if may_tell(ToldLine(aside, column.span, None))
    ]
    return [Listing("line", listing.name, listing.span, told=told)] if told else []

"""The SQL of a document, and the tables that it lists otherwise, into statements.

DDL is the source; a column table, an index table, bullets or an ER diagram about the same table is kept
to be compared with it, and is a source only where there is no DDL.
"""

from __future__ import annotations

import re

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.records import dataclass, field, replace
from spec2code.model.schema import Name
from spec2code.model.span import Span
from spec2code.model.spec import DescribedTable, SqlText
from spec2code.model.statements import (
    AddConstraint,
    CreateIndex,
    CreateTable,
    Statement,
)
from spec2code.spec.blocks import Document, Fence
from spec2code.spec.column_clauses import is_remark
from spec2code.spec.column_defaults import is_code
from spec2code.spec.column_marks import SOME_COLUMNS
from spec2code.spec.ddl_context import Context, places_of
from spec2code.spec.dialects import detect_dialect
from spec2code.spec.duplicates import fullest_of, without_duplicates
from spec2code.spec.er_keys import is_junction, left_out, relied_on
from spec2code.spec.inline import code_spans
from spec2code.spec.known_statements import KnownStatements
from spec2code.spec.left_open import open_types, unsaid_nulls
from spec2code.spec.listed_tables import listed_in
from spec2code.spec.listing_names import bare, name_as_written, settle_names, settle_types
from spec2code.spec.listing_nulls import settle_nulls
from spec2code.spec.listings import ENUM_OF_MODEL, KEYS_ALONE, Listing, enums_for
from spec2code.spec.scopes import PLANNED, planned_sections
from spec2code.spec.shared_columns import shared_columns
from spec2code.spec.sql_blocks import SqlBlock, read_sql_block
from spec2code.spec.told_keys import read_told
from spec2code.spec.unread_models import UnreadModel, told_unread, unread_models
from spec2code.spec.written_tables import write_table
from spec2code.sql import Session
from spec2code.sql.queried_tables import all_with_columns

__all__ = ["DdlReading", "read_ddl"]


@dataclass(slots=True)
class DdlReading:
    """What the document says of the schema.

    `taken` and `passed_over` name the blocks by their spans, for the section-by-section report.
    """

    dialect: str
    statements: list[Statement] = field(default_factory=list)
    post_statements: list[Statement] = field(default_factory=list)
    down_sql: list[SqlText] = field(default_factory=list)
    described: list[DescribedTable] = field(default_factory=list)
    taken: list[tuple[Span, str]] = field(default_factory=list)
    passed_over: list[tuple[Span, str, str]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def spans(self) -> frozenset[Span]:
        """The blocks that are about the schema: no other reader need look at them."""
        return frozenset(
            [span for span, _ in self.taken] + [span for span, _, _ in self.passed_over]
        )


def read_ddl(document: Document, dialect: str | None = None) -> DdlReading:
    """Everything in the document that makes or describes tables."""
    reading = DdlReading(dialect or detect_dialect(document))
    listings: list[Listing] = []
    unread: list[UnreadModel] = []
    session = Session()
    later = planned_sections(document)
    shared = shared_columns(document)
    for context in places_of(document):
        if context.section.index in later:
            _pass_planned(reading, context)
            continue
        block = read_sql_block(context, reading.dialect, session)
        if block is not None:
            _take_block(reading, block)
        else:
            found = listed_in(context, reading.dialect)
            for listing in found:
                listing.partial |= bool(SOME_COLUMNS.search(context.label or ""))
                listing.mentioned = shared.union(span.text for span in code_spans(context.label))
            listings += found
            if not found and context.in_schema and isinstance(context.block, Fence):
                unread += unread_models(context.block)
    defined = {
        _key(item.table.name) for item in reading.statements if isinstance(item, CreateTable)
    }
    _take_listings(reading, document, listings, defined, session)
    made = [item.table.name.name for item in reading.statements if isinstance(item, CreateTable)]
    reading.diagnostics += told_unread(unread, made)
    reading.statements.sort(key=_place)
    fences = sorted(span for span, _ in reading.taken)
    reading.statements, told = without_duplicates(reading.statements, reading.dialect, fences)
    reading.diagnostics += told
    reading.statements = all_with_columns(reading.statements, reading.diagnostics)
    return reading


def _pass_planned(reading: DdlReading, context: Context) -> None:
    """What a part about later work would make is not made now."""
    block = read_sql_block(context, reading.dialect, Session())
    listed = [] if block is not None else listed_in(context, reading.dialect)
    if block is not None and (block.statements or block.post_statements):
        reading.passed_over.append((block.span, block.summary(), PLANNED))
    elif any(item.columns for item in listed):
        names = ", ".join(dict.fromkeys(f"`{item.name}`" for item in listed if item.columns))
        reading.passed_over.append((context.block.span, f"columns of {names}", PLANNED))


def _place(statement: Statement) -> tuple[int, int]:
    span = statement.span
    return (span.line, span.column) if span else (0, 0)


def _take_block(reading: DdlReading, block: SqlBlock) -> None:
    reading.statements += block.statements
    reading.post_statements += block.post_statements
    reading.down_sql += block.down_sql
    reading.passed_over += block.passed_over
    reading.diagnostics += block.diagnostics
    if block.statements or block.post_statements or block.down_sql:
        reading.taken.append((block.span, block.summary()))


def _key(name: Name) -> str:
    return name.name.lower()


def _take_listings(
    reading: DdlReading,
    document: Document,
    listings: list[Listing],
    defined: set[str],
    session: Session,
) -> None:
    """Make statements of what has no DDL; keep the rest to be compared."""
    has_tables = bool(defined)
    listings = _joined(reading, listings)
    settle_names(reading.statements, listings)
    settle_nulls(listings)
    name_as_written(document, reading.statements, listings)
    listed = [item for item in listings if item.columns]
    drawn = {bare(item.name) for item in listed if item.kind == "er diagram"}
    explicit = {
        bare(item.name)
        for item in listed
        # "Key columns" are no reason to leave a diagram aside that has all of them
        if item.kind != "er diagram" and not item.partial
    }
    drawn_alone = relied_on(listed, reading.statements, defined)
    fullest = fullest_of(listings, bare)
    sources: set[str] = set()
    settle_types(reading.statements, listings)
    for made in enums_for(listings, defined, reading.statements):
        reading.statements.append(made)
        if made.span is not None:
            reading.taken.append((made.span, f"enum `{made.enum.name}`"))
    for listing in listings:
        name = bare(listing.name)
        if listing.columns:
            is_source = name not in defined and name not in sources
            if listing.kind == "er diagram":
                is_source = is_source and name not in explicit
                apart = not has_tables and (not explicit or is_junction(listing, explicit))
                is_source = is_source and (apart or name in drawn_alone)
            else:
                is_source = is_source and fullest[name] is listing
                if listing.partial and name in drawn:
                    is_source = is_source and (has_tables or bool(explicit))
            used = session if is_source else Session()
            if _take_columns(reading, listing, used, is_source=is_source) and is_source:
                sources.add(name)
    reading.diagnostics += left_out(listed, defined | explicit | sources)
    made_of = KnownStatements(reading.statements)
    for listing in listings:
        if not listing.columns and listing.kind != ENUM_OF_MODEL:
            _take_side(reading, listing, sources, made_of)


def _joined(reading: DdlReading, listings: list[Listing]) -> list[Listing]:
    """Bullets of one table in several groups ("State:", "Times:") as one list of its columns."""
    found: list[Listing] = []
    for listing in listings:
        before = found[-1] if found else None
        if before is None or not _goes_on(before, listing):
            found.append(listing)
            continue
        before.columns += listing.columns
        before.constraints += listing.constraints
        before.references += listing.references
        before.unread += listing.unread
        reading.taken.append((listing.span, f"more columns of `{listing.name}`"))
    return found


def _goes_on(before: Listing, listing: Listing) -> bool:
    if (before.kind, before.name) != (listing.kind, listing.name) or listing.kind != "bullets":
        return False
    names = {column.name for column in before.columns}
    return bool(listing.columns) and not any(item.name in names for item in listing.columns)


def _take_columns(
    reading: DdlReading, listing: Listing, session: Session, *, is_source: bool
) -> bool:
    """Take the columns in; False where nothing of them could be read."""
    written = write_table(
        listing.name,
        listing.columns,
        listing.span,
        reading.dialect,
        listing.constraints,
        session=session,
    )
    if written is None:
        reading.passed_over.append((listing.span, f"columns of `{listing.name}`", "not understood"))
        if is_source:
            message = (
                f"the columns that the {listing.kind} of `{listing.name}` lists are not understood"
            )
            reading.diagnostics.append(diagnostic("S150", message, listing.span))
        return False
    reading.described.append(
        DescribedTable(
            listing.kind,
            written.table,
            listing.span,
            is_source,
            types_stated=listing.kind != "er diagram",
            loose=frozenset(open_types(listing)),
            unsaid=unsaid_nulls(listing),
            untyped=frozenset(item.name for item in listing.columns if item.words.assumed),
            coded=frozenset(item.name for item in listing.columns if item.words.coded),
            mentioned=listing.mentioned,
            computed=frozenset(item.name for item in listing.columns if item.words.computed),
            linked=frozenset(
                item.name
                for item in listing.columns
                if item.words.foreign and item.words.reference is None
            ),
            partial=listing.partial,
        )
    )
    if not is_source:
        reading.taken.append((listing.span, f"{listing.kind} of `{listing.name}`, to compare"))
        return True
    source = listing.kind if listing.kind.endswith("s") else f"a {listing.kind}"
    reading.taken.append((listing.span, f"table `{listing.name}`, from {source}"))
    reading.diagnostics += written.diagnostics
    for text, span in listing.unread:
        said = text.partition(": ")[2]
        computed = is_code(said.removeprefix("default "))
        why = "is computed by the application: no default" if computed else "is not understood"
        message = f"`{text}` in the {listing.kind} of `{listing.name}` {why}"
        severity = Severity.INFO if computed or is_remark(said) else None
        reading.diagnostics.append(diagnostic("S150", message, span, severity=severity))
    reading.diagnostics += _assumed_types(listing)
    reading.statements += _with_relations(written.statements, listing)
    return True


def _assumed_types(listing: Listing) -> list[Diagnostic]:
    """What is told of types that nothing states: by column, or once where a list states hardly any."""
    assumed = [column for column in listing.columns if column.words.assumed]
    if len(assumed) > 2 and len(assumed) * 2 >= len(listing.columns):
        kinds = ", ".join(dict.fromkeys(f"`{item.words.type.lower()}`" for item in assumed))
        named = ", ".join(f"`{item.name}`" for item in assumed)
        whose = f" of {named}" if len(assumed) < len(listing.columns) else ""
        message = f"the {listing.kind} of `{listing.name}` state no types{whose}; {kinds} are taken by the names of the columns"
        return [diagnostic("S163", message, listing.span)]
    return [
        diagnostic(
            "S163",
            f"nothing states the type of `{listing.name}.{column.name}`; `{column.words.type.lower()}` is taken",
            column.span,
        )
        for column in assumed
    ]


_SILENT = ("column table", "column list", "bullets", "er diagram")
"""What lists columns mostly has no word on ON DELETE, whatever it is."""


def _with_relations(statements: tuple[Statement, ...], listing: Listing) -> list[Statement]:
    """An ER diagram says by its relations which entity a key refers to."""
    found: list[Statement] = []
    silent = listing.kind in _SILENT
    for statement in statements:
        if isinstance(statement, CreateTable):
            keys = [
                key
                for key in listing.references
                if statement.table.column(key.columns[0]) is not None
                and not any(item.columns == key.columns for item in statement.table.foreign_keys)
            ]
            keys = [
                replace(key, says_actions=bool(key.on_delete or key.on_update) or not silent)
                for key in (*statement.table.foreign_keys, *keys)
            ]
            statement = replace(statement, table=replace(statement.table, foreign_keys=tuple(keys)))
        found.append(statement)
    return found


def _take_side(
    reading: DdlReading, listing: Listing, sources: set[str], known: KnownStatements
) -> None:
    """Index and constraint tables are statements where the table itself comes from a listing."""
    if listing.told:
        _take_told(reading, listing, sources, known)
        return
    for table, span in listing.tables:
        reading.described.append(
            DescribedTable(listing.kind, table, span, _key(table.name) in sources)
        )
    made = 0
    for statement in listing.statements:
        if isinstance(statement, CreateIndex | AddConstraint) and _key(statement.table) in sources:
            if not known.has(statement):
                known.add(statement)
                reading.statements.append(statement)
                made += 1
    if listing.kind == "relationship table":
        _with_actions(reading, listing, sources)
    for text, span in listing.unread:
        message = f"`{text}` in the {listing.kind} is not understood"
        reading.diagnostics.append(diagnostic("S150", message, span))
    if listing.kind == KEYS_ALONE and not made:
        reading.passed_over.append((listing.span, "SQL", "a part of a statement, shown alone"))
        return
    what = f"{made} of a {listing.kind}" if made else f"{listing.kind}, to compare"
    reading.taken.append((listing.span, what))


def _take_told(
    reading: DdlReading, listing: Listing, sources: set[str], known: KnownStatements
) -> None:
    """Indexes and unique keys that lines tell of a table that comes from a listing; other lines stay prose."""
    name = bare(listing.name)
    made = [item.table for item in reading.statements if isinstance(item, CreateTable)]
    table = next((item for item in made if _key(item.name) == name), None)
    read = [read_told(line, table, reading.dialect) for line in listing.told] if table else []
    if name not in sources or all(found is None for found in read):
        return
    others = {_key(item.name) for item in made}
    told = [item for found in read for item in found or ()]
    if any(isinstance(item, CreateIndex) and item.index.name in others for item in told):
        return  # "buyers(name)" is about another table
    for item in told:
        if not known.has(item):
            known.add(item)
            reading.statements.append(item)
    reading.taken.append((listing.span, f"keys and indexes of `{listing.name}`"))


def _with_actions(reading: DdlReading, listing: Listing, sources: set[str]) -> None:
    """ON DELETE of a relationship table, for keys of a table that comes from a listing."""
    actions = {
        _key(key.target): key.on_delete
        for table, _ in listing.tables
        if _key(table.name) in sources
        for key in table.foreign_keys
        if key.on_delete
    }
    for index, item in enumerate(reading.statements):
        if not isinstance(item, CreateTable) or _key(item.table.name) != bare(listing.name):
            continue
        keys = tuple(
            replace(key, on_delete=key.on_delete or _action(actions, _key(key.target)))
            for key in item.table.foreign_keys
        )
        reading.statements[index] = replace(item, table=replace(item.table, foreign_keys=keys))


def _action(actions: dict[str, str], target: str) -> str | None:
    """By the name of the entity, which is often the singular of the table's."""
    singular = re.sub(r"s$", "", re.sub(r"ies$", "y", target))
    return actions.get(target) or actions.get(singular)

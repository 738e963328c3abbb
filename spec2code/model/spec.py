"""What one spec says, and what a set of specs add up to."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.model.api import Endpoint, Event
from spec2code.model.records import dataclass, field
from spec2code.model.schema import Table
from spec2code.model.shapes import Shape
from spec2code.model.span import Span
from spec2code.model.statements import Statement

__all__ = [
    "Account",
    "DescribedTable",
    "Note",
    "Section",
    "Silence",
    "Spec",
    "SqlText",
    "statements_of",
]


@dataclass(frozen=True, slots=True)
class SqlText:
    """SQL that a spec gives for a purpose of its own: a down migration, a data backfill."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Note:
    """What is kept with its place because another part can use it: a feature flag, a job, a permission row,
    a rename announced in a schema-change table. `kind` names it, `fields` are its cells."""

    kind: str
    fields: tuple[tuple[str, str], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table as the spec describes it beside its DDL, kept to be compared with that.

    `kind` is column table, bullets, er diagram, index table, constraint table or relationship table; `table`
    has only what the description speaks of.
    """

    kind: str
    table: Table
    span: Span
    is_source: bool = False
    """There is no DDL for the table: the statements were made from this."""
    types_stated: bool = True
    """The types are SQL types; an ER diagram's seldom are."""
    loose: frozenset[str] = frozenset()
    """Columns whose types are a programming language's, `str`, `datetime`: they leave length and time zone open."""
    unsaid: frozenset[str] = frozenset()
    """Columns of which nothing says whether they take NULL: no column of the list is called NOT NULL, nor these nullable."""
    untyped: frozenset[str] = frozenset()
    """Columns without a type: theirs were taken from the names."""
    coded: frozenset[str] = frozenset()
    """Columns whose defaults are written as application code has them, and the database may have none, or in words
    that are no value, with no default here."""
    mentioned: frozenset[str] = frozenset()
    """What the text above the list has as code, or a sentence or mixin gives to all tables: such a column is known."""
    computed: frozenset[str] = frozenset()
    """Columns that the list calls generated without a word on what they are made from."""
    linked: frozenset[str] = frozenset()
    """Columns that the list calls foreign keys without a word on the table that they refer to."""
    partial: bool = False
    """The list is called "Key columns" or the like: the table has others."""


@dataclass(frozen=True, slots=True)
class Silence:
    """`<!-- spec2code: ignore S151 reason -->`: the codes not to be told of the block behind it."""

    codes: tuple[str, ...]
    reason: str
    span: Span
    first_line: int
    last_line: int
    """The lines of the block."""


@dataclass(frozen=True, slots=True)
class Account:
    """A part of a section: taken as `what`, from which blocks (`how`); or passed over, and why (`how`)."""

    what: str
    how: str
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the document for `inspect --format text`: what was taken, what was passed over and why."""

    title: str
    level: int
    taken: tuple[Account, ...]
    passed_over: tuple[Account, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Spec:
    file: str
    title: str
    feature: str
    """snake_case, from the title (else the file name): names the generated modules."""
    dialect: str = "postgresql"
    statements: tuple[Statement, ...] = ()
    """Main and pre-deployment DDL, in source order."""
    post_statements: tuple[Statement, ...] = ()
    """Post-deployment DDL."""
    down_sql: tuple[SqlText, ...] = ()
    renames: tuple[tuple[str, str, str], ...] = ()
    """(table, old column, new column) as announced in a table or note; old column '' renames the table."""
    endpoints: tuple[Endpoint, ...] = ()
    definitions: dict[str, Shape] = field(default_factory=dict)
    """Named shapes that endpoints refer to (interfaces, DTO sections)."""
    events: tuple[Event, ...] = ()
    error_shape: Shape | None = None
    """The error envelope, where it is stated once for the whole API."""
    shared_queries: frozenset[str] = frozenset()
    """Query parameters that are named once for all endpoints that take them, as those of paging."""
    shared_headers: frozenset[str] = frozenset()
    """The same of headers, in small letters."""
    envelopes: frozenset[str] = frozenset()
    """The fields in which answers lie, where what is around them is shown once for the whole API."""
    notes: tuple[Note, ...] = ()
    sections: tuple[Section, ...] = ()
    described: tuple[DescribedTable, ...] = ()
    silences: tuple[Silence, ...] = ()
    date: str | None = None
    """ISO date of the front matter or document table, for ordering specs."""

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing in it that code could be made of or held against."""
        return not (self.statements or self.post_statements or self.endpoints or self.events)


def statements_of(specs: Iterable[Spec]) -> list[Statement]:
    """Every statement of the specs, in their order, post-deployment ones behind the others of their spec."""
    return [item for spec in specs for item in (*spec.statements, *spec.post_statements)]

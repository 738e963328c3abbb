"""A relational schema: tables with their columns, constraints and indexes, enums, and other SQL objects.

Types are spelled the way PostgreSQL's format_type() spells them (for another dialect, that dialect's
canonical spelling). An expression keeps the text as it was written and a normalised key; only the key
takes part in comparisons. Spans never do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias, TypeVar

from spec2code.model.records import dataclass, field, replace
from spec2code.model.span import Span

__all__ = [
    "UNDECIDED",
    "UNKNOWN_TYPE",
    "Check",
    "Column",
    "Constraint",
    "Enum",
    "Exclude",
    "Expression",
    "ForeignKey",
    "Identity",
    "Index",
    "IndexKey",
    "Name",
    "ObjectKey",
    "PrimaryKey",
    "Schema",
    "SqlObject",
    "Table",
    "Unique",
]

Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """The name of a table, type or other object; the default schema (`public`) is written as None."""

    name: str
    schema: str | None = None

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name


@dataclass(frozen=True, slots=True)
class Expression:
    """An SQL expression: `text` as written, `key` normalised so that equal meanings compare equal."""

    text: str = field(compare=False)
    key: str


UNDECIDED: Final = Expression("(can't be told by reading)", "(can't be told by reading)")
"""Stands where code has an expression that reading can't tell: it is never called different from another."""

UNKNOWN_TYPE: Final = "unknown"
"""The same for a type."""


@dataclass(frozen=True, slots=True)
class Identity:
    """GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY; `options` as written, in SQL, normalised to upper case."""

    always: bool
    options: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    nullable: bool = True
    default: Expression | None = None
    identity: Identity | None = None
    generated: Expression | None = None
    serial: bool = False
    """An integer with a sequence of its own (SERIAL, AUTO_INCREMENT); `default` is then None."""
    auto_increment: bool = field(default=False, compare=False)
    """`serial` was written as an attribute (AUTO_INCREMENT), not as a type."""
    stored: bool = True
    """Only for generated columns: STORED, not VIRTUAL."""
    collation: str | None = None
    """As SQL writes it: `"C"`, `public.german`."""
    comment: str | None = None
    options: str = ""
    """What has no field of its own (STORAGE, COMPRESSION, ON UPDATE), in SQL."""
    fitted: bool = field(default=False, compare=False)
    """Of an enum that code keeps as text: the length is that of its longest label, and nobody wrote it."""
    not_null: str | None = field(default=None, compare=False)
    """The name that NOT NULL was given: PostgreSQL 18 keeps it, Alembic can't say it."""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    columns: tuple[str, ...]
    name: str | None = None
    include: tuple[str, ...] = ()
    deferrable: str | None = None
    without_overlaps: bool = False
    """The last column is a range: PRIMARY KEY (room, during WITHOUT OVERLAPS)."""
    options: str = ""
    """WITH (...) parameters of its index, in SQL."""
    later: bool = field(default=False, compare=False)
    """Added to a table that was there: what that inherits gets no NOT NULL of its own."""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    columns: tuple[str, ...]
    target: Name
    target_columns: tuple[str, ...] = ()
    """Empty: the primary key of the target, not known here."""
    name: str | None = None
    on_delete: str | None = None
    """CASCADE, SET NULL, SET DEFAULT, RESTRICT; NO ACTION is None. A column list follows in parentheses."""
    on_update: str | None = None
    deferrable: str | None = None
    """DEFERRABLE or DEFERRABLE INITIALLY DEFERRED; None when not deferrable."""
    match: str | None = None
    not_valid: bool = False
    enforced: bool = True
    period: bool = False
    """The last column on either side is a range: FOREIGN KEY (room, PERIOD during)."""
    says_actions: bool = field(default=True, compare=False, repr=False)
    """False: nothing is said of what becomes of the row, as in a list of columns; in SQL that is NO ACTION."""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unique:
    columns: tuple[str, ...]
    name: str | None = None
    nulls_not_distinct: bool = False
    include: tuple[str, ...] = ()
    deferrable: str | None = None
    without_overlaps: bool = False
    options: str = ""
    """WITH (...) parameters of its index, in SQL."""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Check:
    expression: Expression
    name: str | None = None
    not_valid: bool = False
    no_inherit: bool = False
    enforced: bool = True
    column: str | None = field(default=None, compare=False)
    """The column behind which it was written: PostgreSQL derives the default name from it."""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Exclude:
    definition: Expression
    """Everything behind EXCLUDE."""
    name: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


Constraint: TypeAlias = PrimaryKey | ForeignKey | Unique | Check | Exclude


@dataclass(frozen=True, slots=True)
class IndexKey:
    """One key of an index: a plain column (`column` set) or an expression."""

    expression: Expression
    column: str | None = None
    collation: str | None = None
    operator_class: str | None = None
    descending: bool = False
    nulls_first: bool | None = None
    """None: the default for the direction (first when descending)."""


@dataclass(frozen=True, slots=True)
class Index:
    name: str | None
    keys: tuple[IndexKey, ...]
    unique: bool = False
    method: str = "btree"
    where: Expression | None = None
    include: tuple[str, ...] = ()
    nulls_not_distinct: bool = False
    options: str = ""
    """WITH (...) parameters and TABLESPACE, in SQL."""
    only: bool = False
    """CREATE INDEX ... ON ONLY a partitioned table."""
    concurrently: bool = field(default=False, compare=False)
    written_name: str | None = field(default=None, compare=False)
    """The name that the source gives, where the database could not take it."""
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys as a list of names, an expression as its text."""
        return tuple(key.column or key.expression.text for key in self.keys)


@dataclass(frozen=True, slots=True)
class Table:
    name: Name
    columns: tuple[Column, ...] = ()
    primary_key: PrimaryKey | None = None
    foreign_keys: tuple[ForeignKey, ...] = ()
    uniques: tuple[Unique, ...] = ()
    checks: tuple[Check, ...] = ()
    excludes: tuple[Exclude, ...] = ()
    indexes: tuple[Index, ...] = ()
    comment: str | None = None
    is_partial: bool = False
    """Altered but never created: only what was said of it is here."""
    options: tuple[tuple[str, str], ...] = ()
    """What follows the parenthesis, in SQL, by name: `partition_by`, `partition_of`, `inherits`, `with`,
    `tablespace`, `unlogged`, `engine`, `row_security`, `force_row_security`, `replica_identity`..."""
    span: Span | None = field(default=None, compare=False, repr=False)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def option(self, name: str) -> str | None:
        return next((value for key, value in self.options if key == name), None)

    @property
    def has_columns_of_others(self) -> bool:
        """Whether it has columns that don't stand in it: those of a parent, of a type, of a query."""
        return any(map(self.option, ("inherits", "partition_of", "of", "like", "as")))

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        key = (self.primary_key,) if self.primary_key else ()
        return (*key, *self.uniques, *self.checks, *self.excludes, *self.foreign_keys)

    def with_constraint(self, item: Constraint) -> Table:
        """The table with one constraint more; a primary key takes the place of the present one."""
        match item:
            case PrimaryKey():
                return replace(self, primary_key=item)
            case ForeignKey():
                return replace(self, foreign_keys=(*self.foreign_keys, item))
            case Unique():
                return replace(self, uniques=(*self.uniques, item))
            case Check():
                return replace(self, checks=(*self.checks, item))
            case Exclude():
                return replace(self, excludes=(*self.excludes, item))


@dataclass(frozen=True, slots=True)
class Enum:
    name: Name
    labels: tuple[str, ...]
    comment: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SqlObject:
    """Anything that is neither table nor enum; `definition` is the whole statement that makes it.

    `kind` is the lower-case SQL word: schema, extension, domain, type, sequence, function, procedure,
    aggregate, view, materialized view, trigger, policy, rule, operator, cast, statistics, publication...
    A trigger, policy or rule has the table it belongs to in `table`. Functions that overload one
    another have their argument types in `signature`.
    """

    kind: str
    name: Name
    definition: Expression
    table: Name | None = None
    signature: str = ""
    comment: str | None = None
    unchecked: bool = field(default=False, compare=False)
    """A routine that is made while `check_function_bodies` is off, as in each dump: its body may be anything."""
    depends_on: tuple[Name, ...] = field(default=(), compare=False)
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def identity(self) -> tuple[str, Name, Name | None, str]:
        return (self.kind, self.name, self.table, self.signature)


ObjectKey: TypeAlias = tuple[str, Name, Name | None, str]


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything in a database that migrations make. Dictionaries are in the order of creation."""

    tables: dict[Name, Table] = field(default_factory=dict)
    enums: dict[Name, Enum] = field(default_factory=dict)
    objects: dict[ObjectKey, SqlObject] = field(default_factory=dict)

    def in_order_of(self, other: Schema) -> Schema:
        """The same, with what `other` has too in the order of `other`, behind everything else."""

        def ordered(items: dict[Key, Item], model: Iterable[Key]) -> dict[Key, Item]:
            last = {key: items[key] for key in model if key in items}
            return {key: item for key, item in items.items() if key not in last} | last

        return Schema(
            ordered(self.tables, other.tables),
            ordered(self.enums, other.enums),
            ordered(self.objects, other.objects),
        )

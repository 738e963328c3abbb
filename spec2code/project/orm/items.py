"""What SQLAlchemy's schema items (Column, constraints, Index) say, before they belong to a table.

What an item says is one thing, what it becomes in its table another: only there do naming conventions,
the primary key and serial columns show. `assemble` makes that step.
"""

from __future__ import annotations

from spec2code.model.records import dataclass, field
from spec2code.model.schema import Expression, Identity, IndexKey, Name
from spec2code.model.span import Span
from spec2code.project.sqla_types import SqlType

__all__ = ["ColumnItem", "ConstraintItem", "IndexItem", "TableItem"]


@dataclass(slots=True)
class ConstraintItem:
    kind: str
    """pk, uq, ck, fk or ex, as in naming conventions."""
    columns: tuple[str, ...] = ()
    name: str | None = None
    final: bool = False
    """The name went through op.f() or conv(): no convention applies to it."""
    expression: Expression | None = None
    """Of a check; of an exclusion, what follows EXCLUDE."""
    target: Name | None = None
    target_columns: tuple[str, ...] = ()
    on_delete: str | None = None
    on_update: str | None = None
    deferrable: str | None = None
    match: str | None = None
    nulls_not_distinct: bool = False
    include: tuple[str, ...] = ()
    not_valid: bool = False
    of_column: str | None = None
    use_alter: bool = False
    """A foreign key that CREATE TABLE leaves out; only create_all() adds it afterwards."""
    span: Span | None = None


@dataclass(slots=True)
class IndexItem:
    name: str | None
    keys: tuple[IndexKey, ...]
    final: bool = False
    unique: bool = False
    method: str = "btree"
    where: Expression | None = None
    include: tuple[str, ...] = ()
    nulls_not_distinct: bool = False
    options: str = ""
    concurrently: bool = False
    span: Span | None = None


@dataclass(slots=True)
class ColumnItem:
    name: str
    type: SqlType | None
    """None where it can't be told (`problem` says why), or where a foreign key gives it."""
    nullable: bool | None = None
    primary_key: bool = False
    autoincrement: object = "auto"
    python_default: bool = False
    """Has a default that Python sets, which keeps an integer key from being serial."""
    default: Expression | None = None
    identity: Identity | None = None
    generated: Expression | None = None
    stored: bool = True
    unique: bool = False
    index: bool = False
    comment: str | None = None
    constraints: list[ConstraintItem] = field(default_factory=list)
    fallback: SqlType | None = None
    """The type that its annotation has, where the target of its foreign key doesn't give one."""
    problem: str | None = None
    key: str | None = None
    is_open: bool = False
    """A constraint of it can't be told; a diagnostic says so."""
    span: Span | None = None


@dataclass(slots=True)
class TableItem:
    name: Name
    columns: list[ColumnItem] = field(default_factory=list)
    constraints: list[ConstraintItem] = field(default_factory=list)
    indexes: list[IndexItem] = field(default_factory=list)
    comment: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    is_open: bool = False
    """A constraint or an index of it can't be told; a diagnostic says so."""
    extends: bool = False
    """`extend_existing`: its columns join those that the table has by another class."""
    stands_in: bool = False
    """It has what somebody needs of a table that is made elsewhere, and no more."""
    span: Span | None = None

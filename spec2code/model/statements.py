"""What a DDL line in a spec, a DDL string in op.execute() and an op. call ask for: one vocabulary for all three.

`fold.py` applies statements to a schema. `UNSET` marks what a statement doesn't speak of.
"""

from __future__ import annotations

from enum import Enum as PythonEnum
from typing import Final, TypeAlias

from spec2code.model.records import dataclass, field
from spec2code.model.schema import (
    Column,
    Constraint,
    Enum,
    Expression,
    Identity,
    Index,
    Name,
    SqlObject,
    Table,
)
from spec2code.model.span import Span


class Unset(PythonEnum):
    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    span: Span | None = field(default=None, compare=False, repr=False)
    text: str = field(default="", compare=False, repr=False)
    """The statement as written, where it was written in SQL, without the semicolon."""
    script: int = field(default=0, compare=False, repr=False)
    """The first line of the text that it stands in: statements of one script run behind one another."""


@dataclass(frozen=True, slots=True)
class CreateTable(_Placed):
    table: Table
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropTable(_Placed):
    name: Name
    if_exists: bool = False
    cascade: bool = False


@dataclass(frozen=True, slots=True)
class RenameTable(_Placed):
    name: Name
    new_name: Name


@dataclass(frozen=True, slots=True)
class AlterTable(_Placed):
    """Sets table options (see Table.options); a value of None removes one."""

    name: Name
    options: tuple[tuple[str, str | None], ...]
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class AddColumn(_Placed):
    table: Name
    column: Column
    if_not_exists: bool = False
    constraints: tuple[Constraint, ...] = ()
    """Written behind the column: PRIMARY KEY, UNIQUE, CHECK, REFERENCES."""
    indexes: tuple[Index, ...] = ()
    """Made together with the column (SQLAlchemy's index=True)."""
    after: str | None = None
    """MySQL: AFTER column, or '' for FIRST."""


@dataclass(frozen=True, slots=True)
class DropColumn(_Placed):
    table: Name
    column: str
    if_exists: bool = False
    cascade: bool = False


@dataclass(frozen=True, slots=True)
class RenameColumn(_Placed):
    table: Name
    column: str
    new_name: str


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """What ALTER COLUMN ... SET names of an identity; the rest of it stays. Nothing where it only restarts."""

    always: bool | None = None
    options: str = ""


@dataclass(frozen=True, slots=True)
class AlterColumn(_Placed):
    table: Name
    column: str
    type: str | Unset = UNSET
    using: str | None = None
    nullable: bool | Unset = UNSET
    not_null: str | None = None
    """The name that NOT NULL was given."""
    default: Expression | Unset | None = UNSET
    identity: Identity | IdentityChange | Unset | None = UNSET
    generated: Expression | Unset | None = UNSET
    serial: bool | Unset = UNSET
    collation: str | Unset | None = UNSET
    comment: str | Unset | None = UNSET
    options: str | Unset = UNSET


@dataclass(frozen=True, slots=True)
class AddConstraint(_Placed):
    table: Name
    constraint: Constraint
    using_index: str | None = None


@dataclass(frozen=True, slots=True)
class DropConstraint(_Placed):
    table: Name
    name: str | None
    """None only together with `kind`: MySQL's DROP PRIMARY KEY."""
    kind: str | None = None
    """primary key, foreign key, unique, check; None when not said."""
    if_exists: bool = False
    cascade: bool = False


@dataclass(frozen=True, slots=True)
class RenameConstraint(_Placed):
    table: Name
    name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class ValidateConstraint(_Placed):
    table: Name
    name: str


@dataclass(frozen=True, slots=True)
class CreateIndex(_Placed):
    table: Name
    index: Index
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropIndex(_Placed):
    name: Name
    table: Name | None = None
    if_exists: bool = False
    concurrently: bool = False


@dataclass(frozen=True, slots=True)
class RenameIndex(_Placed):
    name: Name
    new_name: str


@dataclass(frozen=True, slots=True)
class CreateEnum(_Placed):
    enum: Enum
    if_not_exists: bool = False
    """Also when a DO block or checkfirst=True keeps a second creation from failing."""


@dataclass(frozen=True, slots=True)
class DropEnum(_Placed):
    name: Name
    if_exists: bool = False
    cascade: bool = False


@dataclass(frozen=True, slots=True)
class AddEnumValue(_Placed):
    name: Name
    value: str
    before: str | None = None
    after: str | None = None
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class RenameEnumValue(_Placed):
    name: Name
    value: str
    new_value: str


@dataclass(frozen=True, slots=True)
class SetEnumValues(_Placed):
    """Replaces the labels of an enum, keeping the columns that use it (alembic-postgresql-enum)."""

    name: Name
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenameType(_Placed):
    """ALTER TYPE ... RENAME TO; columns of that type follow."""

    name: Name
    new_name: Name


@dataclass(frozen=True, slots=True)
class SetComment(_Placed):
    """COMMENT ON; `kind` is table, column, index, constraint, type or an object's kind."""

    kind: str
    name: Name
    comment: str | None
    column: str | None = None
    table: Name | None = None
    signature: str | None = None
    """Of a function: its argument types, where they are given."""


@dataclass(frozen=True, slots=True)
class CreateObject(_Placed):
    object: SqlObject
    or_replace: bool = False
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropObject(_Placed):
    kind: str
    name: Name
    table: Name | None = None
    signature: str | None = None
    """None when the arguments aren't given: every overload of that name."""
    if_exists: bool = False
    cascade: bool = False


@dataclass(frozen=True, slots=True)
class AlterObject(_Placed):
    """An ALTER of an object that is kept as text: ALTER SEQUENCE, ALTER DOMAIN, ALTER POLICY, OWNER TO..."""

    kind: str
    name: Name
    definition: Expression
    new_name: Name | None = None
    table: Name | None = None
    """Of a trigger, policy, rule or constraint: the table it belongs to."""


@dataclass(frozen=True, slots=True)
class RunSql(_Placed):
    """SQL that changes rows or settings, not the schema; `text` holds it."""

    verb: str
    temporary: Name | None = None
    """The table that it makes for this session alone."""


Statement: TypeAlias = (
    CreateTable
    | DropTable
    | RenameTable
    | AlterTable
    | AddColumn
    | DropColumn
    | RenameColumn
    | AlterColumn
    | AddConstraint
    | DropConstraint
    | RenameConstraint
    | ValidateConstraint
    | CreateIndex
    | DropIndex
    | RenameIndex
    | CreateEnum
    | DropEnum
    | AddEnumValue
    | RenameEnumValue
    | SetEnumValues
    | RenameType
    | SetComment
    | CreateObject
    | DropObject
    | AlterObject
    | RunSql
)

"""Alembic's operations (`op.create_table(...)`, `batch_op.add_column(...)`) into statements."""

from __future__ import annotations

from collections.abc import Callable

from spec2code.model.records import replace
from spec2code.model.schema import Enum, Name
from spec2code.model.span import Span
from spec2code.model.statements import (
    UNSET,
    AddColumn,
    AddConstraint,
    AlterColumn,
    CreateEnum,
    CreateIndex,
    CreateTable,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropTable,
    RenameColumn,
    RenameTable,
    SetComment,
    SetEnumValues,
    Statement,
)
from spec2code.project.migrations.arguments import Arguments, Undecidable
from spec2code.project.orm.assemble import (
    column_extras,
    is_serial,
    model_column,
    model_constraint,
    model_index,
    model_table,
    type_check,
)
from spec2code.project.orm.conditions import made_here
from spec2code.project.orm.imperative import table_options
from spec2code.project.orm.items import ColumnItem, ConstraintItem, TableItem
from spec2code.project.orm.naming import Naming
from spec2code.project.orm.reading import ItemReader, deferrable, foreign_action, reason_of
from spec2code.project.orm.values import kind_of
from spec2code.project.sqla_types import SqlType
from spec2code.project.values import Call, Value

__all__ = ["OPERATIONS", "Operations"]

Emit = Callable[[Statement], None]

_KINDS = {
    "foreignkey": "foreign key",
    "primary": "primary key",
    "unique": "unique",
    "check": "check",
}
_SHORT_KINDS = {"foreignkey": "fk", "primary": "pk", "unique": "uq", "check": "ck"}


class Operations:
    """Turns operations into statements and hands them on, one by one, in order.

    Every method raises Undecidable where something that it needs can't be told.
    """

    def __init__(self, reader: ItemReader, naming: Naming, emit: Emit) -> None:
        self.reader = reader
        self.naming = naming
        self.emit = emit

    def create_table(self, given: Arguments) -> None:
        comment = given.get("comment")
        item = TableItem(given.table(), span=given.span)
        item.comment = str(comment) if isinstance(comment, str) else None
        item.options = table_options(given.values)
        missing: list[str] = []
        for part in made_here(given.rest):
            try:
                self._part(item, part)
            except Undecidable as problem:
                missing.append(problem.reason)
        self.emit_table(item, given.flag("if_not_exists"), given.span)
        if missing:
            # The table is there all the same; what it lacks here is said.
            raise Undecidable("; ".join(missing))

    def _part(self, item: TableItem, part: Value) -> None:
        kind = kind_of(part)
        if isinstance(part, Call) and kind in ("Column", "mapped_column"):
            item.columns.append(self._column(part))
        elif isinstance(part, Call) and kind == "Index":
            index = self.reader.index(part)
            if index is None:
                raise Undecidable("an index can't be told")
            item.indexes.append(index)
        elif isinstance(part, Call) and (constraint := self.reader.constraint(part)) is not None:
            item.constraints.append(constraint)
        elif part is not None and kind != "MetaData":
            raise Undecidable(f"a part of the table can't be told: {reason_of(part)}")

    def _column(self, call: Value) -> ColumnItem:
        item = self.reader.column(call) if isinstance(call, Call) else None
        if item is None:
            raise Undecidable("a column can't be told")
        return item

    def emit_table(
        self, item: TableItem, if_not_exists: bool, span: Span | None, naming: Naming | None = None
    ) -> None:
        for column in item.columns:
            self.make_enum(column.type, column.span)
            column.constraints = [part for part in column.constraints if not part.use_alter]
        item.constraints = [part for part in item.constraints if not part.use_alter]
        self.emit(CreateTable(model_table(item, naming or self.naming), if_not_exists, span=span))

    def make_enum(self, type: SqlType | None, span: Span | None) -> None:
        """A column's enum type is made along with the table, unless it is there already."""
        if type is None or type.enum is None or not type.enum.create:
            return
        enum = Enum(Name(type.enum.name, type.enum.schema), type.enum.labels, span=span)
        self.emit(CreateEnum(enum, if_not_exists=True, span=span))

    def drop_table(self, given: Arguments) -> None:
        self.emit(DropTable(given.table(), given.flag("if_exists"), span=given.span))

    def rename_table(self, given: Arguments) -> None:
        name = given.qualified(given.text("old_table_name"))
        new_name = given.qualified(given.text("new_table_name"))
        self.emit(RenameTable(name, new_name, span=given.span))

    def create_table_comment(self, given: Arguments) -> None:
        comment = given.optional_text("comment")
        self.emit(SetComment("table", given.table(), comment, span=given.span))

    def drop_table_comment(self, given: Arguments) -> None:
        self.emit(SetComment("table", given.table(), None, span=given.span))

    def add_column(self, given: Arguments) -> None:
        table = given.table()
        item = self._column(given.get("column"))
        refers = any(constraint.kind == "fk" for constraint in item.constraints)
        serial = item.primary_key and is_serial(item, has_foreign_key=refers)
        constraints, indexes = column_extras(item, table, self.naming)
        if item.primary_key and given.flag("inline_primary_key"):
            constraints.append(
                model_constraint(
                    ConstraintItem("pk", (item.name,), span=item.span), table, self.naming
                )
            )
        self.emit(
            AddColumn(
                table,
                model_column(item, serial=serial),
                given.flag("if_not_exists"),
                tuple(constraints),
                tuple(indexes),
                span=given.span,
            )
        )

    def drop_column(self, given: Arguments) -> None:
        column = given.text("column_name")
        self.emit(DropColumn(given.table(), column, given.flag("if_exists"), span=given.span))

    def alter_column(self, given: Arguments) -> None:
        if not given.values.keys() & _CHANGES:
            return  # whatever is named: it is left as it is
        table, column = given.table(), given.text("column_name")
        type, open_type = self._new_type(given)
        if given.get("type_") is not None:
            self._drop_type_check(table, column, given)
        nullable = given.get("nullable")
        comment = given.get("comment", False)
        using = given.get("postgresql_using")
        change = AlterColumn(
            table,
            column,
            type=type.text if type is not None else UNSET,
            using=using if isinstance(using, str) else None,
            nullable=nullable if isinstance(nullable, bool) else UNSET,
            comment=(
                str(comment) if isinstance(comment, str) else None if comment is None else UNSET
            ),
            span=given.span,
        )
        change = self._with_default(change, given)
        if change != AlterColumn(table, column):
            self.emit(change)
        new_name = given.optional_text("new_column_name")
        if new_name is not None and new_name != column:
            self.emit(RenameColumn(table, column, new_name, span=given.span))
        check = type_check(type, new_name or column, given.span)
        if check is not None:
            self.emit(
                AddConstraint(table, model_constraint(check, table, self.naming), span=given.span)
            )
        if open_type:
            raise Undecidable(f"the new type can't be told: {open_type}")

    def _new_type(self, given: Arguments) -> tuple[SqlType | None, str]:
        """The new type, and why it can't be told where it can't: the rest of the operation holds all the same."""
        value = given.get("type_")
        if value is None:
            return None, ""
        type = self.reader.types.read(value)
        return type, "" if type is not None else self.reader.types.reason(value)

    def _drop_type_check(self, table: Name, column: str, given: Arguments) -> None:
        """Alembic drops the check that `existing_type` brought along before it sets another type."""
        type = self.reader.types.read(given.get("existing_type"))
        check = type_check(type, column, given.span)
        name = model_constraint(check, table, self.naming).name if check else None
        if name is not None:
            self.emit(DropConstraint(table, name, "check", True, span=given.span))

    def _with_default(self, change: AlterColumn, given: Arguments) -> AlterColumn:
        value = given.get("server_default", False)
        if value is False:
            return change
        kind = kind_of(value)
        if kind in ("Identity", "Computed"):
            item = ColumnItem(change.column, None)
            self.reader.set_server_default(item, value, given.span)
            return replace(
                change, identity=item.identity or UNSET, generated=item.generated or UNSET
            )
        if value is None:
            before = kind_of(given.get("existing_server_default"))
            if before == "Identity":
                return replace(change, identity=None)
            return (
                replace(change, generated=None)
                if before == "Computed"
                else replace(change, default=None)
            )
        type = change.type if isinstance(change.type, str) else None
        return replace(change, default=self.reader.default(value, type, given.span))

    def create_primary_key(self, given: Arguments) -> None:
        self._constraint(ConstraintItem("pk", given.names("columns")), given)

    def create_unique_constraint(self, given: Arguments) -> None:
        name = "columns" if "columns" in given.values else "local_cols"
        item = ConstraintItem("uq", given.names(name), deferrable=deferrable(given.values))
        item.nulls_not_distinct = given.flag("postgresql_nulls_not_distinct")
        self._constraint(item, given)

    def create_check_constraint(self, given: Arguments) -> None:
        item = ConstraintItem("ck", not_valid=given.flag("postgresql_not_valid"))
        item.expression = self.reader.expression(given.get("condition"), given.span)
        self._constraint(item, given)

    def create_foreign_key(self, given: Arguments) -> None:
        item = ConstraintItem(
            "fk",
            given.names("local_cols"),
            target=given.table("referent_table", "referent_schema"),
            target_columns=given.names("remote_cols"),
            on_delete=foreign_action(given.get("ondelete")),
            on_update=foreign_action(given.get("onupdate")),
            deferrable=deferrable(given.values),
            match=given.optional_text("match"),
            not_valid=given.flag("postgresql_not_valid"),
        )
        self._constraint(item, given, given.table("source_table", "source_schema"))

    def create_exclude_constraint(self, given: Arguments) -> None:
        item = ConstraintItem("ex")
        item.expression = self.reader.exclusion(given.rest, given.values, given.span)
        self._constraint(item, given)

    def _constraint(
        self, item: ConstraintItem, given: Arguments, table: Name | None = None
    ) -> None:
        item.name, item.final = given.name()
        item.span = given.span
        table = table or given.table()
        made = model_constraint(item, table, self.naming)
        self.emit(AddConstraint(table, made, span=given.span))

    def drop_constraint(self, given: Arguments) -> None:
        name, final = given.name()
        if name is None:
            raise Undecidable("the name of the constraint isn't given")
        kind = given.get("type_")
        kind = kind.lower() if isinstance(kind, str) else ""
        table = given.table()
        if final or kind in _SHORT_KINDS:
            short = _SHORT_KINDS.get(kind, "")
            name = self.naming.name(short, name, table.name, schema=table.schema, final=final)
        if_exists = given.flag("if_exists")
        self.emit(DropConstraint(table, name, _KINDS.get(kind), if_exists, span=given.span))

    def create_index(self, given: Arguments) -> None:
        table = given.table()
        item = self.reader.index_from(
            given.get("index_name"), given.columns("columns"), given.values, given.span
        )
        if item is None:
            raise Undecidable("the index can't be told")
        index = model_index(item, table, self.naming)
        self.emit(CreateIndex(table, index, given.flag("if_not_exists"), span=given.span))

    def drop_index(self, given: Arguments) -> None:
        table = given.table() if given.batch or given.get("table_name") is not None else None
        name, final = given.name("index_name")
        if name is None:
            raise Undecidable("the name of the index isn't given")
        if final or table is not None:
            owner = table or Name("")
            name = (
                self.naming.name("ix", name, owner.name, schema=owner.schema, final=final) or name
            )
        qualified = given.qualified(name)
        if_exists = given.flag("if_exists")
        self.emit(DropIndex(qualified, table, if_exists, span=given.span))

    def sync_enum_values(self, given: Arguments) -> None:
        schema = given.get("enum_schema")
        name = Name(
            given.text("enum_name"),
            schema if isinstance(schema, str) and schema not in ("public", "") else None,
        )
        self.emit(SetEnumValues(name, given.names("new_values"), span=given.span))

    def bulk_insert(self, given: Arguments) -> None:
        """Rows only."""


_CHANGES = frozenset(
    ["type_", "nullable", "server_default", "comment", "new_column_name", "autoincrement", "name"]
)
"""What alter_column() may set."""

OPERATIONS: dict[str, Callable[[Operations, Arguments], None]] = {
    "add_column": Operations.add_column,
    "add_geospatial_column": Operations.add_column,
    "alter_column": Operations.alter_column,
    "bulk_insert": Operations.bulk_insert,
    "create_check_constraint": Operations.create_check_constraint,
    "create_exclude_constraint": Operations.create_exclude_constraint,
    "create_foreign_key": Operations.create_foreign_key,
    "create_geospatial_index": Operations.create_index,
    "create_geospatial_table": Operations.create_table,
    "create_index": Operations.create_index,
    "create_primary_key": Operations.create_primary_key,
    "create_table": Operations.create_table,
    "create_table_comment": Operations.create_table_comment,
    "create_unique_constraint": Operations.create_unique_constraint,
    "drop_column": Operations.drop_column,
    "drop_constraint": Operations.drop_constraint,
    "drop_geospatial_column": Operations.drop_column,
    "drop_geospatial_index": Operations.drop_index,
    "drop_geospatial_table": Operations.drop_table,
    "drop_index": Operations.drop_index,
    "drop_table": Operations.drop_table,
    "drop_table_comment": Operations.drop_table_comment,
    "rename_table": Operations.rename_table,
    "sync_enum_values": Operations.sync_enum_values,
}
"""Every operation that has a signature but execute(), which is SQL."""

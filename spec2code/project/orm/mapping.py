"""A mapped class into its table: columns of its own and of its mixins, constraints, the table's name."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from spec2code.model.records import dataclass
from spec2code.model.schema import Name
from spec2code.project import classes
from spec2code.project.orm import bases
from spec2code.project.orm.annotations import Annotation, annotation_type, read_annotation
from spec2code.project.orm.class_body import head_of, members, place_of
from spec2code.project.orm.fields import field_column
from spec2code.project.orm.imperative import add_parts, table_item, table_options
from spec2code.project.orm.items import ColumnItem, TableItem
from spec2code.project.orm.library_mixins import library_columns, library_table
from spec2code.project.orm.metadata import schema_of
from spec2code.project.orm.natives import underscored
from spec2code.project.orm.reading import ItemReader, reason_of
from spec2code.project.orm.values import kind_of
from spec2code.project.resolve import MISSING
from spec2code.project.values import (
    Attribute,
    Call,
    Class,
    External,
    Function,
    Subscript,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["ClassMapper", "MappedTable"]

_COLUMNS = frozenset({"Column", "mapped_column"})
_WRAPPERS = frozenset({"deferred", "column_property"})
_OTHERS = frozenset(
    {"relationship", "dynamic_loader", "backref", "synonym", "association_proxy", "composite"}
    | {"query_expression", "Relationship", "column_property", "hybrid_property"}
)


@dataclass(slots=True)
class MappedTable:
    """A class and the table that it maps; `parent` holds the table where the class has none of its own."""

    cls: Class
    item: TableItem
    root: Value
    parent: Class | None = None


class ClassMapper:
    """Reads mapped classes; each once."""

    def __init__(
        self, evaluator: Evaluator, reader: ItemReader, *, implicit_optional: bool = False
    ) -> None:
        self.evaluator = evaluator
        self.reader = reader
        self.implicit_optional = implicit_optional
        """SQLModel on Pydantic 1: a default of None makes a column nullable."""
        self.columns: dict[int, tuple[Class, str]] = {}
        """Column objects by identity: the class and the column's name."""
        self.related: list[Class] = []
        """Classes that a `declared_attr` relates to, some of which it makes itself."""
        self._kept: list[Value] = []
        self._tables: dict[int, MappedTable | None] = {}
        self._under_way: list[Class] = []
        """Classes whose columns are being read."""
        self._names: dict[int, str | None] = {}
        self._current: dict[int, str] = {}

    def table(self, cls: Class) -> MappedTable | None:
        """The table of a class; None for a mixin, an abstract class, or what isn't mapped."""
        known = self._tables.get(id(cls), MISSING)
        if known is not MISSING:
            assert known is None or isinstance(known, MappedTable)
            return known
        self._tables[id(cls)] = None
        self._under_way.append(cls)
        found = self._table(cls)
        self._under_way.pop()
        self._tables[id(cls)] = found
        return found

    def table_name(self, cls: Class) -> str | None:
        """`__tablename__` as it holds for this class; None where it maps none of its own."""
        if id(cls) not in self._names:
            self._names[id(cls)] = None
            self._names[id(cls)] = self._table_name(cls)
        return self._names[id(cls)]

    def _table(self, cls: Class) -> MappedTable | None:
        sqlmodel = bases.is_sqlmodel(self.evaluator, cls)
        if sqlmodel:
            if not bases.is_sqlmodel_table(self.evaluator, cls):
                return None
        elif not bases.is_declarative(self.evaluator, cls) or bases.is_abstract(
            self.evaluator, cls
        ):
            return None
        root = bases.root_of(self.evaluator, cls)
        imperative = bases.own(self.evaluator, cls, "__table__")
        if isinstance(imperative, Call) and kind_of(imperative) == "Table":
            item = table_item(imperative, self.reader, self.evaluator)
            return None if item is None else MappedTable(cls, item, root)
        parent = self._parent(cls)
        name = self.table_name(cls)
        if name is None and parent is None:
            return None
        item = TableItem(Name(name or ""), span=head_of(cls))
        owners = self._owners(cls, parent)
        if sqlmodel:
            self._fields(cls, item)
        else:
            self._attributes(cls, item, owners, self._inherited(parent) if name is None else set())
        if name is None:
            return MappedTable(cls, item, root, parent)
        self._table_args(cls, item)
        if item.name.schema is None:
            item.name = Name(name, schema_of(cls, self.evaluator))
        return MappedTable(cls, item, root)

    def _parent(self, cls: Class) -> Class | None:
        """The nearest mapped class above."""
        for item in classes.mro(self.evaluator, cls)[1:]:
            if isinstance(item, Class) and item is not cls:
                if bases.is_declarative(self.evaluator, item) and self.table(item) is not None:
                    return item
        return None

    def _owners(self, cls: Class, parent: Class | None) -> list[Value]:
        """The classes whose columns go into this table: the class, and what no mapped class above has."""
        line = classes.mro(self.evaluator, cls)
        if parent is None:
            return list(line)
        above = classes.mro(self.evaluator, parent)
        return [item for item in line if not any(item is other for other in above)]

    def _table_name(self, cls: Class) -> str | None:
        for item in classes.mro(self.evaluator, cls):
            if isinstance(item, External):
                given = library_table(item.name)
                if given is not None:
                    return given
            if not isinstance(item, Class):
                continue
            value = bases.own(self.evaluator, item, "__tablename__")
            if value is MISSING:
                continue
            if item is not cls and not isinstance(value, Function) and self._is_mapped(item):
                continue
            if isinstance(value, Function):
                value = self.evaluator.run(value, [cls])
            if value is not None and not isinstance(value, str):
                self.reader.tell_table(cls.name, reason_of(value), head_of(cls))
            return str(value) if isinstance(value, str) else None
        if bases.is_sqlmodel(self.evaluator, cls):
            return cls.name.lower()
        root = bases.root_of(self.evaluator, cls)
        if isinstance(root, Call) and root.name.endswith("SQLAlchemy") and self._has_key(cls):
            return underscored(cls.name)
        return None

    def _is_mapped(self, cls: Class) -> bool:
        if not bases.is_declarative(self.evaluator, cls) or bases.is_abstract(self.evaluator, cls):
            return False
        return self.table_name(cls) is not None

    def _has_key(self, cls: Class) -> bool:
        """Flask-SQLAlchemy names the tables of classes that have a primary key of their own."""
        return any(
            isinstance(call, Call) and call.kwargs.get("primary_key") is True
            for _, call, _ in members(self.evaluator, cls)
        )

    def _inherited(self, parent: Class | None) -> set[str]:
        """The attributes that a class without a table of its own finds mapped already."""
        found: set[str] = set()
        while parent is not None:
            table = self.table(parent)
            if table is None:
                break
            found.update(column.key or column.name for column in table.item.columns)
            parent = table.parent
        return found

    def _attributes(
        self, cls: Class, item: TableItem, owners: list[Value], taken: set[str]
    ) -> None:
        known = bases.annotation_map(self.evaluator, cls)
        self._current = {}
        for owner in owners:
            if isinstance(owner, External):
                for column in library_columns(owner.name):
                    if column.name not in taken:
                        column.span = item.span
                        item.columns.append(column)
                continue
            if not isinstance(owner, Class) or (owner is not cls and self._is_mapped(owner)):
                continue
            for name, value, annotation in members(self.evaluator, owner):
                if name in taken or name.startswith("__"):
                    continue
                taken.add(name)
                if isinstance(value, Function):
                    value = self.evaluator.run(value, [cls])
                    if isinstance(value, Call) and kind_of(value) in _OTHERS:
                        self.related += [item for item in value.args if isinstance(item, Class)]
                column_item = self._attribute(owner, name, value, annotation, known)
                if column_item is not None:
                    item.columns.append(column_item)
                    if isinstance(value, Call):
                        self._remember(value, owner, column_item.name)
                        self._current[id(value)] = column_item.name

    def _remember(self, value: Call, owner: Class, name: str) -> None:
        self.columns[id(value)] = (owner, name)
        self._kept.append(value)

    def _attribute(
        self,
        owner: Class,
        name: str,
        value: Value,
        annotation: ast.expr | None,
        known: object,
    ) -> ColumnItem | None:
        kind = kind_of(value)
        if kind in _WRAPPERS and isinstance(value, Call) and value.args:
            inner = value.args[0]
            value, kind = inner, kind_of(inner)
        if isinstance(value, Call) and kind in _COLUMNS:
            if annotation is None or kind == "Column":
                return self.reader.column(value, name)
            told = self._annotation(owner, annotation)
            return self._mapped(name, value, told, known)
        if annotation is None or value is not MISSING:
            return None
        told = self._annotation(owner, annotation)
        if not told.mapped:
            return None
        call = Call(External("sqlalchemy.orm.mapped_column"), [], {}, annotation, owner.module)
        return self._mapped(name, call, told, known)

    def _annotation(self, owner: Class, node: ast.expr) -> Annotation:
        return read_annotation(node, classes.body(self.evaluator, owner), self.evaluator)

    def _mapped(self, name: str, call: Call, told: Annotation, known: object) -> ColumnItem | None:
        """A mapped_column() with its annotation, which may hold another in Annotated."""
        shared = next(
            (x for x in told.extras if kind_of(x) in _COLUMNS and isinstance(x, Call)), None
        )
        if isinstance(shared, Call):
            merged = Call(
                call.function, [*call.args, *shared.args], {**shared.kwargs, **call.kwargs}
            )
            merged.node, merged.module = call.node, call.module
            if call.args and isinstance(call.args[0], str):
                merged.args = [call.args[0], *call.args[1:], *shared.args]
            call = merged
        item = self.reader.column(call, name)
        if item is None:
            return None
        if item.type is None and item.problem is None:
            mapping = known if isinstance(known, dict) else {}
            type = annotation_type(told, mapping, self.evaluator)
            if item.constraints:
                # The foreign key's target gives the type, whatever the annotation says.
                item.fallback = None if type is None else self.reader.types.read(type)
            elif type is not None:
                self.reader.set_type(item, type)
            else:
                item.problem = f"the type of column `{item.name}` can't be told"
                self.reader.problem(item.problem, item.span)
        if item.nullable is None and told.mapped:
            item.nullable = told.nullable and not item.primary_key
        return item

    def _fields(self, cls: Class, item: TableItem) -> None:
        self._current = {}
        found: dict[str, ColumnItem] = {}
        for owner in reversed(classes.mro(self.evaluator, cls)):
            if not isinstance(owner, Class):
                continue
            for name, value, annotation in members(self.evaluator, owner):
                if annotation is None or name.startswith("_"):
                    continue
                told = self._annotation(owner, annotation)
                span = place_of(owner, name)
                column = field_column(
                    name,
                    told,
                    value,
                    span,
                    self.reader,
                    self.evaluator,
                    implicit_optional=self.implicit_optional,
                )
                found.pop(name, None)
                if column is not None:
                    found[name] = column
                written = value.kwargs.get("sa_column") if isinstance(value, Call) else None
                for known in (value, written):
                    if isinstance(known, Call) and column is not None:
                        self._remember(known, owner, column.name)
                        self._current[id(known)] = column.name
        item.columns.extend(found.values())

    def _table_args(self, cls: Class, item: TableItem) -> None:
        value = classes.member(self.evaluator, cls, "__table_args__")
        if isinstance(value, Function):
            value = self.evaluator.run(value, [cls])
        if value is MISSING or value is None:
            return
        parts = list(value) if isinstance(value, (tuple, list)) else [value]
        for options in (part for part in parts if isinstance(part, dict)):
            schema, comment = options.get("schema"), options.get("comment")
            if isinstance(schema, str) and schema != "public":
                item.name = Name(item.name.name, str(schema))
            item.comment = str(comment) if isinstance(comment, str) else item.comment
            item.extends = options.get("extend_existing") is True
            named = {key: option for key, option in options.items() if isinstance(key, str)}
            item.options = table_options(named) or item.options
        if isinstance(value, Unknown):
            self.reader.problem(
                f"`__table_args__` of `{cls.name}` can't be told: {value.reason}", head_of(cls)
            )
        add_parts(item, parts, self.reader)

    def column_name(self, value: Value) -> str | None:
        """The name of a column object of the class at hand."""
        if isinstance(value, Call):
            found = self._current.get(id(value))
            if found is None and id(value) in self.columns:
                found = self.columns[id(value)][1]
            return found
        if isinstance(value, Attribute) and isinstance(value.base, Class):
            return value.name
        return None

    def target(self, value: Value, call: Call | None) -> tuple[Name, str] | None:
        """The table and column that a ForeignKey(User.id) points at."""
        if isinstance(value, Call) and kind_of(value) in _COLUMNS:
            owner, name = self.columns.get(id(value), (None, ""))
            table = self.table(owner) if owner is not None else None
            if table is not None and not table.parent:
                return table.item.name, name
            if owner is not None and self._under_way and self._under_way[-1] is owner:
                own = self.table_name(owner)  # ForeignKey(id) below `id = mapped_column(...)`
                return None if own is None else (Name(own, schema_of(owner, self.evaluator)), name)
            return self._through_class(call)
        if (
            isinstance(value, Subscript)
            and len(value.items) == 1
            and isinstance(value.items[0], str)
        ):
            value = Attribute(value.base, value.items[0])  # users.c["id"]
        if isinstance(value, Attribute):
            base: Value = value.base
            if isinstance(base, Attribute) and base.name in ("c", "columns"):
                base = base.base
            if isinstance(base, Attribute) and base.name == "__table__":
                base = base.base
            if isinstance(base, Class):
                table = self.table(base)
                return (table.item.name, value.name) if table is not None else None
            if isinstance(base, Call) and kind_of(base) == "Table":
                item = table_item(base, self.reader, self.evaluator)
                return (item.name, value.name) if item is not None else None
        return None

    def _through_class(self, call: Call | None) -> tuple[Name, str] | None:
        """`ForeignKey(User.id)` where `id` comes from a mixin: the class that is written tells the table."""
        node = call.node if call is not None else None
        if not (
            isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Attribute)
        ):
            return None
        assert call is not None and call.module is not None
        scope = self.evaluator.module_scope(call.module)
        owner = self.evaluator.value(node.args[0].value, scope)
        table = self.table(owner) if isinstance(owner, Class) else None
        if table is None:
            return None
        name = node.args[0].attr
        named = (column.name for column in table.item.columns if column.key == name)
        return table.item.name, next(named, name)

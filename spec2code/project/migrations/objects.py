"""Objects of SQLAlchemy that make themselves: `enum.create(bind)`, `table.drop(bind)`, `metadata.create_all(bind)`."""

from __future__ import annotations

from collections.abc import Callable

from spec2code.model.schema import Enum, Name
from spec2code.model.span import Span
from spec2code.model.statements import CreateEnum, CreateTable, DropEnum, DropIndex, DropTable
from spec2code.project.evaluate import Evaluator
from spec2code.project.migrations.operations import Operations
from spec2code.project.migrations.unmade import UnmadeTables
from spec2code.project.orm.imperative import table_item
from spec2code.project.orm.metadata import convention_of
from spec2code.project.orm.models import class_table, read_models
from spec2code.project.orm.naming import Naming
from spec2code.project.orm.paths import text_behind
from spec2code.project.orm.values import kind_of
from spec2code.project.values import Arguments, Attribute, Call, Class, External, Value

__all__ = ["METHODS", "SchemaObjects"]

Undecided = Callable[[str, str, Name | None, Span | None], None]
"""(operation, reason, table, place)"""

METHODS = frozenset({"create", "drop", "create_all", "drop_all", "read", "readlines"})


class SchemaObjects:
    """Follows objects that a revision makes. Tables are remembered by the metadata they belong to."""

    def __init__(self, evaluator: Evaluator, operations: Operations, undecided: Undecided) -> None:
        self.evaluator = evaluator
        self.operations = operations
        self.undecided = undecided
        self.unmade = UnmadeTables()
        self._tables: list[tuple[Value, Call]] = []
        self.from_models: dict[Name, Span | None] = {}
        """Tables made by create_all(), and where: the models may have changed since."""

    def table(self, name: str, arguments: Arguments) -> Call:
        """A Table(...) call."""
        module = arguments.scope.module
        made = Call(External(name), arguments.args, arguments.kwargs, arguments.node, module)
        self._tables.append((arguments.get(1, "metadata"), made))
        return made

    def call(self, base: Value, method: str, arguments: Arguments) -> Value:
        """`base.method(...)`; NotImplemented where it is none of ours."""
        if method in ("read", "readlines"):
            text = text_behind(base, self.evaluator)
            if text is None:
                return NotImplemented
            return text if method == "read" else list(text.splitlines(keepends=True))
        span = arguments.scope.module.span(arguments.node) if arguments.node else None
        kind = kind_of(base)
        checked = arguments.get(1, "checkfirst", True) is not False
        if kind in ("Enum", "ENUM") and method in ("create", "drop"):
            return self._enum(base, method, checked, span)
        if kind == "Table" and isinstance(base, Call):
            return self._table(base, method, checked, span)
        if kind == "Index" and method == "drop" and isinstance(base, Call):
            name = base.argument(0, "name")
            if isinstance(name, str):
                self.operations.emit(DropIndex(Name(str(name)), if_exists=True, span=span))
            return None
        if (
            isinstance(base, Attribute)
            and base.name == "__table__"
            and isinstance(base.base, Class)
        ):
            return self._class(base.base, method, checked, span)
        if method == "create_all":
            return self._create_all(base, arguments, span)
        return NotImplemented

    def _create_all(self, base: Value, arguments: Arguments, span: Span | None) -> Value:
        """The tables of a MetaData made here, or those that the models map today."""
        chosen = arguments.kwargs.get("tables")
        if isinstance(chosen, (list, tuple)):
            for table in chosen:
                self.call(table, "create", arguments)
            return None
        if kind_of(base) == "MetaData":
            for metadata, table in list(self._tables):
                if metadata is base:
                    self._table(table, "create", True, span)
            return None
        if not (isinstance(base, (Attribute, External)) and dotted_name_ends(base, "metadata")):
            return NotImplemented
        models = read_models(self.evaluator.sources, self.evaluator, metadata=[base])
        for enum in models.schema.enums.values():
            self.operations.emit(CreateEnum(enum, if_not_exists=True, span=span))
        for made in models.schema.tables.values():
            self.operations.emit(CreateTable(made, if_not_exists=True, span=span))
        self.from_models.update(dict.fromkeys(models.schema.tables, span))
        return None

    def _enum(self, base: Value, method: str, checked: bool, span: Span | None) -> Value:
        type = self.operations.reader.types.read(base)
        if type is None or type.enum is None:
            return None
        name = Name(type.enum.name, type.enum.schema)
        if method == "create":
            enum = Enum(name, type.enum.labels, span=span)
            self.operations.emit(CreateEnum(enum, if_not_exists=checked, span=span))
        else:
            self.operations.emit(DropEnum(name, if_exists=checked, span=span))
        return None

    def _table(self, base: Call, method: str, checked: bool, span: Span | None) -> Value:
        item = table_item(base, self.operations.reader, self.evaluator)
        if item is None:
            return None
        if method == "drop":
            self.operations.emit(DropTable(item.name, if_exists=checked, span=span))
            return None
        if not item.columns:
            self.undecided("create", "which columns the table has is not known", item.name, span)
            self.unmade.add(item.name)
            return None
        convention = convention_of(base.argument(1, "metadata"), self.evaluator)
        self.operations.emit_table(item, checked, span, Naming(convention or {}))
        return None

    def _class(self, cls: Class, method: str, checked: bool, span: Span | None) -> Value:
        found = class_table(cls, self.evaluator)
        if found is None:
            return NotImplemented
        if method == "drop":
            self.operations.emit(DropTable(found.item.name, if_exists=checked, span=span))
        else:
            self.operations.emit_table(found.item, checked, span, found.naming)
        return None


def dotted_name_ends(value: Attribute | External, word: str) -> bool:
    return value.name.rpartition(".")[2] == word

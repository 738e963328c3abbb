"""Calls of SQLAlchemy's classes (`sa.Column(...)`, `sa.ForeignKeyConstraint(...)`) into schema items."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spec2code.model.schema import UNDECIDED, Expression, IndexKey, Name
from spec2code.model.span import Span
from spec2code.project.orm.expressions import sql_expression
from spec2code.project.orm.identities import identity_of
from spec2code.project.orm.items import ColumnItem, ConstraintItem, IndexItem
from spec2code.project.orm.keys import column_key, expression_key
from spec2code.project.orm.rendering import ColumnName, SqlRenderer
from spec2code.project.orm.types import TypeResolver
from spec2code.project.orm.values import kind_of, name_from, storage, strings
from spec2code.project.values import Attribute, Call, External, Spread, Unknown, Value
from spec2code.sql.identifiers import quote_identifier
from spec2code.sql.index_keys import prefix_of

__all__ = ["CONSTRAINTS", "ItemReader", "deferrable", "foreign_action", "reason_of"]

CONSTRAINTS = {
    "PrimaryKeyConstraint": "pk",
    "UniqueConstraint": "uq",
    "ForeignKeyConstraint": "fk",
    "CheckConstraint": "ck",
    "ExcludeConstraint": "ex",
}

Target = Callable[[Value, "Call | None"], "tuple[Name, str] | None"]
"""The table and column behind a foreign key's target that is no string, and the call it is given to."""
Problem = Callable[[str, Span | None], None]
TellTable = Callable[[str, str, Span | None], None]
"""Told the name of a class whose table can't be told, and why."""


class ItemReader:
    """Reads schema items.

    `problem` is told what can't be read; `target` and `column_name` know the columns that are objects.
    """

    def __init__(
        self,
        types: TypeResolver,
        problem: Problem,
        *,
        target: Target = lambda value, call: None,
        column_name: ColumnName = lambda value: None,
        tell_table: TellTable = lambda name, reason, span: None,
    ) -> None:
        self.types = types
        self.problem = problem
        self.target = target
        self.column_name = column_name
        self.tell_table = tell_table
        self.sql = SqlRenderer(types, lambda value: self.column_name(value))

    def column(self, call: Call, name: str | None = None) -> ColumnItem | None:
        """A Column() or mapped_column(); `name` is that of the attribute it is assigned to."""
        args = list(call.args)
        written = call.kwargs.get("name")
        if args and isinstance(args[0], str):
            written = args.pop(0)
        own = str(written) if isinstance(written, str) else name
        if own is None:
            self.problem(f"the name of a column can't be told: {reason_of(written)}", call.span)
            return None
        item = ColumnItem(own, None, key=name or own, span=call.span)
        self.column_args(item, args, call)
        self.column_options(item, call.kwargs, call.span)
        return item

    def column_args(self, item: ColumnItem, args: Sequence[Value], call: Call) -> None:
        typed = "type_" in call.kwargs
        if typed:
            self.set_type(item, call.kwargs["type_"])
        for position, value in enumerate(args):
            kind = kind_of(value)
            if kind == "ForeignKey" and isinstance(value, Call):
                key = self.foreign_key(value, item.name)
                if key is not None:
                    item.constraints.append(key)
                item.is_open |= key is None
            elif kind == "CheckConstraint" and isinstance(value, Call):
                check = self.constraint(value)
                if check is not None:
                    check.of_column = item.name
                    item.constraints.append(check)
                item.is_open |= check is None
            elif kind == "Identity" and isinstance(value, Call):
                item.identity = identity_of(value)
            elif kind == "Computed" and isinstance(value, Call):
                self._computed(item, value)
            elif kind == "Sequence":
                item.python_default = _counts_itself(value)
            elif kind in ("FetchedValue", "ColumnDefault", "DefaultClause"):
                continue
            elif position == 0 and not typed and value is not None:
                self.set_type(item, value)

    def set_type(self, item: ColumnItem, value: Value) -> None:
        item.type = self.types.read(value)
        if item.type is None:
            item.problem = (
                f"the type of column `{item.name}` can't be told: {self.types.reason(value)}"
            )
            self.problem(item.problem, item.span)
        else:
            item.problem = None

    def column_options(
        self, item: ColumnItem, options: Mapping[str, Value], span: Span | None
    ) -> None:
        for key, value in options.items():
            match key:
                case "primary_key":
                    item.primary_key = value is True
                case "nullable":
                    item.nullable = value if isinstance(value, bool) else item.nullable
                case "unique":
                    item.unique = value is True
                case "index":
                    item.index = value is True
                case "autoincrement":
                    item.autoincrement = value
                case "default" | "default_factory" | "insert_default":
                    item.python_default = value is not None and _counts_itself(value)
                case "comment":
                    item.comment = str(value) if isinstance(value, str) else None
                case "server_default":
                    self.set_server_default(item, value, span)

    def set_server_default(self, item: ColumnItem, value: Value, span: Span | None) -> None:
        kind = kind_of(value)
        if isinstance(value, Call) and kind == "Identity":
            item.identity = identity_of(value)
        elif isinstance(value, Call) and kind == "Computed":
            self._computed(item, value)
        elif value is None or kind == "FetchedValue":
            item.default = None
        else:
            item.default = self.default(value, item.type.text if item.type else None, span)

    def default(self, value: Value, type: str | None, span: Span | None) -> Expression | None:
        """A server default; where it can't be told, there is one all the same. PostgreSQL keeps no plain NULL."""
        text = self.sql.sql(value)
        if text is None:
            self.problem(f"a server default can't be told: {reason_of(value)}", span)
            return UNDECIDED
        if text.strip().upper() == "NULL" and "(" not in (type or ""):
            return None
        return sql_expression(text, type)

    def _computed(self, item: ColumnItem, call: Call) -> None:
        item.generated = self.expression(call.argument(0, "sqltext"), call.span)
        # PostgreSQL 18 makes generated columns virtual unless told otherwise, SQLAlchemy says nothing then.
        item.stored = call.argument(1, "persisted") is not False

    def expression(self, value: Value, span: Span | None) -> Expression:
        """SQL where a string is SQL: of a check, a generated column, a WHERE of an index."""
        text = str(value) if isinstance(value, str) else self.sql.sql(value)
        if text is None:
            self.problem(f"an SQL expression can't be told: {reason_of(value)}", span)
            return UNDECIDED
        return sql_expression(text)

    def foreign_key(self, call: Call, column: str) -> ConstraintItem | None:
        """A ForeignKey() of one column."""
        target = self._target(call.argument(0, "column"), column, call)
        if target is None:
            reason = reason_of(call.argument(0, "column"))
            self.problem(f"the target of a foreign key can't be told: {reason}", call.span)
            return None
        item = ConstraintItem("fk", (column,), target=target[0], target_columns=(target[1],))
        self._named(item, call)
        _foreign_options(item, call.kwargs)
        return item

    def _target(
        self, value: Value, column: str, call: Call | None = None
    ) -> tuple[Name, str] | None:
        if isinstance(value, str):
            table, dot, last = value.rpartition(".")
            return (_table_name(table), last) if dot else (_table_name(value), column)
        return self.target(value, call)

    def _named(self, item: ConstraintItem, call: Call) -> None:
        item.name, item.final = name_from(call.kwargs.get("name"))
        item.span = call.span

    def constraint(self, call: Call) -> ConstraintItem | None:
        """A table constraint; None for what is none."""
        kind = CONSTRAINTS.get(kind_of(call))
        if kind is None:
            return None
        item = ConstraintItem(kind)
        self._named(item, call)
        options = call.kwargs
        if kind in ("pk", "uq"):
            columns = self.column_names(call.args)
            if columns is None:
                self.problem("the columns of a constraint can't be told", call.span)
                return None
            item.columns = columns
            item.deferrable = deferrable(options)
            item.nulls_not_distinct = options.get("postgresql_nulls_not_distinct") is True
            item.include = strings(options.get("postgresql_include"))
        elif kind == "fk":
            return self._foreign_key_constraint(item, call)
        elif kind == "ck":
            item.expression = self.expression(call.argument(0, "sqltext"), call.span)
            item.not_valid = options.get("postgresql_not_valid") is True
        else:
            item.expression = self.exclusion(call.args, options, call.span)
        return item

    def _foreign_key_constraint(self, item: ConstraintItem, call: Call) -> ConstraintItem | None:
        own = call.argument(0, "columns")
        remote = call.argument(1, "refcolumns")
        columns = self.column_names(own if isinstance(own, (list, tuple)) else [own])
        targets = [
            self._target(value, "")
            for value in (remote if isinstance(remote, (list, tuple)) else [])
        ]
        known = [target for target in targets if target is not None]
        if columns is None or not known or len(known) != len(targets):
            self.problem("the columns of a foreign key can't be told", call.span)
            return None
        item.columns = columns
        item.target = known[0][0]
        item.target_columns = tuple(column for _, column in known)
        _foreign_options(item, call.kwargs)
        return item

    def column_names(self, values: Sequence[Value]) -> tuple[str, ...] | None:
        """Columns given as names or as objects; None when one can't be told."""
        names: list[str] = []
        for value in values:
            name = str(value) if isinstance(value, str) else self._object_name(value)
            if name is None:
                return None
            names.append(name)
        return tuple(names)

    def _object_name(self, value: Value) -> str | None:
        name = self.column_name(value)
        if name is None and kind_of(value) in ("Column", "mapped_column", "column"):
            assert isinstance(value, Call)
            first = value.argument(0, "name")
            name = str(first) if isinstance(first, str) else None
        if name is None and isinstance(value, Attribute):
            name = value.name
        return name

    def index(self, call: Call) -> IndexItem | None:
        """An Index() with its columns behind its name."""
        return self.index_from(call.argument(0, "name"), call.args[1:], call.kwargs, call.span)

    def index_from(
        self, name: Value, values: Sequence[Value], options: Mapping[str, Value], span: Span | None
    ) -> IndexItem | None:
        text, final = name_from(name)
        if text is None and name is not None:
            self.problem(f"the name of an index can't be told: {reason_of(name)}", span)
            return None
        operators = options.get("postgresql_ops")
        keys: list[IndexKey] = []
        lengths = options.get("mysql_length")
        for value in values:
            length = lengths.get(value) if isinstance(lengths, dict) else lengths
            if isinstance(value, str) and isinstance(length, int):
                keys.append(IndexKey(prefix_of(value, length)))
                continue
            key = self._key(value, operators if isinstance(operators, dict) else {})
            if key is None:
                self.problem(f"a key of index `{text}` can't be told: {reason_of(value)}", span)
                key = IndexKey(UNDECIDED)
            keys.append(key)
        where = options.get("postgresql_where", options.get("sqlite_where"))
        parameters = storage(options.get("postgresql_with"))
        return IndexItem(
            text,
            tuple(keys),
            final,
            options.get("unique") is True,
            _method(options.get("postgresql_using")),
            None if where is None else self.expression(where, span),
            tuple(self.column_names(_listed(options.get("postgresql_include"))) or ()),
            options.get("postgresql_nulls_not_distinct") is True,
            f"WITH ({parameters})" if parameters else "",
            options.get("postgresql_concurrently") is True,
            span,
        )

    def _key(self, value: Value, operators: Mapping[Value, Value]) -> IndexKey | None:
        if isinstance(value, str):
            return column_key(str(value), _operator_class(operators, str(value)))
        name = self._object_name(value) if kind_of(value) != "text" else None
        if name is not None:
            return column_key(name, _operator_class(operators, name))
        label = None
        if isinstance(value, Call) and isinstance(value.function, Attribute):
            if value.function.name == "label" and value.args:
                label = _operator_class(operators, value.args[0])
        sql = self.sql.sql(value)
        return None if sql is None else expression_key(sql, label)

    def exclusion(
        self, elements: Sequence[Value], options: Mapping[str, Value], span: Span | None
    ) -> Expression:
        """What stands behind EXCLUDE, from `(column, operator)` pairs."""
        parts: list[str] = []
        for element in elements:
            column, operator = (
                element if isinstance(element, tuple) and len(element) == 2 else (0, 0)
            )
            text = quote_identifier(column) if isinstance(column, str) else None
            text = text or self.sql.sql(column)
            if text is None or not isinstance(operator, str):
                self.problem("an exclusion constraint can't be told", span)
                return UNDECIDED
            parts.append(f"{text} WITH {operator}")
        where = options.get("where")
        condition = "" if where is None else f" WHERE ({self.expression(where, span).text})"
        deferred = deferrable(options)
        condition += f" {deferred}" if deferred else ""
        using = options.get("using")
        method = using if isinstance(using, str) else "gist"
        return sql_expression(f"USING {method} ({', '.join(parts)}){condition}")


def reason_of(value: Value) -> str:
    """Why a value can't be used."""
    if isinstance(value, Unknown):
        return value.reason
    if isinstance(value, Call):
        return f"what `{value.name or 'a call'}()` gives is not known"
    if isinstance(value, External):
        return f"`{value.name}` is not known"
    if isinstance(value, Spread):
        return reason_of(value.value)
    return "it is none of the forms that can be read"


def _table_name(written: str) -> Name:
    schema, _, name = written.rpartition(".")
    return Name(name, None if schema in ("", "public") else schema)


def deferrable(options: Mapping[str, Value]) -> str | None:
    initially = options.get("initially")
    if isinstance(initially, str) and initially.upper() == "DEFERRED":
        return "DEFERRABLE INITIALLY DEFERRED"
    return "DEFERRABLE" if options.get("deferrable") is True else None


def _counts_itself(value: Value) -> bool:
    """Whether a default of a key leaves nothing to SERIAL: all but a Sequence that only other databases need."""
    return not (
        isinstance(value, Call)
        and kind_of(value) == "Sequence"
        and value.kwargs.get("optional") is True
    )


def foreign_action(value: Value) -> str | None:
    if not isinstance(value, str):
        return None
    words, bracket, columns = value.partition("(")
    action = " ".join(words.upper().split()) + (f" ({columns}" if bracket else "")
    return None if action == "NO ACTION" else action


def _foreign_options(item: ConstraintItem, options: Mapping[str, Value]) -> None:
    item.on_delete = foreign_action(options.get("ondelete"))
    item.on_update = foreign_action(options.get("onupdate"))
    item.deferrable = deferrable(options)
    match = options.get("match")
    item.match = match.upper() if isinstance(match, str) else None
    item.not_valid = options.get("postgresql_not_valid") is True
    item.use_alter = options.get("use_alter") is True


def _method(value: Value) -> str:
    return value.lower() if isinstance(value, str) else "btree"


def _listed(value: Value) -> Sequence[Value]:
    return value if isinstance(value, (list, tuple)) else ()


def _operator_class(operators: Mapping[Value, Value], name: Value) -> str | None:
    found = operators.get(name) if isinstance(name, str) else None
    return found if isinstance(found, str) else None

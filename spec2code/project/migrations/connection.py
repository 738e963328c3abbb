"""The database objects that a revision gets hold of: connection, session, migration context, results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from spec2code.model.schema import Schema
from spec2code.project.migrations.inspector import ANSWERS
from spec2code.project.orm.dialect import POSTGRESQL, DialectValue, Method
from spec2code.project.values import Arguments, Native, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["ConnectionValue", "ContextValue", "Database", "ResultValue", "UnknownResult"]


class Database(Protocol):
    """What stands behind a connection: the replay."""

    def schema_now(self) -> Schema: ...

    def execute(self, statement: Value, arguments: Arguments) -> Value: ...


class _Dialect(DialectValue):
    """The dialect of a connection, which also answers questions about tables."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        question = ANSWERS.get(name)
        if question is None:
            return super().attribute(evaluator, name)

        def answer(arguments: Arguments) -> Value:
            # The first argument is the connection.
            args, kwargs = arguments.args[1:], dict(arguments.kwargs)
            if name == "has_index" and len(args) > 1:
                kwargs["index_name"] = args.pop(1)
            behind = Arguments(args, kwargs, arguments.node, arguments.scope)
            return question(self.database.schema_now(), behind)

        return Method(answer)


class ConnectionValue(Native):
    """A connection, engine or session: SQL goes to the replay, rows that are added go nowhere."""

    _ITSELF = frozenset(
        {"bind", "begin_nested", "connect", "connection", "engine", "get_bind", "no_autoflush"}
        | {"execution_options", "begin", "get_transaction", "sync_connection", "options"}
    )
    _NOTHING = frozenset(
        {"add", "add_all", "bulk_insert_mappings", "bulk_save_objects", "bulk_update_mappings"}
        | {"close", "commit", "delete", "expire_all", "expunge_all", "flush", "merge", "refresh"}
        | {"rollback", "invalidate", "detach"}
    )

    def __init__(self, database: Database) -> None:
        self.database = database

    def truth(self) -> bool | None:
        return True

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        return self

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name == "dialect":
            return _Dialect(self.database)
        if name in self._ITSELF:
            return self
        if name in self._NOTHING:
            return Method(lambda arguments: None)
        if name in ("execute", "exec_driver_sql", "exec"):
            return Method(self._execute)
        if name in ("scalar", "scalars"):
            return Method(lambda arguments: _taken(self._execute(arguments), name, arguments))
        if name == "in_transaction":
            return Method(lambda arguments: False)
        if name in ("query", "get", "stream"):
            return Method(lambda arguments: ResultValue((), []) if name != "get" else None)
        if name == "name":
            return "postgresql"
        if name == "url":
            return UrlValue()
        if name == "info":
            return {}
        if name == "run_sync":
            return Method(
                lambda arguments: evaluator.call(arguments.args[0], _behind(arguments, self))
            )
        return super().attribute(evaluator, name)

    def _execute(self, arguments: Arguments) -> Value:
        return self.database.execute(arguments.get(0, "statement"), arguments)


class UrlValue(Native):
    """The address of a database, of which only the kind is known."""

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name == "drivername":
            return "postgresql"
        if name == "get_backend_name":
            return Method(lambda arguments: "postgresql")
        if name == "get_dialect":
            return Method(lambda arguments: POSTGRESQL)
        return super().attribute(evaluator, name)


def _behind(arguments: Arguments, first: Value) -> Arguments:
    return Arguments(
        [first, *arguments.args[1:]], arguments.kwargs, arguments.node, arguments.scope
    )


def _taken(result: Value, name: str, arguments: Arguments) -> Value:
    if isinstance(result, ResultValue):
        return result.first_value() if name == "scalar" else result.scalars()
    return arguments.unknown("the database gives it")


class ContextValue(Native):
    """op.get_context(): the migration context."""

    def __init__(self, database: Database, options: Mapping[str, Value]) -> None:
        self.database = database
        self.options = dict(options)

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        match name:
            case "dialect":
                return _Dialect(self.database)
            case "bind" | "connection":
                return ConnectionValue(self.database)
            case "autocommit_block" | "begin_transaction":
                return Method(lambda arguments: self)
            case "as_sql":
                return False
            case "opts":
                return self.options
            case "is_offline_mode":
                return Method(lambda arguments: False)
            case "execute":
                return Method(
                    lambda arguments: self.database.execute(arguments.get(0, "sql"), arguments)
                )
            case "impl":
                return self
        return super().attribute(evaluator, name)


class RowValue(Native):
    """One row of an answer: by position, by name, or taken apart."""

    def __init__(self, names: Sequence[str], values: Sequence[Value]) -> None:
        self.names = list(names)
        self.values = list(values)

    def items(self, evaluator: Evaluator) -> list[Value] | None:
        return list(self.values)

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name in self.names:
            return self.values[self.names.index(name)]
        if name == "__getitem__":
            return Method(self._item)
        if name in ("_mapping", "_asdict"):
            mapping: dict[str, Value] = dict(zip(self.names, self.values, strict=False))
            return mapping if name == "_mapping" else Method(lambda arguments: mapping)
        return super().attribute(evaluator, name)

    def _item(self, arguments: Arguments) -> Value:
        key = arguments.args[0]
        if isinstance(key, int) and -len(self.values) <= key < len(self.values):
            return self.values[key]
        if isinstance(key, str) and key in self.names:
            return self.values[self.names.index(key)]
        return arguments.unknown("the row has no such column")


class ResultValue(Native):
    """The rows that a query gives; tables of the application are taken to be empty."""

    _ALL = frozenset({"all", "fetchall", "fetchmany", "partitions", "__iter__"})
    _FIRST = frozenset({"fetchone", "first", "one_or_none", "one"})
    _SCALAR = frozenset({"scalar", "scalar_one", "scalar_one_or_none"})
    _ITSELF = frozenset(
        {"filter", "filter_by", "where", "order_by", "join", "outerjoin", "limit", "offset"}
        | {"options", "group_by", "having", "distinct", "select_from", "unique", "yield_per"}
        | {"execution_options", "with_for_update", "with_entities", "columns", "mappings", "tuples"}
    )

    def __init__(
        self, names: Sequence[str], rows: Sequence[Sequence[Value]], plain: bool = False
    ) -> None:
        self.names = list(names)
        self.rows = [list(row) for row in rows]
        self.plain = plain
        """Rows are single values (`scalars()`)."""

    def scalars(self) -> ResultValue:
        return ResultValue(self.names[:1], [row[:1] for row in self.rows], plain=True)

    def first_value(self) -> Value:
        return self.rows[0][0] if self.rows and self.rows[0] else None

    def items(self, evaluator: Evaluator) -> list[Value] | None:
        return self._all()

    def _all(self) -> list[Value]:
        if self.plain:
            return [row[0] for row in self.rows]
        return [RowValue(self.names, row) for row in self.rows]

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name in ("rowcount", "lastrowid"):
            return 0
        if name in ("returns_rows", "inserted_primary_key"):
            return None
        answer = self._answer(name)
        return super().attribute(evaluator, name) if answer is None else Method(answer)

    def _answer(self, name: str) -> Callable[[Arguments], Value] | None:
        if name in self._ALL:
            return lambda arguments: self._all()
        if name in self._FIRST:
            return lambda arguments: next(iter(self._all()), None)
        if name in self._SCALAR:
            return lambda arguments: self.first_value()
        if name in self._ITSELF:
            return lambda arguments: self
        if name == "scalars":
            return lambda arguments: self.scalars()
        if name in ("count", "delete", "update"):
            return lambda arguments: 0
        if name == "exists":
            return lambda arguments: False
        if name == "keys":
            return lambda arguments: list(self.names)
        if name in ("close", "freeze"):
            return lambda arguments: None
        return None


class UnknownResult(ResultValue):
    """The answer to a question about the catalog that couldn't be worked out."""

    def __init__(self, reason: str) -> None:
        super().__init__((), [])
        self.reason = reason

    def items(self, evaluator: Evaluator) -> list[Value] | None:
        return None

    def _answer(self, name: str) -> Callable[[Arguments], Value] | None:
        if name in self._ITSELF or name == "scalars":
            return lambda arguments: self
        return lambda arguments: arguments.unknown(self.reason)

    def first_value(self) -> Value:
        from spec2code.project.values import Unknown

        return Unknown(self.reason)

"""One history's revisions walked in order, every operation applied to the schema so far."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Mapping

from spec2code.model.schema import Name, Schema
from spec2code.model.span import Excerpt, Span
from spec2code.model.statements import CreateObject, RunSql, Statement
from spec2code.model.subjects import subjects
from spec2code.project.evaluate import Evaluator
from spec2code.project.migrations.arguments import Arguments as Given
from spec2code.project.migrations.arguments import Undecidable
from spec2code.project.migrations.blocks import Unfollowed, has_control, run_block
from spec2code.project.migrations.configured import configured
from spec2code.project.migrations.connection import ConnectionValue, ContextValue, ResultValue
from spec2code.project.migrations.entities import create_sql, drop_sql, open_view
from spec2code.project.migrations.excerpts import PlacedExcerpt, excerpt_of, literal_node
from spec2code.project.migrations.objects import METHODS, SchemaObjects
from spec2code.project.migrations.operations import OPERATIONS, Operations
from spec2code.project.migrations.queries import answer
from spec2code.project.migrations.registered import RegisteredOperations
from spec2code.project.migrations.replayed import ReplayedSchema
from spec2code.project.migrations.sessions import CONNECTIONS
from spec2code.project.migrations.texts import called_function, changes_rows_only, executable
from spec2code.project.orm.dialect import Method
from spec2code.project.orm.expressions import is_sqlalchemy
from spec2code.project.orm.naming import Naming
from spec2code.project.orm.reading import ItemReader, reason_of
from spec2code.project.orm.types import TypeResolver
from spec2code.project.orm.values import FinalName
from spec2code.project.resolve import MISSING
from spec2code.project.values import (
    Arguments,
    Call,
    External,
    Function,
    Native,
    Scope,
    Unknown,
    Value,
)
from spec2code.sql import Session, read_sql
from spec2code.sql.queried_tables import is_queried, with_columns

__all__ = ["Replay"]

_STEPS = 2_000_000
"""Reading an SQL file line by line takes more steps than anything else that is evaluated."""


class Replay:
    """Walks `upgrade()` functions. `state` is what has come of them so far."""

    def __init__(
        self,
        evaluator: Evaluator,
        naming: Naming,
        options: Mapping[str, Value] | None = None,
        *,
        settings: Mapping[str, str] | None = None,
        dialect: str = "postgresql",
    ) -> None:
        """`settings` is Alembic's own section of them, `dialect` that of SQL which revisions run as text."""
        self.evaluator = evaluator
        self.dialect = dialect
        self.options = dict(options or {})
        self.settings = settings or {}
        self.here: Span | None = None
        """The call that is being read."""
        reader = ItemReader(TypeResolver(evaluator), self._problem)
        self.operations = Operations(reader, naming, self.emit)
        self.objects = SchemaObjects(evaluator, self.operations, self._undecided)
        self.registered = RegisteredOperations(
            evaluator, lambda name, arguments: self.operation(name, arguments, None)
        )
        self.state = ReplayedSchema(evaluator, self.objects.from_models)
        self._temporary: set[Name] = set()
        self._unchecked_bodies = False

    def run(self, upgrade: Function) -> None:
        """Apply one revision."""
        before, self.evaluator.unfailing = self.evaluator.unfailing, True
        self.state.begin(may_return=_may_return(upgrade))
        try:
            done = self.evaluator.run(upgrade, on_call=self.on_call, limit=_STEPS)
        finally:
            self.evaluator.unfailing = before
        if isinstance(done, Unknown) and done.reason == "too much to evaluate":
            message = "a revision does more than can be followed, and is read only in part"
            self._tell("P152", message, upgrade.span)
        for statement in self.objects.unmade.rest():
            self.state.apply(statement, self.here)
        self.state.flush()
        self._temporary.clear()
        self._unchecked_bodies = False

    def on_call(
        self,
        name: str,
        node: ast.AST | None,
        args: list[Value],
        kwargs: dict[str, Value],
        scope: Scope,
    ) -> Value:
        """What a call of something outside the project gives, for the evaluator."""
        if name.startswith("alembic."):
            return self._alembic(name, Arguments(args, kwargs, node, scope))
        found = CONNECTIONS.get(name)
        if found is not None:
            return found(self, Arguments(args, kwargs, node, scope))
        last = name.rpartition(".")[2]
        if last == "Table" and is_sqlalchemy(name):
            return self.objects.table(name, Arguments(args, kwargs, node, scope))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in METHODS:
                base = self.evaluator.evaluate(node.func.value, scope)
                return self.objects.call(base, node.func.attr, Arguments(args, kwargs, node, scope))
        return NotImplemented

    def _alembic(self, name: str, arguments: Arguments) -> Value:
        module, _, operation = name.rpartition(".")
        if module == "alembic.op":
            return self.operation(operation, arguments, None)
        if module == "alembic.context":
            if operation == "get_bind":
                return ConnectionValue(self)
            if operation == "get_context":
                return ContextValue(self, self.options)
        return configured(name, arguments, self.settings)

    def operation(self, name: str, arguments: Arguments, batch: Name | None) -> Value:
        """One call of `op.` or, with the table's name, of `batch_op.`."""
        span = _span(arguments)
        if name in OPERATIONS:
            self._operate(name, arguments, batch, span)
            return _table_value(arguments) if name == "create_table" else None
        match name:
            case "f":
                first = arguments.get(0, "name")
                return FinalName(first) if isinstance(first, str) else first
            case "execute":
                return self.execute(arguments.get(0, "sqltext"), arguments)
            case "get_bind":
                return ConnectionValue(self)
            case "get_context":
                return ContextValue(self, self.options)
            case "batch_alter_table":
                return self._batch(arguments, span)
            case "create_entity" | "replace_entity" | "drop_entity":
                return self._entity(name, arguments)
            case "inline_literal":
                return arguments.get(0, "value")
            case "run_async":
                rest = [ConnectionValue(self), *arguments.args[1:]]
                inner = Arguments(rest, arguments.kwargs, arguments.node, arguments.scope)
                return self.evaluator.call(arguments.args[0], inner) if arguments.args else None
        own = self.registered.call(name, arguments)
        if own is not MISSING:
            return own
        self._tell("P157", f"`op.{name}` is no operation that is known", span)
        return arguments.unknown(f"`op.{name}` is no operation that is known")

    def _operate(
        self, name: str, arguments: Arguments, batch: Name | None, span: Span | None
    ) -> None:
        before, self.here = self.here, span
        try:
            given = Given(name, arguments.args, arguments.kwargs, span, batch)
        except Undecidable as problem:
            self._undecided(name, problem.reason, None, span)
            return
        try:
            OPERATIONS[name](self.operations, given)
        except Undecidable as problem:
            self._undecided(name, problem.reason, _table_of(given), span)
        finally:
            self.here = before

    def _undecided(self, name: str, reason: str, table: Name | None, span: Span | None) -> None:
        self.state.undecided += 1
        self._tell("P153", f"`{name}` can't be decided: {reason}", span)
        if table is not None:
            self.state.open.leave((table,), span)

    def _batch(self, arguments: Arguments, span: Span | None) -> Value:
        name, schema = arguments.get(0, "table_name"), arguments.get(1, "schema")
        if not isinstance(name, str):
            self._undecided("batch_alter_table", reason_of(name), None, span)
            return arguments.unknown("the table of the batch can't be told")
        written = schema if isinstance(schema, str) and schema != "public" else None
        return BatchValue(self, Name(str(name), written))

    def emit(self, statement: Statement) -> None:
        """Apply a statement; under a condition that can't be told, as far as it fits."""
        if isinstance(statement, RunSql):
            return
        unmade = self.objects.unmade
        if not unmade.names:
            self.state.apply(statement, self.here)
            return
        for item in unmade.passed(statement, subjects(statement, self.state.schema)):
            self.state.apply(item, self.here)
        self.state.open.leave((*unmade.names, *unmade.replaced), statement.span or self.here)

    def schema_now(self) -> Schema:
        """The schema after everything so far."""
        return self.state.schema_now()

    def execute(self, statement: Value, arguments: Arguments) -> Value:
        """op.execute(), connection.execute() and the like."""
        found = executable(statement)
        if found.kind == "unknown":
            if isinstance(statement, (Unknown, Call)):
                self.state.undecided += 1
                message = f"SQL that can't be told: {reason_of(statement)}"
                self._tell("P155", message, _span(arguments))
            return ResultValue((), [])
        if found.kind == "query":
            called = called_function(found.text)
            if called is not None:
                self._function(called)
            parameters = dict(found.parameters)
            given = arguments.get(1, "parameters")
            if isinstance(given, dict):
                parameters.update(
                    {key: item for key, item in given.items() if isinstance(key, str)}
                )
            return answer(self.state.catalog(), found.text, parameters)
        if found.kind == "sql":
            self._sql(found.text, arguments)
        return ResultValue((), [])

    def _entity(self, name: str, arguments: Arguments) -> Value:
        entity = arguments.get(0, "entity")
        text = (
            drop_sql(entity)
            if name == "drop_entity"
            else create_sql(entity, replace=name == "replace_entity")
        )
        if text is None:
            span = _span(arguments)
            view = open_view(entity, span) if name != "drop_entity" else None
            if view is not None:
                self.emit(CreateObject(view, or_replace=name == "replace_entity", span=span))
            self._undecided(name, reason_of(entity), None, span)
        elif text:
            self._sql(text, arguments)
        return None

    def _sql(self, text: str, arguments: Arguments) -> None:
        if changes_rows_only(text):
            return
        excerpt = excerpt_of(text, literal_node(arguments.node), arguments.scope.module)
        if has_control(text):
            try:
                run_block(excerpt, self.state.catalog, self._read)
                return
            except Unfollowed:
                pass
        self._read(excerpt)

    def _function(self, name: str) -> None:
        """`SELECT name()`: a function whose body changes the schema does so when it is called."""
        functions = [
            item
            for item in self.schema_now().objects.values()
            if item.kind == "function" and item.name.name == name
        ]
        if len(functions) == 1 and functions[0].span is not None:
            excerpt = PlacedExcerpt(functions[0].definition.text, functions[0].span)
            with contextlib.suppress(Unfollowed):
                run_block(excerpt, self.state.catalog, self._read)

    def _read(self, excerpt: Excerpt) -> None:
        session = Session(temporary=self._temporary, unchecked_bodies=self._unchecked_bodies)
        reading = read_sql(excerpt, self.dialect, mode="migration", session=session)
        self._unchecked_bodies = session.unchecked_bodies
        told = list(reading.diagnostics)
        for statement in reading.statements:
            if is_queried(statement):
                statement = with_columns(statement, self.schema_now(), told)
            self.emit(statement)
        self.state.diagnostics.extend(told)

    def _problem(self, message: str, span: Span | None) -> None:
        self.state.undecided += 1
        self._tell("P158", message, span or self.here)

    def _tell(self, code: str, message: str, span: Span | None) -> None:
        self.state.tell(code, message, span)


class BatchValue(Native):
    """batch_op: operations on one table."""

    def __init__(self, replay: Replay, table: Name) -> None:
        self.replay = replay
        self.table = table

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        return Method(lambda arguments: self.replay.operation(name, arguments, self.table))


def _table_value(arguments: Arguments) -> Value:
    """What op.create_table() gives back."""
    module = arguments.scope.module
    return Call(
        External("sqlalchemy.Table"), arguments.args, arguments.kwargs, arguments.node, module
    )


def _span(arguments: Arguments) -> Span | None:
    return arguments.scope.module.span(arguments.node) if arguments.node is not None else None


def _may_return(upgrade: Function) -> bool:
    """Whether an `if` at its top ends it: `if not on_this_database: return`."""
    body = upgrade.node.body if not isinstance(upgrade.node, ast.Lambda) else []
    return any(isinstance(item, ast.If) and isinstance(item.body[-1], ast.Return) for item in body)


def _table_of(given: Given) -> Name | None:
    for parameter in ("table_name", "source_table", "old_table_name"):
        if given.batch is not None or isinstance(given.get(parameter), str):
            return given.table(parameter)
    return None

"""Where a revision gets a connection, a session or an inspector from."""

from __future__ import annotations

from collections.abc import Callable

from spec2code.project.migrations.connection import ConnectionValue, Database
from spec2code.project.migrations.inspector import InspectorValue
from spec2code.project.values import Arguments, Unknown, Value

__all__ = ["CONNECTIONS"]


def _connection(database: Database, arguments: Arguments) -> Value:
    return ConnectionValue(database)


def _inspector(database: Database, arguments: Arguments) -> Value:
    subject = arguments.get(0, "subject", arguments.kwargs.get("bind"))
    if isinstance(subject, (ConnectionValue, Unknown)):
        return InspectorValue(database.schema_now)
    return NotImplemented


CONNECTIONS: dict[str, Callable[[Database, Arguments], Value]] = {
    **dict.fromkeys(
        (
            "sqlalchemy.create_engine",
            "sqlalchemy.engine_from_config",
            "sqlalchemy.orm.Session",
            "sqlalchemy.orm.session.Session",
            "sqlalchemy.orm.scoped_session",
            "sqlalchemy.orm.sessionmaker",
            "sqlalchemy.orm.session.sessionmaker",
            "sqlalchemy.ext.asyncio.AsyncSession",
            "sqlmodel.Session",
            "sqlmodel.create_engine",
        ),
        _connection,
    ),
    **dict.fromkeys(
        (
            "sqlalchemy.inspect",
            "sqlalchemy.inspection.inspect",
            "sqlalchemy.Inspector.from_engine",
            "sqlalchemy.engine.Inspector.from_engine",
            "sqlalchemy.engine.reflection.Inspector.from_engine",
            "sqlalchemy.engine.reflection.Inspector",
            "sqlmodel.inspect",
        ),
        _inspector,
    ),
}
"""By the dotted name of what is called."""

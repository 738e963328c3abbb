"""SQLAlchemy's dialect object, as far as migrations and custom types ask it anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spec2code.project.values import Arguments, Native, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["POSTGRESQL", "DialectValue", "Method"]


class Method(Native):
    """A method of a native value."""

    def __init__(self, does: Callable[[Arguments], Value]) -> None:
        self.does = does

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        return self.does(arguments)

    def truth(self) -> bool | None:
        return True


_FACTS: dict[str, Value] = {
    "name": "postgresql",
    "driver": "psycopg2",
    "default_schema_name": "public",
    "server_version_info": (16, 0),
    "max_identifier_length": 63,
    "supports_native_enum": True,
    "supports_native_uuid": True,
    "supports_comments": True,
    "supports_alter": True,
    "paramstyle": "pyformat",
}


class DialectValue(Native):
    """PostgreSQL's: migrations are read as they run there."""

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name in _FACTS:
            return _FACTS[name]
        if name == "type_descriptor":
            return Method(lambda arguments: arguments.get(0, "typeobj"))
        return super().attribute(evaluator, name)

    def truth(self) -> bool | None:
        return True


POSTGRESQL = DialectValue()

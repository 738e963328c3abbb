"""What a generated module imports, under names that none of its classes and attributes take away."""

from __future__ import annotations

from collections.abc import Collection

from spec2code.codegen.python import Imports

__all__ = ["Uses"]

_ALIASES = {"datetime": "dt", "uuid": "uuid_"}


class Uses:
    """Imports on demand. A name that the module binds itself is imported as `Sql...` or `sql_...`.

    An attribute `text` hides a function `text` from the rest of its class, and a class `Index` the
    `Index` of SQLAlchemy from the module.
    """

    def __init__(
        self, imports: Imports, bound: Collection[str], dialect: str = "postgresql"
    ) -> None:
        self.imports = imports
        self.dialect = dialect
        """What options of an index or table are meant for."""
        self._bound = frozenset(bound)

    def name(self, module: str, name: str, *, typing: bool = False) -> str:
        alias = None
        if name in self._bound:
            alias = f"Sql{name}" if name[0].isupper() else f"sql_{name}"
        return self.imports.add(module, name, alias, typing=typing)

    def module(self, module: str) -> str:
        alias = _ALIASES.get(module, f"{module}_") if module in self._bound else None
        return self.imports.add(module, None, alias)

    def sa(self, name: str) -> str:
        return self.name("sqlalchemy", name)

    def orm(self, name: str) -> str:
        return self.name("sqlalchemy.orm", name)

    def mysql(self, name: str) -> str:
        return self.name("sqlalchemy.dialects.mysql", name)

    def pg(self, name: str) -> str:
        return self.name("sqlalchemy.dialects.postgresql", name)

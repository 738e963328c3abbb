"""What a document has made so far: whether a line tells an index or a key of it again."""

from __future__ import annotations

from spec2code.model.schema import Name
from spec2code.model.statements import AddConstraint, CreateIndex, CreateTable, Statement

__all__ = ["KnownStatements"]


class KnownStatements:
    """The statements so far by their tables, and the names of indexes: a long list is asked once for each index."""

    def __init__(self, statements: list[Statement]) -> None:
        self.named: set[str] = set()
        self.of: dict[Name, list[CreateIndex | CreateTable]] = {}
        for item in statements:
            self.add(item)

    def add(self, item: Statement) -> None:
        if isinstance(item, CreateIndex):
            self.named |= {item.index.name} if item.index.name is not None else set()
            self.of.setdefault(item.table, []).append(item)
        elif isinstance(item, CreateTable):
            self.of.setdefault(item.table.name, []).append(item)

    def has(self, statement: CreateIndex | AddConstraint) -> bool:
        """Whether the statement, or the table itself, is there under the same name or of the same columns."""
        if isinstance(statement, CreateIndex) and statement.index.name is not None:
            return statement.index.name in self.named
        for item in self.of.get(statement.table, ()):
            if isinstance(item, CreateIndex) and isinstance(statement, CreateIndex):
                same = (item.index.columns, item.index.unique, item.index.where)
                if same == (statement.index.columns, statement.index.unique, statement.index.where):
                    return True
            elif isinstance(item, CreateTable) and isinstance(statement, AddConstraint):
                if statement.constraint in item.table.constraints:
                    return True
        return False

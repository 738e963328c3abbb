"""Which columns migrations have renamed: every name that a column had before, and the one that it has now."""

from __future__ import annotations

from spec2code.model.schema import Name
from spec2code.model.statements import DropTable, RenameColumn, RenameTable, Statement

__all__ = ["RenamedColumns"]


class RenamedColumns:
    """Collects them while a history is replayed."""

    def __init__(self) -> None:
        self.names: dict[tuple[Name, str], str] = {}
        """(table, former name) to the name of today."""

    def follow(self, statement: Statement) -> None:
        match statement:
            case RenameColumn(table, column, new_name):
                for key, today in self.names.items():
                    if key[0] == table and today == column:
                        self.names[key] = new_name
                self.names[table, column] = new_name
                self.names.pop((table, new_name), None)
            case RenameTable(name, new_name):
                self.names = {
                    (new_name if table == name else table, column): today
                    for (table, column), today in self.names.items()
                }
            case DropTable(name):
                self.names = {key: today for key, today in self.names.items() if key[0] != name}

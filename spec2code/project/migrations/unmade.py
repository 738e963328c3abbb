"""Tables that a revision makes of columns that reading can't tell: copies of a reflected table, as a rule.

Nothing is known of such a table. What often follows, dropping the old table and giving the new one its name,
leaves the old one as it was, with a mark that it can't be told.
"""

from __future__ import annotations

from spec2code.model.schema import Name
from spec2code.model.statements import DropTable, RenameTable, Statement

__all__ = ["UnmadeTables"]


class UnmadeTables:
    """The names of them, and the drop that waits for what follows."""

    def __init__(self) -> None:
        self.names: set[Name] = set()
        self.replaced: set[Name] = set()
        """Tables whose place one of them has taken."""
        self._held: DropTable | None = None

    def add(self, name: Name) -> None:
        self.names.add(name)

    def passed(self, statement: Statement, subjects: tuple[Name, ...]) -> list[Statement]:
        """What is to be applied now that this statement has come."""
        held, self._held = self._held, None
        match statement:
            case RenameTable(name, new_name) if name in self.names:
                self.names.discard(name)
                if held is not None and held.name == new_name:
                    self.replaced.add(new_name)
                    return []
                self.names.add(new_name)
                return [held] if held is not None else []
            case DropTable(name) if name not in self.names:
                self._held = statement
                return [held] if held is not None else []
        waiting: list[Statement] = [held] if held is not None else []
        if self.names.intersection(subjects):
            return waiting
        return [*waiting, statement]

    def rest(self) -> list[Statement]:
        """The drop that waited for nothing."""
        held, self._held = self._held, None
        return [held] if held is not None else []

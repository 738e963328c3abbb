"""What is compared when schemas are: the code's and the one that the specs ask for."""

from __future__ import annotations

from spec2code.model.records import dataclass
from spec2code.model.schema import Check, Constraint, ForeignKey, Name, Schema, Unique
from spec2code.model.span import Span

__all__ = ["Comparison"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: `family` 100 for migrations, 200 for models; `code` is the schema that these have."""

    family: int
    code: Schema
    desired: Schema
    fallback: Span | None = None
    """Where a table would stand that the code doesn't have at all."""
    in_sql: bool = False
    """Whether SQL files, and no migrations of Alembic, make the code's tables."""
    unlinked: frozenset[Name] = frozenset()
    """Tables that are made from lists of columns without a word on foreign keys."""
    unchecked: frozenset[Name] = frozenset()
    """The same without a check."""
    not_unique: frozenset[Name] = frozenset()
    """The same with nothing that is called unique."""
    keyless: frozenset[Name] = frozenset()
    """The same without a word on a primary key."""

    def leaves_open(self, table: Name, item: Constraint) -> bool:
        """Whether the spec's list of columns says nothing of such constraints."""
        if isinstance(item, ForeignKey):
            return table in self.unlinked
        if isinstance(item, Unique):
            return table in self.not_unique
        return isinstance(item, Check) and table in self.unchecked

    def leaves_out(self, table: Name, column: str) -> bool:
        """Whether the column is the code's key of a table of which the spec's list of columns names none."""
        own = self.code.tables.get(table)
        key = own.primary_key.columns if own and own.primary_key else ()
        return table in self.keyless and key == (column,)

    @property
    def side(self) -> str:
        if self.in_sql:
            return "code's SQL"
        return "migrations" if self.family == 100 else "models"

    def code_at(self, table: Name) -> Span | None:
        found = self.code.tables.get(table)
        return found.span if found and found.span else self.fallback

    def spec_at(self, table: Name) -> Span | None:
        found = self.desired.tables.get(table)
        return found.span if found else None

    def number(self, number: int) -> str:
        """The code of a kind of finding: those of migrations and of models have the same numbers."""
        return f"D{self.family + number}"

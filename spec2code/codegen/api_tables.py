"""Which table a path, a class or a field is about: `/orders/{id}/items`, `OrderItemDto`, `items` of an order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spec2code.codegen.api_operations import Operation, singular
from spec2code.codegen.column_rules import ColumnRule, column_rules
from spec2code.codegen.names import identifier, words
from spec2code.model.schema import Schema, Table

__all__ = ["Resources"]

_ROLE_TEXT: Final = """
    base body create created data detail details dto in input item model new out output params patch payload
    read replace request response result schema summary update view vo
    """
_ROLES: Final = frozenset(_ROLE_TEXT.split())


class Resources:
    """The tables of a database by the words that name a row of them."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._tables: dict[str, Table] = {}
        self._rules: dict[str, dict[str, ColumnRule]] = {}
        for name, table in schema.tables.items():
            self._tables.setdefault(_one(words(name.name)), table)

    def of_operation(self, read: Operation) -> Table | None:
        """The table whose rows an endpoint takes and gives; an action is one on the row that it is done to."""
        last = len(read.segments) - 1
        if read.is_action and read.method != "GET":
            last -= 1
        elif read.kind == "thing":
            return None
        if last < 0:
            return None
        own = read.segments[last].words
        parents = read.segments[last - 1].singular if last else ()
        return self._find((*parents, *own)) or self._find(own)

    def of_path(self, read: Operation) -> Table | None:
        """The nearest table that a path speaks of at all."""
        for last in range(len(read.segments) - 1, -1, -1):
            own = read.segments[last].words
            parents = read.segments[last - 1].singular if last else ()
            table = self._find((*parents, *own)) or self._find(own)
            if table is not None:
                return table
        return None

    def of_segment(self, segment: str) -> tuple[Table | None, str]:
        """The table of one part of a path, and what a row of it is called."""
        one = _one(words(segment))
        return self._tables.get(one), one

    def of_class(self, name: str) -> Table | None:
        """The table of a class, whatever role its name adds: `Order`, `OrderDto`, `CreateOrderRequest`."""
        found = words(name.rsplit(".", 1)[-1])
        if table := self._find(found):
            return table
        while found and found[-1].lower() in _ROLES:
            found.pop()
            if table := self._find(found):
                return table
        while found and found[0].lower() in _ROLES:
            found.pop(0)
        return self._find(found)

    def of_part(self, owner: Table, field: str) -> Table | None:
        """The table of the rows that a field of a row of another holds: `items` of an order."""
        return self._find((*words(owner.name.name), *words(field)), owner) or self._find(
            words(field)
        )

    def rules(self, table: Table) -> dict[str, ColumnRule]:
        """The rules of a table's columns, by the name that a field for them has."""
        key = str(table.name)
        if key not in self._rules:
            made = column_rules(table, self._schema)
            self._rules[key] = {identifier(name): rule for name, rule in made.items()}
        return self._rules[key]

    def has_column(self, table: Table | None, field: str) -> bool:
        return table is not None and identifier(field) in self.rules(table)

    def _find(self, name: Sequence[str], owner: Table | None = None) -> Table | None:
        for key in _keys(name, owner):
            if key in self._tables:
                return self._tables[key]
        return None


def _keys(name: Sequence[str], owner: Table | None) -> Iterator[str]:
    if not name:
        return
    yield _one(name)
    if owner is not None:
        head = words(owner.name.name)
        yield _one([*head[:-1], singular(head[-1]), *name[len(head) :]])


def _one(name: Sequence[str]) -> str:
    """The words for one row: `order_items` -> `order_item`."""
    if not name:
        return ""
    return "_".join([*(word.lower() for word in name[:-1]), singular(name[-1].lower())])

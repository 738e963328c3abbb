"""Foreign keys to tables whose names hold a dot: SQLAlchemy looks for `schema.name` among all tables of that spelling."""

from __future__ import annotations

from spec2code.model.records import replace
from spec2code.model.schema import Name, Schema

__all__ = ["find_dotted_targets"]


def find_dotted_targets(schema: Schema) -> None:
    """Point `ForeignKey("a.b.id")` at the table `"a.b"` where no schema `a` has a table `b`."""
    dotted = {str(name): name for name in schema.tables if "." in f"{name.name}{name.schema or ''}"}
    if not dotted:
        return

    def meant(target: Name) -> Name:
        return target if target in schema.tables else dotted.get(str(target), target)

    for name, table in schema.tables.items():
        keys = tuple(replace(key, target=meant(key.target)) for key in table.foreign_keys)
        schema.tables[name] = replace(table, foreign_keys=keys)

"""Names with a dot in them: SQLAlchemy takes what a foreign key refers to apart at its dots, and finds tables by `schema.name`."""

from __future__ import annotations

from spec2code.codegen.contract import GenerateRequest
from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.records import replace
from spec2code.model.schema import ForeignKey, Name, Schema, Table

__all__ = ["without_ambiguous"]


def without_ambiguous(request: GenerateRequest) -> tuple[GenerateRequest, list[Diagnostic]]:
    """The request without what dots make ambiguous, and G160 of each.

    These are the second of two tables `"a.b"` and `a.b`, and foreign keys to columns with a dot in their names.
    """
    tables, told = dict(request.desired.tables), list[Diagnostic]()
    first: dict[str, Name] = {}
    for name, table in request.desired.tables.items():
        if first.setdefault(str(name), name) != name:
            message = f"`{name}` has no model: SQLAlchemy can't tell it from another table"
            told.append(diagnostic("G160", message, table.span))
            del tables[name]
    for name, table in tables.items():
        kept = tuple(key for key in table.foreign_keys if _is_clear(key, tables, request.desired))
        for key in table.foreign_keys:
            if key not in kept:
                message = f"the model of `{name}` leaves out a foreign key to `{key.target}`"
                told.append(diagnostic("G160", message, key.span or table.span))
        if len(kept) < len(table.foreign_keys):
            tables[name] = replace(table, foreign_keys=kept)
    if not told:
        return request, told
    desired = Schema(tables, request.desired.enums, request.desired.objects)
    return replace(request, desired=desired), told


def _is_clear(key: ForeignKey, tables: dict[Name, Table], desired: Schema) -> bool:
    if key.target in desired.tables and key.target not in tables:
        return False
    target = tables.get(key.target)
    primary = target.primary_key.columns if target and target.primary_key else ()
    return not any("." in column for column in key.target_columns or primary)

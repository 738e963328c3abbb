"""What the migrations make and the models can't say: told, since autogenerate doesn't see it either."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codegen.python import Imports
from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import Table
from spec2code.model.span import Span
from spec2code_generators.sqlalchemy import constraints
from spec2code_generators.sqlalchemy.catalog import Catalog
from spec2code_generators.sqlalchemy.types import collation_argument
from spec2code_generators.sqlalchemy.uses import Uses

__all__ = ["unsaid"]


def unsaid(catalog: Catalog) -> list[Diagnostic]:
    """A finding for each part of a table that its model leaves out."""
    return [
        diagnostic("G160", f"the model of `{table.name}` leaves out {what}", span or table.span)
        for feature in catalog.features
        for table in feature.tables
        for what, span in _left_out(table)
    ]


def _left_out(table: Table) -> Iterator[tuple[str, Span | None]]:
    unused = Uses(Imports(), ())
    for column in table.columns:
        if column.collation and not collation_argument(column.collation):
            yield f"the collation of `{column.name}`", column.span
        if column.options:
            yield f"`{column.options}` of `{column.name}`", column.span
    for check in table.checks:
        if check.no_inherit:
            yield "`NO INHERIT` of a check", check.span
    for exclude in table.excludes:
        if constraints.exclude(exclude, None, unused) is None:
            yield "an exclusion constraint", exclude.span
    for index in table.indexes:
        if index.options and constraints.parameters(index.options) is None:
            yield f"`{index.options}` of an index", index.span

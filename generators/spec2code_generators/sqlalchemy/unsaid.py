"""What the migrations make and the models can't say: told, since autogenerate doesn't see it either."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codegen.contract import GenerateRequest
from spec2code.codegen.python import Imports
from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.schema import Table
from spec2code.model.span import Span
from spec2code_generators.sqlalchemy import constraints
from spec2code_generators.sqlalchemy.catalog import Catalog
from spec2code_generators.sqlalchemy.types import collation_argument
from spec2code_generators.sqlalchemy.uses import Uses

__all__ = ["unsaid"]

_FINDS_MODULES = regex(r"walk_packages|iter_modules|import_module|glob\(|listdir|scandir")
"""An env.py with one of these looks for models itself."""


def unsaid(catalog: Catalog) -> list[Diagnostic]:
    """A finding for each part of a table that its model leaves out, and for each module that nothing imports."""
    return [*_not_imported(catalog), *_left_out_of(catalog)]


def _not_imported(catalog: Catalog) -> list[Diagnostic]:
    request = catalog.request
    layout = request.layout
    known, _, rest = layout.models.partition("_{feature}")
    environment = f"{layout.script_location}/env.py"
    if rest == ".py":
        place = f"at the end of `{layout.file(known)}.py`"
    elif "{feature}/" in layout.models and environment not in request.generated:
        place = f"in `{environment}`"
    else:
        return []
    if not request.project.script_location or _FINDS_MODULES.search(
        request.texts.get(environment, "")
    ):
        return []
    return [
        diagnostic(
            "G161",
            f"`{feature.path}` has models that nothing imports yet",
            feature.tables[0].span,
            hint=f"import it {place}: `import {feature.module}`",
        )
        for feature in catalog.features
        if feature.tables and feature.module not in _mapped_modules(request)
    ]


def _mapped_modules(request: GenerateRequest) -> set[str]:
    return {path.rpartition(".")[0] for path in request.project.model_classes.values()}


def _left_out_of(catalog: Catalog) -> list[Diagnostic]:
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

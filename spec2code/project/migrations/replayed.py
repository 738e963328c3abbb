"""The schema that a history's revisions add up to so far, and what of it can't be told."""

from __future__ import annotations

import re
from collections.abc import Container

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.fold import fold
from spec2code.model.patterns import regex
from spec2code.model.schema import Name, Schema
from spec2code.model.span import Span
from spec2code.model.statements import CreateTable, DropObject, Statement
from spec2code.model.subjects import subjects
from spec2code.project.evaluate import Evaluator
from spec2code.project.migrations.catalog import Catalog
from spec2code.project.migrations.database_names import as_kept
from spec2code.project.migrations.open_tables import OpenTables
from spec2code.project.migrations.renamed_columns import RenamedColumns

__all__ = ["ReplayedSchema"]

_IF_EXISTS = regex(r"\bif\s+exists\b", re.IGNORECASE)
"""Not every statement that may say so has a field for it."""


class ReplayedSchema:
    """Takes statements in order; folds many at once, as folding copies the schema."""

    def __init__(self, evaluator: Evaluator, from_models: Container[Name]) -> None:
        """`from_models` are tables that create_all() made as they are today."""
        self.evaluator = evaluator
        self.schema = Schema()
        self.open = OpenTables()
        self.renamed = RenamedColumns()
        self.diagnostics: list[Diagnostic] = []
        self.decided = 0
        self.undecided = 0
        self.missing: set[Name] = set()
        """Tables that are altered and were never made."""
        self._from_models = from_models
        self._pending: list[Statement] = []
        self._catalog: tuple[Schema, Catalog] | None = None
        self._leaving: int | None = None
        """Of a revision that may return early: how often anything was left before it."""
        self._has_returned = False

    def begin(self, *, may_return: bool) -> None:
        """A revision starts; `may_return`: it has an early `return`."""
        self._leaving = self.evaluator.leaving if may_return else None
        self._has_returned = False

    def apply(self, statement: Statement, here: Span | None) -> None:
        """Take a statement; under a condition that can't be told, as far as it fits."""
        if self._has_returned or self._shows_return(statement):
            return
        self.decided += 1
        if isinstance(statement, DropObject):
            self.flush()
        statement = as_kept(statement, self.schema)
        self.renamed.follow(statement)
        if not self.evaluator.unsure:
            self._pending.append(statement)
            return
        self.flush()
        self.open.leave(subjects(statement, self.schema), statement.span or here)
        self.undecided += 1
        message = f"{_words(statement)} stands under a condition that can't be told"
        self.tell("P154", message, statement.span or here)
        result = fold(self.schema, (statement,), ensure=False)
        if not result.problems:
            self.schema = result.schema

    def _shows_return(self, statement: Statement) -> bool:
        """Whether a statement shows that the revision has returned, at a condition that can't be told.

        It makes a table that is there, which would fail: what is read here is for another database.
        """
        if self._leaving is None or self._leaving == self.evaluator.leaving:
            return False
        if not isinstance(statement, CreateTable) or statement.if_not_exists:
            return False
        self.flush()
        self._has_returned = statement.table.name in self.schema.tables
        return self._has_returned

    def flush(self) -> None:
        """Fold what was collected."""
        if not self._pending:
            return
        result = fold(self.schema, self._pending, ensure=False)
        self._pending = []
        for problem in result.problems:
            if problem.kind.endswith("-unknown") and _IF_EXISTS.search(problem.statement.text):
                continue
            touched = subjects(problem.statement, self.schema)
            if touched and all(name in self._from_models for name in touched):
                continue  # create_all() made the table as it is today, with this change
            self.undecided += 1
            lacks = problem.kind == "column-unknown"
            (self.open.lack if lacks else self.open.leave)(touched, problem.span)
            self.diagnostics.append(
                diagnostic("P156", problem.message, problem.span, other=problem.other)
            )
            if problem.kind == "table-unknown":
                self.missing.update(subjects(problem.statement, self.schema))
        self.schema = result.schema

    def schema_now(self) -> Schema:
        """The schema after everything so far."""
        self.flush()
        return self.schema

    def catalog(self) -> Catalog:
        """What the database would answer now."""
        self.flush()
        if self._catalog is None or self._catalog[0] is not self.schema:
            if self._catalog is not None:
                self._catalog[1].close()
            self._catalog = (self.schema, Catalog(self.schema))
        return self._catalog[1]

    def tell(self, code: str, message: str, span: Span | None) -> None:
        self.diagnostics.append(diagnostic(code, message, span))


def _words(statement: Statement) -> str:
    """`AddColumn` as `add column`."""
    return "".join(
        f" {sign.lower()}" if sign.isupper() else sign for sign in type(statement).__name__
    ).strip()

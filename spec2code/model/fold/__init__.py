"""Statements folded into a schema: what a spec ensures, or what a history of migrations adds up to."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.model.fold.anew import made_anew
from spec2code.model.fold.apply import apply
from spec2code.model.fold.draft import Draft, FoldResult, Problem
from spec2code.model.fold.orphans import without_orphans
from spec2code.model.fold.sequences import fold_sequences
from spec2code.model.schema import Schema
from spec2code.model.statements import Statement

__all__ = ["FoldResult", "Problem", "fold"]


def fold(schema: Schema, statements: Iterable[Statement], *, ensure: bool) -> FoldResult:
    """Apply statements to a schema; the schema given is not changed.

    Args:
        schema: what is there before.
        statements: in the order in which they stand.
        ensure: True for a spec: what is already so is no problem, and CREATE TABLE says all that the table
            has (but for row security and the like, which it can't say). An unknown table that is altered
            is made, marked `is_partial`, with just what is said; a column of which the type isn't said has
            the type ''. False for a history: every statement runs once, as PostgreSQL would run it.

    Returns:
        The schema afterwards, and what could not be as the statements say.
    """
    statements = tuple(statements)
    draft = Draft(schema, ensure=ensure)
    draft.made_anew = made_anew(statements) if ensure else frozenset()
    for statement in statements:
        draft.begin(statement)
        apply(draft, statement)
    fold_sequences(draft)
    without_orphans(schema, draft)
    return draft.result()

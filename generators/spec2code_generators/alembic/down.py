"""A spec's own down SQL as the downgrade, held against the reverse that follows from the changes."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.changes import (
    AddColumn,
    AddEnum,
    AddObject,
    AddTable,
    RenameColumn,
    RenameTable,
)
from spec2code.model.compare import compare_schemas
from spec2code.model.fold import fold
from spec2code.model.plan import plan
from spec2code.model.records import dataclass
from spec2code.model.span import Excerpt
from spec2code.model.spec import Spec, SqlText
from spec2code.model.statements import RunSql, Statement
from spec2code.sql import read_sql
from spec2code_generators.alembic.context import Context, Side
from spec2code_generators.alembic.message import describe
from spec2code_generators.alembic.operations import upgrade_steps
from spec2code_generators.alembic.step import Step, execute

__all__ = ["Downgrade", "spec_downgrade"]

_TRANSACTION = {"BEGIN", "START", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "SELECT"}


@dataclass(frozen=True, slots=True)
class Downgrade:
    steps: list[Step]
    diagnostics: list[Diagnostic]


def spec_downgrade(specs: Sequence[Spec], context: Context) -> Downgrade | None:
    """The specs' down SQL, last spec first, and what it leaves undone.

    None when the specs give none, or when it takes away more than this revision brings: it then belongs
    to a revision that was made before.
    """
    texts = [text for spec in reversed(specs) for text in spec.down_sql]
    if not texts:
        return None
    statements = [statement for text in texts for statement in _statements(text, specs)]
    current, desired = context.before.schema, context.after.schema
    reached = fold(desired, statements, ensure=True).schema
    left = compare_schemas(reached, current)
    if any(isinstance(change, _MISSING) for change in left):
        return None
    steps = [
        execute(statement.text)
        for statement in _distinct(statements)
        if not (isinstance(statement, RunSql) and statement.verb in _TRANSACTION)
    ]
    found: list[Diagnostic] = []
    if left:
        back = Context(Side(reached), Side(current), context.live, context.safe)
        rest = upgrade_steps(plan(left, desired=current), back)
        steps += [
            Step(
                step.node, step.autocommit, "The spec's down SQL leaves this." if not place else ""
            )
            for place, step in enumerate(rest)
        ]
        names = ", ".join(describe(change) for change in left[:3])
        more = f" and {len(left) - 3} more" if len(left) > 3 else ""
        message = f"the down SQL doesn't undo everything: {names}{more} had to be added"
        found.append(diagnostic("G105", message, texts[0].span))
    return Downgrade(steps, found)


_MISSING = AddTable | AddColumn | AddEnum | AddObject | RenameTable | RenameColumn


def _statements(text: SqlText, specs: Sequence[Spec]) -> tuple[Statement, ...]:
    dialect = next((spec.dialect for spec in specs if text in spec.down_sql), "postgresql")
    excerpt = Excerpt(text.span.file, text.text, text.span.line)
    return read_sql(excerpt, dialect, mode="migration").statements


def _distinct(statements: Sequence[Statement]) -> list[Statement]:
    """One statement of SQL may be read as several: each text once."""
    seen: set[object] = set()
    found: list[Statement] = []
    for statement in statements:
        key = (statement.span, statement.text)
        if statement.text and key not in seen:
            seen.add(key)
            found.append(statement)
    return found

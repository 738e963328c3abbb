"""The table of codes: one row feeds the messages, `spec2code explain` and docs/codes.md.

Each family has a file with its rows; a repeated code or name is refused when the package is imported.
A code is never reused or renumbered.
"""

from __future__ import annotations

from spec2code.codes import (
    crosschecks,
    documents,
    drift_api,
    drift_schema,
    endpoints,
    examples,
    generation,
    generation_run,
    project,
    sql,
    sql_refused,
)
from spec2code.codes.code import Code
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.span import Span

__all__ = ["CODES", "RETIRED", "Code", "diagnostic"]


RETIRED = frozenset(("G212", "Q126"))
"""Codes that were there once; they stay taken. Q126 (a foreign key to nothing) is S160, G212 (a body on GET) is A113."""


def _table() -> dict[str, Code]:
    table: dict[str, Code] = {}
    names: set[str] = set()
    for family in (
        documents,
        crosschecks,
        sql,
        sql_refused,
        endpoints,
        examples,
        project,
        drift_schema,
        drift_api,
        generation,
        generation_run,
    ):
        for row in family.CODES:
            if row.code in table or row.name in names or row.code in RETIRED:
                raise ValueError(f"code {row.code} {row.name} is given twice")
            table[row.code] = row
            names.add(row.name)
    return dict(sorted(table.items()))


CODES = _table()


def diagnostic(
    code: str,
    message: str,
    span: Span | None = None,
    *,
    hint: str | None = None,
    other: Span | None = None,
    severity: Severity | None = None,
) -> Diagnostic:
    """A finding with the severity that the table gives the code, unless another is asked for.

    Without a hint of its own the finding has the row's `mend`.

    Raises:
        KeyError: there is no such code.
    """
    row = CODES[code]
    return Diagnostic(code, severity or row.severity, message, span, hint or row.mend, other)

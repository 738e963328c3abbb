"""S150 to S199: tables in documents, and contradictions of a spec with itself."""

from __future__ import annotations

from spec2code.codes.code import Code
from spec2code.diagnostics import Severity

CODES: tuple[Code, ...] = (
    Code(
        "S150",
        "listing-not-understood",
        Severity.WARNING,
        "a cell or bullet about a column, an index or a constraint is not understood",
        "What it says is not part of the table that is generated.",
        "write it as SQL would have it (`NOT NULL`, `UNIQUE`, `DEFAULT 0`, `REFERENCES users(id)`), or add DDL",
        "| status | VARCHAR(20) | as in the other table |",
    ),
    Code(
        "S151",
        "defined-twice",
        Severity.WARNING,
        "a table or type is defined twice in one spec, differently",
        "Only one of the definitions can be the contract; the fuller one is taken.",
        "remove the definition that is out of date, or mark it as an excerpt",
        "CREATE TABLE friends (a int); ... CREATE TABLE friends (a int, b int);",
    ),
)

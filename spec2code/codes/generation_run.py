"""G25x: what stands in the way of writing, and what was decided."""

from __future__ import annotations

from spec2code.codes.code import Code
from spec2code.diagnostics import Severity

CODES: tuple[Code, ...] = (
    Code(
        "G250",
        "conflict-with-hand-written-code",
        Severity.ERROR,
        "the spec and the user changed the same piece of a generated file",
        "neither side can be taken without losing the other",
        "take over what the spec asks for by hand, or run with `--on-conflict keep` or `markers`",
    ),
    Code(
        "G251",
        "hand-written-code-kept",
        Severity.INFO,
        "what the user made of a generated piece stands although the spec moved on",
        "the code no longer follows the spec there",
        "nothing, when that is meant; otherwise bring the piece in line by hand",
    ),
    Code(
        "G252",
        "destructive-change-held-back",
        Severity.WARNING,
        "the spec no longer has something that the database has",
        "dropping it loses data, or what others rely on, for good",
        "run with `--allow-destructive` when it is meant to go, or write it into the spec",
    ),
    Code(
        "G253",
        "stale-file-kept",
        Severity.WARNING,
        "a generated file belongs to no spec any more and was edited",
        "removing it would lose what was written into it",
        "remove it by hand",
    ),
    Code(
        "G254",
        "change-on-uncertain-table-held-back",
        Severity.WARNING,
        "a change concerns a table of which the migrations can't be decided by reading",
        "the migration might fail, or do something twice",
        "write this migration by hand, or make the migration that is named decidable",
    ),
    Code(
        "G255",
        "recorded-spec-missing",
        Severity.WARNING,
        "a spec that code was generated from is no longer there",
        "what it asked for is no longer asked for",
        "restore it, or leave it: its generated files go where nobody has edited them",
    ),
    Code(
        "G256",
        "nothing-to-generate",
        Severity.ERROR,
        "no table, endpoint or event was understood",
        "there is nothing that code could be made of or held against",
        "run `spec2code inspect` to see what was passed over and why",
    ),
    Code(
        "G257",
        "looks-like-a-rename",
        Severity.WARNING,
        "something is dropped and something very like it is added",
        "as drop and add, the data would be lost; as a rename it is kept",
        "say so in the spec: `ALTER TABLE ... RENAME COLUMN old TO new`, or a line in a schema-change table",
    ),
    Code(
        "G258",
        "stands-on-what-cannot-be",
        Severity.WARNING,
        "a change stands on one that the database has no way to make in place (`G104`), and is left out with it",
        "a partition or a key that only the partitioned table can have would make the whole revision fail",
        "make the new table under another name, move the rows, exchange the names, and run `generate` again",
    ),
    Code(
        "G259",
        "column-still-read",
        Severity.WARNING,
        "a column that would be dropped is used by a view, policy, trigger or foreign key that stays, so it stays too",
        "PostgreSQL drops no column under them: the whole revision would fail",
        "drop or redefine in the spec what uses it: `DROP VIEW v;` or its new `CREATE VIEW`; a column of another name is renamed by `ALTER TABLE ... RENAME COLUMN`",
    ),
)

"""D1xx and D2xx: drift of the database schema.

D1xx compares with the schema that the Alembic history adds up to, D2xx with what the SQLAlchemy models map;
both have the same rows, so they are written down once. Severity follows docs/drift.md: an error breaks a
caller, stored data or running code; a warning differs without proof of harm; info is worth knowing.
"""

from __future__ import annotations

from spec2code.codes.code import Code
from spec2code.diagnostics import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# number, name, severity, what is the case, why it matters, mend
_SCHEMA_ROWS: tuple[tuple[int, str, Severity, str, str, str], ...] = (
    (
        1,
        "table-missing",
        ERROR,
        "a table of the spec is not in the {side}",
        "queries on it fail",
        "add the table (`spec2code generate`), or take it out of the spec",
    ),
    (
        2,
        "table-extra",
        ERROR,
        "the {side} have a table that the spec drops, or, with --strict, that no spec speaks of",
        "the spec says that it is gone, or nobody promised it",
        "drop the table, or write it into a spec",
    ),
    (
        3,
        "column-missing",
        ERROR,
        "a column of the spec is not in the {side}",
        "code that reads or writes it fails",
        "add the column{to_side}, or take it out of the spec",
    ),
    (
        4,
        "column-extra",
        ERROR,
        "the {side} have a column that the spec's table lacks",
        "the spec defines the table whole, so a reader of it does not know of this column",
        "write the column into the spec, or drop it",
    ),
    (
        5,
        "column-type-differs",
        ERROR,
        "a column has another type in the {side}",
        "values may be cut, rounded or refused",
        "change one of the two types",
    ),
    (
        6,
        "column-nullability-differs",
        ERROR,
        "a column allows NULL on one side only",
        "rows without the value are refused, or turn up where none are expected",
        "add or remove NOT NULL on one side",
    ),
    (
        7,
        "column-default-differs",
        ERROR,
        "a column has another default",
        "rows written without the value differ from what the spec promises",
        "change one of the two defaults",
    ),
    (
        8,
        "column-differs",
        WARNING,
        "a column differs in identity, generation or collation",
        "values are made or compared in another way",
        "make both sides say the same",
    ),
    (
        9,
        "column-renamed",
        ERROR,
        "a column seems to have another name in the {side}",
        "code written from the spec uses a name that is not there",
        "rename it on one side",
    ),
    (
        10,
        "primary-key-differs",
        ERROR,
        "the primary key differs",
        "rows are identified in another way",
        "make both sides say the same",
    ),
    (
        11,
        "foreign-key-missing",
        ERROR,
        "a foreign key of the spec is not in the {side}",
        "rows may point to nothing",
        "add the foreign key",
    ),
    (
        12,
        "foreign-key-extra",
        WARNING,
        "the {side} have a foreign key that the spec's table lacks",
        "writes may be refused that the spec allows",
        "write it into the spec, or drop it",
    ),
    (
        13,
        "foreign-key-differs",
        ERROR,
        "a foreign key differs in target, action or deferral",
        "deleting or changing a row does something else than the spec says",
        "make both sides say the same",
    ),
    (
        14,
        "unique-missing",
        ERROR,
        "a unique constraint of the spec is not in the {side}",
        "duplicates can be stored",
        "add the constraint",
    ),
    (
        15,
        "unique-extra",
        WARNING,
        "the {side} have a unique constraint that the spec's table lacks",
        "writes may be refused that the spec allows",
        "write it into the spec, or drop it",
    ),
    (
        16,
        "unique-differs",
        ERROR,
        "a unique constraint differs",
        "duplicates can be stored, or writes are refused",
        "make both sides say the same",
    ),
    (
        17,
        "check-missing",
        ERROR,
        "a check of the spec is not in the {side}",
        "values that the spec forbids can be stored",
        "add the check",
    ),
    (
        18,
        "check-extra",
        WARNING,
        "the {side} have a check that the spec's table lacks",
        "writes may be refused that the spec allows",
        "write it into the spec, or drop it",
    ),
    (
        19,
        "check-differs",
        ERROR,
        "a check differs",
        "values are refused or accepted against the spec",
        "make both sides say the same",
    ),
    (
        20,
        "exclude-differs",
        ERROR,
        "an exclusion constraint is missing, extra or different",
        "overlapping rows can be stored, or writes are refused",
        "make both sides say the same",
    ),
    (
        21,
        "index-missing",
        ERROR,
        "an index of the spec is not in the {side}",
        "queries are slower than planned; a unique one guards data",
        "add the index",
    ),
    (
        22,
        "index-extra",
        INFO,
        "the {side} have an index that the spec doesn't name",
        "it costs writes, and harms nothing",
        "write it into the spec, or drop it",
    ),
    (
        23,
        "index-differs",
        ERROR,
        "an index differs in its keys, order, method or condition",
        "it may not serve the queries that it is for",
        "make both sides say the same",
    ),
    (
        24,
        "enum-missing",
        ERROR,
        "an enum of the spec is not in the {side}",
        "columns of that type can't be made",
        "add the type",
    ),
    (
        25,
        "enum-extra",
        WARNING,
        "the {side} have an enum that the spec drops",
        "the spec says that it is gone",
        "drop the type",
    ),
    (
        26,
        "enum-labels-differ",
        ERROR,
        "an enum has other labels",
        "values are refused, or unknown to readers",
        "add or remove labels on one side",
    ),
    (
        27,
        "object-missing",
        ERROR,
        "a view, function, trigger or other object of the spec is not in the {side}",
        "what it does for the data doesn't happen",
        "add it",
    ),
    (
        28,
        "object-extra",
        WARNING,
        "the {side} have an object that the spec drops",
        "the spec says that it is gone",
        "drop it",
    ),
    (
        29,
        "object-differs",
        ERROR,
        "a view, function, trigger or other object is defined differently",
        "it does something else than the spec says",
        "make both sides say the same",
    ),
    (
        30,
        "table-options-differ",
        WARNING,
        "a table differs in its comment, partitioning, storage or row security",
        "it behaves or reads differently",
        "make both sides say the same",
    ),
    (
        31,
        "table-renamed",
        ERROR,
        "a table has another name in the {side}",
        "queries on the spec's name fail",
        "rename it on one side",
    ),
    (
        32,
        "comment-differs",
        INFO,
        "a comment differs",
        "readers of the database are told something else",
        "make both sides say the same",
    ),
)


def _schema_codes() -> tuple[Code, ...]:
    rows = []
    for family, side, prefix, to_side in (
        (100, "migrations", "migration", " (`spec2code generate`)"),
        (200, "models", "model", " to its class"),  # which nobody but its author edits
    ):
        for number, name, severity, summary, why, mend in _SCHEMA_ROWS:
            rows.append(
                Code(
                    f"D{family + number}",
                    f"{prefix}-{name}",
                    severity,
                    summary.format(side=side),
                    why,
                    mend.format(to_side=to_side),
                )
            )
    return tuple(rows)


CODES: tuple[Code, ...] = _schema_codes()

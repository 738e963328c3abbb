"""What a serial column stands for: a sequence, its owner, and a default that counts with it."""

from __future__ import annotations

from spec2code.model.identifiers import quote_name
from spec2code.model.names import sequence_name
from spec2code.model.records import replace
from spec2code.model.schema import Column, Expression, Name, SqlObject, Table
from spec2code.model.sequence_options import with_sequence_key

__all__ = ["counted_columns", "counting_objects"]


def counted_columns(table: Table, sequences: set[Name]) -> dict[str, tuple[Column, Name]]:
    """The serial columns that count with one of these sequences: each with its default, and the sequence."""
    found: dict[str, tuple[Column, Name]] = {}
    for column in table.columns:
        sequence = sequence_name(table.name, column.name) if column.serial else None
        if sequence in sequences and sequence is not None:
            quoted = quote_name(sequence).replace("'", "''")
            default = Expression(f"nextval('{quoted}'::regclass)", f"nextval('{quoted}')")
            found[column.name] = replace(column, default=default, serial=False), sequence
    return found


def counting_objects(table: Table, column: Column, sequence: Name) -> tuple[SqlObject, SqlObject]:
    """The sequence that PostgreSQL makes for a serial column, and that the column owns it."""
    kind = "UNLOGGED SEQUENCE" if table.option("unlogged") is not None else "SEQUENCE"
    quoted = quote_name(sequence)
    # As the same words are read elsewhere, each sign apart.
    named = " . ".join(
        quote_name(Name(part)) for part in (sequence.schema, sequence.name) if part is not None
    )
    made = Expression(
        f"CREATE {kind} {quoted} AS {column.type}", f"create sequence {named} as {column.type}"
    )
    owned = f"{quote_name(table.name)}.{quote_name(Name(column.name))}"
    owner = Expression(
        f"ALTER SEQUENCE {quoted} OWNED BY {owned}", f"owned by {table.name}.{column.name}"
    )
    return (
        SqlObject("sequence", sequence, with_sequence_key(made), span=column.span),
        SqlObject(
            "sequence owner",
            sequence,
            owner,
            table.name,
            column.name,
            depends_on=(sequence, table.name),
            span=column.span,
        ),
    )

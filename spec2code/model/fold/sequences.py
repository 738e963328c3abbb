"""A sequence, its owner and a default of nextval() as the serial column that they add up to.

pg_dump writes a serial column that way; folded together, a dump and a SERIAL are the same.
"""

from __future__ import annotations

from spec2code.model.counting import counted_columns, counting_objects
from spec2code.model.fold.draft import Draft
from spec2code.model.names import default_constraint_name
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Column, Name, SqlObject, Table
from spec2code.model.sequence_options import is_serial_sequence

__all__ = ["fold_sequences", "fold_sequences_of", "spell_out"]

_NEXTVAL = regex(r"nextval\('(?P<name>(?:[^']|'')+)'\)\Z")
_TYPES = ("smallint", "integer", "bigint")


def fold_sequences(draft: Draft) -> None:
    """Exchange sequences that are just what SERIAL makes for `serial=True`."""
    if any(key[0] == "sequence" for key in draft.objects):
        for table in list(draft.tables.values()):
            fold_sequences_of(draft, table)


def fold_sequences_of(draft: Draft, table: Table) -> None:
    """The same for one table: before a renaming, which the sequence's name does not follow."""
    for column in table.columns:
        sequence = _sequence(draft, table, column)
        if sequence is not None:
            draft.objects.pop(sequence.identity)
            draft.objects.pop(("sequence owner", sequence.name, table.name, column.name))
            serial = replace(column, default=None, serial=True)
            draft.put_column(draft.tables[table.name], serial)


def spell_out(draft: Draft, sequence: Name) -> None:
    """Exchange the serial column that makes this sequence for the sequence, its owner and a default."""
    if ("sequence", sequence, None, "") in draft.objects:
        return
    for table in list(draft.tables.values()):
        for column, name in counted_columns(table, {sequence}).values():
            draft.put_column(draft.tables[table.name], column)
            for item in counting_objects(table, column, name):
                draft.objects[item.identity] = item


def _sequence(draft: Draft, table: Table, column: Column) -> SqlObject | None:
    match = _NEXTVAL.match(column.default.key) if column.default else None
    if match is None or column.type not in _TYPES:
        return None
    schema, _, bare = match["name"].replace('"', "").rpartition(".")
    name = Name(bare, schema or table.name.schema)
    if bare != default_constraint_name(table.name.name, (column.name,), "seq"):
        return None
    sequence = draft.objects.get(("sequence", name, None, ""))
    if sequence is None or ("sequence owner", name, table.name, column.name) not in draft.objects:
        return None
    if _is_unlogged(sequence) != (table.option("unlogged") is not None):
        # SERIAL gives the sequence the persistence of its table, since PostgreSQL 15.
        return None
    return sequence if is_serial_sequence(sequence.definition, column.type) else None


def _is_unlogged(sequence: SqlObject) -> bool:
    return sequence.definition.text.upper().split()[1:2] == ["UNLOGGED"]

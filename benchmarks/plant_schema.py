"""Edits of the schema that code was read as: every attribute of the model once, and what each must be told as.

The reading of code has its own edits (`plant_code`); here the model itself is changed, so that no attribute of a
column, constraint or index can be forgotten by the comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from benchmarks.plant_moved import is_used, moved, with_table
from spec2code.model.schema import (
    Check,
    Column,
    Enum,
    Exclude,
    Expression,
    ForeignKey,
    Identity,
    Index,
    IndexKey,
    Name,
    Schema,
    SqlObject,
    Table,
    Unique,
)

__all__ = ["SchemaEdit", "schema_edits"]


@dataclass(frozen=True, slots=True)
class SchemaEdit:
    """The schema with one thing changed, and the findings that this must be told as."""

    kind: str
    schema: Schema
    expected: tuple[str, ...]


def schema_edits(schema: Schema, spoken: Schema, *, models: bool) -> Iterator[SchemaEdit]:
    """Every edit of the tables, enums and objects that a spec speaks of.

    Args:
        schema: what the code was read as.
        spoken: what the spec says.
        models: the schema is of mapped classes, which say nothing of what only a database does.
    """
    family = "D2" if models else "D1"
    for name in spoken.tables:
        table = schema.tables.get(name)
        if table is None or spoken.tables[name].is_partial:
            continue
        partition = models and spoken.tables[name].option("partition_of") is not None
        for kind, made, told in _table_edits(table, spoken.tables[name], models):
            if models and kind in _ONLY_MIGRATIONS:
                kind, told = f"{kind} (no drift)", ""
            elif partition and told:
                # Its rows go through the class of its parent.
                kind, told = f"partition: {kind} (no drift)", ""
            yield SchemaEdit(f"model: {kind}", with_table(schema, name, made), _told(family, told))
    for kind, made, told in moved(schema, spoken, family):
        yield SchemaEdit(f"model: {kind}", made, told)
    if not models:
        yield from _enums(schema, spoken)
        yield from _objects(schema, spoken)


_ONLY_MIGRATIONS = frozenset(
    [
        "primary key's INCLUDE",
        "foreign key's NOT VALID",
        "unique's INCLUDE",
        "check's NOT VALID",
        "check's NO INHERIT",
        "index's ONLY",
    ]
)
"""What SQLAlchemy has no word for, or none that matters to its users."""

Edit = tuple[str, Table | None, str]


def _told(family: str, told: str) -> tuple[str, ...]:
    return (f"{family}{told}",) if told else ()


def _table_edits(table: Table, wanted: Table, models: bool) -> Iterator[Edit]:
    name = table.name
    yield "table dropped", None, f"01 missing table {name}"
    moved = replace(table, name=Name(name.name, "elsewhere"))
    yield "table in another schema", moved, f"31 changed table {name}"
    if not wanted.comment:
        yield "table's comment (no drift)", replace(table, comment="planted"), ""
    if not models:
        options = (*table.options, ("unlogged", "UNLOGGED"))
        if table.option("unlogged") is None:
            told = f"30 changed table {name}"
            yield "table's option", replace(table, options=options), told
    yield from _columns(table, wanted, models)
    yield from _keys(table)
    yield from _foreign_keys(table)
    yield from _uniques(table)
    yield from _checks(table)
    yield from _indexes(table)


# -- columns


def _columns(table: Table, wanted: Table, models: bool) -> Iterator[Edit]:
    new = Column("zz_planted", "point")
    yield "column added", replace(table, columns=(*table.columns, new)), _column(table, new, 4)
    for column in [item for item in table.columns if not is_used(table, item.name)][:2]:
        said = wanted.column(column.name)
        if said is None:
            continue
        rest = tuple(item for item in table.columns if item is not column)
        if len(rest) > 1:
            told = f"03 missing column {table.name}.{column.name}"
            yield "column dropped", replace(table, columns=rest), told
        for kind, made, number in _of_column(column, said, models):
            columns = tuple(made if item is column else item for item in table.columns)
            told = f"{number:02} changed column {table.name}.{column.name}" if number else ""
            yield f"column's {kind}", replace(table, columns=columns), told


def _column(table: Table, column: Column, number: int) -> str:
    return f"{number:02} extra column {table.name}.{column.name}"


def _of_column(column: Column, said: Column, models: bool) -> Iterator[tuple[str, Column, int]]:
    yield "name", replace(column, name=f"{column.name}_planted"), 9
    if column.generated is None and column.identity is None and not column.serial:
        yield "type", replace(column, type="point"), 5
        yield "nullability", replace(column, nullable=not column.nullable), 6
    plain = not (column.serial or column.identity or column.generated)
    if plain and not models:
        yield "default", replace(column, default=_expression("'planted'")), 7
        if column.default:
            yield "default taken away", replace(column, default=None), 7
        made = replace(column, default=None, identity=Identity(True))
        if not column.default and column.type in ("integer", "bigint"):
            yield "identity", made, 8
            yield "sequence", replace(column, serial=True), 7
    if plain and not column.default and (models or not column.identity):
        yield "generation", replace(column, generated=_expression("1 + 1")), 8
    if not models:
        if column.type.startswith(("text", "character")):
            yield "collation", replace(column, collation='"planted"'), 8
        yield "storage", replace(column, options="STORAGE PLAIN"), 8
        if said.comment:
            yield "comment", replace(column, comment="planted"), 32
    if not said.comment:
        yield "comment (no drift)", replace(column, comment="planted"), 0


def _expression(text: str) -> Expression:
    return Expression(text, text.lower())


# -- constraints


def _keys(table: Table) -> Iterator[Edit]:
    key = table.primary_key
    if key is None:
        return
    told = f"10 changed primary key {table.name}*"
    other = next((item.name for item in table.columns if item.name not in key.columns), None)
    if other is not None:
        wider = replace(key, columns=(*key.columns, other))
        yield "primary key's columns", replace(table, primary_key=wider), told
    included = replace(key, include=("zz",))
    yield "primary key's INCLUDE", replace(table, primary_key=included), told
    late = replace(key, deferrable="DEFERRABLE")
    yield "primary key's DEFERRABLE", replace(table, primary_key=late), told
    missing = f"10 missing primary key {table.name}*"
    yield "primary key dropped", replace(table, primary_key=None), missing


def _foreign_keys(table: Table) -> Iterator[Edit]:
    if not table.columns:
        return  # a partition, which has those of its parent
    column = table.columns[0].name
    added = ForeignKey((column,), Name("zz_planted"), ("id",), "fk_planted")
    if not any(item.columns == (column,) for item in table.foreign_keys):
        made = replace(table, foreign_keys=(*table.foreign_keys, added))
        yield "foreign key added", made, f"12 extra foreign key {table.name}.fk_planted"
    said = [(item.columns, item.target) for item in table.foreign_keys]
    # Of two that say the same, another still says it.
    for item in [x for x in table.foreign_keys if said.count((x.columns, x.target)) == 1][:2]:
        for kind, new, number in _of_foreign_key(item):
            items = tuple(x for x in (_swap(i, item, new) for i in table.foreign_keys) if x)
            told = f"{number} foreign key {table.name}*"
            yield f"foreign key{kind}", replace(table, foreign_keys=items), told


def _of_foreign_key(item: ForeignKey) -> Iterator[tuple[str, ForeignKey | None, str]]:
    changed = "13 changed"
    yield " dropped", None, "11 missing"
    yield "'s target", replace(item, target=Name("zz_planted")), changed
    if item.target_columns:
        yield "'s target column", replace(item, target_columns=("zz",) * len(item.columns)), changed
    action = "SET DEFAULT" if item.on_delete != "SET DEFAULT" else None
    yield "'s ON DELETE", replace(item, on_delete=action), changed
    yield "'s ON UPDATE", replace(item, on_update="SET DEFAULT"), changed
    late = None if item.deferrable else "DEFERRABLE INITIALLY DEFERRED"
    yield "'s DEFERRABLE", replace(item, deferrable=late), changed
    yield "'s MATCH", replace(item, match="FULL"), changed
    yield "'s NOT VALID", replace(item, not_valid=not item.not_valid), changed


def _uniques(table: Table) -> Iterator[Edit]:
    keys = [table.primary_key] if table.primary_key else []
    taken = {u.columns for u in (*table.uniques, *keys, *(i for i in table.indexes if i.unique))}
    free = [
        x.name
        for x in table.columns
        if (x.name,) not in taken and not any(x.name in u.columns for u in table.uniques)
    ]
    for column in free[-1:]:
        added = Unique((column,), "uq_planted")
        made = replace(table, uniques=(*table.uniques, added))
        yield "unique added", made, f"15 extra unique constraint {table.name}.uq_planted"
    for item in table.uniques[:2]:
        told = f"16 changed unique constraint {table.name}*"
        edits: list[tuple[str, Unique | None, str]] = [
            (" dropped", None, f"14 missing unique constraint {table.name}*"),
            ("'s NULLS", replace(item, nulls_not_distinct=not item.nulls_not_distinct), told),
            ("'s INCLUDE", replace(item, include=("zz",)), told),
            ("'s DEFERRABLE", replace(item, deferrable="DEFERRABLE"), told),
        ]
        for kind, new, expected in edits:
            items = tuple(x for x in (_swap(i, item, new) for i in table.uniques) if x)
            yield f"unique{kind}", replace(table, uniques=items), expected


def _checks(table: Table) -> Iterator[Edit]:
    added = Check(_expression("1 = 2"), "ck_planted")
    made = replace(table, checks=(*table.checks, added))
    yield "check added", made, f"18 extra check {table.name}.ck_planted"
    for item in table.checks[:2]:
        if not item.name:
            continue
        told = f"19 changed check {table.name}.{item.name}"
        edits: list[tuple[str, Check | None, str]] = [
            (" dropped", None, f"17 missing check *{table.name}*"),
            ("'s expression", replace(item, expression=_expression("1 = 2")), told),
            ("'s NOT VALID", replace(item, not_valid=not item.not_valid), told),
            ("'s NO INHERIT", replace(item, no_inherit=not item.no_inherit), told),
        ]
        for kind, new, expected in edits:
            items = tuple(x for x in (_swap(i, item, new) for i in table.checks) if x)
            yield f"check{kind}", replace(table, checks=items), expected
    for exclude in table.excludes[:1]:
        other = replace(exclude, definition=_expression("USING gist (zz WITH &&)"))
        told = f"20 changed exclusion constraint {table.name}*"
        yield "exclusion's definition", replace(table, excludes=(other,)), told
        told = f"20 missing exclusion constraint {table.name}*"
        yield "exclusion dropped", replace(table, excludes=()), told
    if not table.excludes:
        new_one = Exclude(_expression("USING gist (zz WITH &&)"), "ex_planted")
        told = f"20 extra exclusion constraint {table.name}.ex_planted"
        yield "exclusion added", replace(table, excludes=(new_one,)), told


_Item = TypeVar("_Item")


def _swap(item: _Item, old: _Item, new: _Item | None) -> _Item | None:
    return new if item is old else item


# -- indexes


def _indexes(table: Table) -> Iterator[Edit]:
    key = IndexKey(_expression("zz"), column="zz")
    added = Index("ix_planted", (key, key))
    yield "index added", replace(
        table, indexes=(*table.indexes, added)
    ), "22 extra index ix_planted"
    for item in table.indexes[:2]:
        for kind, new in _of_index(item):
            indexes = tuple(x for x in (_swap(i, item, new) for i in table.indexes) if x)
            told = f"{'21 missing' if new is None else '23 changed'} index {item.name}"
            yield f"index{kind}", replace(table, indexes=indexes), told


def _of_index(item: Index) -> Iterator[tuple[str, Index | None]]:
    first, *rest = item.keys
    yield " dropped", None
    yield "'s name", replace(item, name=f"{item.name}_planted")
    yield "'s UNIQUE", replace(item, unique=not item.unique)
    yield "'s method", replace(item, method="spgist")
    yield "'s condition", replace(item, where=_expression("1 = 2"))
    yield "'s INCLUDE", replace(item, include=("zz",))
    yield "'s NULLS", replace(item, nulls_not_distinct=not item.nulls_not_distinct)
    yield "'s options", replace(item, options="WITH (fillfactor = 7)")
    yield "'s ONLY", replace(item, only=not item.only)
    more = IndexKey(_expression("zz"), column="zz")
    yield "'s keys widened", replace(item, keys=(*item.keys, more))
    if rest:
        yield "'s keys narrowed", replace(item, keys=tuple(rest))
        yield "'s keys in another order", replace(item, keys=(*rest, first))
    edits: tuple[tuple[str, Callable[[IndexKey], IndexKey]], ...] = (
        ("key", lambda k: replace(k, expression=_expression("zz"), column="zz")),
        (
            "key's expression",
            lambda k: replace(k, expression=_expression("lower(zz)"), column=None),
        ),
        ("key's collation", lambda k: replace(k, collation='"planted"')),
        ("key's operator class", lambda k: replace(k, operator_class="planted_ops")),
        ("key's direction", lambda k: replace(k, descending=not k.descending, nulls_first=None)),
        ("key's nulls", lambda k: replace(k, nulls_first=not k.descending)),
    )
    for kind, edit in edits:
        yield f"'s {kind}", replace(item, keys=(edit(first), *rest))


# -- enums and other objects


def _enums(schema: Schema, spoken: Schema) -> Iterator[SchemaEdit]:
    for name in spoken.enums:
        enum = schema.enums.get(name)
        if enum is None or len(enum.labels) < 2:
            continue
        told = (f"D126 changed enum {name}",)
        for kind, labels in (
            ("label added", (*enum.labels, "planted")),
            ("label dropped", enum.labels[:-1]),
            ("label renamed", (*enum.labels[:-1], "planted")),
            ("labels in another order", enum.labels[::-1]),
        ):
            made: dict[Name, Enum] = {**schema.enums, name: replace(enum, labels=labels)}
            yield SchemaEdit(f"model: enum's {kind}", replace(schema, enums=made), told)
        rest = {key: value for key, value in schema.enums.items() if key != name}
        missing = (f"D124 missing enum {name}",)
        yield SchemaEdit("model: enum dropped", replace(schema, enums=rest), missing)


def _objects(schema: Schema, spoken: Schema) -> Iterator[SchemaEdit]:
    for key in spoken.objects:
        item = schema.objects.get(key)
        if item is None:
            continue
        subject = f"{item.kind} {item.name}"
        changed: SqlObject = replace(item, definition=_expression("planted"))
        made = {**schema.objects, key: changed}
        kind = f"model: {item.kind}"
        told = (f"D129 changed {subject}",)
        yield SchemaEdit(f"{kind} changed", replace(schema, objects=made), told)
        rest = {other: value for other, value in schema.objects.items() if other != key}
        missing = (f"D127 missing {subject}",)
        yield SchemaEdit(f"{kind} dropped", replace(schema, objects=rest), missing)

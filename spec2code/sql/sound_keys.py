"""Keys, indexes and checks against the columns that are there, and foreign keys against their targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import Expression, ForeignKey, Index, PrimaryKey, Schema, Table, Unique
from spec2code.model.span import Span
from spec2code.sql.literals import INTEGERS, TEXTS, base_type
from spec2code.sql.semantics.typing import Typed
from spec2code.sql.sound_expressions import Semantics
from spec2code.sql.types import BUILT_IN

__all__ = ["check_keys", "columns_are_known"]

_VIEWS = ("view", "materialized view")
# Options of tables that have columns which aren't written down here.


def check_keys(table: Table, schema: Schema, semantics: Semantics) -> Iterator[Diagnostic]:
    if columns_are_known(table):
        yield from _unknown_columns(table, semantics)
    yield from _columns_twice(table)
    for key in table.foreign_keys:
        yield from _foreign_key(table, key, schema)
        yield from _actions(table, key)


def _columns_twice(table: Table) -> Iterator[Diagnostic]:
    keys: list[PrimaryKey | Unique] = [table.primary_key] if table.primary_key else []
    for key in [*keys, *table.uniques]:
        twice = next((name for name in key.columns if key.columns.count(name) > 1), None)
        if twice is not None:
            message = f"{_KINDS[type(key)]} of `{table.name}` names the column `{twice}` twice"
            yield diagnostic("Q149", message, key.span or table.span)
        yield from _overlaps(table, key)


def _overlaps(table: Table, key: PrimaryKey | Unique) -> Iterator[Diagnostic]:
    last = table.column(key.columns[-1]) if key.without_overlaps and key.columns else None
    if last is not None and base_type(last.type) in BUILT_IN and "range" not in last.type:
        message = f"`{table.name}.{last.name}` is `{last.type}`, and WITHOUT OVERLAPS takes a range"
        yield diagnostic("Q149", message, key.span or table.span, other=last.span)


def _actions(table: Table, key: ForeignKey) -> Iterator[Diagnostic]:
    """ON DELETE and ON UPDATE against the columns that they would write."""
    subject = f"foreign key `{table.name} ({', '.join(key.columns)})`"
    for event, action in (("DELETE", key.on_delete), ("UPDATE", key.on_update)):
        if action is None:
            continue
        verb, _, named = action.partition(" (")
        for name in named.rstrip(")").split(", ") if named else ():
            if name not in key.columns:
                message = (
                    f"{subject}: ON {event} {verb} names `{name}`, which is no column of the key"
                )
                yield diagnostic("Q149", message, key.span or table.span)
        for name in key.columns:
            column = table.column(name)
            writes = verb.startswith("SET") or (event == "UPDATE" and verb == "CASCADE")
            if column is not None and column.generated is not None and writes:
                message = f"{subject}: ON {event} {verb} would write `{name}`, which is generated"
                yield diagnostic("Q149", message, key.span or table.span, other=column.span)


def columns_are_known(table: Table) -> bool:
    return not table.is_partial and not table.has_columns_of_others


def _unknown_columns(table: Table, semantics: Semantics) -> Iterator[Diagnostic]:
    for constraint in table.constraints:
        span = constraint.span or table.span
        if isinstance(constraint, PrimaryKey | Unique | ForeignKey):
            include = () if isinstance(constraint, ForeignKey) else constraint.include
            what = _KINDS[type(constraint)]
            yield from _missing(table, what, (*constraint.columns, *include), span)
    for check in table.checks:
        names = _mentioned(check.expression, table, semantics)
        yield from _missing(table, "check", names, check.span or table.span)
    for index in table.indexes:
        what = f"index `{index.name}`" if index.name else "index"
        yield from _missing(
            table, what, _index_columns(index, table, semantics), index.span or table.span
        )
    for column in table.columns:
        if column.generated is not None:
            what = f"generated column `{column.name}`"
            yield from _missing(
                table, what, _mentioned(column.generated, table, semantics), column.span
            )


_KINDS = {PrimaryKey: "primary key", Unique: "unique constraint", ForeignKey: "foreign key"}


def _index_columns(index: Index, table: Table, semantics: Semantics) -> list[str]:
    names = [*index.include]
    for key in index.keys:
        if key.column is not None:
            names.append(key.column)
        else:
            names += _mentioned(key.expression, table, semantics)
    return names + (_mentioned(index.where, table, semantics) if index.where else [])


def _missing(
    table: Table, what: str, names: Iterable[str], span: Span | None
) -> Iterator[Diagnostic]:
    for name in dict.fromkeys(names):
        if table.column(name) is None:
            message = (
                f"{what} of `{table.name}` names the column `{name}`, which the table doesn't have"
            )
            known = [column.name for column in table.columns]
            near = get_close_matches(name, known, n=1, cutoff=0.7)
            hint = f"write `{near[0]}`, if that is meant, or add the column" if near else None
            yield diagnostic("Q127", message, span, other=table.span, hint=hint)


def _mentioned(value: Expression, table: Table, semantics: Semantics) -> list[str]:
    """The columns that an expression names; none where that can't be told."""
    typed = semantics.typed(value.text, table)
    if isinstance(typed, Typed) and not typed.queries:
        own = (column.parts for column in typed.columns if "*" not in column.parts)
        return [parts[-1] for parts in own if len(parts) == 1 or parts[-2] == table.name.name]
    # Late, as sqlglot takes a while to import and few expressions need it.
    from spec2code.sql.expression_trees import columns_of

    return columns_of(value.text)


# -- foreign keys ------------------------------------------------------------------------------------


def _foreign_key(table: Table, key: ForeignKey, schema: Schema) -> Iterator[Diagnostic]:
    span = key.span or table.span
    subject = f"foreign key `{table.name} ({', '.join(key.columns)})`"
    target = schema.tables.get(key.target)
    if target is None:
        kind = next(
            (each for each in _VIEWS if (each, key.target, None, "") in schema.objects), None
        )
        if kind is not None:
            view = schema.objects[kind, key.target, None, ""]
            message = f"{subject} points at `{key.target}`, which is a {kind}"
            yield diagnostic(
                "Q149", message, span, other=view.span, hint="point at the table behind it"
            )
        return
    columns = key.target_columns
    if not columns:
        if target.primary_key is None:
            if columns_are_known(target):
                message = f"{subject} points at `{key.target}`, which has no primary key"
                yield diagnostic("Q125", message, span, other=target.span)
            return
        columns = target.primary_key.columns
    if len(columns) != len(key.columns):
        message = f"{subject} has {len(key.columns)} columns and points at {len(columns)}"
        yield diagnostic("Q136", message, span, other=target.span)
        return
    if not columns_are_known(target):
        return
    missing = [name for name in columns if target.column(name) is None]
    if missing:
        message = f"{subject} points at `{key.target}.{missing[0]}`, which is not there"
        yield diagnostic("Q127", message, span, other=target.span)
        return
    deferred = next((each for each in _keys_over(target, columns) if each.deferrable), None)
    if deferred is not None and len(_keys_over(target, columns)) == 1:
        message = (
            f"{subject} points at `{key.target} ({', '.join(columns)})`, whose key is DEFERRABLE"
        )
        yield diagnostic("Q125", message, span, other=deferred.span or target.span)
    if not _is_unique(target, columns):
        message = f"{subject} points at `{key.target} ({', '.join(columns)})`, which is not unique"
        yield diagnostic("Q125", message, span, other=target.span)
    yield from _types(table, key, target, columns, subject, schema)


def _keys_over(target: Table, columns: tuple[str, ...]) -> list[PrimaryKey | Unique]:
    keys: list[PrimaryKey | Unique] = [target.primary_key] if target.primary_key else []
    return [key for key in [*keys, *target.uniques] if set(key.columns) == set(columns)]


def _is_unique(target: Table, columns: tuple[str, ...]) -> bool:
    wanted = set(columns)
    keys = [unique.columns for unique in target.uniques]
    if target.primary_key is not None:
        keys.append(target.primary_key.columns)
    for index in target.indexes:
        if index.unique and index.where is None and all(part.column for part in index.keys):
            keys.append(tuple(part.column or "" for part in index.keys))
    return any(set(names) == wanted for names in keys)


def _types(
    table: Table,
    key: ForeignKey,
    target: Table,
    columns: tuple[str, ...],
    subject: str,
    schema: Schema,
) -> Iterator[Diagnostic]:
    for name, target_name in zip(key.columns, columns, strict=True):
        own, other = table.column(name), target.column(target_name)
        if own is None or other is None or not own.type or not other.type:
            continue
        if not _comparable(own.type, other.type, schema):
            message = (
                f"{subject}: `{name}` is `{own.type}`, "
                f"`{target.name}.{target_name}` is `{other.type}`"
            )
            yield diagnostic("Q124", message, key.span or own.span, other=other.span)


_DATES = frozenset(("date", "timestamp without time zone", "timestamp with time zone"))
_WIDER = ("numeric", "real", "double precision")


def _comparable(own: str, other: str, schema: Schema) -> bool:
    """Whether PostgreSQL takes a foreign key from one type to the other."""
    first, second = base_type(own), base_type(other)
    if first == second:
        return True
    if first.endswith("[]") != second.endswith("[]"):
        single = second if first.endswith("[]") else first
        return single not in {str(name) for name in schema.enums} | BUILT_IN
    for group in (INTEGERS, TEXTS, _DATES, frozenset(("real", "double precision"))):
        if first in group and second in group:
            return True
    if second in _WIDER and (first in INTEGERS or (first in _WIDER and second != "numeric")):
        return True
    known = {str(name) for name in schema.enums} | BUILT_IN
    return first not in known or second not in known

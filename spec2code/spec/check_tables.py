"""The DDL of a spec against what else the spec says of the same tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.patterns import regex
from spec2code.model.schema import Check, Column, ForeignKey, Index, Name, Schema, Table
from spec2code.model.spec import DescribedTable
from spec2code.spec.table_names import snake

__all__ = ["check_described", "check_foreign_keys", "find_table"]

_ARGUMENTS = regex(r"\(.*\)")


def find_table(schema: Schema, name: Name) -> Table | None:
    """The table of this name, in any case, in the plural or the singular."""
    if name in schema.tables:
        return schema.tables[name]
    wanted = _forms(name.name)
    for other, table in schema.tables.items():
        if other.name.lower() == name.name.lower():
            return table
    return next(
        (
            table
            for other, table in schema.tables.items()
            if other.name.lower() in wanted or snake(other.name) in wanted
        ),
        None,
    )


def _forms(name: str) -> set[str]:
    name = name.lower()
    forms = {name, f"{name}s", f"{name}es", re.sub(r"s$", "", name), re.sub(r"es$", "", name)}
    forms |= {re.sub(r"y$", "ies", name), re.sub(r"ies$", "y", name)}
    return forms


def check_described(schema: Schema, described: Iterable[DescribedTable]) -> list[Diagnostic]:
    """Each description against the table as the statements make it."""
    found: list[Diagnostic] = []
    for item in described:
        if item.is_source:
            continue
        table = find_table(schema, item.table.name)
        if table is None or table.is_partial:
            continue
        if item.table.columns:
            found += _columns(item, table)
        found += _indexes(item, table)
        found += _constraints(item, table)
        found += _relations(item, table)
    return found


def _columns(item: DescribedTable, table: Table) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    names = {column.name.lower(): column for column in table.columns}
    where = f"the {item.kind}"
    for column in item.table.columns:
        real = names.pop(column.name.lower(), None)
        if real is None:
            message = f"column `{table.name}.{column.name}` is in {where}, not in the DDL"
            found.append(diagnostic("S152", message, column.span, other=table.span))
            continue
        exact = item.types_stated and column.name not in item.loose
        stated = column.name not in item.untyped
        if stated and not _same_type(column, real, exact=exact):
            message = f"column `{table.name}.{real.name}` is `{real.type}` in the DDL, `{column.type}` in {where}"
            found.append(diagnostic("S154", message, column.span, other=real.span))
        found += _facts(item, table, column, real)
    if item.kind != "er diagram" and not item.partial:
        for real in names.values():
            message = f"column `{table.name}.{real.name}` is in the DDL, not in {where}"
            found.append(diagnostic("S153", message, item.span, other=real.span))
    return found


def _facts(item: DescribedTable, table: Table, column: Column, real: Column) -> list[Diagnostic]:
    """NOT NULL, primary key, unique and default, as far as the description speaks of them."""
    where = f"the {item.kind}"
    name = f"`{table.name}.{real.name}`"
    told: list[str] = []
    key = item.table.primary_key
    real_key = table.primary_key.columns if table.primary_key else ()
    in_key = key is not None and column.name in key.columns
    if in_key and real.name not in real_key:
        told.append(f"column {name} is a primary key in {where}, not in the DDL")
    elif key is not None and not in_key and real.name in real_key:
        told.append(f"column {name} is a primary key in the DDL, not in {where}")
    elif not column.nullable and real.nullable and not in_key:
        told.append(f"column {name} is NOT NULL in {where}, nullable in the DDL")
    if item.types_stated:
        if (
            column.default is not None
            and real.default is None
            and real.identity is None
            and not real.serial
        ):
            if real.generated is None and not column.serial:
                told.append(
                    f"column {name} has the default `{column.default.text}` in {where}, none in the DDL"
                )
        elif (
            column.default is not None
            and real.default is not None
            and column.default != real.default
        ):
            told.append(
                f"column {name} has the default `{real.default.text}` in the DDL, `{column.default.text}` in {where}"
            )
    if any(unique.columns == (column.name,) for unique in item.table.uniques) and not _is_unique(
        table, real.name
    ):
        told.append(f"column {name} is unique in {where}, not in the DDL")
    return [diagnostic("S155", message, column.span, other=real.span) for message in told]


def _is_unique(table: Table, column: str) -> bool:
    if table.primary_key is not None and table.primary_key.columns == (column,):
        return True
    return any(unique.columns == (column,) for unique in table.uniques) or any(
        index.unique and index.columns == (column,) and index.where is None
        for index in table.indexes
    )


def _same_type(stated: Column, real: Column, *, exact: bool) -> bool:
    """Whether two spellings can be meant for one type; an enum is whatever the description calls it."""
    first, second = stated.type.lower(), real.type.lower()
    bare_first, bare_second = _ARGUMENTS.sub("", first).strip(), _ARGUMENTS.sub("", second).strip()
    if first == second or _family(bare_first) == "enum" or _family(bare_second) == "enum":
        return True
    if {first, second} in ({"character varying", "text"}, {"boolean", "tinyint(1)"}):
        return (
            True  # `String` without a length: both hold any text; MySQL has one type for both flags
        )
    if exact:
        if bare_first != bare_second:
            return False
        return first == bare_first or second == bare_second
    return _family(bare_first) == _family(bare_second)


def _family(kind: str) -> str:
    if kind.endswith("[]"):
        return "array"
    words = {
        "character varying": "text", "character": "text", "text": "text", "citext": "text",
        "integer": "number", "bigint": "number", "smallint": "number", "numeric": "number", "real": "number",
        "double precision": "number", "json": "json", "jsonb": "json",
    }  # fmt: skip
    if kind in words:
        return words[kind]
    if kind.startswith(("timestamp", "date", "time")):
        return "time"
    return kind if kind in ("uuid", "boolean", "bytea", "inet") else "enum"


def _indexes(item: DescribedTable, table: Table) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for index in item.table.indexes:
        if index.name is None:
            missing = [name for name in index.columns if not _leads(name, table)]
            if missing and not _leads(index.columns[0], table, index.columns):
                message = f"an index on `{table.name}` ({', '.join(missing)}) is in the index table, not in the DDL"
                found.append(diagnostic("S156", message, index.span, other=table.span))
            continue
        real = next((other for other in table.indexes if other.name == index.name), None)
        if real is None and item.kind != "index table":
            continue
        if real is None:
            if _covered(index, table):
                continue
            message = (
                f"index `{index.name}` of `{table.name}` is in the index table, not in the DDL"
            )
            found.append(diagnostic("S156", message, item.span, other=table.span))
        elif _plain_columns(index) != _plain_columns(real) or index.unique != real.unique:
            message = f"index `{index.name}` is {_index_words(real)} in the DDL, {_index_words(index)} in the index table"
            found.append(diagnostic("S157", message, item.span, other=real.span or table.span))
    return found


def _leads(column: str, table: Table, columns: tuple[str, ...] = ()) -> bool:
    """Whether an index or key of the table begins with the column, or has just these columns."""
    wanted = tuple(name.lower() for name in columns or (column,))
    keys = [unique.columns for unique in table.uniques] + [index.columns for index in table.indexes]
    if table.primary_key is not None:
        keys.append(table.primary_key.columns)
    return any(tuple(name.lower() for name in key)[: len(wanted)] == wanted for key in keys)


def _covered(index: Index, table: Table) -> bool:
    """Whether a constraint of the table makes such an index."""
    columns = _plain_columns(index)
    keys = [unique.columns for unique in table.uniques]
    if table.primary_key is not None:
        keys.append(table.primary_key.columns)
    return columns in [tuple(name.lower() for name in key) for key in keys]


def _plain_columns(index: Index) -> tuple[str, ...]:
    return tuple(name.lower() for name in index.columns)


def _index_words(index: Index) -> str:
    return f"{'unique ' if index.unique else ''}on ({', '.join(index.columns)})"


def _constraints(item: DescribedTable, table: Table) -> list[Diagnostic]:
    if item.kind != "constraint table":
        return []
    names = {constraint.name for constraint in table.constraints if constraint.name}
    found: list[Diagnostic] = []
    for constraint in item.table.constraints:
        same = any(_same_constraint(constraint, other) for other in table.constraints)
        if same or (constraint.name in names and not isinstance(constraint, Check)):
            continue
        name = f"`{constraint.name}` " if constraint.name else ""
        state = "is different" if constraint.name in names else "is missing"
        message = f"constraint {name}of `{table.name}` {state} in the DDL"
        found.append(diagnostic("S158", message, item.span, other=table.span))
    return found


def _same_constraint(first: object, second: object) -> bool:
    if type(first) is not type(second):
        return False
    if isinstance(first, Check) and isinstance(second, Check):
        return first.expression == second.expression
    columns = getattr(first, "columns", ())
    return bool(columns) and set(columns) == set(getattr(second, "columns", ()))


def _relations(item: DescribedTable, table: Table) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for key in item.table.foreign_keys:
        if any(_refers(real, key) for real in table.foreign_keys):
            continue
        message = f"`{table.name}` refers to `{key.target}` in the {item.kind}, no foreign key of the DDL does"
        found.append(diagnostic("S159", message, key.span or item.span, other=table.span))
    return found


def _refers(real: ForeignKey, stated: ForeignKey) -> bool:
    if real.target.name.lower() not in _forms(stated.target.name):
        return False
    return not stated.columns or tuple(map(str.lower, real.columns)) == tuple(
        map(str.lower, stated.columns)
    )


def check_foreign_keys(schema: Schema) -> list[Diagnostic]:
    """Foreign keys to tables that no spec defines, each table once."""
    found: list[Diagnostic] = []
    elsewhere: dict[Name, None] = {}
    for table in schema.tables.values():
        for key in table.foreign_keys:
            if key.target in schema.tables or key.target in elsewhere:
                continue
            elsewhere[key.target] = None
            message = f"`{table.name}` refers to `{key.target}`, which no spec defines"
            wanted = len(str(key.target))
            known = [str(name) for name in schema.tables if name != table.name]
            known = [name for name in known if abs(len(name) - wanted) < 2]
            near = get_close_matches(str(key.target), known, n=1, cutoff=0.8)
            hint = f"write `{near[0]}`, if that is meant" if near else None
            severity = Severity.WARNING if near else None
            found.append(
                diagnostic("S160", message, key.span or table.span, hint=hint, severity=severity)
            )
    return found

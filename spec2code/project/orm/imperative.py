"""`Table("name", metadata, Column(...), ...)` into a table item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from spec2code.model.schema import Name
from spec2code.project.orm.conditions import made_here
from spec2code.project.orm.items import TableItem
from spec2code.project.orm.metadata import schema_of
from spec2code.project.orm.reading import CONSTRAINTS
from spec2code.project.orm.values import kind_of, name_from, storage
from spec2code.project.values import Call, Unknown, Value
from spec2code.sql.mysql_options import MYSQL_OPTIONS

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator
    from spec2code.project.orm.reading import ItemReader

__all__ = ["add_parts", "table_item", "table_options"]


def table_item(call: Call, reader: ItemReader, evaluator: Evaluator) -> TableItem | None:
    """The table that a Table() call describes; None where its name can't be told or it is reflected."""
    name, _ = name_from(call.argument(0, "name"))
    if name is None or "autoload_with" in call.kwargs or "autoload" in call.kwargs:
        return None
    item = TableItem(
        Name(
            name,
            _schema(call.kwargs.get("schema"))
            or schema_of(call.argument(1, "metadata"), evaluator),
        ),
        span=call.span,
    )
    comment = call.kwargs.get("comment")
    item.comment = str(comment) if isinstance(comment, str) else None
    item.options = table_options(call.kwargs)
    info = call.kwargs.get("info")
    item.stands_in = isinstance(info, dict) and info.get("spec2code") == "external"
    add_parts(item, call.args[2:], reader)
    return item


def table_options(given: Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
    """What stands behind the parenthesis of CREATE TABLE, by the names that the model has for it."""
    options: dict[str, str] = {}
    for keyword, option in _OPTIONS.items():
        value = given.get(keyword)
        if isinstance(value, str):
            options[option] = str(value)
        elif isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
            options[option] = ", ".join(str(part) for part in value)
    parameters = storage(given.get("postgresql_with"))
    if parameters:
        options["with"] = parameters
    for option, _, keyword in (*MYSQL_OPTIONS, ("charset", "", "mysql_charset")):
        value = given.get(keyword)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            options[option] = str(value)
    prefixes = given.get("prefixes")
    if isinstance(prefixes, (list, tuple)) and "UNLOGGED" in prefixes:
        options["unlogged"] = "true"
    return tuple(sorted(options.items()))


_OPTIONS = {
    "postgresql_partition_by": "partition_by",
    "postgresql_inherits": "inherits",
    "postgresql_tablespace": "tablespace",
}


def add_parts(item: TableItem, parts: list[Value] | tuple[Value, ...], reader: ItemReader) -> None:
    """Columns, constraints and indexes among the arguments of a table."""
    for part in made_here(parts):
        kind = kind_of(part)
        if isinstance(part, Unknown):
            reader.problem(f"a part of table `{item.name}` can't be told: {part.reason}", item.span)
            item.is_open = True
        if not isinstance(part, Call):
            continue
        if kind in ("Column", "mapped_column"):
            column = reader.column(part)
            if column is not None:
                item.columns.append(column)
        elif kind == "Index":
            index = reader.index(part)
            if index is not None:
                item.indexes.append(index)
            item.is_open |= index is None
        elif kind in CONSTRAINTS:
            constraint = reader.constraint(part)
            if constraint is not None:
                item.constraints.append(constraint)
            item.is_open |= constraint is None


def _schema(value: Value) -> str | None:
    return str(value) if isinstance(value, str) and value != "public" else None

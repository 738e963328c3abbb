"""`Table("name", metadata, Column(...), ...)` into a table item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec2code.model.schema import Name
from spec2code.project.orm.items import TableItem
from spec2code.project.orm.metadata import schema_of
from spec2code.project.orm.values import kind_of, name_from
from spec2code.project.values import Call, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator
    from spec2code.project.orm.reading import ItemReader

__all__ = ["add_parts", "table_item"]


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
    add_parts(item, call.args[2:], reader)
    return item


def add_parts(item: TableItem, parts: list[Value] | tuple[Value, ...], reader: ItemReader) -> None:
    """Columns, constraints and indexes among the arguments of a table."""
    for part in parts:
        kind = kind_of(part)
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
        else:
            constraint = reader.constraint(part)
            if constraint is not None:
                item.constraints.append(constraint)


def _schema(value: Value) -> str | None:
    return str(value) if isinstance(value, str) and value != "public" else None

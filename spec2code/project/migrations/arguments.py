"""The arguments of one Alembic operation by name, the same for `op.` and for `batch_op.`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spec2code.model.schema import Name
from spec2code.model.span import Span
from spec2code.project.orm.reading import reason_of
from spec2code.project.orm.values import name_from
from spec2code.project.values import Spread, Unknown, Value

__all__ = ["SIGNATURES", "Arguments", "Undecidable"]

SIGNATURES: dict[str, tuple[str, ...]] = {
    "add_column": ("table_name", "column"),
    "add_geospatial_column": ("table_name", "column"),
    "alter_column": ("table_name", "column_name"),
    "bulk_insert": ("table", "rows"),
    "create_check_constraint": ("constraint_name", "table_name", "condition"),
    "create_exclude_constraint": ("constraint_name", "table_name", "*"),
    "create_foreign_key": (
        "constraint_name",
        "source_table",
        "referent_table",
        "local_cols",
        "remote_cols",
    ),
    "create_geospatial_index": ("index_name", "table_name", "columns"),
    "create_geospatial_table": ("table_name", "*"),
    "create_index": ("index_name", "table_name", "columns"),
    "create_primary_key": ("constraint_name", "table_name", "columns"),
    "create_table": ("table_name", "*"),
    "create_table_comment": ("table_name", "comment"),
    "create_unique_constraint": ("constraint_name", "table_name", "columns"),
    "drop_column": ("table_name", "column_name"),
    "drop_constraint": ("constraint_name", "table_name", "type_"),
    "drop_geospatial_column": ("table_name", "column_name"),
    "drop_geospatial_index": ("index_name", "table_name"),
    "drop_geospatial_table": ("table_name",),
    "drop_index": ("index_name", "table_name"),
    "drop_table": ("table_name",),
    "drop_table_comment": ("table_name",),
    "execute": ("sqltext",),
    "rename_table": ("old_table_name", "new_table_name", "schema"),
    "sync_enum_values": ("enum_schema", "enum_name", "new_values", "affected_columns"),
}
"""Positional parameters; `*` takes the rest. In batch mode the table's own name isn't given."""

_TABLE_PARAMETERS = frozenset({"table_name", "source_table"})
_FORMER_NAMES = {
    "tablename": "table_name",
    "name": "constraint_name",
    "source": "table_name",
    "referent": "referent_table",
    "type": "type_",
}


class Undecidable(Exception):
    """An operation needs something that reading can't tell; `reason` says what."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Arguments:
    """What one operation is given."""

    def __init__(
        self,
        operation: str,
        args: Sequence[Value],
        kwargs: Mapping[str, Value],
        span: Span | None,
        batch: Name | None = None,
    ) -> None:
        self.operation = operation
        self.span = span
        self.batch = batch
        self.values: dict[str, Value] = {}
        self.rest: list[Value] = []
        names = SIGNATURES[operation]
        if batch is not None:
            names = tuple(name for name in names if name not in _TABLE_PARAMETERS)
        self._bind(names, args)
        for key, value in kwargs.items():
            if key == "**":
                raise Undecidable("its keyword arguments can't be told")
            known = key if key in names or key not in _FORMER_NAMES else _FORMER_NAMES[key]
            self.values.setdefault(known if known in names else key, value)

    def _bind(self, names: tuple[str, ...], args: Sequence[Value]) -> None:
        for position, value in enumerate(args):
            if isinstance(value, Spread) and "*" not in names[: position + 1]:
                raise Undecidable(f"its arguments can't be told: {reason_of(value.value)}")
            if position < len(names) and names[position] != "*":
                self.values[names[position]] = value
            else:
                self.rest.append(value)

    def get(self, name: str, default: Value = None) -> Value:
        return self.values.get(name, default)

    def flag(self, name: str) -> bool:
        return self.values.get(name) is True

    def text(self, name: str) -> str:
        """A string that has to be there."""
        value = self.values.get(name)
        text, _ = name_from(value)
        if text is None:
            raise Undecidable(f"`{name}` can't be told: {reason_of(value)}")
        return text

    def optional_text(self, name: str) -> str | None:
        value = self.values.get(name)
        if value is None:
            return None
        return self.text(name)

    def name(self, name: str = "constraint_name") -> tuple[str | None, bool]:
        """The name of what is made, None where it is left to others, and whether it is final."""
        value = self.values.get(name)
        text, final = name_from(value)
        if text is None and value is not None:
            raise Undecidable(f"`{name}` can't be told: {reason_of(value)}")
        return text, final

    def table(self, parameter: str = "table_name", schema: str = "schema") -> Name:
        if self.batch is not None and parameter in _TABLE_PARAMETERS:
            return self.batch
        return self.qualified(self.text(parameter), schema)

    def qualified(self, name: str, schema: str = "schema") -> Name:
        written = self.optional_text(schema)
        if written is None and self.batch is not None:
            written = self.batch.schema
        return Name(name, None if written in ("", "public") else written)

    def columns(self, name: str) -> list[Value]:
        value = self.values.get(name)
        if isinstance(value, str):
            return [value]
        if not isinstance(value, (list, tuple)):
            raise Undecidable(f"`{name}` can't be told: {reason_of(value)}")
        for item in value:
            if isinstance(item, (Unknown, Spread)):
                raise Undecidable(f"`{name}` can't be told: {reason_of(item)}")
        return list(value)

    def names(self, name: str) -> tuple[str, ...]:
        columns = self.columns(name)
        texts = [text for text, _ in map(name_from, columns) if text is not None]
        if len(texts) != len(columns):
            raise Undecidable(f"`{name}` can't be told")
        return tuple(texts)

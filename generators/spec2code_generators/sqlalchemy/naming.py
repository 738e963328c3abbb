"""The names of classes, attributes, enum members, and of constraints that the spec leaves unnamed."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import partial

from spec2code.codegen.api_operations import singular
from spec2code.codegen.python import BUILTINS, class_name, identifier, unique
from spec2code.model.names import constraint_name, index_name, unused_name
from spec2code.model.records import replace
from spec2code.model.schema import (
    Check,
    Column,
    Constraint,
    Enum,
    Index,
    Name,
    Schema,
    Table,
)

__all__ = [
    "ATTRIBUTE_TYPES",
    "attribute_names",
    "class_names",
    "default_names",
    "enum_class_names",
    "enum_type_name",
    "member_names",
    "singular_name",
    "variable_names",
]

ATTRIBUTE_TYPES = frozenset(["str", "int", "bool", "float", "bytes", "list", "dict"])
"""Builtins in annotations: an attribute of that name would hide them from those that follow."""
_RESERVED = ATTRIBUTE_TYPES | {"metadata", "registry", "mro", "type_annotation_map"}
_PYDANTIC = frozenset(
    [
        "construct",
        "copy",
        "dict",
        "from_orm",
        "json",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "schema",
        "schema_json",
        "sqlmodel_update",
        "update_forward_refs",
        "validate",
    ]
)
_STRING = re.compile(r"'(?:[^']|'')*'")
_WORD = re.compile(r'"([^"]+)"|([A-Za-z_][\w$]*)')


def singular_name(table: str) -> str:
    """`order_items` -> `order_item`, for classes and attributes."""
    head, separator, last = table.rpartition("_")
    return f"{head}{separator}{singular(last)}"


def class_names(tables: Iterable[Table], taken: Collection[str]) -> dict[Name, str]:
    """A class for each table: the singular, else the plural, else with the schema in front."""
    names: dict[Name, str] = {}
    used = set(taken) | BUILTINS
    for table in tables:
        name = table.name
        candidates = [singular_name(name.name), name.name, f"{name.schema or 'public'}_{name.name}"]
        made = [class_name(candidate) for candidate in candidates]
        chosen = next((item for item in made if item not in used), None) or unique(made[-1], used)
        used.add(chosen)
        names[name] = chosen
    return names


def enum_class_names(
    enums: Iterable[Enum], taken: Collection[str], tables: Iterable[Name] = ()
) -> dict[Name, str]:
    """A class for each enum; where a table has its name, with `Enum` behind it.

    One that is called after a table's column has the singular, as the table's class has: `OrderState`.
    """
    names: dict[Name, str] = {}
    used = set(taken) | BUILTINS
    singulars = {f"{table.name}_": f"{singular_name(table.name)}_" for table in tables}
    for enum in enums:
        own = re.sub(r"_(enum|type_enum)\Z", "", enum.name.name) or enum.name.name
        for head in sorted(singulars, key=len, reverse=True):
            if own.startswith(head) and own != head:
                own = singulars[head] + own.removeprefix(head)
                break
        plain = class_name(own)
        candidates = [plain, f"{plain.rstrip('_')}Enum"]
        if enum.name.schema:
            candidates.append(class_name(f"{enum.name.schema}_{enum.name.name}"))
        chosen = next((item for item in candidates if item not in used), None)
        chosen = chosen or unique(candidates[-1], used)
        used |= {chosen, enum_type_name(chosen)}
        names[enum.name] = chosen
    return names


def enum_type_name(name: str) -> str:
    """What the type that columns of an enum share is called."""
    return f"{name}Enum" if name.endswith("Type") else f"{name}Type"


def variable_names(tables: Iterable[Name]) -> dict[Name, str]:
    """A variable for each table without a class: its name, else with the schema in front."""
    names: dict[Name, str] = {}
    used: set[str] = set()
    for table in tables:
        candidates = [table.name, f"{table.schema or 'public'}_{table.name}"]
        made = [identifier(each, reserved={"metadata"}, prefix="table") for each in candidates]
        names[table] = next((name for name in made if name not in used), None) or unique(
            made[-1], used
        )
        used.add(names[table])
    return names


def member_names(labels: Iterable[str]) -> dict[str, str]:
    """By label: the name of its member, in capitals."""
    names: dict[str, str] = {}
    used: set[str] = set()
    for label in labels:
        name = unique(identifier(label, default="empty").upper(), used)
        used.add(name)
        names[label] = name
    return names


def attribute_names(columns: Iterable[Column], *, sqlmodel: bool = False) -> dict[str, str]:
    """By column: its attribute, which has the column's own name wherever Python allows that.

    Args:
        columns: of one table.
        sqlmodel: for a SQLModel class, which has the names of Pydantic's methods too and no private fields.
    """
    hidden = _PYDANTIC if sqlmodel else frozenset[str]()
    names: dict[str, str] = {}
    used: set[str] = set()
    for column in sorted(columns, key=lambda column: not _is_fit(column.name, hidden)):
        name = column.name
        if not _is_fit(name, hidden):
            plain = name.isidentifier() and not name.startswith("_" if sqlmodel else "__")
            name = f"{name}_" if plain else identifier(name, reserved=_RESERVED, prefix="column")
        name = unique(name, used)
        used.add(name)
        names[column.name] = name
    return names


def _is_fit(name: str, hidden: Collection[str]) -> bool:
    if not name.isidentifier() or keyword.iskeyword(name) or name in _RESERVED or name in hidden:
        return False
    if hidden and name.startswith("_"):
        return False
    return not name.startswith("__") and unicodedata.normalize("NFKC", name) == name


def default_names(schema: Schema) -> dict[tuple[Name, Constraint | Index], str]:
    """The names that PostgreSQL gives to constraints and indexes that have none."""
    taken: dict[str | None, set[str]] = {}
    for table in schema.tables.values():
        used = taken.setdefault(table.name.schema, set())
        used.add(table.name.name)
        used.update(item.name for item in (*table.constraints, *table.indexes) if item.name)
    found: dict[tuple[Name, Constraint | Index], str] = {}
    for table in schema.tables.values():
        used = taken[table.name.schema]
        for item in (*table.checks, *table.constraints, *table.indexes):
            if item.name is None and (table.name, item) not in found:
                name = unused_name(partial(_default_name, table, item), used)
                used.add(name)
                found[table.name, item] = name
    return found


def _default_name(table: Table, item: Constraint | Index, number: str = "") -> str:
    if isinstance(item, Index):
        return index_name(table.name.name, item, number)
    if isinstance(item, Check):
        text = _STRING.sub(" ", item.expression.text)
        mentioned = {match[1] or match[2].lower() for match in _WORD.finditer(text)}
        columns = [column.name for column in table.columns if column.name in mentioned]
        item = replace(item, column=columns[0] if len(columns) == 1 else None)
    return constraint_name(table.name.name, item, number)

"""How the tests of the spec reader ask what was understood."""

from __future__ import annotations

from spec2code.model.api import Endpoint
from spec2code.model.fold import fold
from spec2code.model.schema import Column, Schema, Table
from spec2code.model.shapes import ArrayShape, ObjectShape, RefShape, Shape
from spec2code.spec import SpecReading, read_spec


def reading(text: str) -> SpecReading:
    return read_spec(text.encode(), "spec.md")


def endpoints(text: str) -> list[Endpoint]:
    return list(reading(text).spec.endpoints)


def only(text: str) -> Endpoint:
    (endpoint,) = endpoints(text)
    return endpoint


def keys(text: str) -> list[str]:
    return [f"{endpoint.method} {endpoint.path}" for endpoint in endpoints(text)]


def names(shape: Shape | None, definitions: dict[str, Shape] | None = None) -> list[str]:
    """Top-level field names; `[]` in front of those of an array's items."""
    if isinstance(shape, ArrayShape):
        return ["[]", *names(shape.items, definitions)]
    if isinstance(shape, RefShape) and definitions:
        return names(definitions.get(shape.name), definitions)
    return [item.name for item in shape.fields] if isinstance(shape, ObjectShape) else []


def request(endpoint: Endpoint) -> list[str]:
    return names(endpoint.request.shape) if endpoint.request else []


def responses(endpoint: Endpoint) -> dict[int, list[str]]:
    return {response.status: names(response.shape) for response in endpoint.responses}


def query(endpoint: Endpoint) -> list[str]:
    return [item.name for item in endpoint.parameters if item.location == "query"]


def passed(text: str) -> list[tuple[str, str]]:
    """What was passed over and why, but for prose."""
    return [
        (item.what, item.how)
        for section in reading(text).spec.sections
        for item in section.passed_over
        if not item.what.endswith("of text")
    ]


def codes(text: str) -> list[str]:
    return [item.code for item in reading(text).diagnostics]


def drawn(text: str) -> dict[str, list[str]]:
    """The tables that a spec makes: of each its columns with all that is said of them, then keys of several, checks and indexes."""
    found: dict[str, list[str]] = {}
    for table in fold(Schema(), reading(text).spec.statements, ensure=True).schema.tables.values():
        key = table.primary_key.columns if table.primary_key else ()
        lines = [_column(table, column, key) for column in table.columns]
        lines += [f"PK ({', '.join(key)})"] if len(key) > 1 else []
        lines += [
            f"unique ({', '.join(each.columns)})" for each in table.uniques if len(each.columns) > 1
        ]
        lines += [f"check {each.expression.text}" for each in table.checks]
        lines += [
            f"{'unique ' if each.unique else ''}index ({', '.join(str(part.expression.text) for part in each.keys)})"
            for each in table.indexes
        ]
        found[table.name.name] = lines
    return found


def _column(table: Table, column: Column, key: tuple[str, ...]) -> str:
    parts = [column.name, str(column.type)]
    parts += [] if column.nullable else ["NN"]
    parts += ["PK"] if key == (column.name,) else []
    parts += ["counted"] if column.identity or column.serial else []
    parts += [f"= {column.default.text}"] if column.default else []
    parts += ["unique"] if any(each.columns == (column.name,) for each in table.uniques) else []
    for each in table.foreign_keys:
        if each.columns == (column.name,):
            parts.append(
                f"-> {each.target.name}" + (f" {each.on_delete}" if each.on_delete else "")
            )
    return " ".join(parts)

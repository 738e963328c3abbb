"""Writes a Markdown spec from the facts of a real application: its tables as DDL, its endpoints with their fields.

The facts are a JSON document: `schema` (what PostgreSQL has after all migrations), `routes` (what the application
registers) and `shapes` (the fields of every documented model, as `name: [required, type]`). What the facts don't
hold (expressions of checks, types of parameters, values of constants) is left out of the spec.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from spec2code.model.identifiers import quote_identifier as quoted

__all__ = ["STYLES", "Facts", "endpoint_text", "spec_text", "table_text"]

Facts = dict[str, Any]

STYLES = ("tables", "examples", "human")
"""Field tables with types; JSON examples; a part of all, renamed path parameters, no types where one would not write them."""

_DEEP = 3
_WIDE = 80
_SAMPLES: dict[str, object] = {
    "string": "some text",
    "string:date-time": "2026-03-02T10:15:00Z",
    "string:date": "2026-03-02",
    "string:uuid": "8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11",
    "string:uuid4": "8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11",
    "string:email": "someone@example.com",
    "string:uri": "https://example.com/a",
    "integer": 7,
    "number": 1.5,
    "boolean": True,
    "object": {},
}


def spec_text(facts: Facts, style: str = "tables", *, prefix: str = "") -> str:
    """The spec; a `prefix` that all paths have in common is left out of them."""
    parts = [f"# Technical Spec: {facts['project']}", "", "## Data Model", ""]
    if facts.get("schema", {}).get("tables"):
        parts += ["```sql", *_ddl(facts["schema"], style), "```", ""]
    parts += ["## API Design", ""]
    routes = facts.get("routes", [])
    if style == "human":
        routes = routes[::2]
    for route in routes:
        if route["path"].startswith(prefix):
            parts += [*_endpoint(route, facts.get("shapes", {}), style, prefix), ""]
    return "\n".join(parts) + "\n"


def table_text(name: str, table: Facts, enums: Facts) -> str:
    """A spec of one table, and of the enums that its columns have."""
    used = {column["type"].removesuffix("[]").strip('"') for column in table["columns"].values()}
    schema = {
        "enums": {key: labels for key, labels in enums.items() if key in used},
        "tables": {name: table},
    }
    return "\n".join(
        ["# Technical Spec: One table", "", "```sql", *_ddl(schema, "tables"), "```", ""]
    )


def endpoint_text(route: Facts, shapes: Facts) -> str:
    """A spec of one endpoint."""
    lines = ["# Technical Spec: One endpoint", "", "## API Design", ""]
    return "\n".join([*lines, *_endpoint(route, shapes, "tables", ""), ""])


# -- tables


def _ddl(schema: Facts, style: str) -> Iterator[str]:
    for name, labels in schema["enums"].items():
        values = ", ".join(f"'{label}'" for label in labels)
        yield f"CREATE TYPE {quoted(name)} AS ENUM ({values});"
    tables = list(schema["tables"].items())
    for name, table in tables[::2] if style == "human" else tables:
        if name != "alembic_version":
            yield from _table(name, table, style)


def _table(name: str, table: Facts, style: str) -> Iterator[str]:
    key = table["primary_key"]
    alone = key[0] if style == "human" and len(key) == 1 else None
    lines = [
        _column(column, facts, column == alone, name) for column, facts in table["columns"].items()
    ]
    if key and alone is None:
        lines.append(f"PRIMARY KEY ({_names(key)})")
    apart = []
    seen = {tuple(key)}
    for item in table["uniques"]:
        named = "" if style == "human" else f"CONSTRAINT {quoted(item['name'])} "
        text = f"{named}UNIQUE ({_names(item['columns'])})"
        # Of constraints that are equal, one CREATE TABLE makes only one.
        (apart if tuple(item["columns"]) in seen else lines).append(text)
        seen.add(tuple(item["columns"]))
    for item in table["foreign_keys"]:
        named = "" if style == "human" else f"CONSTRAINT {quoted(item['name'])} "
        lines.append(f"{named}{_foreign_key(item)}")
    if table.get("planted_check"):
        lines.append(f"CONSTRAINT ck_planted CHECK ({table['planted_check']})")
    yield f"CREATE TABLE {_qualified(name)} (\n    " + ",\n    ".join(lines) + "\n);"
    for text in apart:
        yield f"ALTER TABLE {_qualified(name)} ADD {text};"
    for index in table["indexes"]:
        yield _index(name, index)
    for column, facts in table["columns"].items():
        if facts.get("comment"):
            comment = facts["comment"].replace("'", "''")
            yield f"COMMENT ON COLUMN {_qualified(name)}.{quoted(column)} IS '{comment}';"


def _column(name: str, facts: Facts, is_key: bool, table: str) -> str:
    default = facts.get("default")
    kind = facts["type"]
    # A copied table counts on with the sequence of the one that it was copied from.
    of = re.match(rf"nextval\('(?:\w+\.)?\"?(\w+)_{name}_seq", default or "")
    copied = of is not None and table.rpartition(".")[2].startswith(f"{of[1]}_")
    if default and default.startswith("nextval(") and not copied:
        kind = {"integer": "SERIAL", "bigint": "BIGSERIAL", "smallint": "SMALLSERIAL"}[kind]
        default = None
    text = f"{quoted(name)} {kind}"
    if facts.get("generated"):
        expression = default or facts["generated"]
        return f"{text} GENERATED ALWAYS AS ({expression}) STORED"
    if is_key:
        text += " PRIMARY KEY"
    elif not facts["nullable"]:
        text += " NOT NULL"
    return text + (f" DEFAULT {default}" if default else "")


def _foreign_key(item: Facts) -> str:
    text = f"FOREIGN KEY ({_names(item['columns'])}) REFERENCES {_qualified(item['ref_table'])}"
    text += f" ({_names(item['ref_columns'])})"
    for action in ("delete", "update"):
        if item[f"on{action}"]:
            text += f" ON {action.upper()} {item[f'on{action}']}"
    return text


def _index(table: str, index: Facts) -> str:
    keys = ", ".join(
        (quoted(key["column"]) if "column" in key else _in_parentheses(key["expression"]))
        + (f" {key['opclass']}" if key.get("opclass") else "")
        + (f" {key['order']}" if key.get("order") else "")
        for key in index["keys"]
    )
    unique = "UNIQUE " if index["unique"] else ""
    method = f" USING {index['method']}" if index["method"] != "btree" else ""
    where = f" WHERE {index['where']}" if index["where"] else ""
    return f"CREATE {unique}INDEX {quoted(index['name'])} ON {_qualified(table)}{method} ({keys}){where};"


def _in_parentheses(expression: str) -> str:
    whole = re.fullmatch(r"\([^()]*\)", expression)
    return expression if whole else f"({expression})"


def _names(columns: list[str]) -> str:
    return ", ".join(quoted(column) for column in columns)


def _qualified(name: str) -> str:
    return ".".join(quoted(part.strip('"')) for part in name.split("."))


# -- endpoints


def _endpoint(route: Facts, shapes: Facts, style: str, prefix: str) -> Iterator[str]:
    path = route["path"].removeprefix(prefix) or "/"
    if style == "human":
        path = re.sub(r"\{(\w+?)(?:_?id)?\}", r"{the_\1}", path)
    yield f"### `{route['method']} {path}`"
    yield ""
    if route.get("auth"):
        yield from (f"**Auth**: {route['auth']}", "")
    rows = [
        f"| {name} | {'Yes' if required else 'No'} |"
        for name, required in route["query_params"].items()
    ]
    if rows:
        yield from ("**Query Parameters**:", "", "| Parameter | Required |", "|---|---|", *rows, "")
    if route["header_params"]:
        yield from ("**Headers**:", "", "| Header |", "|---|")
        yield from (f"| `{name}` |" for name in route["header_params"])
        yield ""
    body = route["body_model"]
    if body and _is_form(body, shapes.get(body)):
        yield from (f"**Content-Type**: `{_form(shapes[body])}`", "")
        yield from ("**Request Body**:", "", "```json", "{}", "```", "")
    elif body and route["method"] == "GET":
        # A field table there is read as one of the query, whatever it is called.
        yield from ("**Request Body**:", "", "```json", _unknown(body), "```", "")
    elif body:
        yield from _body("**Request Body**:", body, shapes, style)
    yield from _body(f"**Response** ({route['status']}):", route["response_model"], shapes, style)


def _form(shape: Facts) -> str:
    files = any("binary" in str(said) for said in shape.values())
    return "multipart/form-data" if files else "application/x-www-form-urlencoded"


def _is_form(model: str, shape: Facts | None) -> bool:
    """Whether files are in it, or FastAPI made the model of parameters, as of those of a password grant."""
    return shape is not None and any(
        (name == "grant_type" and model.startswith("Body_"))
        or (isinstance(said, list) and "binary" in str(said[1]))
        for name, said in shape.items()
    )


def _body(title: str, model: str | None, shapes: Facts, style: str) -> Iterator[str]:
    listed = re.fullmatch(r"(?:[Ll]ist|Sequence|Iterable|[Ss]et)\[(\w+)\]", model or "")
    name = listed[1] if listed else model
    yield title
    yield ""
    request = title.startswith("**Request")
    if name not in shapes or "enum" in shapes[name] or not shapes[name]:
        if request:
            yield from ("```json", _unknown(model), "```", "")
        return
    if style == "tables":
        yield from ("| Field | Type | Required |", "|---|---|---|")
        start = "[]." if listed else ""
        for deep in range(_DEEP, 0, -1):
            rows = list(_rows(name, shapes, start, deep))
            if len(rows) <= _WIDE or deep == 1:
                yield from rows
                break
    else:
        value = _example(name, shapes, _DEEP, types=False)
        yield from ("```json", json.dumps([value] if listed else value, indent=2), "```")
    yield ""


def _unknown(model: str | None) -> str:
    """An example of a body of which the facts only have the name."""
    if re.match(r"([Ll]ist|Sequence|[Ss]et|[Tt]uple)\b", model or ""):
        return "[]"
    return {"str": '"some text"', "int": "7", "float": "1.5", "bool": "true"}.get(model or "", "{}")


def _rows(name: str, shapes: Facts, path: str, deep: int) -> Iterator[str]:
    for field, (required, kind) in shapes[name].items():
        text, inner, array = _type(kind, shapes)
        if inner is not None and deep <= 1:
            text, inner = text.replace("object", "any"), None
        text = text.replace("|", "\\|")
        yield f"| {path}{field} | {text} | {'Yes' if required else 'No'} |"
        if inner is not None:
            yield from _rows(inner, shapes, f"{path}{field}{'[]' if array else ''}.", deep - 1)


def _type(kind: str | None, shapes: Facts) -> tuple[str, str | None, bool]:
    """The type as a field table writes it, the model that its fields are of, and whether it is a list of that."""
    null = " | null" if (kind or "").endswith(" | null") else ""
    plain = (kind or "").removesuffix(" | null")
    array = re.fullmatch(r"array\[([^\[\]|]+)\]", plain)
    inner = array[1] if array else plain
    if inner in shapes and "enum" in shapes[inner]:
        values = shapes[inner]["enum"]
        if isinstance(values[0], str) and all(
            re.fullmatch(r"[A-Za-z]\w*", value) and value.lower() not in ("none", "null")
            for value in values
        ):
            text = f"enum ({', '.join(values)})"
            return (f"array of {text}" if array else text) + null, None, False
        return "any", None, False
    if (
        inner in shapes
        and shapes[inner]
        and all(isinstance(x, list) for x in shapes[inner].values())
    ):
        return ("array of objects" if array else "object") + null, inner, bool(array)
    if inner.startswith("string (max"):
        return inner + null, None, False
    if inner in _SAMPLES:
        base, _, form = inner.partition(":")
        text = f"{base} ({'uuid' if form == 'uuid4' else form})" if form else base
        return (f"array of {text}" if array else text) + null, None, False
    return "any", None, False


def _example(name: str, shapes: Facts, deep: int, *, types: bool) -> dict[str, object]:
    """A value of a model; with `types` the words for them stand in the places of values."""
    found: dict[str, object] = {}
    for field, said in shapes[name].items():
        if not isinstance(said, list):
            continue
        kind = said[1]
        text, inner, array = _type(kind, shapes)
        value: object = None
        if inner is not None and deep > 1:
            value = _example(inner, shapes, deep - 1, types=types)
            value = [value] if array else value
        elif types and inner is None and text != "any":
            value = text
        elif not text.endswith("| null") and inner is None:
            value = _sample(kind, shapes)
        found[field] = value
    return found


def _sample(kind: str | None, shapes: Facts) -> object:
    array = re.fullmatch(r"array\[([^\[\]|]+)\]", kind or "")
    inner = array[1] if array else kind or ""
    known = shapes.get(inner, {}).get("enum")
    value = known[0] if known else _SAMPLES.get(inner)
    return [value] if array and value is not None else value

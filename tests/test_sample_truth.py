"""What `inspect` understands of a sample against `truth.json`, which was written from the spec by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.sample_projects import ROOT, spec2code

SAMPLES = sorted(path.parent for path in (ROOT / "samples").glob("*/truth.json"))

NAMES = {
    "bigserial": "bigint",
    "bool": "boolean",
    "char": "character",
    "decimal": "numeric",
    "int": "integer",
    "serial": "integer",
    "timestamp": "timestampwithouttimezone",
    "timestamptz": "timestampwithtimezone",
    "varchar": "charactervarying",
}

Document = dict[str, Any]


@pytest.fixture(scope="module", params=SAMPLES, ids=[sample.name for sample in SAMPLES])
def sides(request: pytest.FixtureRequest) -> tuple[Document, Document]:
    """The truth, and what the tool says."""
    sample: Path = request.param
    truth = json.loads((sample / "truth.json").read_text(encoding="utf-8"))
    done = spec2code(sample, "inspect", truth["file"], "--format", "json", "--no-cache")
    return truth, json.loads(done.stdout)


def test_every_template_has_a_sample_with_truth() -> None:
    assert len(SAMPLES) >= 5


def test_tables(sides: tuple[Document, Document]) -> None:
    truth, found = sides
    tables = {table["name"]: table for table in found["schema"]["tables"]}
    assert tables.keys() == truth["tables"].keys()
    for name, wanted in truth["tables"].items():
        assert _found_table(tables[name]) == _wanted_table(wanted), name


def test_enums(sides: tuple[Document, Document]) -> None:
    truth, found = sides
    assert {enum["name"]: enum["labels"] for enum in found["schema"]["enums"]} == truth["enums"]


def test_endpoints(sides: tuple[Document, Document]) -> None:
    truth, found = sides
    endpoints = {(item["method"], item["path"]): item for item in found["endpoints"]}
    wanted = {(item["method"], item["path"]): item for item in truth["endpoints"]}
    assert endpoints.keys() == wanted.keys()
    for key, item in wanted.items():
        assert _found_endpoint(endpoints[key]) == _wanted_endpoint(item), key


def _wanted_table(table: Document) -> Document:
    columns = table["columns"]
    deleted = table.get("fk_on_delete", {})
    return {
        "columns": {
            name: (
                _type(column["type"]),
                column["nullable"],
                "default" in column or "autoincrement" in column,
            )
            for name, column in columns.items()
        },
        "primary key": {name for name, column in columns.items() if column["pk"]},
        "foreign keys": {
            (tuple(own), target, tuple(theirs), deleted.get(own[0]))
            for own, target, theirs in table["fks"]
        },
        "uniques": {tuple(unique) for unique in table["uniques"]},
        "indexes": set(table["indexes"]),
        "partial indexes": set(table.get("partial_indexes", ())),
        "checks": table["checks"],
    }


def _found_table(table: Document) -> Document:
    return {
        "columns": {
            column["name"]: (
                _type(column["type"]),
                column["nullable"],
                any(column[key] is not None for key in ("default", "identity", "generated")),
            )
            for column in table["columns"]
        },
        "primary key": set((table["primary_key"] or {"columns": []})["columns"]),
        "foreign keys": {
            (
                tuple(key["columns"]),
                key["references"]["table"],
                tuple(key["references"]["columns"]),
                key["on_delete"],
            )
            for key in table["foreign_keys"]
        },
        "uniques": {tuple(unique["columns"]) for unique in table["uniques"]},
        "indexes": {index["name"] for index in table["indexes"]},
        "partial indexes": {index["name"] for index in table["indexes"] if index["where"]},
        "checks": len(table["checks"]),
    }


def _type(text: str) -> str:
    """A type without blanks, by one name of the several that it has."""
    joined = "".join(text.lower().split())
    return re.sub(r"^[a-z]+(?=\W|$)", lambda word: NAMES.get(word[0], word[0]), joined)


def _wanted_endpoint(endpoint: Document) -> Document:
    return {
        "request": set(endpoint.get("request_fields", ())),
        "responses": {status: set(names) for status, names in endpoint["responses"].items()},
        "errors": set(endpoint["error_statuses"]),
        "auth": endpoint["auth"],
        "query": set(endpoint["query_params"]),
        "path": set(endpoint["path_params"]),
        "header": set(endpoint.get("header_params", ())),
    }


def _found_endpoint(endpoint: Document) -> Document:
    parameters = {
        place: {item["name"] for item in endpoint["parameters"] if item["in"] == place}
        for place in ("query", "path", "header")
    }
    spoken = {"authorization", "content-type"}
    return {
        "request": _fields((endpoint["request"] or {}).get("schema")),
        "responses": {
            str(item["status"]): _fields(item["schema"]) for item in endpoint["responses"]
        },
        "errors": {item["status"] for item in endpoint["errors"]},
        "auth": endpoint["auth"] and endpoint["auth"]["required"],
        **parameters,
        "header": {name for name in parameters["header"] if name.lower() not in spoken},
    }


def _fields(schema: Document | None) -> set[str]:
    """The fields of an object; those of an array's items with `[]`."""
    if schema is None:
        return set()
    if schema.get("type") == "array":
        return {"[]", *schema["items"].get("properties", {})}
    return set(schema.get("properties", {}))

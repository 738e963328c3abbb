"""`inspect --format json` has the form that scripts rely on, for specs and for code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sample_projects import ROOT, generated, spec2code

SAMPLE = ROOT / "samples" / "order-returns"

DOCUMENT = {"version", "schema", "endpoints", "events", "diagnostics"}
TABLE = {
    "name",
    "schema",
    "comment",
    "partial",
    "columns",
    "primary_key",
    "foreign_keys",
    "uniques",
    "checks",
    "excludes",
    "indexes",
    "at",
}
COLUMN = {"name", "type", "nullable", "default", "identity", "generated", "comment", "at"}
ENDPOINT = {
    "method",
    "path",
    "summary",
    "auth",
    "parameters",
    "request",
    "responses",
    "errors",
    "at",
}
PLACE = {"file", "line", "column", "end_line", "end_column"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(SAMPLE, tmp_path_factory.mktemp("inspect"))


def inspected(project: Path, *arguments: str) -> dict[str, Any]:
    done = spec2code(project, "inspect", *arguments, "--format", "json")
    document = json.loads(done.stdout)
    assert isinstance(document, dict)
    return document


def places(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value["at"]] if value.get("at") else []
        return own + [place for item in value.values() for place in places(item)]
    if isinstance(value, list):
        return [place for item in value for place in places(item)]
    return []


def test_a_spec(project: Path) -> None:
    document = inspected(project, "spec.md")
    assert set(document) == DOCUMENT
    tables = {table["name"]: table for table in document["schema"]["tables"]}
    assert list(tables) == ["customers", "orders", "order_items", "returns", "return_items"]
    assert all(set(table) == TABLE for table in tables.values())
    assert all(set(column) == COLUMN for table in tables.values() for column in table["columns"])
    (total,) = [column for column in tables["orders"]["columns"] if column["name"] == "total"]
    assert (total["type"], total["nullable"], total["default"]) == ("numeric(12,2)", False, None)
    assert document["schema"]["enums"][0]["labels"] == [
        "requested",
        "in_transit",
        "inspected",
        "refunded",
        "rejected",
    ]
    assert len(document["endpoints"]) == 8
    assert all(set(endpoint) == ENDPOINT for endpoint in document["endpoints"])


def test_every_place_lies_in_its_file(project: Path) -> None:
    for document in (inspected(project, "spec.md"), inspected(project, "--code")):
        found = places(document)
        assert found
        for place in found:
            assert set(place) == PLACE
            lines = (project / place["file"]).read_text(encoding="utf-8").splitlines()
            assert 1 <= place["line"] <= place["end_line"] <= len(lines)
            assert 1 <= place["column"] <= len(lines[place["line"] - 1]) + 1


def test_the_code(project: Path) -> None:
    document = inspected(project, "--code")
    assert set(document) == DOCUMENT | {"shapes"}
    endpoint = next(item for item in document["endpoints"] if item["method"] == "PATCH")
    assert set(endpoint) == ENDPOINT | {"documented", "handler"}
    assert endpoint["handler"] == "app.routers.order_returns:update_return"
    assert endpoint["request"]["model"] == "ReturnUpdate"
    assert endpoint["responses"][0]["model"] == "ReturnUpdateResponse"
    shape = document["shapes"]["app.schemas.order_returns.ReturnUpdate"]
    assert set(shape["properties"]) == {"reason", "labels"}
    serial = next(
        column
        for table in document["schema"]["tables"]
        if table["name"] == "order_items"
        for column in table["columns"]
        if column["name"] == "id"
    )
    assert serial["default"] == "nextval('order_items_id_seq'::regclass)"


def test_what_the_code_has_is_a_line_each(project: Path) -> None:
    lines = spec2code(project, "inspect", "--code", "--format", "json").stdout.splitlines()
    document = json.loads("\n".join(lines))
    starts = [line.strip() for line in lines]
    for endpoint in document["endpoints"]:
        start = json.dumps({"method": endpoint["method"], "path": endpoint["path"]})[:-1]
        assert sum(line.startswith(start) for line in starts) == 1
    for name in document["shapes"]:
        assert sum(line.startswith(f'"{name}": {{') for line in starts) == 1


def test_a_table_that_is_only_altered_is_partial(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text(
        "# Users\n\n```sql\nALTER TABLE users ADD COLUMN nickname VARCHAR(40);\n```\n"
    )
    (table,) = inspected(tmp_path, "spec.md")["schema"]["tables"]
    assert table["partial"] is True
    assert [column["name"] for column in table["columns"]] == ["nickname"]


def test_a_partition_of_the_code_has_what_its_table_gives_it(tmp_path: Path) -> None:
    script = (
        "CREATE TABLE visits (id INT, day DATE NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);"
        "CREATE INDEX visits_day ON visits (day);"
        "CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM (MINVALUE) TO (MAXVALUE)"
    )
    (tmp_path / "alembic.ini").write_text("[alembic]\nscript_location = alembic\n")
    (tmp_path / "alembic" / "versions").mkdir(parents=True)
    (tmp_path / "alembic" / "env.py").touch()
    (tmp_path / "alembic" / "versions" / "a.py").write_text(
        f"from alembic import op\nrevision = 'a'\ndown_revision = None\ndef upgrade():\n    op.execute('{script}')\n"
    )
    (tmp_path / "spec.md").write_text(f"# Spec\n\n```sql\n{script};\n```\n")
    of_code, of_spec = (
        {table["name"]: table for table in inspected(tmp_path, side)["schema"]["tables"]}[
            "visits_1"
        ]
        for side in ("--code", "spec.md")
    )
    assert [column["name"] for column in of_code["columns"]] == ["id", "day"]
    assert of_code["primary_key"]["columns"] == ["id", "day"]
    assert [index["name"] for index in of_code["indexes"]] == ["visits_1_day_idx"]
    assert of_spec["columns"] == []  # what it says itself


def test_text_says_what_was_taken_and_what_was_passed_over(project: Path) -> None:
    said = spec2code(project, "inspect", "spec.md").stdout
    assert "+ POST /api/v1/orders/{order_id}/returns" in said
    assert "parts taken" in said and "passed over" in said
    code = spec2code(project, "inspect", "--code").stdout
    assert "decided by reading (100 %)" in code


def test_text_says_which_application_a_route_is_of(tmp_path: Path) -> None:
    main = "from fastapi import FastAPI\napp = FastAPI()\napp.get('/{name}')(lambda: 1)\n"
    for name in ("shop", "stock"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.py").write_text(main.replace("{name}", name))
    lines = spec2code(tmp_path, "inspect", "--code").stdout.splitlines()
    start = lines.index("application: shop.main:app, 1 routes")
    assert [line.split("  ->")[0].strip() for line in lines[start : start + 4]] == [
        "application: shop.main:app, 1 routes",
        "GET     /shop",
        "application: stock.main:app, 1 routes",
        "GET     /stock",
    ]

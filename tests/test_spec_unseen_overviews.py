"""Tables of tables, remarks among bare names, ids that identify, and roles of whom nothing can be told."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table
from spec2code.model.statements import CreateTable
from tests.spec_reading import codes, endpoints, reading

OVERVIEW = (
    "# Pets\n\n## Data model\n\n| {} | Purpose | {} |\n|---|---|---|\n"
    "| `pets` | the pets | owner_id, name, tags (json) |\n| `owners` | people | name, email (unique) |\n"
)


def tables(text: str) -> dict[str, Table]:
    return {
        s.table.name.name: s.table
        for s in reading(text).spec.statements
        if isinstance(s, CreateTable)
    }


def columns(text: str) -> dict[str, list[str]]:
    return {name: [one.name for one in made.columns] for name, made in tables(text).items()}


@pytest.mark.parametrize(
    ("table", "listed"),
    [
        ("Table", "Columns"),
        ("Tabela", "Campos-chave"),
        ("Tabla", "Campos principales"),
        ("表名", "关键字段"),
        ("테이블", "주요 컬럼"),
    ],
)
def test_a_table_in_each_row(table: str, listed: str) -> None:
    text = OVERVIEW.format(table, listed)
    assert columns(text) == {"pets": ["owner_id", "name", "tags"], "owners": ["name", "email"]}


def test_main_columns_beside_a_diagram_that_has_all() -> None:
    drawn = "\n```mermaid\nerDiagram\n  pets {\n    uuid id PK\n    text name\n    json tags\n    uuid owner_id\n  }\n```\n"
    text = OVERVIEW.format("Table", "Key columns") + drawn
    assert columns(text)["pets"] == ["id", "name", "tags", "owner_id"]
    assert [code for code in codes(text) if code.startswith("S15")] == []


@pytest.mark.parametrize(
    "text",
    [
        OVERVIEW.format("Table", "Used by"),
        OVERVIEW.format("Screen", "Columns"),
        OVERVIEW.format("Table", "Columns").replace("## Data model", "## Indexes"),
        OVERVIEW.format("Table", "Columns").replace("owner_id, name, tags (json)", "who owns it"),
        OVERVIEW.format("Table", "Columns").replace("## Data model", "## Screens"),
    ],
)
def test_what_only_looks_like_a_table_in_each_row(text: str) -> None:
    assert columns(text) == {}


NAMES = "# Pets\n\n## Database schema\n\n- `pets` (id, name, owner_id – may be null)\n- `kinds` (id, {})\n"


@pytest.mark.parametrize("written", ["name", "parent_id – for the tree"])
def test_remarks_among_bare_names(written: str) -> None:
    assert columns(NAMES.format(written)) == {
        "pets": ["id", "name", "owner_id"],
        "kinds": ["id", written.partition(" ")[0]],
    }


def test_pairs_of_names_alone_are_no_tables() -> None:
    text = "# Pets\n\n## Database schema\n\n- `pets` (id, name)\n- `kinds` (id, name)\n"
    assert columns(text) == {}


IDS = "# Pets\n\n## Data model\n\n### pets\n\n| Column | Type | Description |\n|---|---|---|\n| {} | uuid | {} |\n| name | varchar(20) | its name |\n"


@pytest.mark.parametrize(
    "said",
    ["Unique identifier of the pet", "Identificador único", "唯一标识", "고유 식별자"],
)
def test_an_id_that_identifies_is_the_key(said: str) -> None:
    key = tables(IDS.format("id", said))["pets"].primary_key
    assert key is not None and key.columns == ("id",)


@pytest.mark.parametrize(
    ("name", "said"),
    [("chip", "Unique identifier of the chip"), ("id", "Identifies the caller")],
)
def test_other_columns_that_identify(name: str, said: str) -> None:
    assert tables(IDS.format(name, said))["pets"].primary_key is None


def test_an_enum_among_columns_that_are_marked() -> None:
    lines = "- Id (Guid): key\n- Kind (enum): what it is\n- Born (DateTime?): when\n- Sold (DateTime?)\n"
    made = tables(f"# Pets\n\n## Data model\n\n**Pet**\n{lines}")["pet"]
    assert [one.nullable for one in made.columns] == [False, False, True, True]


ROLES = "# Pets\n\n| Method | Path | Role | Description |\n|---|---|---|---|\n| GET | /pets | {} | all |\n| POST | /pets | ADMIN | one |\n"


@pytest.mark.parametrize(
    ("role", "required"), [("ANY", None), ("Any role", True), ("USER", True), ("public", False)]
)
def test_any_role_or_none_at_all(role: str, required: bool | None) -> None:
    first, second = endpoints(ROLES.format(role))
    assert (first.auth.required if first.auth else None) == required
    assert second.auth is not None and second.auth.required

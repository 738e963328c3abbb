"""What the columns behind an API's fields say goes into the schemas, unless the spec shows otherwise."""

from __future__ import annotations

import ast

import pytest
from spec2code_generators.pydantic import PydanticGenerator

from spec2code.codegen.api_columns import typed_by_columns
from spec2code.codegen.column_rules import ColumnRule, column_rules
from spec2code.codegen.contract import GenerateRequest
from spec2code.model.fold import fold
from spec2code.model.project import Project
from spec2code.model.schema import Schema
from spec2code.model.shapes import StringShape
from spec2code.spec import read_spec

TABLE = """
CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE TABLE cats (
    id UUID PRIMARY KEY,
    name VARCHAR(40) NOT NULL CHECK (length(name) >= 2),
    mood mood NOT NULL DEFAULT 'calm',
    colour TEXT CHECK (colour IN ('ti''ger', 'black')),
    kind TEXT CHECK (kind = ANY (ARRAY['indoor'::text, 'outdoor'])),
    age INT CHECK (age BETWEEN 0 AND 40),
    lives INT CHECK (lives > 0 AND lives < 10),
    legs INT CHECK (legs IN (3, 4)),
    weight NUMERIC(5,2) CHECK (0 < weight),
    price NUMERIC(10,2) NOT NULL,
    chip CHAR(15) CHECK (chip ~ '^[0-9]{15}$'),
    note TEXT CHECK (btrim(note) <> '' AND char_length(note) <= 500),
    motto TEXT CHECK (motto IS NULL OR length(motto) < 80),
    born_at TIMESTAMPTZ,
    born_on DATE,
    first INT,
    second INT,
    CHECK (first < second),
    CHECK (lower(name) <> 'dog' OR age > 3)
);
CREATE TABLE cat_toys (id BIGINT PRIMARY KEY, cat_id UUID REFERENCES cats (id), label VARCHAR(12));
"""
SPEC = f"""# Cats

```sql
{TABLE}
```

### POST /cats

**Request**:
```json
REQUEST
```

**Response** (201):
```json
{{"id": "6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22", "name": "Tom"}}
```

### GET /cats

**Response** (200):
```json
{{"data": [{{"id": "6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22", "mood": "calm"}}], "meta": {{"name": "page one of the list of all of the cats that there are"}}}}
```
"""


def fields(request: str) -> dict[str, dict[str, str]]:
    """The annotations of the generated classes, without examples, by class and field."""
    reading = read_spec(SPEC.replace("REQUEST", request).encode(), "cats.md")
    spec = reading.spec
    desired = fold(Schema(), spec.statements, ensure=True).schema
    made = PydanticGenerator().generate(GenerateRequest((spec,), Project(), desired, ()))
    text = next(file.content for file in made.files if file.path.endswith("cats.py"))
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            items = [item for item in node.body if isinstance(item, ast.AnnAssign)]
            found[node.name] = {ast.unparse(item.target): _plain(item) for item in items}
    return found


def _plain(item: ast.AnnAssign) -> str:
    for call in ast.walk(item.annotation):
        if isinstance(call, ast.Call):
            call.keywords = [word for word in call.keywords if word.arg != "examples"]
    return ast.unparse(item.annotation)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("name", '"Tom"', "Annotated[str, Field(max_length=40, min_length=2)]"),
        ("mood", '"calm"', "Annotated[Literal['calm', 'cross'], Field()]"),
        ("colour", '"black"', "Annotated[Literal[\"ti'ger\", 'black'], Field()]"),
        ("kind", '"indoor"', "Annotated[Literal['indoor', 'outdoor'], Field()]"),
        ("age", "3", "Annotated[int, Field(ge=0, le=40), JsonNumber]"),
        ("lives", "9", "Annotated[int, Field(gt=0, lt=10), JsonNumber]"),
        ("legs", "4", "Annotated[Literal[3, 4], Field()]"),
        ("weight", "4.5", "Annotated[StrictFloat, Field(gt=0)]"),
        ("price", '"120.00"', "Annotated[Decimal10_2, Field()]"),
        (
            "chip",
            '"276098106234567"',
            "Annotated[str, Field(max_length=15, pattern='^[0-9]{15}$')]",
        ),
        ("note", '"Sleeps a lot"', "Annotated[str, Field(max_length=500, min_length=1)]"),
        ("motto", '"Purr"', "Annotated[str, Field(max_length=79)]"),
        ("born_at", '"2026-03-01 10:00:00"', "Annotated[datetime, Field(), JsonText]"),
        ("born_on", '"2026-03-01"', "Annotated[date, Field(), JsonText]"),
        ("first", "1", "Annotated[int, Field(), JsonNumber]"),
        # What the spec shows and the column couldn't hold is something else.
        ("colour", '"green"', "Annotated[str, Field()]"),
        ("age", "41", "Annotated[int, Field(), JsonNumber]"),
        ("born_on", '"in March"', "Annotated[str, Field()]"),
        ("price", '"1234567890.123"', "Annotated[DecimalText, Field()]"),
        ("tail", '"fluffy"', "Annotated[str, Field()]"),
    ],
)
def test_a_column_narrows_its_field(field: str, value: str, expected: str) -> None:
    assert fields(f'{{"{field}": {value}}}')["CatCreate"][field] == expected


def test_rows_of_other_tables_are_found() -> None:
    request = '{"name": "Tom", "toys": [{"label": "mouse"}], "vet": {"name": "Dr. X"}}'
    found = fields(request)
    assert "max_length=12" in found["CatCreateToy"]["label"]
    assert found["CatCreateVet"]["name"] == "Annotated[str, Field()]"


def test_an_envelope_is_no_row() -> None:
    found = fields('{"name": "Tom"}')
    assert "cross" in found["CatSummary"]["mood"]
    assert "max_length" not in found["PageMeta"]["name"]


def test_a_check_of_which_nothing_is_understood_says_nothing() -> None:
    statements = read_spec(f"# T\n\n```sql\n{TABLE}\n```\n".encode(), "t.md").spec.statements
    schema = fold(Schema(), statements, ensure=True).schema
    table = next(table for table in schema.tables.values() if table.name.name == "cats")
    rules = column_rules(table, schema)
    assert rules["first"] == ColumnRule("integer", nullable=True)
    assert rules["name"] == ColumnRule("character varying(40)", min_length=2, max_length=40)


def path_type(shown: str) -> str:
    """The type of the parameter of `/cats/{cat_id}`, of which an answer shows the id like this."""
    text = f"# Cats\n\n```sql\n{TABLE}\n```\n\n### GET /cats/{{cat_id}}\n\n**Response** (200):\n"
    spec = read_spec(f'{text}```json\n{{"id": {shown}}}\n```\n'.encode(), "cats.md").spec
    desired = fold(Schema(), spec.statements, ensure=True).schema
    ((typed,),) = (item.endpoints for item in typed_by_columns((spec,), desired))
    (parameter,) = typed.parameters
    assert isinstance(parameter.shape, StringShape)
    return parameter.shape.format or "text"


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ('"6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22"', "uuid"),
        ('"string (UUID)"', "uuid"),
        ('"uuid"', "uuid"),
        # An id of another form is what the URL takes, and so is one that is said to be any text.
        ('"cat_123"', "text"),
        ('"string"', "text"),
    ],
)
def test_words_for_a_type_are_no_id_that_a_path_takes(shown: str, expected: str) -> None:
    assert path_type(shown) == expected

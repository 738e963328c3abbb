"""Tables drawn in fences and bodies that stand without one."""

from __future__ import annotations

import pytest

from spec2code.model.fold import fold
from spec2code.model.schema import Name, Schema, Table
from spec2code.model.shapes import ArrayShape, ObjectShape
from spec2code.spec.ddl import read_ddl
from spec2code.spec.document import read_document
from tests.spec_reading import endpoints, only


def _tables(markdown: str) -> dict[Name, Table]:
    document, _ = read_document(markdown.encode(), "spec.md")
    return dict(fold(Schema(), read_ddl(document).statements, ensure=True).schema.tables)


DRAWN = """
## 2.1 Table pets

```
pets
─────────────
id          UUID, PK
name        VARCHAR(80) NOT NULL
  // shown to everyone
legs        SMALLINT DEFAULT 4 (0–8)
kind        ENUM: 'cat' | 'dog'
UNIQUE (name, kind)
```
"""


def test_columns_drawn_in_a_fence_are_a_table() -> None:
    table = _tables(DRAWN)[Name("pets")]
    assert [
        (c.name, c.type, c.nullable, c.default.text if c.default else None) for c in table.columns
    ] == [
        ("id", "uuid", False, None),
        ("name", "character varying(80)", False, None),
        ("legs", "smallint", True, "4"),
        ("kind", "pets_kind", True, None),
    ]
    assert [unique.columns for unique in table.uniques] == [("name", "kind")]


def test_a_key_of_several_drawn_columns() -> None:
    text = "## Tables\n\n```\nlinks\n-----\na_id  UUID (part of PK)\nb_id  UUID (part of PK), FK → b.id\n```\n"
    table = _tables(text)[Name("links")]
    assert table.primary_key is not None and table.primary_key.columns == ("a_id", "b_id")
    assert [key.target.name for key in table.foreign_keys] == ["b"]


@pytest.mark.parametrize(
    "text",
    [
        "## Data models\n\n### Pet\n\n```\nid    string (PK)\nname  string\n```\n",
        "## Request\n\n```\nid    UUID\nname  TEXT\n```\n",
        "## Tables\n\n```\nfirst the users\nthen the TEXT of it\nand more\n```\n",
    ],
)
def test_a_fence_without_columns_of_sql_is_no_table(text: str) -> None:
    assert _tables(text) == {}


def test_bodies_without_a_fence() -> None:
    text = '### POST /pets\n\nRequest\n{\n  "name": "Rex {1}"\n}\n\nResponse 201\n[\n {\n  "id": 1\n }\n]\n\nDone.\n'
    endpoint = only(text)
    assert endpoint.request is not None and isinstance(endpoint.request.shape, ObjectShape)
    assert [field.name for field in endpoint.request.shape.fields] == ["name"]
    assert [response.status for response in endpoint.responses] == [201]
    assert isinstance(endpoint.responses[0].shape, ArrayShape)


def test_a_bracket_that_never_closes_is_text() -> None:
    assert (
        endpoints('### POST /pets\n\nRequest\n{\n  "name": "Rex"\n\nmore text\n')[0].request is None
    )

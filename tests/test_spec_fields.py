"""Field tables and bullets, and what they say against the example beside them."""

from __future__ import annotations

import pytest

from spec2code.model.json_schema import to_json_schema
from spec2code.model.shapes import MISSING
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import ListItem, TableBlock
from spec2code.spec.bodies import read_bodies
from spec2code.spec.document import read_document
from spec2code.spec.field_bullets import read_field_bullets
from spec2code.spec.fields import FieldTable, merge, read_field_table


def _block(markdown: str) -> TableBlock:
    document, _ = read_document(markdown.encode(), "spec.md")
    return next(block for _, block in document.walk() if isinstance(block, TableBlock))


def _table(markdown: str) -> FieldTable:
    table = read_field_table(_block(markdown))
    assert table is not None
    return table


def _rows(header: str, *rows: str) -> str:
    width = header.count("|") - 1
    return "\n".join([header, "|" + "---|" * width, *rows])


@pytest.mark.parametrize(
    "header",
    [
        "| Field | Type | Required | Validation / Format | Description |",
        "| Parameter | Type | Required | Description | Validation |",
        "| 字段 | 类型 | 必填 | 说明 |",
        "| 필드 | 타입 | 필수 | 설명 |",
        "| Campo | Tipo | Obligatorio | Descripción |",
        "| Campo | Tipo | Obrigatório | Descrição |",
        "| Champ | Type | Requis | Description |",
        "| Alan | Tür | Zorunlu | Açıklama |",
        "| Trường | Kiểu | Bắt buộc | Mô tả |",
        "| Поле | Тип | Обязательно | Описание |",
        "| Nama | Tipe | Wajib | Deskripsi |",
    ],
)
def test_headers_in_many_languages(header: str) -> None:
    cells = header.count("|") - 1
    row = "| `name` | string | yes |" + " x |" * (cells - 3)
    table = _table(_rows(header, row))
    assert [(item.name, item.required) for item in table.rows] == [("name", True)]


@pytest.mark.parametrize(
    "markdown",
    [
        _rows("| Method | Path |", "| GET | /x |"),
        _rows("| Status | Code | Message |", "| 400 | X | y |"),
        _rows("| Key | 中文 | English |", "| login | 登录 | Log in |"),
        _rows("| Name | Purpose |", "| x | y |"),
    ],
)
def test_other_tables_are_no_field_tables(markdown: str) -> None:
    assert read_field_table(_block(markdown)) is None


def test_cells_become_rules() -> None:
    table = _table(
        _rows(
            "| Field | Type | Required | Validation | Default | Description |",
            "| `email` | string | Yes | email, max 255 chars | - | The address |",
            "| page | integer | No | 1-100 | 1 | Page |",
            "| role? | string |  | one of `admin`, `user` |  | Role |",
            "| tags | string[] | N | max 10 items |  | Tags |",
        )
    )
    email, page, role, tags = table.rows
    assert to_json_schema(email.shape) == {"type": "string", "format": "email", "maxLength": 255}
    assert (email.required, email.default, email.description) == (True, MISSING, "The address")
    assert to_json_schema(page.shape) == {"type": "integer", "minimum": 1, "maximum": 100}
    assert (page.required, page.default) == (False, 1)
    assert to_json_schema(role.shape) == {"type": "string", "enum": ["admin", "user"]}
    assert role.required is False
    assert to_json_schema(tags.shape) == {
        "type": "array",
        "items": {"type": "string"},
        "maxItems": 10,
    }
    assert table.diagnostics == ()


def test_nested_names_are_nested_fields() -> None:
    table = _table(
        _rows(
            "| Field | Type | Required |",
            "| customer.id | uuid | Yes |",
            "| items | array | Yes |",
            "| items[].sku | string | Yes |",
            "| └ quantity | integer | No |",
        )
    )
    schema = to_json_schema(merge(None, table)[0])
    properties = schema["properties"]
    assert properties["customer"]["properties"]["id"]["format"] == "uuid"
    assert set(properties["items"]["items"]["properties"]) == {"sku"}
    assert [row.path for row in table.rows][-1] == ("items", "[]", "sku", "quantity")


def test_an_indented_row_belongs_to_the_row_above() -> None:
    table = _table(
        _rows(
            "| Field | Type | Required |",
            "| address | object | Yes |",
            "| └ city | string | Yes |",
            "| └ zip | string | No |",
            "| name | string | Yes |",
        )
    )
    schema = to_json_schema(merge(None, table)[0])
    assert list(schema["properties"]) == ["address", "name"]
    assert schema["properties"]["address"]["required"] == ["city"]


def _merged(example: str, *rows: str) -> tuple[dict[str, object], list[str]]:
    table = _table(_rows("| Field | Type | Required | Validation |", *rows))
    shape = read_bodies(Excerpt("spec.md", example)).parts[0].shape
    merged, told = merge(shape, table)
    return to_json_schema(merged), [item.code for item in told]


def test_the_table_wins_over_the_example() -> None:
    schema, told = _merged(
        '{"age": 42, "note": "x"}', "| age | number | No | 0-150 |", "| note | string | Yes | |"
    )
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert properties["age"] == {"type": "number", "minimum": 0, "maximum": 150, "examples": [42]}
    assert schema["required"] == ["note"]
    assert told == []


@pytest.mark.parametrize(
    ("example", "rows", "code"),
    [
        ('{"age": "42"}', ["| age | integer | Yes | |"], "A160"),
        ('{"a": 1}', ["| a | integer | Yes | |", "| b | string | Yes | |"], "A161"),
        ('{"a": 1, "b": 2}', ["| a | integer | Yes | |", "| c | string | No | |"], "A162"),
        ('{"name": "abcdef"}', ["| name | string | Yes | max 3 chars |"], "A165"),
        ('{"n": 11}', ["| n | integer | Yes | 1-10 |"], "A165"),
        ('{"s": "x"}', ["| s | string | Yes | one of a, b |"], "A165"),
    ],
)
def test_contradictions_are_told(example: str, rows: list[str], code: str) -> None:
    assert code in _merged(example, *rows)[1]


@pytest.mark.parametrize(
    ("example", "rows"),
    [
        ('{"age": 42}', ["| age | number | Yes | |"]),
        ('{"a": 1}', ["| a | integer | Yes | |", "| b | string | No | |"]),
        ('{"a": null}', ["| a | string | Yes | |"]),
        ('{"a": "uuid"}', ["| a | UUID | Yes | |"]),
        ('{"a": {"b": 1}}', ["| a | object | Yes | |"]),
        ('{"name": "abc"}', ["| name | string | Yes | max 3 chars |"]),
        ('{"s": "a"}', ["| s | string | Yes | one of a, b |"]),
    ],
)
def test_agreement_is_not_told(example: str, rows: list[str]) -> None:
    assert _merged(example, *rows)[1] == []


def test_a_table_about_the_inside_of_an_envelope() -> None:
    schema, told = _merged(
        '{"data": [{"id": 1, "name": "x"}], "total": 1}',
        "| id | integer | Yes | |",
        "| name | string | No | max 20 chars |",
    )
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert properties["data"]["items"]["required"] == ["id"]
    assert told == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| a | Order | Yes | |", "A158"),
        ("| a | string | Yes | like the other one |", "A159"),
        ("| a | boolean | Yes | max 20 chars |", "A164"),
    ],
)
def test_cells_that_are_not_understood_are_told(row: str, code: str) -> None:
    table = _table(_rows("| Field | Type | Required | Validation |", row))
    assert [item.code for item in table.diagnostics] == [code]


def test_validation_bullets() -> None:
    document, _ = read_document(
        b"- **email**: valid email, max 255 chars\n- **age**: 18-120\n- **name**: required, 1-60 chars\n",
        "s.md",
    )
    items = [block for _, block in document.walk() if isinstance(block, ListItem)]
    table = read_field_bullets(items)
    assert table is not None
    shape = (
        read_bodies(Excerpt("s.md", '{"email": "a@b.co", "age": 30, "other": 1}')).parts[0].shape
    )
    schema = to_json_schema(merge(shape, table, only_existing=True)[0])
    assert schema["properties"]["email"]["maxLength"] == 255
    assert schema["properties"]["age"]["minimum"] == 18
    assert list(schema["properties"]) == ["email", "age", "other"]
    assert schema["required"] == ["email", "age", "other"]

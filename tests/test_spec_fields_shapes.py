"""Named shapes: interfaces, Python models, and sections that show one shape."""

from __future__ import annotations

import pytest

from spec2code.model.json_schema import to_json_schema
from spec2code.model.shapes import Shape
from spec2code.spec.definitions import read_definitions
from spec2code.spec.document import read_document


def _definitions(markdown: str) -> dict[str, Shape]:
    document, _ = read_document(markdown.encode(), "spec.md")
    return read_definitions(document).definitions


def _schema(markdown: str, name: str) -> dict[str, object]:
    found = _definitions(markdown)
    return to_json_schema(found[name], found)


def _typescript(text: str) -> str:
    return f"## Types\n\n```typescript\n{text}\n```\n"


def _python(text: str) -> str:
    return f"## Models\n\n```python\n{text}\n```\n"


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("interface A { id: string; n?: number }", {"id": {"type": "string"}, "n": {"type": "number"}}),
        ("export interface A {\n  'x-y': boolean, // flag\n}", {"x-y": {"type": "boolean", "description": "flag"}}),
        ("type A = {\n  tags: string[];\n};", {"tags": {"type": "array", "items": {"type": "string"}}}),
        ("interface B { a: string }\ninterface A extends B { b: number | null }", {"a": {"type": "string"}, "b": {"anyOf": [{"type": "number"}, {"type": "null"}]}}),
        ("interface B { a: string; b: number }\ntype A = Omit<B, 'b'>;", {"a": {"type": "string"}}),
        ("interface B { a: string; b: number }\ntype A = Pick<B, 'b'>;", {"b": {"type": "number"}}),
        ("interface A<T> { value: T; run(): void; f: () => void }", {"value": {}}),
        ("interface A { in: { x: number; y?: string } }", {"in": {"type": "object", "properties": {"x": {"type": "number"}, "y": {"type": "string"}}, "required": ["x"]}}),
        ("class A {\n  @IsString()\n  readonly name: string;\n}", {"name": {"type": "string"}}),
    ],
)  # fmt: skip
def test_interfaces(text: str, schema: dict[str, object]) -> None:
    assert _schema(_typescript(text), "A")["properties"] == schema


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("type A = 'x' | 'y';", {"type": "string", "enum": ["x", "y"]}),
        ("enum A { X = 'x', Y = 'y' }", {"type": "string", "enum": ["x", "y"]}),
        (
            "interface A { [key: string]: number }",
            {"type": "object", "additionalProperties": {"type": "number"}},
        ),
    ],
)
def test_aliases_and_enums(text: str, schema: dict[str, object]) -> None:
    assert _schema(_typescript(text), "A") == schema


def test_a_type_that_refers_to_another() -> None:
    schema = _schema(
        _typescript("interface Item { id: string }\ninterface A { items: Item[] }"), "A"
    )
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert properties["items"]["items"] == {"$ref": "#/$defs/Item"}


def test_pydantic_models() -> None:
    text = (
        "class Base(BaseModel):\n    id: UUID\n\n"
        "class A(Base):\n"
        '    """Docs: with a colon."""\n'
        "    name: str = Field(..., min_length=1, max_length=60)  # the name\n"
        "    age: Optional[int] = Field(None, ge=0)\n"
        '    kind: Literal["a", "b"] = "a"\n'
        "    tags: list[str] = Field(\n        default_factory=list,\n    )\n"
        '    created_at: datetime = Field(alias="createdAt")\n\n'
        "    def run(self) -> None: ...\n"
    )
    schema = _schema(_python(text), "A")
    assert schema["properties"] == {
        "id": {"type": "string", "format": "uuid"},
        "name": {"type": "string", "minLength": 1, "maxLength": 60},
        "age": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}], "default": None},
        "kind": {"type": "string", "enum": ["a", "b"], "default": "a"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "createdAt": {"type": "string", "format": "date-time"},
    }
    assert schema["required"] == ["id", "name", "createdAt"]


def test_python_enums_and_tables() -> None:
    found = _definitions(
        _python(
            'class S(str, Enum):\n    A = "a"\n    B = "b"\n\nclass T(SQLModel, table=True):\n    id: int\n\nclass Service:\n    x: int\n'
        )
    )
    assert list(found) == ["S", "T"]
    assert to_json_schema(found["S"]) == {"type": "string", "enum": ["a", "b"]}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("##### OrderResponse", "OrderResponse"),
        ("### The User object", "User"),
        ("### 3.4 `UserDto`", "UserDto"),
        ("### InvoiceRequest / InvoiceResponse", "InvoiceRequest"),
    ],
)
def test_sections_that_show_one_shape(title: str, name: str) -> None:
    assert name in _definitions(f'## API\n\n{title}\n\n```json\n{{"id": "uuid"}}\n```\n')


@pytest.mark.parametrize(
    "title", ["### Response", "### Create order", "### POST /orders", "### Overview"]
)
def test_other_sections_show_none(title: str) -> None:
    assert not _definitions(f'## API\n\n{title}\n\n```json\n{{"id": "uuid"}}\n```\n')


def test_two_bodies_under_two_names() -> None:
    text = '### AddRequest / AddResponse\n\n```json\n// Request\n{"a": 1}\n\n// Response\n{"b": 1}\n```\n'
    found = _definitions(text)
    assert [
        list(to_json_schema(found[name])["properties"]) for name in ("AddRequest", "AddResponse")
    ] == [["a"], ["b"]]

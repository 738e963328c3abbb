"""JSON as people write it, read into values and shapes with their places."""

from __future__ import annotations

import pytest

from spec2code.model.json_schema import to_json_schema
from spec2code.model.shapes import MISSING, ObjectShape, StringShape
from spec2code.model.span import Excerpt
from spec2code.spec import ReadOptions, read_spec
from spec2code.spec.bodies import read_bodies
from spec2code.spec.infer import ShapePolicy, infer
from spec2code.spec.json_nodes import JsonNode, JsonReading, to_value
from spec2code.spec.json_text import read_json
from tests.work import calls_of


def _read(text: str) -> JsonReading:
    return read_json(Excerpt("spec.md", text, 10))


def _only(text: str) -> JsonNode:
    documents = [document.node for document in _read(text).documents if document.node is not None]
    assert len(documents) == 1
    return documents[0]


def _schema(text: str, *, partial: bool = False) -> dict[str, object]:
    node = _only(text)
    shape = infer(Excerpt("spec.md", text, 10), node, {}, partial=partial).shape
    return to_json_schema(shape)


def _field(text: str) -> dict[str, object]:
    schema = _schema(text)
    properties = schema["properties"]
    assert isinstance(properties, dict)
    (only,) = properties.values()
    assert isinstance(only, dict)
    only.pop("examples", None)
    return only


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1, "b": [true, null, "x"]}', {"a": 1, "b": [True, None, "x"]}),
        ('{ "a": 1, /* one */ "b": 2, // two\n}', {"a": 1, "b": 2}),
        ("{ a: 1, 'b': 'it', }", {"a": 1, "b": "it"}),
        ('{ "a": 1 "b": 2\n "c": 3 }', {"a": 1, "b": 2, "c": 3}),
        ('{ "age": 9,  # 自动计算\n }', {"age": 9}),
        ("｛ “名称”：“值”， “数”：2 ｝", {"名称": "值", "数": 2}),
        ('{\n\t"a"    :   1,\n\t"long" : 2\n}', {"a": 1, "long": 2}),
        ('{"a": "tab\\tand \\u00e9 and \\ud800"}', {"a": "tab\tand é and \ufffd"}),
        ('{"a": True, "b": None, "c": -1.5e3}', {"a": True, "b": None, "c": -1500.0}),
        ('{"template": "{{user_name}} {x}"}', {"template": "{{user_name}} {x}"}),
        ('{"url": https://example.com/a, "b": 1}', MISSING),
        ("[1, 2, ...]", [1, 2]),
        ('{"a": 1, ...updated fields\n "b": 2}', {"a": 1, "b": 2}),
    ],
)
def test_values(text: str, value: object) -> None:
    assert to_value(_only(text)) == value


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('{ "a": 1', "A150", 10, 1),
        ('{\n "a": ,\n "b": 2 }', "A151", 11, 5),
        ('{\n "a": 1 "b": 2 }', "A152", 11, 9),
        ('{\n "a": [1, 2 }', "A153", 11, 13),
        ('{\n "a": 1,\n and the usual fields }', "A154", 12, 2),
        ("[" * 70 + "]" * 70, "A155", 10, 61),
        ('{ "a": "cut\n}', "A150", 10, 8),
    ],
)
def test_what_is_wrong_has_its_place(text: str, code: str, line: int, column: int) -> None:
    told = [
        (item.code, item.span.line, item.span.column)
        for item in _read(text).diagnostics
        if item.span
    ]
    assert (code, line, column) in told


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        '{"a": [], "b": {}}',
        "{ a: 1 } // fine",
        '{"a": [1,], }',
        '{ "x": "y" (required) }',
    ],
)
def test_what_is_well_understood_is_not_told(text: str) -> None:
    assert _read(text).diagnostics == ()


def test_several_values_in_one_fence_keep_the_text_before_them() -> None:
    text = '// Request\n{"a": 1}\n\n// Response 201\n{"id": "uuid"}\n\n// Error 400\n{"error": "x"}'
    parts = read_bodies(Excerpt("spec.md", text)).parts
    assert [(part.role, part.status) for part in parts] == [
        ("request", None),
        ("response", 201),
        ("error", 400),
    ]
    assert [part.span.line for part in parts] == [2, 5, 8]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "POST /auth/login\nContent-Type: application/json\n\nRequest:\n{\"a\": 1}\n\nResponse (200):\n{\"b\": 2}",
            [("request", None, "POST", "/auth/login"), ("response", 200, "POST", "/auth/login")],
        ),
        (
            "HTTP/1.1 404 Not Found\nX-Id: 1\n\n{\"error\": \"x\"}",
            [("error", 404, None, None)],
        ),
        ('{"email": "x"} → {"token": "JWT"}', [("request", None, None, None), ("response", None, None, None)]),
        ("GET /api/babies\n[{\"id\": 1}]", [("response", None, "GET", "/api/babies")]),
        ("POST /x\nBody: { name: string }\nReturns: 201 { \"id\": \"uuid\" }", [
            ("request", None, "POST", "/x"), ("response", 201, "POST", "/x")]),
        ("Returns: 201 { \"id\": 1 }\nErrors: 409 TAKEN", [("response", 201, None, None), ("error", 409, None, None)]),
        ("PUT /x/{id}\n{\"a\": 1}", [("request", None, "PUT", "/x/{id}")]),
        ("DELETE /x/{id}\n\nResponse 204", [("response", 204, "DELETE", "/x/{id}")]),
        ("data: {\"a\": 1}", [("response", None, None, None)]),
    ],
)  # fmt: skip
def test_what_a_body_is_for_is_read_from_the_text_before_it(
    text: str, expected: list[tuple[str | None, int | None, str | None, str | None]]
) -> None:
    parts = read_bodies(Excerpt("spec.md", text)).parts
    assert [(part.role, part.status, part.method, part.path) for part in parts] == expected


def test_a_repository_tree_is_no_json() -> None:
    tree = "src/\n├── app/ {routes}\n│   └── [id]/page.tsx\n"
    assert not read_bodies(Excerpt("spec.md", tree)).is_json


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ('{"x": "550e8400-e29b-41d4-a716-446655440000"}', {"type": "string", "format": "uuid"}),
        ('{"x": "2026-01-21T00:00:00Z"}', {"type": "string", "format": "date-time"}),
        ('{"x": "2026-01-21"}', {"type": "string", "format": "date"}),
        ('{"x": "2026-21-01"}', {"type": "string"}),
        ('{"x": "ann@example.com"}', {"type": "string", "format": "email"}),
        ('{"x": "https://example.com/x"}', {"type": "string", "format": "uri"}),
        ('{"x": "19.99"}', {"type": "string", "format": "decimal"}),
        ('{"version": "1.10"}', {"type": "string"}),
        ('{"x": "eyJhbGci..."}', {"type": "string"}),
        ('{"x": 3}', {"type": "integer"}),
        ('{"x": 3.0}', {"type": "number"}),
        ('{"x": null}', {}),
        ('{"x": []}', {"type": "array", "items": {}}),
        ('{"x": {"1": 0.35, "22": 0.1}}', {"type": "object", "additionalProperties": {"type": "number"}}),
        ('{"x": "string"}', {"type": "string"}),
        ('{"x": "uuid"}', {"type": "string", "format": "uuid"}),
        ('{"x": "user-uuid"}', {"type": "string", "format": "uuid"}),
        ('{"x": "<user-id>"}', {"type": "string"}),
        ('{"x": "uuid | null"}', {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]}),
        ('{"x": "a" | "b"}', {"type": "string", "enum": ["a", "b"]}),
        ('{"x": true | false}', {"type": "boolean"}),
        ("{ x: { a: string }[] }", {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}}),
        ("{ x: { a?: string } | null }", {"anyOf": [{"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "null"}]}),
        ('{"x": string[]}', {"type": "array", "items": {"type": "string"}}),
        ('{"x": "admin | user"}', {"type": "string", "enum": ["admin", "user"]}),
        ('{"x": "draft", // draft | sent\n}', {"type": "string", "enum": ["draft", "sent"]}),
        ('{"type": "text"}', {"type": "string"}),
        ('{"channel": "EMAIL"}', {"type": "string"}),
        ('{"x": "<string>"}', {"type": "string"}),
    ],
)  # fmt: skip
def test_types_from_values(text: str, schema: dict[str, object]) -> None:
    found = _field(text)
    found.pop("description", None)
    if found.get("items") == {"type": "string", "examples": []}:
        found["items"] = {"type": "string"}
    assert _without_examples(found) == schema


def _without_examples(schema: object) -> object:
    if isinstance(schema, dict):
        return {key: _without_examples(value) for key, value in schema.items() if key != "examples"}
    return schema


def test_items_of_an_array_are_merged() -> None:
    schema = _schema('[{"id": 1, "note": "x"}, {"id": 2.5}]')
    items = schema["items"]
    assert isinstance(items, dict)
    assert items["required"] == ["id"]
    assert items["properties"]["id"]["type"] == "number"


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ('{"a": "string", "b": "string (optional)"}', ["a"]),
        ('{"a": 1, "b"?: 2}', ["a"]),
        ('{"a": 1, "b": 2 // optional\n}', ["a"]),
        ('{"a": "uuid | null"}', ["a"]),
        ('{"a": "integer (default 10, max 50)", "b": 1}', ["b"]),
    ],
)
def test_what_an_example_shows_is_required_unless_said_otherwise(
    text: str, required: list[str]
) -> None:
    assert _schema(text)["required"] == required


def test_the_fields_of_a_patch_are_not_required() -> None:
    assert "required" not in _schema('{"a": 1, "b": {"c": 2}}', partial=True)
    assert read_bodies(Excerpt("spec.md", 'PATCH /x\n{"a": 1}')).parts[0].shape == infer(
        Excerpt("spec.md", '{"a": 1}'), _only('{"a": 1}'), partial=True
    ).shape  # fmt: skip


def test_the_policy_is_one_switch() -> None:
    text = '{"a": 1}'
    node = _only(text)
    shape = infer(Excerpt("s", text), node, policy=ShapePolicy(shown_is_required=False)).shape
    assert isinstance(shape, ObjectShape)
    assert not shape.fields[0].required


def test_a_bare_type_name_refers_to_a_definition() -> None:
    text = '{ "user": User, "other": Foo }'
    found = infer(Excerpt("s", text), _only(text), {"User": StringShape()})
    assert to_json_schema(found.shape, {"User": StringShape()})["properties"] == {
        "user": {"$ref": "#/$defs/User"},
        "other": {},
    }
    assert [item.code for item in found.diagnostics] == ["A158"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        '{"a":' * 30_000,
        '"' * 100_000,
        "/*" * 50_000,
        '{"a":"' * 20_000,
        "{" + '"a ' * 30_000,
        "x" * 500_000,
        "<" * 100_000,
        "{{" * 50_000,
        '{"a": ' + "(" * 100_000,
        "GET /" * 20_000,
    ],
)
def test_long_and_deep_texts_are_linear_work(text: str) -> None:
    half = calls_of(lambda: read_bodies(Excerpt("spec.md", text[: len(text) // 2])))
    whole = calls_of(lambda: read_bodies(Excerpt("spec.md", text)))
    assert whole <= 2.5 * half + 1000


def test_the_switch_reaches_every_body_of_a_spec() -> None:
    text = b'### POST /x\n\n**Request:**\n```json\n{"a": 1}\n```\n\n##### OrderResponse\n```json\n{"b": 1}\n```\n'
    for required in (True, False):
        spec = read_spec(text, "s.md", options=ReadOptions(required_by_example=required)).spec
        request = spec.endpoints[0].request
        assert request is not None
        for shape in (request.shape, spec.definitions["OrderResponse"]):
            assert isinstance(shape, ObjectShape)
            assert [field.required for field in shape.fields] == [required]


@pytest.mark.parametrize(
    ("line", "schema"),
    [
        ("Response: User", {"$ref": "#/$defs/User"}),
        ("Response: User (201)", {"$ref": "#/$defs/User"}),
        ("Returns: 201 User[]", {"type": "array", "items": {"$ref": "#/$defs/User"}}),
        ("Response: [User]", {"type": "array", "items": {"$ref": "#/$defs/User"}}),
    ],
)
def test_a_named_shape_behind_a_label(line: str, schema: dict[str, object]) -> None:
    definitions = {"User": StringShape()}
    (part,) = read_bodies(Excerpt("s.md", f"POST /x\n{line}"), definitions=definitions).parts
    assert part.shape is not None
    found = to_json_schema(part.shape, definitions)
    found.pop("$defs")
    assert found == schema


def test_a_key_with_brackets_is_an_array() -> None:
    reading = read_json(Excerpt("spec.md", "{ posts, rows[] }"))
    assert not reading.diagnostics

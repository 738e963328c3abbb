"""OpenAPI and JSON Schema in fences: whole documents, parts of them, one operation, one schema."""

from __future__ import annotations

import pytest

from spec2code.model.api import Auth, Endpoint
from spec2code.model.shapes import ArrayShape, EnumShape, NumberShape, ObjectShape, StringShape
from spec2code.spec.yaml_text import read_yaml
from tests.spec_reading import (
    codes,
    endpoints,
    keys,
    names,
    only,
    passed,
    reading,
    request,
    responses,
)

WHOLE = """openapi: 3.0.3
info: {title: Pets, version: "1"}
servers:
  - url: https://pets.example/api/v1
security:
  - Token: []
paths:
  /pets:
    parameters:
      - $ref: '#/components/parameters/Owner'
    get:
      summary: List pets
      tags: [pets]
      parameters:
        - name: limit
          in: query
          schema:
            type: integer
            minimum: 1
            default: 20
        - {name: X-Trace, in: header, schema: {type: string}}
      responses:
        '200':
          description: All of them
          content:
            application/json:
              schema:
                type: array
                items:
                  $ref: '#/components/schemas/Pet'
        default:
          description: Whatever
    post:
      security: []
      requestBody:
        required: true
        content:
          application/json:
            schema:
              allOf:
                - $ref: '#/components/schemas/NewPet'
                - type: object
                  properties:
                    note: {type: string}
            example:
              name: Rex
      responses:
        201:
          description: Made
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
        409:
          $ref: '#/components/responses/Taken'
  /pets/{id}:
    delete:
      operationId: removePet
      responses:
        204: {description: Gone}
components:
  parameters:
    Owner:
      name: owner
      in: query
      required: true
      schema: {type: string, format: uuid}
  responses:
    Taken:
      description: The name is taken
      content:
        application/json:
          schema: {type: object, properties: {code: {type: string}}}
  schemas:
    NewPet:
      type: object
      required: [name]
      properties:
        name:
          type: string
          maxLength: 80   # shown to everyone
        kind:
          type: string
          enum: [cat, dog]
    Pet:
      type: object
      properties:
        id: {type: string, format: uuid}
        born: {type: string, format: date, nullable: true}
  securitySchemes:
    Token:
      type: http
      scheme: bearer
"""


def _fenced(text: str, language: str = "yaml") -> str:
    return f"# API Specification\n\n## REST\n\n```{language}\n{text}```\n"


def _by_key(text: str) -> dict[str, Endpoint]:
    return {f"{one.method} {one.path}": one for one in endpoints(text)}


def test_a_whole_document() -> None:
    text = _fenced(WHOLE)
    read = reading(text)
    found = _by_key(text)
    assert list(found) == ["GET /api/v1/pets", "POST /api/v1/pets", "DELETE /api/v1/pets/{id}"]
    listed, made, gone = found.values()
    assert (listed.summary, listed.group) == ("List pets", "pets")
    assert listed.auth == Auth(True, "bearer") and made.auth == Auth(False)
    assert [(p.location, p.name, p.required, p.default) for p in listed.parameters][:1] == [
        ("query", "limit", False, 20)
    ]
    assert {(p.location, p.name, p.required) for p in listed.parameters[1:]} == {
        ("header", "X-Trace", False),
        ("query", "owner", True),
    }
    assert isinstance(listed.responses[0].shape, ArrayShape)
    assert request(made) == ["name", "kind", "note"]
    assert made.request is not None and made.request.example == {"name": "Rex"}
    assert [(e.status, e.condition, names(e.shape)) for e in made.errors] == [
        (409, "The name is taken", ["code"])
    ]
    assert [answer.status for answer in gone.responses] == [204]
    pet = read.spec.definitions["NewPet"]
    assert isinstance(pet, ObjectShape)
    assert [(f.name, f.required) for f in pet.fields] == [("name", True), ("kind", False)]
    assert pet.fields[0].shape == StringShape(max_length=80)
    assert pet.fields[1].shape == EnumShape(values=("cat", "dog"))
    assert codes(text) == [] and passed(text) == []
    assert (
        made.span is not None
        and made.span.line == 5 + WHOLE[: WHOLE.index("    post:")].count("\n") + 1
    )


def test_json_and_a_part_of_a_document() -> None:
    text = '{"openapi": "3.1.0", "paths": {"/pets/{id}": {"get": {"responses": {"200": {"description": "one", "content": {"application/json": {"schema": {"type": "object", "properties": {"id": {"type": "integer"}}}}}}}}}}}\n'
    assert responses(only(_fenced(text, "json"))) == {200: ["id"]}
    part = "/pets:\n  post:\n    requestBody:\n      content:\n        application/json:\n          schema:\n            $ref: '#/components/schemas/NewPet'\n    responses:\n      '201':\n        description: made\n"
    schemas = "components:\n  schemas:\n    NewPet:\n      type: object\n      properties:\n        name: {type: string}\n"
    text = f"{_fenced(part)}\n## Schemas\n\n```yaml\n{schemas}```\n"
    (made,) = endpoints(text)
    assert names(
        made.request.shape if made.request else None, dict(reading(text).spec.definitions)
    ) == ["name"]
    assert codes(text) == []


def test_swagger_two() -> None:
    text = (
        "swagger: '2.0'\nbasePath: /v2\npaths:\n  /pets:\n    post:\n      parameters:\n        - in: body\n          name: body\n          schema:\n"
        "            $ref: '#/definitions/Pet'\n      responses:\n        '201':\n          description: made\n          schema:\n            $ref: '#/definitions/Pet'\n"
        "  /photos:\n    post:\n      parameters:\n        - {in: formData, name: photo, type: file, required: true}\n        - {in: formData, name: note, type: string}\n      responses: {'204': {description: kept}}\n"
        "definitions:\n  Pet:\n    type: object\n    properties:\n      name: {type: string}\n"
    )
    found = _by_key(_fenced(text))
    assert list(found) == ["POST /v2/pets", "POST /v2/photos"]
    form = found["POST /v2/photos"].request
    assert form is not None and form.media_type == "multipart/form-data"
    assert names(form.shape) == ["photo", "note"]


def test_one_operation_below_its_heading() -> None:
    text = (
        "# API\n\n## PUT /pets/{id}\n\n```yaml\nsummary: Change it\nrequestBody:\n  content:\n    application/json:\n      schema:\n        type: object\n        properties:\n"
        "          name: {type: string}\nresponses:\n  '200':\n    description: changed\n  '404':\n    description: none such\n```\n\n"
        "## GET /toys\n\n```yaml\nget:\n  parameters:\n    - {in: query, name: limit, schema: {type: integer}}\n  responses:\n    200:\n      description: OK\n```\n"
    )
    changed, toys = endpoints(text)
    assert (changed.summary, request(changed)) == ("Change it", ["name"])
    assert [(e.status, e.condition) for e in changed.errors] == [(404, "none such")]
    assert [p.name for p in toys.parameters] == ["limit"]


@pytest.mark.parametrize(
    "language, schema",
    [
        (
            "json",
            '{"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "legs": {"type": "integer", "minimum": 0}}}',
        ),
        (
            "yaml",
            "type: object\nrequired: [name]\nproperties:\n  name:\n    type: string\n  legs:\n    type: integer\n    minimum: 0",
        ),
    ],
)
def test_a_schema_is_no_example(language: str, schema: str) -> None:
    text = f'# API\n\n## POST /pets\n\n**Request:**\n\n```{language}\n{schema}\n```\n\n**Response (201):**\n\n```json\n{{"id": 1}}\n```\n'
    made = only(text)
    shape = made.request.shape if made.request else None
    assert isinstance(shape, ObjectShape)
    assert [(f.name, f.required) for f in shape.fields] == [("name", True), ("legs", False)]
    assert shape.fields[1].shape == NumberShape(integer=True, minimum=0)
    assert responses(made) == {201: ["id"]}


def test_a_body_that_only_looks_like_a_schema() -> None:
    text = '# API\n\n## POST /forms\n\n**Request:**\n\n```json\n{"type": "object", "properties": {"colour": "red"}}\n```\n'
    assert request(only(text)) == ["type", "properties"]


def test_schemas_by_their_names() -> None:
    text = "# API\n\n## GET /pets\n\n**Response (200):** `Pet`\n\n## Schemas\n\n```yaml\nPet:\n  type: object\n  properties:\n    id: {type: integer}\nKind:\n  type: string\n  enum: [cat, dog]\n```\n"
    assert set(reading(text).spec.definitions) >= {"Pet", "Kind"}
    assert codes(text) == []


def test_settings_are_no_openapi() -> None:
    text = "# Deployment\n\n```yaml\nservices:\n  web:\n    ports: [80]\npaths:\n  /data: /mnt\n```\n\n```yaml\nDatabase:\n  host: x\n```\n"
    assert keys(text) == [] and codes(text) == []


def test_what_is_wrong_is_told() -> None:
    text = "openapi: 3.0.0\npaths:\n  /pets:\n    get:\n      responses:\n        200:\n          description: OK\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/Gone'\n   nonsense\n"
    read = reading(_fenced(text))
    assert [(item.code, item.span.line) for item in read.diagnostics if item.span] == [
        ("A158", 16),
        ("A121", 17),
    ]


@pytest.mark.parametrize(
    "text, value",
    [
        (
            'a: {b: [1, 2], "c": x} # r\nd: |\n  x\n  y\ne:\n- 1\n- b: 2\n  c: 3\n- - 4\n',
            {"a": {"b": [1, 2], "c": "x"}, "d": "x\ny", "e": [1, {"b": 2, "c": 3}, [4]]},
        ),
        (
            "'200': {}\n/a/{b}: null\nu: http://x.y/z\n",
            {"200": {}, "/a/{b}": None, "u": "http://x.y/z"},
        ),
        (
            "a: one\n  two # three\nb: 'it''s'\nc: \"\\n\"\n",
            {"a": "one two", "b": "it's", "c": "\n"},
        ),
        ("- a\n-\n  b: 1\n- 'x: y'\n", ["a", {"b": 1}, "x: y"]),
        ("a: 1\n---\nb: 2\n", {"a": 1}),
    ],
)
def test_yaml_as_it_is_written(text: str, value: object) -> None:
    assert read_yaml(text).root.value() == value


@pytest.mark.parametrize(
    "text",
    [
        "[" * 9000,
        "- " * 9000,
        "{a: " * 9000,
        "".join(" " * n + "a:\n" for n in range(1500)),
        'a: "x\n' * 4000,
    ],
)
def test_yaml_of_any_kind_is_read_in_no_time(text: str) -> None:
    assert read_yaml(text).root is not None


def test_a_document_without_required_says_nothing_of_presence() -> None:
    def required(extra: str, method: str = "post") -> list[bool]:
        text = (
            f"paths:\n  /pets:\n    {method}:\n      requestBody:\n        content:\n          application/json:\n            schema:\n              type: object\n{extra}"
            "              properties:\n                name: {type: string}\n                nick: {type: string, nullable: true}\n                legs: {type: integer, default: 4}\n"
            "      responses: {'204': {description: done}}\n"
        )
        shape = only(_fenced(text)).request
        assert shape is not None and isinstance(shape.shape, ObjectShape)
        return [item.required for item in shape.shape.fields]

    assert required("") == [True, False, False]
    assert required("", "patch") == [False, False, False]
    assert required("              required: [legs]\n") == [False, False, True]


@pytest.mark.parametrize(
    "text",
    ["paths:\n" + "  &a\n" * 4000, "a: " + "[" * 4000, "a: " + "{b: " * 4000, "- " * 4000 + "x"],
)
def test_nesting_beyond_any_document(text: str) -> None:
    read = read_yaml(text)
    assert read.unread or not read.root.pairs


def test_what_is_nested_too_deep_costs_itself_alone() -> None:
    read = read_yaml("a: " + "[" * 70 + "1" + "]" * 70 + "\nb: 2\n")
    assert [name for name, _, _ in read.root.pairs] == ["a", "b"] and len(read.unread) == 1


def test_lines_of_a_schema_that_are_no_yaml() -> None:
    text = "# API\n\n## POST /pets\n\n**Request:**\n\n```yaml\ntype: object\nproperties:\n  name: {type: string}\n  ~~~\n```\n"
    assert "A121" in codes(text) and request(only(text)) == ["name"]

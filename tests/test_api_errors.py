"""Every error has the shape and a code of the spec: those of handlers, and those that the framework makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from spec2code.codegen.api_codes import error_codes, member_names
from spec2code.codegen.api_errors import error_source
from spec2code.model.api import ApiError, Auth, Body, Endpoint, Response
from spec2code.model.shapes import (
    ANY,
    ArrayShape,
    JsonValue,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
)
from spec2code.model.spec import Spec
from tests.api_example import JSON, TEXT, obj
from tests.generated_app import files, openapi, run, served, write

NESTED = obj(error=obj(code=TEXT, message=TEXT))
FLAT = obj(code=TEXT, message=TEXT)
ALONE = obj(error=TEXT)


def spec(*errors: ApiError, shape: Shape | None = NESTED) -> Spec:
    """A thing that is read, one that is written, both with credentials."""
    auth = Auth(True, "bearer")
    body = Body(JSON, obj(name=StringShape(min_length=1)))
    found = Response(200, JSON, obj(id=TEXT, name=TEXT), example={"id": "a", "name": "A"})
    endpoints = (
        Endpoint("GET", "/things/{id}", auth=auth, responses=(found,), errors=errors),
        Endpoint("PUT", "/things/{id}", auth=auth, request=body, responses=(found,)),
        Endpoint("GET", "/open", responses=(found,)),
        Endpoint("POST", "/open", request=body, responses=(found,)),
    )
    return Spec("a.md", "A", "a", endpoints=endpoints, error_shape=shape)


NOT_FOUND = ApiError(404, "THING_NOT_FOUND", "No such thing")
TOKEN = {"Authorization": "Bearer token"}


@pytest.mark.parametrize("shape", [NESTED, FLAT, ALONE], ids=["nested", "flat", "alone"])
def test_whoever_answers_an_error_has_the_shape(shape: ObjectShape, tmp_path: Path) -> None:
    written = write(tmp_path, spec(NOT_FOUND, shape=shape))
    with served(written) as client:
        asked: list[tuple[str, str, dict[str, Any], int, str]] = [
            ("GET", "/things/a", {}, 401, "UNAUTHORIZED"),
            ("GET", "/things/a", {"headers": TOKEN}, 501, "NOT_IMPLEMENTED"),
            ("POST", "/open", {"json": {}}, 422, "VALIDATION_ERROR"),
            ("POST", "/open", {"content": b"\xff"}, 422, "VALIDATION_ERROR"),
            ("GET", "/open", {}, 501, "NOT_IMPLEMENTED"),
            ("GET", "/nowhere", {}, 404, "NOT_FOUND"),
            ("DELETE", "/open", {}, 405, "METHOD_NOT_ALLOWED"),
        ]
        for method, path, options, status, code in asked:
            options = {**options, "headers": {"Content-Type": JSON, **options.get("headers", {})}}
            answer = client.request(method, path, **options)
            body = answer.json()
            inner = body["error"] if shape is NESTED else body
            assert (answer.status_code, inner.get("code", inner.get("error"))) == (status, code)
            assert set(body) == {item.name for item in shape.fields}


def test_the_codes_are_one_enum_that_errors_carry(tmp_path: Path) -> None:
    root = write(tmp_path, spec(NOT_FOUND), stubs="example")
    schemas = (root / "app/schemas/a.py").read_text()
    members = schemas.partition("class ErrorCode(StrEnum):")[2].partition("class ")[0]
    assert [line.split()[0] for line in members.splitlines() if " = " in line] == [
        "THING_NOT_FOUND",
        "UNAUTHORIZED",
        "VALIDATION_ERROR",
    ]
    assert "code: ErrorCode" in schemas
    assert "ErrorCode.THING_NOT_FOUND" in (root / "app/routers/a.py").read_text()
    run(root, "-m", "mypy", "--strict", "app")
    document = openapi(root)
    validate(document)
    assert document["components"]["schemas"]["ErrorCode"]["enum"][0] == "THING_NOT_FOUND"
    responses = document["paths"]["/things/{id}"]["put"]["responses"]
    assert {status: json.dumps(answer).count("ErrorResponse") for status, answer in responses.items()} == {
        "200": 0,
        "401": 1,
        "422": 1,
    }  # fmt: skip


def test_codes_stay_text_where_the_list_is_not_whole() -> None:
    schemas = files(spec(NOT_FOUND, ApiError(409, None, "Taken")))["app/schemas/a.py"]
    assert "code: str" in schemas
    assert 'THING_NOT_FOUND = "THING_NOT_FOUND"' in schemas
    assert "UNAUTHORIZED" not in schemas


def test_an_invalid_request_is_answered_as_the_spec_says(tmp_path: Path) -> None:
    """400 with the code that the spec has for it; a 422 of another meaning isn't mistaken for it."""
    invalid = ApiError(400, "validation_failed", "Something is missing")
    late = ApiError(422, "too_late", "The day is over")
    base = spec(NOT_FOUND)
    put = base.endpoints[1]
    first = Endpoint("PUT", "/b/{id}", request=put.request, errors=(invalid, late))
    second = Endpoint("PUT", "/c/{id}", request=put.request, errors=(late,))
    with served(write(tmp_path, Spec("a.md", "A", "a", endpoints=(first, second), error_shape=FLAT))) as client:  # fmt: skip
        for path, status in (("/b/1", 400), ("/c/1", 422)):
            answer = client.put(path, json={})
            assert (answer.status_code, answer.json()["code"]) == (status, "validation_failed")


def test_the_shape_that_most_errors_show_is_the_api_s() -> None:
    examples: list[JsonValue] = [{"error": "gone"}, {"error": "late"}]
    rows = [ApiError(404 + index, shape=ALONE, example=one) for index, one in enumerate(examples)]
    other = ApiError(400, "bad", shape=obj(reason=TEXT), example={"reason": "no name"})
    schemas = files(spec(*rows, other, shape=None))["app/schemas/a.py"]
    assert schemas.count("class ErrorResponse(BaseModel):\n    error: ErrorCode\n") == 1
    assert 'GONE = "gone"' in schemas and 'BAD = "bad"' in schemas
    assert schemas.count("Error(BaseModel)") == 1


NO_SLOT = obj(error=TEXT, message=TEXT, details=obj(slot=TEXT))
INVALID = obj(error=TEXT, details=obj(email=ArrayShape(items=TEXT)))
HINTED = obj(error=TEXT, message=TEXT, hints=ArrayShape(items=TEXT))


@pytest.mark.parametrize("stated", [None, obj(error=TEXT, message=TEXT, trace=TEXT)])
def test_errors_that_say_more_or_less_share_one_model(stated: Shape | None, tmp_path: Path) -> None:
    shown: list[tuple[Shape, JsonValue]] = [
        (NO_SLOT, {"error": "no_slot", "message": "Taken", "details": {"slot": "9 h"}}),
        (INVALID, {"error": "invalid", "details": {"email": ["is required"]}}),
        (HINTED, {"error": "blurred", "message": "Too dark", "hints": ["more light"]}),
    ]
    rows = [
        ApiError(409 + index, shape=shape, example=one) for index, (shape, one) in enumerate(shown)
    ]
    root = write(tmp_path, spec(*rows, shape=stated))
    schemas = (root / "app/schemas/a.py").read_text()
    model = schemas.partition("class ErrorResponse(BaseModel):\n")[2].partition("\n\n")[0]
    fields = {line.split(":")[0].strip(): line for line in model.splitlines()}
    assert fields["error"] == "    error: ErrorCode"
    assert fields["details"] == "    details: dict[str, Any] | None = None"
    assert all(" = None" in fields[name] for name in fields.keys() - {"error"})
    assert set(fields) == {"error", "message", "details", "hints"} | (
        {"trace"} if stated else set()
    )
    assert "Error(BaseModel)" not in schemas
    errors = (root / "app/errors.py").read_text()
    assert "details: Mapping[str, Any] | None = None" in errors
    run(root, "-m", "mypy", "--strict", "app")
    validate(openapi(root))
    code = (
        "from app.errors import a_error\n"
        "print(a_error(409, 'no_slot', 'Taken', details={'slot': '9 h'}).detail, a_error(404, 'x', 'y').detail)"
    )
    told = "{'error': 'no_slot', 'message': 'Taken', 'details': {'slot': '9 h'}} {'error': 'x', 'message': 'y'}"
    assert run(root, "-c", code).stdout.strip() == told


def test_an_error_whose_code_stands_elsewhere_is_another() -> None:
    nested = ApiError(409, shape=NESTED, example={"error": {"code": "taken", "message": "Taken"}})
    schemas = files(spec(nested, shape=FLAT))["app/schemas/a.py"]
    assert "class GetThingConflictError(BaseModel):" in schemas


def test_details_of_the_one_error_that_is_shown_are_a_map() -> None:
    shown = obj(error=obj(code=TEXT, message=TEXT, details=obj(thing_id=TEXT)))
    schemas = files(spec(NOT_FOUND, shape=shown))["app/schemas/a.py"]
    assert "    details: dict[str, Any]\n" in schemas
    said = obj(code=TEXT, details=obj(field=StringShape(description="The field that is wrong")))
    assert "    details: ErrorDetails\n" in files(spec(NOT_FOUND, shape=said))["app/schemas/a.py"]


def test_an_envelope_that_only_names_its_fields_holds_text(tmp_path: Path) -> None:
    named = obj(error=obj(code=ANY, message=ANY))
    with served(write(tmp_path, spec(NOT_FOUND, shape=named))) as client:
        answer = client.post("/open", json={})
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "VALIDATION_ERROR")


def test_a_body_that_is_no_form_is_an_invalid_request(tmp_path: Path) -> None:
    body = Body("multipart/form-data", obj(name=TEXT))
    endpoint = Endpoint("POST", "/things", request=body, responses=(Response(201, JSON, obj(id=TEXT)),))  # fmt: skip
    made = Spec("a.md", "A", "a", endpoints=(endpoint,), error_shape=FLAT)
    with served(write(tmp_path, made)) as client:
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = client.post("/things", content=b"no form", headers=kind)
        assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")


def test_an_error_of_one_route_s_own_shape_is_refused_in_it(tmp_path: Path) -> None:
    own = ApiError(401, shape=obj(reason=TEXT), example={"reason": "who are you"})
    with served(write(tmp_path, spec(own, NOT_FOUND))) as client:
        assert client.get("/things/a").json() == {"reason": "Not authenticated"}
        assert client.put("/things/a").json()["error"]["message"] == "Not authenticated"


@pytest.mark.parametrize(
    ("shape", "source"),
    [
        (obj(error=StringShape(examples=("Something is wrong",))), '{"error": message}'),
        (obj(error=StringShape(examples=("not_found",))), '{"error": code}'),
        (obj(error=TEXT, message=TEXT), '{"error": code, "message": message}'),
        (obj(error=TEXT, code=TEXT), '{"error": message, "code": code}'),
        (obj(type=TEXT, code=TEXT, message=TEXT), '{"type": "", "code": code, "message": message}'),
        (
            obj(type=StringShape(examples=("about:blank",)), title=TEXT, status=NumberShape(integer=True)),
            '{"type": "about:blank", "title": message, "status": status_code}',
        ),
        (obj(code=NumberShape(integer=True), msg=TEXT), None),
        (obj(ok=TEXT), None),
    ],
)  # fmt: skip
def test_what_the_fields_of_an_error_hold(shape: ObjectShape, source: str | None) -> None:
    found = error_source(shape, {})
    if source is None:
        assert found is None or "int(code)" in found.text
    else:
        assert found is not None and found.text == source


@pytest.mark.parametrize(
    ("listed", "added"),
    [
        ((), ("UNAUTHORIZED", "VALIDATION_ERROR")),
        (("ORDER_GONE",), ("UNAUTHORIZED", "VALIDATION_ERROR")),
        (("order_gone", "late"), ("unauthorized", "validation_error")),
        (("order-gone", "too-late"), ("unauthorized", "validation-error")),
        (("OrderGone",), ("Unauthorized", "ValidationError")),
        (("40401",), ("401", "422")),
        (("TOKEN_EXPIRED", "INVALID_REQUEST"), ()),
    ],
)
def test_what_the_list_lacks_is_written_in_its_style(
    listed: tuple[str, ...], added: tuple[str, ...]
) -> None:
    errors = tuple(ApiError(400, code) for code in listed)
    body = Body(JSON, obj(a=TEXT))
    endpoint = Endpoint("POST", "/a", auth=Auth(True, "bearer"), request=body, errors=errors)
    assert error_codes([endpoint]).added == added


def test_members_are_told_apart() -> None:
    assert member_names(["A", "a", "2FA", "not-found"]) == {
        "A": "A",
        "a": "A_2",
        "2FA": "CODE_2_FA",
        "not-found": "NOT_FOUND",
    }

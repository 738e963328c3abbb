"""The generated application says what the spec says, runs, and refuses what it should."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate
from spec2code_generators.fastapi import FastApiGenerator

from spec2code.codegen.contract import Layout
from spec2code.model.api import ApiError, Auth, Body, Endpoint, Parameter, Response
from spec2code.model.project import Application, Project
from spec2code.model.schema import Column, Name, Schema, Table
from spec2code.model.shapes import ArrayShape, BooleanShape, JsonValue
from spec2code.model.span import Span
from spec2code.model.spec import Spec
from tests.api_check import differences
from tests.api_example import CREATE_EXAMPLE, JSON, ORDER_EXAMPLE, ORDER_ID, SPEC, TEXT, UUID, obj
from tests.generated_app import files, openapi, request, results, run, served, write

TOKEN = {"Authorization": "Bearer token"}
ORDERS = "/api/v1/orders"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("stubs"), SPEC)


@pytest.fixture(scope="module")
def document(root: Path) -> dict[str, Any]:
    return openapi(root)


@pytest.fixture(scope="module")
def client(root: Path) -> Iterator[httpx.Client]:
    with served(root) as client:
        yield client


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with served(write(tmp_path_factory.mktemp("mock"), SPEC, stubs="example")) as client:
        yield client


def test_the_document_is_the_spec(document: dict[str, Any]) -> None:
    validate(document)
    assert differences(SPEC, document) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("paths", ORDERS, "get", "parameters", 0, "name"), "state"),
        (("paths", ORDERS, "post", "responses", "201"), {}),
        (("paths", ORDERS, "post", "security"), []),
        (("components", "schemas", "OrderRead", "properties", "total", "type"), "string"),
        (("components", "schemas", "OrderCreate", "required"), []),
        (("components", "schemas", "Category", "properties", "name"), {}),
    ],
)
def test_the_check_finds_what_differs(
    document: dict[str, Any], place: tuple[Any, ...], value: Any
) -> None:
    changed: Any = copy.deepcopy(document)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    assert differences(SPEC, changed) != []


def test_the_code_passes_black_ruff_and_mypy(root: Path) -> None:
    run(root, "-m", "black", "--check", "-q", "app")
    run(root, "-m", "ruff", "check", "--isolated", "app")
    run(root, "-m", "mypy", "--strict", "--cache-dir", str(root / ".mypy"), "app")


def test_the_same_spec_gives_the_same_bytes() -> None:
    assert files(SPEC) == files(copy.deepcopy(SPEC))


def test_nothing_is_imported_that_is_not_used(root: Path) -> None:
    run(root, "-m", "ruff", "check", "--isolated", "--select", "F,E4,E7,E9,A001,A002,B,I", "app")


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/health", {}, 501, "NOT_IMPLEMENTED"),
        ("GET", "/api/v1/categories", {}, 501, "NOT_IMPLEMENTED"),
        ("GET", f"{ORDERS}/{ORDER_ID}/events", {}, 501, "NOT_IMPLEMENTED"),
        ("GET", ORDERS, {}, 401, "UNAUTHORIZED"),
        ("GET", ORDERS, {"headers": TOKEN}, 501, "NOT_IMPLEMENTED"),
        ("GET", f"{ORDERS}/export", {}, 401, "UNAUTHORIZED"),
        ("GET", f"{ORDERS}/export", {"headers": {"X-API-Key": "key"}}, 501, "NOT_IMPLEMENTED"),
        ("POST", f"{ORDERS}/{ORDER_ID}/payments", {"json": {}}, 401, "UNAUTHORIZED"),
        ("POST", "/api/v1/odd-ones", {"json": {"class": "x"}}, 401, "UNAUTHORIZED"),
    ],
)
def test_what_is_not_written_refuses_in_the_shape_of_the_spec(
    client: httpx.Client, method: str, path: str, options: dict[str, Any], status: int, code: str
) -> None:
    answer = client.request(method, path, **options)
    assert answer.status_code == status, answer.text
    if SPEC.error_shape and answer.headers["content-type"] == JSON and "error" in answer.json():
        assert answer.json()["error"]["code"] == code
    else:
        assert not [item for item in SPEC.endpoints if item.path == path and item.errors]


def test_a_challenge_names_the_scheme(client: httpx.Client) -> None:
    assert client.get(ORDERS).headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("method", "path", "options", "place"),
    [
        ("GET", f"{ORDERS}/no-uuid", {}, "order_id"),
        ("GET", ORDERS, {"params": {"pageSize": 101}}, "pageSize"),
        ("GET", ORDERS, {"params": {"page": 0}}, "page"),
        ("GET", ORDERS, {"params": {"status": "gone"}}, "status"),
        ("GET", ORDERS, {"params": {"from": "yesterday"}}, "from"),
        ("GET", ORDERS, {"headers": {"X-Request-ID": "1"}}, "X-Request-ID"),
        ("POST", ORDERS, {"json": CREATE_EXAMPLE}, "Idempotency-Key"),
    ],
)
def test_bad_input_is_422(
    mock: httpx.Client, method: str, path: str, options: dict[str, Any], place: str
) -> None:
    options = {**options, "headers": {**TOKEN, **options.get("headers", {})}}
    answer = mock.request(method, path, **options)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "VALIDATION_FAILED"
    assert place in answer.json()["error"]["message"]


def test_a_documented_422_has_the_shape_of_the_spec(mock: httpx.Client) -> None:
    headers = {**TOKEN, "Idempotency-Key": ORDER_ID}
    answer = mock.post(ORDERS, json={**CREATE_EXAMPLE, "items": []}, headers=headers)  # type: ignore[dict-item]
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "VALIDATION_FAILED"
    assert "items" in answer.json()["error"]["message"]


def test_example_stubs_answer_what_the_spec_shows(mock: httpx.Client) -> None:
    headers = {**TOKEN, "Idempotency-Key": ORDER_ID}
    answer = mock.post(ORDERS, json=CREATE_EXAMPLE, headers=headers)
    assert (answer.status_code, answer.json()) == (201, ORDER_EXAMPLE)
    assert mock.get(f"{ORDERS}/{ORDER_ID}", headers=TOKEN).json() == ORDER_EXAMPLE


def test_example_stubs_make_up_what_the_spec_does_not_show(mock: httpx.Client) -> None:
    page = mock.get(ORDERS, headers=TOKEN).json()
    assert page["data"][0]["status"] == "pending"
    assert mock.get("/health").json() == {"status": "string"}


def test_example_stubs_still_ask_for_credentials(mock: httpx.Client) -> None:
    assert mock.get(ORDERS).status_code == 401
    assert mock.delete(f"{ORDERS}/{ORDER_ID}").status_code == 401


def test_a_204_has_no_body(mock: httpx.Client) -> None:
    answer = mock.delete(f"{ORDERS}/{ORDER_ID}", headers=TOKEN)
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_static_path_behind_a_parameter_is_reached(mock: httpx.Client) -> None:
    answer = mock.get(f"{ORDERS}/export", headers={"X-API-Key": "key"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")


def test_a_stream_is_a_stream(mock: httpx.Client) -> None:
    answer = mock.get(f"{ORDERS}/{ORDER_ID}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")


def test_a_form_takes_a_file(mock: httpx.Client) -> None:
    answer = mock.post(
        f"{ORDERS}/{ORDER_ID}/documents",
        headers=TOKEN,
        files={"file": ("a.pdf", b"%PDF")},
        data={"title": "Invoice"},
    )
    assert answer.status_code == 202, answer.text
    assert mock.post(f"{ORDERS}/{ORDER_ID}/documents", headers=TOKEN).status_code == 422


def small(*endpoints: Endpoint, **more: Any) -> Spec:
    return Spec("a.md", "A", "a", endpoints=endpoints, **more)


def read(path: str = "/things/{id}", **more: Any) -> Endpoint:
    return Endpoint("GET", path, responses=(Response(200, JSON, obj(id=UUID)),), **more)


def codes(*specs: Spec, **options: Any) -> list[str]:
    return [item.code for result in results(*specs, **options) for item in result.diagnostics]


@pytest.mark.parametrize("text", ["GET /api/things/{id}", "`GET` `/things`", "**GET /things**"])
def test_a_docstring_is_more_than_method_and_path(text: str) -> None:
    assert '"""' + text not in files(small(read(description=text)))["app/routers/a.py"]
    said = files(small(read(description=f"{text} once more")))["app/routers/a.py"]
    assert "once more" in said


def test_codes_are_shown_only_where_there_are_some() -> None:
    plain = obj(success=BooleanShape(), message=TEXT)
    spec = small(read(errors=(ApiError(404, message="Gone", shape=plain),)))
    errors = files(spec)["app/errors.py"]
    assert "class ApiError(" in errors and "def examples(" not in errors
    assert "def examples(" in files(SPEC)["app/errors.py"]


def test_a_builtin_is_not_shadowed() -> None:
    router = files(small(read()))["app/routers/a.py"]
    assert 'id_: Annotated[str, Path(alias="id")]' in router


def test_two_parameters_of_one_python_name_are_both_taken(tmp_path: Path) -> None:
    parameters = tuple(
        Parameter("query", name, TEXT, True) for name in ("user_id", "userId", "id", "body")
    )
    spec = small(
        read(parameters=parameters),
        Endpoint("POST", "/x", request=Body(JSON, obj(a=TEXT)), parameters=parameters),
    )
    document = openapi(write(tmp_path, spec))
    for path, method in (("/things/{id}", "get"), ("/x", "post")):
        names = [
            item["name"]
            for item in document["paths"][path][method]["parameters"]
            if item["in"] == "query"
        ]
        assert names == ["user_id", "userId", "id", "body"]


def test_a_path_parameter_that_python_cannot_name(tmp_path: Path) -> None:
    spec = small(read("/things/{thing-id}"))
    assert "G204" in codes(spec)
    assert list(openapi(write(tmp_path, spec))["paths"]) == ["/things/{thing_id}"]


def test_a_path_parameter_that_the_path_lacks_is_told() -> None:
    spec = small(read(parameters=(Parameter("path", "other", TEXT, True),)))
    assert codes(spec) == ["G205"]


@pytest.mark.parametrize("method", ["SUBSCRIBE", "COPY"])
def test_a_method_that_cannot_be_routed_is_told(method: str) -> None:
    assert codes(small(Endpoint(method, "/a"))) == ["G208"]


@pytest.mark.parametrize("path", ["/a/{id}/b/{id}", "/a/{id", "/a/id}"])
def test_a_path_that_cannot_be_routed_is_told(path: str) -> None:
    assert codes(small(read(path))) == ["G208"]


def test_an_endpoint_of_the_project_is_not_written_again() -> None:
    present = read("/things/{thing_id}", span=Span("app/api.py", 3), handler="app.api:thing")
    spec = small(read(), Endpoint("GET", "/others"))
    options = {"project": Project(endpoints=(present,))}
    assert codes(spec, **options) == ["G206"]
    router = files(spec, **options)["app/routers/a.py"]
    assert "/others" in router
    assert "/things" not in router


def test_a_handler_keeps_the_name_that_it_has_in_the_router() -> None:
    present = read(span=Span("app/routers/a.py", 3), handler="app.routers.a:look_up")
    router = files(small(read()), project=Project(endpoints=(present,)))["app/routers/a.py"]
    assert "async def look_up(" in router
    assert 'operation_id="get_thing"' in router


def test_the_application_of_the_project_stays_the_only_one() -> None:
    project = Project(applications=(Application("shop.app:app", (), Span("shop/app.py", 1)),))
    assert "app/main.py" not in files(small(read()), project=project)
    assert codes(small(read()), project=project) == ["G210"]


def test_without_an_error_shape_errors_are_fastapis_own(tmp_path: Path) -> None:
    root = write(tmp_path, small(read()))
    assert not (root / "app/errors.py").exists()
    with served(root) as client:
        assert client.get("/things/1").status_code == 501
        assert client.get("/things/1").json() == {"detail": "get_thing is not implemented yet"}


def test_two_features_are_one_application(tmp_path: Path) -> None:
    other = Spec(
        "b.md",
        "B",
        "b",
        endpoints=(read("/b/{id}", auth=Auth(True)),),
        error_shape=obj(code=TEXT, msg=TEXT),
    )
    root = write(tmp_path, SPEC, other)
    document = openapi(root)
    validate(document)
    assert differences(SPEC, document)[0].startswith("endpoints: [('/b/{id}', 'get')]")
    run(root, "-m", "mypy", "--strict", "--cache-dir", str(root / ".mypy"), "app")


def test_public_and_unknown_auth_need_nothing(tmp_path: Path) -> None:
    spec = small(read("/a", auth=Auth(False)), read("/b"), read("/c", auth=Auth(True)))
    root = write(tmp_path, spec)
    paths = openapi(root)["paths"]
    assert ["security" in paths[path]["get"] for path in ("/a", "/b", "/c")] == [False, False, True]


DOMAINS = Layout(
    main="src/main.py",
    router="src/{feature}/router.py",
    schemas="src/{feature}/schemas.py",
    types="src/json_types.py",
    errors="src/errors.py",
    security="src/security.py",
    dependencies="src/dependencies.py",
)
FULL_STACK = Layout(
    source_root="backend",
    main="app/main.py",
    router="app/api/routes/{feature}.py",
    schemas="app/schemas/{feature}.py",
    security="app/core/security.py",
    dependencies="app/api/deps.py",
)


@pytest.mark.parametrize(
    ("layout", "folder", "module"),
    [(DOMAINS, "", "src.main"), (FULL_STACK, "backend", "app.main")],
    ids=["domains", "full-stack"],
)
def test_other_layouts_run(layout: Layout, folder: str, module: str, tmp_path: Path) -> None:
    second = Spec("b.md", "B", "b_things", endpoints=(read("/b/{id}"),), error_shape=obj(code=TEXT))
    root = write(tmp_path, SPEC, second, layout=layout) / folder
    code = f"import json, {module} as main; print(json.dumps(main.app.openapi()))"
    document = json.loads(run(root, "-W", "error", "-c", code).stdout)
    assert len(document["paths"]) == len({item.path for item in SPEC.endpoints}) + 1
    top = module.split(".")[0]
    run(root, "-m", "ruff", "check", "--isolated", "--select", "E4,E7,E9,F,I", top)
    run(root, "-m", "mypy", "--strict", "--cache-dir", str(root / ".mypy"), top)


def test_a_static_path_of_another_feature_is_reached(tmp_path: Path) -> None:
    first = Spec("a.md", "A", "a", endpoints=(read("/things/{id}"),))
    second = Spec("b.md", "B", "b", endpoints=(read("/things/export"),))
    main = files(first, second)["app/main.py"]
    assert main.index("include_router(b.router)") < main.index("include_router(a.router)")
    assert 'FastAPI(title="A")' in main


def test_a_mock_knows_the_ids_of_its_examples(mock: httpx.Client) -> None:
    other = CREATE_EXAMPLE["customerId"]  # type: ignore[call-overload, index]
    for method in ("GET", "DELETE"):
        assert mock.request(method, f"{ORDERS}/{ORDER_ID}", headers=TOKEN).status_code < 300
        answer = mock.request(method, f"{ORDERS}/{other}", headers=TOKEN)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "ORDER_NOT_FOUND")


def test_a_mock_refuses_credentials_that_call_themselves_invalid(mock: httpx.Client) -> None:
    answer = mock.get(ORDERS, headers={"Authorization": "Bearer AN-INVALID-TOKEN"})
    assert answer.status_code == 401


def test_a_body_that_is_no_text_is_422(mock: httpx.Client) -> None:
    headers = {**TOKEN, "Content-Type": JSON}
    answer = mock.patch(f"{ORDERS}/{ORDER_ID}", content=b"\x8e\xff", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "VALIDATION_FAILED")


def test_a_mock_filters_the_rows_of_its_example(tmp_path: Path) -> None:
    example: JsonValue = {"data": [{"status": "new"}, {"status": "paid"}]}
    rows = ArrayShape(items=obj(status=TEXT))
    listed = Endpoint(
        "GET",
        "/things",
        parameters=(
            Parameter("query", "status", TEXT, False),
            Parameter("query", "rows", TEXT, False),
        ),
        responses=(Response(200, JSON, obj(data=rows), example=example),),
    )
    with served(write(tmp_path, small(listed), stubs="example")) as client:
        assert client.get("/things").json() == example
        paid = client.get("/things", params={"status": "paid", "rows": "x"}).json()
        assert paid == {"data": [{"status": "paid"}]}
    run(tmp_path, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / ".mypy"), "app")


@pytest.mark.parametrize(
    ("type_", "example", "annotation"),
    [
        ("uuid", ORDER_ID, "UUID"),
        ("bigint", 7, "int"),
        ("bigint", "ord-7", "str"),
        ("text", "x", "str"),
    ],
)
def test_a_path_parameter_has_the_type_of_its_column(
    type_: str, example: JsonValue, annotation: str
) -> None:
    table = Table(Name("orders"), (Column("id", type_),))
    answered = Response(200, JSON, obj(id=TEXT), example={"id": example})
    spec = small(Endpoint("GET", "/orders/{order_id}", responses=(answered,)))
    made = replace(request(spec), desired=Schema({table.name: table}))
    router = FastApiGenerator().generate(made).files[0].content
    assert f"order_id: Annotated[{annotation}, Path()]" in router


@pytest.mark.parametrize(
    ("endpoint", "told"),
    [
        (
            Endpoint("GET", "/a", responses=(Response(999, span=Span("a.md", 7)),)),
            ("G211", 7),
        ),
        (
            Endpoint("GET", "/a", errors=(ApiError(42, span=Span("a.md", 8)),)),
            ("G211", 8),
        ),
        (
            Endpoint(
                "GET",
                "/a",
                parameters=tuple(
                    Parameter("query", "q", TEXT, False, span=Span("a.md", line)) for line in (4, 5)
                ),
            ),
            ("G213", 5),
        ),
    ],
)
def test_what_no_api_can_have_is_told(endpoint: Endpoint, told: tuple[str, int]) -> None:
    made = [
        (item.code, item.span.line)
        for result in results(small(endpoint))
        for item in result.diagnostics
        if item.span
    ]
    assert made == [told]
    assert "999" not in str(files(small(endpoint)))

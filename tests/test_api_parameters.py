"""Parameters take what the document says of them, in every place that carries nothing but text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from spec2code.codegen.api_values import fits, repaired
from spec2code.model.api import Endpoint, Parameter, Response
from spec2code.model.shapes import ArrayShape, EnumShape, JsonValue, Missing, Shape, StringShape
from spec2code.model.spec import Spec
from tests.api_example import JSON, TEXT, obj
from tests.generated_app import openapi, run, served, write

WHOLE = EnumShape(values=(1, 2, 30))
WORDS = EnumShape(values=("new", "old"))
FOUND = Response(200, JSON, obj(id=TEXT), example={"id": "a"})


def endpoint(location: str, shape: Shape) -> Endpoint:
    path = f"/{location}/{{kind}}" if location == "path" else f"/{location}"
    parameter = Parameter(location, "kind", shape, location == "path")
    return Endpoint("GET", path, parameters=(parameter,), responses=(FOUND,))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    endpoints = (
        *(endpoint(place, WHOLE) for place in ("path", "query", "header", "cookie")),
        Endpoint(
            "GET",
            "/many",
            parameters=(
                Parameter("query", "kinds", ArrayShape(items=WHOLE), True),
                Parameter("query", "word", WORDS, False),
            ),
            responses=(FOUND,),
        ),
    )
    folder = tmp_path_factory.mktemp("parameters")
    return write(folder, Spec("a.md", "A", "a", endpoints=endpoints), stubs="example")


@pytest.fixture(scope="module")
def client(root: Path) -> Iterator[httpx.Client]:
    with served(root) as client:
        yield client


@pytest.mark.parametrize(("value", "status"), [("2", 200), ("30", 200), ("3", 422), ("two", 422)])
@pytest.mark.parametrize("place", ["path", "query", "header", "cookie"])
def test_one_of_some_whole_numbers(
    place: str, value: str, status: int, client: httpx.Client
) -> None:
    url = f"/{place}/{value}" if place == "path" else f"/{place}"
    headers = {"kind": value} if place == "header" else {"Cookie": f"kind={value}"}
    sent = {} if place in ("path", "query") else headers
    params = {"kind": value} if place == "query" else {}
    assert client.get(url, params=params, headers=sent).status_code == status


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kinds=1&kinds=30", 200),
        ("kinds=1&kinds=4", 422),
        ("kinds=1&word=new", 200),
        ("kinds=1&word=x", 422),
    ],
)
def test_several_of_some_whole_numbers(query: str, status: int, client: httpx.Client) -> None:
    assert client.get(f"/many?{query}").status_code == status


def test_the_document_lists_the_numbers(root: Path) -> None:
    paths = openapi(root)["paths"]
    (parameter,) = paths["/path/{kind}"]["get"]["parameters"]
    assert parameter["schema"] == {"type": "integer", "enum": [1, 2, 30], "title": "Kind"}
    run(root, "-m", "mypy", "--strict", "app")


@pytest.mark.parametrize(
    ("format", "taken", "refused"),
    [
        ("uri", ["https://a.example/b", "mailto:a@b.example", "s3://bucket/key"], ["url", "/a", ""]),
        ("email", ["a@b.example", "a.b@c-d.example.com"], ["a", "a@b", "a@b.local", "a@b.TEST"]),
    ],
)  # fmt: skip
def test_an_example_that_its_type_refuses_gives_way(
    format: str, taken: list[JsonValue], refused: list[JsonValue]
) -> None:
    shape = StringShape(format=format)
    assert [repaired(shape, value) for value in taken] == taken
    for value in refused:
        given = repaired(shape, value)
        assert not isinstance(given, Missing) and fits(shape, given)
        assert repaired(shape, value) != value

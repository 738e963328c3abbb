"""The OpenAPI document is valid, is the spec, and is what the generated application says of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import validate
from spec2code_generators.openapi import OpenApiGenerator
from spec2code_generators.openapi.yaml_text import to_yaml

from spec2code.model.api import Endpoint, Response
from spec2code.model.spec import Spec
from tests.api_check import differences
from tests.api_documents import plain, told
from tests.api_example import JSON, SPEC, TEXT, UUID, obj
from tests.generated_app import openapi, request, write

OTHER = Spec(
    "b.md",
    "B",
    "b_things",
    endpoints=(
        Endpoint("GET", "/b/{id}", responses=(Response(200, JSON, obj(id=UUID, data=TEXT)),)),
        Endpoint("GET", "/x/orders/{id}", responses=(Response(200, JSON, obj(code=TEXT)),)),
    ),
    error_shape=obj(code=TEXT, msg=TEXT),
)


def documents(*specs: Spec) -> dict[str, str]:
    return {file.path: file.content for file in OpenApiGenerator().generate(request(*specs)).files}


@pytest.mark.parametrize("specs", [(SPEC,), (SPEC, OTHER)], ids=["one", "two"])
def test_it_says_what_the_application_says(specs: tuple[Spec, ...], tmp_path: Path) -> None:
    ours = json.loads(documents(*specs)["openapi.json"])
    theirs = openapi(write(tmp_path, *specs))
    validate(ours)
    assert ours["info"] == theirs["info"]
    assert ours["components"]["securitySchemes"] == theirs["components"]["securitySchemes"]
    assert told(plain(ours["paths"], ours), plain(theirs["paths"], theirs)) == []


def test_it_is_the_spec() -> None:
    assert differences(SPEC, json.loads(documents(SPEC)["openapi.json"])) == []


def test_it_leads_back_to_the_lines_of_the_spec() -> None:
    paths = json.loads(documents(SPEC)["openapi.json"])["paths"]
    for endpoint in SPEC.endpoints:
        assert endpoint.span
        operation = paths[endpoint.path][endpoint.method.lower()]
        assert operation["x-spec"] == f"docs/orders.md:{endpoint.span.line}"


@pytest.mark.parametrize("name", ["openapi", "asyncapi"])
def test_yaml_and_json_say_the_same(name: str) -> None:
    made = documents(SPEC)
    assert yaml.safe_load(made[f"{name}.yaml"]) == json.loads(made[f"{name}.json"])


@pytest.mark.parametrize(
    "text",
    ["", "no", "NO", "1e3", "0x1", "12:30", "- a", "a: b", "#x", "x #y", "&a", "*a", "!t", "'", '"', "\\", "\n", "a\nb", "{{ x }}", "{a}", "[a]", "|", ">", "%", "@", "`", "~", "null", "é", "订单", "\u2028", "\u202e", "\x00", "\x7f", "\ufeff", "😀", "=", "<<", "2026-01-01", "a b", " a", "a ", "/orders/{id}", "200", "yes please", "? a", ".5", "+1", "a,b", "1_000", "0o7", ".inf"],
)  # fmt: skip
def test_every_string_survives_yaml(text: str) -> None:
    value = {"value": text, text or "empty": [text, {text or "k": text}], "list": [[], {}, [text]]}
    assert yaml.safe_load(to_yaml(value)) == value


def test_the_events_refer_to_what_is_there() -> None:
    document = json.loads(documents(SPEC)["asyncapi.json"])
    assert document["asyncapi"] == "3.0.0"
    assert set(document["channels"]) == {"order.created", "orders"}
    references = [line for line in json.dumps(document).split('"') if line.startswith("#/")]
    assert references
    for reference in references:
        place = document
        for part in reference[2:].split("/"):
            place = place[part]
    payload = document["components"]["schemas"]["OrderCreatedEvent"]
    assert payload["required"] == ["orderId", "at"]


def test_nothing_is_written_of_a_spec_without_endpoints_and_events() -> None:
    assert documents(Spec("a.md", "A", "a")) == {}

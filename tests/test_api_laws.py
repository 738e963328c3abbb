"""Laws of the generated API over random features and over text that tries to leave its place."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from spec2code.model.api import (
    ApiError,
    Auth,
    Body,
    Endpoint,
    Event,
    Parameter,
    RateLimit,
    Response,
)
from spec2code.model.shapes import EnumShape, Field, RefShape, StringShape
from spec2code.model.spec import Spec
from tests.api_check import differences
from tests.api_example import JSON, TEXT, obj
from tests.generated_app import files, openapi, run, write
from tests.random_api import random_spec
from tests.test_openapi_generator import documents, plain, told

SEEDS = range(12)
HOSTILE = (
    '"', '"""', "'", "'''", "\\", '\\"', '\\\\"', "{{ 7*7 }}", "{% raw %}", "{0}", "%s", "${x}", "f'{x}'",
    "\n", "\r\n", "a\nb", "\t", "\u202e evil", "\u2028", "\x1b[31m", "é", "订单", "😀", "__import__('os')", "../x",
    "con", "class", "None", "True", "import", "self", "id", "type", "1", "-", " ", "x" * 300, "# noqa", "#!",
    "*/", "-->", "```", "\\N{BULLET}", "\\x41", "schema", "model_config", "body", "router", "app", "print",
    "@x", "Field", "BaseModel", "str", "list", "a,b", "a;b", "a: b", "=1", ")", "]", "}", "fmt: off",
    "Annotated", "ErrorResponse", "Security", "date", "examples", "Any", "__class__", "_", "Exception",
)  # fmt: skip


def hostile(text: str, number: int) -> Spec:
    """A feature that holds the text in every place that takes one."""
    word = StringShape(description=text, examples=(text,))
    shape = obj(
        first=Field(text, word, description=text),
        second=Field(f"f{text}", TEXT, required=False, default=text),
        third=Field("third", EnumShape(values=(text, "b"))),
        fourth=Field("fourth", StringShape(pattern=text)),
    )
    shape = replace(shape, description=text, name=text)
    plain_text = "".join(char for char in text if char not in "/{}?#\n\r")
    endpoints = (
        Endpoint(
            "POST",
            f"/h{number}/things/{{id}}",
            summary=text,
            description=text,
            auth=Auth(True, text, (text,)),
            parameters=(
                Parameter("query", text, StringShape(pattern=text), False, text, text, text),
                Parameter("header", text, EnumShape(values=(text,)), True, description=text),
            ),
            request=Body(JSON, shape, example={text: text}),
            responses=(Response(200, JSON, shape, example={text: text}, description=text),),
            errors=(ApiError(404, text, text, text), ApiError(404, f"B{text}", text)),
            rate_limit=RateLimit(text),
            group=text,
            idempotency_key=True,
        ),
        Endpoint("GET", f"/h{number}/a/{plain_text}", responses=(Response(200, text, shape),)),
        Endpoint(
            "POST",
            f"/h{number}/forms",
            request=Body("multipart/form-data", shape),
            responses=(Response(200, JSON, RefShape(name=text)),),
        ),
    )
    return Spec(
        text,
        text,
        f"h{number}",
        endpoints=endpoints,
        definitions={text: obj(x=TEXT, y=Field(text, TEXT))},
        error_shape=obj(code=TEXT, message=TEXT, z=Field(f"z{text}", TEXT)),
        events=(Event(text, text, text, text, shape),),
    )


@pytest.mark.parametrize("stubs", ["not-implemented", "example"])
def test_random_features_are_their_specs(stubs: str, tmp_path: Path) -> None:
    specs = [random_spec(seed) for seed in SEEDS]
    root = write(tmp_path, *specs, stubs=stubs)
    document = openapi(root)
    for spec in specs:
        paths = {
            path: item
            for path, item in document["paths"].items()
            if path.startswith(f"/{spec.feature}/")
        }
        assert differences(spec, {**document, "paths": paths}) == []
    run(root, "-m", "ruff", "check", "--isolated", "--select", "E4,E7,E9,F,I,A001,A002", "app")
    run(root, "-m", "black", "--check", "-q", "app")
    run(root, "-m", "mypy", "--strict", "--cache-dir", str(root / ".mypy"), "app")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_document_of_a_random_feature_is_its_spec(seed: int) -> None:
    spec = random_spec(seed)
    assert differences(spec, json.loads(documents(spec)["openapi.json"])) == []


def test_the_documents_of_random_features_agree(tmp_path: Path) -> None:
    spec = random_spec(99)
    ours = json.loads(documents(spec)["openapi.json"])
    theirs = openapi(write(tmp_path, spec))
    assert told(plain(ours["paths"], ours), plain(theirs["paths"], theirs)) == []


@pytest.mark.parametrize("stubs", ["not-implemented", "example"])
def test_text_of_a_spec_stays_in_its_place(stubs: str, tmp_path: Path) -> None:
    specs = [hostile(text, number) for number, text in enumerate(HOSTILE)]
    root = write(tmp_path, *specs, stubs=stubs)
    assert len(openapi(root)["paths"]) == 3 * len(specs)
    run(root, "-m", "ruff", "check", "--isolated", "--select", "E4,E7,E9,F,PLE", "app")
    assert not [path for path in root.rglob("*") if root not in path.resolve().parents]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_spec_is_no_code(text: str) -> None:
    """Whatever the text, the modules have the calls, imports and statements that a harmless one has."""
    assert _outline(hostile(text, 1)) == _harmless()


@lru_cache
def _harmless() -> dict[str, list[str]]:
    return _outline(hostile("harmless words", 1))


def _outline(spec: Spec) -> dict[str, list[str]]:
    known = {"eval", "exec", "__import__", "os", "system", "open", "compile"}
    found: dict[str, list[str]] = {}
    for path, content in files(spec).items():
        tree = ast.parse(content)
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        found[path] = [
            type(node).__name__
            for node in tree.body
            # Whether the shared base is wanted, the names of fields decide: `fNone` is in camelCase.
            if not isinstance(node, ast.ImportFrom) and getattr(node, "name", "") != "CamelModel"
        ]
        assert not used & known
    return {path: nodes for path, nodes in found.items() if "json_types" not in path or nodes[1:]}

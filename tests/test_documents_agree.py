"""Of every sample, the OpenAPI document is what the generated application says of itself, and AsyncAPI's is sound.

The one thing that only the document has is `x-spec`, the line of the spec.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate
from spec2code_generators.fastapi import FastApiGenerator
from spec2code_generators.openapi import OpenApiGenerator
from spec2code_generators.pydantic import PydanticGenerator

from spec2code.codegen.contract import GenerateRequest
from spec2code.model.api import Body, Endpoint, Parameter, Response
from spec2code.model.fold import fold
from spec2code.model.project import Project
from spec2code.model.schema import Schema
from spec2code.model.shapes import (
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    NumberShape,
    ObjectShape,
    StringShape,
    nullable,
)
from spec2code.model.spec import Spec
from spec2code.spec import read_spec
from tests.api_documents import class_names, plain, told
from tests.api_example import TEXT, obj
from tests.generated_app import openapi, request, run, write
from tests.sample_projects import SAMPLES

KEY = re.compile(r"[A-Za-z0-9._-]+\Z")
"""Of a component, and so of what refers to one: https://www.asyncapi.com/docs/reference/specification/v3.0.0"""


def written(sample: Path, root: Path) -> dict[str, str]:
    """The sample's application in a folder; the documents that stand beside it."""
    paths = sorted(sample.glob("spec*.md"))
    specs = tuple(read_spec(path.read_bytes(), path.name).spec for path in paths)
    statements = [statement for spec in specs for statement in spec.statements]
    asked = GenerateRequest(specs, Project(), fold(Schema(), statements, ensure=True).schema, ())
    for generator in (PydanticGenerator(), FastApiGenerator()):
        for file in generator.generate(asked).files:
            target = root / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(file.content, encoding="utf-8")
    return {file.path: file.content for file in OpenApiGenerator().generate(asked).files}


ODD = [
    Endpoint(
        "PATCH",
        "/images",
        description="A form of which nothing is required.",
        request=Body(
            "multipart/form-data",
            ObjectShape(
                fields=(
                    Field("avatar", StringShape(format="binary"), False),
                    Field("banner", nullable(StringShape()), False),
                    Field("kind", StringShape(max_length=3), False, "x"),
                    Field("size", StringShape(max_length=3), False, "too long"),
                )
            ),
        ),
        responses=(Response(204),),
    ),
    Endpoint(
        "POST",
        "/photos",
        summary="A file inside of JSON.",
        description="- A file inside of JSON",
        request=Body("application/json", obj(photo=StringShape(format="binary"))),
        responses=(Response(201, "application/json", obj(id=TEXT)),),
    ),
    Endpoint(
        "POST",
        "/sounds",
        summary="What is no text can't be null where everything is sent as text.",
        parameters=(
            Parameter("header", "X-Request-ID", StringShape(format="uuid"), False),
            Parameter("header", "X-Attempt", NumberShape(integer=True, minimum=1), False),
            Parameter("header", "X-Note", TEXT, False),
            Parameter("query", "ids", ArrayShape(items=TEXT), True),
        ),
        request=Body(
            "multipart/form-data",
            ObjectShape(
                fields=(
                    Field("title", StringShape(max_length=9), True),
                    Field("owner", StringShape(format="email"), True),
                    Field("tags", ArrayShape(items=TEXT), True),
                    Field("sounds", ArrayShape(items=StringShape(format="binary")), True),
                    Field("cover", StringShape(format="binary"), False),
                    Field("covers", ArrayShape(items=StringShape(format="binary")), False),
                    Field("loud", BooleanShape(), False),
                    Field("speed", NumberShape(minimum=0), False),
                    Field("extra", obj(a=TEXT), False),
                    Field("note", TEXT, False),
                )
            ),
        ),
        responses=(Response(204),),
    ),
    Endpoint(
        "POST",
        "/slots/{day}",
        summary="Dates, times and addresses.",
        parameters=(
            Parameter("path", "day", StringShape(format="date"), True),
            Parameter("query", "from", StringShape(format="time"), True, description="first"),
            Parameter("query", "until", StringShape(format="time"), False, description="last"),
            Parameter("query", "at", StringShape(format="time"), False, "09:30:00"),
            Parameter("query", "on", StringShape(format="date"), False, "2026-01-02"),
            Parameter(
                "query", "since", StringShape(format="date-time"), False, "2026-01-02T03:04:05Z"
            ),
            Parameter("query", "days", ArrayShape(items=StringShape(format="date")), False),
            Parameter("header", "X-Day", StringShape(format="date"), False, description="day"),
        ),
        request=Body(
            "application/x-www-form-urlencoded",
            ObjectShape(
                fields=(
                    Field("opens", StringShape(format="time"), True, description="first"),
                    Field("ip", StringShape(format="ipv4"), False, description="where"),
                )
            ),
        ),
        responses=(
            Response(200, "application/json", ArrayShape(items=StringShape(format="time"))),
        ),
    ),
    Endpoint(
        "PUT",
        "/days",
        summary="A body without a class.",
        request=Body("application/json", ArrayShape(items=StringShape(format="date"))),
        responses=(
            Response(
                200,
                "application/json",
                ArrayShape(
                    items=StringShape(examples=("p1",)), description="ids", examples=(["p1"],)
                ),
            ),
        ),
    ),
    Endpoint(
        "GET",
        "/items/{kind}",
        summary="Numbers in places of text.",
        parameters=(
            Parameter("path", "kind", EnumShape(values=(1, 2)), True),
            Parameter("query", "sizes", ArrayShape(items=EnumShape(values=(1, 2))), False),
            Parameter("cookie", "level", EnumShape(values=(1, 2)), False, 2),
        ),
        responses=(Response(200, "application/json", obj(id=TEXT)),),
    ),
]
"""Each of them was documented otherwise than the application documents it."""


@pytest.mark.parametrize("endpoint", ODD, ids=lambda endpoint: endpoint.path)
def test_the_documents_of_an_endpoint(endpoint: Endpoint, tmp_path: Path) -> None:
    write(tmp_path, spec := Spec("a.md", "A", "a", endpoints=(endpoint,)))
    documents = {
        file.path: file.content for file in OpenApiGenerator().generate(request(spec)).files
    }
    ours, theirs = json.loads(documents["openapi.json"]), openapi(tmp_path)
    validate(ours)
    assert told(plain(ours["paths"], ours), plain(theirs["paths"], theirs)) == []
    run(tmp_path, "-m", "mypy", "--strict", "app")
    run(tmp_path, "-m", "ruff", "check", "--isolated", "app")
    (operation,) = ours["paths"][endpoint.path].values()
    # A description that says nothing beyond the summary is none.
    assert ("description" in operation) == (endpoint.summary is None)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_documents_of_a_sample(sample: Path, tmp_path: Path) -> None:
    documents = written(sample, tmp_path)
    ours, theirs = json.loads(documents["openapi.json"]), openapi(tmp_path)
    validate(ours)
    validate(theirs)
    assert ours["info"] == theirs["info"]
    assert ours["openapi"] == theirs["openapi"]
    security = [
        document.get("components", {}).get("securitySchemes") for document in (ours, theirs)
    ]
    assert security[0] == security[1]
    assert told(plain(ours["paths"], ours), plain(theirs["paths"], theirs)) == []
    # Payloads of events are classes of the same modules, and no route has them.
    assert class_names(theirs) <= class_names(ours)
    if "asyncapi.json" in documents:
        assert unsound(json.loads(documents["asyncapi.json"])) == []


def unsound(document: dict[str, Any]) -> list[str]:
    """What the specification of AsyncAPI 3.0 asks of a document and this one hasn't."""
    found = [f"no {key}" for key in ("asyncapi", "info") if key not in document]
    found += [f"info: no {key}" for key in ("title", "version") if key not in document["info"]]
    known = {"asyncapi", "id", "info", "servers", "defaultContentType", "channels", "operations"}
    found += [f"unknown: {key}" for key in document.keys() - known - {"components"}]
    for kind in ("channels", "operations"):
        found += [f"key: {key}" for key in document.get(kind, {}) if not KEY.match(key)]
    for parts in document.get("components", {}).values():
        found += [f"key: {key}" for key in parts if not KEY.match(key)]
    for name, channel in document["channels"].items():
        found += [f"{name}: no address"] if "address" not in channel else []
        # Parameters of an address have to be described.
        braces = set(re.findall(r"\{([^{}]*)\}", channel.get("address") or ""))
        found += [f"{name}: {{{key}}}" for key in braces ^ channel.get("parameters", {}).keys()]
    for name, operation in document.get("operations", {}).items():
        if operation.get("action") not in ("send", "receive"):
            found.append(f"{name}: action")
        # A message of an operation is one of its channel's, by a reference into the channel.
        own = operation["channel"]["$ref"]
        found += [
            f"{name}: {item['$ref']}"
            for item in operation.get("messages", ())
            if not item["$ref"].startswith(f"{own}/messages/")
        ]
    references = {line for line in json.dumps(document).split('"') if line.startswith("#/")}
    return found + [f"nothing at {item}" for item in sorted(references) if not _is(item, document)]


def _is(reference: str, document: dict[str, Any]) -> bool:
    place: Any = document
    for part in reference[2:].split("/"):
        if not isinstance(place, dict) or part not in place:
            return False
        place = place[part]
    return True


def test_an_unsound_document_is_found() -> None:
    document = {
        "asyncapi": "3.0.0",
        "info": {"title": "A"},
        "event": {},
        "channels": {"a b": {"address": "orders.{id}"}},
        "operations": {"x": {"action": "publish", "channel": {"$ref": "#/channels/c"}}},
        "components": {"messages": {"M": {"payload": {"$ref": "#/components/schemas/M"}}}},
    }
    assert unsound(document) == [
        "info: no version",
        "unknown: event",
        "key: a b",
        "a b: {id}",
        "x: action",
        "nothing at #/channels/c",
        "nothing at #/components/schemas/M",
    ]

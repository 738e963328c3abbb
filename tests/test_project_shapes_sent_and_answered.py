"""Models as they are read and as they are written: names, and what no document shows, against Pydantic's own two schemas."""

from __future__ import annotations

import importlib
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pydantic
import pytest

from spec2code.model.shapes import ObjectShape
from spec2code.project import ProjectReading, read_project

MODELS = """
    from typing import Annotated
    from pydantic import AliasChoices, AliasGenerator, BaseModel, ConfigDict, Field
    from pydantic.json_schema import SkipJsonSchema
    from typing_extensions import NotRequired, TypedDict

    class Details(TypedDict):
        a: Annotated[str | None, Field(default=None)]
        b: Annotated[NotRequired[int], Field(description="x")]
        c: str

    class Named(BaseModel):
        plain: int
        written: int = Field(serialization_alias="w")
        read: int = Field(validation_alias="r")
        chosen: int = Field(validation_alias=AliasChoices("c1", "c2"))
        both: int = Field(alias="b")
        apart: int = Field(alias="x", serialization_alias="y")
        merged: Annotated[int, Field(alias="m")] = Field(validation_alias="mm")
        details: Details

    class Generated(BaseModel):
        model_config = ConfigDict(
            alias_generator=AliasGenerator(
                validation_alias=lambda name: name + "_in",
                serialization_alias=lambda name: name + "_out",
            )
        )
        plain: int
        written: int = Field(serialization_alias="w")
        read: int = Field(validation_alias="r")
        both: int = Field(alias="b")

    class Hidden(BaseModel):
        shown: int | SkipJsonSchema[None] = None
        gone: SkipJsonSchema[int]
        gone_too: Annotated[int, SkipJsonSchema()]
        and_this: Annotated[SkipJsonSchema[int], Field(gt=3)]
"""
APP = """
    from fastapi import FastAPI
    from models import *

    app = FastAPI()

    @app.{verb}("/named"{named})
    def named({first}): ...

    @app.{verb}("/generated"{generated})
    def generated({second}): ...

    @app.{verb}("/hidden"{hidden})
    def hidden({third}): ...
"""
WAYS = {
    "validation": APP.format(
        verb="post", named="", generated="", hidden="",
        first="body: Named", second="body: Generated", third="body: Hidden",
    ),
    "serialization": APP.format(
        verb="get", first="", second="", third="",
        named=", response_model=Named", generated=", response_model=Generated",
        hidden=", response_model=Hidden",
    ),
}  # fmt: skip


@pytest.fixture
def models(tmp_path: Path) -> Iterator[Any]:
    (tmp_path / "models.py").write_text(textwrap.dedent(MODELS))
    sys.path.insert(0, str(tmp_path))
    try:
        yield importlib.import_module("models")
    finally:
        sys.path.remove(str(tmp_path))
        del sys.modules["models"]


@pytest.mark.parametrize("way", WAYS)
def test_the_fields_are_those_of_the_direction(models: Any, tmp_path: Path, way: Any) -> None:
    (tmp_path / "main.py").write_text(textwrap.dedent(WAYS[way]))
    reading = read_project(tmp_path)
    for name in ("Named", "Generated", "Hidden"):
        schema = getattr(models, name).model_json_schema(mode=way)
        assert fields(reading, name) == wanted(schema), name
    details = pydantic.TypeAdapter(models.Details).json_schema(mode=way)
    assert fields(reading, "Details") == wanted(details)


def wanted(schema: dict[str, Any]) -> list[tuple[str, bool]]:
    required = schema.get("required", [])
    return [(name, name in required) for name in schema["properties"]]


def fields(reading: ProjectReading, name: str) -> list[tuple[str, bool]]:
    shape = reading.project.shapes[f"models.{name}"]
    assert isinstance(shape, ObjectShape)
    return [(field.name, field.required) for field in shape.fields]


def test_typing_is_known_where_a_library_passes_it_on(tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text(textwrap.dedent("""
        from pydantic import BaseModel
        from sqlalchemy.util.typing import TypedDict

        class Details(TypedDict):
            a: int

        class Event(BaseModel):
            details: Details
        """))
    assert fields(read_project(tmp_path), "Details") == [("a", True)]


def test_what_a_serializer_makes_of_a_whole_model_is_what_a_response_has(tmp_path: Path) -> None:
    source = """
        from typing import Any
        from fastapi import FastAPI
        from pydantic import BaseModel, model_serializer

        class Part(BaseModel):
            size: int
            @model_serializer(mode="wrap")
            def written(self, handler) -> dict[str, Any]:
                return handler(self)

        class Kept(BaseModel):
            size: int
            @model_serializer
            def written(self):
                return {}

        class Sent(Part): ...

        app = FastAPI()

        @app.post("/parts")
        def parts(sent: Sent) -> list[Part]: ...

        @app.get("/kept")
        def kept() -> Kept: ...
    """
    (tmp_path / "main.py").write_text(textwrap.dedent(source))
    shapes = read_project(tmp_path).project.shapes
    assert not isinstance(shapes["main.Part"], ObjectShape)
    for name in ("main.Sent", "main.Kept"):
        shape = shapes[name]
        assert isinstance(shape, ObjectShape) and [item.name for item in shape.fields] == ["size"]

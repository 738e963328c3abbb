"""Whatever text stands in a spec, what is generated has the same syntax trees, and lies inside of the project.

Hostile text is put into every place of the models of every sample that takes free text, and into every name and
value of its API; then all generators run. The trees are compared with those of harmless text, literals (and names)
aside. Every text stands in every place of every sample once, many of them together; `benchmarks/hostile_text.py`
puts each into every place alone.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from itertools import count, islice, product
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import pytest
from spec2code_generators.alembic import AlembicGenerator
from spec2code_generators.fastapi import FastApiGenerator
from spec2code_generators.openapi import OpenApiGenerator
from spec2code_generators.pydantic import PydanticGenerator
from spec2code_generators.pytest_stubs import TestsGenerator
from spec2code_generators.sqlalchemy import SqlAlchemyGenerator

from spec2code.codegen.contract import Config, GenerateRequest, Generator
from spec2code.model.api import ApiError, Auth, Event, Parameter
from spec2code.model.compare import compare_schemas
from spec2code.model.fold import fold
from spec2code.model.plan import plan
from spec2code.model.project import Project
from spec2code.model.schema import Expression, Schema
from spec2code.model.shapes import MISSING, EnumShape, Field
from spec2code.model.spec import Spec, SqlText
from spec2code.spec import read_spec
from tests.sample_projects import ROOT

T = TypeVar("T")
GENERATORS: tuple[Generator, ...] = (
    AlembicGenerator(),
    SqlAlchemyGenerator(),
    PydanticGenerator(),
    FastApiGenerator(),
    OpenApiGenerator(),
    TestsGenerator(),
)
SAMPLES = sorted((ROOT / "samples").glob("*/spec*.md"))
TEXTS = frozenset({"summary", "description", "condition", "message", "comment", "text", "reason"})
"""Fields of the models that hold what a person wrote for another."""
PIECES = (
    '"', "'", '"""', "'''", "\\", "\\\\", '\\"', "{{ 7*7 }}", "{% raw %}", "{# x #}", "${x}", "%(x)s", "{0}",
    "\n", "\r", "\r\n", "\x00", "\x1b[2J", "\u202e", "\u2066", "\u2028", "\ufeff", "\ud800", "é", "订单", "😀",
    "__import__('os').system('x')", "../x", "..\\x", "/etc/passwd", "con", "nul", "class", "None", "# noqa",
    "# type: ignore", "# fmt: off", "# -*- coding: utf-7 -*-", ");", "]]", "}}", "*/", "-->", "';--", "$$", "\\N{DASH}",
    "\\x41", "\\u0041", "a" * 5000,
)  # fmt: skip


def hostile() -> Iterator[str]:
    """Each piece alone, then pairs of them in an order of their own: more than 500."""
    yield from PIECES
    pairs = [f"{one}{other}" for one, other in product(PIECES[:-1], repeat=2)]
    random.Random(5).shuffle(pairs)
    yield from pairs


STRINGS = tuple(
    f"{text} z" if index % 2 else f"z {text}" for index, text in enumerate(islice(hostile(), 600))
)
"""None is blank: what is blank is left out."""
ROUNDS = 4
"""Odd and even ones have other stubs."""
IN_A_NAME = 12


@cache
def sample(number: int) -> Spec:
    path = SAMPLES[number]
    return read_spec(path.read_bytes(), path.name).spec


def told(value: T, text: Callable[[], str]) -> T:
    """The model with a text in every place that holds free text."""
    if isinstance(value, tuple):
        return tuple(told(item, text) for item in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: told(item, text) for key, item in value.items()}  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type | Expression | SqlText):
        return value
    changed: dict[str, Any] = {}
    for item in fields(value):
        held = getattr(value, item.name)
        if item.name in TEXTS and isinstance(held, str):
            changed[item.name] = text()
        elif item.name not in ("span", "at"):
            changed[item.name] = told(held, text)
    return replace(value, **changed)


def planted(spec: Spec, text: Callable[[], str]) -> Spec:
    """The spec with the texts in it; every endpoint, field, parameter and column says something."""
    endpoints = tuple(
        replace(
            item,
            summary="x",
            description="x",
            group="x",
            parameters=tuple(replace(one, description="x") for one in item.parameters),
            responses=tuple(replace(one, description="x") for one in item.responses),
            errors=tuple(replace(one, message="x", condition="x") for one in item.errors),
        )
        for item in spec.endpoints
    )
    made = told(replace(spec, endpoints=endpoints, title="x"), text)
    # A description that says no more than the summary is left out.
    named = tuple(
        replace(item, group=text(), description=f"{item.description} too")
        for item in made.endpoints
    )
    return replace(made, title=text(), endpoints=named)


def generated(spec: Spec, stubs: str) -> dict[str, str]:
    desired = fold(Schema(), spec.statements, ensure=True).schema
    changes = plan(compare_schemas(Schema(), desired), desired=desired)
    request = GenerateRequest((spec,), Project(), desired, changes, config=Config(stubs=stubs))
    return {file.path: file.content for item in GENERATORS for file in item.generate(request).files}


class _Bare(ast.NodeTransformer):
    """Literals all alike; strings that stand together are one anyway."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Constant("") if isinstance(node.value, str) else node


def outline(files: dict[str, str]) -> dict[str, str]:
    """The tree of every module, by its folder and kind: a revision is named after the spec's title."""
    found: dict[str, str] = {}
    for path, content in files.items():
        if path.endswith(".py"):
            place = "revision" if "/versions/" in path else path
            assert place not in found
            found[place] = ast.dump(_Bare().visit(ast.parse(content)))
    return found


@cache
def harmless(number: int, stubs: str) -> dict[str, str]:
    places = count()
    return outline(generated(planted(sample(number), lambda: f"place {next(places)}"), stubs))


def name_of(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


class _Nameless(_Bare):
    """Names all alike too, but for keywords of calls and what is imported from the libraries."""

    def visit(self, node: ast.AST) -> Any:
        for item in ("id", "arg", "attr", "name", "asname"):
            if isinstance(getattr(node, item, None), str) and not isinstance(node, ast.keyword):
                setattr(node, item, "n")
        return super().visit(node)


def renamed(value: T, text: Callable[[], str], codes: dict[str, str]) -> T:
    """The model with a text in every name and value of an API that a spec chooses freely.

    Args:
        codes: of errors, which stand in several places: what each is called now.
    """
    if isinstance(value, tuple):
        return tuple(renamed(item, text, codes) for item in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: renamed(item, text, codes) for key, item in value.items()}  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type | Expression | SqlText):
        return value
    changed = {
        item.name: renamed(getattr(value, item.name), text, codes)
        for item in fields(value)
        if item.name not in ("span", "at")
    }
    # What an example shows has the old names.
    changed |= {name: MISSING for name in ("example", "default") if name in changed}
    changed |= {"examples": ()} if "examples" in changed else {}
    match value:
        case Field():
            changed["name"] = text()
        case Parameter() if value.location != "path":
            changed["name"] = text()
        case EnumShape() if all(isinstance(item, str) for item in value.values):
            changed["values"] = tuple(text() for _ in value.values)
        case ApiError(code=str(code)):
            changed["code"] = codes.setdefault(code, text())
        case Event():
            changed["name"] = text()
        case Auth():
            changed["scopes"] = tuple(text() for _ in value.scopes)
    return replace(value, **changed)


@cache
def harmlessly_named(number: int) -> dict[str, str]:
    places = count()
    return _nameless(generated(_api(number, lambda: f"place {next(places)}"), "example"))


def _api(number: int, text: Callable[[], str]) -> Spec:
    spec = replace(sample(number), statements=())
    codes: dict[str, str] = {}
    return replace(
        spec,
        endpoints=renamed(spec.endpoints, text, codes),
        definitions=renamed(spec.definitions, text, codes),
        events=renamed(spec.events, text, codes),
        error_shape=renamed(spec.error_shape, text, codes),
    )


def _nameless(files: dict[str, str]) -> dict[str, str]:
    return {
        path: ast.dump(_Nameless().visit(ast.parse(content)))
        for path, content in files.items()
        if path.endswith(".py")
    }


@pytest.mark.parametrize("number", range(len(SAMPLES)), ids=map(name_of, SAMPLES))
def test_a_name_is_no_code(number: int) -> None:
    """Each name and value holds some of the texts, each place others, and is one of its own by its end."""
    places = count()

    def text() -> str:
        place = next(places)
        some = (STRINGS[(place * IN_A_NAME + step) % len(STRINGS)] for step in range(IN_A_NAME))
        return f"{' '.join(some)} {place}"

    files = generated(_api(number, text), "example")
    assert _nameless(files) == harmlessly_named(number)


def _next_of(index: int, texts: Iterator[int]) -> str:
    return together(index, next(texts))


@pytest.mark.parametrize("number", range(len(SAMPLES)), ids=map(name_of, SAMPLES))
def test_text_is_no_code(number: int) -> None:
    """A round puts some of the texts into each place, one behind the other; after all rounds each place had all.

    With which text a literal begins and ends differs from place to place and from round to round.
    """
    for index in range(ROUNDS):
        texts = iter(range(10**9))
        stubs = ("example", "not-implemented")[index % 2]
        check(number, stubs, partial(_next_of, index, texts))
        assert next(texts) > 10, "no place for texts"


def together(index: int, place: int) -> str:
    """The texts that a round puts into a place."""
    size = len(STRINGS) // ROUNDS
    first = index * size + place * 7
    return " ".join(STRINGS[(first + step) % len(STRINGS)] for step in range(size))


def test_every_place_has_had_every_text() -> None:
    for place in range(40):
        said = " ".join(together(index, place) for index in range(ROUNDS))
        assert [text for text in STRINGS if text not in said] == []


@pytest.mark.parametrize("number", range(len(SAMPLES)), ids=map(name_of, SAMPLES))
def test_a_text_alone_is_no_code(number: int) -> None:
    check_round(number, 37 * number, ("example", "not-implemented")[number % 2])


def check_round(number: int, first: int, stubs: str) -> int:
    """Plant one text in each place, from `first` on; the number of the next that hasn't been planted."""
    turn = iter(range(first, 10**9))
    check(number, stubs, lambda: STRINGS[next(turn) % len(STRINGS)])
    return next(turn)


def check(number: int, stubs: str, text: Callable[[], str]) -> None:
    files = generated(planted(sample(number), text), stubs)
    assert outline(files) == harmless(number, stubs)
    for path, content in files.items():
        assert ".." not in PurePosixPath(path).parts and not path.startswith("/"), path
        assert not {"\x00", "\u202e", "\u2066", "\u2028", "\x1b"} & set(content), path
        content.encode("utf-8")


def test_there_are_enough_texts() -> None:
    assert len(set(STRINGS)) >= 500


def test_a_text_that_leaves_its_place_is_found() -> None:
    files = generated(planted(sample(0), lambda: "harmless words"), "example")
    path = next(path for path in files if "/routers/" in path and files[path])
    left = {**files, path: files[path].replace('"harmless words"', '"harmless" + print()', 1)}
    assert outline(left) != harmless(0, "example")

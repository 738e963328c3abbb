"""Whatever text stands in a spec, what is generated has the same syntax trees, and lies inside of the project.

Hostile text is put into every place of the models of every sample: into what people wrote and the examples
(`_told`), or into that, every name and value of the API and the SQL (`_named`); then all generators run. The
trees are compared with those of harmless text, literals (and names) aside. Every place of every sample has some
of the 520 texts, and every kind of place all of them, each alone in its place for the kinds in `ALONE`;
`benchmarks/hostile_text.py` puts each into every place.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from spec2code_generators.alembic import AlembicGenerator
from spec2code_generators.fastapi import FastApiGenerator
from spec2code_generators.openapi import OpenApiGenerator
from spec2code_generators.pydantic import PydanticGenerator
from spec2code_generators.pytest_stubs import TestsGenerator
from spec2code_generators.sqlalchemy import SqlAlchemyGenerator

from spec2code.codegen.contract import Config, GenerateRequest, Generator
from spec2code.model.compare import compare_schemas
from spec2code.model.fold import fold
from spec2code.model.plan import plan
from spec2code.model.project import Project
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec
from spec2code.spec import read_spec
from tests.hostile_places import dense, exemplified, planted, renamed, stored
from tests.hostile_text import STRINGS, Counted, Hostile, Text
from tests.sample_projects import ROOT

GENERATORS: tuple[Generator, ...] = (
    AlembicGenerator(),
    SqlAlchemyGenerator(),
    PydanticGenerator(),
    FastApiGenerator(),
    OpenApiGenerator(),
    TestsGenerator(),
)
SAMPLES = sorted((ROOT / "samples").glob("*/spec*.md"))
DENSE = len(SAMPLES)
"""Behind the samples: a spec with as many places of the kinds that they have few of."""


@cache
def sample(number: int) -> Spec:
    if number == DENSE:
        return dense()
    path = SAMPLES[number]
    return read_spec(path.read_bytes(), path.name).spec


def generated(spec: Spec, stubs: str) -> dict[str, str]:
    desired = fold(Schema(), spec.statements, ensure=True).schema
    changes = plan(compare_schemas(Schema(), desired), desired=desired)
    request = GenerateRequest((spec,), Project(), desired, changes, config=Config(stubs=stubs))
    made = GENERATORS if stubs == "example" else (FastApiGenerator(),)  # The others have no stubs.
    return {file.path: file.content for item in made for file in item.generate(request).files}


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


class _Nameless(_Bare):
    """Names all alike too, but for keywords of calls and what is imported from the libraries."""

    def visit(self, node: ast.AST) -> Any:
        # Constraints stand in the order of their names.
        is_table = isinstance(node, ast.Call) and ast.unparse(node.func) == "op.create_table"
        for item in ("id", "arg", "attr", "name", "asname"):
            if isinstance(getattr(node, item, None), str) and not isinstance(node, ast.keyword):
                setattr(node, item, "n")
        made = super().visit(node)
        if is_table:
            made.args.sort(key=ast.dump)
        return made


def nameless(files: dict[str, str]) -> dict[str, str]:
    """As `outline`, of any names; modules of revisions and models are named after what is in them."""
    return {
        "revision" if "/versions/" in path else path: ast.dump(
            _Nameless().visit(ast.parse(content))
        )
        for path, content in files.items()
        if path.endswith(".py")
    }


@dataclass(frozen=True)
class Round:
    """What is put in, and whether a kind with few places gets several texts in each."""

    name: str
    stubs: str = "example"
    long: bool = False
    rest: bool = False

    def planted(self, number: int, text: Text) -> Spec:
        spec = planted(sample(number), text)
        if self.name == "told":
            return exemplified(spec, text)
        return stored(renamed(spec, text), text, long=self.long)

    def trees(self, files: dict[str, str]) -> dict[str, str]:
        return outline(files) if self.name == "told" else nameless(files)


ROUNDS = (
    Round("told"),
    Round("told", stubs="not-implemented"),
    Round("named"),
    Round("named", long=True, rest=True),
)


DENSE_ROUNDS = 10
ALONE = {
    *("ApiError.condition", "ApiError.message", "Auth.scopes", "Column.comment", "Enum.labels"),
    *("EnumShape.values", "Event.destination", "Event.key", "Event.name", "Field.name"),
    *("Parameter.description", "Parameter.name", "StringShape.examples", "code", "column"),
    *("constraint", "example", "name", "path", "sql literal"),
}
"""Kinds of places each of which has had each text alone; the others, of which there are few, have had some with others."""


@cache
def harmless(number: int, name: str, stubs: str, long: bool) -> dict[str, str]:
    kind = Round(name, stubs, long)
    return kind.trees(generated(kind.planted(number, Counted()), stubs))


@cache
def places(number: int, name: str) -> Counter[str]:
    counted = Counted()
    Round(name).planted(number, counted)
    return counted.places


@cache
def places_of_all(name: str) -> Counter[str]:
    return sum((places(number, name) for number in range(len(SAMPLES))), Counter())


def texts(number: int, index: int) -> Hostile:
    """The texts for a sample's places in a round: it goes on where the sample before it ended."""
    kind = ROUNDS[index]
    all_places = places_of_all(kind.name)
    rounds = [other.name for other in ROUNDS[:index]].count(kind.name)
    before = sum((places(other, kind.name) for other in range(number)), Counter())
    first = Counter({item: rounds * held + before[item] for item, held in all_places.items()})
    share = Counter(dict.fromkeys(all_places, 1))
    if kind.rest:
        share = Counter({item: -(-len(STRINGS) // held) for item, held in all_places.items()})
    return Hostile(first, share)


def texts_of_dense(index: int) -> Hostile:
    held = places(DENSE, "named")
    first = Counter({kind: index * number for kind, number in held.items()})
    return Hostile(first, Counter(dict.fromkeys(held, 1)))


def name_of(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("number", range(len(SAMPLES)), ids=map(name_of, SAMPLES))
def test_text_is_no_code(number: int) -> None:
    for index in range(len(ROUNDS)):
        check(number, ROUNDS[index], texts(number, index))


@pytest.mark.parametrize("half", range(2))
def test_each_text_alone_is_no_code(half: int) -> None:
    for index in range(half, DENSE_ROUNDS, 2):
        check(DENSE, Round("named"), texts_of_dense(index))


def check(number: int, kind: Round, text: Text) -> None:
    files = generated(kind.planted(number, text), kind.stubs)
    assert kind.trees(files) == harmless(number, kind.name, kind.stubs, kind.long)
    stays_inside(files)


def stays_inside(files: dict[str, str]) -> None:
    """Every file lies in the project, and has no sign that changes how it is read."""
    for path, content in files.items():
        assert ".." not in PurePosixPath(path).parts and not path.startswith("/"), path
        assert not {"\x00", "\u202e", "\u2066", "\u2028", "\x1b"} & set(content), path
        content.encode("utf-8")


def test_each_kind_of_place_has_each_text() -> None:
    alone: dict[str, set[str]] = {}
    had: dict[str, set[str]] = {}
    planted = [
        (ROUNDS[index], texts(number, index), number)
        for index in range(len(ROUNDS))
        for number in range(len(SAMPLES))
    ]
    planted += [(Round("named"), texts_of_dense(index), DENSE) for index in range(DENSE_ROUNDS)]
    for kind, text, number in planted:
        kind.planted(number, text)
        for place in text.given:
            had.setdefault(place, set()).update(text.texts(place))
            if text.share[place] == 1:
                alone.setdefault(place, set()).update(text.texts(place))
    every = set(STRINGS)
    assert [place for place in had if had[place] < every] == []
    assert [place for place in ALONE if alone[place] < every] == []


def test_there_are_enough_texts() -> None:
    assert len(set(STRINGS)) >= 500


def test_a_text_that_leaves_its_place_is_found() -> None:
    kind = Round("told")
    files = generated(kind.planted(0, Counted()), "example")
    path = next(path for path in files if "/routers/" in path and '"place 4"' in files[path])
    left = {**files, path: files[path].replace('"place 4"', '"place" + print()', 1)}
    assert kind.trees(left) != harmless(0, "told", "example", False)

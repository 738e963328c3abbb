"""Whatever text stands in a spec, what is generated has the same syntax trees, and lies inside of the project.

Hostile text is put into every place of the models of every sample that takes free text, into every name and value
of its API, into its examples and into its SQL; then all generators run. The trees are compared with those of
harmless text, literals (and names) aside. Every text stands in every place of every sample once, many of them
together; `benchmarks/hostile_text.py` puts each into every place alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import count
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
from tests.hostile_text import ROUNDS, STRINGS, exemplified, planted, renamed, stored, together
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


@cache
def sample(number: int) -> Spec:
    path = SAMPLES[number]
    return read_spec(path.read_bytes(), path.name).spec


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


def _told(number: int, text: Callable[[], str]) -> Spec:
    return exemplified(planted(sample(number), text), text)


@cache
def harmless(number: int, stubs: str) -> dict[str, str]:
    places = count()
    return outline(generated(_told(number, lambda: f"place {next(places)}"), stubs))


def name_of(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


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


def _nameless(files: dict[str, str]) -> dict[str, str]:
    """As `outline`, of any names; modules of revisions and models are named after what is in them."""
    return {
        "revision" if "/versions/" in path else path: ast.dump(
            _Nameless().visit(ast.parse(content))
        )
        for path, content in files.items()
        if path.endswith(".py")
    }


def _named(number: int, text: Callable[[], str]) -> dict[str, str]:
    return generated(stored(renamed(sample(number), text), text), "example")


@cache
def harmlessly_named(number: int) -> dict[str, str]:
    places = count()
    # As the others: PostgreSQL would shorten the name of a constraint that is made of it.
    long = " of a name" * 20
    return _nameless(_named(number, lambda: f"place{long} {next(places)}"))


@pytest.mark.parametrize("number", range(len(SAMPLES)), ids=map(name_of, SAMPLES))
def test_a_name_is_no_code(number: int) -> None:
    """As below, of names and values: each is one of its own by its end."""
    for index in range(ROUNDS):
        files = _named(number, partial(_next_name, index, count()))
        assert _nameless(files) == harmlessly_named(number)
        stays_inside(files)


def _next_name(index: int, texts: Iterator[int]) -> str:
    place = next(texts)
    return f"{together(index, place)} {place}"


@pytest.mark.parametrize("number", range(len(SAMPLES)), ids=map(name_of, SAMPLES))
def test_text_is_no_code(number: int) -> None:
    """A round puts some of the texts into each place, one behind the other; after all rounds each place had all.

    With which text a literal begins and ends differs from place to place and from round to round.
    """
    for index in range(ROUNDS):
        texts = count()
        stubs = ("example", "not-implemented")[index % 2]
        check(number, stubs, lambda texts=texts, index=index: together(index, next(texts)))
        assert next(texts) > 10, "no place for texts"


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
    files = generated(_told(number, text), stubs)
    assert outline(files) == harmless(number, stubs)
    stays_inside(files)


def stays_inside(files: dict[str, str]) -> None:
    """Every file lies in the project, and has no sign that changes how it is read."""
    for path, content in files.items():
        assert ".." not in PurePosixPath(path).parts and not path.startswith("/"), path
        assert not {"\x00", "\u202e", "\u2066", "\u2028", "\x1b"} & set(content), path
        content.encode("utf-8")


def test_there_are_enough_texts() -> None:
    assert len(set(STRINGS)) >= 500


def test_a_text_that_leaves_its_place_is_found() -> None:
    files = generated(_told(0, lambda: "harmless words"), "example")
    path = next(path for path in files if "/routers/" in path and files[path])
    left = {**files, path: files[path].replace('"harmless words"', '"harmless" + print()', 1)}
    assert outline(left) != harmless(0, "example")

"""The tests that are generated for the user fail until the handlers are written, and each says why."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from spec2code_generators.pytest_stubs import TestsGenerator

from spec2code.model.spec import Spec
from tests.api_example import SPEC
from tests.generated_app import request, run, write

PATH = "tests/test_orders_api.py"


def module() -> str:
    (file,) = TestsGenerator().generate(request(SPEC)).files
    assert file.path == PATH
    return file.content


def outcome(root: Path) -> tuple[dict[str, bool], str]:
    """Whether each test passed, and all that was printed."""
    (root / "tests").mkdir()
    (root / PATH).write_text(module(), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rA",
        "-W",
        "ignore",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run([*command, "--rootdir=.", PATH], cwd=root, capture_output=True, text=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    passed = {
        line[1].split("::")[1]: line[0] == "PASSED"
        for line in lines
        if line and line[0] in ("PASSED", "FAILED") and "::" in line[1]
    }
    return passed, done.stdout


def test_there_is_a_test_for_every_answer_and_every_error() -> None:
    names = [
        node.name for node in ast.parse(module()).body if isinstance(node, ast.AsyncFunctionDef)
    ]
    tests = [name for name in names if name.startswith("test_")]
    assert len(tests) == sum(1 + len(endpoint.errors) for endpoint in SPEC.endpoints)
    assert len(set(tests)) == len(tests)
    assert "test_delete_order_409_order_shipped" in tests


def test_they_fail_meaningfully_until_the_handlers_are_written(tmp_path: Path) -> None:
    passed, text = outcome(write(tmp_path, SPEC))
    assert {name for name, good in passed.items() if good} == {
        name for name in passed if name.endswith("_401_unauthorized")
    }
    assert "501, not 200" in text
    assert "get_health is not implemented yet" in text


def test_they_pass_where_the_handlers_answer(tmp_path: Path) -> None:
    passed, text = outcome(write(tmp_path, SPEC, stubs="example"))
    written = {name for name in passed if name.endswith(("_200", "_201", "_202", "_204"))}
    assert len(written) == len(SPEC.endpoints)
    assert {name for name in written if not passed[name]} == set(), text
    # An id that nobody has, and a body with nothing in it, are asked for too.
    refused = {name for name in passed if "_404_" in name or "_validation_" in name}
    assert len(refused) >= 4
    assert {name for name in refused if not passed[name]} == set(), text


def test_the_module_passes_black_ruff_and_mypy(tmp_path: Path) -> None:
    root = write(tmp_path, SPEC)
    (root / "tests").mkdir()
    (root / PATH).write_text(module(), encoding="utf-8")
    run(root, "-m", "black", "--check", "-q", PATH)
    run(root, "-m", "ruff", "check", "--isolated", "--select", "E4,E7,E9,F,I", PATH)
    run(root, "-m", "mypy", "--strict", "--cache-dir", str(root / ".mypy"), PATH)


@pytest.mark.parametrize("spec", [Spec("a.md", "A", "a")])
def test_nothing_is_written_of_a_spec_without_endpoints(spec: Spec) -> None:
    assert TestsGenerator().generate(request(spec)).files == ()

"""Every folder in samples/ is a test: its tree is compared byte for byte, and then it is run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from tests.generated_app import served
from tests.sample_projects import SAMPLES, generated, lay_out, spec2code, tree

UPDATE = os.environ.get("UPDATE_SNAPSHOTS") == "1"
WITH_PROJECT = [sample for sample in SAMPLES if (sample / "project").is_dir()]


def name_of(sample: Path) -> str:
    return sample.name


@pytest.fixture(scope="module", params=SAMPLES, ids=name_of)
def sample(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture(scope="module")
def project(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(sample, tmp_path_factory.mktemp(sample.name))


@pytest.fixture(scope="module")
def finished(sample: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with what people did by hand after `generate`, where a sample says so."""
    if not (sample / "by-hand").is_dir():
        return project
    root = tmp_path_factory.mktemp(f"{sample.name}-finished") / "project"
    shutil.copytree(project, root)
    shutil.copytree(sample / "by-hand", root, dirs_exist_ok=True)
    return root


@pytest.fixture(scope="session")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy knows of the libraries that every sample imports."""
    return tmp_path_factory.mktemp("mypy")


def said(path: Path, text: str) -> str:
    """What a file of a sample says, after writing it where snapshots are updated."""
    if UPDATE:
        path.write_text(text, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


def test_expected(sample: Path, project: Path) -> None:
    """What `generate` writes is what a reviewer has seen."""
    expected = sample / "expected"
    made = {
        name: text
        for name, text in tree(project).items()
        if not re.fullmatch(r"spec[^/]*\.md", name)
    }
    if UPDATE:
        shutil.rmtree(expected, ignore_errors=True)
        for name, text in made.items():
            target = expected / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8"))
    wanted = tree(expected)
    assert sorted(made) == sorted(wanted)
    for name, text in made.items():
        assert text == wanted[name], name


def test_what_is_said_of_the_spec(sample: Path, tmp_path: Path) -> None:
    """`check.txt` holds every remark on the sample, so that a new one is seen in review."""
    specs = lay_out(sample, tmp_path)
    told = spec2code(tmp_path, "check", *specs, check=None).stdout
    assert told == said(sample / "check.txt", told)


@pytest.mark.parametrize("sample", WITH_PROJECT, indirect=True, ids=name_of)
def test_diff_before_and_after(sample: Path, project: Path, tmp_path: Path) -> None:
    """`diff.txt` holds what a project lacks of its spec, `left.txt` what `generate` leaves to people."""
    before = spec2code(tmp_path, "diff", *lay_out(sample, tmp_path), check=1).stdout
    assert before == said(sample / "diff.txt", before)
    after = spec2code(project, "diff", check=1).stdout
    assert after == said(sample / "left.txt", after)
    assert len(after) < len(before)


@pytest.mark.parametrize("sample", WITH_PROJECT, indirect=True, ids=name_of)
def test_what_was_there_stays(sample: Path, project: Path) -> None:
    """`generate` adds to what people wrote, and takes no line of it away; an import may gain a name."""
    made = tree(project)
    for name, text in tree(sample / "project").items():
        lines = iter(made[name].splitlines())
        kept = [line for line in text.splitlines() if not line.startswith(("from ", "import "))]
        assert all(line in lines for line in kept), name


def test_diff_finds_nothing(finished: Path) -> None:
    done = spec2code(finished, "diff")
    assert done.stdout.startswith("no drift"), done.stdout
    report = json.loads(spec2code(finished, "diff", "--format", "json").stdout)
    assert report["drift"] == []


def test_a_second_run_writes_nothing(finished: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in finished.rglob("*") if path.is_file()}
    done = spec2code(finished, "generate")
    after = {path: path.stat().st_mtime_ns for path in finished.rglob("*") if path.is_file()}
    assert before == after
    assert "nothing to write" in done.stderr
    assert spec2code(finished, "generate", "--check").returncode == 0


def test_the_code_is_clean(finished: Path, mypy_cache: Path) -> None:
    """black has nothing to do, ruff's default rules and mypy strict find nothing."""
    for command in (
        ["black", "--check", "--quiet", "--line-length", "88"],
        ["ruff", "check", "--isolated", "--quiet"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command, "."], cwd=finished, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            f"--cache-dir={mypy_cache}",
            "--config-file=",
            "app",
        ],
        cwd=finished,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_app_documents_itself(finished: Path) -> None:
    """It imports without a warning and without a database, and its OpenAPI document is valid."""
    program = "import json, app.main; print(json.dumps(app.main.app.openapi()))"
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=finished,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_the_readers_agree(finished: Path) -> None:
    """What is read of the generated code is what was read of the spec: endpoints, statuses, parameters."""
    spec = json.loads(spec2code(finished, "inspect", "--format", "json").stdout)
    code = json.loads(spec2code(finished, "inspect", "--code", "--format", "json").stdout)
    assert _endpoints(spec) == {
        key: value for key, value in _endpoints(code).items() if key in _endpoints(spec)
    }


UNSPOKEN = ("authorization", "content-type", "idempotency-key")
"""Headers that a spec may ask for without a parameter: by its auth, its body, `Idempotency-Key: Yes`."""


def _endpoints(document: dict[str, object]) -> dict[tuple[str, str], object]:
    endpoints = document["endpoints"]
    assert isinstance(endpoints, list)
    return {
        (item["method"], item["path"]): (
            sorted(response["status"] for response in item["responses"]),
            sorted(
                (parameter["in"], parameter["name"].lower(), parameter["required"])
                for parameter in item["parameters"]
                if parameter["name"].lower() not in UNSPOKEN
            ),
        )
        for item in endpoints
    }


def test_the_database_is_the_spec(sample: Path, finished: Path) -> None:
    """On a real PostgreSQL: up equals the spec's own DDL, down leaves nothing, the models are the tables.

    `verify.txt` is for specs whose own SQL PostgreSQL doesn't take: it holds the statements compared as read.
    """
    done = spec2code(finished, "verify", check=None)
    if (sample / "verify.txt").exists():
        assert done.stdout == said(sample / "verify.txt", done.stdout)
        assert done.returncode == 0
        return
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("the migrations are the specs' DDL")


def test_the_api_runs(finished: Path) -> None:
    """Under uvicorn: the docs open, a handler not yet written answers 501, no token 401."""
    document = json.loads(spec2code(finished, "inspect", "--format", "json").stdout)
    with served(finished) as client:
        assert client.get("/docs").status_code == 200
        assert client.get("/openapi.json").json()["openapi"].startswith("3.1")
        for item in document["endpoints"]:
            status = client.request(*_call(item)).status_code
            needed = bool(item["auth"] and item["auth"]["required"])
            assert status == 401 if needed else status in (422, 501), item["path"]


def _call(endpoint: dict[str, str]) -> tuple[str, str]:
    """A call without parameters, body or credentials."""
    return endpoint["method"], re.sub(r"\{\w+\}", "0", endpoint["path"])


LET_IN = """
import json, sys
from fastapi.testclient import TestClient
from app.main import app
for module in [name for name in sys.modules if name.startswith("app.") and name.endswith("security")]:
    for name, value in vars(sys.modules[module]).items():
        if name.startswith("require_"):
            app.dependency_overrides[value] = lambda: None
client = TestClient(app)
for method, path in json.load(sys.stdin):
    print(method, path, client.request(method, path, json=["not", "an", "object"]).status_code)
"""


def test_bad_input_is_refused(finished: Path) -> None:
    """To a caller who was let in, the generated schema answers 422, or the 400 that the spec has for it."""
    document = json.loads(spec2code(finished, "inspect", "--format", "json").stdout)
    calls = [_call(item) for item in document["endpoints"] if item["request"]]
    done = subprocess.run(
        [sys.executable, "-c", LET_IN],
        cwd=finished,
        capture_output=True,
        text=True,
        input=json.dumps(calls),
    )
    assert done.returncode == 0, done.stderr
    answers = [line.rpartition(" ") for line in done.stdout.splitlines()]
    assert [call for call, _, _ in answers] == [f"{method} {path}" for method, path in calls]
    assert {status for _, _, status in answers} <= {"400", "422"}
    assert calls

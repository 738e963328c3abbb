"""The tests that are generated for the user, in each layout: right handlers pass them all, wrong ones fail where they are wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sample_projects import ROOT, lay_out, spec2code

SAMPLE = ROOT / "samples" / "wrapped-in-a-fence"
LAYOUTS = {"layers": "app", "domains": "src", "template": "app"}
TESTS = {
    "test_get_parcel_200",
    "test_get_parcel_404",
    "test_create_parcel_scan_201",
    "test_create_parcel_scan_401",
    "test_create_parcel_scan_404",
}
WRITTEN = {
    'raise HTTPException(501, "get_parcel is not implemented yet")': """if code != "AB-1":
        raise HTTPException(404, "no such parcel")
    scan = {"place": "Utrecht", "scanned_at": "2026-03-02T10:00:00Z"}
    return ParcelRead.model_validate({"code": code, "scans": [scan]})""",
    'raise HTTPException(501, "create_parcel_scan is not implemented yet")': """if code != "AB-1":
        raise HTTPException(404, "no such parcel")
    made = {"id": len(body.place), "scanned_at": "2026-03-02T10:00:00Z"}
    return ParcelScanCreateResponse.model_validate(made)""",
    'raise HTTPException(501, "Bearer tokens are not verified yet")': """if credentials.credentials != "token":
        raise HTTPException(401, "no valid token")""",
}
"""What stands in the generated code, and what somebody writes in its place."""


def project(layout: str, root: Path) -> Path:
    (root / "pyproject.toml").write_text(f'[tool.spec2code]\nlayout = "{layout}"\n')
    specs = lay_out(SAMPLE, root)
    spec2code(root, "generate", *specs, "--only", "sqlalchemy,pydantic,fastapi,tests")
    return root


def changed(root: Path, written: dict[str, str]) -> None:
    """Put each text in the place of another, which is to stand in the application once."""
    for before, after in written.items():
        files = [path for path in root.rglob("*.py") if before in path.read_text("utf-8")]
        (path,) = files
        assert path.read_text("utf-8").count(before) == 1
        path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")


def outcome(root: Path) -> tuple[dict[str, str], str]:
    """What is said of each test that failed (nothing of one that passed), and all that was printed."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "--tb=line", "-q", "-p", "no:cacheprovider"],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "200"},
    )
    said: dict[str, str] = {}
    for line in done.stdout.splitlines():
        word, _, rest = line.partition(" ")
        if word in ("PASSED", "FAILED") and "::" in rest:
            name, _, why = rest.split("::")[1].partition(" - ")
            said[name] = why if word == "FAILED" else ""
    return said, done.stdout


@pytest.mark.parametrize("layout", LAYOUTS)
def test_they_pass_when_the_handlers_are_right(layout: str, tmp_path: Path) -> None:
    root = project(layout, tmp_path)
    before, text = outcome(root)
    assert before.keys() == TESTS, text
    # Who shows nothing is refused from the first day on.
    assert {name for name, why in before.items() if not why} == {"test_create_parcel_scan_401"}
    assert "501, not 200" in before["test_get_parcel_200"]
    assert "get_parcel is not implemented yet" in text
    assert "501, not 404" in before["test_create_parcel_scan_404"]
    changed(root, WRITTEN)
    assert outcome(root)[0] == dict.fromkeys(TESTS, "")
    # Another run of the tool keeps what was written, and finds nothing amiss.
    spec2code(root, "generate", "--only", "sqlalchemy,pydantic,fastapi,tests", "--check")


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project("layers", tmp_path_factory.mktemp("right"))
    changed(root, WRITTEN)
    return root


@pytest.mark.parametrize(
    ("wrong", "test", "why"),
    [
        (('if code != "AB-1":\n        raise HTTPException(404', "if not code:\n        raise HTTPException(404"), "_404", "not 404"),
        (('"scans": [scan]', '"scans": [dict(scan, place=None)]'), "test_get_parcel_200", "place"),
        (("status_code=201", "status_code=200"), "test_create_parcel_scan_201", "200, not 201"),
        (("if credentials is None:", "if False:"), "test_create_parcel_scan_401", ""),
    ],
    ids=["unknown-id", "shape", "status", "auth"],
)  # fmt: skip
def test_they_fail_where_a_handler_is_wrong(
    wrong: tuple[str, str], test: str, why: str, right: Path, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(right, root)
    for path in root.glob("app/**/*.py"):
        path.write_text(path.read_text("utf-8").replace(*wrong), "utf-8")
    said, text = outcome(root)
    failed = {name for name, reason in said.items() if reason}
    assert failed == {name for name in TESTS if test in name}, text
    assert why in text

"""The CI integrations, run as their platforms would: the action's steps in a shell, the hooks by pre-commit."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sample_projects import ROOT, generated

SAMPLE = ROOT / "samples" / "order-returns"
POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="the action's steps are bash")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(SAMPLE, tmp_path_factory.mktemp("ci"))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a repository of its own, as it stands in the working tree."""
    folder = tmp_path_factory.mktemp("checkout") / "spec2code"
    names = ("spec2code", "generators", "pyproject.toml", "README.md", "LICENSE")
    for name in (*names, "action.yml", ".pre-commit-hooks.yaml"):
        source = ROOT / name
        ignore = shutil.ignore_patterns("__pycache__")
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignore)
        else:
            shutil.copy(source, folder / name)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-qm", "all"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


@pytest.fixture(scope="module")
def action(checkout: Path) -> dict[str, Any]:
    document = yaml.safe_load((checkout / "action.yml").read_text())
    assert isinstance(document, dict)
    return document


@pytest.fixture(scope="module")
def temp(action: dict[str, Any], checkout: Path, tmp_path_factory: Any) -> Path:
    """Installed once: what the first `run` step does."""
    temp = Path(tmp_path_factory.mktemp("runner"))
    step = next(step for step in action["runs"]["steps"] if "Install" in step.get("name", ""))
    done = run(action, step, checkout, temp, checkout, {})
    assert done.returncode == 0, done.stderr
    return temp


def run(
    action: dict[str, Any],
    step: dict[str, Any],
    cwd: Path,
    temp: Path,
    checkout: Path,
    given: dict[str, str],
) -> subprocess.CompletedProcess[str]:
    inputs = {name: str(item.get("default", "")) for name, item in action["inputs"].items()}
    inputs.update(given)

    def value(text: str) -> str:
        text = text.replace("${{ github.action_path }}", str(checkout))
        text = text.replace("${{ steps.python.outputs.python-path }}", sys.executable)
        assert "${{ steps." not in text, "only what a step before it gives"
        return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: inputs[m.group(1)], text)

    environment = {
        **os.environ,
        **{name: value(text) for name, text in step.get("env", {}).items()},
        "RUNNER_TEMP": str(temp),
        "GITHUB_OUTPUT": str(temp / "output"),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
    }
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(script, cwd=cwd, env=environment, capture_output=True, text=True)


def diff(
    action: dict[str, Any], project: Path, temp: Path, checkout: Path, **given: str
) -> subprocess.CompletedProcess[str]:
    for name in ("output", "summary.md"):
        (temp / name).unlink(missing_ok=True)
    step = next(step for step in action["runs"]["steps"] if step.get("id") == "diff")
    return run(action, step, project, temp, checkout, given)


@POSIX_ONLY
def test_a_clean_project(action: dict[str, Any], project: Path, temp: Path, checkout: Path) -> None:
    done = diff(action, project, temp, checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (temp / "output").read_text() == "drift=false\n"
    assert "No drift" in (temp / "summary.md").read_text()


@POSIX_ONLY
def test_drift(
    action: dict[str, Any],
    project: Path,
    temp: Path,
    checkout: Path,
    tmp_path: Path,
) -> None:
    shutil.copytree(project, tmp_path, dirs_exist_ok=True)
    models = tmp_path / "app" / "models" / "order_returns.py"
    models.write_text(models.read_text().replace("String(64)", "String(63)"))
    found = {"sarif-file": "out.sarif", "specs": "spec.md"}
    done = diff(action, tmp_path, temp, checkout, **found)
    assert done.returncode == 1
    assert "::error file=app/models/order_returns.py" in done.stdout
    assert (temp / "output").read_text() == "drift=true\n"
    assert "D205" in (temp / "summary.md").read_text()
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"


@POSIX_ONLY
def test_each_line_of_the_inputs_counts(
    action: dict[str, Any], project: Path, temp: Path, checkout: Path, tmp_path: Path
) -> None:
    """A block of lines in the workflow: the specs of all of them, patterns and further arguments."""
    shutil.copytree(project, tmp_path, dirs_exist_ok=True)
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    for name in ("docs/a.md", "docs/deep/b.md"):
        (tmp_path / name).write_text(f"# API\n\n## GET /{name[-4]}\n\nResponse 200\n")
    found = {"specs": "spec.md\ndocs/**/*.md\n", "extra-args": "--select D1\n--select D3\n"}
    done = diff(action, tmp_path, temp, checkout, **found)
    assert done.returncode == 1, done.stderr
    assert "Spec: docs/a.md:3" in done.stdout and "Spec: docs/deep/b.md:3" in done.stdout
    assert "3 specs" in (temp / "summary.md").read_text()


@POSIX_ONLY
def test_a_wrong_call_is_no_clean_run(
    action: dict[str, Any], project: Path, temp: Path, checkout: Path
) -> None:
    assert diff(action, project, temp, checkout, specs="none.md").returncode == 2


def test_the_hooks_by_pre_commit(
    checkout: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installed from the repository and run by pre-commit itself, clean and with drift."""
    shutil.copytree(project, tmp_path / "project", dirs_exist_ok=True)
    root = tmp_path / "project"
    config = {
        "repos": [
            {
                "repo": str(checkout),
                "rev": head(checkout),
                "hooks": [{"id": "spec2code-check"}, {"id": "spec2code-diff"}],
            }
        ]
    }
    (root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    commit(root)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    clean = pre_commit(root)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    models = root / "app" / "models" / "order_returns.py"
    models.write_text(models.read_text().replace("String(64)", "String(63)"))
    drifted = pre_commit(root)
    assert drifted.returncode == 1
    assert "D205" in drifted.stdout


def head(folder: Path) -> str:
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def pre_commit(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


@POSIX_ONLY
def test_the_gitlab_job(project: Path, checkout: Path, tmp_path: Path) -> None:
    """Its whole script, with the checkout in the place of a release: a report, and the exit code kept."""
    job = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab.yml").read_text())["spec2code"]
    lines = [line.replace("quiet spec2code", f"quiet {checkout}") for line in job["script"]]
    report = job["artifacts"]["reports"]["codequality"]
    shutil.copytree(project, tmp_path, dirs_exist_ok=True)
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "docs" / "deep" / "none.md").write_text("# API\n\n## GET /b\n\nResponse 200\n")
    (tmp_path / "spec.md").rename(tmp_path / "docs" / "spec.md")
    models = tmp_path / "app" / "models" / "order_returns.py"
    models.write_text(models.read_text().replace("String(64)", "String(63)"))
    variables = {**job["variables"], "SPEC2CODE_SPECS": "docs/**/*.md"}
    done = subprocess.run(
        ["sh", "-ec", "\n".join(lines)],
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            **variables,
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    issues = json.loads((tmp_path / report).read_text())
    assert sorted(issue["check_name"] for issue in issues) == ["D205", "D301"]
    assert "2 drifted" in done.stdout

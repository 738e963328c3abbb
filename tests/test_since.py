"""`diff --since` and which side moved last, in real repositories of git: branches, renames, merges, shallow clones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MAIN = """from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class A(BaseModel):
    a: int


@app.get("/a")
def a() -> A: ...


@app.get("/b")
def b() -> A: ...
"""
SPEC = """# Technical Spec: S

## API Design

### `GET /a`

**Response** (200 OK):

```json
{"a": 1, "x": "text"}
```

### `GET /b`

**Response** (202 Accepted):

```json
{"a": 1}
```
"""


class Repository:
    """A folder under git, whose commits have fixed dates."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.days = 0
        root.mkdir(parents=True, exist_ok=True)

    def git(self, *arguments: str) -> None:
        self.days += 1
        day = f"2026-01-{self.days:02}T12:00:00+0000"
        names = {
            f"GIT_{who}_{what}": "a@b"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        dates = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ["git", "-c", "protocol.file.allow=always", *arguments]
        environment = {**os.environ, **names, **dates, **quiet}
        subprocess.run(command, cwd=self.root, check=True, capture_output=True, env=environment)

    def write(self, file: str, text: str) -> None:
        (self.root / file).parent.mkdir(parents=True, exist_ok=True)
        (self.root / file).write_text(text, encoding="utf-8")

    def edit(self, file: str, before: str, after: str) -> None:
        text = (self.root / file).read_text(encoding="utf-8")
        assert before in text
        self.write(file, text.replace(before, after, 1))

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def told(self, *options: str, spec: str = "spec.md") -> list[str]:
        """The codes of `diff`."""
        return sorted(
            item["code"]
            for item in json.loads(self.run(*options, "--format", "json", spec=spec))["drift"]
        )

    def run(self, *options: str, spec: str = "spec.md") -> str:
        command = [sys.executable, "-m", "spec2code", "diff", spec, "--no-cache", *options]
        done = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout


@pytest.fixture
def branch(tmp_path: Path) -> Repository:
    """A branch that has done nothing yet, from a `main` with two findings."""
    made = Repository(tmp_path / "repository")
    made.git("init", "-q", "-b", "main")
    made.write("main.py", MAIN)
    made.write("spec.md", SPEC)
    made.commit()
    made.git("checkout", "-q", "-b", "feature")
    return made


def test_all_is_told_without_it_and_nothing_of_a_branch_that_did_nothing(
    branch: Repository,
) -> None:
    assert branch.told() == ["D308", "D401"]
    assert branch.told("--since", "main") == []
    assert "note: not touched since main: 2 more\n" in branch.run("--since", "main")


def test_lines_added_elsewhere_in_a_file_take_nothing_out_of_it(branch: Repository) -> None:
    branch.edit("main.py", "def b()", '@app.get("/c")\ndef b()')
    branch.commit()
    assert branch.told("--since", "main") == []


def test_what_the_branch_changed_on_either_side_is_told(branch: Repository) -> None:
    branch.edit("spec.md", "(202 Accepted)", "(203 Non-Authoritative)")
    assert branch.told("--since", "main") == ["D308"], "not committed yet"
    branch.commit()
    branch.edit("main.py", "    a: int\n", "    a: int = 0\n")
    branch.commit()
    assert branch.told("--since", "main") == ["D308", "D401"]


def test_a_file_that_is_not_tracked_is_touched_whole(branch: Repository) -> None:
    branch.write("other.md", SPEC)
    assert branch.told("--since", "main", spec="other.md") == ["D308", "D401"]


def test_a_renamed_file_is_touched_where_it_was_changed(branch: Repository) -> None:
    branch.git("mv", "main.py", "server.py")
    branch.commit()
    assert branch.told("--since", "main") == []
    branch.edit("server.py", '@app.get("/b")', '@app.get("/b", tags=["b"])')
    branch.commit()
    # The line of the route is told; that its class lacks a field may be of the lines that were replaced.
    assert branch.told("--since", "main") == ["D308", "D401"]


def test_what_main_did_meanwhile_is_not_the_branch_s(branch: Repository) -> None:
    branch.write("notes.txt", "x")
    branch.commit()
    branch.git("checkout", "-q", "main")
    branch.edit("main.py", "    a: int\n", "    a: str\n")
    branch.commit()
    branch.git("checkout", "-q", "feature")
    branch.git("merge", "-q", "main", "-m", "merge")
    assert branch.told("--since", "main") == []
    assert "D403" in branch.told()


def test_what_a_branch_did_far_from_both_sides_is_told(branch: Repository) -> None:
    """A router's prefix, a column that a new revision drops, a class of values: the lines of the findings stay."""
    branch.edit(
        "main.py",
        "app = FastAPI()",
        "from routes import routes\n\napp = FastAPI()\napp.include_router(routes)",
    )
    branch.write("routes.py", ROUTER)
    branch.write("revisions/versions/1.py", REVISION.format("1", None, CREATED))
    branch.write("revisions/env.py", "from alembic import context\n")
    branch.write("spec.md", SPEC + MORE_SPEC)
    branch.commit()
    branch.git("checkout", "-q", "-b", "next")
    assert branch.told() == ["D308", "D401"]
    assert branch.told("--since", "feature") == []
    branch.edit("routes.py", "APIRouter()", 'APIRouter(prefix="/v2")')
    assert branch.told("--since", "feature") == ["D301"] * 3
    branch.edit("routes.py", 'APIRouter(prefix="/v2")', "APIRouter()")
    dropped = 'op.drop_column("t", "b")'
    branch.write("revisions/versions/2.py", REVISION.format("2", "1", dropped))
    assert branch.told("--since", "feature") == ["D103"]
    branch.commit()
    assert branch.told("--since", "HEAD~1") == ["D103"] and branch.told("--since", "HEAD") == []
    branch.edit("routes.py", 'LOW = "low"', 'LOW = "low"\n    MID = "mid"')
    assert branch.told("--since", "HEAD") == ["D407"]
    assert "the code changed just now, not committed yet, the spec last in" in branch.run()


ROUTER = """from enum import StrEnum

from fastapi import APIRouter
from pydantic import BaseModel


class Rank(StrEnum):
    LOW = "low"
    HIGH = "high"


class Ranked(BaseModel):
    rank: Rank


routes = APIRouter()


@routes.get("/ranked")
def ranked() -> Ranked: ...


@routes.get("/again")
def again() -> Ranked: ...


@routes.get("/third")
def third() -> Ranked: ...
"""
MORE_SPEC = """
### `GET /ranked`

**Response** (200 OK):

```json
{"rank": "low | high"}
```

### `GET /again`

### `GET /third`

## Data Model

```sql
CREATE TABLE t (a SERIAL PRIMARY KEY, b TEXT);
```
"""
REVISION = """import sqlalchemy as sa
from alembic import op

revision = "{}"
down_revision = {!r}


def upgrade():
    {}
"""
CREATED = (
    'op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Text))'
)


def test_which_side_moved_last(branch: Repository) -> None:
    branch.edit("spec.md", "(202 Accepted)", "(203 Non-Authoritative)")
    branch.commit()
    text = branch.run()
    moved = [line.strip() for line in text.splitlines() if "moved:" in line]
    assert any("the spec changed" in line and "the code last in" in line for line in moved)
    # No line says when a field that the code lacks went: its file is asked for.
    assert any("the file of the code and the spec changed in" in line for line in moved)
    branch.edit(
        "main.py", "class A(BaseModel):\n    a: int\n", "class A(BaseModel):\n    a: int = 0\n"
    )
    assert "the file of the code changed just now, not committed yet, the spec last in" in (
        branch.run()
    )


def test_a_shallow_clone_does_not_say_who_moved(branch: Repository, tmp_path: Path) -> None:
    branch.git("clone", "-q", "--depth", "1", branch.root.as_uri(), str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    assert clone.told() == ["D308", "D401"]
    assert "moved:" not in clone.run()
    command = [sys.executable, "-m", "spec2code", "diff", "spec.md", "--since", "HEAD~1"]
    done = subprocess.run(command, cwd=clone.root, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "fetch-depth: 0" in done.stderr


def test_a_project_in_a_folder_of_the_repository_and_its_spec_beside_it(
    branch: Repository,
) -> None:
    for file in ("main.py", "spec.md"):
        target = "api/main.py" if file == "main.py" else "docs/spec.md"
        (branch.root / target).parent.mkdir()
        branch.git("mv", file, target)
    branch.commit()
    branch.git("checkout", "-q", "-b", "other")
    api = Repository(branch.root / "api")
    assert api.told("--since", "feature", spec="../docs/spec.md") == []
    branch.edit("docs/spec.md", "(202 Accepted)", "(203 Non-Authoritative)")
    assert api.told("--since", "feature", spec="../docs/spec.md") == ["D308"]
    done = api.run("--format", "github", spec="../docs/spec.md")
    assert "::error file=api/main.py," in done and "Spec: docs/spec.md:15." in done
    for item in json.loads(api.run("--format", "gitlab", spec="../docs/spec.md")):
        assert item["location"]["path"] == "api/main.py"
    text = api.run(spec="../docs/spec.md")
    assert "the spec changed just now, not committed yet, the code last in" in text


def test_a_project_in_a_submodule(branch: Repository, tmp_path: Path) -> None:
    whole = Repository(tmp_path / "whole")
    whole.git("init", "-q", "-b", "main")
    whole.write("spec.md", SPEC)
    whole.git("submodule", "--quiet", "add", branch.root.as_uri(), "service")
    whole.commit()
    assert whole.told("--since", "main") == []
    whole.edit("service/main.py", "-> A: ...\n\n\n@app", "-> A: ...\n\n\n@app  # here\n")
    whole.edit("service/main.py", '@app  # here\n.get("/b")', '@app.get("/b", tags=["b"])')
    inner = Repository(whole.root / "service")
    inner.commit()
    whole.commit()
    assert "D308" in whole.told("--since", "HEAD~1")
    assert whole.run().count("moved:") == 2


def test_a_spec_outside_of_the_repository_is_compared(branch: Repository, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text(SPEC, encoding="utf-8")
    assert branch.told(spec="../outside.md") == ["D308", "D401"]
    assert branch.told("--since", "main", spec="../outside.md") == []

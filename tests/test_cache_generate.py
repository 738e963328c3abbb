"""A `generate` that found nothing to do is told from the cache, as long as nothing that it looked at has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sample_projects import ROOT

PROGRAM = (
    "import sys\nfrom spec2code.cli import app\n"
    "try:\n    app(['generate', *sys.argv[1:]])\n"
    "except SystemExit as leaving:\n    code = leaving.code\n"
    "print('made' if 'spec2code.generation' in sys.modules else 'remembered', code)\n"
)


def told(root: Path, *arguments: str) -> tuple[str, str]:
    """Whether it was worked out, with its exit code; and what was said."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=root,
        env={**os.environ, "SPEC2CODE_CACHE_DIR": str(root.parent / "cache")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip(), done.stderr


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated project, and beside it a cache that holds a run which found nothing to do."""
    folder = tmp_path_factory.mktemp("first")
    root = folder / "project"
    shutil.copytree(ROOT / "samples" / "support-desk" / "expected", root)
    shutil.copy(ROOT / "samples" / "support-desk" / "spec.md", root)
    assert told(root, "spec.md")[0].startswith("made")
    for _ in range(20):  # what was written within the last two seconds may still be changing
        made = told(root)
        again = told(root)
        if again[0].startswith("remembered"):
            assert again[1] == made[1]
            return folder
    raise AssertionError("it is never kept")


@pytest.fixture
def kept(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "own")
    return tmp_path / "own" / "project"


def test_it_says_the_same(kept: Path) -> None:
    assert told(kept)[0] == "remembered 0"
    assert "nothing to write" in told(kept)[1]
    assert told(kept, "-q") == ("remembered 0", "")
    assert told(kept, "--check")[0] == "remembered 0"
    assert told(kept, "--diff")[0] == "remembered 0"
    assert told(kept, "--no-cache") == ("made 0", told(kept)[1])
    assert told(kept, "--stubs", "example")[0].startswith("made")


def appended(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


CHANGES: dict[str, Callable[[Path], object]] = {
    "spec": lambda root: appended(root / "spec.md", "\n"),
    "code": lambda root: appended(root / "app" / "main.py", "\n\nx = 1\n"),
    "a file that is no Python": lambda root: (root / "migrations" / "script.py.mako").unlink(),
    "lock": lambda root: appended(root / ".spec2code" / "lock.json", "\n"),
    "base": lambda root: appended(
        next((root / ".spec2code" / "base").rglob("*.txt")), "\n# more\n"
    ),
    "gone": lambda root: (root / "app" / "main.py").unlink(),
    "settings": lambda root: (root / "pyproject.toml").write_text("[tool.spec2code]\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_looked_at_counts(kept: Path, change: str) -> None:
    CHANGES[change](kept)
    assert told(kept)[0].startswith("made")


def test_a_run_that_would_write_is_not_kept(kept: Path) -> None:
    (kept / "app" / "errors.py").unlink()
    for _ in range(2):
        told_first = told(kept, "--check")
        assert told_first[0] == "made 1"
        assert "app/errors.py" in told_first[1]
    assert told(kept)[0] == "made 0"
    assert (kept / "app" / "errors.py").exists()

"""A run that was made before is told from the cache: the same to the byte, and only when nothing has changed."""

from __future__ import annotations

import concurrent.futures
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from spec2code.cache import ENTRIES, Inputs, Lookup, Run, Wanted, cache_folder
from spec2code.outcomes import Printed
from spec2code.own_files import hash_of

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
HEAVY = ("sqlglot", "markdown_it", "tree_sitter", "spec2code.spec", "spec2code.project.reading")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A generated project whose route has drifted, with a requirements file."""
    root = tmp_path / "project"
    shutil.copytree(SAMPLES / "order-returns" / "expected", root)
    shutil.copy(SAMPLES / "order-returns" / "spec.md", root / "spec.md")
    (router,) = (root / "app" / "routers").glob("*return*.py")
    text = router.read_text(encoding="utf-8")
    router.write_text(text.replace("status_code=201", "status_code=202", 1), encoding="utf-8")
    (root / "requirements.txt").write_text("pydantic>=2\n")
    return root


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def run(root: Path, cache: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "spec2code", *arguments],
        cwd=root,
        env={**os.environ, "SPEC2CODE_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, done.stdout, done.stderr


def entries(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.json"))


def run_until_kept(root: Path, cache: Path, *arguments: str) -> None:
    """What was made within the last two seconds may still be changing, and is not kept."""
    sides = 2 if arguments[0] == "diff" else int("--code" in arguments)
    for _ in range(20):
        run(root, cache, *arguments)
        if len(entries(cache)) == 1 + sides:
            return
    raise AssertionError("it is never kept")


COMMANDS = [
    *(["diff", "spec.md", "--format", name] for name in ("text", "json", "sarif", "junit")),
    ["diff", "spec.md", "--strict", "-v"],
    ["check", "spec.md", "--format", "json"],
    ["inspect", "spec.md", "--format", "json"],
    ["inspect", "--code"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_hit_is_what_a_miss_is(project: Path, cache: Path, command: list[str]) -> None:
    plain = run(project, cache, *command, "--no-cache")
    assert not cache.exists()
    run_until_kept(project, cache, *command)
    missed = run(project, cache / "other", *command)
    kept = entries(cache)
    assert plain == missed == run(project, cache, *command)
    assert entries(cache) == kept


def test_the_drift_is_in_it(project: Path, cache: Path) -> None:
    code, text, _ = run(project, cache, "diff", "spec.md")
    assert (code, text) == run(project, cache, "diff", "spec.md")[:2]
    assert code == 1
    assert "202" in text


def test_formats_and_choices_share_an_entry(project: Path, cache: Path) -> None:
    run_until_kept(project, cache, "diff", "spec.md")
    kept = entries(cache)
    assert run(project, cache, "diff", "spec.md", "--format", "json")[0] == 1
    assert run(project, cache, "diff", "spec.md", "--ignore", "D3")[0] == 0
    assert entries(cache) == kept
    run(project, cache, "diff", "spec.md", "--strict")
    assert len(entries(cache)) == len(kept) + 1  # the sides are the same


def heavy_imports(project: Path, cache: Path, *command: str) -> str:
    """Which of the readers and their libraries a run imports."""
    program = (
        "import sys\nfrom spec2code.cli import app\n"
        "try:\n    app(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"sys.exit(str([name for name in {HEAVY!r} if name in sys.modules]).strip('[]') or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command],
        cwd=project,
        env={**os.environ, "SPEC2CODE_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
    )
    assert done.stdout != ""
    return done.stderr


@pytest.mark.parametrize("command", [["diff", "spec.md"], ["inspect", "--code"]], ids=" ".join)
def test_a_hit_imports_nothing_heavy(project: Path, cache: Path, command: list[str]) -> None:
    run_until_kept(project, cache, *command)
    assert heavy_imports(project, cache, *command) == ""


def test_an_edit_costs_the_reading_of_its_side_alone(project: Path, cache: Path) -> None:
    run_until_kept(project, cache, "diff", "spec.md")
    (router,) = (project / "app" / "routers").glob("*return*.py")
    router.write_text(router.read_text().replace("status_code=202", "status_code=203", 1))
    assert "spec2code.project.reading" in heavy_imports(project, cache, "diff", "spec.md")
    assert "markdown_it" not in heavy_imports(project, cache, "diff", "spec.md")
    run_until_kept(project, cache / "new", "diff", "spec.md")
    spec = project / "spec.md"
    spec.write_text(spec.read_text().replace("VARCHAR(20)", "VARCHAR(21)", 1))
    imports = heavy_imports(project, cache / "new", "diff", "spec.md")
    assert "markdown_it" in imports and "spec2code.project.reading" not in imports
    told = run(project, cache / "new", "diff", "spec.md")
    assert told == run(project, cache, "diff", "spec.md", "--no-cache")
    assert "203" in told[1] and "varying(21)" in told[1]


def test_nothing_is_written_into_the_project(project: Path, cache: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    run(project, cache, "diff", "spec.md")
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def key(root: Path, *command: object, code: bool = True) -> str | None:
    return Inputs(root, command or ("diff",), [("spec.md", root / "spec.md")], code=code).key({})


def one_byte_more(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(b" ")


CHANGES: dict[str, Callable[[Path], object]] = {
    "spec": lambda root: one_byte_more(root / "spec.md"),
    "code": lambda root: one_byte_more(root / "app" / "main.py"),
    "settings": lambda root: one_byte_more(root / "alembic.ini"),
    "new file": lambda root: (root / "app" / "more.py").write_text(""),
    "SQL": lambda root: (root / "schema.sql").write_text("CREATE TABLE pets (id INT);"),
    "gone file": lambda root: (root / "app" / "main.py").unlink(),
    "renamed file": lambda root: (root / "app" / "main.py").rename(root / "app" / "other.py"),
    "same length": lambda root: (root / "spec.md").write_bytes(
        (root / "spec.md").read_bytes()[:-1] + b"~"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_byte_counts(project: Path, change: str) -> None:
    before = key(project)
    status = (project / "spec.md").stat()
    CHANGES[change](project)
    os.utime(project / "spec.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert before is not None
    assert key(project) != before


def test_what_is_not_read_does_not_count(project: Path) -> None:
    before = key(project, code=False), key(project)
    (project / "notes.txt").write_text("x")
    (project / ".venv").mkdir()
    (project / ".venv" / "a.py").write_text("x = 1")
    assert (key(project, code=False), key(project)) == before
    one_byte_more(project / "app" / "main.py")
    assert key(project, code=False) == before[0]


def test_options_count(project: Path) -> None:
    assert len({key(project, "diff", flag) for flag in (True, False)}) == 2


def test_a_key_does_not_depend_on_where_the_project_lies(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    here = key(Path())
    shutil.copytree(project, tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert key(Path()) == here


class Counted:
    """Work that counts how often it was done, and looks something up."""

    def __init__(self, *lookups: tuple[str, str]) -> None:
        self.lookups = lookups
        self.times = 0

    def __call__(self) -> tuple[Printed, tuple[tuple[str, str], ...]]:
        self.times += 1
        return Printed(f"done {self.times}"), self.lookups


def remembered(
    folder: Path | None, root: Path, work: Callable[[], tuple[Printed, Iterable[Lookup]]]
) -> str:
    """What a run over the code of a project tells."""
    with Run(folder) as cache:
        return cache.remembered(
            Wanted(Inputs(root, ("inspect",), [], code=True), Printed, work)
        ).text


@pytest.fixture
def old_root(tmp_path: Path) -> Path:
    """A project whose files were not touched just now."""
    root = tmp_path / "old"
    (root / "sql").mkdir(parents=True)
    (root / "sql" / "a.txt").write_text("SELECT 1")
    (root / "a.py").write_text("a = 1")
    return root


LOOKUPS: dict[str, Callable[[Path], object]] = {
    "content": lambda root: (root / "sql" / "a.txt").write_text("SELECT 2"),
    "gone": lambda root: (root / "sql" / "a.txt").unlink(),
    "new match": lambda root: (root / "sql" / "b.txt").write_text(""),
    "now there": lambda root: (root / "requirements.txt").write_text(""),
}


@pytest.mark.parametrize("change", LOOKUPS)
def test_what_was_looked_up_is_looked_up_again(
    old_root: Path, cache: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spec2code.cache._CLOCK", -60.0)  # as if the files were a minute old
    work = Counted(("sql/a.txt", ""), ("sql", "*.txt"), ("requirements.txt", ""))
    for _ in range(2):
        assert remembered(cache, old_root, work) == "done 1"
    LOOKUPS[change](old_root)
    assert remembered(cache, old_root, work) == "done 2"


def test_what_was_looked_up_while_it_changed_is_not_kept(old_root: Path, cache: Path) -> None:
    work = Counted(("sql/a.txt", ""))
    remembered(cache, old_root, work)
    assert entries(cache) == []


def test_a_file_that_changes_during_the_run_is_not_kept(old_root: Path, cache: Path) -> None:
    def work() -> tuple[Printed, tuple[tuple[str, str], ...]]:
        (old_root / "a.py").write_text("a = 2")
        return Printed("of one or the other"), ()

    assert remembered(cache, old_root, work) == "of one or the other"
    assert entries(cache) == []


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[:-3],
    "a letter": lambda data: data.replace(b"done", b"gone"),
    "no JSON": lambda data: b"\x00\xff" * 50,
    "a line only": lambda data: data.partition(b"\n")[0],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_made_anew(old_root: Path, cache: Path, damage: str) -> None:
    work = Counted()
    remembered(cache, old_root, work)
    (entry,) = entries(cache)
    entry.write_bytes(DAMAGES[damage](entry.read_bytes()))
    assert remembered(cache, old_root, work) == "done 2"
    assert remembered(cache, old_root, work) == "done 2"


def test_where_nothing_can_be_written_there_is_no_cache(old_root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    work = Counted()
    for folder in (tmp_path / "file" / "below", Path(os.devnull, "none"), None):
        before = work.times
        remembered(folder, old_root, work)
        assert work.times == before + 1


def test_many_may_write_at_once(project: Path, cache: Path) -> None:
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: run(project, cache, "check", "spec.md"), range(8)))
    assert len(set(told)) == 1
    assert {*cache.iterdir()} - {cache / "tool.hash"} == {*entries(cache)}, "nothing half-written"
    assert len(entries(cache)) == 1


def test_it_holds_so_many_entries_and_leaves_other_files_alone(old_root: Path, cache: Path) -> None:
    cache.mkdir()
    (cache / "letter.json").write_text("{}")
    for number in range(ENTRIES + 5):
        (old_root / "a.py").write_text(f"a = {number}")
        remembered(cache, old_root, Counted())
    assert len(entries(cache)) == ENTRIES + 1
    assert (cache / "letter.json").exists()


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"HOME": "/h"}, "linux", "/h/.cache/spec2code"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "linux", "/x/spec2code"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "relative"}, "linux", "/h/.cache/spec2code"),
        ({"HOME": "/h"}, "darwin", "/h/Library/Caches/spec2code"),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/spec2code/Cache"),
        ({"SPEC2CODE_CACHE_DIR": "/c", "HOME": "/h"}, "linux", "/c"),
        ({}, "linux", None),
    ],
)
def test_where_it_lies(environment: dict[str, str], platform: str, folder: str | None) -> None:
    assert cache_folder(environment, platform) == (Path(folder) if folder else None)


def test_the_tool_is_read_once_and_every_change_of_it_counts(tmp_path: Path) -> None:
    package, kept = tmp_path / "tool", tmp_path / "cache" / "tool.hash"
    (package / "inside").mkdir(parents=True)
    (package / "a.py").write_text("a = 1\n")
    (package / "inside" / "b.py").write_text("b = 1\n")
    first = hash_of([str(package)], None)
    assert hash_of([str(package)], kept) == first
    assert not kept.exists(), "what has just changed may change again within the same tick"
    kept.parent.mkdir(exist_ok=True)
    for _ in range(40):
        time.sleep(0.1)
        assert hash_of([str(package)], kept) == first
        if kept.exists():
            break
    if os.name != "nt":
        mark, found = kept.read_text().split()
        assert found == first
        kept.write_text(f"{mark} {'0' * 40}")
        assert hash_of([str(package)], kept) == "0" * 40, "it is not read again"
    status = (package / "a.py").stat()
    (package / "a.py").write_text("a = 2\n")
    os.utime(package / "a.py", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert hash_of([str(package)], kept) == hash_of([str(package)], None) != first

"""Prints, side by side in one run, what the commands take, the floor below them, and what peers take.

Usage: python benchmarks/run.py [--runs N] [NAME...]

NAME is a sample, `b50` (50 tables and 50 endpoints), `b1000` (1,000 tables) or `p500` (a project of 500 files and
100 revisions); all of them unless some are named. Every figure is a whole process, the median of N runs (5) after
one that isn't counted, in seconds of the clock and of the processor; `x floor` is the ratio to the floor of the
same run. The floor is what no tool of this kind can go below in Python: the interpreter with sqlglot,
markdown-it-py and `ast.parse` over the same files; for `p500` the interpreter and `ast.parse` alone. Cold is without
the tool's cache, warm with it and nothing changed; of `edited` files one has got a line more before each run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from big import make_project, make_spec

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted({path.parent for path in (ROOT / "samples").glob("*/spec*.md")})

FLOOR = """
import ast, pathlib, sys
import sqlglot, sqlglot.dialects.postgres
from markdown_it import MarkdownIt
for path in sorted(pathlib.Path('.').glob('spec*.md')):
    for token in MarkdownIt().parse(path.read_text()):
        if token.type == 'fence' and token.info.strip() == 'sql':
            sqlglot.parse(token.content, read='postgres', error_level=sqlglot.ErrorLevel.IGNORE)
for path in pathlib.Path('.').rglob('*.py'):
    ast.parse(path.read_bytes())
"""
PARSE = """
import ast, pathlib
for path in pathlib.Path('.').rglob('*.py'):
    data = path.read_bytes()
    if b'fastapi' in data or b'sqlalchemy' in data or b'pydantic' in data or b'alembic' in data:
        try:
            ast.parse(data)
        except SyntaxError:
            pass
"""
TOOL = [sys.executable, "-m", "spec2code"]

Figure = tuple[str, float, float]
"""What was measured, seconds of the clock, seconds of the processor."""


class Bench:
    """Runs commands in one folder, with bytecode kept as in an installation, and a cache of its own."""

    def __init__(self, folder: Path, runs: int) -> None:
        self.folder = folder
        self.runs = runs
        self._edits = 0
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
            "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode"),
            "SPEC2CODE_CACHE_DIR": str(folder.parent / "cache"),
        }
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def call(self, *command: str, check: bool = False) -> bytes:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, check=check
        )
        return done.stdout

    def figure(
        self, what: str, *command: str, before: Callable[[], object] = lambda: None
    ) -> Figure:
        """The medians for a whole process; `before` is done ahead of each run, and not counted."""
        seconds, processor = [], []
        for _ in range(self.runs + 1):
            before()
            used, start = _processor(), time.perf_counter()
            self.call(*command)
            seconds.append(time.perf_counter() - start)
            processor.append(_processor() - used)
        return what, statistics.median(seconds[1:]), statistics.median(processor[1:])

    def edit(self, name: str, line: str) -> Callable[[], object]:
        """What adds a line to a file, another one each time."""

        def add() -> None:
            self._edits += 1
            with (self.folder / name).open("a", encoding="utf-8") as stream:
                stream.write(f"\n{line.format(self._edits)}\n")

        return add

    def empty(self, name: str) -> Callable[[], object]:
        """What removes a folder and all in it."""
        return lambda: shutil.rmtree(self.folder / name, ignore_errors=True)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def of_specs(folder: Path, specs: list[Path], runs: int) -> list[Figure]:
    """The figures for a folder of specs and what is generated from them, with those of the peers."""
    done, fresh = Bench(folder / "done", runs), Bench(folder / "fresh", runs)
    for each in (done, fresh):
        each.folder.mkdir()
        for spec in specs:
            shutil.copy(spec, each.folder)
    names = [spec.name for spec in specs]
    done.call(*TOOL, "generate", *names, check=True)
    openapi = done.folder / "bench-openapi.json"
    program = "import json, app.main; print(json.dumps(app.main.app.openapi()))"
    openapi.write_bytes(done.call(sys.executable, "-c", program, check=True))
    codegen = ["--input", openapi.name, "--output", "bench_models.py"]
    return [
        done.figure("floor", sys.executable, "-c", FLOOR),
        done.figure("spec2code diff, cold", *TOOL, "diff", "--no-cache"),
        done.figure("spec2code diff, warm", *TOOL, "diff"),
        done.figure(
            "spec2code diff, spec edited", *TOOL, "diff", before=done.edit(names[0], "Line {}.")
        ),
        done.figure(
            "spec2code diff, code edited",
            *TOOL,
            "diff",
            before=done.edit("app/main.py", "# line {}"),
        ),
        done.figure("spec2code generate, nothing to do", *TOOL, "generate"),
        fresh.figure(
            "spec2code generate, empty folder", *TOOL, "generate", *names, before=fresh.empty("app")
        ),
        done.figure("alembic check, SQLite", sys.executable, "-m", "alembic", "check"),
        done.figure(
            "datamodel-codegen, its OpenAPI",
            *(sys.executable, "-m", "datamodel_code_generator", *codegen),
        ),
        done.figure("import the app, openapi()", sys.executable, "-c", program),
    ]


def of_tables(folder: Path, runs: int) -> list[Figure]:
    """The figures for a spec of 1,000 tables."""
    bench = Bench(make_spec(folder / "spec", tables=1000, endpoints=0).parent, runs)
    return [
        bench.figure("floor", sys.executable, "-c", FLOOR),
        bench.figure("spec2code check, cold", *TOOL, "check", "spec.md", "--no-cache"),
        bench.figure("spec2code inspect, cold", *TOOL, "inspect", "spec.md", "--no-cache"),
        bench.figure("spec2code check, warm", *TOOL, "check", "spec.md"),
    ]


def of_project(folder: Path, runs: int) -> list[Figure]:
    """The figures for a project of 500 files and 100 revisions."""
    make_project(folder / "project")
    bench = Bench(folder / "project", runs)
    app = "import service.main; service.main.app.openapi()"
    return [
        bench.figure("floor", sys.executable, "-c", PARSE),
        bench.figure("spec2code inspect --code, cold", *TOOL, "inspect", "--code", "--no-cache"),
        bench.figure("spec2code inspect --code, warm", *TOOL, "inspect", "--code"),
        bench.figure("spec2code --help", *TOOL, "--help"),
        bench.figure("import the app, openapi()", sys.executable, "-c", app),
    ]


def figures(name: str, runs: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        match name:
            case "b50":
                return of_specs(folder, [make_spec(folder / "made")], runs)
            case "b1000":
                return of_tables(folder, runs)
            case "p500":
                return of_project(folder, runs)
        return of_specs(folder, sorted((ROOT / "samples" / name).glob("spec*.md")), runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("names", nargs="*", default=None)
    options = parser.parse_args()
    names = options.names or [*(sample.name for sample in SAMPLES), "b50", "b1000", "p500"]
    results = {}
    for name in names:
        measured = results[name] = figures(name, options.runs)
        if options.json:
            continue
        _, floor, floor_processor = measured[0]
        print(f"\n{name:38} {'clock':>9} {'x floor':>8} {'processor':>11} {'x floor':>8}")
        for what, seconds, processor in measured:
            print(
                f"  {what:36} {seconds:7.3f} s {seconds / floor:8.2f}"
                f" {processor:9.3f} s {processor / floor_processor:8.2f}",
                flush=True,
            )
    if options.json:
        print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()

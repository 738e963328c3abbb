"""Prints, side by side in one run, what the commands take, the floor below them, and what peers take.

Usage: python benchmarks/run.py [--runs N] [SAMPLE...]

Every figure is a whole process, the median of N runs (5) after one that isn't counted; `x floor` is the ratio
to the floor of the same run. The floor is what no tool of this kind can go below in Python: the interpreter
with sqlglot, markdown-it-py and `ast.parse` over the same files.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def measure(command: list[str], cwd: Path, runs: int, before: str = "") -> float:
    """Median seconds of a whole process; `before` is a folder to empty ahead of each run."""
    seconds = []
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{cwd / 'bench.db'}"}
    for _ in range(runs + 1):
        if before:
            shutil.rmtree(cwd / before, ignore_errors=True)
        start = time.perf_counter()
        subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


def rows(sample: Path, runs: int) -> list[tuple[str, float]]:
    """The figures for one sample."""
    python = sys.executable
    tool = [python, "-m", "spec2code"]
    with tempfile.TemporaryDirectory() as folder:
        done, fresh = Path(folder, "done"), Path(folder, "fresh")
        for each in (done, fresh):
            each.mkdir()
            for spec in sample.glob("spec*.md"):
                shutil.copy(spec, each)
        specs = sorted(spec.name for spec in sample.glob("spec*.md"))
        subprocess.run([*tool, "generate", *specs], cwd=done, capture_output=True, check=True)
        openapi = done / "bench-openapi.json"
        program = "import json, app.main; print(json.dumps(app.main.app.openapi()))"
        said = subprocess.run([python, "-c", program], cwd=done, capture_output=True, check=True)
        openapi.write_bytes(said.stdout)
        return [
            ("floor", measure([python, "-c", FLOOR], done, runs)),
            ("spec2code diff, cold", measure([*tool, "diff", "--no-cache"], done, runs)),
            ("spec2code diff, warm", measure([*tool, "diff"], done, runs)),
            ("spec2code generate, nothing to do", measure([*tool, "generate"], done, runs)),
            (
                "spec2code generate, empty folder",
                measure([*tool, "generate", *specs], fresh, runs, "app"),
            ),
            ("alembic check, SQLite", measure([python, "-m", "alembic", "check"], done, runs)),
            (
                "datamodel-codegen, its OpenAPI",
                measure(
                    [
                        python,
                        "-m",
                        "datamodel_code_generator",
                        "--input",
                        openapi.name,
                        "--output",
                        "bench_models.py",
                    ],
                    done,
                    runs,
                ),
            ),
            ("import the app, openapi()", measure([python, "-c", program], done, runs)),
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("samples", nargs="*", default=[sample.name for sample in SAMPLES])
    options = parser.parse_args()
    results = {}
    for name in options.samples:
        figures = results[name] = rows(ROOT / "samples" / name, options.runs)
        if options.json:
            continue
        floor = figures[0][1]
        print(f"\n{name}")
        for what, seconds in figures:
            print(f"  {what:36} {seconds:7.3f} s  {seconds / floor:6.2f} x floor")
    if options.json:
        print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()

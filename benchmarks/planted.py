"""Plants drift, one edit at a time, and counts how often exactly that was told.

Usage: python -m benchmarks.planted [--per-kind N] [--no-samples] [-v] [FACTS.json APPLICATION ...]

Without applications the samples alone are taken. From the facts of an application a spec of one table or one
endpoint is written, once as it is and once with one thing changed; the application is read once. In the code of
generated samples single places are changed, found by the syntax tree, and the sample is read anew for each.
In both the model that the code was read as is changed, too: each of its attributes (`plant_schema`, `plant_api`).
Only what shows no drift before the edit is taken.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.plant_code import code_edits
from benchmarks.plant_endpoints import ENDPOINT_KINDS, beside
from benchmarks.plant_model import plant_endpoint_model, plant_event_model, plant_schema_model
from benchmarks.plant_tables import TABLE_KINDS, told_as
from benchmarks.planting import Planting, Tally, drift_of, judge, read_text, told
from benchmarks.quiet import settings_of
from benchmarks.spec_from_facts import Facts, endpoint_text, table_text
from spec2code.codegen.api_columns import with_nulls
from spec2code.config import Settings
from spec2code.drift.find import find_drift
from spec2code.drift.routes import path_key
from spec2code.model.fold import fold
from spec2code.model.project import Project
from spec2code.model.schema import Name, Schema
from spec2code.model.spec import Spec, statements_of
from spec2code.pipeline import load_project, load_specs

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def plant_tables(planting: Planting, facts: Facts, project: Project) -> None:
    """Edits of every table that shows no drift, at most so many of a kind."""
    schema = facts.get("schema", {"tables": {}})
    history = project.history.schema if project.history else None
    for name, table in schema["tables"].items():
        if history is None or Name(name) not in history.tables or name in history.objects:
            continue
        text = table_text(name, table, schema["enums"])
        if drift_of(text, project):
            continue
        mapped = project.models is not None and Name(name) in project.models.tables
        alone = _with_table(project, Name(name))
        plant_schema_model(planting, read_text(text), alone)
        for kind, edit in TABLE_KINDS.items():
            if planting.counted[kind] >= planting.most:
                continue
            for made, number, subject, in_models in edit(name, table):
                expected = told_as(number, subject, models=mapped and in_models)
                edited = table_text(made.get("renamed", name), made, schema["enums"])
                planting.judge(kind, expected, read_text(edited), project)


def _with_table(project: Project, name: Name) -> Project:
    """The project with no other table than this: what else it has is none of the spec's business."""
    history, models = project.history, project.models
    assert history is not None
    if models is not None:
        models = replace(models, tables={k: v for k, v in models.tables.items() if k == name})
    tables = {key: value for key, value in history.schema.tables.items() if key == name}
    schema = replace(history.schema, tables=tables)
    return replace(project, history=replace(history, schema=schema), models=models)


def plant_endpoints(planting: Planting, facts: Facts, project: Project) -> None:
    """Edits of every endpoint that shows no drift, at most so many of a kind."""
    served = {(item.method, path_key(item.path)): item for item in project.endpoints}
    for route in facts.get("routes", ()):
        own = served.get((route["method"], path_key(route["path"])))
        if own is None or own.undecided or route["path"] == "/":
            continue
        if drift_of(endpoint_text(route, facts["shapes"]), project):
            continue
        spec = read_text(endpoint_text(route, facts["shapes"]))
        plant_endpoint_model(planting, spec, project)
        route, text = beside(route, own, project), endpoint_text(route, facts["shapes"])
        for kind, edit in ENDPOINT_KINDS.items():
            if planting.counted[kind] >= planting.most:
                continue
            for made, shapes, expected in edit(route, facts["shapes"]):
                edited = endpoint_text(made, shapes)
                if edited == text:
                    continue  # the spec doesn't show what was edited: a body of GET and DELETE
                where = f"{route['method']} {route['path']}"
                planting.judge(kind, expected, read_text(edited), project, where)


def plant_code(tally: Tally, sample: Path, most: int) -> None:
    """Edits of the code generated for a sample, at most so many of a kind."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        specs = generated_sample(sample, root)
        project, _ = load_project(root, Settings())
        if told(find_drift(specs, project)):
            print(f"{sample.name}: drift before any edit, left out")
            return
        planting = Planting(tally, sample.name, most)
        plant_schema_model(planting, specs, project)
        plant_endpoint_model(planting, specs, project)
        plant_event_model(planting, specs, project)
        for edit in list(code_edits(root)):
            if not planting.is_due(edit.kind):
                continue
            with edit.made():
                project, _ = load_project(root, Settings())
            found = told(find_drift(specs, project))
            judge(tally, edit.kind, edit.expected, found, f"{sample.name} {edit.file.name}")


def generated_sample(sample: Path, root: Path) -> tuple[Spec, ...]:
    """Lay a sample out, generate its code, and read its specs."""
    if (sample / "project").is_dir():
        shutil.copytree(sample / "project", root, dirs_exist_ok=True)
    names = sorted(path.name for path in sample.glob("spec*.md"))
    for name in names:
        shutil.copy(sample / name, root / name)
    command = [sys.executable, "-m", "spec2code", "generate", *names]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return specs_of(root, names)


def specs_of(root: Path, names: Sequence[str]) -> tuple[Spec, ...]:
    """The specs as `diff` takes them: with a mark on fields that may be null for all that is known of their columns."""
    specs = load_specs(root, [root / name for name in names], Settings()).specs
    return with_nulls(specs, fold(Schema(), statements_of(specs), ensure=True).schema)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-kind", type=int, default=40, help="cases of a kind and application")
    parser.add_argument("--sample", action="append", help="only these samples")
    parser.add_argument("--no-samples", action="store_true", help="only the applications")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what was not exact")
    parser.add_argument("pairs", nargs="*", type=Path)
    options = parser.parse_args()
    tally = Tally()
    start = time.perf_counter()
    for sample in (
        [] if options.no_samples else sorted({path.parent for path in SAMPLES.glob("*/spec*.md")})
    ):
        if options.sample and sample.name not in options.sample:
            continue
        plant_code(tally, sample, options.per_kind)
    for truth, root in zip(options.pairs[::2], options.pairs[1::2], strict=True):
        facts = json.loads(truth.read_text(encoding="utf-8"))
        project, _ = load_project(root, settings_of(facts))
        planting = Planting(tally, facts["project"], options.per_kind)
        plant_tables(planting, facts, project)
        plant_endpoints(planting, facts, project)
    print("\n".join(tally.rows()))
    print(f"{time.perf_counter() - start:.0f} s")
    if options.verbose:
        print("\n".join(tally.examples))


if __name__ == "__main__":
    main()

"""Plants drift, one edit at a time, and counts how often exactly that was told.

Usage: python -m benchmarks.planted [--per-kind N] [-v] [FACTS.json APPLICATION ...]

Without applications the samples alone are taken. From the facts of an application a spec of one table or one
endpoint is written, once as it is and once with one thing changed; the application is read once. In the code of
generated samples single places are changed, found by the syntax tree, and the sample is read anew for each.
Only what shows no drift before the edit is taken.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from benchmarks.plant_tables import TABLE_KINDS
from benchmarks.planting import Tally, drift_of, judge
from benchmarks.quiet import settings_of
from benchmarks.spec_from_facts import Facts, table_text
from spec2code.model.project import Project
from spec2code.model.schema import Name
from spec2code.pipeline import load_project


def plant_tables(tally: Tally, facts: Facts, project: Project, most: int) -> None:
    """Edits of every table that shows no drift, at most so many of a kind."""
    counted: Counter[str] = Counter()
    schema = facts["schema"]
    history = project.history.schema if project.history else None
    for name, table in schema["tables"].items():
        if history is None or Name(name) not in history.tables or name in history.objects:
            continue
        text = table_text(name, table, schema["enums"])
        if drift_of(text, project):
            continue
        mapped = project.models is not None and Name(name) in project.models.tables
        for kind, edit in TABLE_KINDS.items():
            if counted[kind] >= most:
                continue
            for made, number, subject, in_models in edit(name, table):
                counted[kind] += 1
                families = ["D1", *(["D2"] if mapped and in_models else [])]
                expected = tuple(f"{family}{number} {subject}" for family in families)
                edited = table_text(made.get("renamed", name), made, schema["enums"])
                judge(tally, kind, expected, drift_of(edited, project), f"{facts['project']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-kind", type=int, default=40, help="cases of a kind and application")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what was not exact")
    parser.add_argument("pairs", nargs="*", type=Path)
    options = parser.parse_args()
    tally = Tally()
    start = time.perf_counter()
    for truth, root in zip(options.pairs[::2], options.pairs[1::2], strict=True):
        facts = json.loads(truth.read_text(encoding="utf-8"))
        project, _ = load_project(root, settings_of(facts))
        plant_tables(tally, facts, project, options.per_kind)
    print("\n".join(tally.rows()))
    print(f"{time.perf_counter() - start:.0f} s")
    if options.verbose:
        print("\n".join(tally.examples))


if __name__ == "__main__":
    main()

"""Prints what `spec2code diff` reports for specs that were written from the truth about an application.

Usage: python -m benchmarks.quiet [--style STYLE] [--prefix PREFIX] [--spec FILE] [-v] FACTS.json APPLICATION ...

FACTS.json holds what the application has (see spec_from_facts.py), APPLICATION is a checkout of it. Since the spec
says what is true, every finding is false unless reading can prove that the facts leave something out.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import tempfile
import time
from pathlib import Path

from benchmarks.spec_from_facts import STYLES, Facts, spec_text
from spec2code.config import Settings
from spec2code.diagnostics import Severity
from spec2code.diff_command import drift_report
from spec2code.pipeline import load_project, load_specs
from spec2code.report.drift_report import Finding


def settings_of(facts: Facts) -> Settings:
    """Where the facts were taken: the application and the migrations that were run."""
    migrations = facts["migrations"].split(" ")[0]
    return Settings(
        # One of another framework has no routes that could be read.
        app=facts["app"].split(" ")[0].removesuffix("()") if facts.get("routes") else None,
        # Of several folders at once none is chosen.
        migrations=None if "{" in migrations else migrations,
    )


def left_out(item: Finding, facts: Facts) -> bool:
    """Whether the finding is of something that the facts name and don't describe.

    Those are: the expressions of checks, operator classes and INCLUDE of indexes, NULLS NOT DISTINCT,
    DEFERRABLE, the names of primary keys, and the media type of a body whose model FastAPI made of several parameters.
    """
    tables = facts.get("schema", {}).get("tables", {})
    kind = item.subject.split(" ")[0]
    if kind == "check":
        return item.kind == "extra" and any(table.get("checks") for table in tables.values())
    values = [side.value or "" if side else "" for side in (item.spec, item.code_side)]
    if item.kind == "changed" and kind == "primary":
        return item.severity is Severity.INFO
    if item.kind == "changed" and kind in ("index", "unique", "foreign"):
        return len({_UNSAID.sub("", value) for value in values}) == 1
    if item.code == "D315":
        made = {f"{r['method']} {r['path']}" for r in facts["routes"] if _is_made(r["body_model"])}
        return item.subject.removeprefix("request body of ") in made
    return False


def models_alone(told: list[Finding]) -> list[Finding]:
    """Findings of the models that the migrations are not told of: the facts are what the migrations make."""
    of_migrations = {(item.code[2:], item.subject) for item in told if item.code.startswith("D1")}
    return [
        item
        for item in told
        if item.code.startswith("D2") and (item.code[2:], item.subject) not in of_migrations
    ]


_UNSAID = re.compile(
    r" (?:\w+_ops)(?=[,)])| INCLUDE \([^()]*\)| NULLS NOT DISTINCT| DEFERRABLE(?: INITIALLY DEFERRED)?"
)


def _is_made(model: str | None) -> bool:
    return (model or "").startswith("Body_")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--style", choices=STYLES, default="tables")
    parser.add_argument("--prefix", default="")
    parser.add_argument("--spec", type=Path, help="keep the spec in this file")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("pairs", nargs="+", type=Path)
    options = parser.parse_args()
    for truth, root in zip(options.pairs[::2], options.pairs[1::2], strict=True):
        facts = json.loads(truth.read_text(encoding="utf-8"))
        settings = settings_of(facts)
        text = spec_text(facts, options.style, prefix=options.prefix)
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            path = options.spec or Path(folder, "spec.md")
            path.write_text(text, encoding="utf-8")
            specs = load_specs(root, [path], settings)
            project, found = load_project(root, settings)
            report = drift_report(root, specs, project, found, settings)
        told = [item for item in report.drift if not left_out(item, facts)]
        print(
            f"{facts['project']}: {len(told)} findings,"
            f" {sum(len(spec.endpoints) for spec in specs.specs)} of {len(facts.get('routes', ()))} endpoints in the spec,"
            f" {len(specs.diagnostics)} diagnostics of the spec, {time.perf_counter() - start:.1f} s"
        )
        print("   ", dict(sorted(collections.Counter(item.code for item in told).items())))
        apart = models_alone(told)
        print(f"    {len(apart)} of them: the models differ from the migrations")
        if options.verbose:
            for item in told:
                at = item.code_side.at if item.code_side else None
                place = f"{at.file}:{at.line}" if at else "-"
                spec_line = item.spec.at.line if item.spec and item.spec.at else 0
                label = " [models against migrations]" if item in apart else ""
                print(
                    f"    {item.code} {item.severity} spec:{spec_line} {place} {item.message}{label}"
                )


if __name__ == "__main__":
    main()

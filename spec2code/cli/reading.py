"""The commands that only read: inspect, check, diff, explain."""

from __future__ import annotations

import datetime
import difflib
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from spec2code.cli.options import (
    App,
    Console,
    Migrations,
    NoCache,
    Output,
    Quiet,
    Root,
    SpecArguments,
    Verbose,
    as_json,
    one_of,
    settings_of,
)
from spec2code.errors import UsageError
from spec2code.report import FORMATS

__all__ = ["check", "diff", "explain", "inspect"]


def inspect(
    specs: SpecArguments = None,
    code: Annotated[bool, typer.Option("--code", help="Of the code, not of the specs.")] = False,
    root: Root = Path("."),
    format: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    output: Output = None,
    migrations: Migrations = None,
    app_name: App = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> None:
    """Tell what was understood of the specs, or of the code."""
    from spec2code import pipeline
    from spec2code.report.inspect_text import code_text, specs_text

    one_of(format, ("text", "json"))
    console = Console(quiet, verbose, output)
    settings = settings_of(root, migrations, app_name)
    if code:
        project, found = pipeline.load_project(root, settings)
        if format == "json":
            console.report(as_json(pipeline.inspect_code(project, found)))
        else:
            console.report(code_text(project, pipeline.code_schema(project), found))
        return
    read = pipeline.load_specs(root, specs or [], settings)
    if format == "json":
        console.report(as_json(pipeline.inspect_specs(read)))
    else:
        console.report(specs_text(read.specs, read.diagnostics))


def check(
    specs: SpecArguments = None,
    root: Root = Path("."),
    format: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    output: Output = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> None:
    """Tell what is wrong with the specs themselves."""
    from spec2code import pipeline
    from spec2code.report.drift_json import check_json
    from spec2code.report.inspect_text import diagnostic_lines

    one_of(format, ("text", "json"))
    console = Console(quiet, verbose, output)
    read = pipeline.load_specs(root, specs or [], settings_of(root))
    if format == "json":
        console.report(as_json(check_json(read.diagnostics, read.ignored)))
    else:
        console.report("\n".join(diagnostic_lines(read.diagnostics)) or "nothing to mend")
    if read.errors:
        raise SystemExit(1)


def diff(
    specs: SpecArguments = None,
    root: Root = Path("."),
    format: Annotated[
        str, typer.Option("--format", help=f"One of: {', '.join(FORMATS)}.")
    ] = "text",
    output: Output = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="Accepted drift.")] = None,
    write_baseline: Annotated[
        bool,
        typer.Option("--write-baseline", help="Accept today's drift: write it to the baseline."),
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="REV", help="Only what changed since this revision."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="What only the code has is an error too.")
    ] = False,
    select: Annotated[list[str] | None, typer.Option("--select", help="Only these codes.")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="Not these codes.")] = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", help="error, warning or info.", show_default="error")
    ] = None,
    migrations: Migrations = None,
    app_name: App = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> None:
    """Tell where specs and code have drifted apart."""
    from spec2code import pipeline
    from spec2code.report import render_drift

    one_of(format, FORMATS)
    console = Console(quiet, verbose, output)
    settings = pipeline.with_choices(
        settings_of(root, migrations, app_name), select, ignore, fail_on
    )
    read = pipeline.load_specs(root, specs or [], settings)
    project, found = pipeline.load_project(root, settings)
    if baseline is not None:
        settings = replace(settings, baseline=str(baseline))
    report = pipeline.drift_report(
        root,
        read,
        project,
        found,
        settings,
        strict=strict,
        write_baseline=write_baseline,
        since=since,
        today=datetime.date.today().isoformat(),
    )
    if write_baseline:
        target = pipeline.accept(root, report.drift, settings)
        console.say(f"{len(report.drift)} findings accepted in {target}")
        return
    if verbose:
        for item in found:
            console.say(f"{item.span}: {item.code} {item.message}")
    console.report(render_drift(report, format, coloured=console.coloured))
    if read.errors or pipeline.fails(report, settings):
        raise SystemExit(1)


def explain(code: Annotated[str, typer.Argument(help="A code such as D103.")]) -> None:
    """Tell what a code means, with an example and the mend."""
    from spec2code.codes import CODES
    from spec2code.report.explain import explanation

    row = CODES.get(code.upper())
    if row is None:
        near = difflib.get_close_matches(code.upper(), CODES, 3)
        raise UsageError(
            f"there is no code `{code}`", f"near it: {', '.join(near)}" if near else None
        )
    print(explanation(row))

"""The commands that only read: inspect, check, diff, explain."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    as_lined_json,
    cache_of,
    inputs_of,
    one_of,
    settings_of,
)
from spec2code.errors import UsageError
from spec2code.model.records import replace
from spec2code.report import FORMATS

if TYPE_CHECKING:
    from spec2code.cache import Run, Wanted, Worked
    from spec2code.config import Settings
    from spec2code.outcomes import Code, Printed, Specs

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
    from spec2code.cache import Wanted
    from spec2code.outcomes import Printed

    one_of(format, ("text", "json"))
    console = Console(quiet, verbose, output)
    settings = settings_of(root, migrations, app_name)

    def work() -> Worked[Printed]:
        if code:
            return _inspected_code(cache, root, settings, format)
        return Printed(_inspected_specs(root, specs or [], settings, format)), ()

    command = ("inspect", "code" if code else "specs", format)
    inputs = inputs_of(root, command, settings, None if code else specs or [], code=code)
    with cache_of(no_cache) as cache:
        done = cache.remembered(Wanted(inputs, Printed, work))
    console.report(done.text)


def _inspected_code(cache: Run, root: Path, settings: Settings, format: str) -> Worked[Printed]:
    from spec2code import pipeline
    from spec2code.outcomes import Printed
    from spec2code.report.inspect_text import code_text

    reading = cache.remembered(_code(root, settings))
    project, found = reading.project, reading.diagnostics
    if format == "json":
        text = as_lined_json(pipeline.inspect_code(project, found))
    else:
        text = code_text(project, pipeline.code_schema(project), found)
    return Printed(text), reading.lookups


def _inspected_specs(root: Path, specs: Sequence[Path], settings: Settings, format: str) -> str:
    from spec2code import pipeline
    from spec2code.report.inspect_text import specs_text

    read = pipeline.load_specs(root, specs, settings)
    if format == "json":
        return as_json(pipeline.inspect_specs(read))
    return specs_text(read.specs, read.diagnostics)


def _code(root: Path, settings: Settings) -> Wanted[Code]:
    """The project's code, from the cache where only specs have changed."""
    from spec2code import pipeline
    from spec2code.cache import Wanted
    from spec2code.outcomes import Code

    def work() -> Worked[Code]:
        code = pipeline.read_code(root, settings)
        return code, code.lookups

    return Wanted(inputs_of(root, ("code",), settings, None, code=True), Code, work)


def _specs(root: Path, specs: Sequence[Path], settings: Settings) -> Wanted[Specs]:
    """The specs, as they are compared with code; from the cache where only code has changed."""
    from spec2code import pipeline
    from spec2code.cache import Wanted
    from spec2code.outcomes import Specs

    settings = pipeline.for_code(settings)
    # One that can be sent to another process.
    work = partial(pipeline.specs_to_compare, root, specs, settings)
    return Wanted(inputs_of(root, ("specs",), settings, specs, code=False), Specs, work)


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
    from spec2code.cache import Wanted
    from spec2code.outcomes import Printed

    one_of(format, ("text", "json"))
    console = Console(quiet, verbose, output)
    settings = settings_of(root)
    with cache_of(no_cache) as cache:
        inputs = inputs_of(root, ("check", format), settings, specs or [], code=False)
        done = cache.remembered(
            Wanted(inputs, Printed, lambda: (_checked(root, specs or [], settings, format), ()))
        )
    console.report(done.text)
    if done.failed:
        raise SystemExit(1)


def _checked(root: Path, specs: Sequence[Path], settings: Settings, format: str) -> Printed:
    from spec2code import pipeline
    from spec2code.outcomes import Printed
    from spec2code.report.drift_json import check_json
    from spec2code.report.inspect_text import diagnostic_lines

    read = pipeline.load_specs(root, specs, settings)
    if format == "json":
        text = as_json(check_json(read.diagnostics, read.ignored))
    else:
        text = "\n".join(diagnostic_lines(read.diagnostics)) or "nothing to mend"
    return Printed(text, failed=bool(read.errors))


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
    from spec2code import diff_command, pipeline
    from spec2code.cache import Wanted
    from spec2code.outcomes import Compared
    from spec2code.report import render_drift

    one_of(format, FORMATS)
    console = Console(quiet, verbose, output)
    settings = pipeline.with_choices(
        settings_of(root, migrations, app_name), select, ignore, fail_on
    )

    def work() -> Worked[Compared]:
        code, read = cache.both(
            _code(root, settings),
            _specs(root, specs or [], settings),
            meanwhile=diff_command.get_ready,
        )
        found = diff_command.compared(root, read, code.project, code.diagnostics, strict=strict)
        return found, code.lookups

    inputs = inputs_of(root, ("diff", strict), settings, specs or [], code=True)
    with cache_of(no_cache) as cache:
        everything = cache.remembered(Wanted(inputs, Compared, work))
    if write_baseline and (since is not None or select):
        raise UsageError(
            "`--write-baseline` accepts all drift of today", "leave `--since` and `--select` away"
        )
    if baseline is not None:
        settings = replace(settings, baseline=str(baseline))
    report = diff_command.chosen(
        root,
        everything,
        settings,
        write_baseline=write_baseline,
        since=since,
        earlier=lambda: _earlier(root, specs or [], settings, since, strict=strict),
        today=_today(),
    )
    if format in ("github", "gitlab", "sarif"):
        report = diff_command.from_top(root, report)
    if write_baseline and everything.errors:
        console.report(render_drift(report, format, coloured=console.coloured, width=console.width))
        console.say("nothing was accepted: not everything could be read")
        raise SystemExit(1)
    if write_baseline:
        target = diff_command.accept(root, report.drift, settings, today=_today())
        findings = "1 finding" if len(report.drift) == 1 else f"{len(report.drift)} findings"
        console.say(f"{findings} accepted in {target}")
        if not settings.baseline:
            console.say("name it with --baseline, or as `baseline` in [tool.spec2code]")
        return
    if verbose:
        for item in everything.undecided:
            place = f"{item.span}: " if item.span else ""
            console.say(f"{place}{item.code} {item.message}")
    console.report(render_drift(report, format, coloured=console.coloured, width=console.width))
    if everything.errors or diff_command.fails(report):
        raise SystemExit(1)


def _earlier(
    root: Path, specs: Sequence[Path], settings: Settings, since: str | None, *, strict: bool
) -> frozenset[str] | None:
    """The drift that there was before a branch: see `earlier_drift`."""
    from spec2code import diff_command, pipeline
    from spec2code.earlier import earlier_drift
    from spec2code.outcomes import Compared

    def compare(root: Path, specs: Sequence[Path], settings: Settings) -> Compared:
        read = pipeline.load_specs(root, specs, pipeline.for_code(settings), judged=False)
        code = pipeline.read_code(root, settings)
        return diff_command.compared(root, read, code.project, code.diagnostics, strict=strict)

    return earlier_drift(root, since or "HEAD", specs, settings, compare)


def _today() -> str:
    import datetime

    return datetime.date.today().isoformat()


def explain(code: Annotated[str, typer.Argument(help="A code such as D103.")]) -> None:
    """Tell what a code means, with an example and the mend."""
    import difflib

    from spec2code.codes import CODES
    from spec2code.report.explain import explanation

    row = CODES.get(code.upper())
    if row is None:
        near = difflib.get_close_matches(code.upper(), CODES, 3)
        raise UsageError(
            f"there is no code `{code}`", f"near it: {', '.join(near)}" if near else None
        )
    print(explanation(row))

"""The command line. The only module that prints, reads the environment, or exits."""

from __future__ import annotations

import datetime
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from spec2code import __version__
from spec2code.config import STUBS, Settings, load_settings
from spec2code.errors import Spec2CodeError, UsageError
from spec2code.layouts import LAYOUTS
from spec2code.report import FORMATS

__all__ = ["app", "main"]

app = typer.Typer(
    name="spec2code",
    help="Technical specs in Markdown as a contract: generate code from them, and tell drift.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

DRIFT_FORMATS = FORMATS

SpecArguments = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[SPEC]...", help="Markdown specs; without, those configured or generated from."
    ),
]
Root = Annotated[Path, typer.Option("--root", help="The project.", show_default=True)]
Output = Annotated[Path | None, typer.Option("--output", help="Write the report to this file.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")]
Verbose = Annotated[int, typer.Option("--verbose", "-v", count=True, help="Say more on stderr.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read everything anew.")]
Migrations = Annotated[
    str | None, typer.Option("--migrations", help="The versions folder, where it is found wrongly.")
]
App = Annotated[
    str | None, typer.Option("--app", metavar="MODULE:NAME", help="The FastAPI application.")
]


@dataclass(frozen=True, slots=True)
class Console:
    """Where a run prints: reports to stdout or `--output`, all else to stderr."""

    quiet: bool = False
    verbose: int = 0
    output: Path | None = None

    def say(self, text: str) -> None:
        if not self.quiet:
            print(text, file=sys.stderr)

    def report(self, text: str) -> None:
        if self.output is not None:
            from spec2code.files import write_report

            write_report(self.output, text if text.endswith("\n") else text + "\n")
        elif text:
            sys.stdout.write(text if text.endswith("\n") else text + "\n")

    @property
    def coloured(self) -> bool:
        return self.output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _version(value: bool) -> None:
    if value:
        print(f"spec2code {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def _settings(root: Path, migrations: str | None = None, app_name: str | None = None) -> Settings:
    if not root.is_dir():
        raise UsageError(f"the project root `{root}` is no folder")
    settings = load_settings(root)
    return replace(
        settings, migrations=migrations or settings.migrations, app=app_name or settings.app
    )


def _format(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise UsageError(f"there is no format `{value}`", f"one of: {', '.join(known)}")
    return value


def _json(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)


@app.command()
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

    _format(format, ("text", "json"))
    console = Console(quiet, verbose, output)
    settings = _settings(root, migrations, app_name)
    if code:
        project, found = pipeline.load_project(root, settings)
        if format == "json":
            console.report(_json(pipeline.inspect_code(project, found)))
        else:
            console.report(code_text(project, pipeline.code_schema(project), found))
        return
    read = pipeline.load_specs(root, specs or [], settings)
    if format == "json":
        console.report(_json(pipeline.inspect_specs(read)))
    else:
        console.report(specs_text(read.specs, read.diagnostics))


@app.command()
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

    _format(format, ("text", "json"))
    console = Console(quiet, verbose, output)
    read = pipeline.load_specs(root, specs or [], _settings(root))
    if format == "json":
        console.report(_json(check_json(read.diagnostics, read.ignored)))
    else:
        console.report("\n".join(diagnostic_lines(read.diagnostics)) or "nothing to mend")
    if read.errors:
        raise SystemExit(1)


@app.command()
def diff(
    specs: SpecArguments = None,
    root: Root = Path("."),
    format: Annotated[
        str, typer.Option("--format", help=f"One of: {', '.join(DRIFT_FORMATS)}.")
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
    """Tell where the specs and the code have drifted apart, by reading alone."""
    from spec2code import pipeline
    from spec2code.report import render_drift

    _format(format, DRIFT_FORMATS)
    console = Console(quiet, verbose, output)
    settings = pipeline.with_choices(_settings(root, migrations, app_name), select, ignore, fail_on)
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


@app.command()
def generate(
    specs: SpecArguments = None,
    root: Root = Path("."),
    only: Annotated[
        str | None, typer.Option("--only", metavar="NAME,...", help="Only these generators.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 where something would change.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="A unified diff on stdout.")] = False,
    stubs: Annotated[
        str | None, typer.Option("--stubs", help="not-implemented or example.", show_default=False)
    ] = None,
    on_conflict: Annotated[
        str, typer.Option("--on-conflict", help="fail, keep or markers.")
    ] = "fail",
    allow_destructive: Annotated[
        bool, typer.Option("--allow-destructive", help="Drop what the specs no longer have.")
    ] = False,
    keep_going: Annotated[
        bool,
        typer.Option("--keep-going", help="Write all that was understood, in spite of errors."),
    ] = False,
    migrations: Migrations = None,
    app_name: App = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> None:
    """Write migrations, models, schemas and routes for what the specs ask and the code lacks."""
    from spec2code import generate_command

    _format(on_conflict, ("fail", "keep", "markers"))
    settings = _settings(root, migrations, app_name)
    run = generate_command.Run(
        root=root,
        given=tuple(specs or ()),
        settings=settings,
        only=tuple(name.strip() for name in only.split(",")) if only else None,
        stubs=_format(stubs or settings.stubs, STUBS),
        on_conflict=on_conflict,
        allow_destructive=allow_destructive,
        keep_going=keep_going,
        write=not (dry_run or check),
        show_diff=diff,
        fail_on_change=check,
    )
    console = Console(quiet, verbose)
    raise SystemExit(generate_command.run(run, console.say, console.report))


@app.command()
def init(
    spec: Annotated[Path, typer.Argument(metavar="[SPEC]", help="The spec to write.")] = Path(
        "docs/spec.md"
    ),
    template: Annotated[
        str, typer.Option("--template", help=f"The layout: {', '.join(LAYOUTS)}.")
    ] = "c4",
    root: Root = Path("."),
    quiet: Quiet = False,
) -> None:
    """Write a spec to fill in, and [tool.spec2code] in pyproject.toml."""
    from spec2code.init_command import start

    _format(template, tuple(LAYOUTS))
    if not root.is_dir():
        raise UsageError(f"the project root `{root}` is no folder")
    for name in start(root, spec, template):
        Console(quiet).say(f"wrote {name}")


@app.command()
def explain(code: Annotated[str, typer.Argument(help="A code such as D103.")]) -> None:
    """Tell what a code means, with an example and the mend."""
    from spec2code.codes import CODES
    from spec2code.report.explain import explanation

    row = CODES.get(code.upper())
    if row is None:
        import difflib

        near = difflib.get_close_matches(code.upper(), CODES, 3)
        raise UsageError(
            f"there is no code `{code}`", f"near it: {', '.join(near)}" if near else None
        )
    print(explanation(row))


def _run(command: Callable[[], Any]) -> int:
    try:
        command()
    except Spec2CodeError as error:
        print(f"spec2code: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"  {error.hint}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (SystemExit, KeyboardInterrupt):
        raise
    except Exception as error:
        return _defect(error)
    return 0


def _defect(error: Exception) -> int:
    """Exit 3: one line, and the traceback where a report can pick it up."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="spec2code-", suffix=".txt", delete=False, encoding="utf-8"
    ) as stream:
        traceback.print_exception(error, file=stream)
    print(
        f"spec2code: a defect of spec2code ({type(error).__name__}: {str(error)[:200]});"
        f" the traceback is in {stream.name}",
        file=sys.stderr,
    )
    return 3


def main() -> NoReturn:
    """Run the command line; exit codes are 0, 1, 2 and 3 as the documentation says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    sys.exit(_run(app))

"""The commands that write files or run migrations: generate, verify, init."""

from __future__ import annotations

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
    cache_of,
    inputs_of,
    one_of,
    settings_of,
)
from spec2code.config import STUBS
from spec2code.errors import UsageError
from spec2code.layouts import LAYOUTS
from spec2code.model.records import replace

if TYPE_CHECKING:
    from spec2code.cache import Worked

__all__ = ["generate", "init", "verify"]


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
    expand_contract: Annotated[
        bool,
        typer.Option(
            "--expand-contract",
            help="Two revisions: what the old code bears, and what waits for the new.",
        ),
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
    """Write what the specs ask for and the code lacks."""
    from spec2code import generate_command
    from spec2code.cache import Wanted
    from spec2code.outcomes import Said

    one_of(on_conflict, ("fail", "keep", "markers"))
    settings = settings_of(root, migrations, app_name)
    run = generate_command.Run(
        root=root,
        given=tuple(specs or ()),
        settings=settings,
        only=tuple(name.strip() for name in only.split(",")) if only else None,
        stubs=one_of(stubs or settings.stubs, STUBS),
        on_conflict=on_conflict,
        allow_destructive=allow_destructive,
        expand_contract=expand_contract,
        keep_going=keep_going,
        write=not (dry_run or check),
        show_diff=diff,
        fail_on_change=check,
        verbose=bool(verbose),
    )
    console = Console(quiet, verbose)
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        console.say(line)

    def work() -> Worked[Said]:
        ran = generate_command.run(run, say, console.report)
        return Said(tuple(said), ran.code), ran.lookups

    choices = (run.only, run.stubs, run.on_conflict, run.allow_destructive, run.expand_contract)
    inputs = inputs_of(
        root,
        ("generate", *choices, run.keep_going, run.verbose),
        settings,
        generate_command.specs_of(run),
        code=True,
    )
    with cache_of(no_cache) as cache:
        done = cache.remembered(Wanted(replace(inputs, generators=True), Said, work))
    for line in () if said else done.lines:
        console.say(line)
    raise SystemExit(done.code)


def verify(
    specs: SpecArguments = None,
    root: Root = Path("."),
    format: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    output: Output = None,
    database_url: Annotated[
        str | None,
        typer.Option(
            "--database-url", help="A server to make scratch databases on; no other is touched."
        ),
    ] = None,
    migrations: Migrations = None,
    app_name: App = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> None:
    """Prove the migrations on a scratch PostgreSQL. Runs them, as no other command does."""
    from spec2code.report.drift_json import check_json
    from spec2code.report.inspect_text import diagnostic_lines
    from spec2code.verify_command import verify as prove

    one_of(format, ("text", "json"))
    console = Console(quiet, verbose, output)
    settings = settings_of(root, migrations, app_name)
    found, compared = prove(root, specs or [], settings, console.say, database_url)
    if format == "json":
        console.report(as_json(check_json(found)))
    else:
        proved = f"the migrations are the specs' DDL: {compared} things compared"
        console.report("\n".join(diagnostic_lines(found)) or proved)
    if any(item.severity.value == "error" for item in found):
        raise SystemExit(1)


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
    """Write a spec to fill in, and the configuration."""
    from spec2code.init_command import start

    one_of(template, tuple(LAYOUTS))
    if not root.is_dir():
        raise UsageError(f"the project root `{root}` is no folder")
    for name in start(root, spec, template):
        Console(quiet).say(f"wrote {name}")

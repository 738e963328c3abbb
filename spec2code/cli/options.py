"""What the commands share: their options, where they print, and how they read their arguments."""

from __future__ import annotations

import glob
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spec2code.config import Settings, load_settings
from spec2code.errors import UsageError
from spec2code.model.records import dataclass, fields, replace

if TYPE_CHECKING:
    from spec2code.cache import Inputs, Run

_CHOOSING = ("select", "ignore", "fail_on", "baseline", "source")


def _expanded(paths: list[Path] | None) -> list[Path] | None:
    """The files with what patterns find: where they come from a CI's settings no shell has looked."""
    if paths is None:
        return None
    found: list[Path] = []
    for path in paths:
        several = glob.has_magic(str(path)) and not path.exists()
        names = sorted(glob.glob(str(path), recursive=True)) if several else []
        found += map(Path, names) if names else [path]
    return found


SpecArguments = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[SPEC]...",
        help="Markdown specs; without, those configured or generated from.",
        callback=_expanded,
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

    @property
    def width(self) -> int:
        """Columns of the terminal that a report goes to; plenty where it goes elsewhere."""
        if self.output is not None or not sys.stdout.isatty():
            return _PLENTY
        return shutil.get_terminal_size().columns


_PLENTY = 173


def settings_of(root: Path, migrations: str | None = None, app_name: str | None = None) -> Settings:
    if not root.is_dir():
        raise UsageError(f"the project root `{root}` is no folder")
    settings = load_settings(root)
    return replace(
        settings, migrations=migrations or settings.migrations, app=app_name or settings.app
    )


def cache_of(no_cache: bool) -> Run:
    """The cache as this run sees it."""
    from spec2code.cache import Run, cache_folder

    return Run(None if no_cache else cache_folder(os.environ))


def inputs_of(
    root: Path,
    command: Sequence[object],
    settings: Settings,
    specs: Sequence[Path] | None,
    *,
    code: bool,
) -> Inputs:
    """What the outcome of a command depends on.

    Args:
        root: the project.
        command: its name and the options that matter, as values that JSON has.
        settings: all but those that choose from the outcome.
        specs: those given; None: specs aren't read.
        code: whether the code is.
    """
    from spec2code.cache import Inputs
    from spec2code.pipeline import shown, spec_paths

    read = {
        item.name: getattr(settings, item.name)
        for item in fields(settings)
        if item.name not in _CHOOSING
    }
    paths = [] if specs is None else spec_paths(root, specs, settings)
    named = [(shown(root, path), path) for path in paths]
    return Inputs(root, [*command, read, bool(specs)], named, code=code)


def one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise UsageError(f"there is no format `{value}`", f"one of: {', '.join(known)}")
    return value


def as_json(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_lined_json(document: Any, depth: int = 2, margin: str = "") -> str:
    """JSON with a line for each table, endpoint and shape.

    What a whole application has can be 20 MB when it is indented, and takes longer to write than to read: the
    standard library's fast encoder doesn't indent.
    """
    opened = isinstance(document, list) or (isinstance(document, dict) and depth)
    if not opened or not document:
        return json.dumps(document, ensure_ascii=False)
    inner = margin + "  "
    if isinstance(document, list):
        parts = [json.dumps(item, ensure_ascii=False) for item in document]
    else:
        parts = [
            f"{json.dumps(key, ensure_ascii=False)}: {as_lined_json(item, depth - 1, inner)}"
            for key, item in document.items()
        ]
    opening, closing = "[]" if isinstance(document, list) else "{}"
    return f"{opening}\n{inner}" + f",\n{inner}".join(parts) + f"\n{margin}{closing}"

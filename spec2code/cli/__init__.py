"""The command line. The only room that prints, reads the environment, or exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Annotated, Any, NoReturn

import typer

from spec2code import __version__
from spec2code.cli.reading import check, diff, explain, inspect
from spec2code.cli.writing import generate, init, verify
from spec2code.errors import Spec2CodeError

__all__ = ["app", "main"]

_ONLY_READ = (["diff"], ["check"], ["inspect"])
_COMMANDS: dict[str, Callable[..., None]] = {
    item.__name__: item for item in (generate, diff, check, inspect, verify, init, explain)
}


def _version(value: bool) -> None:
    if value:
        print(f"spec2code {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def _app(names: Iterable[str]) -> typer.Typer:
    made = typer.Typer(
        name="spec2code",
        help="Technical specs in Markdown as a contract: generate code from them, and tell drift.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_options)
    for name in names:
        made.command()(_COMMANDS[name])
    return made


app = _app(_COMMANDS)


def _asked() -> typer.Typer:
    """With the command that is asked for alone: Typer looks at every parameter of all that it has."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    return _app([name]) if name in _COMMANDS else app


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
    import tempfile
    import traceback

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
    try:
        code: str | int | None = _run(_asked())
    except SystemExit as leaving:
        code = leaving.code
    if sys.argv[1:2] in _ONLY_READ and isinstance(code, int | None):
        _leave_at_once(code or 0)
    sys.exit(code)


def _leave_at_once(code: int) -> None:
    """Exit without taking all objects apart one by one; a command that only reads has nothing to clean up."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code)

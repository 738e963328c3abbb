"""The recipe of `generate`: read, work out, say, write all or nothing."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from spec2code import pipeline
from spec2code.beside import Beside
from spec2code.cache import Lookup
from spec2code.codes import diagnostic
from spec2code.config import Settings
from spec2code.diagnostics import Diagnostic, Severity, in_order
from spec2code.files import write_files
from spec2code.lock import LOCK, Lock, base_path, read_lock
from spec2code.model.records import dataclass
from spec2code.report.inspect_text import diagnostic_lines

if TYPE_CHECKING:
    from spec2code.generation import Outcome

__all__ = ["Ran", "Run", "run", "specs_of"]


@dataclass(frozen=True, slots=True)
class Run:
    """One call of `spec2code generate`."""

    root: Path
    given: tuple[Path, ...]
    settings: Settings
    only: tuple[str, ...] | None = None
    stubs: str = "not-implemented"
    on_conflict: str = "fail"
    allow_destructive: bool = False
    expand_contract: bool = False
    keep_going: bool = False
    write: bool = True
    show_diff: bool = False
    fail_on_change: bool = False
    verbose: bool = False


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended."""

    code: int
    """What it exits with."""
    lookups: frozenset[Lookup] | None = None
    """Where there was nothing to do: all that was looked at beside the specs, the code and the settings."""


def specs_of(run: Run) -> list[Path]:
    """The specs that a run reads.

    Raises:
        UsageError: there are none.
    """
    return _paths(run, read_lock(run.root))[0]


def run(run: Run, say: Callable[[str], None], report: Callable[[str], None]) -> Ran:
    """Do it, and tell how it ended.

    Args:
        run: the call.
        say: takes progress and the summary, for stderr.
        report: takes the unified diff, for stdout.

    Raises:
        UsageError: something can't be read or written.
    """
    lock = read_lock(run.root)
    paths, missing = _paths(run, lock)
    given = paths if run.given else ()
    reading = partial(pipeline.load_specs, run.root, given, pipeline.for_code(run.settings))
    with Beside(reading) as beside:
        from spec2code.generation import Options, generate, get_ready

        pieces = get_ready(run.only)
        while not beside.is_done() and next(pieces, None) is not None:
            pass
        specs = beside.outcome()
    problems = [*specs.errors, *_nothing(specs)]
    if problems and not run.keep_going:
        _tell([*specs.diagnostics, *_nothing(specs)], say, run.verbose)
        say("nothing was written: the spec has errors (--keep-going writes what was understood)")
        return Ran(1)
    code = pipeline.read_code(run.root, run.settings)
    options = Options(
        run.only, run.on_conflict, run.allow_destructive, run.stubs, run.expand_contract
    )
    outcome = generate(run.root, specs.specs, code.project, lock, run.settings, options)
    found = [*specs.diagnostics, *code.diagnostics, *missing, *outcome.diagnostics]
    _tell(found, say, run.verbose)
    if run.show_diff:
        report(_unified(outcome))
    failed = any(item.severity is Severity.ERROR for item in outcome.diagnostics)
    if failed and not run.keep_going and (run.on_conflict == "fail" or not outcome.conflicts):
        say("nothing was written")
        return Ran(1)
    changed = _changes(run.root, outcome, lock)
    if run.write and changed:
        write_files(run.root, changed)
    _summary(outcome, run, say)
    exit_code = 1 if problems or failed or (run.fail_on_change and outcome.writes) else 0
    if changed or outcome.looked_up is None:
        return Ran(exit_code)
    looked_at = [LOCK, *map(base_path, lock.files), *lock.specs, *outcome.looked_up]
    return Ran(exit_code, code.lookups | {(path, "") for path in looked_at})


def _paths(run: Run, lock: Lock) -> tuple[list[Path], list[Diagnostic]]:
    """The specs given and those that code was generated from before: together they are the desired state."""
    if not run.given:
        return pipeline.spec_paths(run.root, (), run.settings), []
    given = {path.resolve(): path for path in run.given}
    recorded, missing = [], []
    for name in lock.specs:
        path = run.root / name
        if path.resolve() in given:
            recorded.append(given.pop(path.resolve()))
        elif path.is_file():
            recorded.append(path)
        else:
            missing.append(diagnostic("G255", f"spec `{name}` is no longer there"))
    return [*recorded, *given.values()], missing


def _nothing(specs: pipeline.Specs) -> list[Diagnostic]:
    if specs.errors or not all(spec.is_silent for spec in specs.specs):
        return []
    names = ", ".join(f"`{spec.file}`" for spec in specs.specs)
    return [diagnostic("G256", f"no table, endpoint or event was understood of {names}")]


def _tell(found: Sequence[Diagnostic], say: Callable[[str], None], verbose: bool) -> None:
    worth = [item for item in in_order(found) if verbose or item.severity is not Severity.INFO]
    for line in diagnostic_lines(worth):
        say(line)
    infos = len({item for item in found if item.severity is Severity.INFO})
    if infos and not verbose:
        say(f"{infos} more {'remark' if infos == 1 else 'remarks'}: -v shows them")


def _changes(root: Path, outcome: Outcome, lock: Lock) -> dict[str, str | None]:
    """What is written: the files, and the lock where it says something new."""
    changes: dict[str, str | None] = dict(outcome.writes)
    present = lock.texts()
    new = outcome.lock.texts()
    changes.update((path, text) for path, text in new.items() if present.get(path) != text)
    if not lock.specs and new[LOCK] not in changes.values():
        changes[LOCK] = new[LOCK]
    for path in lock.bases.keys() - outcome.lock.bases.keys():
        changes[base_path(path)] = None
    return changes


def _unified(outcome: Outcome) -> str:
    lines: list[str] = []
    for path, text in sorted(outcome.writes.items()):
        before = outcome.before.get(path, "").splitlines(keepends=True)
        after = (text or "").splitlines(keepends=True)
        old = f"a/{path}" if path in outcome.before else "/dev/null"
        lines += difflib.unified_diff(
            before, after, old, f"b/{path}" if text is not None else "/dev/null"
        )
    return "".join(lines)


def _summary(outcome: Outcome, run: Run, say: Callable[[str], None]) -> None:
    did = "wrote" if run.write else "would write"
    for path, text in sorted(outcome.writes.items()):
        verb = ("changed" if path in outcome.before else "added") if text is not None else "removed"
        say(f"  {verb:8} {path}")
    if not outcome.writes:
        say(f"nothing to write: {outcome.unchanged} files are as the specs ask")
        return
    say(f"{did} {len(outcome.writes)} files, {outcome.unchanged} unchanged")

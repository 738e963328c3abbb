"""What `diff` does once both sides are read: compare, choose what to report, accept it."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from spec2code.baseline import Applied, apply_baseline, baseline_text
from spec2code.codes import CODES
from spec2code.config import Settings
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.drift.both_sides import told_of_both
from spec2code.drift.finding import Drift, Side
from spec2code.drift.moved import tell_moved, touched
from spec2code.errors import UsageError
from spec2code.files import SourceLines, read_text, write_files
from spec2code.model.records import replace
from spec2code.model.span import Span
from spec2code.outcomes import Compared, Specs
from spec2code.pipeline import code_schema, python_files
from spec2code.report.drift_report import DriftReport, Finding
from spec2code.report.fingerprint import fingerprint
from spec2code.repository import place_in_repository, touched_since

if TYPE_CHECKING:
    from spec2code.model.project import Project

__all__ = ["accept", "chosen", "compared", "drift_report", "fails", "from_top", "get_ready"]

BASELINE = "spec2code-baseline.json"


def drift_report(
    root: Path,
    specs: Specs,
    project: Project,
    found: Sequence[Diagnostic],
    settings: Settings,
    *,
    strict: bool = False,
    write_baseline: bool = False,
    since: str | None = None,
    today: str = "",
) -> DriftReport:
    """Where the specs and the code have drifted apart, as chosen by `select` and `ignore`.

    The baseline takes away what was accepted, unless a new one is to be written; `since` all that a branch
    didn't touch. `today` is an ISO date.

    Raises:
        UsageError: the baseline can't be read, or git knows no such revision.
    """
    everything = compared(root, specs, project, found, strict=strict)
    return chosen(
        root, everything, settings, write_baseline=write_baseline, since=since, today=today
    )


def compared(
    root: Path,
    specs: Specs,
    project: Project,
    undecided: Sequence[Diagnostic],
    *,
    strict: bool = False,
) -> Compared:
    """All drift between the specs and the code but what comments silence.

    `undecided` is what could not be read of the code.

    Raises:
        UsageError: what the user names of the code isn't there.
    """
    _refuse_named_in_vain(specs, undecided, project)
    from spec2code.drift.find import find_drift
    from spec2code.drift.untold import (
        other_histories,
        silent_specs,
        unserved,
        untold,
        without_migrations,
    )
    from spec2code.suppress import suppress

    silences = [silence for spec in specs.specs for silence in spec.silences]
    drift = find_drift(specs.specs, project, strict=strict)
    if any(item.code == "D405" for item in drift):
        # Whether the columns behind the fields let null in is looked up only where somebody asks.
        from spec2code.codegen.api_columns import with_nulls
        from spec2code.model.fold import fold
        from spec2code.model.spec import statements_of

        desired = fold(code_schema(project), statements_of(specs.specs), ensure=True).schema
        drift = find_drift(with_nulls(specs.specs, desired), project, strict=strict)
    suppressed = suppress(drift, silences, root, python_files(root))
    failed, notes = ([], []) if specs.errors else silent_specs(specs.specs)
    missing = Counter(
        item.spec.at.file for item in drift if item.code == "D301" if item.spec and item.spec.at
    )
    notes += unserved(specs.specs, project, list(missing.items()))
    notes += without_migrations(specs.specs, project)
    notes += other_histories(drift, undecided)
    notes += [f"{item.span}: {item.message}" for item in specs.diagnostics if item.code == "S191"]
    found = (*undecided, *untold(specs.specs, project, undecided), *failed)
    return Compared(
        tuple(suppressed.kept),
        errors=(*specs.errors, *(item for item in found if item.severity is Severity.ERROR)),
        undecided=tuple(item for item in found if item.severity is not Severity.ERROR),
        specs=len(specs.specs),
        files=project.files,
        ignored=suppressed.ignored,
        notes=(*suppressed.notes, *notes),
    )


def get_ready() -> None:
    """Import what `compared` will need, in time that is to spare."""
    for name in ("spec2code.drift.find", "spec2code.drift.untold", "spec2code.suppress"):
        import_module(name)


def _refuse_named_in_vain(specs: Specs, undecided: Sequence[Diagnostic], project: Project) -> None:
    """Another application, or none of the migrations, in the place of what is named says nothing about it.

    Nor does a specification of endpoints say anything of routes of which no application is found.
    """
    asks = any(spec.endpoints for spec in specs.specs)
    for item in undecided:
        if item.code == "P110" and item.span is not None and not asks:
            continue
        if item.severity is Severity.WARNING and item.code in ("P110", "P150"):
            names = ", ".join(f"`{app.name}`" for app in project.applications)
            found = f"found: {names}" if names and item.code == "P110" else CODES[item.code].mend
            raise UsageError(item.message, found)


def chosen(
    root: Path,
    everything: Compared,
    settings: Settings,
    *,
    write_baseline: bool = False,
    since: str | None = None,
    earlier: Callable[[], frozenset[str] | None] = lambda: None,
    today: str = "",
) -> DriftReport:
    """What is to be reported of a comparison: see `drift_report`.

    `earlier` gives the fingerprints of the drift before `since`, None where that can't be told.
    """
    accepted = Applied(list(everything.drift), 0, [])
    if settings.baseline and not write_baseline:
        # Before anything is left out: what is only not shown is not resolved.
        accepted = apply_baseline(everything.drift, root / settings.baseline, today)
    shown_of = _Shown(root, settings, since, earlier)
    drift = shown_of(accepted.drift)
    beyond = len(_Shown(root, settings)(accepted.drift)) - len(drift)
    untouched = [f"not touched since {since}: {beyond} more"] if beyond else []
    # What is written into a baseline is accepted of each side.
    told = drift if write_baseline else told_of_both(drift)
    return DriftReport(
        tell_moved(root, told),
        (*everything.errors, *everything.undecided),
        specs=everything.specs,
        files=everything.files,
        baselined=len(shown_of(everything.drift)) - len(drift),
        ignored=everything.ignored,
        notes=[*everything.notes, *accepted.notes, *untouched],
        fail_on=Severity(settings.fail_on),
        source_line=SourceLines(root),
    )


class _Shown:
    """The findings that `select`, `ignore` and `since` leave."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        since: str | None = None,
        earlier: Callable[[], frozenset[str] | None] = lambda: None,
    ) -> None:
        self._settings = settings
        self._touched = touched_since(root, since) if since is not None else None
        self._earlier = earlier
        self._before: frozenset[str] | None = None

    def __call__(self, drift: Sequence[Drift]) -> list[Drift]:
        select, ignore = self._settings.select, self._settings.ignore
        kept = [
            item
            for item in drift
            if (not select or item.code.startswith(select))
            and not (ignore and item.code.startswith(ignore))
        ]
        if self._touched is None:
            return kept
        near = {id(item) for item in touched(kept, self._touched)}
        if len(near) < len(kept) and self._before is None:
            self._before = self._earlier()  # reading anew takes its time
        before = self._before
        return [
            item
            for item in kept
            if id(item) in near or (before is not None and fingerprint(item) not in before)
        ]


def from_top(root: Path, report: DriftReport) -> DriftReport:
    """The report with files named from the top of the repository, where platforms look for them."""
    prefix = place_in_repository(root)
    if not prefix:
        return report

    def moved(at: Span | None) -> Span | None:
        named = at and posixpath.normpath(posixpath.join(prefix, at.file))
        return replace(at, file=named) if at and named else None

    def side(item: Side | None) -> Side | None:
        return replace(item, at=moved(item.at)) if item else None

    drift = [
        replace(item, spec=side(item.spec), code_side=side(item.code_side))
        for item in report.drift
        if isinstance(item, Drift)
    ]
    told = [replace(item, span=moved(item.span)) for item in report.diagnostics]
    return replace(report, drift=drift, diagnostics=told)


def accept(root: Path, drift: Sequence[Finding], settings: Settings, *, today: str) -> str:
    """Write the baseline that accepts this drift, and return its name; `today` is an ISO date.

    Raises:
        UsageError: the present one is damaged, or it can't be written.
    """
    name = settings.baseline or BASELINE
    write_files(root, {name: baseline_text(drift, read_text(root, name), today)})
    return name


def fails(report: DriftReport) -> bool:
    """Whether a finding is as serious as `fail_on`."""
    return any(map(report.fails, report.drift))

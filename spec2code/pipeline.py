"""The recipes of the commands, as straight-line functions: read, compare, report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spec2code.codes import CODES
from spec2code.config import FAIL_ON, Settings
from spec2code.diagnostics import Diagnostic, in_order
from spec2code.errors import UsageError
from spec2code.lock import read_lock
from spec2code.model.records import replace
from spec2code.outcomes import Code, Specs

if TYPE_CHECKING:
    from spec2code.model.project import Project
    from spec2code.model.schema import Schema
    from spec2code.model.spec import Spec

__all__ = [
    "Specs",
    "code_schema",
    "inspect_code",
    "inspect_specs",
    "load_project",
    "load_specs",
    "read_code",
    "shown",
    "spec_paths",
    "with_choices",
]


def spec_paths(root: Path, given: Sequence[Path], settings: Settings) -> list[Path]:
    """The files to read: those given, else those of the configuration, else those recorded by `generate`.

    Raises:
        UsageError: there are none, or one can't be read.
    """
    if given:
        return list(dict.fromkeys(given))
    if settings.specs:
        found = [path for glob in settings.specs for path in sorted(root.glob(glob))]
        if not found:
            raise UsageError(
                f"no file matches `specs` of {settings.source}", ", ".join(settings.specs)
            )
        return list(dict.fromkeys(path for path in found if path.is_file()))
    recorded = read_lock(root).specs
    if not recorded:
        from spec2code.candidates import likely_specs

        named = "".join(f"\n  `{name}`" for name in likely_specs(root))
        likely = f"; these look like specs:{named}" if named else ""
        raise UsageError(
            "no spec was given",
            f"name one, or set `specs` in [tool.spec2code] of pyproject.toml{likely}",
        )
    return [root / path for path in recorded]


def shown(root: Path, path: Path) -> str:
    """How a file is named in reports: relative to the root, POSIX; absolute only on another drive."""
    try:
        return Path(os.path.relpath(path.resolve(), root.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def for_code(settings: Settings) -> Settings:
    """Settings under which specs are compared with code or generated from: DDL of another database is read as
    what PostgreSQL has in its stead, the spelling that migrations and models are read in."""
    return settings if settings.dialect else replace(settings, dialect="postgresql")


def specs_to_compare(
    root: Path, given: Sequence[Path], settings: Settings
) -> tuple[Specs, tuple[()]]:
    """The specs as they are compared with code, and that nothing was looked for to find them; see `load_specs`."""
    return load_specs(root, given, settings, judged=False), ()


def load_specs(
    root: Path, given: Sequence[Path], settings: Settings, *, judged: bool = True
) -> Specs:
    """Read the specs and order them: as given or recorded; as configured, those of one glob by date, then name.

    Of an endpoint that several describe the last one counts, so that it is in one of them only. Unless they are
    to be `judged`, only what can't be read or applied is told of them, not where they contradict themselves and
    what PostgreSQL would refuse: a comparison with code needs no more.

    Raises:
        UsageError: a file is missing or can't be read.
    """
    from spec2code.spec import ReadOptions, apply_silences, check_applied, one_state, read_spec

    options = ReadOptions(
        dialect=settings.dialect, required_by_example=settings.required_by_example
    )
    readings = []
    for path in spec_paths(root, given, settings):
        readings.append(read_spec(_bytes(path), shown(root, path), options=options))
    if not given and settings.specs:
        ranks = _ranks(root, settings)
        readings.sort(
            key=lambda reading: (
                ranks.get(reading.spec.file, 0),
                reading.spec.date or "",
                reading.spec.file,
            )
        )
    found = [item for reading in readings for item in reading.diagnostics]
    if judged:
        from spec2code.spec import check_specs

        found += check_specs(readings)
    else:
        found += check_applied(readings)
    silences = [
        silence
        for reading in readings
        for silence in reading.spec.silences
        if not all(code.startswith("D") for code in silence.codes)
    ]
    silenced = apply_silences(found, silences)
    written = [_as_kept(reading.spec) for reading in readings]
    return Specs(
        one_state(written),
        tuple(in_order(silenced.kept)),
        ignored=len(silenced.ignored),
    )


def _as_kept(spec: Spec) -> Spec:
    """The spec with its names as the database will have them, and as its migrations give them back."""
    from spec2code.model.kept_names import with_kept_names

    if spec.dialect != "postgresql":
        return spec
    return replace(
        spec,
        statements=tuple(map(with_kept_names, spec.statements)),
        post_statements=tuple(map(with_kept_names, spec.post_statements)),
    )


def _ranks(root: Path, settings: Settings) -> dict[str, int]:
    """The place among the configured globs of the first that finds a file."""
    ranks: dict[str, int] = {}
    for index, glob in enumerate(settings.specs):
        for path in root.glob(glob):
            ranks.setdefault(shown(root, path), index)
    return ranks


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UsageError(f"`{path}` is a folder", "name a Markdown file")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(f"`{path}` does not exist") from error
    except OSError as error:
        raise UsageError(f"`{path}` can't be read: {error.strerror or error}") from error


def load_project(root: Path, settings: Settings) -> tuple[Project, tuple[Diagnostic, ...]]:
    """Read the project's code, without running it."""
    reading = read_code(root, settings)
    return reading.project, reading.diagnostics


def read_code(root: Path, settings: Settings) -> Code:
    """The same, with what was looked up for it."""
    from spec2code.project import ProjectOptions, read_project

    if not root.is_dir():
        raise UsageError(f"the project root `{root}` is no folder")
    options = ProjectOptions(
        settings.app, settings.migrations, for_code(settings).dialect or "postgresql"
    )
    reading = read_project(root, options=options)
    return Code(reading.project, reading.diagnostics, reading.lookups)


def python_files(root: Path) -> tuple[str, ...]:
    """The project's own Python files, POSIX, relative to the root."""
    from spec2code.project.walk import walk

    return walk(root).python


def code_schema(project: Project) -> Schema:
    """The schema that the migrations make; the mapped one where there are none, or only empty ones; else what SQL makes."""
    from spec2code.model.schema import Schema

    history = project.history.schema if project.history else Schema()
    if not history.tables and project.models is not None:
        return project.models
    if not history.tables and project.sql is not None:
        return project.sql.schema
    return history


def inspect_specs(specs: Specs) -> dict[str, Any]:
    """The document of `inspect` about specs, all of them together."""
    from spec2code.model.fold import fold
    from spec2code.model.schema import Schema
    from spec2code.model.spec import statements_of
    from spec2code.report.inspect_json import inspection

    schema = fold(Schema(), statements_of(specs.specs), ensure=True).schema
    return inspection(
        schema,
        [(item, spec.definitions) for spec in specs.specs for item in spec.endpoints],
        [(item, spec.definitions) for spec in specs.specs for item in spec.events],
        specs.diagnostics,
    )


def inspect_code(project: Project, diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """The document of `inspect --code`."""
    from spec2code.report.inspect_json import inspection

    return inspection(
        code_schema(project),
        [(item, project.shapes) for item in project.endpoints],
        [],
        diagnostics,
        code=True,
        shapes=project.shapes,
    )


def with_choices(
    settings: Settings,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    fail_on: str | None,
) -> Settings:
    """The settings with what the command line chooses instead; codes may be given as prefixes, comma-separated.

    Raises:
        UsageError: no code begins like that, or there is no such severity.
    """
    if fail_on is not None and fail_on not in FAIL_ON:
        raise UsageError(f"there is no severity `{fail_on}`", f"one of: {', '.join(FAIL_ON)}")
    changed = replace(
        settings,
        select=_codes(select) or settings.select,
        ignore=_codes(ignore) or settings.ignore,
        fail_on=fail_on or settings.fail_on,
    )
    for prefix in (*changed.select, *changed.ignore):
        if not any(code.startswith(prefix) for code in CODES):
            raise UsageError(f"no code begins with `{prefix}`", "see docs/codes.md")
    return changed


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(
        part.strip().upper() for item in given or () for part in item.split(",") if part.strip()
    )

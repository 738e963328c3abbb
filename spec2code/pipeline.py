"""The recipes of the commands, as straight-line functions: read, compare, report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spec2code.config import Settings
from spec2code.diagnostics import Diagnostic, Severity, in_order
from spec2code.drift import Drift, find_drift
from spec2code.errors import UsageError
from spec2code.lock import read_lock
from spec2code.model.fold import fold
from spec2code.model.project import Project
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec
from spec2code.model.statements import Statement

__all__ = [
    "Specs",
    "check",
    "code_schema",
    "diff",
    "inspect_code",
    "inspect_specs",
    "load_project",
    "load_specs",
    "spec_paths",
    "statements",
]


@dataclass(frozen=True, slots=True)
class Specs:
    """The specs of a run, in the order in which they apply, and what was found in reading them."""

    specs: tuple[Spec, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(item for item in self.diagnostics if item.severity is Severity.ERROR)


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
        raise UsageError(
            "no spec was given", "name one, or set `specs` in [tool.spec2code] of pyproject.toml"
        )
    return [root / path for path in recorded]


def shown(root: Path, path: Path) -> str:
    """How a file is named in reports: relative to the root, POSIX; absolute only on another drive."""
    try:
        return Path(os.path.relpath(path.resolve(), root.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def load_specs(root: Path, given: Sequence[Path], settings: Settings) -> Specs:
    """Read the specs and order them: as configured or given; among those of one glob by date, then name.

    Raises:
        UsageError: a file is missing or can't be read.
    """
    from spec2code.spec import ReadOptions, check_specs, read_spec

    options = ReadOptions(
        dialect=settings.dialect, required_by_example=settings.required_by_example
    )
    readings = []
    for path in spec_paths(root, given, settings):
        readings.append(read_spec(_bytes(path), shown(root, path), options=options))
    if not given and len(settings.specs) <= 1:
        readings.sort(key=lambda reading: (reading.spec.date or "", reading.spec.file))
    found = [item for reading in readings for item in reading.diagnostics]
    found += check_specs(readings)
    return Specs(tuple(reading.spec for reading in readings), tuple(in_order(found)))


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
    from spec2code.project import ProjectOptions, read_project

    if not root.is_dir():
        raise UsageError(f"the project root `{root}` is no folder")
    reading = read_project(
        root, options=ProjectOptions(app=settings.app, migrations=settings.migrations)
    )
    return reading.project, tuple(in_order(reading.diagnostics))


def statements(specs: Iterable[Spec]) -> list[Statement]:
    """Every statement of the specs, in their order, post-deployment ones behind the others of their spec."""
    return [item for spec in specs for item in (*spec.statements, *spec.post_statements)]


def code_schema(project: Project) -> Schema:
    """The schema that the migrations make; the mapped one where there are none, or only empty ones."""
    history = project.history.schema if project.history else Schema()
    if not history.tables and project.models is not None:
        return project.models
    return history


def inspect_specs(specs: Specs) -> dict[str, Any]:
    """The document of `inspect` about specs, all of them together."""
    from spec2code.report.inspect_json import inspection

    schema = fold(Schema(), statements(specs.specs), ensure=True).schema
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


def check(specs: Specs) -> tuple[Diagnostic, ...]:
    """What is wrong with the specs themselves."""
    return specs.diagnostics


def diff(specs: Specs, project: Project, *, strict: bool = False) -> list[Drift]:
    """Where the specs and the code have drifted apart."""
    return find_drift(specs.specs, project, strict=strict)

"""What can't be told of what the specs speak of, each cause said once: here of whether endpoints are served, and for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.drift.auth import asks
from spec2code.drift.finding import Drift
from spec2code.drift.routes import match_routes
from spec2code.drift.untold_parts import untold_parts
from spec2code.drift.untold_tables import untold_tables
from spec2code.model.project import OpenPrefix, Project
from spec2code.model.span import Span
from spec2code.model.spec import Spec
from spec2code.model.statements import CreateTable

__all__ = ["other_histories", "silent_specs", "untold", "without_migrations"]


def untold(specs: Sequence[Spec], project: Project, told: Sequence[Diagnostic]) -> list[Diagnostic]:
    """P114 to P116 and P163 to P165 for these specs; `told` is what was found in reading the code."""
    return [
        *_endpoints(specs, project),
        *_auth(specs, project),
        *untold_parts(specs, project),
        *untold_tables(specs, project, told),
    ]


def silent_specs(specs: Sequence[Spec]) -> tuple[list[Diagnostic], list[str]]:
    """What was read without finding a word on code: an error where that is all, else a note.

    A file that isn't what it was taken for must not read as clean.
    """
    silent = [spec.file for spec in specs if spec.is_silent]
    if not silent:
        return [], []
    names = ", ".join(f"`{file}`" for file in silent)
    message = f"no table, endpoint or event was understood of {names}"
    if len(silent) == len(specs):
        return [diagnostic("G256", message, Span(silent[0], 1))], []
    return [], [message]


def unserved(
    specs: Sequence[Spec], project: Project, missing: Sequence[tuple[str, int]]
) -> list[str]:
    """A word where hardly an endpoint of a spec is served: it may be about another application.

    `missing` are the files of specs with the number of their endpoints that no route serves.
    """
    named = [f"`{item.name}`" for item in project.applications]
    few = ", ".join(named[:_APPLICATIONS]) + (" and others" if len(named) > _APPLICATIONS else "")
    lacks = dict(missing)
    return [
        f"{lacks[spec.file]} of the {len(spec.endpoints)} endpoints of `{spec.file}` are not served by {few}:"
        " the spec may be about another application (`--app` chooses one)"
        for spec in specs
        if named and lacks.get(spec.file, 0) >= _MANY
        if lacks[spec.file] * 4 >= len(spec.endpoints) * 3
    ]


_APPLICATIONS = 3
_MANY = 3


def without_migrations(specs: Sequence[Spec], project: Project) -> list[str]:
    """A word where tables are held against the models alone: migrations may be where nobody has looked."""
    has_tables = any(spec.statements or spec.post_statements for spec in specs)
    if has_tables and project.history is None and project.models is None and project.sql:
        first, *others = project.sql.files
        more = f" and {len(others)} more" if others else ""
        part = (
            ""
            if project.sql.complete
            else ", part of which can't be read: what it lacks isn't told"
        )
        return [
            f"no migrations of Alembic were found: tables are compared with the SQL of `{first}`{more}{part}"
        ]
    beside = _beside(specs, project) if has_tables else []
    if not has_tables or project.history is not None or project.models is None:
        return beside
    return [
        *beside,
        "no migrations of Alembic were found: tables are compared with the models alone",
    ]


def _beside(specs: Sequence[Spec], project: Project) -> list[str]:
    """A word on SQL files that can't be read, where a table of the specs is nowhere else."""
    if project.sql is None or not project.sql.unread:
        return []
    known = {*project.sql.schema.tables}
    known |= {*project.history.schema.tables} if project.history else set()
    known |= {*project.models.tables} if project.models else set()
    made = (item for spec in specs for item in spec.statements if isinstance(item, CreateTable))
    if all(item.table.name in known for item in made):
        return []
    files = ", ".join(f"`{file}`" for file in project.sql.unread[:3])
    more = f" and {len(project.sql.unread) - 3} more" if len(project.sql.unread) > 3 else ""
    return [
        f"{files}{more} can't be read in full: tables that are told as missing may be made there"
    ]


def other_histories(drift: Iterable[Drift], told: Iterable[Diagnostic]) -> list[str]:
    """A word where tables differ from migrations that are not the only ones: the specs may mean the others."""
    several = [item.message for item in told if item.code == "P151"]
    if not any(item.code.startswith("D1") for item in drift):
        return []
    return [f"{message}; --migrations chooses" for message in several]


def _endpoints(specs: Iterable[Spec], project: Project) -> list[Diagnostic]:
    """For every place where routes could not be read: how many endpoints of the specs it may serve."""
    counted: Counter[OpenPrefix] = Counter()
    for spec in specs:
        counted.update(opening for _, opening in match_routes(spec.endpoints, project).untold)
    found = []
    for opening, times in counted.items():
        endpoints = "1 endpoint" if times == 1 else f"{times} endpoints"
        where = f"below `{opening.prefix}`" if opening.prefix else "anywhere"
        if opening.name:
            where = f"of `{opening.name}`"
        why = f"routes {where} are made where they can't be read"
        if opening.files:
            why = f"files {where} are served as they lie in a folder"
        message = f"whether {endpoints} of the specs are served can't be told: {why}"
        found.append(diagnostic("P114", message, opening.span))
    return found


def _auth(specs: Iterable[Spec], project: Project) -> list[Diagnostic]:
    """For every spec: of how many endpoints it can't be told whether the code checks their callers."""
    found = []
    for spec in specs:
        open_ones = [
            (endpoint, route)
            for endpoint, route in match_routes(spec.endpoints, project).pairs
            if endpoint.auth is not None
            and endpoint.auth.required
            and not asks(route)
            and route.guard
            and "auth" not in route.undecided
        ]
        if open_ones:
            endpoint, route = open_ones[0]
            count = len(open_ones)
            which = (
                "1 endpoint of the spec turns"
                if count == 1
                else f"{count} endpoints of the spec turn"
            )
            message = (
                f"whether {which} away callers without credentials can't be told: `{endpoint.method}"
                f" {endpoint.path}` has no security scheme that must be met, but {route.guard} may check them"
            )
            found.append(diagnostic("P115", message, route.span))
    return found

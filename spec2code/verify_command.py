"""The recipe of `verify`: the one command that runs the project's migrations, on a database made for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from spec2code import pipeline
from spec2code.config import Settings
from spec2code.diagnostics import Diagnostic, in_order
from spec2code.errors import UsageError
from spec2code.files import read_text
from spec2code.lock import Lock, read_lock
from spec2code.model.patterns import regex
from spec2code.model.project import MigrationHistory
from spec2code.model.spec import statements_of
from spec2code.sql.statement_sql import statement_sql
from spec2code.verify.project import verify_project

__all__ = ["verify"]

_DOWN = regex(r"^down_revision\b[^=]*=\s*[\"']([^\"']+)[\"']", re.M)


def verify(
    root: Path,
    given: Sequence[Path],
    settings: Settings,
    say: Callable[[str], None],
    database_url: str | None = None,
) -> tuple[list[Diagnostic], int]:
    """Upgrade, compare with the specs' own SQL, downgrade, upgrade again.

    Returns:
        What was found, and how many things of the database were compared.

    Raises:
        UsageError: there are no migrations.
        VerifyError: there is no server to try them on.
    """
    read = pipeline.load_specs(root, given, pipeline.for_code(settings))
    project, _ = pipeline.load_project(root, settings)
    if project.history is None:
        raise UsageError("there are no migrations to verify", "`spec2code generate` writes them")
    say(f"running the migrations of {project.history.directory} on a database of their own")
    result = verify_project(
        root,
        statements_of(read.specs),
        base=_base(root, project.history, read_lock(root)),
        config=_config(root, project.history.script_location),
        database_url=database_url,
        progress=say,
        spelled=statement_sql,
    )
    return in_order([*read.errors, *result.diagnostics]), result.compared


def _base(root: Path, history: MigrationHistory, lock: Lock) -> str | None:
    """The revision in front of the first one that `generate` wrote; None when it wrote the first of all."""
    ours = {revision: file for revision, file in history.files if file in lock.files}
    parents = {}
    for revision, file in ours.items():
        found = _DOWN.search(read_text(root, file) or "")
        parents[revision] = found.group(1) if found else None
    return next((parent for parent in parents.values() if parent and parent not in ours), None)


def _config(root: Path, script_location: str) -> str:
    """alembic.ini, in the root or beside the script location."""
    folder = Path(script_location)
    for parent in (Path(), *folder.parents, folder):
        if (root / parent / "alembic.ini").is_file():
            return (parent / "alembic.ini").as_posix()
    return "alembic.ini"

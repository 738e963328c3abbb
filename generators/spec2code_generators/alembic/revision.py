"""One revision file: its id, its name, its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from types import CodeType

from spec2code.codegen.python import docstring
from spec2code.codegen.templates import Templates
from spec2code.model.records import dataclass
from spec2code_generators.alembic.source import text
from spec2code_generators.alembic.step import Step, body

__all__ = ["DEFAULT_TEMPLATE", "Revision", "file_name", "make_revision", "render_revision", "slug"]

DEFAULT_TEMPLATE = "%(rev)s_%(slug)s"
_TIME_TOKENS = ("epoch", "year", "month", "day", "hour", "minute", "second")
_SLUG_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Revision:
    id: str
    down_revision: str | None
    message: str
    upgrade: str
    downgrade: str

    @property
    def does_nothing(self) -> bool:
        """Whether nothing of what it was to do can be done in place; that is told elsewhere."""
        return self.upgrade == self.downgrade == body((), width=80)


def make_revision(
    message: str,
    down_revision: str | None,
    upgrade: Sequence[Step],
    downgrade: Sequence[Step],
    *,
    width: int,
) -> Revision:
    """A revision whose id follows from its parent and its operations."""
    up, down = body(upgrade, width=width), body(downgrade, width=width)
    source = "\n".join([down_revision or "", up, down])
    identifier = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Revision(identifier, down_revision, message, up, down)


def render_revision(revision: Revision, templates: Templates, *, width: int) -> str:
    code = f"def upgrade() -> None:\n{revision.upgrade}\n\n\ndef downgrade() -> None:\n{revision.downgrade}\n"
    names = _names(compile(code, "revision", "exec", dont_inherit=True))
    lines = (
        f"{revision.message}\n\nRevision ID: {revision.id}\nRevises: {revision.down_revision or ''}"
    )
    return templates.render(
        "alembic",
        "revision.py.j2",
        docstring=docstring(lines, width=width),
        revision=text(revision.id),
        down_revision=text(revision.down_revision) if revision.down_revision else "None",
        uses_sqlalchemy=bool(names & {"sa", "SqlType"}),
        uses_postgresql="postgresql" in names,
        uses_sql_type="SqlType" in names,
        code=code,
    )


def _names(code: CodeType) -> set[str]:
    """The names that code and the functions in it use; compiling finds them ten times faster than `ast.walk`."""
    found = set(code.co_names)
    for item in code.co_consts:
        if isinstance(item, CodeType):
            found |= _names(item)
    return found


def slug(message: str) -> str:
    """The words of the message joined by `_`, at most 40 characters, cut between words."""
    words = "_".join(re.findall(r"[a-z0-9]+", message.lower()))
    if len(words) <= _SLUG_LENGTH:
        return words or "revision"
    cut = words[: _SLUG_LENGTH + 1].rpartition("_")[0] or words
    return cut[:_SLUG_LENGTH]


def file_name(revision: Revision, template: str, date: str | None) -> str | None:
    """The name by the project's file_template; None when that needs a date and there is none.

    Args:
        revision: what is to be written.
        template: alembic's `file_template`, such as `%(year)d_%(slug)s`; it may name folders.
        date: ISO date of the spec; a revision has no clock of its own.
    """
    values: dict[str, object] = {"rev": revision.id, "slug": slug(revision.message)}
    if any(f"%({token})" in template for token in _TIME_TOKENS):
        moment = _moment(date)
        if moment is None:
            return None
        values |= {token: getattr(moment, token) for token in _TIME_TOKENS[1:]}
        values["epoch"] = int(moment.timestamp())
    try:
        return f"{template % values}.py"
    except (KeyError, ValueError, TypeError):
        return None


def _moment(date: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(date or "").replace(tzinfo=UTC)
    except ValueError:
        return None

"""Proves a project's migrations on a scratch PostgreSQL. This is the one place that runs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity, worst
from spec2code.model.records import dataclass
from spec2code.model.span import Span
from spec2code.model.statements import CreateEnum, CreateObject, CreateTable, RunSql, Statement
from spec2code.verify.alembic_run import run_alembic
from spec2code.verify.dump import Difference, differences, entries
from spec2code.verify.repeated import drop_repeated
from spec2code.verify.scratch import Server, scratch_server

__all__ = ["VerifyResult", "verify_project"]

_SCHEMA_SQL = ("ALTER TABLE", "DO", "SET")
"""Verbs of what is kept as text and still makes schema."""


@dataclass(frozen=True, slots=True)
class VerifyResult:
    diagnostics: tuple[Diagnostic, ...]
    compared: int = 0
    """How many things of the database were compared."""

    @property
    def ok(self) -> bool:
        return worst(self.diagnostics) is not Severity.ERROR


def verify_project(
    root: Path,
    statements: Sequence[Statement],
    *,
    base: str | None = None,
    config: str = "alembic.ini",
    database_url: str | None = None,
    progress: Callable[[str], None] = lambda text: None,
    spelled: Callable[[Statement], list[str]] = lambda statement: [],
) -> VerifyResult:
    """Upgrade, compare with the specs' own SQL, downgrade, upgrade again, and ask alembic for differences.

    Args:
        root: the project.
        statements: of the specs, in their order, each with its text.
        base: the revision in front of those that the specs brought; None when they brought all.
        config: alembic.ini, relative to the root.
        database_url: a server to make scratch databases on, instead of one of our own.
        progress: is told what happens next.
        spelled: gives PostgreSQL's words for a statement of another database, [] where it has none.

    Raises:
        VerifyError: there is no server to try things on.
    """
    with scratch_server(database_url) as server:
        run = _Run(root, config, base, server, progress, spelled)
        return run.verify(statements)


_WITHOUT_MODELS = "does not provide a MetaData object"
"""What alembic says of an env.py whose `target_metadata` is None."""


class _Run:
    def __init__(
        self,
        root: Path,
        config: str,
        base: str | None,
        server: Server,
        progress: Callable[[str], None],
        spelled: Callable[[Statement], list[str]],
    ) -> None:
        self.root, self.config, self.base = root, config, base
        self.server, self.progress, self.spelled = server, progress, spelled
        self.found: list[Diagnostic] = []

    def verify(self, statements: Sequence[Statement]) -> VerifyResult:
        migrated = self.server.create_database()
        if self.base and not self._alembic("G150", migrated, "upgrade", self.base):
            return self._result(0)
        before = self.server.dump(migrated)
        if not self._alembic("G150", migrated, "upgrade", "head"):
            return self._result(0)
        after = self.server.dump(migrated)
        compared = self._compare(statements, migrated, after)
        self._check(migrated)
        if self._alembic("G153", migrated, "downgrade", self.base or "base"):
            self._left(before, self.server.dump(migrated))
            if self._alembic("G155", migrated, "upgrade", "head"):
                self._again(after, self.server.dump(migrated))
        return self._result(compared)

    def _result(self, compared: int) -> VerifyResult:
        return VerifyResult(tuple(self.found), compared)

    def _check(self, url: str) -> None:
        """`alembic check`, where env.py says what the models are."""
        self.progress("alembic check")
        run = run_alembic(self.root, self.config, url, "check")
        if _WITHOUT_MODELS in run.output:
            message = (
                "`alembic check` is left out: env.py has no metadata of models to compare with"
            )
            self.found.append(diagnostic("G156", message, severity=Severity.INFO))
        elif not run.ok:
            self.found.append(diagnostic("G156", f"`alembic check` fails: {run.said}"))

    def _alembic(self, code: str, url: str, *arguments: str) -> bool:
        self.progress(f"alembic {' '.join(arguments)}")
        run = run_alembic(self.root, self.config, url, *arguments)
        if not run.ok:
            words = " ".join(arguments)
            self.found.append(diagnostic(code, f"`alembic {words}` fails: {run.said}"))
        return run.ok

    def _compare(self, statements: Sequence[Statement], database: str, migrated: str) -> int:
        """The database of the migrations against one made by the specs' own SQL."""
        self.progress("the specs' SQL in a database of its own")
        url = self.server.create_database()
        if self.base and not self._alembic("G150", url, "upgrade", self.base):
            return 0
        self._execute(url, statements)
        self._once(url, database)
        wanted = self.server.dump(url)
        known = {entry.name for entry in entries(wanted) if "TABLE" in entry.type}
        places = _places(statements)
        for difference in differences(wanted, migrated):
            if difference.left is None and not _concerns(difference, known):
                continue
            code = "G158" if difference.order_only else "G152"
            self.found.append(diagnostic(code, _told(difference), _place(difference, places)))
        return len(entries(wanted))

    def _once(self, url: str, migrated: str) -> None:
        with self.server.connect(url) as made, self.server.connect(migrated) as other:
            for name in drop_repeated(made, other):
                message = f"the constraint `{name}` says the same as another one; they are compared as one"
                self.found.append(diagnostic("G159", message))

    def _execute(self, url: str, statements: Sequence[Statement]) -> None:
        available = self.server.extensions()
        with self.server.connect(url) as connection:
            connection.execute("SET check_function_bodies = off")
            for group in _as_written(statements):
                if not self._is_lacking(group[0], available):
                    self._one(connection, group)

    def _is_lacking(self, statement: Statement, available: frozenset[str]) -> bool:
        """Whether it makes an extension that can't be made; one that is only stood in for is told too."""
        name = _extension(statement)
        if name is None or (name in available and name not in self.server.stand_ins):
            return False
        message = f"the extension `{name}` is not on the scratch server"
        if name in self.server.stand_ins:
            message += "; a stand-in with its names takes its place"
        self.found.append(diagnostic("G157", message, statement.span))
        return name not in available

    def _one(self, connection: object, group: list[Statement]) -> None:
        """Run what one statement of the spec was read as: its text, else what it means to PostgreSQL."""
        import psycopg

        assert isinstance(connection, psycopg.Connection)
        span = max((item.span for item in group if item.span), key=_size, default=None)
        try:
            connection.execute(group[0].text.encode())
        except psycopg.Error as error:
            said = str(error).strip().split("\n")[0]
            # A type that stands inside of the table must be there before it.
            ordered = sorted(group, key=lambda item: not isinstance(item, CreateEnum))
            words = [sql for item in ordered for sql in self.spelled(item)]
            try:
                with connection.transaction():
                    for sql in words:
                        connection.execute(sql.encode())
            except psycopg.Error:
                words = []
            if words:
                message = f"PostgreSQL doesn't take the statement as it is written ({said}); it is compared as it is read"
                self.found.append(diagnostic("G159", message, span))
            else:
                message = f"PostgreSQL refuses the spec's statement: {said}"
                self.found.append(diagnostic("G151", message, span))

    def _left(self, before: str, after: str) -> None:
        for difference in differences(before, after):
            if difference.order_only:
                continue
            what = "is left" if difference.left is None else "is not as it was"
            message = f"after the downgrade {difference.entry} {what}"
            self.found.append(diagnostic("G154", message))

    def _again(self, first: str, second: str) -> None:
        for difference in differences(first, second):
            message = f"{difference.entry} is different after up, down and up again"
            self.found.append(diagnostic("G155", message))


def _as_written(statements: Sequence[Statement]) -> list[list[Statement]]:
    """What makes schema, in groups that one statement of the spec was read as, each once.

    An inline ENUM and an index line of MySQL's are statements of their own, with their table's text.
    """
    groups: list[list[Statement]] = []
    done: set[tuple[Span | None, str]] = set()
    for statement in statements:
        key = (statement.span, statement.text)
        if not _makes_schema(statement) or key in done:
            continue
        done.add(key)
        if groups and groups[-1][0].text == statement.text and _near(groups[-1], statement):
            groups[-1].append(statement)
        else:
            groups.append([statement])
    return groups


def _near(group: list[Statement], statement: Statement) -> bool:
    """Whether both lie within the lines of one text."""
    one, other = group[-1].span, statement.span
    if one is None or other is None or one.file != other.file:
        return False
    return abs(other.line - one.line) <= statement.text.count("\n")


def _size(span: Span) -> tuple[int, int]:
    return (span.end_line - span.line, span.end_column - span.column)


def _makes_schema(statement: Statement) -> bool:
    if not statement.text.strip():
        return False
    return not isinstance(statement, RunSql) or statement.verb in _SCHEMA_SQL


def _extension(statement: Statement) -> str | None:
    if isinstance(statement, CreateObject) and statement.object.kind == "extension":
        return statement.object.name.name
    return None


def _concerns(difference: Difference, tables: set[str]) -> bool:
    """Whether it is about a table that the specs have; others are none of their business."""
    return difference.entry.name.split(" ")[0] in tables


def _told(difference: Difference) -> str:
    entry = difference.entry
    if difference.order_only:
        return f"the columns of {entry} stand in another order"
    if difference.left is None:
        return f"{entry} is made by the migrations, not by the spec"
    if difference.right is None:
        return f"{entry} is made by the spec, not by the migrations"
    ours = [line for line in difference.left.split("\n") if line not in difference.right]
    theirs = [line for line in difference.right.split("\n") if line not in difference.left]
    wanted, got = (" ".join(" ".join(lines).split()) for lines in (ours, theirs))
    return f"{entry} is `{wanted}` by the spec's SQL, `{got}` by the migrations"


def _places(statements: Sequence[Statement]) -> dict[str, Span]:
    """Where a table is made, by its name."""
    return {
        statement.table.name.name: statement.span
        for statement in statements
        if isinstance(statement, CreateTable) and statement.span is not None
    }


def _place(difference: Difference, places: dict[str, Span]) -> Span | None:
    return places.get(difference.entry.name.split(" ")[0])

"""The tables that SQL makes without Alembic: a project's `.sql` files, or else the texts that its Python runs.

Many applications have a `schema.sql`, a folder of numbered files or `CREATE TABLE` in a string, and neither
migrations nor mapped classes for some or all of their tables. What these texts add up to, in the order of their names, is the schema of the code.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from spec2code.model.fold import fold
from spec2code.model.patterns import regex
from spec2code.model.project import SqlTables
from spec2code.model.schema import Schema
from spec2code.model.span import Excerpt
from spec2code.model.statements import CreateTable, Statement
from spec2code.project.sources import Module, Sources
from spec2code.sql import Session, read_sql

__all__ = ["read_sql_tables"]

_MAKES = regex(r"\b(?:create|alter)\s+(?:\w+\s+){0,2}table\b", re.IGNORECASE)
_MAKES_OTHERS = regex(r"\bcreate\s+(?:extension|type|domain)\b|\balter\s+type\b", re.IGNORECASE)
"""What the tables of other files need."""
_MARKS = (b"TABLE", b"table")
_ASIDE = regex(
    r"(?:^|[/_.-])(?:tests?|fixtures?|seeds?|seeders?|samples?|examples?|demo|docs?|quer(?:y|ies)|reports?|downs?|rollbacks?|undo|revert|drop|reset|cleanup|teardown|backups?|archive[ds]?|legacy|old|deprecated)(?=[/_.-]|$)",
    re.IGNORECASE,
)
"""Parts of a path of what isn't run to make the tables of today."""
_TESTS = regex(r"(?:^|/)(?:tests?|docs?|examples?)/|(?:^|/)(?:test_|conftest)", re.IGNORECASE)
_STEPS = regex(r"(?:^|/)(?:migrations?|versions|changes|patches|upgrades?|updates?)/|(?:^|/)\d")
_ROWS = regex(r"^INSERT[ \t]+INTO[^\n]*;[ \t]*$", re.IGNORECASE | re.MULTILINE)
"""Rows, of which a dump has any number; they say nothing of the tables. Further in stands what a function does."""
_LARGEST = 2_000_000


def read_sql_tables(sources: Sources, dialect: str, *, strings: bool) -> SqlTables | None:
    """What the SQL of a project makes; None where none makes a table.

    `strings`: whether texts in Python count where no file makes one. Migrations have such texts too, and replay them.
    """
    found = _added_up(_of_files(sources), dialect)
    if found is not None and (found.schema.tables or not strings):
        return found
    return (_added_up(_of_strings(sources), dialect) if strings else None) or found


def _added_up(texts: Iterable[Excerpt | str | None], dialect: str) -> SqlTables | None:
    """The schema of the texts, run one behind the other.

    Among them are the names of files that can't be read; None: a text in Python that isn't known.
    """
    session = Session()
    statements: list[Statement] = []
    files: dict[str, None] = {}
    complete = True
    unread: dict[str, None] = {}
    for text in texts:
        if not isinstance(text, Excerpt):
            complete = False
            unread.update({text: None} if text else {})
            continue
        reading = read_sql(text, dialect, session=session)
        if any(item.severity.value == "error" for item in reading.diagnostics):
            complete = False
            unread[text.file] = None
        statements += reading.statements
        files[text.file] = None
    if not any(isinstance(item, CreateTable) for item in statements):
        return SqlTables(Schema(), tuple(unread), False, tuple(unread)) if unread else None
    schema = fold(Schema(), statements, ensure=True).schema
    return SqlTables(schema, tuple(files), complete, tuple(unread))


def _of_files(sources: Sources) -> Iterator[Excerpt | str]:
    """The files that make or alter tables, a whole schema first, then the steps that go on from it; of one unread its name."""
    for file in sorted(sources.sql, key=_in_order):
        if _ASIDE.search(file):
            continue
        path = sources.root / file
        try:
            text = _text(path.read_bytes()) if path.stat().st_size <= _LARGEST else None
        except OSError:
            text = None
        if text is None:
            yield file
            continue
        if _MAKES.search(text) or _MAKES_OTHERS.search(text):
            yield Excerpt(file, _ROWS.sub("", text.replace("\r\n", "\n")))


def _text(data: bytes) -> str | None:
    """The text of a file as editors and servers write it; None where it is none."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", *(["cp1252"] if b"\0" not in data else [])]
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return None


def _in_order(file: str) -> tuple[bool, str, list[tuple[int, str]], str]:
    """Numbers in a name count as numbers: `2_pets.sql` goes before `10_toys.sql`."""
    folder, _, name = file.rpartition("/")
    parts = [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]
    return (_STEPS.search(file) is not None, folder, parts, name)


def _of_strings(sources: Sources) -> Iterator[Excerpt | None]:
    """The texts in the project's Python, but for tests and what explains itself; None: one with parts put in."""
    for module in sources.relevant(*_MARKS):
        if not _TESTS.search(module.file) and _MAKES.search(module.text):
            yield from _in_module(module)


def _in_module(module: Module) -> Iterator[Excerpt | None]:
    explained = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    inside: set[int] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in ast.walk(node)}
            written = "".join(
                str(part.value) for part in node.values if isinstance(part, ast.Constant)
            )
            if _MAKES.search(written):
                yield None
    strings = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in inside
        and id(node) not in explained
        and _MAKES.search(node.value)
    ]
    for node in sorted(strings, key=lambda item: (item.lineno, item.col_offset)):
        assert isinstance(node.value, str)
        yield Excerpt(module.file, node.value, node.lineno)

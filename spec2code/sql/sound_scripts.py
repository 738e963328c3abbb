"""Statements that can't run behind those of the same script: what one of them made, dropped or renamed is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.fold import Problem
from spec2code.model.fold.apply import apply
from spec2code.model.fold.draft import Draft
from spec2code.model.names import sequence_name
from spec2code.model.schema import Column, Name, PrimaryKey, Schema, Table, Unique
from spec2code.model.statements import (
    AddColumn,
    AddConstraint,
    AlterColumn,
    AlterTable,
    CreateEnum,
    CreateIndex,
    CreateObject,
    CreateTable,
    DropColumn,
    DropTable,
    IdentityChange,
    RenameTable,
    SetComment,
    Statement,
    Unset,
)
from spec2code.sql.fold_problems import problem_diagnostics
from spec2code.sql.semantics.types import Types

__all__ = ["check_scripts"]

_ELSEWHERE = frozenset(("table-twice",))
"""What is told of a whole spec already."""


def check_scripts(
    statements: Iterable[Statement], schema: Schema, unfollowed: Collection[str] = ()
) -> list[Diagnostic]:
    """What PostgreSQL would refuse of each script, as far as the script alone tells.

    Args:
        statements: of all specs, in order.
        schema: what they add up to.
        unfollowed: the files with a DO block that can't be followed: what it has made, dropped or renamed
            isn't known.
    """
    scripts: dict[tuple[str, int], list[Statement]] = {}
    for item in statements:
        if item.script and item.text and item.span is not None:
            scripts.setdefault((item.span.file, item.script), []).append(item)
    found: list[Diagnostic] = []
    for (file, _), script in scripts.items():
        if len(script) > 1:
            found += _script(script, schema, known=file not in unfollowed)
    return found


def _script(script: Sequence[Statement], schema: Schema, *, known: bool) -> list[Diagnostic]:
    made: set[Name] = set()
    for item in script:
        made |= set(_made_by(item))
    draft = Draft(Schema(), ensure=False)
    for item in script:
        draft.begin(item)
        for message in _refusals(draft, item):
            draft.problem("refused", message)
        apply(draft, item)
    problems = [
        problem
        for problem in draft.problems
        if problem.kind not in _ELSEWHERE and _concerns(problem, made)
        if known or not problem.kind.endswith(("-unknown", "-twice"))
    ]
    return [*problem_diagnostics(problems), *_casts(script, schema)]


def _refusals(draft: Draft, item: Statement) -> Iterator[str]:
    """What folding lets pass, and PostgreSQL doesn't."""
    match item:
        case AddConstraint(name, PrimaryKey() | Unique(), using) if using is not None:
            table = draft.tables.get(name)
            index = draft.find_index(table, using) if table else None
            if table is not None and (index is None or not index.unique):
                lack = "is not unique" if index else "isn't there"
                yield f"a constraint of `{name}` is made of the index `{using}`, which {lack}"
        case AddColumn(name) | DropColumn(name) | AddConstraint(name) | CreateIndex(name):
            if ("view", name, None, "") in draft.objects:
                yield f"`{name}` is a view, which has no columns, keys and indexes of its own"
        case AlterTable(name) if any("row_security" in option for option, _ in item.options):
            if draft.is_other_relation(name):
                yield f"`{name}` is no table, and row-level security is one's"
        case CreateObject(made) if made.kind == "sequence":
            for table in draft.created.values():
                for column in table.columns:
                    counts = column.serial or column.identity is not None
                    if counts and sequence_name(table.name, column.name) == made.name:
                        yield f"sequence `{made.name}` has the name of the one of `{table.name}.{column.name}`"
        case SetComment("table", name) if ("view", name, None, "") in draft.objects:
            yield f"`{name}` is a view: write COMMENT ON VIEW"
        case _:
            yield from _refused_of_tables(draft, item)


def _refused_of_tables(draft: Draft, item: Statement) -> Iterator[str]:
    match item:
        case DropTable(name) if not item.cascade and name in draft.tables:
            for other in draft.tables.values():
                if other.name != name and any(key.target == name for key in other.foreign_keys):
                    yield f"table `{name}` is dropped, and `{other.name}` refers to it"
        case AlterColumn(owner, column):
            table = draft.tables.get(owner)
            present = table.column(column) if table else None
            if table is not None and present is not None:
                yield from _refused_of(table, present, item)


def _refused_of(table: Table, column: Column, item: AlterColumn) -> Iterator[str]:
    what = f"`{table.name}.{column.name}`"
    keyed = table.primary_key is not None and column.name in table.primary_key.columns
    if item.nullable is True and keyed:
        yield f"{what} is in the primary key, which takes no NULL"
    if isinstance(item.identity, Unset):
        return
    if isinstance(item.identity, IdentityChange):
        if column.identity is None:
            yield f"{what} has no identity whose options could be set"
        return
    if item.identity is not None and column.nullable and not keyed and not column.serial:
        yield f"{what} becomes an identity column, and isn't NOT NULL"
    if item.identity is None and column.identity is None:
        yield f"{what} loses an identity that it doesn't have"


def _made_by(item: Statement) -> Iterator[Name]:
    match item:
        case CreateTable(table):
            yield table.name
        case CreateEnum(enum):
            yield enum.name
        case CreateObject(made):
            yield made.name
        case RenameTable(_, new):
            yield new
        case _:
            return


def _concerns(problem: Problem, made: set[Name]) -> bool:
    """Whether the problem is one of something that the script itself has made."""
    if problem.kind.endswith("-twice"):
        return True
    item = problem.statement
    if isinstance(item, CreateObject):
        return True
    names = [getattr(item, field, None) for field in ("table", "name")]
    return any(isinstance(name, Name) and name in made for name in names)


# -- changes of types --------------------------------------------------------------------------------


def _casts(script: Sequence[Statement], schema: Schema) -> Iterator[Diagnostic]:
    """`ALTER COLUMN ... TYPE` where the old values don't become new ones by themselves."""
    wanted = [item for item in script if isinstance(item, AlterColumn) and item.using is None]
    if not any(not isinstance(item.type, Unset) for item in wanted):
        return
    types = Types(schema)
    current: dict[tuple[Name, str], str] = {}
    for item in script:
        if isinstance(item, CreateTable):
            current |= {(item.table.name, each.name): each.type for each in item.table.columns}
        elif isinstance(item, AlterColumn) and not isinstance(item.type, Unset):
            key = (item.table, item.column)
            old, new = types.plain(current.get(key)), types.plain(item.type)
            if item.using is None and old and new and not types.coerces(old, new, "a"):
                message = f"`{item.table}.{item.column}` is `{current[key]}`, which doesn't become `{item.type}` by itself"
                hint = f"add `USING {item.column}::{item.type}`"
                yield diagnostic("Q151", message, item.span, hint=hint)
            current[key] = item.type

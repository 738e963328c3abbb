"""What can't be told of the tables of the specs: of which migrations, of which parts; each cause said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.drift.spoken import spoken
from spec2code.model.project import MigrationHistory, Project
from spec2code.model.schema import UNDECIDED, UNKNOWN_TYPE, Name, Schema, Table
from spec2code.model.span import Span
from spec2code.model.spec import Spec

__all__ = ["listed", "untold_tables"]

_FEW = 3
"""Of more than so many it is said how many there are."""
_OF_ALL = ("P152", "P153", "P155", "P157")
"""What a migration does that can't be told; where no table is known for it, it may be any."""


def untold_tables(
    specs: Sequence[Spec], project: Project, told: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """P163, P164 and P165 for the tables of these specs; `told` is what was found in reading the code."""
    tables = spoken(specs).tables
    if not tables:
        return []
    found: list[Diagnostic] = []
    history = project.history
    if history is not None and history.readable:
        causes = list(told)
        known = project.models.tables if project.models is not None else {}
        # What a revision makes as the models have it is compared with them.
        open_tables = [n for n in tables if not (n in history.as_models and n in known)]
        found += _migrations(history, open_tables, causes)
        found += _anywhere(history, causes)
        found += _parts("migrations", history.schema, tables, frozenset())
    if project.models is not None:
        found += _parts("models", project.models, tables, project.open_tables)
    return found


def listed(items: Sequence[str]) -> str:
    """The first few of them, and how many there are beyond."""
    few = items if len(items) <= _FEW else items[: _FEW - 1]
    rest = f" and {len(items) - len(few)} more" if len(few) < len(items) else ""
    return ", ".join(few) + rest


def _migrations(
    history: MigrationHistory, spoken: Iterable[Name], causes: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """Tables of which migrations can't be told, by what leaves them open."""
    by_place: dict[Span | None, list[str]] = {}
    for name in spoken:
        if name in history.uncertain:
            by_place.setdefault(history.uncertain[name], []).append(f"`{name}`")
    for place, names in by_place.items():
        cause = next((item.message for item in causes if item.span == place), "")
        what = f"table {names[0]}" if len(names) == 1 else f"{len(names)} tables ({listed(names)})"
        message = f"what the migrations make of {what} can't be told, and isn't compared"
        yield diagnostic("P163", f"{message}: {cause}" if cause else message, place)


def _anywhere(history: MigrationHistory, causes: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """What migrations do that can't be told, to no table that is known."""
    bound = set(history.uncertain.values())
    loose = [item for item in causes if item.code in _OF_ALL and item.span not in bound]
    if loose:
        places = "1 place" if len(loose) == 1 else f"{len(loose)} places"
        first = loose[0]
        message = f"{places} of the migrations can't be told, and tables are compared without"
        yield diagnostic("P165", f"{message} what is done there: {first.message}", first.span)


def _parts(
    where: str, code: Schema, spoken: dict[Name, Table], open_tables: frozenset[Name]
) -> Iterator[Diagnostic]:
    """Types and expressions that can't be told, of what the specs have a word of."""
    parts: list[tuple[str, Span | None]] = []
    for name, wanted in spoken.items():
        has = code.tables.get(name)
        if has is not None:
            parts += _of_table(wanted, has)
            if name in open_tables:
                parts.append((f"the constraints and indexes of table `{name}`", has.span))
    if parts:
        count = "1 part" if len(parts) == 1 else f"{len(parts)} parts"
        words = listed([words for words, _ in parts])
        message = f"{count} of tables can't be told in the {where}, and {'is' if len(parts) == 1 else 'are'} not compared: {words}"
        yield diagnostic("P164", message, parts[0][1])


def _of_table(wanted: Table, has: Table) -> Iterator[tuple[str, Span | None]]:
    for column in has.columns:
        if wanted.column(column.name) is None:
            continue
        if column.type == UNKNOWN_TYPE:
            yield f"the type of column `{has.name}.{column.name}`", column.span
        if any(item and item.text == UNDECIDED.text for item in (column.default, column.generated)):
            yield f"the default of column `{has.name}.{column.name}`", column.span
    for check in has.checks if wanted.checks else ():
        if check.expression.text == UNDECIDED.text:
            yield f"a check of table `{has.name}`", check.span
    for index in has.indexes if wanted.indexes else ():
        keys = [key.expression for key in index.keys]
        if any(item and item.text == UNDECIDED.text for item in (*keys, index.where)):
            yield f"index `{index.name}`", index.span

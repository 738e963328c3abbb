"""All drift between a set of specs and a project, each difference told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from spec2code.destructive import table_of
from spec2code.drift.cases import in_case_of_specs, with_meant_targets
from spec2code.drift.comparison import Comparison
from spec2code.drift.endpoints import compare_endpoints
from spec2code.drift.examples import told_once
from spec2code.drift.fields import shape_drift
from spec2code.drift.finding import Drift, Side, drift
from spec2code.drift.in_migrations import milder_where_migrated
from spec2code.drift.inherited import columns_once, inherited_once
from spec2code.drift.listed import Lists
from spec2code.drift.renamed import (
    columns_renamed,
    constraints_changed,
    tables_renamed,
    without_equal_uniques,
)
from spec2code.drift.shapes import Shapes, compare_shapes
from spec2code.drift.spoken import spoken
from spec2code.drift.tables import schema_drift
from spec2code.drift.undecided import decided
from spec2code.drift.unspoken import as_errors, unspoken
from spec2code.model import changes as ch
from spec2code.model.api import Event
from spec2code.model.changes import Change
from spec2code.model.compare import compare_schemas, noted_renames, renames_of
from spec2code.model.domains import required_by_domains
from spec2code.model.fold import fold
from spec2code.model.fold.repeats import key_of, without_repeats
from spec2code.model.null_defaults import without_null_defaults
from spec2code.model.project import Project, SqlTables
from spec2code.model.records import replace
from spec2code.model.schema import Name, PrimaryKey, Schema, Unique
from spec2code.model.shapes import Definitions
from spec2code.model.span import Span
from spec2code.model.spec import Spec, statements_of
from spec2code.model.statements import RenameTable
from spec2code.sql import rekeyed_pair

__all__ = ["find_drift"]


def find_drift(specs: Sequence[Spec], project: Project, *, strict: bool = False) -> list[Drift]:
    """Every place where specs and code disagree, sorted by the spec's place, then the code's."""
    said = spoken(specs)
    by_sql = _made_by_sql(said, project)
    found = list(_migrations(specs, said, project, by_sql))
    found += milder_where_migrated(found, _models(specs, said, project, by_sql), project)
    found += _sql(specs, said, project, by_sql)
    found += compare_endpoints(specs, project, strict=strict)
    found += _events(specs, project)
    if strict:
        found = as_errors([*found, *unspoken(said.tables, project, found)])
    once = columns_once(inherited_once(_once(found), project.shapes), project.models, said.tables)
    return sorted(told_once(once), key=_order)


def _order(item: Drift) -> tuple[str, int, int, str, str, str]:
    at = (item.spec.at if item.spec else None) or (item.code_side.at if item.code_side else None)
    place = (at.file, at.line, at.column) if at else ("", 0, 0)
    return (*place, item.code, item.subject, item.message)


def _once(found: Iterable[Drift]) -> list[Drift]:
    """A field of a model that several endpoints use is one finding."""
    unique: dict[tuple[object, ...], Drift] = {}
    for item in found:
        at = item.code_side.at if item.code_side else None
        unique.setdefault((item.code, item.kind, item.subject, at, item.message), item)
    return list(unique.values())


def _made_by_sql(said: Schema, project: Project) -> frozenset[Name]:
    """Tables of the specs that only SQL files make: neither migrations nor mapped classes have them."""
    if project.sql is None:
        return frozenset()
    history = project.history.schema if project.history else Schema()
    models = project.models or Schema()
    known = history.tables.keys() | models.tables.keys()
    made = {name for name, table in project.sql.schema.tables.items() if not table.is_partial}
    return frozenset(name for name in said.tables if name in made and name not in known)


def _sql(
    specs: Sequence[Spec], said: Schema, project: Project, by_sql: frozenset[Name]
) -> Iterator[Drift]:
    """The tables that SQL files make; all of them where nothing else makes any."""
    if project.sql is None or not any(spec.statements or spec.post_statements for spec in specs):
        return
    alone = project.history is None and project.models is None
    if not (alone or by_sql):
        return
    only = None if alone else by_sql
    yield from _schema(
        specs, said, project.sql.schema, 100, frozenset(), None, {}, sql=project.sql, only=only
    )


def _migrations(
    specs: Sequence[Spec], said: Schema, project: Project, by_sql: frozenset[Name]
) -> Iterator[Drift]:
    if not any(spec.statements or spec.post_statements for spec in specs):
        return
    history = project.history
    if history is None and (project.models is not None or project.sql is not None):
        return
    if history is not None and not history.readable:
        return
    code = history.schema if history else Schema()
    uncertain = frozenset(history.uncertain) if history else frozenset()
    fallback = Span(history.directory, 1) if history else None
    renamed = history.renamed if history else {}
    yield from _schema(specs, said, code, 100, uncertain | by_sql, fallback, renamed)


def _models(
    specs: Sequence[Spec], said: Schema, project: Project, by_sql: frozenset[Name]
) -> Iterator[Drift]:
    if project.models is None:
        return
    spans = sorted(table.span for table in project.models.tables.values() if table.span)
    fallback = Span(spans[0].file, 1) if spans else None
    yield from _schema(
        specs, said, project.models, 200, project.open_tables, fallback, {}, elsewhere=by_sql
    )


def _schema(
    specs: Sequence[Spec],
    said: Schema,
    code: Schema,
    family: int,
    uncertain: frozenset[Name],
    fallback: Span | None,
    renamed: Mapping[tuple[Name, str], str],
    *,
    sql: SqlTables | None = None,
    only: frozenset[Name] | None = None,
    elsewhere: frozenset[Name] = frozenset(),
) -> Iterator[Drift]:
    listed = [item.table.name for spec in specs for item in spec.described if item.is_source]
    cased = in_case_of_specs(code, said, listed)
    code = fold(code, cased, ensure=False).schema if cased else code
    uncertain |= {
        item.new_name for item in cased if isinstance(item, RenameTable) and item.name in uncertain
    }
    moved = tables_renamed(code, said, uncertain)
    own = code
    code = fold(code, moved, ensure=False).schema if moved else code
    notes = tuple(note for spec in specs for note in spec.renames)
    asked = statements_of(specs)
    asked = [*noted_renames(code, notes, asked), *asked]
    desired = with_meant_targets(fold(code, asked, ensure=True).schema)
    code, desired = rekeyed_pair(code, desired)
    renames = renames_of(asked)
    if family == 200:
        code, desired = _each_key_once(code), _each_key_once(required_by_domains(desired))
    changes: list[Change] = [ch.RenameTable(item.name, item.new_name) for item in moved]
    code, desired = without_null_defaults(code), without_null_defaults(desired)
    compared = columns_renamed(compare_schemas(code, desired, renames=renames), renamed)
    compared = without_equal_uniques(compared, code)
    lists = Lists(item for spec in specs for item in spec.described)
    changes += decided(
        constraints_changed(compared, names=family == 100), in_models=family == 200, lists=lists
    )
    some = {item.table.name for spec in specs for item in spec.described if item.partial}
    told = [
        change
        for change in changes
        if not (isinstance(change, ch.DropColumn) and change.table in some)
        and not _may_be_there(change, uncertain, family)
        and (family == 100 or _models_say(change, desired, code))
        and not (sql is not None and not sql.complete and isinstance(change, _LACKS))
        and (only is None or table_of(change) in only)
        and table_of(change) not in elsewhere
    ]
    known = Schema({**own.tables, **code.tables}, code.enums, code.objects)
    if sql is not None:
        fallback = Span(sql.files[0], 1)
    yield from schema_drift(
        told,
        Comparison(
            family,
            known,
            desired,
            fallback,
            in_sql=sql is not None,
            unlinked=lists.unlinked,
            unchecked=lists.unchecked,
            not_unique=lists.not_unique,
            keyless=lists.keyless,
        ),
    )


_LACKS = (ch.AddTable, ch.AddColumn, ch.AddConstraint, ch.AddIndex, ch.AddEnum, ch.AddObject)
"""What the code lacks, and may have where its SQL can't be read."""


def _each_key_once(schema: Schema) -> Schema:
    """The schema as models say it: once what two constraints ask for."""
    tables = {}
    for name, table in schema.tables.items():
        keys = {replace(key, name=None): key for key in reversed(table.foreign_keys)}
        if len(keys) < len(table.foreign_keys):
            kept = tuple(key for key in table.foreign_keys if key in keys.values())
            table = replace(table, foreign_keys=tuple(dict.fromkeys(kept)))
        tables[name] = without_repeats(table)
    return replace(schema, tables=tables)


def _may_be_there(change: Change, uncertain: Set[Name], family: int) -> bool:
    """Whether what the change is about can't be decided by reading.

    Of a table of migrations that something undecided touched nothing is known; of one of the models a
    constraint or an index is missing from what could be read.
    """
    if table_of(change) not in uncertain:
        return False
    return family == 100 or isinstance(change, ch.AddConstraint | ch.AddIndex)


def _is_inherited(change: Change) -> bool:
    """A column, or a NOT NULL, that the table may have of its parent."""
    if isinstance(change, ch.ModifyColumn):
        return not change.before.nullable and replace(change.before, nullable=True) == change.after
    return isinstance(change, ch.DropColumn)


def _models_say(change: Change, desired: Schema, code: Schema) -> bool:
    """Whether mapped classes are a place where this would be written down.

    Views, functions, triggers, enum types without a column, table options and comments live in migrations;
    the order of labels and of the columns of a primary key is the database's. A partition has its parent's
    model, a table of a query none that could be told, a stand-in has what others need of its table, a model says
    again what its table inherits, and says once what two constraints ask for.
    """
    name = change.after if isinstance(change, ch.RenameTable) else table_of(change)
    table = desired.tables.get(name) if name is not None else None
    if name in code.tables and code.tables[name].is_partial:
        return False
    if table is not None and any(map(table.option, ("partition_of", "of", "as"))):
        return False
    if table is not None and table.option("inherits") and _is_inherited(change):
        return False
    match change:
        case ch.AddObject() | ch.DropObject() | ch.ModifyObject() | ch.ModifyTable():
            return False
        case ch.AddEnum() | ch.DropEnum():
            return False
        case ch.AddConstraint(owner, Unique() as unique) if owner in code.tables:
            present = code.tables[owner]
            keys = (*present.uniques, *((present.primary_key,) if present.primary_key else ()))
            return key_of(unique) not in {key_of(key) for key in keys}
        case ch.ModifyConstraint(_, Unique() as before, Unique() as after):
            same = replace(before, columns=after.columns, name=after.name) == after
            return sorted(before.columns) != sorted(after.columns) or not same
        case ch.ModifyEnum(before, after):
            return set(before.labels) != set(after.labels)
        case ch.ModifyConstraint(_, PrimaryKey() as before, PrimaryKey() as after):
            other = replace(before, columns=after.columns, name=after.name, include=after.include)
            same = other == after
            return sorted(before.columns) != sorted(after.columns) or not same
        case _:
            return True


def _events(specs: Sequence[Spec], project: Project) -> Iterator[Drift]:
    by_name: dict[str, list[str]] = {}
    for name in project.shapes:
        by_name.setdefault(name.rsplit(".", 1)[-1].lower(), []).append(name)
    for spec in specs:
        for event in spec.events:
            if event.shape is not None:
                yield from _event(event, spec.definitions, project, by_name)


def _event(
    event: Event, definitions: Definitions, project: Project, by_name: dict[str, list[str]]
) -> Iterator[Drift]:
    plain = "".join(character for character in event.name if character.isalnum()).lower()
    names = [
        name
        for form in (plain, plain + "event", plain + "payload")
        for name in by_name.get(form, [])
    ]
    if not names:
        yield drift(
            "D510",
            "missing",
            f"event {event.name}",
            f"no model has the name of event `{event.name}`",
            spec=Side(event.span, event.name),
        )
        return
    code = project.shapes[names[0]]
    if event.shape is None:
        return
    shapes = Shapes(definitions, project.shapes, request=False)
    found = compare_shapes(event.shape, code, shapes, spec_at=event.span, code_at=code.span)
    yield from shape_drift(found, f"event {event.name}", family="D5")

"""All mapped classes and tables of a project, put together into the schema that they stand for."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.kept_names import table_with_kept_names
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field, replace
from spec2code.model.schema import Enum, Name, Schema
from spec2code.model.span import Span
from spec2code.project.evaluate import Evaluator
from spec2code.project.orm.apart import Apart, add_indexes, indexes_of
from spec2code.project.orm.assemble import model_table
from spec2code.project.orm.dotted import find_dotted_targets
from spec2code.project.orm.imperative import table_item
from spec2code.project.orm.items import ColumnItem, TableItem
from spec2code.project.orm.mapping import ClassMapper, MappedTable
from spec2code.project.orm.metadata import convention_of, conventions_in, metadata_of
from spec2code.project.orm.naming import Naming
from spec2code.project.orm.reading import ItemReader
from spec2code.project.orm.types import TypeResolver
from spec2code.project.orm.values import kind_of
from spec2code.project.resolve import MISSING, force
from spec2code.project.sources import Module, Sources
from spec2code.project.values import Call, Class, External, Value

__all__ = ["ClassTable", "OrmReading", "class_table", "read_models"]

_MARKS = (b"__tablename__", b"mapped_column", b"Column(", b"table=True", b"Mapped[", b"Table(")
_ASIDE = regex(
    r"(?:^|/)(?:tests?|testing|conftest\.py|test_[^/]*\.py|[^/]*_test\.py|examples?|docs?)(?:/|$)"
)


@dataclass(frozen=True, slots=True)
class OrmReading:
    schema: Schema
    classes: dict[Name, str] = field(default_factory=dict)
    """Table to `module.Class`."""
    base: str | None = None
    """`module.Base`, where there is exactly one."""
    diagnostics: tuple[Diagnostic, ...] = ()
    decided: int = 0
    undecided: int = 0
    roots: dict[str, int] = field(default_factory=dict)
    """Every declarative base to its number of tables."""
    open_tables: frozenset[Name] = frozenset()
    """Tables of which a constraint or an index can't be told."""


@dataclass(slots=True)
class ClassTable:
    item: TableItem
    naming: Naming


class _Told:
    """Collects what can't be told."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def problem(self, message: str, span: Span | None) -> None:
        self.diagnostics.append(diagnostic("P158", message, span))

    def table(self, name: str, reason: str, span: Span | None) -> None:
        message = f"the table of `{name}` can't be told: {reason}"
        self.diagnostics.append(diagnostic("P161", message, span))


def read_models(
    sources: Sources,
    evaluator: Evaluator,
    *,
    metadata: Iterable[Value] = (),
    aside: Iterable[str] = (),
    reached: Callable[[], Iterable[frozenset[str]]] = tuple,
) -> OrmReading:
    """Read every class and Table() that SQLAlchemy or SQLModel maps.

    Args:
        sources: all Python files.
        evaluator: over the same sources.
        metadata: what env.py's `target_metadata` stands for, where it is known: it chooses among bases.
        aside: folders that hold no models, such as those of migrations.
        reached: files of env.py and of the application, those that say most first; asked where two classes map
            one table, which no process can have.
    """
    told = _Told()
    mapper = _mapper(evaluator, told, implicit_optional=evaluator.pydantic == 1)
    folders = tuple(f"{folder.rstrip('/')}/" for folder in aside)
    mapped: list[MappedTable] = []
    loose: list[tuple[Call, str]] = []
    indexes: list[Apart] = []
    for module in sources.relevant(*_MARKS):
        if _ASIDE.search(module.file) or module.file.startswith(folders):
            continue
        for value, name in _top_level(module, evaluator):
            if isinstance(value, Class):
                found = mapper.table(value)
                if found is not None:
                    mapped.append(found)
            elif isinstance(value, Call):
                loose.append((value, name))
        indexes += indexes_of(module, _statements(module.tree.body), evaluator)
    known = {id(table.cls) for table in mapped}
    for cls in mapper.related:
        found = mapper.table(cls)
        if found is not None and id(cls) not in known:
            known.add(id(cls))
            mapped.append(found)
    mapped = _each_table_once(mapped, reached)
    return _reading(mapped, loose, indexes, mapper, sources, evaluator, list(metadata), told)


def class_table(cls: Class, evaluator: Evaluator) -> ClassTable | None:
    """The table of one class, for `Model.__table__.create()`."""
    found = _mapper(evaluator, _Told()).table(cls)
    if found is None or found.parent is not None:
        return None
    return ClassTable(found.item, Naming(convention_of(cls, evaluator) or {}))


def _mapper(evaluator: Evaluator, told: _Told, *, implicit_optional: bool = False) -> ClassMapper:
    reader = ItemReader(TypeResolver(evaluator), told.problem, tell_table=told.table)
    mapper = ClassMapper(evaluator, reader, implicit_optional=implicit_optional)
    reader.target = mapper.target
    reader.column_name = mapper.column_name
    return mapper


def _top_level(module: Module, evaluator: Evaluator) -> Iterator[tuple[Value, str]]:
    """Classes and Table() calls at the top level of a module, in order."""
    scope = evaluator.module_scope(module)
    for statement in _statements(module.tree.body):
        if isinstance(statement, ast.ClassDef):
            value = scope.names.get(statement.name, MISSING)
            if value is not MISSING:
                yield force(evaluator, scope, statement.name, value), statement.name
            continue
        target = statement.targets[0] if isinstance(statement, ast.Assign) else None
        if isinstance(statement, ast.AnnAssign):
            target = statement.target
        node = getattr(statement, "value", None)
        if not isinstance(node, ast.Call) or not _names_table(node):
            continue
        value = MISSING
        if isinstance(target, ast.Name):
            value = scope.names.get(target.id, MISSING)
            value = MISSING if value is MISSING else force(evaluator, scope, target.id, value)
        elif isinstance(target, ast.Attribute):  # Pet.table = Table(...), to be mapped imperatively
            value = evaluator.value(target, scope)
        if kind_of(value) == "Table":
            yield value, ast.unparse(target) if target is not None else ""


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        if isinstance(statement, (ast.If, ast.Try)):
            yield from _statements(statement.body)
            yield from _statements(statement.orelse)
        else:
            yield statement


def _names_table(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name == "Table"


def _reading(
    mapped: list[MappedTable],
    loose: list[tuple[Call, str]],
    indexes: list[Apart],
    mapper: ClassMapper,
    sources: Sources,
    evaluator: Evaluator,
    metadata: list[Value],
    told: _Told,
) -> OrmReading:
    groups = _groups(mapped)
    chosen = _chosen(groups, metadata)
    if not groups and not loose:
        return OrmReading(Schema(), diagnostics=tuple(told.diagnostics))
    if len(groups) > 1:
        others = ", ".join(f"`{name}`" for name in sorted(groups) if name not in chosen)
        if others:
            read = ", ".join(f"`{name}`" for name in sorted(chosen))
            message = f"tables of {read} are read, not those of {others}"
            told.diagnostics.append(diagnostic("P162", message))
    tables = [table for name in chosen for table in groups[name]]
    everywhere = conventions_in(sources, evaluator).assigned
    naming_of: dict[str, Naming] = {}
    for name in chosen:
        found = convention_of(groups[name][0].cls, evaluator) or (
            everywhere[0] if everywhere else {}
        )
        naming_of[name] = Naming(found)
    items = _items(tables, told)
    first = next(iter(naming_of.values()), Naming({}))
    for call in _of_metadata(loose, metadata, evaluator):
        item = table_item(call, mapper.reader, evaluator)
        if item is not None and item.name not in items:
            items[item.name] = (item, None)
    add_indexes(indexes, {name: item for name, (item, _) in items.items()}, mapper)
    _fill_types(items)
    return _assembled(items, tables, naming_of, first, evaluator, told, groups)


def _of_metadata(
    loose: list[tuple[Call, str]], metadata: list[Value], evaluator: Evaluator
) -> Iterator[Call]:
    """Those of the metadata that env.py names, where both can be told: others are made elsewhere."""
    wanted = [metadata_of(value, evaluator) for value in _each(metadata)]
    for call, _ in loose:
        own = metadata_of(call.argument(1, "metadata"), evaluator)
        if own is None or not wanted or None in wanted or any(own is item for item in wanted):
            yield call


def _each(values: list[Value]) -> Iterator[Value]:
    for value in values:
        yield from value if isinstance(value, (list, tuple)) else (value,)


def _each_table_once(
    mapped: list[MappedTable], reached: Callable[[], Iterable[frozenset[str]]]
) -> list[MappedTable]:
    """Of classes of one base that map one table, those of the migrations and of the application.

    The others belong to another application.
    """
    files: dict[tuple[str, Name], set[str]] = {}
    for table in mapped:
        if table.parent is None:
            key = (_root_name(table.root), table.item.name)
            files.setdefault(key, set()).add(table.cls.module.file)
    several = {key for key, found in files.items() if len(found) > 1}
    if not several:
        return mapped
    for own in reached():
        for key in several:
            files[key] = files[key] & own or files[key]
    return [
        table
        for table in mapped
        if (key := (_root_name(table.root), table.item.name)) not in several
        or table.cls.module.file in files[key]
    ]


def _groups(mapped: list[MappedTable]) -> dict[str, list[MappedTable]]:
    groups: dict[str, list[MappedTable]] = {}
    for table in mapped:
        groups.setdefault(_root_name(table.root), []).append(table)
    return groups


def _root_name(root: Value) -> str:
    if isinstance(root, Class):
        return root.dotted
    if isinstance(root, Call) and root.span is not None:
        return f"{root.name} at {root.span}"
    return root.name if isinstance(root, External) else "?"


def _importable(base: Value) -> str | None:
    """The dotted name by which a module can import the base: a class of the project's, or SQLModel itself."""
    if isinstance(base, Class):
        return base.dotted
    is_class = isinstance(base, External) and base.name == "sqlmodel.SQLModel"
    return "sqlmodel.SQLModel" if is_class else None


def _chosen(groups: dict[str, list[MappedTable]], metadata: list[Value]) -> list[str]:
    """The bases that env.py names, else the one with the most tables."""
    wanted: set[str] = set()
    for item in _each(metadata):
        base = getattr(item, "base", None)
        for candidate in (item, base):
            if isinstance(candidate, (Class, Call, External)):
                wanted.add(_root_name(candidate))
        if isinstance(item, External):
            wanted.add(item.name.removesuffix(".metadata"))
    named = [name for name in groups if name in wanted]
    if named:
        return named
    largest = max(groups, key=lambda name: (len(groups[name]), name), default=None)
    return [] if largest is None else [largest]


def _items(
    tables: list[MappedTable], told: _Told
) -> dict[Name, tuple[TableItem, MappedTable | None]]:
    items: dict[Name, tuple[TableItem, MappedTable | None]] = {}
    for table in tables:
        if table.parent is None:
            first, _ = items.setdefault(table.item.name, (table.item, table))
            if first is not table.item and table.item.extends:
                own = {column.name for column in table.item.columns}
                kept = [column for column in first.columns if column.name not in own]
                first.columns = kept + table.item.columns
    by_class = {id(table.cls): table for table in tables}
    for table in tables:
        owner: MappedTable | None = table
        while owner is not None and owner.parent is not None:
            owner = by_class.get(id(owner.parent))
        if owner is None or owner is table:
            continue
        # Single-table inheritance: the columns of a subclass are NULL in rows of the others.
        known = {column.name for column in owner.item.columns}
        for column in table.item.columns:
            if column.name not in known:
                known.add(column.name)
                owner.item.columns.append(column)
    return items


def _fill_types(items: dict[Name, tuple[TableItem, MappedTable | None]]) -> None:
    """A column without a type takes that of the column its foreign key points at."""
    columns: dict[tuple[Name, str], ColumnItem] = {
        (name, column.name): column for name, (item, _) in items.items() for column in item.columns
    }
    for last in (False, False, True):
        for item, _table in items.values():
            for column in item.columns:
                if column.type is not None or column.problem is not None:
                    continue
                for key in _keys_of(item, column):
                    target = columns.get(key)
                    if target is not None and target.type is not None:
                        column.type = replace(target.type, enum=None, allowed=(), check_name=None)
                if last and column.type is None:
                    column.type = column.fallback


def _keys_of(item: TableItem, column: ColumnItem) -> Iterator[tuple[Name, str]]:
    for constraint in (*column.constraints, *item.constraints):
        if (
            constraint.kind != "fk"
            or constraint.target is None
            or column.name not in constraint.columns
        ):
            continue
        place = constraint.columns.index(column.name)
        if place < len(constraint.target_columns):
            yield constraint.target, constraint.target_columns[place]


def _assembled(
    items: dict[Name, tuple[TableItem, MappedTable | None]],
    mapped: list[MappedTable],
    naming_of: dict[str, Naming],
    first: Naming,
    evaluator: Evaluator,
    told: _Told,
    groups: dict[str, list[MappedTable]],
) -> OrmReading:
    schema = Schema()
    decided = undecided = 0
    for item, table in items.values():
        naming = naming_of.get(_root_name(table.root), first) if table is not None else first
        made = table_with_kept_names(model_table(item, naming))
        schema.tables[made.name] = made
        for column in item.columns:
            undecided += column.type is None
            decided += column.type is not None
            enum = column.type.enum if column.type is not None else None
            if enum is not None:
                key = Name(enum.name, enum.schema)
                schema.enums.setdefault(key, Enum(key, enum.labels, span=enum.span or column.span))
    find_dotted_targets(schema)
    classes = {
        table.item.name: f"{table.cls.module.name}.{table.cls.name}"
        for table in mapped
        if table.parent is None
    }
    bases = [table.root for table in mapped]
    base = bases[0] if len({_root_name(item) for item in bases}) == 1 else None
    return OrmReading(
        schema,
        classes,
        _importable(base),
        tuple(told.diagnostics),
        decided,
        undecided,
        {name: len(tables) for name, tables in groups.items()},
        frozenset(
            name
            for name, (item, _) in items.items()
            if item.is_open or any(column.is_open for column in item.columns)
        ),
    )

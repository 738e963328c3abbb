"""What the modules of models have to know of one another: classes, enums, stand-ins for tables of others."""

from __future__ import annotations

from functools import cached_property

from spec2code.codegen.contract import GenerateRequest
from spec2code.codegen.python import string_literal
from spec2code.model.domains import required_by_domains
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import (
    Column,
    Constraint,
    Enum,
    Expression,
    ForeignKey,
    Index,
    Name,
    Table,
)
from spec2code.sql.identifiers import quote_name
from spec2code_generators.sqlalchemy.naming import (
    attribute_names,
    class_names,
    default_names,
    enum_class_names,
    variable_names,
)
from spec2code_generators.sqlalchemy.ownership import Feature, features
from spec2code_generators.sqlalchemy.uses import Uses

__all__ = ["Catalog", "Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """A class and the module that has it; `own` when it is one of those that are generated here."""

    module: str
    name: str
    own: bool


class Catalog:
    """The request seen as modules of models."""

    def __init__(self, request: GenerateRequest) -> None:
        self.request = request
        self.desired = required_by_domains(request.desired)
        self.dialect = request.specs[0].dialect if request.specs else "postgresql"
        self.features: list[Feature] = features(replace(request, desired=self.desired))
        self.default_names = default_names(request.desired)

    @cached_property
    def base(self) -> tuple[str, str]:
        """Module and name of the declarative base; ours unless the project has one of its own."""
        ours = f"{self.request.layout.module(self.request.layout.base)}.Base"
        own = None if self.has_own_base else self.request.project.declarative_base
        module, _, name = (own or ours).rpartition(".")
        return module, name

    @property
    def has_own_base(self) -> bool:
        """Whether the base is ours; one that the project has had stays as it is, wherever it lies."""
        request = self.request
        own = request.project.declarative_base
        path = request.layout.file(request.layout.base)
        if own is None or path in request.generated:
            return True
        # Without the lock its text tells whose it is.
        text = request.templates.render("sqlalchemy", "base.py.j2")
        return request.texts.get(path, "").split() == text.split()

    @property
    def is_sqlmodel(self) -> bool:
        return self.base == ("sqlmodel", "SQLModel")

    @cached_property
    def first_party(self) -> set[str]:
        """The top-level packages of the project; a base may come from a library."""
        modules = [feature.module for feature in self.features]
        modules += [self.beside_base(name)[1] for name in ("sql_types", "external_tables")]
        modules += self.request.project.model_classes.values()
        modules.append(self.request.layout.module(self.request.layout.base))
        return {name.split(".")[0] for name in modules}

    def attributes(self, table: Table) -> dict[str, str]:
        """By column of a table: its attribute."""
        return attribute_names(table.columns, sqlmodel=self.is_sqlmodel)

    def beside_base(self, name: str) -> tuple[str, str]:
        """Path and dotted name of a module in the folder of the base."""
        layout = self.request.layout
        folder = layout.base.rpartition("/")[0]
        path = f"{folder}/{name}.py" if folder else f"{name}.py"
        return layout.file(path), layout.module(path)

    @cached_property
    def tables(self) -> dict[Name, Feature]:
        """Every table of ours, with the module it is in."""
        return {table.name: feature for feature in self.features for table in feature.tables}

    @cached_property
    def classes(self) -> dict[Name, Target]:
        """Every table that has a class: ours and the project's."""
        foreign = {
            name: path
            for name, path in self.request.project.model_classes.items()
            if name not in self.tables and self.request.project.declarative_base
        }
        taken = {path.rpartition(".")[2] for path in foreign.values()} | {self.base[1]}
        mapped = [
            table for feature in self.features for table in feature.tables if self.is_mapped(table)
        ]
        made = class_names(mapped, taken)
        targets = {
            name: Target(self.tables[name].module, label, True) for name, label in made.items()
        }
        for name, path in foreign.items():
            module, _, label = path.rpartition(".")
            targets[name] = Target(module, label, False)
        return targets

    @cached_property
    def variables(self) -> dict[Name, str]:
        """Every table that may stand in a variable."""
        names = dict.fromkeys([*self.desired.tables, *self.external])
        return variable_names(name for name in names if name not in self.classes)

    def is_mapped(self, table: Table) -> bool:
        """A class needs a primary key; a table without one is a Table."""
        return table.primary_key is not None

    @cached_property
    def enums(self) -> dict[str, tuple[Enum, Target]]:
        """By the spelling that columns have: each enum in the first module that uses it."""
        spelled: dict[str, Enum] = {}
        for name, enum in self.desired.enums.items():
            spelled[quote_name(name)] = enum
            spelled.setdefault(str(name), enum)
        owners: dict[Name, str] = {}
        for feature in self.features:
            for table in feature.tables:
                for column in table.columns:
                    enum_used = spelled.get(column.type.removesuffix("[]"))
                    if enum_used is not None:
                        owners.setdefault(enum_used.name, feature.module)
        used = [self.desired.enums[name] for name in self.desired.enums if name in owners]
        taken = {target.name for target in self.classes.values()} | {self.base[1]}
        names = enum_class_names(used, taken, self.desired.tables)
        return {
            spelling: (enum, Target(owners[enum.name], names[enum.name], True))
            for spelling, enum in spelled.items()
            if enum.name in owners
        }

    @cached_property
    def external(self) -> dict[Name, dict[str, tuple[Column, bool]]]:
        """Tables that are referred to or altered and that nobody defines.

        By the name of each column that is known of them: the column, and whether a foreign key refers to it.
        """
        known = set(self.tables) | set(self.classes)
        models = self.request.project.models
        if models is not None and self.request.project.declarative_base:
            stand_ins = self.beside_base("external_tables")[0]
            known |= {
                name
                for name, table in models.tables.items()
                if table.span is None or table.span.file != stand_ins
            }
        found: dict[Name, dict[str, tuple[Column, bool]]] = {
            name: {item.name: (item, False) for item in table.columns if item.type}
            for name, table in self.desired.tables.items()
            if table.is_partial and name not in known
        }
        for feature in self.features:
            for table in feature.tables:
                for key in table.foreign_keys:
                    if key.target in known:
                        continue
                    columns = found.setdefault(key.target, {})
                    for own, other in zip(key.columns, self.target_columns(key), strict=False):
                        column = table.column(own)
                        alike = Column(other, column.type if column else "integer")
                        columns[other] = (columns.get(other, (alike, False))[0], True)
        return found

    def partitions_of(self, feature: Feature) -> list[Name]:
        """The partitions of a feature's tables, which have their parent's model, and tables of a type:
        autogenerate is not to drop them."""
        ours = {quote_name(table.name) for table in feature.tables}
        found: list[Name] = []
        for name, table in self.desired.tables.items():
            parent = (table.option("partition_of") or "").split(" ")[0]
            if parent in ours or (table.option("of") and feature == self.features[0]):
                found.append(name)
                ours.add(quote_name(name))
        return found

    def targets(self, key: ForeignKey, uses: Uses) -> list[str]:
        """The columns that a foreign key refers to, in Python: by name, or of the table that stands in."""
        columns = self.target_columns(key)
        if key.target not in self.external:
            return [string_literal(f"{key.target}.{column}") for column in columns]
        module = self.beside_base("external_tables")[1]
        table = uses.name(module, self.variables[key.target])
        return [f"{table}.c[{string_literal(column)}]" for column in columns]

    def target_columns(self, key: ForeignKey) -> tuple[str, ...]:
        """The columns that a foreign key refers to; `id` where nothing is known of the target."""
        if key.target_columns:
            return key.target_columns
        target = self.desired.tables.get(key.target)
        if target and target.primary_key:
            return target.primary_key.columns
        return ("id",) if len(key.columns) == 1 else key.columns

    @cached_property
    def cyclic_keys(self) -> set[tuple[Name, ForeignKey]]:
        """Foreign keys that close a cycle of tables; they are made after both tables are."""
        found: set[tuple[Name, ForeignKey]] = set()
        state: dict[Name, int] = {}
        for start in self.tables:
            stack = [(start, iter(self._keys_of(start)))] if start not in state else []
            state.setdefault(start, 1)
            while stack:
                name, keys = stack[-1]
                for key in keys:
                    if state.get(key.target) == 1 and key.target != name:
                        found.add((name, key))
                    elif key.target not in state:
                        state[key.target] = 1
                        stack.append((key.target, iter(self._keys_of(key.target))))
                        break
                else:
                    state[name] = 2
                    stack.pop()
        return found

    def _keys_of(self, name: Name) -> tuple[ForeignKey, ...]:
        if name not in self.tables:
            return ()
        return self.desired.tables[name].foreign_keys

    def name(self, table: Table, item: Constraint | Index) -> str | None:
        """The name of a constraint or index in the database."""
        return item.name or self.default_names.get((table.name, item))

    def columns_with_inherited(self, table: Table) -> Table:
        """The table with the columns of those it inherits from in front."""
        inherits = table.option("inherits")
        if not inherits:
            return table
        parents = {quote_name(name): other for name, other in self.desired.tables.items()}
        columns: dict[str, Column] = {}
        for part in inherits.strip("() ").split(","):
            parent = parents.get(part.strip())
            if parent is not None and parent.name != table.name:
                for column in self.columns_with_inherited(parent).columns:
                    columns[column.name] = replace(column, comment=None)
        for column in table.columns:
            above = columns.get(column.name)
            required = above is not None and not above.nullable
            columns[column.name] = replace(column, nullable=False) if required else column
        # A comment isn't inherited; one on a column of a parent's is an object of its own.
        for item in self.desired.objects.values():
            subject, _, name = item.name.name.rpartition(".")
            if item.kind == "comment" and subject == f"column {table.name.name}":
                if item.name.schema == table.name.schema and name in columns:
                    columns[name] = replace(columns[name], comment=item.comment)
        for option, value in table.options:
            setting, _, name = option.partition(" of ")
            if name not in columns:
                continue
            if setting == "default":
                default = Expression(value, value) if value else None
                columns[name] = replace(columns[name], default=default, serial=False)
            elif setting == "nullability":
                columns[name] = replace(columns[name], nullable=False)
        return replace(table, columns=tuple(columns.values()))

"""One module of models: its enums, classes and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from spec2code.codegen.layout import wrapped
from spec2code.codegen.python import Imports, docstring, string_literal
from spec2code.model.records import dataclass
from spec2code.model.schema import Enum, Name, Table
from spec2code_generators.sqlalchemy import constraints
from spec2code_generators.sqlalchemy.catalog import Catalog, Target
from spec2code_generators.sqlalchemy.columns import (
    ColumnContext,
    arguments,
    in_order,
    inline_keys,
    inline_uniques,
    type_of,
)
from spec2code_generators.sqlalchemy.naming import enum_type_name, member_names
from spec2code_generators.sqlalchemy.ownership import Feature
from spec2code_generators.sqlalchemy.relationships import Relationship
from spec2code_generators.sqlalchemy.sqlmodel import sqlmodel_class
from spec2code_generators.sqlalchemy.uses import Uses

__all__ = ["ModuleText", "external_text", "module_text"]


@dataclass(frozen=True, slots=True)
class ModuleText:
    """The parts of a module, for the template: each block is a class, a table or an enum's type."""

    docstring: str
    imports: str
    blocks: tuple[str, ...]

    @property
    def starts_with_class(self) -> bool:
        """A class has two blank lines in front, a statement behind the imports has one."""
        return self.blocks[0].startswith("class ")


class _Module:
    """Renders the tables of one module; collects what it imports on the way."""

    def __init__(self, module: str, bound: set[str], catalog: Catalog, line_length: int) -> None:
        self.name = module
        self.catalog = catalog
        self.width = line_length
        self.uses = Uses(Imports(catalog.first_party), bound, catalog.dialect)
        self.enum_uses: dict[str, Callable[[], tuple[str, str]]] = {
            spelling: self._enum_use(target) for spelling, (_, target) in catalog.enums.items()
        }

    @property
    def base(self) -> str:
        return self.uses.name(*self.catalog.base)

    def sql_type(self) -> str:
        return self.uses.name(self.catalog.beside_base("sql_types")[1], "SqlType")

    def context(self, table: Table) -> ColumnContext:
        return ColumnContext(table, self.catalog, self.uses, self.enum_uses, self.sql_type)

    def _enum_use(self, target: Target) -> Callable[[], tuple[str, str]]:
        def use() -> tuple[str, str]:
            if target.module == self.name:
                return enum_type_name(target.name), target.name
            type_name = self.uses.name(target.module, enum_type_name(target.name))
            return type_name, self.uses.name(target.module, target.name)

        return use

    def enum(self, enum: Enum, target: Target) -> str:
        """The class of an enum, and the type that its columns share."""
        base = self.uses.name("enum", "StrEnum")
        lines = [f"class {target.name}({base}):"]
        if enum.comment:
            lines += [f"    {docstring(enum.comment, indent='    ', width=self.width)}", ""]
        members = member_names(enum.labels)
        lines += [f"    {name} = {string_literal(label)}" for label, name in members.items()]
        lines += [] if members else ["    pass"]
        schema = f", schema={string_literal(enum.name.schema)}" if enum.name.schema else ""
        lines += [
            "",
            "",
            f"{enum_type_name(target.name)} = {self.uses.sa('Enum')}({target.name}, "
            f"name={string_literal(enum.name.name)}{schema}, "
            "values_callable=lambda labels: [label.value for label in labels])",
        ]
        return self._laid_out(lines)

    def mapped(self, table: Table, target: Target, relations: Sequence[Relationship]) -> str:
        """A mapped class."""
        context = self.context(table)
        if self.catalog.is_sqlmodel:
            return self._laid_out(
                sqlmodel_class(
                    table,
                    target,
                    context,
                    relations,
                    base=self.base,
                    table_arguments=self._extra(table),
                    label=self._label,
                    width=self.width,
                )
            )
        attributes = self.catalog.attributes(table)
        lines = [f"class {target.name}({self.base}):"]
        if table.comment:
            lines += [f"    {docstring(table.comment, indent='    ', width=self.width)}", ""]
        lines.append(f"    __tablename__ = {string_literal(table.name.name)}")
        extra = self._extra(table)
        if extra:
            lines.append(f"    __table_args__ = {extra}")
        lines.append("")
        key = table.primary_key.columns if table.primary_key else ()
        for column in table.columns:
            known = type_of(column, context)
            attribute = attributes[column.name]
            given = arguments(column, context, attribute=attribute, known_type=known)
            required = not column.nullable or column.name in key or column.serial or column.identity
            annotation = known.annotation if required else _optional(known.annotation)
            head = f"    {attribute}: {self.uses.orm('Mapped')}[{annotation}]"
            value = f"{self.uses.orm('mapped_column')}({', '.join(given)})"
            lines.append(f"{head} = {value}" if given else head)
        if relations:
            lines.append("")
            lines += [self._relationship(item) for item in relations]
        return self._laid_out(lines)

    def _laid_out(self, lines: Sequence[str]) -> str:
        """The lines, each broken where it is too long."""
        broken = [
            line if len(line) <= self.width or "\n" in line else self._wrapped(line)
            for line in lines
        ]
        return "\n".join(broken)

    def _wrapped(self, line: str) -> str:
        text = line.lstrip(" ")
        indent = len(line) - len(text)
        return " " * indent + wrapped(text, width=self.width, indent=indent)

    def plain(self, table: Table, variable: str) -> str:
        """A table without a primary key, which no class can map."""
        context = self.context(table)
        column_class = self.uses.sa("Column")
        items = [string_literal(table.name.name), f"{self.base}.metadata"]
        for column in table.columns:
            given = arguments(column, context, attribute=None, known_type=type_of(column, context))
            items.append(f"{column_class}({', '.join(given)})")
        items += self._constraints(table)
        items += [f"{name}={value}" for name, value in constraints.options(table)]
        text = f"{variable} = {self.uses.sa('Table')}({', '.join(items)})"
        return wrapped(text, width=self.width)

    def stand_in(self, name: Name, columns: Sequence[str] = ()) -> str:
        """A table that autogenerate leaves alone."""
        items = [string_literal(name.name), f"{self.base}.metadata", *columns]
        if name.schema:
            items.append(f"schema={string_literal(name.schema)}")
        items.append('info={"spec2code": "external"}')
        text = f"{self.catalog.variables[name]} = {self.uses.sa('Table')}({', '.join(items)})"
        return wrapped(text, width=self.width)

    def _label(self, target: Target) -> str:
        """The name of a class in annotations."""
        if target.module == self.name:
            return target.name
        return self.uses.name(target.module, target.name, typing=True)

    def _relationship(self, item: Relationship) -> str:
        label = self._label(item.target)
        options = list(item.options)
        if label != item.target.name:
            options.insert(0, string_literal(item.target.name))
        if item.many:
            inner = f'list["{label}"]'
        else:
            inner = f'"{label} | None"' if item.optional else f'"{label}"'
        value = f"{self.uses.orm('relationship')}({', '.join(options)})"
        return f"    {item.attribute}: {self.uses.orm('Mapped')}[{inner}] = {value}"

    def _extra(self, table: Table) -> str:
        items = self._constraints(table)
        options = constraints.options(table)
        if options:
            listed = ", ".join(f"{string_literal(name)}: {value}" for name, value in options)
            items.append(f"{{{listed}}}")
        comma = "," if len(items) == 1 else ""
        return f"({', '.join(items)}{comma})" if items else ""

    def _constraints(self, table: Table) -> list[str]:
        catalog, uses = self.catalog, self.uses
        found: list[str] = []
        key = table.primary_key
        if key and not in_order(table):
            found.append(constraints.primary_key(key, uses))
        for foreign_key in dict.fromkeys(table.foreign_keys):
            inline = len(foreign_key.columns) == 1 and foreign_key in inline_keys(
                table, foreign_key.columns[0]
            )
            if not inline:
                found.append(constraints.foreign_key(table, foreign_key, catalog, uses))
        for unique in table.uniques:
            if not (
                len(unique.columns) == 1
                and unique in inline_uniques(table, unique.columns[0], catalog)
            ):
                found.append(constraints.unique(unique, catalog.name(table, unique), uses))
        found += [constraints.check(item, catalog.name(table, item), uses) for item in table.checks]
        for item in table.excludes:
            made = constraints.exclude(item, catalog.name(table, item), uses)
            found += [made] if made else []
        for index in table.indexes:
            found.append(constraints.index(index, catalog.name(table, index), uses))
        return found


def module_text(
    feature: Feature,
    catalog: Catalog,
    relations: dict[Name, list[Relationship]],
    line_length: int,
) -> ModuleText:
    """The module of a feature."""
    tables = [catalog.columns_with_inherited(table) for table in feature.tables]
    enums = {
        enum.name: (enum, target)
        for enum, target in catalog.enums.values()
        if target.module == feature.module
    }
    bound = _bound_names(tables, enums.values(), catalog, relations)
    bound |= {catalog.variables[name] for name in catalog.partitions_of(feature)}
    module = _Module(feature.module, bound, catalog, line_length)
    blocks = [module.enum(enum, target) for enum, target in enums.values()]
    for table in tables:
        target = catalog.classes.get(table.name)
        if target is not None:
            blocks.append(module.mapped(table, target, relations.get(table.name, [])))
        else:
            blocks.append(module.plain(table, catalog.variables[table.name]))
    blocks += [module.stand_in(name) for name in catalog.partitions_of(feature)]
    text = docstring(f"Models of {feature.name.strip('_').replace('_', ' ')}.", width=line_length)
    return ModuleText(text, module.uses.imports.render(line_length), tuple(blocks))


def external_text(catalog: Catalog, module: str, line_length: int) -> ModuleText:
    """Stand-ins for tables that are referred to and that nobody here defines."""
    rendered = _Module(module, set(), catalog, line_length)
    uses = rendered.uses
    blocks: list[str] = []
    for name, columns in catalog.external.items():
        table = Table(name)
        context = rendered.context(table)
        items: list[str] = []
        for column, (known, is_target) in columns.items():
            kind = type_of(known, context).expression
            rest = ", primary_key=True" if is_target else ""
            if not is_target and not known.nullable:
                rest = ", nullable=False"
            items.append(f"{uses.sa('Column')}({string_literal(column)}, {kind}{rest})")
        blocks.append(rendered.stand_in(name, items))
    text = docstring(
        "Tables that are made elsewhere: autogenerate leaves them alone.",
        width=line_length,
    )
    return ModuleText(text, uses.imports.render(line_length), tuple(blocks))


def _bound_names(
    tables: Sequence[Table],
    enums: Iterable[tuple[Enum, Target]],
    catalog: Catalog,
    relations: dict[Name, list[Relationship]],
) -> set[str]:
    bound = {name for _, target in enums for name in (target.name, enum_type_name(target.name))}
    for table in tables:
        bound |= set(catalog.attributes(table).values())
        bound |= {item.attribute for item in relations.get(table.name, [])}
        target = catalog.classes.get(table.name)
        bound.add(target.name if target else catalog.variables[table.name])
    return bound


def _optional(annotation: str) -> str:
    return annotation if annotation == "Any" else f"{annotation} | None"

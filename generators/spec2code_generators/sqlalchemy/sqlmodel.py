"""A mapped class as SQLModel has it; each column keeps its exact form in `sa_column`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spec2code.codegen.python import docstring, string_literal
from spec2code.model.schema import Table
from spec2code_generators.sqlalchemy.catalog import Target
from spec2code_generators.sqlalchemy.columns import ColumnContext, arguments, type_of
from spec2code_generators.sqlalchemy.relationships import Relationship
from spec2code_generators.sqlalchemy.types import imported
from spec2code_generators.sqlalchemy.uses import Uses

__all__ = ["sqlmodel_class"]


def sqlmodel_class(
    table: Table,
    target: Target,
    context: ColumnContext,
    relations: Sequence[Relationship],
    *,
    base: str,
    table_arguments: str,
    label: Callable[[Target], str],
    width: int,
) -> list[str]:
    """The lines of the class.

    Args:
        table: what it maps.
        target: the class itself.
        context: for its columns.
        relations: its relationships.
        base: the name that SQLModel has in the module.
        table_arguments: of `__table_args__`, '' for none.
        label: the name of another class, imported where it has to be.
        width: the longest line.
    """
    uses = context.uses
    attributes = context.catalog.attributes(table)
    lines = [f"class {target.name}({base}, table=True):"]
    if table.comment:
        lines += [f"    {docstring(table.comment, indent='    ', width=width)}", ""]
    lines.append(f"    __tablename__ = {string_literal(table.name.name)}")
    if table_arguments:
        lines.append(f"    __table_args__ = {table_arguments}")
    lines.append("")
    key = table.primary_key.columns if table.primary_key else ()
    for column in table.columns:
        known = type_of(column, context)
        given = arguments(column, context, attribute=None, known_type=known)
        required = not column.nullable or column.name in key or column.serial or column.identity
        annotation = imported("Any", uses) if known.is_range else known.annotation
        if not required and annotation != "Any":
            annotation += " | None"
        is_given = column.default or column.identity or column.generated or column.serial
        default = "" if required and not is_given else "default=None, "
        value = f"{uses.sa('Column')}({', '.join(given)})"
        field = f"{uses.name('sqlmodel', 'Field')}({default}sa_column={value})"
        lines.append(f"    {attributes[column.name]}: {annotation} = {field}")
    if relations:
        lines.append("")
        lines += [_relationship(item, label(item.target), uses) for item in relations]
    return lines


def _relationship(item: Relationship, label: str, uses: Uses) -> str:
    if item.many:
        annotation = f'list["{label}"]'
    elif item.optional:
        annotation = f'{uses.name("typing", "Optional")}["{label}"]'
    else:
        annotation = f'"{label}"'
    own = [option for option in item.options if option.startswith("back_populates=")]
    rest = [option.partition("=") for option in item.options if option not in own]
    if rest:
        listed = ", ".join(f"{string_literal(name)}: {value}" for name, _, value in rest)
        own.append(f"sa_relationship_kwargs={{{listed}}}")
    return f"    {item.attribute}: {annotation} = {uses.name('sqlmodel', 'Relationship')}({', '.join(own)})"

"""CREATE TABLE in all its forms; one element that can't be read costs itself alone."""

from __future__ import annotations

from spec2code.model.records import dataclass, field, replace
from spec2code.model.schema import (
    Check,
    Column,
    Constraint,
    Enum,
    Exclude,
    ForeignKey,
    Index,
    Name,
    PrimaryKey,
    Table,
    Unique,
)
from spec2code.model.statements import CreateEnum, CreateIndex, CreateTable, RunSql, Statement
from spec2code.sql.columns import ColumnReading, not_null_name, read_column
from spec2code.sql.constraints import (
    at_constraint,
    at_index,
    at_not_null,
    read_constraint,
    read_inline_index,
    read_not_null,
)
from spec2code.sql.cursor import Cursor, Script, Unreadable
from spec2code.sql.identifiers import quote_name
from spec2code.sql.problems import tell_unreadable
from spec2code.sql.table_options import read_table_options

__all__ = ["add_constraint", "inline_index", "read_create_table"]


@dataclass(slots=True)
class _Body:
    columns: list[Column] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    enums: list[Enum] = field(default_factory=list)
    likes: list[str] = field(default_factory=list)
    likes_behind: list[int] = field(default_factory=list)
    """How many columns stand before each of them."""
    not_nulls: list[tuple[str, str | None]] = field(default_factory=list)
    """Columns of NOT NULL constraints on their own, and their names."""
    is_typed: bool = True
    """False behind PARTITION OF and OF: the columns have their types elsewhere."""
    is_partial: bool = False
    """Something of it could not be read, or was left out with `...`."""


def read_create_table(cursor: Cursor, start: int, words: frozenset[str]) -> list[Statement]:
    """CREATE ... TABLE; the cursor stands behind the word TABLE.

    Args:
        start: where the statement begins.
        words: what stands between CREATE and TABLE.
    """
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    name = cursor.name("a table name", defining=True)
    if words & {"TEMP", "TEMPORARY"}:
        cursor.rest()
        return [RunSql("CREATE TEMPORARY TABLE", temporary=name)]
    options: dict[str, str] = {"unlogged": "true"} if "UNLOGGED" in words else {}
    parent = cursor.name("a table") if cursor.accept("PARTITION", "OF") else None
    if cursor.accept("OF"):
        options["of"] = quote_name(cursor.name("a type"))
    body = _Body(is_typed=parent is None and "of" not in options)
    cursor.script.columns[name] = {}
    if cursor.at("(") and cursor.follows_bracket("AS"):
        part = cursor.inside()
        names = [part.identifier("a column")]
        while part.accept(","):
            names.append(part.identifier("a column"))
        options["as_columns"] = "\n".join(names)
    elif cursor.at("(") and not _is_query(cursor):
        _read_body(cursor.inside(), name, body)
    elif parent is None and not options.get("of") and not cursor.at_any("AS"):
        if cursor.accept("LIKE"):
            body.likes.append(_like(cursor))
        elif not cursor.at("("):
            raise cursor.unreadable("`(`")
    comment = read_table_options(cursor, options, parent)
    if "as" in options:
        body.is_partial = True
        message = f"table `{name}` has the columns of a query, which are not known here"
        cursor.script.tell("Q114", message, start, cursor.last_end)
    if body.likes:
        options["like"] = ", ".join(body.likes)
    if any(body.likes_behind):
        options["like_behind"] = ",".join(map(str, body.likes_behind))
    if cursor.script.dialect == "postgresql":
        _leave_foreign_options(cursor, name, options, start)
    table = _table(cursor.script, name, body, options, comment)
    table = replace(table, span=cursor.span_from(start))
    _remember(cursor, table)
    result: list[Statement] = [
        CreateEnum(enum, if_not_exists=if_not_exists, span=enum.span) for enum in body.enums
    ]
    result.append(CreateTable(table, if_not_exists))
    result += [inline_index(cursor, name, index) for index in body.indexes]
    return result


def _is_query(cursor: Cursor) -> bool:
    return cursor.word(1) in ("SELECT", "WITH", "VALUES")


_FOREIGN_OPTIONS = ("engine", "charset", "collate", "auto_increment", "row_format")


def _leave_foreign_options(cursor: Cursor, name: Name, options: dict[str, str], start: int) -> None:
    for option in _FOREIGN_OPTIONS:
        if options.pop(option, None) is not None:
            cursor.script.tell(
                "Q111",
                f"table `{name}`: PostgreSQL has no `{option.upper()}`; it is left out",
                start,
                cursor.last_end,
            )


# -- the body ----------------------------------------------------------------------------------------


def _read_body(cursor: Cursor, table: Name, body: _Body) -> None:
    elements = list(cursor.elements())
    for index, element in enumerate(elements):
        if not element.done:
            _read_element(element, table, body)
        elif len(elements) > 1:
            _tell_empty(element, last=index == len(elements) - 1)


def _tell_empty(element: Cursor, *, last: bool) -> None:
    comma = element.tokens[element.index - 1] if element.index else None
    if comma is None or comma.word != ",":
        comma = element.token
    if comma is not None:
        expected = (
            "nothing but `)` may follow" if last else "a column must stand between two commas"
        )
        element.script.tell("Q104", f"a comma too many: {expected}", comma.start, comma.end)


def _read_element(element: Cursor, table: Name, body: _Body) -> None:
    """One element; what follows on a new line without a comma before it is read as the next."""
    while not element.done:
        start = element.index
        try:
            if element.at("...") and not element.word(1):
                raise element.unreadable("a column")
            _read_one(element, table, body)
            if element.done:
                return
            if not _on_new_line(element) or not (element.at_name or at_constraint(element)):
                raise element.unreadable("`,` or `)`")
        except Unreadable as problem:
            body.is_partial = True
            tell_unreadable(element, problem, f"table `{table}`", start)
            return
        token = element.tokens[element.index]
        element.script.tell(
            "Q105",
            f"table `{table}`: a comma is missing before `{token.text}`",
            token.start,
            token.end,
        )


def _on_new_line(cursor: Cursor) -> bool:
    text = cursor.script.excerpt.text
    return "\n" in text[cursor.last_end : cursor.offset]


def _read_one(element: Cursor, table: Name, body: _Body) -> None:
    if at_not_null(element):
        body.not_nulls.append(read_not_null(element))
    elif at_constraint(element):
        constraint, _ = read_constraint(element, table)
        if element.accept("COMMENT"):
            element.string()
        body.constraints.append(constraint)
    elif at_index(element):
        body.indexes.append(read_inline_index(element, table))
    elif element.at("LIKE"):
        element.advance()
        body.likes.append(_like(element))
        body.likes_behind.append(len(body.columns))
    else:
        _take_column(read_column(element, table, typed=body.is_typed), element, table, body)


def _take_column(reading: ColumnReading, element: Cursor, table: Name, body: _Body) -> None:
    body.columns.append(reading.column)
    body.constraints += reading.constraints
    element.script.columns[table].setdefault(reading.column.name, reading.column.type)
    if reading.enum is not None:
        body.enums.append(reading.enum)


def _like(cursor: Cursor) -> str:
    start = cursor.offset
    cursor.name("a table")
    while cursor.accept_any("INCLUDING", "EXCLUDING"):
        cursor.advance()
    return cursor.text_from(start)


# -- the table ---------------------------------------------------------------------------------------


def _table(
    script: Script, name: Name, body: _Body, options: dict[str, str], comment: str | None
) -> Table:
    table = Table(
        name,
        tuple(_required(column, name, body.not_nulls) for column in body.columns),
        comment=comment,
        is_partial=body.is_partial,
        options=tuple(sorted(options.items())),
    )
    for constraint in body.constraints:
        if isinstance(constraint, PrimaryKey) and table.primary_key is not None:
            script.tell_at("Q130", f"table `{name}` has two primary keys", constraint.span)
        table = add_constraint(table, constraint)
    return table


def _required(column: Column, table: Name, not_nulls: list[tuple[str, str | None]]) -> Column:
    for wanted, name in not_nulls:
        if wanted == column.name:
            column = replace(column, nullable=False, not_null=not_null_name(table, wanted, name))
    return column


def add_constraint(table: Table, constraint: Constraint) -> Table:
    """The table with one more constraint; a primary key makes its columns not nullable."""
    match constraint:
        case PrimaryKey(columns):
            if table.primary_key is not None:
                return table
            return replace(
                table,
                primary_key=constraint,
                columns=tuple(
                    replace(column, nullable=False) if column.name in columns else column
                    for column in table.columns
                ),
            )
        case ForeignKey():
            return replace(table, foreign_keys=(*table.foreign_keys, constraint))
        case Unique():
            return replace(table, uniques=(*table.uniques, constraint))
        case Check():
            return replace(table, checks=(*table.checks, constraint))
        case Exclude():
            return replace(table, excludes=(*table.excludes, constraint))


def _remember(cursor: Cursor, table: Table) -> None:
    cursor.script.columns[table.name] = {column.name: column.type for column in table.columns}


def inline_index(cursor: Cursor, table: Name, index: Index) -> CreateIndex:
    """MySQL's index line as a statement; a name that PostgreSQL would find taken gets the table's in front."""
    script = cursor.script
    if index.name is not None and script.dialect == "postgresql":
        name = Name(index.name, table.schema)
        if script.session.indexes.get(name, table) != table:
            renamed = f"{table.name}_{index.name}"
            if index.span is not None:
                script.tell_at(
                    "Q112",
                    f"index `{index.name}` of `{table}` has the name of another table's index, "
                    f"which PostgreSQL doesn't take; it is called `{renamed}`",
                    index.span,
                )
            index = replace(index, name=renamed, written_name=index.name)
            name = Name(renamed, table.schema)
        script.session.indexes[name] = table
    return CreateIndex(table, index, span=index.span)

"""Table constraints, and the index lines that MySQL has among them."""

from __future__ import annotations

from spec2code.model.records import replace
from spec2code.model.schema import (
    Check,
    Constraint,
    Exclude,
    Index,
    IndexKey,
    Name,
    PrimaryKey,
    Unique,
)
from spec2code.sql.clauses import (
    deferrable,
    enforcement,
    parameters,
    parenthesised_expression,
    period_columns,
    references,
    with_text,
)
from spec2code.sql.cursor import Cursor
from spec2code.sql.expressions import expression
from spec2code.sql.index_keys import read_index_keys

__all__ = [
    "at_constraint",
    "at_index",
    "at_not_null",
    "index_parameters",
    "read_constraint",
    "read_inline_index",
    "read_not_null",
]

_STARTS = ("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE")


def at_constraint(cursor: Cursor) -> bool:
    """Whether a table constraint begins here, and not a column of such a name."""
    word = cursor.word()
    if word not in _STARTS:
        return False
    following = cursor.word(1)
    match word:
        case "CONSTRAINT":
            return cursor.kind(1) in ("word", "quoted")
        case "PRIMARY" | "FOREIGN":
            return following == "KEY"
        case "UNIQUE":
            return following in ("(", "KEY", "INDEX", "NULLS", "USING") or (
                cursor.kind(1) in ("word", "quoted") and cursor.word(2) == "("
            )
        case "EXCLUDE":
            return following in ("(", "USING")
    return following == "("


def at_not_null(cursor: Cursor) -> bool:
    """Whether `[CONSTRAINT name] NOT NULL column` begins here, as PostgreSQL 18 has it among the constraints."""
    ahead = 2 if cursor.at("CONSTRAINT") and cursor.kind(1) in ("word", "quoted") else 0
    named = cursor.word(ahead) == "NOT" and cursor.word(ahead + 1) == "NULL"
    return named and cursor.kind(ahead + 2) in ("word", "quoted")


def read_not_null(cursor: Cursor) -> tuple[str, str | None]:
    """The column of such a constraint, and its name."""
    name = cursor.identifier("a constraint name") if cursor.accept("CONSTRAINT") else None
    cursor.expect("NOT", "NULL")
    column = cursor.identifier("a column")
    cursor.accept("NO", "INHERIT")
    return column, name


def read_constraint(cursor: Cursor, table: Name) -> tuple[Constraint, str | None]:
    """A table constraint, and the index it is made of where USING INDEX names one."""
    start = cursor.offset
    name = None
    if cursor.accept("CONSTRAINT") and not at_constraint(cursor):
        name = cursor.identifier("a constraint name")
    constraint, index = _body(cursor, table)
    if name is None:
        name = constraint.name
    return replace(constraint, name=name, span=cursor.span_from(start)), index


def _body(cursor: Cursor, table: Name) -> tuple[Constraint, str | None]:
    if cursor.accept("PRIMARY", "KEY"):
        return _key(cursor, PrimaryKey(()))
    if cursor.accept("UNIQUE"):
        named = cursor.accept_any("KEY", "INDEX")
        name = None
        if (
            cursor.at_name
            and cursor.word() not in ("NULLS", "USING")
            and (named or cursor.word(1) == "(")
        ):
            name = cursor.identifier()
        nulls = cursor.accept("NULLS", "NOT", "DISTINCT")
        cursor.accept("NULLS", "DISTINCT")
        return _key(cursor, Unique((), name, nulls))
    if cursor.accept("FOREIGN", "KEY"):
        name = cursor.identifier() if cursor.at_name else None
        columns, period = period_columns(cursor)
        cursor.expect("REFERENCES")
        key = references(cursor, columns)
        return replace(key, name=name, period=period), None
    if cursor.accept("CHECK"):
        return _check(cursor, table), None
    if cursor.accept("EXCLUDE"):
        return _exclude(cursor), None
    raise cursor.unreadable("`PRIMARY KEY`, `UNIQUE`, `FOREIGN KEY`, `CHECK` or `EXCLUDE`")


def _key(cursor: Cursor, key: PrimaryKey | Unique) -> tuple[Constraint, str | None]:
    if cursor.accept("USING", "INDEX"):
        index = cursor.identifier("an index")
        found = deferrable(cursor)
        return replace(key, deferrable=found if found not in ("", "NOT") else None), index
    cursor.accept_any("CLUSTERED", "NONCLUSTERED")
    if cursor.accept("USING"):
        cursor.advance()
    key = _key_columns(cursor, key)
    while True:
        if cursor.accept("INCLUDE"):
            key = replace(key, include=cursor.identifiers())
        elif options := index_parameters(cursor):
            key = replace(key, options=options)
        elif cursor.accept("USING", "INDEX", "TABLESPACE"):
            cursor.identifier()
        elif cursor.accept("USING") or cursor.accept("ON", "CONFLICT"):
            cursor.advance()
        elif found := deferrable(cursor):
            key = replace(key, deferrable=found if found != "NOT" else None)
        else:
            return key, None


def _key_columns(cursor: Cursor, key: PrimaryKey | Unique) -> PrimaryKey | Unique:
    columns = []
    overlaps = False
    for part in cursor.inside().elements():
        columns.append(part.identifier("a column"))
        if part.at("("):
            part.skip()  # MySQL's prefix length
        begin = part.offset
        if part.accept_any("ASC", "DESC") and cursor.script.dialect == "postgresql":
            message = f"PostgreSQL has no order in a key; `{part.text_from(begin)}` is left out"
            cursor.script.tell("Q111", message, begin, part.last_end)
        overlaps = part.accept("WITHOUT", "OVERLAPS")
        part.finish()
    return replace(key, columns=tuple(columns), without_overlaps=overlaps)


def index_parameters(cursor: Cursor) -> str:
    """`WITH (fillfactor = 70)` of the index behind a constraint, in one spelling; '' where none stands here."""
    if not cursor.at("WITH", "("):
        return ""
    cursor.advance()
    return f"WITH ({with_text(parameters(cursor))})"


def _check(cursor: Cursor, table: Name) -> Check:
    known = cursor.script.columns.get(table, {})
    inside = cursor.closing.get(cursor.index, cursor.index)
    words = {
        token.text if token.kind == "quoted" else token.text.lower()
        for token in cursor.tokens[cursor.index : inside]
        if token.kind in ("word", "quoted")
    }
    used = [name for name in known if name in words or f'"{name}"' in words]
    value = parenthesised_expression(cursor, None, table)
    check = Check(value, column=used[0] if len(used) == 1 else None)
    while True:
        if cursor.accept("NO", "INHERIT"):
            check = replace(check, no_inherit=True)
        elif cursor.accept("NOT", "VALID"):
            check = replace(check, not_valid=True)
        elif (enforced := enforcement(cursor)) is not None:
            check = replace(check, enforced=enforced)
        elif not deferrable(cursor):
            return check


def _exclude(cursor: Cursor) -> Exclude:
    start = cursor.offset
    method = ""
    if cursor.accept("USING"):
        cursor.identifier("an index method")
    else:
        method = "USING btree "
    cursor.inside()
    while not cursor.done:
        if cursor.accept("WHERE") or cursor.accept("INCLUDE") or cursor.accept("WITH"):
            cursor.inside()
        elif cursor.accept("USING", "INDEX", "TABLESPACE"):
            cursor.identifier()
        elif not deferrable(cursor):
            break
    return Exclude(expression(method + cursor.text_from(start), cursor.script.dialect))


def at_index(cursor: Cursor) -> bool:
    """Whether MySQL's `INDEX name (columns)` begins here, and not a column called index or key."""
    ahead = 0
    if cursor.word() in ("FULLTEXT", "SPATIAL"):
        ahead = 1
        if cursor.word(1) not in ("INDEX", "KEY") and not (
            cursor.kind(1) in ("word", "quoted") and cursor.word(2) == "("
        ):
            return cursor.word(1) == "("
        ahead = 1 if cursor.word(1) in ("INDEX", "KEY") else 0
    if cursor.word(ahead) not in ("INDEX", "KEY", "FULLTEXT", "SPATIAL"):
        return False
    if cursor.word(ahead + 1) == "(":
        return True
    if cursor.kind(ahead + 1) not in ("word", "quoted"):
        return False
    if cursor.word(ahead + 2) == "USING":
        return True
    return cursor.word(ahead + 2) == "(" and cursor.kind(ahead + 3) in ("word", "quoted", "op")


def read_inline_index(cursor: Cursor, table: Name) -> Index:
    """`INDEX name (a, b DESC)` as MySQL has it inside CREATE TABLE."""
    start = cursor.offset
    method = cursor.accept_any("FULLTEXT", "SPATIAL").lower()
    cursor.accept_any("INDEX", "KEY")
    name = None
    if cursor.at_name and cursor.word() != "USING":
        name = cursor.identifier("an index name")
    if cursor.accept("USING"):
        method = cursor.advance().text.lower()
    keys = read_index_keys(cursor.inside(), table)
    if cursor.accept("USING"):
        method = cursor.advance().text.lower()
    if cursor.accept("COMMENT"):
        cursor.string()
    where = None
    if cursor.accept("WHERE"):
        begin = cursor.offset
        cursor.rest()
        where = expression(cursor.text_from(begin), cursor.script.dialect)
    if method in ("fulltext", "spatial") and cursor.script.dialect == "postgresql":
        cursor.script.tell(
            "Q111",
            f"PostgreSQL has no {method.upper()} index; one on `{table}` is read as "
            + ("a GIN index over its text" if method == "fulltext" else "a GiST index"),
            start,
            cursor.last_end,
        )
        if method == "fulltext":
            keys = _full_text(keys)
        method = "gin" if method == "fulltext" else "gist"
    return Index(name, keys, method=method or "btree", where=where, span=cursor.span_from(start))


def _full_text(keys: tuple[IndexKey, ...]) -> tuple[IndexKey, ...]:
    columns = " || ' ' || ".join(f"coalesce({key.expression.text}, '')" for key in keys)
    return (IndexKey(expression(f"to_tsvector('simple', {columns})")),)

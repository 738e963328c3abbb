"""CREATE INDEX in all its forms."""

from __future__ import annotations

from spec2code.model.schema import Expression, Index, Name
from spec2code.model.statements import CreateIndex, Statement
from spec2code.sql.clauses import as_expression, parameters, with_text
from spec2code.sql.cursor import Cursor
from spec2code.sql.index_keys import read_index_keys

__all__ = ["read_create_index"]


def read_create_index(cursor: Cursor, start: int, words: frozenset[str]) -> list[Statement]:
    """CREATE [UNIQUE] INDEX; the cursor stands behind the word INDEX."""
    concurrently = cursor.accept("CONCURRENTLY")
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    begin = cursor.offset
    named = None if cursor.at("ON") else cursor.name("an index name", defining=True)
    name = named.name if named else None
    if (
        named is not None
        and cursor.text_from(begin).count(".")
        and cursor.script.dialect == "postgresql"
    ):
        message = f"an index is in the schema of its table; `{cursor.text_from(begin)}` names one"
        cursor.script.tell("Q110", message, begin, cursor.last_end)
    method = "btree"
    if cursor.accept("USING"):
        method = cursor.identifier("an index method")
    cursor.expect("ON")
    only = cursor.accept("ONLY")
    table = cursor.name("a table")
    if cursor.accept("USING"):
        method = cursor.identifier("an index method")
    keys = read_index_keys(cursor.inside(), table)
    include: tuple[str, ...] = ()
    nulls_not_distinct = False
    where = None
    options: list[str] = []
    while not cursor.done:
        if cursor.accept("INCLUDE"):
            include = cursor.identifiers()
        elif cursor.accept("NULLS", "NOT", "DISTINCT"):
            nulls_not_distinct = True
        elif cursor.accept("NULLS", "DISTINCT"):
            pass
        elif cursor.accept("WITH"):
            options.append(f"WITH ({with_text(parameters(cursor))})")
        elif cursor.accept("TABLESPACE"):
            options.append(f"TABLESPACE {cursor.identifier('a tablespace')}")
        elif cursor.accept("WHERE"):
            where = _where(cursor, table)
        elif cursor.script.dialect == "mysql" and cursor.accept("USING"):
            method = cursor.identifier("an index method")
        elif cursor.script.dialect == "mysql" and cursor.accept("COMMENT"):
            cursor.string()
        else:
            raise cursor.unreadable("the end of the statement")
    index = Index(
        name,
        keys,
        "UNIQUE" in words,
        method.lower(),
        where,
        include,
        nulls_not_distinct,
        " ".join(options),
        only,
        concurrently,
        span=cursor.span_from(start),
    )
    if name is not None:
        cursor.script.session.indexes.setdefault(Name(name, table.schema), table)
    return [CreateIndex(table, index, if_not_exists)]


def _where(cursor: Cursor, table: Name) -> Expression:
    begin = cursor.offset
    if cursor.done:
        raise cursor.unreadable("a condition")
    cursor.index = cursor.stop
    return as_expression(cursor, begin, None, table)

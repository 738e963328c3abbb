"""The catalog of built-in functions, operators, casts and operator classes is that of a real PostgreSQL.

`UPDATE_SNAPSHOTS=1` writes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

import spec2code.sql.semantics.catalog

PLACE = Path(spec2code.sql.semantics.catalog.__file__).parent / "catalog.txt"
HIDDEN = {
    "internal", "cstring", "language_handler", "fdw_handler", "index_am_handler", "table_am_handler",
    "tsm_handler", "pg_ddl_command", "event_trigger",
}  # fmt: skip
TYPES = """
select format_type(t.oid, null), t.typcategory::text, t.typispreferred, i.provolatile::text || o.provolatile::text
from pg_type t join pg_proc i on i.oid = t.typinput join pg_proc o on o.oid = t.typoutput
where t.typnamespace = 'pg_catalog'::regnamespace and t.typrelid = 0 and t.typelem = 0 or t.typname in ('name', 'point', 'box', 'lseg')
order by 1"""
CASTS = """
select format_type(castsource, null), format_type(casttarget, null), castcontext::text, coalesce(p.provolatile::text, 'i')
from pg_cast left join pg_proc p on p.oid = castfunc order by 1, 2"""
OPERATORS = """
select oprname, case oprleft when 0 then '' else format_type(oprleft, null) end, format_type(oprright, null),
    format_type(oprresult, null), p.provolatile::text
from pg_operator join pg_proc p on p.oid = oprcode where oprnamespace = 'pg_catalog'::regnamespace order by 1, 2, 3"""
CLASSES = """
select amname, opcname, format_type(opcintype, null), opcdefault
from pg_opclass join pg_am a on a.oid = opcmethod order by 1, 2, 3"""
FUNCTIONS = """
select proname, prokind::text, provolatile::text, pronargdefaults, provariadic <> 0, proretset,
    array(select format_type(t, null) from unnest(proargtypes) with ordinality u (t, n) order by n), format_type(prorettype, null)
from pg_proc where pronamespace = 'pg_catalog'::regnamespace order by 1, 7"""


def rows(connection: psycopg.Connection[Any]) -> Iterator[str]:
    def ask(query: str) -> list[Any]:
        return connection.execute(query.encode()).fetchall()

    for type, category, preferred, reading in ask(TYPES):
        yield f"t {type};{category};{'p' if preferred else ''};{reading}"
    for source, target, context, volatility in ask(CASTS):
        yield f"c {source};{target};{context};{volatility}"
    for sign, left, right, result, volatility in ask(OPERATORS):
        yield f"o {sign};{left};{right};{result};{volatility}"
    for method, name, type, default in ask(CLASSES):
        yield f"i {method};{name};{type};{'d' if default else ''}"
    names = set()
    for name, kind, volatility, defaults, variadic, returns_set, types, result in ask(FUNCTIONS):
        if {*types, result} & HIDDEN or name.startswith(("pg_stat", "binary_upgrade", "RI_FKey")):
            names.add(name)
        else:
            flags = (
                f"{kind}{volatility}{defaults}{'V' if variadic else ''}{'S' if returns_set else ''}"
            )
            yield f"f {name};{flags};{','.join(types)};{result}"
    yield f"n {' '.join(sorted(names))}"


def test_the_catalog_is_the_server_s(database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("set search_path = pg_catalog")
        text = "\n".join(rows(connection)) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        PLACE.write_text(text, encoding="utf-8")
    assert PLACE.read_text(encoding="utf-8") == text

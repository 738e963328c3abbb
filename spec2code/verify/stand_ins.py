"""Stand-ins for extensions that the scratch server lacks, so that what uses them can be made and compared.

They have the names of types, functions and operator classes, and work on empty tables only: nothing is ever
computed with them.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

__all__ = ["STAND_INS", "write_stand_ins"]

_ORDERED = [
    "int2",
    "int4",
    "int8",
    "float4",
    "float8",
    "numeric",
    "oid",
    "text",
    "bpchar",
    "bytea",
    "date",
    "time",
    "timetz",
    "timestamp",
    "timestamptz",
    "interval",
    "uuid",
    "inet",
    "cidr",
    "macaddr",
    "macaddr8",
    "bool",
    "bit",
    "varbit",
    "money",
    "name",
]
_NULLARY = "RETURNS {} LANGUAGE sql VOLATILE AS $$ SELECT {} $$;"


def _gist(name: str, type_: str, *, default: bool, ordered: bool) -> str:
    operators = (
        "OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, "
        if ordered
        else ""
    )
    return (
        f"CREATE OPERATOR CLASS {name} {'DEFAULT ' if default else ''}FOR TYPE {type_} USING gist AS {operators}"
        "FUNCTION 1 range_gist_consistent(internal, anyrange, smallint, oid, internal), "
        "FUNCTION 2 range_gist_union(internal, internal), "
        "FUNCTION 5 range_gist_penalty(internal, internal, internal), "
        "FUNCTION 6 range_gist_picksplit(internal, internal), "
        "FUNCTION 7 range_gist_same(anyrange, anyrange, internal);"
    )


def _gin(name: str, type_: str, compare: str, *, default: bool, ordered: bool) -> str:
    operators = (
        "OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, "
        if ordered
        else ""
    )
    return (
        f"CREATE OPERATOR CLASS {name} {'DEFAULT ' if default else ''}FOR TYPE {type_} USING gin AS {operators}"
        f"FUNCTION 1 {compare}, FUNCTION 2 ginarrayextract(anyarray, internal), "
        "FUNCTION 3 ginqueryarrayextract(anyarray, internal, smallint, internal, internal, internal, internal), "
        "FUNCTION 4 ginarrayconsistent(internal, smallint, anyarray, integer, internal, internal, internal, "
        f"internal), STORAGE {type_};"
    )


def _function(signature: str, result: str, value: str) -> str:
    return f"CREATE FUNCTION {signature} " + _NULLARY.format(result, value)


def _text_type(name: str) -> str:
    """A type of its own that is stored as text and taken for text where that helps."""
    return "\n".join(
        [
            f"CREATE TYPE {name};",
            f"CREATE FUNCTION {name}_in(cstring) RETURNS {name} LANGUAGE internal IMMUTABLE STRICT AS 'textin';",
            f"CREATE FUNCTION {name}_out({name}) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';",
            f"CREATE TYPE {name} (INPUT = {name}_in, OUTPUT = {name}_out, LIKE = text, CATEGORY = 'S', COLLATABLE = true);",
            f"CREATE CAST ({name} AS text) WITHOUT FUNCTION AS IMPLICIT;",
            f"CREATE CAST (text AS {name}) WITHOUT FUNCTION AS ASSIGNMENT;",
        ]
    )


_TEXT_COMPARE = "bttextcmp(text, text)"
_UUIDS = "\n".join(
    _function(f"uuid_generate_v{version}()", "uuid", "gen_random_uuid()")
    for version in ("1", "1mc", "4")
)

STAND_INS: dict[str, str] = {
    "uuid-ossp": f"{_UUIDS}\n{_function('uuid_nil()', 'uuid', 'gen_random_uuid()')}",
    "pgcrypto": "\n".join(
        [
            _function("gen_random_bytes(integer)", "bytea", "''::bytea"),
            _function("gen_salt(text)", "text", "''::text"),
            _function("gen_salt(text, integer)", "text", "''::text"),
            _function("crypt(text, text)", "text", "''::text"),
            _function("digest(text, text)", "bytea", "''::bytea"),
            _function("digest(bytea, text)", "bytea", "''::bytea"),
            _function("hmac(text, text, text)", "bytea", "''::bytea"),
        ]
    ),
    "citext": _text_type("citext"),
    "hstore": "\n".join(
        [
            _text_type("hstore"),
            _gin("gin_hstore_ops", "hstore", _TEXT_COMPARE, default=True, ordered=False),
            _gist("gist_hstore_ops", "hstore", default=True, ordered=False),
        ]
    ),
    "ltree": "\n".join(
        [_text_type("ltree"), _gist("gist_ltree_ops", "ltree", default=True, ordered=False)]
    ),
    "unaccent": _function("unaccent(text)", "text", "$1"),
    "pg_trgm": "\n".join(
        [
            _gin("gin_trgm_ops", "text", _TEXT_COMPARE, default=False, ordered=False),
            _gist("gist_trgm_ops", "text", default=False, ordered=False),
            _function("similarity(text, text)", "real", "0::real"),
            _function("word_similarity(text, text)", "real", "0::real"),
        ]
    ),
    "btree_gist": "\n".join(
        _gist(f"gist_{name}_ops", name, default=name not in ("inet", "cidr"), ordered=True)
        for name in _ORDERED
        if name not in ("cidr", "name")
    ),
    "btree_gin": "\n".join(
        _gin(f"{name}_ops", name, _TEXT_COMPARE, default=True, ordered=True)
        for name in _ORDERED
        if name != "cidr"
    ),
    "postgis": "CREATE DOMAIN geometry AS text;\nCREATE DOMAIN geography AS text;",
}
for _name in (
    "fuzzystrmatch",
    "tablefunc",
    "intarray",
    "pg_stat_statements",
    "pg_cron",
    "dblink",
    "cube",
):
    STAND_INS[_name] = ""


def write_stand_ins(folder: Path, *, without: Collection[str]) -> frozenset[str]:
    """Write control files and scripts to `folder/extension`, for PostgreSQL's extension_control_path.

    Args:
        folder: is made; the server must be able to read it.
        without: extensions that the server has.

    Returns:
        The names of those that were written.
    """
    names = frozenset(STAND_INS) - frozenset(without)
    place = folder / "extension"
    place.mkdir(parents=True)
    for name in names:
        control = (
            "comment = 'stands in for an extension'\ndefault_version = '0'\nrelocatable = true\n"
        )
        (place / f"{name}.control").write_text(control, encoding="utf-8")
        (place / f"{name}--0.sql").write_text(STAND_INS[name] + "\n", encoding="utf-8")
    for path in (folder, place, *place.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return names

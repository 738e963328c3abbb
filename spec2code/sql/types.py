"""Column types in the one spelling that PostgreSQL's format_type() has for each of them."""

from __future__ import annotations

from functools import lru_cache

from spec2code.model.records import dataclass
from spec2code.model.span import Excerpt
from spec2code.model.type_names import FULL_NAMES
from spec2code.sql.cursor import Cursor, Script, Unreadable
from spec2code.sql.foreign_types import mysql_type, postgresql_for, sqlite_type
from spec2code.sql.identifiers import fold_identifier, quote_identifier
from spec2code.sql.spatial import SPATIAL, spatial_modifiers
from spec2code.sql.tokens import Token, tokenize, unquote_string
from spec2code.sql.word_sets import word_set

__all__ = ["BUILT_IN", "SERIALS", "TypeReading", "canonical_type", "read_type"]


@dataclass(slots=True)
class TypeReading:
    """A type as read in front of a column's constraints."""

    type: str
    serial: bool = False
    labels: tuple[str, ...] | None = None
    """Of an inline ENUM('a', 'b'), which PostgreSQL has no such thing as."""
    turned: str = ""
    """What was written, where another dialect's type was turned into one of this dialect."""
    lost: str = ""
    """What this dialect has no equal of."""


# What some types are called in the catalog: only these names, not INT or DECIMAL, are types in quotes too.
_INTERNAL = word_set(
    "int2 int4 int8 bool float4 float8 varchar bpchar varbit timestamp timestamptz time timetz"
)
SERIALS = {
    "serial": "integer",
    "serial4": "integer",
    "smallserial": "smallint",
    "serial2": "smallint",
    "bigserial": "bigint",
    "serial8": "bigint",
}
BUILT_IN = frozenset(
    {*FULL_NAMES, *FULL_NAMES.values(), *SERIALS}
    | word_set(
        "smallint integer bigint numeric real float boolean text bytea uuid json jsonb jsonpath "
        "xml date interval bit money name oid inet cidr macaddr macaddr8 point line lseg box "
        "path polygon circle tsvector tsquery int4range int8range numrange tsrange tstzrange "
        'daterange int4multirange "char" bpchar int8multirange nummultirange tsmultirange '
        "tstzmultirange datemultirange regclass regproc regtype regrole regnamespace regconfig "
        "regdictionary regoper regoperator regprocedure regcollation pg_lsn txid_snapshot "
        "pg_snapshot xid xid8 cid tid refcursor aclitem int2vector oidvector void trigger "
        "record cstring any anyelement anyarray anynonarray anyenum anyrange event_trigger "
        "anycompatible anycompatiblearray anymultirange internal language_handler fdw_handler"
    )
)
_INTERVAL_FIELDS = ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND")


@lru_cache(maxsize=8192)
def canonical_type(text: str, dialect: str = "postgresql") -> str:
    """The type in the dialect's one spelling; a text that is no type comes back trimmed.

    SERIAL becomes `integer`: that it has a sequence is said elsewhere. Names of the user's own types keep
    their spelling, without `public.` and needless quotes.
    """
    tokens = tokenize(text, dialect=dialect).tokens
    cursor = Cursor(Script(Excerpt("", text), dialect), tokens)
    try:
        reading = read_type(cursor)
    except Unreadable:
        return text.strip()
    return reading.type if cursor.done else text.strip()


def read_type(cursor: Cursor) -> TypeReading:
    """Read a type; the cursor stands behind it afterwards."""
    dialect = cursor.script.dialect
    if not cursor.at_name:
        raise cursor.unreadable("a type")
    if dialect == "sqlite":
        return TypeReading(sqlite_type(cursor))
    if dialect == "mysql":
        return TypeReading(mysql_type(cursor))
    reading = _postgresql(cursor)
    if reading.labels is None:
        reading.type += _array(cursor)
    return reading


def _array(cursor: Cursor) -> str:
    """`[]`, `[3][]`, `ARRAY`, `ARRAY[3]`: PostgreSQL keeps neither size nor number of dimensions."""
    found = cursor.accept("ARRAY")
    while cursor.at("[") and (cursor.word(1) == "]" or cursor.kind(1) == "number"):
        cursor.advance()
        if cursor.kind() == "number":
            cursor.advance()
        cursor.expect("]")
        found = True
    return "[]" if found else ""


def _postgresql(cursor: Cursor) -> TypeReading:
    start = cursor.offset
    token = cursor.advance()
    quoted = token.kind == "quoted"
    name = fold_identifier(token)
    schema = ""
    while cursor.at(".") and cursor.kind(1) in ("word", "quoted"):
        cursor.advance()
        schema, quoted = name, cursor.kind() == "quoted"
        name = fold_identifier(cursor.advance())
    if quoted and name == "char" and schema in ("", "pg_catalog"):
        return TypeReading('"char"')
    if schema and schema != "pg_catalog":
        prefix = "" if schema == "public" else quote_identifier(schema) + "."
        return TypeReading(prefix + _own_name(name) + _own_modifiers(cursor, name))
    if quoted and schema != "pg_catalog" and name not in _INTERNAL and name not in BUILT_IN:
        return TypeReading(_own_name(name) + _modifiers(cursor))
    return _standard(cursor, name, start, in_catalog=quoted or schema == "pg_catalog")


def _own_modifiers(cursor: Cursor, name: str) -> str:
    modifiers = _modifiers(cursor)
    if name not in SPATIAL or not modifiers:
        return modifiers
    shape, _, srid = modifiers[1:-1].partition(",")
    if srid and not srid.isdigit():
        return modifiers
    return spatial_modifiers(name, shape, int(srid) if srid else None)


def _own_name(name: str) -> str:
    return quote_identifier(name)


def _standard(cursor: Cursor, name: str, start: int, *, in_catalog: bool) -> TypeReading:
    name = _words(cursor, name)
    if name in ("timestamp", "time", "timestamptz", "timetz"):
        return TypeReading(_time(cursor, name))
    if name == "interval":
        return TypeReading(_interval(cursor))
    if name in SERIALS and not cursor.at("("):
        return TypeReading(SERIALS[name], serial=True)
    if name in ("enum", "set") and cursor.at("("):
        labels = tuple(unquote_string(t.text) for t in _strings(cursor))
        turned = cursor.text_from(start)
        if name == "set":
            return TypeReading("text[]", turned=turned)
        return TypeReading("", labels=labels, turned=turned)
    modifiers = _own_modifiers(cursor, name)
    foreign = None if in_catalog else postgresql_for(cursor, name, modifiers)
    if foreign is not None:
        return TypeReading(foreign[0], turned=cursor.text_from(start), lost=foreign[1])
    return TypeReading(_spelled(name, modifiers, internal=in_catalog))


def _strings(cursor: Cursor) -> list[Token]:
    part = cursor.inside()
    found = []
    while not part.done:
        token = part.advance()
        if token.kind == "string" or (token.kind == "quoted" and token.text[0] == '"'):
            found.append(token)
        elif token.word != ",":
            part.index -= 1
            raise part.unreadable("a label in quotes")
    return found


def _words(cursor: Cursor, name: str) -> str:
    """Names of several words: DOUBLE PRECISION, NATIONAL CHARACTER VARYING..."""
    if name == "double" and cursor.accept("PRECISION"):
        return "float8"
    if name == "national" and cursor.at_any("CHARACTER", "CHAR"):
        name = cursor.advance().text.lower()
    if name in ("character", "char", "nchar") and cursor.accept("VARYING"):
        return "varchar"
    if name == "bit" and cursor.accept("VARYING"):
        return "varbit"
    return name


def _modifiers(cursor: Cursor) -> str:
    """`(10, 2)` as `(10,2)`."""
    if not cursor.at("("):
        return ""
    part = cursor.inside()
    text = ""
    while not part.done:
        text += part.advance().text
    return f"({text})"


def _time(cursor: Cursor, name: str) -> str:
    base = name.removesuffix("tz")
    modifiers = _modifiers(cursor)
    zone = name.endswith("tz")
    if cursor.accept("WITH", "TIME", "ZONE"):
        zone = True
    elif cursor.accept("WITHOUT", "TIME", "ZONE"):
        zone = False
    return f"{base}{modifiers} {'with' if zone else 'without'} time zone"


def _interval(cursor: Cursor) -> str:
    fields = cursor.accept_any(*_INTERVAL_FIELDS)
    if fields and cursor.accept("TO"):
        last = cursor.accept_any(*_INTERVAL_FIELDS)
        if not last:
            raise cursor.unreadable("a field of an interval")
        fields += f" TO {last}"
    return "interval" + (f" {fields.lower()}" if fields else "") + _modifiers(cursor)


def _spelled(name: str, modifiers: str, *, internal: bool = False) -> str:
    if name == "float":
        if not modifiers:
            return "double precision"
        bits = modifiers[1:-1]
        if bits.isdigit() and not 1 <= int(bits) <= 53:
            return f"float{modifiers}"
        return "real" if bits.isdigit() and int(bits) <= 24 else "double precision"
    if name == "bpchar":
        return f"character{modifiers}" if modifiers else "bpchar"
    spelled = FULL_NAMES.get(name, name)
    if spelled == "bit" and not modifiers and internal:
        return '"bit"'
    if spelled in ("character", "bit") and not modifiers:
        return spelled + "(1)"
    if spelled == "numeric" and modifiers and "," not in modifiers:
        return f"numeric({modifiers[1:-1]},0)"
    if spelled not in BUILT_IN:
        spelled = quote_identifier(spelled)
    return spelled + modifiers

"""Pieces that several statements share: expressions up to a keyword, REFERENCES, DEFERRABLE, storage parameters."""

from __future__ import annotations

from spec2code.model import null_defaults
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Expression, ForeignKey, Name
from spec2code.sql.cursor import Cursor
from spec2code.sql.expressions import expression
from spec2code.sql.identifiers import quote_name
from spec2code.sql.literals import quoted as quote_string
from spec2code.sql.types import canonical_type
from spec2code.sql.word_sets import word_set

__all__ = [
    "COLUMN_CLAUSES",
    "as_expression",
    "collation",
    "deferrable",
    "enforcement",
    "is_plain_null",
    "parameters",
    "parenthesised_expression",
    "period_columns",
    "references",
    "with_text",
]

# Words that end the expression behind DEFAULT.
COLUMN_CLAUSES = word_set(
    "CONSTRAINT PRIMARY UNIQUE REFERENCES CHECK GENERATED COLLATE COMMENT AUTO_INCREMENT "
    "AUTOINCREMENT DEFERRABLE INITIALLY ON KEY STORAGE COMPRESSION DEFAULT INVISIBLE "
    "VISIBLE"
)


_PLAIN = regex(r"[\w.+-]+\Z")


def as_expression(
    cursor: Cursor, start: int, type: str | None = None, table: Name | None = None
) -> Expression:
    """The source from an offset to the end of the last token read."""
    columns = cursor.script.columns.get(table) if table else None
    return expression(cursor.text_from(start), cursor.script.dialect, type, columns)


def parenthesised_expression(
    cursor: Cursor, type: str | None = None, table: Name | None = None
) -> Expression:
    """What stands in the next pair of parentheses, as an expression."""
    part = cursor.inside()
    if part.done:
        raise part.unreadable("an expression")
    columns = part.script.columns.get(table) if table else None
    return expression(part.rest(), part.script.dialect, type, columns)


def collation(cursor: Cursor) -> str | None:
    """The name behind COLLATE as SQL writes it, `"C"` or `public.german`; None for the default one."""
    name = cursor.name("a collation")
    if cursor.script.dialect != "postgresql":
        return name.name
    schema = None if name.schema == "pg_catalog" else name.schema
    if schema is None and name.name == "default":
        return None
    return quote_name(Name(name.name, schema))


def is_plain_null(value: Expression, type: str) -> bool:
    """Whether PostgreSQL keeps no default: see `null_defaults`, which knows one spelling of each type."""
    cast = value.text.partition("::")[2].strip("() ")
    return null_defaults.is_plain_null(
        replace(value, text=f"NULL::{canonical_type(cast)}") if cast else value, type
    )


def references(cursor: Cursor, columns: tuple[str, ...]) -> ForeignKey:
    """Everything behind the word REFERENCES."""
    target = cursor.name("a table")
    key = ForeignKey(columns, target)
    if cursor.at("("):
        names, _ = period_columns(cursor)
        key = replace(key, target_columns=names)
    while True:
        if cursor.accept("ON", "DELETE"):
            key = replace(key, on_delete=_action(cursor))
        elif cursor.at("ON", "UPDATE") and cursor.word(2) not in ("CURRENT_TIMESTAMP", "NOW"):
            cursor.index += 2
            key = replace(key, on_update=_action(cursor))
        elif cursor.accept("MATCH"):
            match = cursor.accept_any("FULL", "PARTIAL", "SIMPLE")
            if not match:
                raise cursor.unreadable("`FULL` or `SIMPLE`")
            key = replace(key, match=None if match == "SIMPLE" else match)
        elif (enforced := enforcement(cursor)) is not None:
            key = replace(key, enforced=enforced)
        elif deferred := deferrable(cursor):
            key = replace(key, deferrable=deferred if deferred != "NOT" else None)
        elif cursor.accept("NOT", "VALID"):
            key = replace(key, not_valid=True)
        else:
            return key


def period_columns(cursor: Cursor) -> tuple[tuple[str, ...], bool]:
    """`(a, PERIOD b)` as names, and whether the last of them is a PERIOD."""
    names: list[str] = []
    period = False
    for part in cursor.inside().elements():
        period = part.at("PERIOD") and part.kind(1) in ("word", "quoted")
        if period:
            part.advance()
        names.append(part.identifier("a column"))
        part.finish()
    return tuple(names), period


def enforcement(cursor: Cursor) -> bool | None:
    """[NOT] ENFORCED; None where neither stands here."""
    if cursor.accept("NOT", "ENFORCED"):
        return False
    return True if cursor.accept("ENFORCED") else None


def _action(cursor: Cursor) -> str | None:
    for words in (
        ("NO", "ACTION"),
        ("SET", "NULL"),
        ("SET", "DEFAULT"),
        ("CASCADE",),
        ("RESTRICT",),
    ):
        if cursor.accept(*words):
            action = " ".join(words)
            if words[0] == "SET" and cursor.at("("):
                action += f" ({', '.join(cursor.identifiers())})"
            return None if action == "NO ACTION" else action
    raise cursor.unreadable("`CASCADE`, `RESTRICT`, `SET NULL`, `SET DEFAULT` or `NO ACTION`")


def deferrable(cursor: Cursor) -> str:
    """DEFERRABLE [INITIALLY DEFERRED]; `NOT` for an explicit NOT DEFERRABLE, '' when none of it stands here."""
    found, start = "", cursor.offset
    while True:
        if cursor.accept("NOT", "DEFERRABLE"):
            if found or cursor.at("INITIALLY", "DEFERRED"):
                message = "a constraint that is NOT DEFERRABLE is INITIALLY DEFERRED"
                cursor.script.tell("Q149", message, start, cursor.last_end)
            found = found or "NOT"
        elif cursor.accept("DEFERRABLE"):
            found = "DEFERRABLE" if found in ("", "NOT") else found
        elif cursor.accept("INITIALLY", "DEFERRED"):
            found = "DEFERRABLE INITIALLY DEFERRED"
        elif cursor.accept("INITIALLY", "IMMEDIATE"):
            found = found or "NOT"
        else:
            return found


def parameters(cursor: Cursor) -> dict[str, str]:
    """`(fillfactor=70, autovacuum_enabled = off)` by name, names in lower case."""
    found: dict[str, str] = {}
    for part in cursor.inside().elements():
        if part.done:
            continue
        name = part.advance().text.lower()
        while part.accept("."):
            name += "." + part.advance().text.lower()
        part.accept("=")
        quoted = part.kind() == "string"
        value = part.string() if quoted else part.rest().strip()
        found[name] = value if not quoted or _PLAIN.match(value) else quote_string(value)
        found[name] = found[name] or "true"
    return found


def with_text(found: dict[str, str]) -> str:
    """Storage parameters in the order of their names."""
    return ", ".join(f"{name}={value}" for name, value in sorted(found.items()) if name != "oids")

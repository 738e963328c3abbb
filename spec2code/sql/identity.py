"""The options of an identity column's sequence, as SQL writes them."""

from __future__ import annotations

from spec2code.model.identity_options import in_order
from spec2code.model.names import default_constraint_name
from spec2code.model.records import replace
from spec2code.model.schema import Name
from spec2code.model.statements import IdentityChange
from spec2code.sql.cursor import Cursor
from spec2code.sql.identifiers import quote_name

__all__ = ["identity_change", "identity_options"]


def identity_options(cursor: Cursor, table: Name, column: str) -> str:
    """Sequence options in parentheses, upper case, without those that say the default."""
    if not cursor.at("("):
        return ""
    part = cursor.inside()
    words = []
    while not part.done:
        if part.accept("SEQUENCE", "NAME"):
            name = part.name("a sequence")
            if name != replace(table, name=default_constraint_name(table.name, (column,), "seq")):
                words.append(f"SEQUENCE NAME {quote_name(name)}")
            continue
        words.append(_word(part))
    return in_order(_joined(words))


def identity_change(cursor: Cursor) -> IdentityChange | None:
    """`SET GENERATED ... SET option ... RESTART`, behind the column; None for another action."""
    always: bool | None = None
    words: list[str] = []
    if not (cursor.word() == "SET" and cursor.word(1) in _SET) and cursor.word() != "RESTART":
        return None
    while not cursor.done and not cursor.at(","):
        if cursor.accept("SET", "GENERATED"):
            always = cursor.accept_any("ALWAYS", "BY") == "ALWAYS"
            cursor.accept("DEFAULT")
        elif cursor.accept("RESTART"):
            # Where the sequence stands is a matter of the rows.
            cursor.accept("WITH")
            cursor.accept("-")
            if cursor.kind() == "number":
                cursor.advance()
        else:
            cursor.expect("SET")
            while not cursor.done and not cursor.at_any(",", "SET", "RESTART"):
                words.append(_word(cursor))
    return IdentityChange(always, _joined(words))


_SET = (
    *("GENERATED", "INCREMENT", "START", "MINVALUE", "MAXVALUE", "NO", "CYCLE", "CACHE"),
    "SEQUENCE",
)


def _word(cursor: Cursor) -> str:
    token = cursor.advance()
    return token.text if token.kind in ("quoted", "string") else token.text.upper()


def _joined(words: list[str]) -> str:
    return " ".join(words).replace("- ", "-")

"""Clauses of one column that exclude each other."""

from __future__ import annotations

from spec2code.sql.cursor import Cursor

__all__ = ["Clashes"]

_EXCLUDED = {
    "NULL": ("NOT NULL", "PRIMARY KEY", "serial", "IDENTITY"),
    "DEFAULT": ("DEFAULT", "serial", "IDENTITY", "GENERATED"),
    "IDENTITY": ("IDENTITY", "serial", "GENERATED"),
    "GENERATED": ("GENERATED", "serial"),
}
_WORDS = {
    "GENERATED": "GENERATED AS (...)",
    "serial": "SERIAL",
    "IDENTITY": "GENERATED AS IDENTITY",
}


class Clashes:
    """Remembers the clauses of a column, and tells two that PostgreSQL doesn't take together."""

    def __init__(self, cursor: Cursor, subject: str) -> None:
        self._cursor, self._subject = cursor, subject
        self._seen: dict[str, int] = {}

    def given(self, clause: str, start: int) -> None:
        """Note a clause that begins at an offset and ends where the cursor stands."""
        if self._cursor.script.dialect != "postgresql":
            return
        for other in self._seen:
            if other in _EXCLUDED.get(clause, ()) or clause in _EXCLUDED.get(other, ()):
                self._tell(f"`{_shown(other)}` and `{_shown(clause)}` exclude each other", start)
                break
        if clause.startswith("BY DEFAULT"):
            self._tell("a generated column is `GENERATED ALWAYS AS (...)`, never BY DEFAULT", start)
            clause = "GENERATED"
        self._seen[clause] = start

    def _tell(self, what: str, start: int) -> None:
        cursor = self._cursor
        if what.split("`")[1::2][:1] == what.split("`")[3::2][:1]:
            what = f"{what.split(' and ')[0]} is given twice"
        cursor.script.tell(
            "Q142", f"{self._subject}: {what}", start, cursor.last_end, hint="keep one of the two"
        )


def _shown(clause: str) -> str:
    return _WORDS.get(clause, clause)

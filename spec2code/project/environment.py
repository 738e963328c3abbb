"""The environment that code is read in: it sets nothing, but that there is a database, on the server that is read for."""

from __future__ import annotations

from spec2code.model.patterns import regex

__all__ = ["variable"]

_DATABASE = regex(r"(?i)(?:DATABASE|DB|POSTGRES\w*|PG|SQL\w*)_?(?:URL|URI|DSN|CONNECTION\w*)\Z")
_SERVER = "postgresql://localhost/database"


def variable(name: object, default: str | None = None) -> str | None:
    """What a variable of the environment is where code gives it this default."""
    stands_in = default is None or default.startswith("sqlite")
    if stands_in and isinstance(name, str) and _DATABASE.search(name):
        return _SERVER
    return default

"""Names that SQLAlchemy gives to constraints and indexes: naming conventions, and what they leave to the database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import md5

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass

__all__ = ["Naming", "column_label"]

_TOKEN = regex(r"%\((\w+)\)s")
_COLUMN_TOKEN = regex(r"(referred_)?column_(\d+)(_?N)?_(name|label|key)\Z")
_LIMIT = 63
_DEFAULT = {"ix": "ix_%(column_0_label)s"}


def column_label(schema: str | None, table: str, column: str) -> str:
    """What `%(column_0_label)s` stands for."""
    return "_".join((*([schema.replace(".", "_")] if schema else []), table, column))


@dataclass(frozen=True, slots=True)
class Naming:
    """One MetaData's naming_convention: `ix`, `uq`, `ck`, `fk`, `pk` to a template."""

    convention: Mapping[str, str]

    def name(
        self,
        kind: str,
        given: str | None,
        table: str,
        columns: Sequence[str] = (),
        *,
        schema: str | None = None,
        final: bool = False,
        referred_table: str = "",
        referred_columns: Sequence[str] = (),
    ) -> str | None:
        """The name of a constraint or index; None where the database chooses.

        Args:
            kind: `ix`, `uq`, `ck`, `fk` or `pk`.
            given: the name that the code gives, if any.
            final: the name went through `op.f()` or `conv()` and is no part of another.
        """
        template = self.convention.get(kind)
        if template is None:
            template = _DEFAULT.get(kind)
        if final and given is not None:
            return _cut(given)
        if template is None or (given is not None and "constraint_name" not in template):
            return given
        if given is None and "constraint_name" in template:
            return None

        def value(match: re.Match[str]) -> str:
            token = match.group(1)
            if token == "table_name":
                return table
            if token == "constraint_name":
                return given or ""
            if token == "referred_table_name":
                return referred_table
            return _columns(token, table, schema, columns, referred_columns)

        return _cut(_TOKEN.sub(value, template))


def _columns(
    token: str,
    table: str,
    schema: str | None,
    columns: Sequence[str],
    referred_columns: Sequence[str],
) -> str:
    match = _COLUMN_TOKEN.match(token)
    if match is None:
        return ""
    referred, index, every, what = match.groups()
    chosen = list(referred_columns if referred else columns)
    if what == "label":
        chosen = [column_label(schema, table, item) for item in chosen]
    if every:
        return ("_" if every.startswith("_") else "").join(chosen)
    return chosen[int(index)] if int(index) < len(chosen) else ""


def _cut(name: str) -> str:
    """Cut a generated name as SQLAlchemy does for PostgreSQL's 63 characters."""
    if len(name) <= _LIMIT:
        return name
    digest = md5(name.encode(), usedforsecurity=False).hexdigest()
    return f"{name[: _LIMIT - 8]}_{digest[-4:]}"

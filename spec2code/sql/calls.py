"""Calls that change the schema: what a function makes can't be told by reading the call of it."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.schema import SqlObject
from spec2code.sql.cursor import Script
from spec2code.sql.identifiers import fold_identifier
from spec2code.sql.tokens import Token

__all__ = ["note_maker", "tell_call"]

_MAKES = regex(
    r"\b(?:CREATE(?:\s+OR\s+REPLACE)?(?:\s+UNIQUE|\s+CONSTRAINT)?|ALTER|DROP)\s+"
    r"(?:TABLE|INDEX|TRIGGER|SEQUENCE|(?:MATERIALIZED\s+)?VIEW|FUNCTION|POLICY|RULE|TYPE|SCHEMA)\b",
    re.IGNORECASE,
)
_HINT = "add the call to the migration by hand, with what takes it back"
_WORD = regex(r"[a-z_]\w*")
# Of TimescaleDB, Citus, PostGIS, pg_partman, pgmq, pg_cron, Apache AGE.
_KNOWN = frozenset(
    (
        "create_hypertable",
        "add_dimension",
        "add_retention_policy",
        "add_compression_policy",
        "add_columnstore_policy",
        "add_continuous_aggregate_policy",
        "add_reorder_policy",
        "create_distributed_table",
        "create_reference_table",
        "addgeometrycolumn",
        "create_parent",
        "create_graph",
        "cron.schedule",
        "pgmq.create",
        "pgmq.create_partitioned",
    )
)


def note_maker(item: SqlObject, script: Script) -> None:
    """Remember a routine whose body makes, changes or drops something, or calls one that does."""
    if item.kind in ("function", "procedure"):
        text = item.definition.text.partition("(")[2]
        makers = script.session.makers
        if _MAKES.search(text) or not makers.isdisjoint(_WORD.findall(text.lower())):
            makers.add(item.name.name)


def tell_call(script: Script, tokens: list[Token]) -> None:
    """Q109 of `SELECT f(...)` and `CALL f(...)`, where that changes the schema."""
    names: list[str] = []
    at = 1
    while at < len(tokens) and tokens[at].kind in ("word", "quoted"):
        names.append(fold_identifier(tokens[at]))
        if at + 1 >= len(tokens) or tokens[at + 1].word != ".":
            break
        at += 2
    if script.as_it_stands or not names or tokens[at + 1 : at + 2] == []:
        return
    called = ".".join(names[-2:])
    if tokens[at + 1].word == "(" and (
        names[-1] in script.session.makers or not _KNOWN.isdisjoint((called, names[-1]))
    ):
        message = (
            f"what `{called}(...)` does to the schema can't be told by reading, and is left out"
        )
        script.tell("Q109", message, tokens[0].start, tokens[-1].end, hint=_HINT)

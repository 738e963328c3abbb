"""Queries that a revision puts to the database: the catalog answers from the schema, tables are empty."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.model.patterns import regex
from spec2code.project.migrations.catalog import Catalog, asks_catalog
from spec2code.project.migrations.connection import ResultValue, UnknownResult
from spec2code.project.values import Value
from spec2code.sql.tokens import tokenize

__all__ = ["answer"]

_COUNT = regex(r"\s*select\s+count\s*\(", re.IGNORECASE)
_EXISTS = regex(r"\s*select\s+(?:not\s+)?exists\s*\(", re.IGNORECASE)
_AGGREGATE = regex(r"\s*select\s+(?:coalesce\s*\(\s*)?(?:max|min|sum|avg)\s*\(", re.IGNORECASE)
_FROM = regex(r"\bfrom\b", re.IGNORECASE)
_VERSION = regex(r"\s*select\s+version\s*\(", re.IGNORECASE)
_WITH = regex(r"\s*with\b", re.IGNORECASE)
_MAIN = frozenset(["DELETE", "INSERT", "MERGE", "SELECT", "UPDATE", "VALUES"])
_SHOWN = {"server_version": "16.0", "server_version_num": "160000", "search_path": "public"}
_SHOW = regex(r"\s*show\s+(\w+)", re.IGNORECASE)


def answer(catalog: Catalog, text: str, parameters: Mapping[str, Value]) -> Value:
    """The rows that a query gives."""
    if asks_catalog(text):
        plain = {
            key: value
            for key, value in parameters.items()
            if value is None or isinstance(value, (str, int, float))
        }
        if len(plain) == len(parameters):
            found = catalog.ask(text, plain)
            if found is not None:
                return ResultValue(found[0], [list(row) for row in found[1]])
        return UnknownResult("what the database's catalog answers can't be told")
    text = _main(text)
    if _COUNT.match(text):
        return ResultValue(("count",), [[0]])
    if _EXISTS.match(text):
        return ResultValue(("exists",), [["not" in text[:24].lower()]])
    if _AGGREGATE.match(text):
        return ResultValue(("value",), [[None]])
    if _VERSION.match(text):
        return ResultValue(("version",), [["PostgreSQL 16.0"]])
    shown = _SHOW.match(text)
    if shown is not None:
        value = _SHOWN.get(shown.group(1).lower())
        return UnknownResult("a setting") if value is None else ResultValue(("setting",), [[value]])
    if not _FROM.search(text):
        found = catalog.ask(text, {})
        if found is not None:
            return ResultValue(found[0], [list(row) for row in found[1]])
        return UnknownResult("what the database answers can't be told")
    return ResultValue((), [])


def _main(text: str) -> str:
    """A query without the `WITH` parts before it: whatever those give, they take it from tables that are empty."""
    if not _WITH.match(text):
        return text
    depth = 0
    for token in tokenize(text).tokens[1:]:
        depth += (token.word == "(") - (token.word == ")")
        if depth == 0 and token.word in _MAIN:
            return text[token.start :]
    return text

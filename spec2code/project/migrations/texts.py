"""What `op.execute()` and `connection.execute()` are given: SQL text, a statement object, or something unknown."""

from __future__ import annotations

import ast
import re

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.project.orm.values import kind_of
from spec2code.project.values import Attribute, Call, External, Unknown, Value
from spec2code.sql.identifiers import quote_identifier
from spec2code.sql.text_clauses import unescape_parameters

__all__ = ["Executable", "called_function", "changes_rows_only", "executable", "is_about_rows"]

_COMMENTS = regex(r"\s*(?:--[^\n]*(?:\n|\Z)|/\*.*?\*/|\s)*", re.DOTALL)
_QUERIES = ("select", "with", "show", "values", "table", "explain", "(")
_CHANGES = regex(r"\b(?:insert|update|delete|merge)\b", re.IGNORECASE)
_ROWS = frozenset(
    {"insert", "update", "delete", "select", "table", "union", "union_all", "exists", "values"}
)


@dataclass(frozen=True, slots=True)
class Executable:
    """`kind` is sql, query (SQL that asks), rows (a statement object about rows) or unknown."""

    kind: str
    text: str = ""
    parameters: tuple[tuple[str, Value], ...] = ()


def executable(value: Value) -> Executable:
    """Take apart the argument of an `execute`."""
    if isinstance(value, str):
        # op.execute() makes a text() of what it is given.
        return _sql(unescape_parameters(str(value)), ())
    if isinstance(value, Unknown) and is_about_rows(value):
        return Executable("rows")
    if not isinstance(value, Call):
        return Executable("unknown")
    if isinstance(value.function, Attribute):
        return _of_method(value, value.function)
    kind = kind_of(value)
    first = value.args[0] if value.args else value.kwargs.get("text", value.kwargs.get("statement"))
    if kind in ("text", "DDL", "TextClause") and isinstance(first, str):
        text = str(first)
        if kind == "DDL":
            text = text.replace("%%", "%")
        return _sql(unescape_parameters(text), ())
    if kind in ("CreateSequence", "DropSequence", "CreateSchema", "DropSchema"):
        return _element(kind, first)
    if isinstance(first, Unknown) and is_about_rows(first):
        return Executable("rows")
    if kind in _ROWS or kind in ("Select", "Insert", "Update", "Delete"):
        return Executable("rows")
    return Executable("unknown")


def _of_method(value: Call, function: Attribute) -> Executable:
    """`text(...).bindparams(...)` is its text; `table.insert().values(...)` is about rows."""
    if function.name in ("bindparams", "execution_options", "columns"):
        inner = executable(function.base)
        more = tuple((key, item) for key, item in value.kwargs.items() if isinstance(key, str))
        return Executable(inner.kind, inner.text, inner.parameters + more)
    base: Value = value
    while True:
        if isinstance(base, Call):
            if kind_of(base) in _ROWS:
                return Executable("rows")
            base = base.function
        elif isinstance(base, Attribute):
            if base.name in _ROWS:
                return Executable("rows")
            base = base.base
        else:
            break
    if isinstance(base, External) and base.name.rpartition(".")[2] in _ROWS:
        return Executable("rows")
    return Executable("unknown")


def _element(kind: str, value: Value) -> Executable:
    name = value if isinstance(value, str) else None
    if name is None and isinstance(value, Call) and kind_of(value) == "Sequence" and value.args:
        name = value.args[0] if isinstance(value.args[0], str) else None
    if name is None:
        return Executable("unknown")
    verb = "CREATE" if kind.startswith("Create") else "DROP"
    what = "SEQUENCE" if kind.endswith("Sequence") else "SCHEMA"
    return Executable("sql", f"{verb} {what} {quote_identifier(name)}")


def _sql(text: str, parameters: tuple[tuple[str, Value], ...]) -> Executable:
    return Executable("query" if _is_query(text) else "sql", text, parameters)


def _is_query(text: str) -> bool:
    start = _COMMENTS.match(text)
    body = text[start.end() if start else 0 :]
    head = body[:12].lower()
    if not head.startswith(_QUERIES):
        return False
    # WITH ... INSERT changes rows; what it gives back is still asked for.
    return not head.startswith("with") or not _CHANGES.search(body) or _is_single(body)


_ROW_WORDS = regex(
    r"(?:insert|update|delete|merge|truncate|copy|grant|revoke|set|reset|lock|analyze|vacuum|refresh|"
    r"select|begin|commit|rollback|savepoint|release)\b",
    re.IGNORECASE,
)


def changes_rows_only(text: str) -> bool:
    """Whether one statement is plainly about rows or settings: it needn't be read any further."""
    start = _COMMENTS.match(text)
    begin = start.end() if start else 0
    if not _ROW_WORDS.match(text, begin):
        return False
    return _is_single(text[begin:])


def _is_single(text: str) -> bool:
    semicolon = text.find(";")
    return semicolon < 0 or not text[semicolon + 1 :].strip()


def is_about_rows(value: Unknown) -> bool:
    """Whether SQL whose text isn't wholly known begins like a change of rows."""
    node = value.node
    if isinstance(node, ast.BinOp):
        while isinstance(node, ast.BinOp):
            node = node.left
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value  # "...".format(...)
    if isinstance(node, ast.JoinedStr) and node.values:
        node = node.values[0]
    text = node.value if isinstance(node, ast.Constant) else None
    if not isinstance(text, str):
        return False
    start = _COMMENTS.match(text)
    return _ROW_WORDS.match(text, start.end() if start else 0) is not None


_CALLED = regex(r"\s*select\s+(?:\w+\.)?(\w+)\s*\(\s*\)\s*;?\s*\Z", re.IGNORECASE)


def called_function(text: str) -> str | None:
    """The function that `SELECT name()` calls, where that is all it does."""
    found = _CALLED.match(text)
    return found.group(1).lower() if found else None

"""Everything that is neither table nor enum, in the spec's own words, with the statement that takes it away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spec2code.model.changes import AddObject, DropObject, ModifyObject
from spec2code.model.schema import Name, SqlObject
from spec2code.model.sequence_options import sequence_changes
from spec2code.sql.ddl import quote, string
from spec2code_generators.alembic.step import Step, execute

__all__ = ["add_object", "changed_comment", "drop_object", "modify_object", "unchecked_once"]

_UNCHECKED = execute("SET LOCAL check_function_bodies TO off")

_ON_TABLE = ("trigger", "policy", "rule")
_REPLACEABLE = ("function", "procedure", "aggregate")
_BY_TEXT = ("operator", "operator class", "operator family", "transform", "user mapping")
_COMMENT = re.compile(
    r"\s+IS\s+(?:NULL|E?'(?:[^']|'')*'|\$(\w*)\$.*\$\1\$)\s*\Z", re.IGNORECASE | re.DOTALL
)
_FIRST_COMMENTS = {Name("schema public"): "standard public schema"}
"""Comments that a new database has, of what the specs can't make."""
_CREATE = re.compile(r"\s*CREATE\s+(?!OR\s+REPLACE)", re.IGNORECASE)


def add_object(change: AddObject) -> list[Step]:
    item = change.after
    comment = [] if item.kind == "comment" else _comment(item)
    return [*_created(item, item.definition.text), *comment]


def drop_object(change: DropObject, dialect: str = "postgresql") -> list[Step]:
    item = change.before
    if item.kind in ("trigger", *_REPLACEABLE) and dialect != "postgresql":
        return [execute(f"DROP {item.kind.upper()} {quote(item.name.name)}")]
    sql = _drop(item)
    return [execute(sql)] if sql else []


def modify_object(change: ModifyObject, dialect: str = "postgresql") -> list[Step]:
    """Functions are replaced where they stand; what can't be is dropped and made again."""
    before, after = change.before, change.after
    if before.definition == after.definition:
        return [execute(_comment_sql(after))]
    if after.kind in _REPLACEABLE[:2]:
        text = _CREATE.sub("CREATE OR REPLACE ", after.definition.text, count=1)
        return [*_created(after, text), *changed_comment(before, after)]
    if after.kind == "sequence" and before.name == after.name:
        # Columns count by it, and it goes on from where it is.
        changes = sequence_changes(before.definition, after.definition)
        if changes:
            return [
                execute(f"ALTER SEQUENCE {quote(after.name)} {changes}"),
                *changed_comment(before, after),
            ]
    return [*drop_object(DropObject(before), dialect), *add_object(AddObject(after))]


def _created(item: SqlObject, text: str) -> list[Step]:
    return [_UNCHECKED, execute(text)] if item.unchecked else [execute(text)]


def unchecked_once(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps with the setting once for each transaction that needs it."""
    is_set = False
    for step in steps:
        if step != _UNCHECKED or not is_set:
            yield step
        is_set = (is_set or step == _UNCHECKED) and not step.autocommit


def _drop(item: SqlObject) -> str | None:
    """The statement that takes the object away; None for a setting that goes with what it is set on."""
    kind = item.kind.upper()
    if item.kind == "comment":
        first = _FIRST_COMMENTS.get(item.name)
        is_ = f" IS {string(first) if first is not None else 'NULL'}"
        return _COMMENT.sub(lambda _: is_, item.definition.text)
    if item.kind == "sequence owner":
        return f"ALTER SEQUENCE {quote(item.name)} OWNED BY NONE"
    if item.kind.endswith(" setting"):
        return None
    if item.kind in _ON_TABLE and item.table is not None:
        return f"DROP {kind} {quote(item.name.name)} ON {quote(item.table)}"
    if item.kind == "cast":
        return f"DROP CAST ({item.name.name})"
    if item.kind in _BY_TEXT:
        return f"DROP {kind} {_by_text(item)}"
    return f"DROP {kind} {_named(item)}"


_ARGUMENT = re.compile(
    r"\b(LEFTARG|RIGHTARG)\s*=\s*([^,)]+?(?:\([^)]*\))?)\s*(?=[,)])", re.IGNORECASE
)
_METHOD = re.compile(r"\bUSING\s+(\w+)", re.IGNORECASE)


def _by_text(item: SqlObject) -> str:
    """What tells it apart from others: an operator's arguments, the index method of an operator class."""
    name = quote(item.name.schema) + "." if item.name.schema else ""
    name += item.name.name
    if item.kind == "operator":
        found = {side.upper(): type_ for side, type_ in _ARGUMENT.findall(item.definition.text)}
        return f"{name} ({found.get('LEFTARG', 'NONE')}, {found.get('RIGHTARG', 'NONE')})"
    method = _METHOD.search(item.definition.text)
    return f"{name} USING {method[1]}" if method and item.kind.startswith("operator ") else name


def _named(item: SqlObject) -> str:
    if item.kind in _REPLACEABLE:
        signature = item.signature.strip()
        return quote(item.name) + (signature if signature.startswith("(") else f"({signature})")
    return quote(item.name)


def _comment(item: SqlObject) -> list[Step]:
    return [execute(_comment_sql(item))] if item.comment is not None else []


def changed_comment(before: SqlObject, after: SqlObject) -> list[Step]:
    """The comment of what stays where it is; a new statement keeps the old one otherwise."""
    return [execute(_comment_sql(after))] if before.comment != after.comment else []


def _comment_sql(item: SqlObject) -> str:
    comment = string(item.comment) if item.comment is not None else "NULL"
    if item.kind in _ON_TABLE and item.table is not None:
        target = f"{quote(item.name.name)} ON {quote(item.table)}"
    else:
        target = _named(item)
    return f"COMMENT ON {item.kind.upper()} {target} IS {comment}"

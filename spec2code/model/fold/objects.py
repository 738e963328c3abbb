"""Objects that are kept as text, and comments on whatever it may be.

What an ALTER adds to an object is added to its text. An ALTER that can only run once something else is there,
`ALTER SEQUENCE ... OWNED BY`, is an object of its own (`sequence owner`, with the column as its signature);
so is a setting of something that has no text (`index setting`), and a comment on an index or constraint.
"""

from __future__ import annotations

import re

from spec2code.model.definitions import altered_type, with_type_key
from spec2code.model.fold.cascades import drop_users
from spec2code.model.fold.constraints import find, replaced
from spec2code.model.fold.draft import RELATIONS, Draft
from spec2code.model.fold.renames import rename_function
from spec2code.model.fold.retyped import retype
from spec2code.model.fold.sequences import spell_out
from spec2code.model.fold.tables import drop as drop_table
from spec2code.model.fold.view_columns import note_star
from spec2code.model.identifiers import quote_name
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Expression, ForeignKey, Name, ObjectKey, SqlObject
from spec2code.model.sequence_options import altered_sequence, with_sequence_key
from spec2code.model.statements import AlterObject, CreateObject, DropObject, DropTable, SetComment

__all__ = ["alter", "comment", "create", "drop"]


def create(draft: Draft, statement: CreateObject) -> None:
    item = statement.object
    if item.kind == "sequence":
        item = replace(item, definition=with_sequence_key(item.definition))
    elif item.kind in ("domain", "type"):
        item = with_type_key(item)
    present = draft.objects.get(item.identity)
    if draft.ensure and item.kind in RELATIONS:
        draft.give_way(item.name, item.kind)
        if item.name in draft.tables and item.name not in draft.created:
            drop_table(draft, DropTable(item.name))
    if present is not None and statement.if_not_exists and item.identity in draft.created_objects:
        return
    draft.created_objects.add(item.identity)
    note_star(draft, item)
    if present is None:
        draft.objects[item.identity] = item
        return
    if not (draft.ensure or statement.or_replace or statement.if_not_exists):
        draft.problem("object-twice", f"{item.kind} `{item.name}` is there already", present.span)
    if draft.ensure or statement.or_replace:
        draft.objects[item.identity] = replace(item, comment=item.comment or present.comment)


def drop(draft: Draft, statement: DropObject) -> None:
    keys = _matching(draft, statement.kind, statement.name, statement.table, statement.signature)
    if not keys and statement.signature is not None:
        keys = _matching(draft, statement.kind, statement.name, statement.table, None)
        keys = keys if len(keys) == 1 else []
    if not keys and not (statement.if_exists or draft.ensure):
        draft.problem(
            "object-unknown", f"{statement.kind} `{statement.name}` is not there to be dropped"
        )
    for key in keys:
        draft.objects.pop(key, None)
    if statement.kind == "sequence":
        _drop_everywhere(draft, "sequence owner", statement.name)
    if statement.kind == "materialized view":
        for key, item in list(draft.objects.items()):
            if item.kind == "index" and item.table == statement.name:
                draft.objects.pop(key)
    if statement.cascade:
        drop_users(draft, statement.kind, statement.name)
    if statement.kind == "schema" and statement.cascade:
        _drop_schema(draft, statement.name.name)


def _matching(
    draft: Draft, kind: str, name: Name, table: Name | None, signature: str | None
) -> list[ObjectKey]:
    if signature is not None or kind not in ("function", "procedure", "aggregate"):
        key = (kind, name, table, signature or "")
        if key in draft.objects:
            return [key]
    return [
        key
        for key in draft.objects
        if key[0] == kind
        and key[1] == name
        and (table is None or key[2] == table)
        and (signature is None or key[3] == signature)
    ]


def _drop_everywhere(draft: Draft, kind: str, name: Name) -> None:
    for key in [key for key in draft.objects if key[0] == kind and key[1] == name]:
        draft.objects.pop(key)


def _drop_schema(draft: Draft, schema: str) -> None:
    for name in [name for name in draft.tables if name.schema == schema]:
        draft.tables.pop(name)
    for name in [name for name in draft.enums if name.schema == schema]:
        draft.enums.pop(name)
    for key in [key for key in draft.objects if key[1].schema == schema]:
        draft.objects.pop(key)


# -- alter -------------------------------------------------------------------------------------------

_PART = r'(?:"(?:[^"]|"")+"|[^\s".;]+)'
_OWNED_BY = regex(rf"\s*\bowned by (?P<path>{_PART}(?: \. {_PART})*)")
_OWNED_IN_TEXT = regex(rf"\s*\bowned\s+by\s+{_PART}(?:\s*\.\s*{_PART})*", re.IGNORECASE)


def alter(draft: Draft, statement: AlterObject) -> None:
    kind, name = statement.kind, statement.name
    if kind == "constraint" and statement.table is not None:
        _alter_constraint(draft, statement, statement.table)
        return
    if kind == "sequence":
        spell_out(draft, name)
        rest = _without_owner(draft, statement)
        if rest is None:
            return
        statement = rest
    keys = _matching(draft, kind, name, statement.table, None)
    if not keys:
        _alter_unknown(draft, statement)
        return
    for key in keys[:1]:
        item = draft.objects.pop(key)
        if statement.new_name is not None:
            item = replace(item, name=statement.new_name)
        if statement.new_name is not None:
            _follow(draft, kind, name, statement.new_name)
        definition = None
        if kind == "sequence" and statement.new_name is None:
            definition = altered_sequence(item.definition, statement.definition, name)
        elif kind in ("domain", "type") and statement.new_name is None:
            definition = altered_type(item, statement.definition)
        if definition is None:
            definition = _extended(item.definition, statement.definition)
        item = replace(item, definition=definition)
        draft.objects[item.identity] = item


def _follow(draft: Draft, kind: str, old: Name, new: Name) -> None:
    """What is of a domain or calls a function that gets another name."""
    if kind in ("domain", "type"):
        retype(draft, old, new)
    elif kind in ("function", "procedure"):
        rename_function(draft, old, new)


def _extended(definition: Expression, added: Expression) -> Expression:
    if added.key in definition.key.split("; "):
        return definition
    return Expression(f"{definition.text};\n{added.text}", f"{definition.key}; {added.key}")


def _alter_unknown(draft: Draft, statement: AlterObject) -> None:
    """A setting of something that isn't kept as text: an index, a serial column's sequence."""
    kind, name = statement.kind, statement.name
    if statement.new_name is not None:
        known = kind == "sequence" or (
            draft.ensure and _matching(draft, kind, statement.new_name, statement.table, None)
        )
        if not known:
            draft.problem("object-unknown", f"{kind} `{name}` is not there to be renamed")
        return
    if kind not in ("index", "sequence") and not draft.ensure:
        draft.problem("object-unknown", f"{kind} `{name}` is not there to be altered")
    item = SqlObject(
        f"{kind} setting",
        name,
        statement.definition,
        statement.table,
        statement.definition.key,
        span=statement.span,
    )
    draft.objects[item.identity] = item


_RESTART = regex(r"\s+restart(?:\s+with)?(?:\s+\d+)?", re.IGNORECASE)
_ALTER_ONLY = regex(
    rf"alter\s+sequence\s+(?:if\s+exists\s+)?{_PART}(?:\s*\.\s*{_PART})?\Z", re.IGNORECASE
)


def _without_owner(draft: Draft, statement: AlterObject) -> AlterObject | None:
    """What an ALTER SEQUENCE says besides its owner and where it counts on from; None for nothing."""
    definition = statement.definition
    owned = _OWNED_BY.search(definition.key)
    if owned:
        _own(draft, statement, owned["path"])
        definition = Expression(
            _OWNED_IN_TEXT.sub("", definition.text), _OWNED_BY.sub("", definition.key)
        )
    definition = Expression(
        _RESTART.sub("", definition.text).strip(), _RESTART.sub("", definition.key).strip()
    )
    if statement.new_name is None and _ALTER_ONLY.match(definition.text):
        return None
    return replace(statement, definition=definition)


def _own(draft: Draft, statement: AlterObject, path: str) -> None:
    """`OWNED BY table.column`, or by NONE."""
    _drop_everywhere(draft, "sequence owner", statement.name)
    parts = [part.strip().strip('"') for part in path.split(" . ")]
    if len(parts) < 2:
        return
    schema = parts[-3] if len(parts) > 2 else None
    table = Name(parts[-2], None if schema == "public" else schema)
    column = Name(parts[-1])
    words = f"ALTER SEQUENCE {quote_name(statement.name)} OWNED BY {quote_name(table)}.{quote_name(column)}"
    item = SqlObject(
        "sequence owner",
        statement.name,
        Expression(words, f"owned by {table}.{column}"),
        table,
        parts[-1],
        depends_on=(statement.name, table),
        span=statement.span,
    )
    draft.objects[item.identity] = item


def _alter_constraint(draft: Draft, statement: AlterObject, name: Name) -> None:
    table = draft.table(name)
    found = find(table, statement.name.name) if table is not None else None
    if table is None or not isinstance(found, ForeignKey):
        return
    text = statement.definition.key
    deferrable: str | None = "DEFERRABLE"
    if "initially deferred" in text:
        deferrable = "DEFERRABLE INITIALLY DEFERRED"
    elif "not deferrable" in text or "deferrable" not in text:
        deferrable = None
    draft.put(replaced(table, found, replace(found, deferrable=deferrable)))


# -- comments ----------------------------------------------------------------------------------------


def comment(draft: Draft, statement: SetComment) -> None:
    kind, name, text = statement.kind, statement.name, statement.comment
    if kind == "table" or kind == "column":
        _comment_table(draft, statement)
    elif kind in ("type", "enum") and name in draft.enums:
        draft.enums[name] = replace(draft.enums[name], comment=text)
    elif kind in ("index", "constraint"):
        _comment_part(draft, statement)
    else:
        keys = _matching(draft, kind, name, statement.table, statement.signature)
        for key in keys[:1]:
            draft.objects[key] = replace(draft.objects[key], comment=text)
        if not keys and kind == "schema":
            _comment_part(draft, statement)
        elif not keys:
            draft.problem("object-unknown", f"{kind} `{name}` is not there to be commented on")


def _comment_table(draft: Draft, statement: SetComment) -> None:
    table = draft.table(statement.name)
    if table is None:
        _comment_part(draft, statement)
        return
    if statement.column is None:
        draft.put(replace(table, comment=statement.comment))
        return
    if table.column(statement.column) is None and table.has_columns_of_others:
        _comment_part(draft, statement)
        return
    column = draft.column(table, statement.column)
    if column is not None:
        draft.put_column(table, replace(column, comment=statement.comment))


def _comment_part(draft: Draft, statement: SetComment) -> None:
    """A comment on something that has no place for one in the model is an object of its own."""
    subject = f"{statement.kind} {statement.name.name}"
    if statement.column is not None:
        subject += f".{statement.column}"
    name = Name(subject, statement.name.schema)
    key: ObjectKey = ("comment", name, statement.table, "")
    draft.objects.pop(key, None)
    if statement.comment is not None:
        definition = Expression(statement.text, f"comment on {subject} is {statement.comment!r}")
        draft.objects[key] = SqlObject(
            "comment",
            name,
            definition,
            statement.table,
            comment=statement.comment,
            span=statement.span,
        )

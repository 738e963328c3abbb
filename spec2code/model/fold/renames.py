"""Relations and functions under their new names in the text of what uses them: PostgreSQL keeps no text, but what it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from spec2code.model.fold.draft import Draft
from spec2code.model.identifiers import quote_identifier
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Expression, Index, Name, Table

__all__ = [
    "READERS",
    "end_of_list",
    "identifiers",
    "rename_column",
    "rename_function",
    "rename_index",
    "spelled",
    "with_relation_renamed",
]

READERS = ("view", "trigger", "policy", "rule")
"""How the kinds of objects end whose text is no more than what it means."""

_PART = regex(
    r"""(?P<string>'(?:[^']|'')*'|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)|(?P<space>\s+|--[^\n]*)"""
    r"""|"(?P<quoted>(?:[^"]|"")+)"|(?P<word>[^\W\d][\w$]*)|(?P<sign>.)""",
    re.DOTALL,
)
_LEAD_TO_RELATIONS = frozenset(
    ("on", "from", "join", "update", "into", "only", "table", "references", "using")
)
_END_A_LIST = frozenset(
    ("where", "group", "order", "having", "limit", "window", "union", "except", "intersect", "set")
)

_COLUMN_READERS = ("trigger", "policy", "statistics")
_ROWS = ("old", "new")
_NAME_AN_INDEX = ("cluster", "replica_identity")

Wanted = Callable[[list[str], int], bool]
"""Whether the identifier at a place of the parts is meant; each part is a folded name, a sign or ''."""


def with_relation_renamed(value: Expression, old: Name, new: Name) -> Expression:
    """The text of a view, trigger, policy or rule with a table or view of it under another name."""

    def wanted(parts: list[str], place: int) -> bool:
        if parts[place + 1] == ".":
            return True
        start = place - 2 if parts[place - 1] == "." else place
        return parts[start - 1] in _LEAD_TO_RELATIONS or _in_from(parts, start)

    def apply(text: str) -> str:
        return _replaced(text, old.name, new.name, wanted)

    return Expression(apply(value.text), apply(value.key))


def _in_from(parts: list[str], place: int) -> bool:
    """Whether a comma stands before it that belongs to a FROM."""
    if parts[place - 1] != ",":
        return False
    depth = 0
    for part in reversed(parts[: place - 1]):
        depth += (part == ")") - (part == "(")
        if depth < 0 or part in _END_A_LIST or part == "select":
            return False
        if depth == 0 and part == "from":
            return True
    return False


def rename_function(draft: Draft, old: Name, new: Name) -> None:
    """Calls of a function under its new name, wherever one is kept; bodies of functions stay as they are."""

    def wanted(parts: list[str], place: int) -> bool:
        return parts[place + 1] == "("

    def called(value: Expression) -> Expression:
        if old.name not in value.text:
            return value
        return Expression(
            _replaced(value.text, old.name, new.name, wanted),
            _replaced(value.key, old.name, new.name, wanted),
        )

    for key, item in list(draft.objects.items()):
        if item.kind.endswith(READERS):
            draft.objects[key] = replace(item, definition=called(item.definition))
    for table in list(draft.tables.values()):
        draft.put(_with_expressions(table, called))


def rename_index(draft: Draft, table: Name, old: str, new: str) -> None:
    """An index under its new name in its comment and settings, and where its table names it."""

    def renamed(text: str) -> str:
        return _replaced(text, old, new, lambda parts, place: True)

    options = tuple(
        (name, renamed(value) if name in _NAME_AN_INDEX else value)
        for name, value in draft.tables[table].options
    )
    draft.put(replace(draft.tables[table], options=options))
    for key, item in list(draft.objects.items()):
        is_comment = item.kind == "comment" and item.name == Name(f"index {old}", table.schema)
        if not is_comment and item.kind != "index setting":
            continue
        value = Expression(renamed(item.definition.text), renamed(item.definition.key))
        if value != item.definition:
            name = Name(f"index {new}", table.schema) if is_comment else item.name
            if name == Name(old, table.schema):
                name = Name(new, table.schema)
            signature = "" if is_comment else value.key
            del draft.objects[key]
            item = replace(item, name=name, definition=value, signature=signature)
            draft.objects[item.identity] = item


def rename_column(draft: Draft, table: Name, old: str, new: str) -> None:
    """A column under its new name in the triggers, policies and statistics of its table.

    Inside of a subquery a name alone is one of its columns only where nothing has it that the subquery reads.
    """
    holders = {
        name.name
        for name, other in draft.tables.items()
        if other.is_partial or other.has_columns_of_others or other.column(old) is not None
    }
    lacking = {name.name for name in draft.tables} - holders

    def wanted(kind: str, parts: list[str], place: int) -> bool:
        if parts[place + 1] in ("(", "."):
            return False
        if parts[place - 1] == ".":
            return parts[place - 2] in (table.name, *_ROWS)
        if kind == "policy" and parts[place - 1] != "as" and _read(parts) <= lacking:
            return True
        return _is_own(kind, parts, place)

    for key, item in list(draft.objects.items()):
        reads = item.table == table or (item.kind == "statistics" and table in item.depends_on)
        if reads and item.kind in _COLUMN_READERS and old in item.definition.text:
            value, meant = item.definition, partial(wanted, item.kind)
            changed = Expression(
                _replaced(value.text, old, new, meant), _replaced(value.key, old, new, meant)
            )
            draft.objects[key] = replace(item, definition=changed)


def _read(parts: list[str]) -> set[str]:
    """What the subqueries of a text read, without schemas."""
    found: set[str] = set()
    for place, part in enumerate(parts):
        if part in ("from", "join") and parts[place + 1] != "(":
            found.add(parts[place + 3] if parts[place + 2] == "." else parts[place + 1])
    return found


def _is_own(kind: str, parts: list[str], place: int) -> bool:
    """Whether a name alone is a column of the table that a trigger, policy or statistics is on."""
    before = parts[:place]
    if kind == "statistics":
        return "on" in before and "from" in parts[place:]
    if kind == "trigger":
        # UPDATE OF a, b
        while before and (before[-1] == "," or (len(before) > 1 and before[-2] in (",", "of"))):
            before.pop()
        return bool(before) and before[-1] == "of"
    depth = 0
    for part in reversed(before):
        depth += (part == ")") - (part == "(")
        if part == "select" and depth <= 0:
            return False
    return depth < 0


def _with_expressions(table: Table, change: Callable[[Expression], Expression]) -> Table:
    def of_index(index: Index) -> Index:
        keys = tuple(replace(key, expression=change(key.expression)) for key in index.keys)
        return replace(index, keys=keys, where=change(index.where) if index.where else None)

    return replace(
        table,
        columns=tuple(
            replace(
                column,
                default=change(column.default) if column.default else None,
                generated=change(column.generated) if column.generated else None,
            )
            for column in table.columns
        ),
        checks=tuple(replace(item, expression=change(item.expression)) for item in table.checks),
        excludes=tuple(
            replace(item, definition=change(item.definition)) for item in table.excludes
        ),
        indexes=tuple(map(of_index, table.indexes)),
    )


def identifiers(text: str) -> tuple[list[re.Match[str]], list[str]]:
    """The parts of a text without its blanks, and each folded, with two empty ones before and behind them."""
    found = [match for match in _PART.finditer(text) if match["space"] is None]
    return found, ["", "", *map(_folded, found), "", ""]


def spelled(match: re.Match[str]) -> str:
    """The name that a part is, as SQL writes it."""
    return quote_identifier(_folded(match))


def end_of_list(part: str) -> bool:
    """Whether a list of tables ends with this word."""
    return part in _END_A_LIST


def _replaced(text: str, old: str, new: str, wanted: Wanted) -> str:
    """The text with the identifiers that are meant exchanged; strings and bodies stay."""
    found, parts = identifiers(text)
    pieces: list[str] = []
    end = 0
    for place, match in _named(found, old):
        if wanted(parts, place + 2):
            pieces += [text[end : match.start()], quote_identifier(new)]
            end = match.end()
    return "".join([*pieces, text[end:]])


def _folded(match: re.Match[str]) -> str:
    if match["quoted"] is not None:
        return match["quoted"].replace('""', '"')
    return (match["word"] or match["sign"] or "").lower()


def _named(found: list[re.Match[str]], name: str) -> Iterator[tuple[int, re.Match[str]]]:
    for place, match in enumerate(found):
        is_name = match["word"] is not None or match["quoted"] is not None
        if is_name and _folded(match) == name:
            yield place, match

"""Triggers and policies against the tables and functions that they need (PostgreSQL 18, CREATE TRIGGER, CREATE POLICY)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.schema import SqlObject, Table
from spec2code.sql.cursor import Cursor, Unreadable
from spec2code.sql.semantics.nodes import Column
from spec2code.sql.semantics.parser import Broken, cursor_over
from spec2code.sql.semantics.typing import Typed, Typer
from spec2code.sql.sound_expressions import Place, Semantics, parsed
from spec2code.sql.sound_keys import columns_are_known

__all__ = ["check_objects"]

_RETURNS_TRIGGER = regex(r"\breturns (?:pg_catalog \. )?trigger\b")
_LANGUAGES = (
    "sql",
    "plpgsql",
    "c",
    "internal",
    "plpython3u",
    "plperl",
    "plperlu",
    "pltcl",
    "plv8",
    "plrust",
)


def check_objects(semantics: Semantics) -> Iterator[Diagnostic]:
    """Q127, Q144, Q145 and Q152 of what isn't a table."""
    for item in semantics.schema.objects.values():
        try:
            if item.kind == "trigger":
                yield from _trigger(item, semantics)
            elif item.kind == "policy":
                yield from _policy(item, semantics)
            elif item.kind == "function":
                yield from _function(item)
            elif item.kind == "sequence":
                yield from _sequence(item)
        except Unreadable:
            continue


def _table_of(item: SqlObject, semantics: Semantics) -> Table | None:
    table = semantics.schema.tables.get(item.table) if item.table is not None else None
    return table if table is not None and columns_are_known(table) else None


# -- triggers ----------------------------------------------------------------------------------------


def _trigger(item: SqlObject, semantics: Semantics) -> Iterator[Diagnostic]:
    cursor = cursor_over(item.definition.text)
    words = [token.word for token in cursor.tokens]
    table = _table_of(item, semantics)
    what = f"trigger `{item.name}` of `{item.table}`"
    if "INSTEAD" in words and table is not None:
        message = f"{what} is INSTEAD OF, which only views have"
        yield diagnostic("Q152", message, item.span, other=table.span, hint="use BEFORE or AFTER")
    cursor.skip_until("OF", "ON")
    if cursor.accept("OF") and table is not None and "INSTEAD" not in words:
        while cursor.at_name and not cursor.at("ON"):
            name = cursor.identifier()
            if name.upper() != "OF" and table.column(name) is None:
                message = f"{what} names the column `{name}`, which the table doesn't have"
                yield diagnostic("Q127", message, item.span, other=table.span)
            if not cursor.accept(","):
                break
    cursor.skip_until("WHEN", "EXECUTE")
    if cursor.accept("WHEN") and table is not None:
        yield from _when(cursor.inside().rest(), item, table, what, words, semantics)
    cursor.skip_until("EXECUTE")
    if cursor.accept("EXECUTE") and cursor.accept_any("FUNCTION", "PROCEDURE"):
        yield from _calls(cursor, item, what, semantics)


def _when(
    text: str, item: SqlObject, table: Table, what: str, words: list[str], semantics: Semantics
) -> Iterator[Diagnostic]:
    node = parsed(text)
    if node is None or isinstance(node, Broken):
        return
    odd: list[str] = []

    def resolve(column: Column) -> str | None:
        if len(column.parts) != 2 or column.parts[0] not in ("old", "new"):
            return None
        row, name = column.parts
        if name != "*" and table.column(name) is None:
            odd.append(f"names the column `{name}`, which the table doesn't have")
        if row == "old" and "UPDATE" not in words and "DELETE" not in words:
            odd.append("looks at OLD, which an INSERT doesn't have")
        if row == "new" and "UPDATE" not in words and "INSERT" not in words:
            odd.append("looks at NEW, which a DELETE doesn't have")
        if "ROW" not in words:
            odd.append("looks at the row, and is not FOR EACH ROW")
        found = table.column(name)
        return found.type if found is not None else None

    typed = Typer(semantics.types, resolve, semantics.own).work_out(node, text)
    for reason in dict.fromkeys(odd):
        code = "Q127" if reason.startswith("names") else "Q152"
        yield diagnostic(code, f"{what} {reason}", item.span, other=table.span)
    yield from semantics.problems(typed, Place(what, "WHEN", item.span))


def _calls(
    cursor: Cursor, item: SqlObject, what: str, semantics: Semantics
) -> Iterator[Diagnostic]:
    name = cursor.name("a function")
    made = [
        each
        for key, each in semantics.schema.objects.items()
        if key[0] == "function" and key[1] == name
    ]
    if made and not any(_RETURNS_TRIGGER.search(each.definition.key) for each in made):
        message = f"{what} calls `{name}`, which doesn't return `trigger`"
        yield diagnostic(
            "Q152", message, item.span, other=made[0].span, hint="write `RETURNS trigger`"
        )
    elif not made and name.schema is None and not semantics.types.catalog.has_function(name.name):
        known = [key[1].name for key in semantics.schema.objects if key[0] == "function"]
        near = get_close_matches(name.name, known, n=1, cutoff=0.7)
        hint = f"write `{near[0]}`, if that is meant" if near else None
        message = f"{what} calls `{name}`, which nothing here creates"
        yield diagnostic("Q145", message, item.span, hint=hint)


# -- policies, functions, sequences ------------------------------------------------------------------


def _policy(item: SqlObject, semantics: Semantics) -> Iterator[Diagnostic]:
    cursor = cursor_over(item.definition.text)
    table = _table_of(item, semantics)
    what = f"policy `{item.name}` of `{item.table}`"
    command = ""
    while not cursor.done:
        if cursor.accept("FOR"):
            command = cursor.advance().word
        elif cursor.at("USING", "("):
            cursor.advance()
            if command == "INSERT":
                yield diagnostic(
                    "Q152",
                    f"{what} is FOR INSERT, which takes only WITH CHECK",
                    item.span,
                    hint="write `WITH CHECK (...)`",
                )
            yield from _condition(cursor.inside().rest(), table, item, what, "USING", semantics)
        elif cursor.accept("WITH", "CHECK"):
            if command in ("SELECT", "DELETE"):
                yield diagnostic(
                    "Q152",
                    f"{what} is FOR {command}, which takes only USING",
                    item.span,
                    hint="write `USING (...)`",
                )
            yield from _condition(
                cursor.inside().rest(), table, item, what, "WITH CHECK", semantics
            )
        else:
            cursor.skip()


def _condition(
    text: str, table: Table | None, item: SqlObject, what: str, clause: str, semantics: Semantics
) -> Iterator[Diagnostic]:
    if table is None:
        return
    yield from semantics.condition(text, table, Place(f"{clause} of {what}", clause, item.span))
    typed = semantics.typed(text, table)
    if not isinstance(typed, Typed) or typed.queries:
        return
    for column in typed.columns:
        if len(column.parts) == 1 and table.column(column.parts[0]) is None:
            message = f"{what} names the column `{column.parts[0]}`, which the table doesn't have"
            yield diagnostic("Q127", message, item.span, other=table.span)
            return


def _function(item: SqlObject) -> Iterator[Diagnostic]:
    key = item.definition.key
    stated = re.search(r"\blanguage '?(\w+)", key)
    if stated is None and not re.search(r"\b(?:return|begin atomic)\b", key):
        yield diagnostic(
            "Q152",
            f"function `{item.name}` names no language",
            item.span,
            hint="write `LANGUAGE plpgsql` or `LANGUAGE sql`",
        )
    elif (
        stated is not None
        and stated.group(1).lower() not in _LANGUAGES
        and len(stated.group(1)) < 12
    ):
        near = get_close_matches(stated.group(1).lower(), _LANGUAGES[:2], n=1, cutoff=0.5)
        hint = f"write `LANGUAGE {near[0]}`, if that is meant" if near else None
        message = (
            f"function `{item.name}` is in `{stated.group(1)}`, which PostgreSQL doesn't come with"
        )
        yield diagnostic("Q145", message, item.span, hint=hint)


def _sequence(item: SqlObject) -> Iterator[Diagnostic]:
    key = item.definition.key
    numbers = {
        word: int(value.replace(" ", ""))
        for word, value in re.findall(
            r"\b(increment|minvalue|maxvalue|start)(?: by| with)? (- ?\d+|\d+)", key
        )
    }
    what = f"sequence `{item.name}`"
    rising = numbers.get("increment", 1) > 0
    low = numbers.get("minvalue", 1 if rising else -(2**63))
    high = numbers.get("maxvalue", 2**63 if rising else -1)
    if numbers.get("increment") == 0:
        yield diagnostic("Q152", f"{what} counts by 0", item.span)
    elif low >= high:
        yield diagnostic("Q152", f"{what} has MINVALUE {low} and MAXVALUE {high}", item.span)
    elif not low <= numbers.get("start", low if rising else high) <= high:
        yield diagnostic(
            "Q152", f"{what} starts with {numbers['start']}, below {low} or above {high}", item.span
        )
    kind = re.search(r"\bas (\w+)", key)
    if kind is not None and kind.group(1) not in (
        "smallint",
        "integer",
        "bigint",
        "int",
        "int2",
        "int4",
        "int8",
    ):
        yield diagnostic(
            "Q152", f"{what} is of `{kind.group(1)}`, and only integers can be counted", item.span
        )

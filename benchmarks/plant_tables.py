"""Edits of a table in a spec, each with the findings that it must be told as.

A kind takes the facts of a table and gives them back with one thing changed, and what that is in migrations (D1)
and in models (D2). What only a database holds (defaults, comments, labels' order) is nothing to the models.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["TABLE_KINDS", "Edited", "told_as"]

Facts = dict[str, Any]
Edited = tuple[Facts, str, str, bool]
"""The facts, the number of the finding with its kind, the subject, whether models are told of it too."""


def told_as(number: str, subject: str, *, models: bool) -> tuple[str, ...]:
    """The findings that an edit must be told as; one without a number is no drift."""
    families = ("D1", "D2") if models else ("D1",)
    return tuple(f"{family}{number} {subject}" for family in families) if number else ()


def _plain(table: Facts) -> list[str]:
    """Columns that no key, constraint or index speaks of."""
    used = set(table["primary_key"])
    for item in (*table["uniques"], *table["foreign_keys"]):
        used |= set(item["columns"])
    for index in table["indexes"]:
        for key in index["keys"]:
            used |= {
                name
                for name in table["columns"]
                if name == key.get("column") or name in key.get("expression", "")
            }
        used |= {name for name in table["columns"] if name in (index["where"] or "")}
    return [
        name
        for name, column in table["columns"].items()
        if name not in used and not column.get("generated")
    ]


def _column(
    number: str, change: Callable[[Facts], bool], *, models: bool = True
) -> Callable[[str, Facts], Iterator[Edited]]:
    def edit(name: str, table: Facts) -> Iterator[Edited]:
        for column in _plain(table)[:2]:
            made = copy.deepcopy(table)
            if change(made["columns"][column]):
                yield made, number, f"column {name}.{column}", models

    return edit


def _set(key: str, value: Callable[[Facts], Any]) -> Callable[[Facts], bool]:
    def change(column: Facts) -> bool:
        new = value(column)
        if new is None or new == column.get(key):
            return False
        column[key] = new
        return True

    return change


def _other_type(column: Facts) -> str | None:
    if column["default"]:
        return None
    return "bigint" if column["type"] in ("integer", "text", "boolean") else "integer"


def _wider(column: Facts) -> str | None:
    kind: str = column["type"]
    if kind.startswith("character varying("):
        return f"character varying({int(kind[18:-1]) + 1})"
    return {"integer": "bigint", "text": "character varying(99)"}.get(kind)


def _no_default(column: Facts) -> bool:
    had = bool(column["default"]) and "nextval" not in column["default"]
    column["default"] = None
    return had


def _some_default(column: Facts) -> bool:
    values = {"integer": "77", "text": "'planted'", "boolean": "true", "jsonb": "'[1]'::jsonb"}
    if column["default"] or column["type"] not in values:
        return False
    column["default"] = values[column["type"]]
    return True


def _dropped(name: str, table: Facts) -> Iterator[Edited]:
    for column in _plain(table)[:2]:
        made = copy.deepcopy(table)
        del made["columns"][column]
        yield made, "04 extra", f"column {name}.{column}", True


def _added(name: str, table: Facts) -> Iterator[Edited]:
    made = copy.deepcopy(table)
    made["columns"]["zz_planted"] = {"type": "inet", "nullable": True, "default": None}
    yield made, "03 missing", f"column {name}.zz_planted", True


def _renamed(name: str, table: Facts) -> Iterator[Edited]:
    for column in _plain(table)[:2]:
        made = copy.deepcopy(table)
        made["columns"] = {
            f"{key}_renamed" if key == column else key: value
            for key, value in made["columns"].items()
        }
        yield made, "09 changed", f"column {name}.{column}_renamed", True


def _each(
    part: str, number: str, subject: str, change: Callable[[Facts, list[Facts], int], bool]
) -> Callable[[str, Facts], Iterator[Edited]]:
    """Edits of the first items of one part of a table."""

    def edit(name: str, table: Facts) -> Iterator[Edited]:
        for place in range(min(2, len(table[part]))):
            made = copy.deepcopy(table)
            item = table[part][place]
            if change(made, made[part], place):
                # Of two that ask for the same, models have one, and still have it.
                twin = part == "uniques" and any(
                    other["columns"] == item["columns"] for other in table[part] if other != item
                )
                yield made, number, subject.format(table=name, **item), not twin

    return edit


def _drop(made: Facts, items: list[Facts], place: int) -> bool:
    del items[place]
    return True


def _index(key: str, value: Any) -> Callable[[Facts, list[Facts], int], bool]:
    def change(made: Facts, items: list[Facts], place: int) -> bool:
        if items[place][key] or (key == "method" and items[place]["unique"]):
            return False
        items[place][key] = value
        return True

    return change


def _method(made: Facts, items: list[Facts], place: int) -> bool:
    if items[place]["method"] != "btree" or items[place]["unique"]:
        return False
    items[place]["method"] = "hash" if len(items[place]["keys"]) == 1 else "brin"
    return True


def _order(made: Facts, items: list[Facts], place: int) -> bool:
    key = items[place]["keys"][0]
    if "order" in key or items[place]["method"] != "btree":
        return False
    key["order"] = "DESC"
    return True


def _wider_key(made: Facts, items: list[Facts], place: int) -> bool:
    have = {key.get("column") for key in items[place]["keys"]}
    other = next((name for name in made["columns"] if name not in have), None)
    if other is None:
        return False
    items[place]["keys"].append({"column": other})
    return True


def _action(made: Facts, items: list[Facts], place: int) -> bool:
    items[place]["ondelete"] = "SET DEFAULT" if items[place]["ondelete"] != "SET DEFAULT" else None
    return True


def _target(made: Facts, items: list[Facts], place: int) -> bool:
    items[place]["ref_columns"] = [f"{name}_other" for name in items[place]["ref_columns"]]
    return True


def _wider_unique(made: Facts, items: list[Facts], place: int) -> bool:
    if sum(item["columns"] == items[place]["columns"] for item in items) > 1:
        return False  # of two that ask for the same, one that changes is a further one to models
    plain = [name for name in made["columns"] if name not in items[place]["columns"]]
    items[place]["columns"] = [*items[place]["columns"], *plain[:1]]
    return bool(plain)


def _new_unique(name: str, table: Facts) -> Iterator[Edited]:
    for column in _plain(table)[:1]:
        made = copy.deepcopy(table)
        made["uniques"].append({"name": "uq_planted", "columns": [column]})
        yield made, "14 missing", f"unique constraint {name}.uq_planted", True


def _new_index(name: str, table: Facts) -> Iterator[Edited]:
    for column in _plain(table)[:1]:
        made = copy.deepcopy(table)
        made["indexes"].append(_made_index("ix_planted", column))
        yield made, "21 missing", "index ix_planted", True


def _made_index(name: str, column: str) -> Facts:
    keys = [{"column": column}]
    return {"name": name, "keys": keys, "unique": False, "method": "btree", "where": None}


def _new_foreign_key(name: str, table: Facts) -> Iterator[Edited]:
    key = table["primary_key"]
    for column in _plain(table)[:1]:
        if len(key) == 1:
            made = copy.deepcopy(table)
            made["foreign_keys"].append(
                {
                    "name": "fk_planted",
                    "columns": [column],
                    "ref_table": name,
                    "ref_columns": key,
                    "ondelete": None,
                    "onupdate": None,
                }
            )
            yield made, "11 missing", f"foreign key {name}.fk_planted", True


def _new_check(name: str, table: Facts) -> Iterator[Edited]:
    for column in _plain(table)[:1]:
        made = copy.deepcopy(table)
        made["planted_check"] = f"{column} IS NOT NULL"
        yield made, "17 missing", f"check {name}.ck_planted", True


def _wider_primary_key(name: str, table: Facts) -> Iterator[Edited]:
    for column in _plain(table)[:1]:
        if table["primary_key"] and not table["columns"][column]["nullable"]:
            made = copy.deepcopy(table)
            made["primary_key"] = [*made["primary_key"], column]
            yield made, "10 changed", f"primary key {name}*", True


def _table_renamed(name: str, table: Facts) -> Iterator[Edited]:
    if len(table["columns"]) > 2:
        new = f"planted_{name}"  # behind it a sequence of the old name would look like a copied table's
        yield {**copy.deepcopy(table), "renamed": new}, "31 changed", f"table {new}", True


def _reordered(name: str, table: Facts) -> Iterator[Edited]:
    made = copy.deepcopy(table)
    made["columns"] = dict(reversed(made["columns"].items()))
    yield made, "", "", True


TABLE_KINDS: dict[str, Callable[[str, Facts], Iterator[Edited]]] = {
    "spec: table renamed": _table_renamed,
    "spec: columns in another order (no drift)": _reordered,
    "spec: column dropped": _dropped,
    "spec: column added": _added,
    "spec: column renamed": _renamed,
    "spec: column retyped": _column("05 changed", _set("type", _other_type)),
    "spec: column widened": _column("05 changed", _set("type", _wider)),
    "spec: column nullable or not": _column(
        "06 changed", _set("nullable", lambda column: not column["nullable"])
    ),
    "spec: default added": _column("07 changed", _some_default, models=False),
    "spec: default removed": _column("07 changed", _no_default, models=False),
    "spec: comment added": _column(
        "32 changed", _set("comment", lambda _: "planted"), models=False
    ),
    "spec: primary key widened": _wider_primary_key,
    "spec: foreign key dropped": _each("foreign_keys", "12 extra", "foreign key {table}*", _drop),
    "spec: foreign key added": _new_foreign_key,
    "spec: foreign key action changed": _each(
        "foreign_keys", "13 changed", "foreign key {table}*", _action
    ),
    "spec: foreign key target moved": _each(
        "foreign_keys", "13 changed", "foreign key {table}*", _target
    ),
    "spec: unique dropped": _each("uniques", "15 extra", "unique constraint {table}*", _drop),
    "spec: unique added": _new_unique,
    "spec: unique widened": _each(
        "uniques", "16 changed", "unique constraint {table}*", _wider_unique
    ),
    "spec: check added": _new_check,
    "spec: index dropped": _each("indexes", "22 extra", "index {name}", _drop),
    "spec: index added": _new_index,
    "spec: index made unique": _each(
        "indexes", "23 changed", "index {name}", _index("unique", True)
    ),
    "spec: index made partial": _each(
        "indexes", "23 changed", "index {name}", _index("where", "(1 = 1)")
    ),
    "spec: index method changed": _each("indexes", "23 changed", "index {name}", _method),
    "spec: index order changed": _each("indexes", "23 changed", "index {name}", _order),
    "spec: index widened": _each("indexes", "23 changed", "index {name}", _wider_key),
}

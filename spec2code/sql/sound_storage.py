"""Storage parameters that PostgreSQL 18 doesn't have, or not with that value (CREATE TABLE and CREATE INDEX)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import Table

__all__ = ["check_storage"]

Bounds = tuple[int, int] | None
_FILL: Final = {"fillfactor": (10, 100)}
_TABLE: Final[Mapping[str, Bounds]] = {
    **_FILL, "toast_tuple_target": (128, 8160), "parallel_workers": (0, 1024), "user_catalog_table": None,
    "vacuum_index_cleanup": None, "vacuum_truncate": None, "vacuum_max_eager_freeze_failure_rate": None,
    "log_autovacuum_min_duration": None, "oids": None,
}  # fmt: skip
_INDEX: Final[Mapping[str, Mapping[str, Bounds]]] = {
    "btree": {"fillfactor": (10, 100), "deduplicate_items": None},
    "hash": {"fillfactor": (10, 100)},
    "gist": {"fillfactor": (10, 100), "buffering": None},
    "spgist": {"fillfactor": (10, 100)},
    "gin": {"fastupdate": None, "gin_pending_list_limit": (64, 2_147_483_647)},
    "brin": {"pages_per_range": (1, 131_072), "autosummarize": None},
}
_PARAMETER = re.compile(r"([\w.]+)\s*(?:=\s*([^,]+))?")


def check_storage(table: Table) -> Iterator[Diagnostic]:
    """Q152 of a table, Q147 of its indexes."""
    for problem in _problems(table.option("with") or "", _TABLE, "table"):
        yield diagnostic("Q152", f"table `{table.name}`: {problem}", table.span)
    for index in table.indexes:
        known = _INDEX.get(index.method)
        stated = re.match(r"WITH \((.*?)\)", index.options)
        if known is None or stated is None:
            continue
        what = f"index `{index.name or table.name}`"
        for problem in _problems(stated[1], known, f"{index.method} index"):
            yield diagnostic("Q147", f"{what}: {problem}", index.span or table.span)


def _problems(text: str, known: Mapping[str, Bounds], kind: str) -> Iterator[str]:
    for name, value in _PARAMETER.findall(text):
        if name.startswith(("autovacuum_", "toast.")):
            continue
        if name not in known:
            yield f"there is no storage parameter `{name}` of a {kind}"
            continue
        bounds = known[name]
        number = value.strip().strip("'")
        if bounds is not None and number.isdigit() and not bounds[0] <= int(number) <= bounds[1]:
            yield f"`{name}` is {number}, and not between {bounds[0]} and {bounds[1]}"

"""Examples that the code doesn't take as a promise: told once for a spec, not for each of its fields."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.diagnostics import Severity
from spec2code.drift.finding import Drift, drift

__all__ = ["told_once"]

_MOST = 10
"""So many fields of a spec are told one by one; beyond that its examples are just examples."""


def told_once(found: Sequence[Drift]) -> list[Drift]:
    """The findings with one for each spec in place of many fields that are optional or nullable in the code.

    Only what an example alone shows is `info`; what a table or interface states is always told by itself.
    """
    by_file: dict[str, list[Drift]] = {}
    for item in found:
        if _is_of_example(item):
            by_file.setdefault(_file(item), []).append(item)
    many = {file: items for file, items in by_file.items() if len(items) > _MOST}
    kept = [item for item in found if not (_is_of_example(item) and _file(item) in many)]
    return kept + [_all(file, items) for file, items in many.items()]


def _is_of_example(item: Drift) -> bool:
    return item.code in ("D404", "D405") and item.severity is Severity.INFO


def _file(item: Drift) -> str:
    return item.spec.at.file if item.spec and item.spec.at else ""


def _all(file: str, items: Sequence[Drift]) -> Drift:
    first = items[0]
    fields = len({item.subject for item in items})
    return drift(
        "D412",
        "changed",
        f"examples of {file}",
        f"{fields} fields that only examples of `{file}` show are optional or nullable in the models",
        spec=first.spec,
        code_side=first.code_side,
    )

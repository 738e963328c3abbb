"""Many fields of one kind, told once: what only examples promise, what a model has beyond a spec."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.diagnostics import Severity
from spec2code.drift.finding import Drift, Side, drift
from spec2code.model.span import Span

__all__ = ["told_once"]

_FEW = 3
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
    return _beyond(kept) + [_all(file, items) for file, items in many.items()]


def _beyond(found: Sequence[Drift]) -> list[Drift]:
    """The findings with one for each class in place of many fields that a spec doesn't name and nobody must send."""
    by_class: dict[str, list[Drift]] = {}
    for item in found:
        if item.code == "D402" and item.severity is Severity.WARNING:
            by_class.setdefault(_class(item), []).append(item)
    many = {name: items for name, items in by_class.items() if name and len(items) > _MOST}
    gathered = {id(item) for items in many.values() for item in items}
    kept = [item for item in found if id(item) not in gathered]
    return kept + [_all_beyond(name, items) for name, items in many.items()]


def _class(item: Drift) -> str:
    owner, _, field = item.subject.removeprefix("field ").partition(".")
    return owner if field and " of " not in item.subject else ""


def _all_beyond(name: str, items: Sequence[Drift]) -> Drift:
    fields = sorted({item.subject.partition(".")[2] for item in items})
    few = ", ".join(f"`{field}`" for field in fields[:_FEW])
    first = min(
        items,
        key=lambda item: item.code_side.at if item.code_side and item.code_side.at else Span("", 0),
    )
    return drift(
        "D413",
        "extra",
        f"fields of {name}",
        f"{len(fields)} fields of `{name}` are in the model and not in the spec: {few} and"
        f" {len(fields) - _FEW} more",
        spec=first.spec,
        code_side=Side(first.code_side.at if first.code_side else None, ", ".join(fields)),
        breaking=False,
    )


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

"""Changes of constraints and indexes as drift."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.diagnostics import Severity
from spec2code.drift.comparison import Comparison
from spec2code.drift.describe import constraint_text, index_text
from spec2code.drift.finding import Drift, Side, drift
from spec2code.model import changes as ch
from spec2code.model.compare.matching import same
from spec2code.model.records import replace
from spec2code.model.schema import Check, Constraint, Exclude, ForeignKey, Name, PrimaryKey, Unique

__all__ = [
    "add_constraint",
    "add_index",
    "drop_constraint",
    "drop_index",
    "modify_constraint",
    "modify_index",
]


def _constraint_numbers(item: Constraint) -> tuple[str, int, int, int]:
    match item:
        case PrimaryKey():
            return "primary key", 10, 10, 10
        case ForeignKey():
            return "foreign key", 11, 12, 13
        case Unique():
            return "unique constraint", 14, 15, 16
        case Check():
            return "check", 17, 18, 19
        case Exclude():
            return "exclusion constraint", 20, 20, 20


def _subject(table: Name, item: Constraint) -> str:
    what = _constraint_numbers(item)[0]
    if item.name:
        return f"{what} {table}.{item.name}"
    columns = getattr(item, "columns", None)
    return f"{what} {table}({', '.join(columns)})" if columns else f"{what} of {table}"


def add_constraint(change: ch.AddConstraint, c: Comparison) -> Iterator[Drift]:
    """The spec has a constraint that the code lacks."""
    item = change.after
    what, missing, _, _ = _constraint_numbers(item)
    text = constraint_text(item)
    yield drift(
        c.number(missing),
        "missing",
        _subject(change.table, item),
        f"{what} `{text}` of table `{change.table}` is in the spec and not in the {c.side}",
        spec=Side(item.span or c.spec_at(change.table), text),
        code_side=Side(c.code_at(change.table), None),
    )


def drop_constraint(change: ch.DropConstraint, c: Comparison) -> Iterator[Drift]:
    """The code has a constraint that the spec lacks."""
    item = change.before
    what, _, extra, _ = _constraint_numbers(item)
    text = constraint_text(item)
    yield drift(
        c.number(extra),
        "extra",
        _subject(change.table, item),
        f"{what} `{text}` of table `{change.table}` is in the {c.side} and not in the spec",
        spec=Side(c.spec_at(change.table), None),
        code_side=Side(item.span or c.code_at(change.table), text),
        severity=Severity.INFO if c.leaves_open(change.table, item) else None,
    )


def modify_constraint(change: ch.ModifyConstraint, c: Comparison) -> Iterator[Drift]:
    """Both have it, differently; a mere name is worth knowing in migrations, and nothing in models."""
    before, after = change.before, change.after
    if c.family == 200 and _alike_in_models(before, replace(after, name=before.name)):
        return
    what, _, _, differs = _constraint_numbers(after)
    old, new = constraint_text(before), constraint_text(after)
    named = before.name != after.name and (old == new or replace(before, name=after.name) == after)
    if named:
        if c.family != 100:
            return
        old, new = before.name or old, after.name or new
    yield drift(
        c.number(differs),
        "changed",
        _subject(change.table, after),
        f"{what} of table `{change.table}` is `{new}` in the spec, `{old}` in the {c.side}",
        spec=Side(after.span or c.spec_at(change.table), new),
        code_side=Side(before.span or c.code_at(change.table), old),
        severity=Severity.INFO if named or _says_no_action(before, after) else None,
    )


def _says_no_action(before: Constraint, after: Constraint) -> bool:
    """Whether the sides differ in ON DELETE and ON UPDATE alone, and the spec has no word on them."""
    if not isinstance(before, ForeignKey) or not isinstance(after, ForeignKey):
        return False
    plain = replace(before, on_delete=None, on_update=None, name=after.name)
    return not after.says_actions and _alike_in_models(plain, after)


def _alike_in_models(before: Constraint, after: Constraint) -> bool:
    one, other = _in_models(before), _in_models(after)
    if isinstance(one, ForeignKey) and isinstance(other, ForeignKey):
        if not (one.target_columns and other.target_columns):
            one, other = replace(one, target_columns=()), replace(other, target_columns=())
    return one == other


def _in_models(item: Constraint) -> Constraint:
    """The constraint without what SQLAlchemy has no word for, or none that matters to its users."""
    match item:
        case PrimaryKey():
            return replace(item, without_overlaps=False, options="", include=())
        case Unique():
            return replace(item, without_overlaps=False, options="", include=())
        case ForeignKey():
            return replace(item, period=False, enforced=True, not_valid=False)
        case Check():
            return replace(item, no_inherit=False, enforced=True, not_valid=False)
        case Exclude():
            return item


def add_index(change: ch.AddIndex, c: Comparison) -> Iterator[Drift]:
    """The spec has an index that the code lacks."""
    item = change.after
    yield drift(
        c.number(21),
        "missing",
        f"index {item.name or index_text(item)}",
        f"index `{item.name or index_text(item)}` on table `{change.table}` is in the spec and not in the {c.side}",
        spec=Side(item.span or c.spec_at(change.table), index_text(item)),
        code_side=Side(c.code_at(change.table), None),
    )


def drop_index(change: ch.DropIndex, c: Comparison) -> Iterator[Drift]:
    """The code has an index that the spec lacks."""
    item = change.before
    yield drift(
        c.number(22),
        "extra",
        f"index {item.name or index_text(item)}",
        f"index `{item.name or index_text(item)}` on table `{change.table}` is in the {c.side} and not in the spec",
        spec=Side(c.spec_at(change.table), None),
        code_side=Side(item.span or c.code_at(change.table), index_text(item)),
    )


def modify_index(change: ch.ModifyIndex, c: Comparison) -> Iterator[Drift]:
    """Both have it, differently; a mere name is worth knowing."""
    before, after = change.before, change.after
    if c.family == 200 and same(before, replace(after, only=before.only)):
        return
    old, new = index_text(before), index_text(after)
    named = old == new
    if named:
        old, new = before.name or old, after.name or new
    yield drift(
        c.number(23),
        "changed",
        f"index {after.name or new}",
        f"index `{after.name or new}` on table `{change.table}` is `{new}` in the spec, `{old}` in the {c.side}",
        spec=Side(after.span or c.spec_at(change.table), new),
        code_side=Side(before.span or c.code_at(change.table), old),
        severity=Severity.INFO if named else None,
    )

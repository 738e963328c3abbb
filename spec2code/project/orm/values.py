"""What calls of SQLAlchemy and Alembic are, among the evaluator's values."""

from __future__ import annotations

from spec2code.project.orm.expressions import is_sqlalchemy
from spec2code.project.values import Call, Value
from spec2code.sql.clauses import with_text

__all__ = ["FinalName", "kind_of", "name_from", "storage", "strings"]


class FinalName(str):
    """A name that went through op.f(): no naming convention applies to it."""

    __slots__ = ()


def kind_of(value: Value) -> str:
    """What a call of SQLAlchemy makes: the last part of its name, '' for anything else."""
    if isinstance(value, Call) and is_sqlalchemy(value.name):
        return value.name.rpartition(".")[2]
    return ""


def name_from(value: Value) -> tuple[str | None, bool]:
    """A name as the code gives it, and whether op.f() or conv() makes it final."""
    if isinstance(value, str):
        return str(value), isinstance(value, FinalName)
    if kind_of(value) in ("conv", "quoted_name") and isinstance(value, Call):
        first = value.argument(0, "value")
        if isinstance(first, str):
            return str(first), kind_of(value) == "conv"
    return None, False


def strings(value: Value) -> tuple[str, ...]:
    """The strings of a list; one string counts as a list of itself."""
    if isinstance(value, str):
        return (str(value),)
    if isinstance(value, (list, tuple)):
        return tuple(str(item) for item in value if isinstance(item, str))
    return ()


def storage(value: Value) -> str:
    """Storage parameters as SQL writes them, in the order of their names; '' where none are given."""
    if not isinstance(value, dict):
        return ""
    words = {
        key: str(item).lower() if isinstance(item, bool) else item for key, item in value.items()
    }
    return with_text({str(key).lower(): str(item) for key, item in words.items()})

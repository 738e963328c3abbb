"""Finds generators, ours and those that other packages offer, by their entry points."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from spec2code.codegen.contract import Generator
from spec2code.errors import UsageError

__all__ = ["GROUP", "generator_names", "load_generators"]

GROUP: Final = "spec2code.generators"
_FIRST: Final[tuple[str, ...]] = ("alembic", "sqlalchemy", "pydantic", "fastapi", "openapi")


def generator_names() -> tuple[str, ...]:
    """Every generator that is installed: ours in the order of their layers, then others by name."""
    return tuple(_entries())


def load_generators(only: tuple[str, ...] | None = None) -> list[Generator]:
    """The generators, always in the order of `generator_names`.

    Args:
        only: the names asked for; None for all.

    Raises:
        UsageError: there is no generator of such a name, or one can't be imported.
    """
    entries = _entries()
    for name in only or ():
        if name not in entries:
            close = get_close_matches(name, entries, n=1)
            known = ", ".join(entries)
            hint = f"Did you mean {close[0]}?" if close else f"There are: {known}."
            raise UsageError(f"no generator is called `{name}`", hint)
    return [_load(entry) for name, entry in entries.items() if only is None or name in only]


def _entries() -> dict[str, EntryPoint]:
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    order = [name for name in _FIRST if name in found]
    order += sorted(name for name in found if name not in _FIRST)
    return {name: found[name] for name in order}


def _load(entry: EntryPoint) -> Generator:
    try:
        made = entry.load()()
    except Exception as error:
        raise UsageError(
            f"the generator `{entry.name}` ({entry.value}) can't be loaded: {error}",
            "Reinstall the package that offers it, or name the generators you want with --only.",
        ) from error
    if not isinstance(made, Generator):
        raise UsageError(
            f"the generator `{entry.name}` ({entry.value}) has no `name` and `generate(request)`"
        )
    return made

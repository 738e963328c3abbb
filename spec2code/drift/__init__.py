"""Drift: where the specs and the code disagree, told with both sides.

What finds it is imported only when asked for: a warm run shows findings without looking for any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spec2code.drift.find import find_drift
    from spec2code.drift.finding import Drift, Side

__all__ = ["Drift", "Side", "find_drift"]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(name)
    module = "find" if name == "find_drift" else "finding"
    return getattr(import_module(f"spec2code.drift.{module}"), name)

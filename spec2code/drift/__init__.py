"""Drift: where the specs and the code disagree, told with both sides."""

from spec2code.drift.finding import Drift, Side
from spec2code.drift.find import find_drift

__all__ = ["Drift", "Side", "find_drift"]

"""Drift: where the specs and the code disagree, told with both sides."""

from spec2code.drift.find import find_drift
from spec2code.drift.finding import Drift, Side

__all__ = ["Drift", "Side", "find_drift"]

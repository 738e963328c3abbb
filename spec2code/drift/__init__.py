"""Drift: where the specs and the code disagree, told with both sides."""

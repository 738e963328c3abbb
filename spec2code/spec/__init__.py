"""Markdown specs into `Spec`s, by their shapes: never raises for bad input."""

from spec2code.spec.crosscheck import check_specs
from spec2code.spec.reading import ReadOptions, SpecReading, read_spec

__all__ = ["ReadOptions", "SpecReading", "check_specs", "read_spec"]

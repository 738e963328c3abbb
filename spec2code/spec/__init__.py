"""Markdown specs into `Spec`s, by their shapes: never raises for bad input."""

from spec2code.spec.crosscheck import check_specs
from spec2code.spec.one_state import one_state
from spec2code.spec.reading import ReadOptions, SpecReading, read_spec
from spec2code.spec.silences import apply_silences

__all__ = ["ReadOptions", "SpecReading", "apply_silences", "check_specs", "one_state", "read_spec"]

"""Markdown specs into `Spec`s, by their shapes: never raises for bad input.

What judges them is imported only when asked for: a comparison with code does without.
"""

from typing import TYPE_CHECKING

from spec2code.spec.one_state import one_state
from spec2code.spec.reading import ReadOptions, SpecReading, read_spec
from spec2code.spec.silences import apply_silences
from spec2code.spec.unapplied import check_applied

if TYPE_CHECKING:
    from spec2code.spec.crosscheck import check_specs

__all__ = [
    "ReadOptions",
    "SpecReading",
    "apply_silences",
    "check_applied",
    "check_specs",
    "one_state",
    "read_spec",
]


def __getattr__(name: str) -> object:
    if name != "check_specs":
        raise AttributeError(name)
    from spec2code.spec import crosscheck

    return crosscheck.check_specs

"""What the specs say of the database, all of them together."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.model.fold import fold
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec, statements_of

__all__ = ["spoken"]


def spoken(specs: Sequence[Spec]) -> Schema:
    """The schema that the specs alone make; tables that they only alter are partial."""
    statements = statements_of(specs)
    return fold(Schema(), statements, ensure=True).schema if statements else Schema()

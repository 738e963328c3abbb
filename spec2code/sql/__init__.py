"""SQL text into the statements, types and expressions of the model."""

from __future__ import annotations

from spec2code.sql.cursor import Session
from spec2code.sql.dialects import guess_dialect
from spec2code.sql.expressions import expression
from spec2code.sql.identifiers import quote_identifier, quote_name, split_name
from spec2code.sql.read import SqlReading, read_sql
from spec2code.sql.rekey import rekeyed, rekeyed_pair
from spec2code.sql.types import canonical_type

__all__ = [
    "Session",
    "SqlReading",
    "canonical_type",
    "expression",
    "guess_dialect",
    "quote_identifier",
    "quote_name",
    "read_sql",
    "rekeyed",
    "rekeyed_pair",
    "split_name",
]

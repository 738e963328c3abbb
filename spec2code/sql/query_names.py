"""Names in the trees of sqlglot, as PostgreSQL folds them."""

from __future__ import annotations

import logging

from sqlglot import exp

from spec2code.model.schema import Name
from spec2code.sql.identifiers import name_of

# What it can't read it tells on the standard error, in words of its own.
logging.getLogger("sqlglot").setLevel(logging.ERROR)

__all__ = ["folded", "table_name"]


def folded(node: exp.Expr | None) -> str:
    """An identifier, or that of the node around it; '' for none."""
    if isinstance(node, exp.Identifier):
        return str(node.this) if node.quoted else str(node.this).lower()
    return folded(node.this) if node is not None and isinstance(node.this, exp.Expr) else ""


def table_name(table: exp.Table) -> Name:
    """The name of a table that a query reads, with its schema."""
    return name_of([part for part in (folded(table.args.get("db")), folded(table.this)) if part])

"""Alembic revisions from changes, exact for PostgreSQL."""

from spec2code_generators.alembic.generator import AlembicGenerator

__all__ = ["AlembicGenerator"]

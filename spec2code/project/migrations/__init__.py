"""Alembic revisions, read in order and replayed into a schema without running them."""

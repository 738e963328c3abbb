"""SQLAlchemy 2 models."""

from spec2code_generators.sqlalchemy.generator import SqlAlchemyGenerator

__all__ = ["SqlAlchemyGenerator"]

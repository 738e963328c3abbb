"""The models that the code in a fence defines, whatever the library: Prisma, SQLAlchemy, Drizzle, DBML, PlantUML."""

from __future__ import annotations

from spec2code.model.records import dataclass, field
from spec2code.model.span import Span
from spec2code.spec.blocks import Fence
from spec2code.spec.dbml import dbml_enums, dbml_tables
from spec2code.spec.drizzle_models import drizzle_enums, drizzle_indexes, drizzle_models
from spec2code.spec.orm_models import orm_models
from spec2code.spec.plantuml_entities import plantuml_enums, plantuml_models
from spec2code.spec.prisma_models import ModelTable, prisma_enums, prisma_models

__all__ = ["Models", "models_in"]


@dataclass(slots=True)
class Models:
    """`enums` are statements that make them, `indexes` tables and lines that tell of them."""

    tables: list[ModelTable]
    enums: list[tuple[str, Span]] = field(default_factory=list)
    indexes: list[tuple[str, str, Span]] = field(default_factory=list)


def models_in(block: Fence) -> Models | None:
    """The tables of the models in a fence; None where it is no such code."""
    code = block.excerpt
    if block.language == "prisma":
        return Models(prisma_models(code), prisma_enums(code))
    if block.language in ("python", "py", "") and (tables := orm_models(code)):
        return Models(tables)
    tables, indexes = drizzle_models(code), drizzle_indexes(code)
    if tables or indexes:
        return Models(tables, drizzle_enums(code), indexes)
    if tables := plantuml_models(code):
        return Models(tables, plantuml_enums(code))
    if tables := dbml_tables(code):
        return Models(tables, dbml_enums(code))
    return None

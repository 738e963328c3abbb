"""The models that the code in a fence defines, whatever the library: Prisma, SQLAlchemy, Drizzle, DBML, PlantUML."""

from __future__ import annotations

from spec2code.model.records import dataclass, field
from spec2code.model.span import Span
from spec2code.spec.blocks import Fence
from spec2code.spec.dbml import dbml_enums, dbml_tables
from spec2code.spec.django_models import django_models
from spec2code.spec.drizzle_models import drizzle_enums, drizzle_indexes, drizzle_models
from spec2code.spec.go_models import go_models
from spec2code.spec.jpa_models import jpa_models
from spec2code.spec.orm_models import orm_models
from spec2code.spec.plantuml_entities import plantuml_enums, plantuml_models
from spec2code.spec.prisma_models import ModelTable, prisma_enums, prisma_models
from spec2code.spec.typeorm_models import typeorm_enums, typeorm_models

__all__ = ["Models", "models_in"]


@dataclass(slots=True)
class Models:
    """`enums` are statements that make them, `indexes` tables and lines that tell of them."""

    tables: list[ModelTable]
    enums: list[tuple[str, Span]] = field(default_factory=list)
    indexes: list[tuple[str, str, Span]] = field(default_factory=list)


def models_in(block: Fence, *, in_schema: bool) -> Models | None:
    """The tables of the models in a fence; None where it is no such code."""
    code = block.excerpt
    if block.language == "prisma":
        return Models(prisma_models(code), prisma_enums(code))
    if block.language in ("python", "py", ""):
        if tables := orm_models(code) or django_models(code):
            return Models(tables)
    tables, indexes = drizzle_models(code), drizzle_indexes(code)
    if tables or indexes:
        return Models(tables, drizzle_enums(code), indexes)
    if tables := plantuml_models(code):
        return Models(tables, plantuml_enums(code))
    if tables := typeorm_models(code):
        return Models(tables, typeorm_enums(code))
    if tables := jpa_models(code):
        return Models(tables)
    if tables := go_models(code, in_schema=in_schema):
        return Models(tables)
    if tables := dbml_tables(code):
        return Models(tables, dbml_enums(code))
    return None

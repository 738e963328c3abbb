"""The models that the code in a fence defines, whatever the library: Prisma, SQLAlchemy, Drizzle, DBML, PlantUML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec2code.model.records import dataclass, field
from spec2code.model.span import Span
from spec2code.spec.blocks import Fence

if TYPE_CHECKING:
    from spec2code.spec.prisma_models import ModelTable

__all__ = ["Models", "models_in"]


@dataclass(slots=True)
class Models:
    """`enums` are statements that make them, `indexes` tables and lines that tell of them."""

    tables: list[ModelTable]
    enums: list[tuple[str, Span]] = field(default_factory=list)
    indexes: list[tuple[str, str, Span]] = field(default_factory=list)


def models_in(block: Fence, *, in_schema: bool) -> Models | None:
    """The tables of the models in a fence; None where it is no such code."""
    code, text = block.excerpt, block.text
    # What reads a notation is imported where a word stands in the fence that it can't do without.
    if block.language == "prisma":
        from spec2code.spec.prisma_models import prisma_enums, prisma_models

        return Models(prisma_models(code), prisma_enums(code))
    if block.language in ("python", "py", "") and ("class " in text or "Table(" in text):
        from spec2code.spec.django_models import django_models
        from spec2code.spec.orm_models import orm_models

        if tables := orm_models(code) or django_models(code):
            return Models(tables)
    if "Table(" in text or "Index(" in text:
        from spec2code.spec.drizzle_models import drizzle_enums, drizzle_indexes, drizzle_models

        tables, indexes = drizzle_models(code), drizzle_indexes(code)
        if tables or indexes:
            return Models(tables, drizzle_enums(code), indexes)
    if "entity" in text:
        from spec2code.spec.plantuml_entities import plantuml_enums, plantuml_models

        if tables := plantuml_models(code):
            return Models(tables, plantuml_enums(code))
    if "@" in text and "class" in text:
        from spec2code.spec.jpa_models import jpa_models
        from spec2code.spec.typeorm_models import typeorm_enums, typeorm_models

        if tables := typeorm_models(code):
            return Models(tables, typeorm_enums(code))
        if tables := jpa_models(code):
            return Models(tables)
    if "struct" in text:
        from spec2code.spec.go_models import go_models

        if tables := go_models(code, in_schema=in_schema):
            return Models(tables)
    if "table" in text.lower() and "{" in text:
        from spec2code.spec.dbml import dbml_enums, dbml_tables

        if tables := dbml_tables(code):
            return Models(tables, dbml_enums(code))
    return None

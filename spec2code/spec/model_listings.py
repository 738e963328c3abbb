"""Lines that list columns, and the tables and enums of models, as listings."""

from __future__ import annotations

from spec2code.model.records import replace
from spec2code.model.span import Excerpt, Span
from spec2code.model.statements import CreateEnum, CreateIndex, Statement
from spec2code.spec.column_bullets import read_bullets
from spec2code.spec.listings import ENUM_OF_MODEL, Listing
from spec2code.spec.prisma_models import ModelTable
from spec2code.sql import read_sql

__all__ = ["enum_listings", "listed_lines", "model_listings"]


def listed_lines(
    lines: list[tuple[str, Span]],
    name: str,
    span: Span,
    *,
    drawn: bool = False,
    bare: bool = False,
    least: int = 2,
) -> list[Listing]:
    read = read_bullets(lines, bare=bare, least=least)
    if read is None:
        return []
    columns, constraints, others = read
    unread = [
        (f"{column.name}: {text}", column.span) for column in columns for text in column.words.rest
    ]
    kind = "column list" if drawn else "bullets"
    return [Listing(kind, name, span, columns, constraints, unread=[*unread, *others])]


def enum_listings(made: list[tuple[str, Span]]) -> list[Listing]:
    """The types that models name, as statements in front of the tables that use them."""
    found: list[Listing] = []
    for text, span in made:
        read = read_sql(Excerpt(span.file, text, span.line, span.column)).statements
        placed: list[Statement] = [
            replace(item, enum=replace(item.enum, span=span), span=span, text="")
            for item in read
            if isinstance(item, CreateEnum)
        ]
        if placed:
            found.append(Listing(ENUM_OF_MODEL, "", span, statements=placed))
    return found


def model_listings(model: ModelTable) -> list[Listing]:
    keyed = any("PRIMARY KEY" in text for text, _ in model.lines)
    least = 1 if keyed else 2
    found = listed_lines(model.lines, model.name, model.span, drawn=True, least=least)
    for listing in found:
        listing.unread += model.unread
        listing.entity = model.entity
    for text, span in model.indexes if found else ():
        made = read_sql(Excerpt(span.file, text, span.line, span.column)).statements
        placed: list[Statement] = [
            replace(item, span=span) for item in made if isinstance(item, CreateIndex)
        ]
        found.append(Listing("index of a model", model.name, span, statements=placed))
    return found

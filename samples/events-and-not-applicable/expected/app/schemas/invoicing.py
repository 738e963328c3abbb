"""Schemas of spec.md."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    NO_LINES = "NO_LINES"


class InvoiceCreateLine(BaseModel):
    text: Annotated[str, Field(examples=["Hosting"])]
    cents: Annotated[StrictInt, Field(examples=[900])]


class InvoiceCreate(BaseModel):
    customer_id: UUID
    lines: list[InvoiceCreateLine]


class InvoiceCreateResponse(BaseModel):
    id: UUID
    number: Annotated[str, Field(examples=["2026-0001"], max_length=12)]
    total_cents: Annotated[int, Field(examples=[900])]

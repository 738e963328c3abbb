"""Schemas of spec.md."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.json_types import JsonNumber


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    NO_LINES = "NO_LINES"


class InvoiceCreateLine(BaseModel):
    text: Annotated[str, Field(examples=["Hosting"])]
    cents: Annotated[int, Field(examples=[900]), JsonNumber]


class InvoiceCreate(BaseModel):
    customer_id: UUID
    lines: list[InvoiceCreateLine]


class InvoiceCreateResponse(BaseModel):
    id: UUID
    number: Annotated[str, Field(examples=["2026-0001"], max_length=12)]
    total_cents: Annotated[int, Field(examples=[900])]


class InvoiceIssuedEvent(BaseModel):
    invoice_id: UUID
    number: Annotated[str, Field(examples=["2026-0001"])]
    total_cents: Annotated[int, Field(examples=[900])]


class InvoicePaidEvent(BaseModel):
    invoice_id: UUID
    paid_at: datetime
    method: Literal["card", "transfer"]

"""Schemas of spec.md."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    NO_LINES = "NO_LINES"


def _json_number(value: object) -> object:
    """A number as JSON has it: pydantic alone would take `false` and "1" for one."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


JsonNumber = BeforeValidator(_json_number)


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

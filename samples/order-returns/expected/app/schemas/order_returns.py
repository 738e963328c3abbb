"""Schemas of spec.md."""

from __future__ import annotations

from datetime import date as date_
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AnyUrl, BaseModel, EmailStr, Field, StrictBool

from app.schemas.json_types import Decimal12_2, DecimalText, JsonNumber, JsonText


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    INVALID_ITEMS = "INVALID_ITEMS"
    UNAUTHORIZED = "UNAUTHORIZED"
    ORDER_NOT_FOUND = "ORDER_NOT_FOUND"
    RETURN_ALREADY_OPEN = "RETURN_ALREADY_OPEN"
    RETURN_WINDOW_CLOSED = "RETURN_WINDOW_CLOSED"
    FORBIDDEN = "FORBIDDEN"
    RETURN_NOT_FOUND = "RETURN_NOT_FOUND"
    RETURN_CLOSED = "RETURN_CLOSED"
    ALREADY_INSPECTED = "ALREADY_INSPECTED"
    RETURN_IN_TRANSIT = "RETURN_IN_TRANSIT"


class ReturnPolicyRead(BaseModel):
    days: Annotated[int, Field(examples=[30])]
    excluded_categories: Annotated[
        list[str], Field(examples=[["gift_cards", "perishables"]])
    ]
    updated_at: Annotated[datetime, Field(examples=["2026-01-05T09:00:00Z"])]


class OrderReturnCreateItem(BaseModel):
    order_item_id: Annotated[int, Field(examples=[1001], gt=0), JsonNumber]
    quantity: Annotated[int, Field(examples=[1], ge=1, le=99), JsonNumber]


class OrderReturnCreatePickup(BaseModel):
    date: Annotated[date_, Field(examples=["2026-03-09"]), JsonText]
    notes: Annotated[str | None, Field(examples=["Ring twice"], max_length=200)] = None


class OrderReturnCreate(BaseModel):
    reason: Annotated[str | None, Field(examples=["Too small"], max_length=500)] = None
    contact_email: Annotated[EmailStr, Field(examples=["customer@example.com"])]
    items: Annotated[list[OrderReturnCreateItem], Field(max_length=50, min_length=1)]
    pickup: OrderReturnCreatePickup | None = None


class OrderReturnCreateResponseItem(BaseModel):
    order_item_id: Annotated[int, Field(examples=[1001])]
    quantity: Annotated[int, Field(examples=[1], ge=1, le=99)]


class OrderReturnCreateResponse(BaseModel):
    id: Annotated[UUID, Field(examples=["8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11"])]
    order_id: Annotated[UUID, Field(examples=["6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22"])]
    status: Annotated[
        Literal["requested", "in_transit", "inspected", "refunded", "rejected"],
        Field(examples=["requested"]),
    ]
    items: list[OrderReturnCreateResponseItem]
    opened_at: Annotated[datetime, Field(examples=["2026-03-02T10:15:00Z"])]


class OrderReturnSummary(BaseModel):
    id: Annotated[UUID, Field(examples=["8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11"])]
    status: Annotated[
        Literal["requested", "in_transit", "inspected", "refunded", "rejected"],
        Field(examples=["inspected"]),
    ]
    refund_amount: Annotated[Decimal12_2 | None, Field(examples=["24.90"])]
    opened_at: Annotated[datetime, Field(examples=["2026-03-02T10:15:00Z"])]


class ReturnSummary(BaseModel):
    id: Annotated[UUID, Field(examples=["8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11"])]
    order_number: Annotated[str, Field(examples=["R-2026-0042"])]
    status: Annotated[
        Literal["requested", "in_transit", "inspected", "refunded", "rejected"],
        Field(examples=["in_transit"]),
    ]
    labels: Annotated[list[str], Field(examples=[["fragile"]])]
    opened_at: Annotated[datetime, Field(examples=["2026-03-02T10:15:00Z"])]


class PageMeta(BaseModel):
    next_cursor: str | None
    total: Annotated[int, Field(examples=[42])]


class ReturnPage(BaseModel):
    data: list[ReturnSummary]
    meta: PageMeta


class ReturnItem(BaseModel):
    order_item_id: Annotated[int, Field(examples=[1001])]
    quantity: Annotated[int, Field(examples=[1], ge=1, le=99)]
    condition: Annotated[str | None, Field(max_length=20)]


class ReturnRead(BaseModel):
    id: Annotated[UUID, Field(examples=["8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11"])]
    order_id: Annotated[UUID, Field(examples=["6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22"])]
    status: Annotated[
        Literal["requested", "in_transit", "inspected", "refunded", "rejected"],
        Field(examples=["inspected"]),
    ]
    reason: str | None
    labels: Annotated[list[str], Field(examples=[["fragile"]])]
    items: list[ReturnItem]
    refund_amount: Annotated[Decimal12_2 | None, Field(examples=["24.90"])]
    opened_at: Annotated[datetime, Field(examples=["2026-03-02T10:15:00Z"])]
    closed_at: datetime | None


class ReturnUpdate(BaseModel):
    reason: Annotated[str | None, Field(examples=["Wrong colour"])] = None
    labels: Annotated[list[str] | None, Field(examples=[["fragile"]])] = None


class ReturnUpdateResponse(BaseModel):
    id: Annotated[UUID, Field(examples=["8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11"])]
    status: Annotated[
        Literal["requested", "in_transit", "inspected", "refunded", "rejected"],
        Field(examples=["requested"]),
    ]
    reason: str | None
    labels: Annotated[list[str], Field(examples=[["fragile"]])]


class ReturnInspectionRequestFinding(BaseModel):
    order_item_id: Annotated[int, Field(examples=[1001]), JsonNumber]
    condition: Literal["new", "worn", "damaged"]
    photo_url: Annotated[
        AnyUrl, Field(examples=["https://files.example.com/p/1001.jpg"])
    ]


class ReturnInspectionRequest(BaseModel):
    accepted: StrictBool
    refund_amount: Annotated[DecimalText, Field(examples=["24.90"])]
    findings: list[ReturnInspectionRequestFinding]


class ReturnInspectionResponse(BaseModel):
    id: Annotated[UUID, Field(examples=["8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11"])]
    status: Annotated[str, Field(examples=["inspected"])]

"""Schemas of spec.md."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.json_types import Decimal10_2, DecimalText, JsonNumber


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    NOT_A_BUYER = "NOT_A_BUYER"
    ARTICLE_UNKNOWN = "ARTICLE_UNKNOWN"
    WAREHOUSE_UNKNOWN = "WAREHOUSE_UNKNOWN"
    RUN_IN_PROGRESS = "RUN_IN_PROGRESS"
    ORDER_UNKNOWN = "ORDER_UNKNOWN"
    NOT_PROPOSED = "NOT_PROPOSED"
    ALREADY_SENT = "ALREADY_SENT"


class ArticleSummary(BaseModel):
    id: Annotated[UUID, Field(examples=["5b2f6f1e-8f3a-4b0e-9f56-0a6f1f6f2b01"])]
    sku: Annotated[str, Field(examples=["TEA-0042"], max_length=32)]
    name: Annotated[str, Field(examples=["Green tea, 100 g"])]
    unit_cost: Annotated[Decimal10_2, Field(examples=["3.20"])]
    on_hand: Annotated[int, Field(examples=[140])]
    minimum: Annotated[int, Field(examples=[200])]


class PageMeta(BaseModel):
    page: Annotated[int, Field(examples=[1])]
    page_size: Annotated[int, Field(examples=[50])]
    total: Annotated[int, Field(examples=[1])]


class ArticlePage(BaseModel):
    data: list[ArticleSummary]
    meta: PageMeta


class ArticleMinimumUpdate(BaseModel):
    minimum: Annotated[
        int,
        Field(description="Reorder when less is left", examples=[200], ge=0),
        JsonNumber,
    ]
    reorder_quantity: Annotated[
        int,
        Field(description="How much is reordered", examples=[500], ge=1, le=100000),
        JsonNumber,
    ]


class ArticleMinimumRead(BaseModel):
    warehouse_code: Annotated[str, Field(examples=["HAM"])]
    article_id: Annotated[
        UUID, Field(examples=["5b2f6f1e-8f3a-4b0e-9f56-0a6f1f6f2b01"])
    ]
    minimum: Annotated[int, Field(examples=[200])]
    reorder_quantity: Annotated[int, Field(examples=[500])]
    updated_at: Annotated[datetime, Field(examples=["2026-02-11T08:30:00Z"])]


class ProposalCreateBudget(BaseModel):
    amount: Annotated[DecimalText, Field(examples=["25000.00"])]
    currency: Annotated[str, Field(examples=["EUR"], pattern="^[A-Z]{3}$")]


class ProposalCreate(BaseModel):
    warehouse_codes: Annotated[
        list[str], Field(examples=[["HAM", "MUC"]], max_length=20, min_length=1)
    ]
    horizon_days: Annotated[
        int,
        Field(
            description="How far ahead demand is estimated", examples=[14], ge=1, le=90
        ),
        JsonNumber,
    ] = 14
    budget: Annotated[
        ProposalCreateBudget | None, Field(description="No limit without it")
    ] = None


class ProposalCreateResponse(BaseModel):
    run_id: Annotated[UUID, Field(examples=["d8f0b8c2-0f57-4f3c-8a3e-3f5f8c7f1a02"])]
    state: Annotated[str, Field(examples=["queued"])]
    queued_at: Annotated[datetime, Field(examples=["2026-02-11T08:30:00Z"])]


class PurchaseOrderSummary(BaseModel):
    id: Annotated[int, Field(examples=[7001])]
    supplier_name: Annotated[str, Field(examples=["Leaf & Co"])]
    status: Annotated[
        Literal["proposed", "approved", "sent", "received", "cancelled"],
        Field(examples=["proposed"]),
    ]
    total: Annotated[DecimalText, Field(examples=["1600.00"])]
    due_on: Annotated[date | None, Field(examples=["2026-02-25"])]


class PurchaseOrderApprovalRequestLine(BaseModel):
    line_number: Annotated[int, Field(examples=[1], ge=1), JsonNumber]
    quantity: Annotated[
        int, Field(description="0 strikes the line", examples=[480], ge=0), JsonNumber
    ]


class PurchaseOrderApprovalRequest(BaseModel):
    comment: Annotated[str | None, Field(examples=["Go ahead"], max_length=1000)] = None
    lines: Annotated[
        list[PurchaseOrderApprovalRequestLine] | None,
        Field(description="Lines whose quantity was corrected", max_length=200),
    ] = None


class PurchaseOrderApprovalLine(BaseModel):
    line_number: Annotated[int, Field(examples=[1])]
    sku: Annotated[str, Field(examples=["TEA-0042"])]
    quantity: Annotated[int, Field(examples=[480])]
    unit_cost: Annotated[DecimalText, Field(examples=["3.20"])]


class PurchaseOrderApprovalResponse(BaseModel):
    id: Annotated[int, Field(examples=[7001])]
    status: Annotated[str, Field(examples=["approved"])]
    approved_at: Annotated[datetime, Field(examples=["2026-02-11T09:00:00Z"])]
    lines: list[PurchaseOrderApprovalLine]


class ServiceLevelRead(BaseModel):
    out_of_stock_rate: Annotated[float, Field(examples=[0.028])]
    measured_at: Annotated[datetime, Field(examples=["2026-02-11T06:00:00Z"])]


class PurchaseOrderApprovedEvent(BaseModel):
    order_id: Annotated[int, Field(examples=[7001])]
    supplier_id: Annotated[
        UUID, Field(examples=["5b2f6f1e-8f3a-4b0e-9f56-0a6f1f6f2b03"])
    ]
    total: Annotated[DecimalText, Field(examples=["1600.00"])]


class StockBelowMinimumEvent(BaseModel):
    article_id: Annotated[
        UUID, Field(examples=["5b2f6f1e-8f3a-4b0e-9f56-0a6f1f6f2b01"])
    ]
    warehouse_code: Annotated[str, Field(examples=["HAM"])]
    on_hand: Annotated[int, Field(examples=[140])]

"""Schemas of spec.md."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from app.schemas.json_types import JsonNumber


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    UNAUTHORIZED = "UNAUTHORIZED"
    MEMBER_NOT_FOUND = "MEMBER_NOT_FOUND"
    COUPON_INVALID = "COUPON_INVALID"
    POINTS_NOT_ENOUGH = "POINTS_NOT_ENOUGH"


class MemberPointSummary(BaseModel):
    id: Annotated[int, Field(examples=[1])]
    amount: Annotated[int, Field(examples=[50])]
    reason: Annotated[str, Field(examples=["购物"])]
    created_at: Annotated[datetime, Field(examples=["2026-03-02T10:00:00Z"])]


class MemberPointPage(BaseModel):
    total: Annotated[int, Field(examples=[2])]
    items: list[MemberPointSummary]


class MemberRedemptionCreate(BaseModel):
    coupon_code: Annotated[
        str, Field(description="最长 32 个字符", examples=["SPRING"], max_length=32)
    ]
    quantity: Annotated[
        int, Field(description="1-10", examples=[1], ge=1, le=10), JsonNumber
    ]
    remark: Annotated[str | None, Field(description="备注", examples=["生日"])] = None


class MemberRedemptionCreateResponse(BaseModel):
    redemption_id: Annotated[int, Field(examples=[9])]
    points_left: Annotated[int, Field(examples=[120])]

"""Schemas of spec.md."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from app.schemas.json_types import JsonNumber


class ReservationCreate(BaseModel):
    book_id: Annotated[int, Field(examples=[12]), JsonNumber]


class ReservationRead(BaseModel):
    id: Annotated[int, Field(examples=[1])]
    book_id: Annotated[int, Field(examples=[12])]
    position: Annotated[int, Field(examples=[2])]
    reserved_at: Annotated[datetime, Field(examples=["2026-03-02T10:00:00Z"])]


class LoanCreate(BaseModel):
    book_id: Annotated[int, Field(examples=[12]), JsonNumber]
    member_id: Annotated[int, Field(examples=[3]), JsonNumber]


class LoanCreateResponse(BaseModel):
    id: Annotated[int, Field(examples=[1])]
    lent_on: Annotated[date, Field(examples=["2026-03-02"])]
    due_on: Annotated[date | None, Field(examples=["2026-03-30"])]


class MemberFineSummary(BaseModel):
    loan_id: Annotated[int, Field(examples=[1])]
    fine_cents: Annotated[int, Field(examples=[120])]


class MemberFinePage(BaseModel):
    total_cents: Annotated[int, Field(examples=[120])]
    loans: list[MemberFineSummary]

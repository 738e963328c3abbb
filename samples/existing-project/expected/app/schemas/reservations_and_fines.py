"""Schemas of spec.md."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError


def _json_number(value: object) -> object:
    """A number as JSON has it: pydantic alone would take `false` and "1" for one."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


JsonNumber = BeforeValidator(_json_number)


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

"""Schemas of spec.md."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.json_types import JsonNumber, JsonText


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    UNAUTHORIZED = "UNAUTHORIZED"
    ALREADY_PLANNED = "ALREADY_PLANNED"


class RoomSummary(BaseModel):
    id: UUID
    number: Annotated[str, Field(examples=["204"], max_length=8)]
    state: Literal["clean", "dirty", "out_of_order"]


class CleaningCreate(BaseModel):
    room_id: UUID
    staff_id: Annotated[int, Field(examples=[7]), JsonNumber]
    planned_for: Annotated[datetime, Field(examples=["2026-03-02T10:00:00Z"]), JsonText]


class CleaningCreateResponse(BaseModel):
    id: Annotated[int, Field(examples=[1])]
    state: Annotated[Literal["planned", "done"], Field(examples=["planned"])]

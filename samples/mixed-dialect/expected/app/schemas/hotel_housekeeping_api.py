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

    UNAUTHORIZED = "UNAUTHORIZED"
    ALREADY_PLANNED = "ALREADY_PLANNED"


def _json_number(value: object) -> object:
    """A number as JSON has it: pydantic alone would take `false` and "1" for one."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


JsonNumber = BeforeValidator(_json_number)


class RoomSummary(BaseModel):
    id: UUID
    number: Annotated[str, Field(examples=["204"], max_length=8)]
    state: Literal["clean", "dirty", "out_of_order"]


class CleaningCreate(BaseModel):
    room_id: UUID
    staff_id: Annotated[int, Field(examples=[7]), JsonNumber]
    planned_for: Annotated[datetime, Field(examples=["2026-03-02T10:00:00Z"])]


class CleaningCreateResponse(BaseModel):
    id: Annotated[int, Field(examples=[1])]
    state: Annotated[Literal["planned", "done"], Field(examples=["planned"])]

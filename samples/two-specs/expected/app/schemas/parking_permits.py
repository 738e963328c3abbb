"""Schemas of spec-1.md."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.json_types import JsonText


class PermitCreate(BaseModel):
    zone_code: Annotated[str, Field(examples=["C1"], max_length=6)]
    plate: Annotated[str, Field(examples=["12-AB-34"], max_length=16)]
    valid_from: Annotated[date, Field(examples=["2026-03-01"]), JsonText]


class PermitCreateResponse(BaseModel):
    id: UUID
    state: Annotated[
        Literal["requested", "granted", "expired"], Field(examples=["requested"])
    ]


class PermitRead(BaseModel):
    id: UUID
    plate: Annotated[str, Field(examples=["12-AB-34"], max_length=16)]
    state: Annotated[
        Literal["requested", "granted", "expired"], Field(examples=["requested"])
    ]
    valid_from: Annotated[date, Field(examples=["2026-03-01"])]

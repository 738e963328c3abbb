"""Schemas of spec.md."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StrictFloat

from app.schemas.json_types import JsonText


class DeviceReadingCreate(BaseModel):
    taken_at: Annotated[datetime, Field(examples=["2026-03-02T10:00:00Z"]), JsonText]
    celsius: Annotated[StrictFloat, Field(examples=[21.5])]
    humidity: Annotated[StrictFloat, Field(examples=[40.2])]


class DeviceReadingCreateResponse(BaseModel):
    accepted: bool


class DeviceLatestRead(BaseModel):
    taken_at: Annotated[datetime, Field(examples=["2026-03-02T10:00:00Z"])]
    celsius: Annotated[float, Field(examples=[21.5])]

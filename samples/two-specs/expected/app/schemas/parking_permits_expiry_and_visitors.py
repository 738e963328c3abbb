"""Schemas of spec-2.md."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.json_types import JsonText


class PermitRenewalCreate(BaseModel):
    valid_until: Annotated[date, Field(examples=["2027-03-01"]), JsonText]


class PermitRenewalRead(BaseModel):
    id: UUID
    valid_until: Annotated[date, Field(examples=["2027-03-01"])]

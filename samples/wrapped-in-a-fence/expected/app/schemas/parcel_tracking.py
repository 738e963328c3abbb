"""Schemas of spec.md."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field


class ParcelScan(BaseModel):
    place: Annotated[str, Field(examples=["Utrecht"])]
    scanned_at: Annotated[datetime, Field(examples=["2026-03-02T10:00:00Z"])]


class ParcelRead(BaseModel):
    code: Annotated[str, Field(examples=["AB-1"])]
    scans: list[ParcelScan]


class ParcelScanCreate(BaseModel):
    place: Annotated[str, Field(examples=["Utrecht"])]


class ParcelScanCreateResponse(BaseModel):
    id: Annotated[int, Field(examples=[1])]
    scanned_at: Annotated[datetime, Field(examples=["2026-03-02T10:00:00Z"])]

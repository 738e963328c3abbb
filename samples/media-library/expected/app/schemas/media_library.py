"""Schemas of spec.md."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.json_types import Decimal8_2


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    TRACK_NOT_FOUND = "TRACK_NOT_FOUND"
    SCOPE_MISSING = "SCOPE_MISSING"
    TRACK_EXISTS = "TRACK_EXISTS"
    VALIDATION_ERROR = "VALIDATION_ERROR"
    TOO_MANY = "TOO_MANY"
    ADMINS_ONLY = "ADMINS_ONLY"


class ErrorBody(BaseModel):
    code: Annotated[ErrorCode, Field(examples=["TRACK_NOT_FOUND"])]
    message: Annotated[str, Field(examples=["No such track"])]
    request_id: Annotated[str, Field(examples=["req_1"])]


class ErrorResponse(BaseModel):
    error: ErrorBody


class TrackRead(BaseModel):
    id: Annotated[
        UUID,
        Field(
            examples=[
                "6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11",
                "2b1d5a54-91f2-4a3e-8a76-7fd7f3c2a001",
            ]
        ),
    ]
    title: Annotated[str, Field(examples=["Blue", "Red"], max_length=200)]
    genre: Annotated[Literal["rock", "jazz", "folk"], Field(examples=["jazz", "rock"])]
    price: Annotated[Decimal8_2, Field(examples=["0.99", "1.29"])]
    lyrics: Annotated[str | None, Field(examples=["la"])]


class PageMeta(BaseModel):
    total: Annotated[int, Field(examples=[2])]
    next: Any


class TrackPage(BaseModel):
    data: list[TrackRead]
    meta: PageMeta


class TrackCreateResponse(BaseModel):
    id: Annotated[UUID, Field(examples=["6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11"])]
    title: Annotated[str, Field(examples=["Blue"], max_length=200)]


class TrackUpdate(BaseModel):
    title: Annotated[str, Field(examples=["Blue"], max_length=200, min_length=1)]
    genre: Annotated[Literal["rock", "jazz", "folk"], Field(examples=["jazz"])]
    price: Annotated[Decimal8_2, Field(examples=["0.99"])]
    lyrics: Literal["la"] | None


class StatsByGenre(BaseModel):
    jazz: Annotated[int, Field(examples=[3])]
    rock: Annotated[int, Field(examples=[9])]


class StatsRead(BaseModel):
    plays: Annotated[int, Field(examples=[12])]
    by_genre: StatsByGenre

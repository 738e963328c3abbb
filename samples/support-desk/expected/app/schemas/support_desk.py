"""Schemas of spec.md."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, EmailStr, Field, StrictBool


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    UNAUTHENTICATED = "unauthenticated"
    TEAM_UNKNOWN = "team_unknown"
    VALIDATION_FAILED = "validation_failed"
    TICKET_UNKNOWN = "ticket_unknown"
    TICKET_SOLVED = "ticket_solved"


class ErrorDetail(BaseModel):
    field: Annotated[str, Field(examples=["subject"])]
    message: Annotated[str, Field(examples=["required"])]


class ErrorResponse(BaseModel):
    error: Annotated[ErrorCode, Field(examples=["unauthenticated"])]
    details: list[ErrorDetail] | None = None


class TeamTicketSummary(BaseModel):
    id: UUID
    number: Annotated[int, Field(examples=[1204], gt=0)]
    subject: Annotated[str, Field(max_length=250)]
    priority: Literal["low", "normal", "urgent"]
    assignee_id: UUID | None
    opened_at: datetime


class TeamTicketPage(BaseModel):
    tickets: list[TeamTicketSummary]
    next: str | None


class TeamTicketCreateCustomFields(BaseModel):
    plan: Annotated[str, Field(examples=["pro"])]


class TeamTicketCreate(BaseModel):
    subject: Annotated[str, Field(max_length=250)]
    body: str
    email: EmailStr
    priority: Literal["low", "normal", "urgent"]
    custom_fields: TeamTicketCreateCustomFields


class TeamTicketCreateResponse(BaseModel):
    id: UUID
    number: Annotated[int, Field(examples=[1204], gt=0)]
    opened_at: datetime


class TicketMessage(BaseModel):
    id: Annotated[int, Field(examples=[1])]
    author_email: EmailStr
    body: str
    is_internal: bool
    sent_at: datetime


class TicketRead(BaseModel):
    id: UUID
    number: Annotated[int, Field(examples=[1204], gt=0)]
    subject: Annotated[str, Field(max_length=250)]
    priority: Literal["low", "normal", "urgent"]
    messages: list[TicketMessage]
    solved_at: datetime | None


class TicketUpdate(BaseModel):
    priority: Literal["low", "normal", "urgent"] | None = None
    assignee_id: UUID | None = None


class TicketUpdateResponse(BaseModel):
    id: UUID
    priority: Literal["low", "normal", "urgent"]
    assignee_id: UUID | None


class TicketMessageCreate(BaseModel):
    body: str
    is_internal: StrictBool


class TicketMessageCreateResponse(BaseModel):
    id: Annotated[int, Field(examples=[1])]
    sent_at: datetime


class TicketSolutionRequest(BaseModel):
    summary: str


class TicketSolutionResponse(BaseModel):
    id: UUID
    solved_at: datetime

"""Schemas of spec.md."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, EmailStr, Field

from app.schemas.json_types import JsonNumber, JsonText


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    RATE_LIMITED = "RATE_LIMITED"
    INVALID_INPUT = "INVALID_INPUT"
    UNAUTHORIZED = "UNAUTHORIZED"
    FORBIDDEN = "FORBIDDEN"
    VENUE_NOT_FOUND = "VENUE_NOT_FOUND"
    EVENT_NOT_FOUND = "EVENT_NOT_FOUND"
    EVENT_CANCELLED = "EVENT_CANCELLED"
    NO_TICKET_TYPES = "NO_TICKET_TYPES"
    TICKET_TYPE_NOT_FOUND = "TICKET_TYPE_NOT_FOUND"
    SOLD_OUT = "SOLD_OUT"
    UNPROCESSABLE = "UNPROCESSABLE"
    BOOKING_NOT_FOUND = "BOOKING_NOT_FOUND"
    ALREADY_CHECKED_IN = "ALREADY_CHECKED_IN"


T = TypeVar("T")


class EventVenue(BaseModel):
    id: UUID
    name: Annotated[str, Field(max_length=120)]
    city: Annotated[str, Field(max_length=80)]


class EventSummary(BaseModel):
    id: UUID
    title: Annotated[str, Field(max_length=150)]
    venue: EventVenue
    starts_at: datetime
    tags: list[str]


class PageMeta(BaseModel):
    page: int
    per_page: int
    total: int


class EventPage(BaseModel):
    data: list[EventSummary]
    meta: PageMeta


class EventCreateTicketType(BaseModel):
    name: Annotated[str, Field(max_length=60, min_length=1)]
    price_cents: Annotated[int, Field(ge=0), JsonNumber]
    currency: Annotated[str, Field(max_length=3, pattern="^[A-Z]{3}$")]
    capacity: Annotated[int, Field(ge=1, le=100000), JsonNumber]


class EventCreate(BaseModel):
    venue_id: UUID
    title: Annotated[str, Field(max_length=150, min_length=3)]
    description: str | None
    starts_at: Annotated[datetime, JsonText]
    ends_at: Annotated[datetime, JsonText]
    tags: list[str]
    ticket_types: list[EventCreateTicketType]


class EventCreateResponse(BaseModel):
    id: UUID
    title: Annotated[str, Field(max_length=150)]
    status: Literal["draft", "published", "cancelled"]
    created_at: datetime


class EnvelopeMeta(BaseModel):
    request_id: str


class Envelope(BaseModel, Generic[T]):
    data: T
    meta: EnvelopeMeta


class EventCreateResponseEnvelope(Envelope[EventCreateResponse]):
    pass


class EventRead(BaseModel):
    id: UUID
    title: Annotated[str, Field(max_length=150)]
    description: str | None
    status: Literal["draft", "published", "cancelled"]
    venue: EventVenue
    starts_at: datetime
    ends_at: datetime
    tags: list[str]


class EventReadEnvelope(Envelope[EventRead]):
    pass


class EventUpdate(BaseModel):
    title: Annotated[str, Field(max_length=150, min_length=3)]
    description: str | None
    starts_at: Annotated[datetime, JsonText]
    ends_at: Annotated[datetime, JsonText]
    tags: list[str]


class EventUpdateResponse(BaseModel):
    id: UUID
    title: Annotated[str, Field(max_length=150)]
    status: Literal["draft", "published", "cancelled"]
    updated_at: datetime


class EventUpdateResponseEnvelope(Envelope[EventUpdateResponse]):
    pass


class EventTicketTypeSummary(BaseModel):
    id: UUID
    name: Annotated[str, Field(max_length=60)]
    price_cents: Annotated[int, Field(ge=0)]
    currency: Annotated[str, Field(max_length=3, pattern="^[A-Z]{3}$")]
    available: int


class EventTicketTypePage(BaseModel):
    data: list[EventTicketTypeSummary]


class BookingCreateGuest(BaseModel):
    name: Annotated[str, Field(max_length=120, min_length=1)]
    email: EmailStr


class BookingCreate(BaseModel):
    ticket_type_id: UUID
    quantity: Annotated[int, Field(ge=1, le=10), JsonNumber]
    guest: BookingCreateGuest


class BookingCreateResponse(BaseModel):
    id: UUID
    status: Literal["held", "confirmed", "cancelled", "expired"]
    quantity: Annotated[int, Field(ge=1, le=10)]
    total_cents: int
    held_until: datetime


class BookingCreateResponseEnvelope(Envelope[BookingCreateResponse]):
    pass


class BookingTicket(BaseModel):
    id: UUID
    code: Annotated[str, Field(max_length=32)]
    checked_in_at: datetime | None


class BookingRead(BaseModel):
    id: UUID
    status: Literal["held", "confirmed", "cancelled", "expired"]
    quantity: Annotated[int, Field(ge=1, le=10)]
    total_cents: int
    tickets: list[BookingTicket]


class BookingReadEnvelope(Envelope[BookingRead]):
    pass


class BookingCancelRequest(BaseModel):
    reason: Annotated[str, Field(max_length=300)]


class BookingCancelResponse(BaseModel):
    id: UUID
    status: Literal["held", "confirmed", "cancelled", "expired"]


class BookingCancelResponseEnvelope(Envelope[BookingCancelResponse]):
    pass

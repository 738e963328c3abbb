"""Models of event ticketing."""

import datetime
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CHAR,
    CheckConstraint,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class EventStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


EventStatusType = Enum(
    EventStatus,
    name="event_status",
    values_callable=lambda labels: [label.value for label in labels],
)


class BookingStatus(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


BookingStatusType = Enum(
    BookingStatus,
    name="booking_status",
    values_callable=lambda labels: [label.value for label in labels],
)


class Venue(Base):
    __tablename__ = "venues"
    __table_args__ = (CheckConstraint("capacity > 0", name="venues_capacity_check"),)

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    name: Mapped[str] = mapped_column(String(120))
    city: Mapped[str] = mapped_column(String(80))
    capacity: Mapped[int | None]

    events: Mapped[list["Event"]] = relationship(
        back_populates="venue", passive_deletes="all"
    )


class Event(Base):
    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="chk_events_dates"),
        Index(
            "idx_events_published",
            "starts_at",
            postgresql_where=text("status = 'published'"),
        ),
        Index("idx_events_title", text("lower(title)")),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    venue_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("venues.id"))
    organizer_id: Mapped[uuid.UUID]
    title: Mapped[str] = mapped_column(String(150))
    description: Mapped[str | None] = mapped_column(Text)
    status: Mapped[EventStatus] = mapped_column(
        EventStatusType, server_default=text("'draft'")
    )
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    starts_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    ends_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )
    updated_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )

    venue: Mapped["Venue"] = relationship(back_populates="events")
    ticket_types: Mapped[list["TicketType"]] = relationship(
        back_populates="event", cascade="all, delete", passive_deletes=True
    )


class TicketType(Base):
    __tablename__ = "ticket_types"
    __table_args__ = (
        UniqueConstraint("event_id", "name", name="ticket_types_event_id_name_key"),
        CheckConstraint("price_cents >= 0", name="ticket_types_price_cents_check"),
        CheckConstraint("sold <= capacity", name="chk_ticket_types_sold"),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    event_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column(String(60))
    price_cents: Mapped[int] = mapped_column(server_default=text("0"))
    currency: Mapped[str] = mapped_column(CHAR(3), server_default=text("'EUR'"))
    capacity: Mapped[int]
    sold: Mapped[int] = mapped_column(server_default=text("0"))

    event: Mapped["Event"] = relationship(back_populates="ticket_types")
    bookings: Mapped[list["Booking"]] = relationship(
        back_populates="ticket_type", passive_deletes="all"
    )


class Booking(Base):
    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint("quantity BETWEEN 1 AND 10", name="chk_bookings_quantity"),
        Index(
            "idx_bookings_held", "held_until", postgresql_where=text("status = 'held'")
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    ticket_type_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("ticket_types.id", ondelete="RESTRICT")
    )
    status: Mapped[BookingStatus] = mapped_column(
        BookingStatusType, server_default=text("'held'")
    )
    quantity: Mapped[int]
    guest: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    held_until: Mapped[datetime.datetime | None] = mapped_column(
        DateTime(timezone=True)
    )
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )

    ticket_type: Mapped["TicketType"] = relationship(back_populates="bookings")
    tickets: Mapped[list["Ticket"]] = relationship(
        back_populates="booking", cascade="all, delete", passive_deletes=True
    )


class Ticket(Base):
    __tablename__ = "tickets"
    __table_args__ = (Index("idx_tickets_booking", "booking_id"),)

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    booking_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("bookings.id", ondelete="CASCADE")
    )
    code: Mapped[str] = mapped_column(String(32), unique=True)
    checked_in_at: Mapped[datetime.datetime | None] = mapped_column(
        DateTime(timezone=True)
    )
    gate: Mapped[str] = mapped_column(String(20))

    booking: Mapped["Booking"] = relationship(back_populates="tickets")

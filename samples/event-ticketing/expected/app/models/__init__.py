"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.event_ticketing import Booking, Event, Ticket, TicketType, Venue

__all__ = [
    "Base",
    "Booking",
    "Event",
    "Ticket",
    "TicketType",
    "Venue",
]

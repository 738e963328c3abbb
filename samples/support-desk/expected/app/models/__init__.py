"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.support_desk import Agent, Message, Team, Ticket

__all__ = [
    "Agent",
    "Base",
    "Message",
    "Team",
    "Ticket",
]

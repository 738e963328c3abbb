"""Models of support desk."""

import datetime
import uuid
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from sqlalchemy import (
    BigInteger,
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
from sqlalchemy.dialects.postgresql import ARRAY, INET, INTERVAL, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class TicketPriority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    URGENT = "urgent"


TicketPriorityType = Enum(
    TicketPriority,
    name="ticket_priority",
    values_callable=lambda labels: [label.value for label in labels],
)


class Team(Base):
    __tablename__ = "teams"

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    first_response: Mapped[datetime.timedelta] = mapped_column(
        INTERVAL, server_default=text("'4 hours'")
    )
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime, server_default=text("NOW()")
    )

    agents: Mapped[list["Agent"]] = relationship(
        back_populates="team", cascade="all, delete", passive_deletes=True
    )
    tickets: Mapped[list["Ticket"]] = relationship(
        back_populates="team", passive_deletes="all"
    )


class Agent(Base):
    __tablename__ = "agents"
    __table_args__ = (
        UniqueConstraint("email", name="agents_email_unique"),
        Index("idx_agents_email_lower", text("lower(email)")),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    team_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("teams.id", ondelete="CASCADE")
    )
    lead_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("agents.id", ondelete="SET NULL")
    )
    email: Mapped[str] = mapped_column(Text)
    skills: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    last_ip: Mapped[IPv4Address | IPv6Address | None] = mapped_column(INET)

    team: Mapped["Team"] = relationship(back_populates="agents")
    lead: Mapped["Agent | None"] = relationship(
        back_populates="lead_agents", remote_side="Agent.id"
    )
    lead_agents: Mapped[list["Agent"]] = relationship(
        back_populates="lead", passive_deletes=True
    )
    tickets: Mapped[list["Ticket"]] = relationship(
        back_populates="assignee", passive_deletes=True
    )


class Ticket(Base):
    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("team_id", "number", name="tickets_number_unique"),
        CheckConstraint("number > 0", name="tickets_number_positive"),
        CheckConstraint(
            "solved_at IS NULL OR solved_at >= opened_at", name="tickets_solved_later"
        ),
        Index(
            "idx_tickets_open",
            "team_id",
            "priority",
            "opened_at",
            postgresql_where=text("solved_at IS NULL"),
        ),
        Index("idx_tickets_custom_fields", "custom_fields", postgresql_using="gin"),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    number: Mapped[int]
    assignee_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("agents.id", ondelete="SET NULL")
    )
    subject: Mapped[str] = mapped_column(String(250))
    priority: Mapped[TicketPriority] = mapped_column(
        TicketPriorityType, server_default=text("'normal'")
    )
    custom_fields: Mapped[dict[str, Any]] = mapped_column(
        JSONB, server_default=text("'{}'")
    )
    opened_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )
    solved_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))

    team: Mapped["Team"] = relationship(back_populates="tickets")
    assignee: Mapped["Agent | None"] = relationship(back_populates="tickets")
    messages: Mapped[list["Message"]] = relationship(
        back_populates="ticket", cascade="all, delete", passive_deletes=True
    )


class Message(Base):
    __tablename__ = "messages"
    __table_args__ = (Index("idx_messages_ticket", "ticket_id", "sent_at"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    ticket_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("tickets.id", ondelete="CASCADE")
    )
    author_email: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    is_internal: Mapped[bool] = mapped_column(server_default=text("FALSE"))
    sent_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )

    ticket: Mapped["Ticket"] = relationship(back_populates="messages")

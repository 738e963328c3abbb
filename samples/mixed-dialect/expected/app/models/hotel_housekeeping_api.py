"""Models of hotel housekeeping api."""

import datetime
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class RoomState(StrEnum):
    CLEAN = "clean"
    DIRTY = "dirty"
    OUT_OF_ORDER = "out_of_order"


RoomStateType = Enum(
    RoomState,
    name="rooms_state",
    values_callable=lambda labels: [label.value for label in labels],
)


class StaffRole(StrEnum):
    CLEANER = "cleaner"
    SUPERVISOR = "supervisor"


StaffRoleType = Enum(
    StaffRole,
    name="staff_role",
    values_callable=lambda labels: [label.value for label in labels],
)


class CleaningState(StrEnum):
    PLANNED = "planned"
    DONE = "done"


CleaningStateType = Enum(
    CleaningState,
    name="cleanings_state",
    values_callable=lambda labels: [label.value for label in labels],
)


class Room(Base):
    __tablename__ = "rooms"
    __table_args__ = (
        Index("idx_state", "state"),
        Index("idx_floor_state", "floor", "state"),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    number: Mapped[str] = mapped_column(String(8), unique=True)
    floor: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[RoomState] = mapped_column(
        RoomStateType, server_default=text("'dirty'")
    )
    amenities: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB, server_default=text("'{}'")
    )
    created_at: Mapped[datetime.datetime | None] = mapped_column(
        DateTime, server_default=text("CURRENT_TIMESTAMP")
    )

    cleanings: Mapped[list["Cleaning"]] = relationship(
        back_populates="room", cascade="all, delete", passive_deletes=True
    )


class Staff(Base):
    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[StaffRole] = mapped_column(
        StaffRoleType, server_default=text("'cleaner'")
    )
    active: Mapped[bool] = mapped_column(
        server_default=text("TRUE"), comment="Left staff stay in the list"
    )

    cleanings: Mapped[list["Cleaning"]] = relationship(
        back_populates="staff", passive_deletes="all"
    )


class Cleaning(Base):
    __tablename__ = "cleanings"
    __table_args__ = (
        UniqueConstraint("room_id", "planned_for", name="uq_room_time"),
        Index("cleanings_idx_state", "state"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    room_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("rooms.id", ondelete="CASCADE")
    )
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[CleaningState] = mapped_column(
        CleaningStateType, server_default=text("'planned'")
    )
    planned_for: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    notes: Mapped[str | None] = mapped_column(Text)

    room: Mapped["Room"] = relationship(back_populates="cleanings")
    staff: Mapped["Staff"] = relationship(back_populates="cleanings")

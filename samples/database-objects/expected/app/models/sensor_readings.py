"""Models of sensor readings."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, ForeignKey, Index, Numeric, Table, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.sql_types import SqlType


class Device(Base):
    __tablename__ = "devices"

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    code: Mapped[Any] = mapped_column(
        SqlType("device_code"), nullable=False, unique=True
    )
    tenant_id: Mapped[uuid.UUID]
    battery: Mapped[Any] = mapped_column(
        SqlType("percentage"), nullable=False, server_default=text("100")
    )
    updated_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("now()")
    )

    readings: Mapped[list["Reading"]] = relationship(
        back_populates="device", cascade="all, delete", passive_deletes=True
    )


class Reading(Base):
    __tablename__ = "readings"
    __table_args__ = (
        Index("readings_taken_at", "taken_at"),
        {"postgresql_partition_by": "RANGE (taken_at)"},
    )

    device_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("devices.id", ondelete="CASCADE"), primary_key=True
    )
    taken_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), primary_key=True
    )
    humidity: Mapped[Any] = mapped_column(SqlType("percentage"), nullable=True)
    celsius: Mapped[Decimal] = mapped_column(Numeric(5, 2))

    device: Mapped["Device"] = relationship(back_populates="readings")


readings_2026 = Table("readings_2026", Base.metadata, info={"spec2code": "external"})


readings_later = Table("readings_later", Base.metadata, info={"spec2code": "external"})

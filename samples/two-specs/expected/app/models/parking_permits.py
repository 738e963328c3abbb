"""Models of parking permits."""

import datetime
import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class PermitState(StrEnum):
    REQUESTED = "requested"
    GRANTED = "granted"
    EXPIRED = "expired"


PermitStateType = Enum(
    PermitState,
    name="permit_state",
    values_callable=lambda labels: [label.value for label in labels],
)


class Zone(Base):
    __tablename__ = "zones"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    visitor_quota: Mapped[int] = mapped_column(server_default=text("0"))

    permits: Mapped[list["Permit"]] = relationship(
        back_populates="zone", passive_deletes="all"
    )


class Permit(Base):
    __tablename__ = "permits"
    __table_args__ = (
        CheckConstraint("valid_until >= valid_from", name="permits_dates"),
        Index(
            "permits_expiring",
            "valid_until",
            postgresql_where=text("valid_until IS NOT NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    zone_code: Mapped[str] = mapped_column(String(6), ForeignKey("zones.code"))
    plate: Mapped[str] = mapped_column(String(16))
    state: Mapped[PermitState] = mapped_column(
        PermitStateType, server_default=text("'requested'")
    )
    valid_from: Mapped[datetime.date]
    valid_until: Mapped[datetime.date | None]
    visitor: Mapped[bool] = mapped_column(server_default=text("false"))

    zone: Mapped["Zone"] = relationship(back_populates="permits")

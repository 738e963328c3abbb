"""Models of parcel tracking."""

import datetime
import uuid

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class Parcel(Base):
    __tablename__ = "parcels"

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    code: Mapped[str] = mapped_column(String(24), unique=True)
    recipient_email: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("now()")
    )

    scans: Mapped[list["Scan"]] = relationship(
        back_populates="parcel", cascade="all, delete", passive_deletes=True
    )


class Scan(Base):
    __tablename__ = "scans"
    __table_args__ = (Index("idx_scans_parcel", "parcel_id", "scanned_at"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    parcel_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("parcels.id", ondelete="CASCADE")
    )
    place: Mapped[str] = mapped_column(Text)
    scanned_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("now()")
    )

    parcel: Mapped["Parcel"] = relationship(back_populates="scans")

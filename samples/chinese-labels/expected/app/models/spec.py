"""Models of spec."""

import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class Member(Base):
    __tablename__ = "members"
    __table_args__ = (CheckConstraint("points >= 0", name="members_points_check"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    phone: Mapped[str] = mapped_column(String(20), unique=True)
    nickname: Mapped[str | None] = mapped_column(String(50))
    points: Mapped[int] = mapped_column(server_default=text("0"))
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )

    point_records: Mapped[list["PointRecord"]] = relationship(
        back_populates="member", passive_deletes="all"
    )


class PointRecord(Base):
    __tablename__ = "point_records"
    __table_args__ = (
        Index("idx_point_records_member", "member_id", text("created_at DESC")),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    member_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("members.id"))
    amount: Mapped[int]
    reason: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )

    member: Mapped["Member"] = relationship(back_populates="point_records")

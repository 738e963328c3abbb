"""Models of media library."""

import datetime
import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class Album(Base):
    __tablename__ = "albums"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    released_on: Mapped[datetime.date | None]

    tracks: Mapped[list["Track"]] = relationship(
        back_populates="album", passive_deletes="all"
    )


class Track(Base):
    __tablename__ = "tracks"
    __table_args__ = (
        CheckConstraint("genre IN ('rock', 'jazz', 'folk')", name="tracks_genre_check"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    album_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("albums.id"))
    title: Mapped[str] = mapped_column(String(200))
    genre: Mapped[str] = mapped_column(String(20))
    price: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    lyrics: Mapped[str | None] = mapped_column(Text)

    album: Mapped["Album"] = relationship(back_populates="tracks")

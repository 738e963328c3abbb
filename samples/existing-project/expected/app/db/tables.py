"""Everything that is stored."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True)
    isbn: Mapped[str] = mapped_column(String(13), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    copies: Mapped[int] = mapped_column(server_default="1")

    loans: Mapped[list["Loan"]] = relationship(back_populates="book")

    @property
    def is_rare(self) -> bool:
        """A book with a single copy."""
        return self.copies == 1


class Member(Base):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    joined_on: Mapped[dt.date]
    phone: Mapped[str | None] = mapped_column(String(20))


class Loan(Base):
    __tablename__ = "loans"

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    lent_on: Mapped[dt.date]
    returned_on: Mapped[dt.date | None]

    book: Mapped[Book] = relationship(back_populates="loans")

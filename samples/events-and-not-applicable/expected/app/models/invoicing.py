"""Models of invoicing."""

import datetime
import uuid

from sqlalchemy import BigInteger, DateTime, ForeignKey, SmallInteger, String, Text
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class Invoice(Base):
    __tablename__ = "invoices"

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=sql_text("gen_random_uuid()")
    )
    number: Mapped[str] = mapped_column(String(12), unique=True)
    customer_id: Mapped[uuid.UUID]
    total_cents: Mapped[int] = mapped_column(BigInteger, server_default=sql_text("0"))
    issued_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=sql_text("now()")
    )
    paid_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))

    invoice_lines: Mapped[list["InvoiceLine"]] = relationship(
        back_populates="invoice", cascade="all, delete", passive_deletes=True
    )


class InvoiceLine(Base):
    __tablename__ = "invoice_lines"

    invoice_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("invoices.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    cents: Mapped[int] = mapped_column(BigInteger)

    invoice: Mapped["Invoice"] = relationship(back_populates="invoice_lines")

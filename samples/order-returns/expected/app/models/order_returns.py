"""Models of order returns."""

import datetime
import uuid
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class ReturnStatus(StrEnum):
    REQUESTED = "requested"
    IN_TRANSIT = "in_transit"
    INSPECTED = "inspected"
    REFUNDED = "refunded"
    REJECTED = "rejected"


ReturnStatusType = Enum(
    ReturnStatus,
    name="return_status",
    values_callable=lambda labels: [label.value for label in labels],
)


class Customer(Base):
    __tablename__ = "customers"
    __table_args__ = (
        Index("idx_customers_email_lower", text("lower(email)"), unique=True),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    email: Mapped[str] = mapped_column(String(255))
    full_name: Mapped[str] = mapped_column(Text)
    preferences: Mapped[dict[str, Any]] = mapped_column(
        JSONB, server_default=text("'{}'")
    )
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )

    orders: Mapped[list["Order"]] = relationship(
        back_populates="customer", passive_deletes="all"
    )


class Order(Base):
    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("total >= 0", name="orders_total_check"),
        Index("idx_orders_customer_id", "customer_id", text("placed_at DESC")),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    customer_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("customers.id", ondelete="RESTRICT")
    )
    number: Mapped[str] = mapped_column(String(20), unique=True)
    currency: Mapped[str] = mapped_column(CHAR(3), server_default=text("'EUR'"))
    total: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    placed_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )

    customer: Mapped["Customer"] = relationship(back_populates="orders")
    order_items: Mapped[list["OrderItem"]] = relationship(
        back_populates="order", cascade="all, delete", passive_deletes=True
    )
    returns: Mapped[list["Return"]] = relationship(
        back_populates="order", cascade="all, delete", passive_deletes=True
    )


class OrderItem(Base):
    __tablename__ = "order_items"
    __table_args__ = (
        UniqueConstraint("order_id", "sku", name="order_items_order_sku_unique"),
        CheckConstraint("quantity > 0", name="order_items_quantity_positive"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    order_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("orders.id", ondelete="CASCADE")
    )
    sku: Mapped[str] = mapped_column(String(64))
    quantity: Mapped[int]
    unit_price: Mapped[Decimal] = mapped_column(Numeric(12, 2))

    order: Mapped["Order"] = relationship(back_populates="order_items")
    return_items: Mapped[list["ReturnItem"]] = relationship(
        back_populates="order_item", passive_deletes="all"
    )


class Return(Base):
    __tablename__ = "returns"
    __table_args__ = (
        CheckConstraint(
            "closed_at IS NULL OR refund_amount IS NOT NULL",
            name="returns_closed_has_amount",
        ),
        Index(
            "idx_returns_open", "opened_at", postgresql_where=text("closed_at IS NULL")
        ),
        Index("idx_returns_labels", "labels", postgresql_using="gin"),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    order_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("orders.id", ondelete="CASCADE")
    )
    status: Mapped[ReturnStatus] = mapped_column(
        ReturnStatusType, server_default=text("'requested'")
    )
    reason: Mapped[str | None] = mapped_column(Text)
    labels: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    inspection: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    refund_amount: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    opened_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )
    closed_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))

    order: Mapped["Order"] = relationship(back_populates="returns")
    return_items: Mapped[list["ReturnItem"]] = relationship(
        back_populates="return_", cascade="all, delete", passive_deletes=True
    )


class ReturnItem(Base):
    """What the customer says is in the parcel"""

    __tablename__ = "return_items"
    __table_args__ = (
        CheckConstraint(
            "quantity BETWEEN 1 AND 99", name="return_items_quantity_check"
        ),
        {"comment": "What the customer says is in the parcel"},
    )

    return_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("returns.id", ondelete="CASCADE"), primary_key=True
    )
    order_item_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("order_items.id"), primary_key=True
    )
    quantity: Mapped[int] = mapped_column(server_default=text("1"))
    condition: Mapped[str | None] = mapped_column(
        String(20), comment="As found by the warehouse"
    )

    return_: Mapped["Return"] = relationship(back_populates="return_items")
    order_item: Mapped["OrderItem"] = relationship(back_populates="return_items")

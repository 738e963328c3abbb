"""Models of stock replenishment."""

import datetime
import uuid
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Computed,
    DateTime,
    Enum,
    ForeignKey,
    Identity,
    Index,
    Numeric,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class PurchaseOrderStatus(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    SENT = "sent"
    RECEIVED = "received"
    CANCELLED = "cancelled"


PurchaseOrderStatusType = Enum(
    PurchaseOrderStatus,
    name="purchase_order_status",
    values_callable=lambda labels: [label.value for label in labels],
)


class Supplier(Base):
    __tablename__ = "suppliers"
    __table_args__ = (
        CheckConstraint("lead_time_days > 0", name="suppliers_lead_time_days_check"),
        Index("suppliers_name_key", text("lower(name)"), unique=True),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(String(320))
    lead_time_days: Mapped[int] = mapped_column(SmallInteger, server_default=text("7"))
    terms: Mapped[dict[str, Any]] = mapped_column(
        JSONB, server_default=text("'{}'::jsonb")
    )
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("now()")
    )

    articles: Mapped[list["Article"]] = relationship(
        back_populates="supplier", passive_deletes="all"
    )
    purchase_orders: Mapped[list["PurchaseOrder"]] = relationship(
        back_populates="supplier", passive_deletes="all"
    )


class Article(Base):
    __tablename__ = "articles"
    __table_args__ = (
        CheckConstraint("unit_cost >= 0", name="articles_cost_not_negative"),
        Index(
            "articles_supplier_idx", "supplier_id", postgresql_where=text("is_active")
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("suppliers.id"))
    sku: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(Text)
    unit_cost: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))

    supplier: Mapped["Supplier"] = relationship(back_populates="articles")
    stock_levels: Mapped[list["StockLevel"]] = relationship(
        back_populates="article", cascade="all, delete", passive_deletes=True
    )
    purchase_order_lines: Mapped[list["PurchaseOrderLine"]] = relationship(
        back_populates="article", passive_deletes="all"
    )


class StockLevel(Base):
    __tablename__ = "stock_levels"
    __table_args__ = (
        CheckConstraint("minimum >= 0", name="stock_levels_minimum_check"),
        Index(
            "stock_levels_short_idx",
            "article_id",
            postgresql_where=text("on_hand < minimum"),
        ),
    )

    warehouse_code: Mapped[str] = mapped_column(CHAR(3), primary_key=True)
    article_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
    )
    on_hand: Mapped[int] = mapped_column(server_default=text("0"))
    minimum: Mapped[int] = mapped_column(server_default=text("0"))
    reorder_quantity: Mapped[int | None]
    updated_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("now()")
    )

    article: Mapped["Article"] = relationship(back_populates="stock_levels")


class PurchaseOrder(Base):
    __tablename__ = "purchase_orders"
    __table_args__ = (
        CheckConstraint(
            "status = 'proposed' OR status = 'cancelled' OR approved_at IS NOT NULL",
            name="purchase_orders_approved",
        ),
        Index("purchase_orders_status_idx", "status", text("due_on DESC")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    supplier_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("suppliers.id", ondelete="RESTRICT")
    )
    warehouse_code: Mapped[str] = mapped_column(CHAR(3))
    status: Mapped[PurchaseOrderStatus] = mapped_column(
        PurchaseOrderStatusType, server_default=text("'proposed'")
    )
    due_on: Mapped[datetime.date | None]
    approved_at: Mapped[datetime.datetime | None] = mapped_column(
        DateTime(timezone=True)
    )
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("now()")
    )

    supplier: Mapped["Supplier"] = relationship(back_populates="purchase_orders")
    purchase_order_lines: Mapped[list["PurchaseOrderLine"]] = relationship(
        back_populates="order", cascade="all, delete", passive_deletes=True
    )


class PurchaseOrderLine(Base):
    __tablename__ = "purchase_order_lines"
    __table_args__ = (
        UniqueConstraint(
            "order_id",
            "article_id",
            name="purchase_order_lines_order_id_article_id_key",
        ),
        CheckConstraint("quantity > 0", name="purchase_order_lines_quantity_check"),
    )

    order_id: Mapped[int] = mapped_column(
        BigInteger,
        ForeignKey("purchase_orders.id", ondelete="CASCADE"),
        primary_key=True,
    )
    line_number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"))
    quantity: Mapped[int]
    unit_cost: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    line_total: Mapped[Decimal | None] = mapped_column(
        Numeric(14, 2), Computed("quantity * unit_cost", persisted=True)
    )

    order: Mapped["PurchaseOrder"] = relationship(back_populates="purchase_order_lines")
    article: Mapped["Article"] = relationship(back_populates="purchase_order_lines")

"""create customers, orders, order_items, returns, return_items

Revision ID: 8beafdfa5d67
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "8beafdfa5d67"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute(
        "CREATE TYPE return_status AS ENUM ('requested', 'in_transit', 'inspected', 'refunded', 'rejected')"
    )
    op.create_table(
        "customers",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column(
            "preferences",
            postgresql.JSONB(),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("customers_pkey")),
    )
    op.create_index(
        "idx_customers_email_lower",
        "customers",
        [sa.literal_column("lower(email)")],
        unique=True,
    )
    op.create_table(
        "orders",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column(
            "currency",
            sa.CHAR(length=3),
            server_default=sa.text("'EUR'"),
            nullable=False,
        ),
        sa.Column("total", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column(
            "placed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.CheckConstraint("total >= 0", name=op.f("orders_total_check")),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("orders_customer_id_fkey"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("orders_pkey")),
        sa.UniqueConstraint("number", name=op.f("orders_number_key")),
    )
    op.create_index(
        "idx_orders_customer_id",
        "orders",
        ["customer_id", sa.literal_column("placed_at DESC")],
        unique=False,
    )
    op.create_table(
        "order_items",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("order_items_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("order_items_order_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("order_items_pkey")),
        sa.UniqueConstraint(
            "order_id", "sku", name=op.f("order_items_order_sku_unique")
        ),
    )
    op.create_table(
        "returns",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            postgresql.ENUM(
                "requested",
                "in_transit",
                "inspected",
                "refunded",
                "rejected",
                name="return_status",
                create_type=False,
            ),
            server_default=sa.text("'requested'"),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "labels",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("inspection", postgresql.JSONB(), nullable=True),
        sa.Column("refund_amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column(
            "opened_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "closed_at IS NULL OR refund_amount IS NOT NULL",
            name=op.f("returns_closed_has_amount"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("returns_order_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("returns_pkey")),
    )
    op.create_index(
        "idx_returns_open",
        "returns",
        ["opened_at"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "idx_returns_labels",
        "returns",
        ["labels"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "return_items",
        sa.Column("return_id", sa.Uuid(), nullable=False),
        sa.Column("order_item_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "quantity", sa.Integer(), server_default=sa.text("1"), nullable=False
        ),
        sa.Column(
            "condition",
            sa.String(length=20),
            nullable=True,
            comment="As found by the warehouse",
        ),
        sa.CheckConstraint(
            "quantity BETWEEN 1 AND 99", name=op.f("return_items_quantity_check")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["returns.id"],
            name=op.f("return_items_return_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["order_item_id"],
            ["order_items.id"],
            name=op.f("return_items_order_item_id_fkey"),
        ),
        sa.PrimaryKeyConstraint(
            "return_id", "order_item_id", name=op.f("return_items_pkey")
        ),
        comment="What the customer says is in the parcel",
    )


def downgrade() -> None:
    op.drop_table("return_items")
    op.drop_index("idx_returns_labels", table_name="returns")
    op.drop_index("idx_returns_open", table_name="returns")
    op.drop_table("returns")
    op.drop_table("order_items")
    op.drop_index("idx_orders_customer_id", table_name="orders")
    op.drop_table("orders")
    op.drop_index("idx_customers_email_lower", table_name="customers")
    op.drop_table("customers")
    op.execute("DROP TYPE return_status")

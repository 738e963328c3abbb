"""create suppliers and 4 more tables

Revision ID: b04ec3caf027
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "b04ec3caf027"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute(
        "CREATE TYPE purchase_order_status AS ENUM ('proposed', 'approved', 'sent', 'received', 'cancelled')"
    )
    op.create_table(
        "suppliers",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column(
            "lead_time_days",
            sa.SmallInteger(),
            server_default=sa.text("7"),
            nullable=False,
        ),
        sa.Column(
            "terms",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "lead_time_days > 0", name=op.f("suppliers_lead_time_days_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("suppliers_pkey")),
    )
    op.create_index(
        "suppliers_name_key",
        "suppliers",
        [sa.literal_column("lower(name)")],
        unique=True,
    )
    op.create_table(
        "articles",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("supplier_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_cost", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column(
            "is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.CheckConstraint("unit_cost >= 0", name=op.f("articles_cost_not_negative")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("articles_supplier_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("articles_pkey")),
        sa.UniqueConstraint("sku", name=op.f("articles_sku_key")),
    )
    op.create_index(
        "articles_supplier_idx",
        "articles",
        ["supplier_id"],
        unique=False,
        postgresql_where=sa.text("is_active"),
    )
    op.create_table(
        "stock_levels",
        sa.Column("warehouse_code", sa.CHAR(length=3), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("on_hand", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("minimum", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reorder_quantity", sa.Integer(), nullable=True),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("minimum >= 0", name=op.f("stock_levels_minimum_check")),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("stock_levels_article_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "warehouse_code", "article_id", name=op.f("stock_levels_pkey")
        ),
    )
    op.create_index(
        "stock_levels_short_idx",
        "stock_levels",
        ["article_id"],
        unique=False,
        postgresql_where=sa.text("on_hand < minimum"),
    )
    op.create_table(
        "purchase_orders",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("supplier_id", sa.Uuid(), nullable=False),
        sa.Column("warehouse_code", sa.CHAR(length=3), nullable=False),
        sa.Column(
            "status",
            postgresql.ENUM(
                "proposed",
                "approved",
                "sent",
                "received",
                "cancelled",
                name="purchase_order_status",
                create_type=False,
            ),
            server_default=sa.text("'proposed'"),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "status = 'proposed' OR status = 'cancelled' OR approved_at IS NOT NULL",
            name=op.f("purchase_orders_approved"),
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["suppliers.id"],
            name=op.f("purchase_orders_supplier_id_fkey"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("purchase_orders_pkey")),
    )
    op.create_index(
        "purchase_orders_status_idx",
        "purchase_orders",
        ["status", sa.literal_column("due_on DESC")],
        unique=False,
    )
    op.create_table(
        "purchase_order_lines",
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("line_number", sa.SmallInteger(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_cost", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column(
            "line_total",
            sa.Numeric(precision=14, scale=2),
            sa.Computed("quantity * unit_cost", persisted=True),
            nullable=True,
        ),
        sa.CheckConstraint(
            "quantity > 0", name=op.f("purchase_order_lines_quantity_check")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["purchase_orders.id"],
            name=op.f("purchase_order_lines_order_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("purchase_order_lines_article_id_fkey"),
        ),
        sa.PrimaryKeyConstraint(
            "order_id", "line_number", name=op.f("purchase_order_lines_pkey")
        ),
        sa.UniqueConstraint(
            "order_id",
            "article_id",
            name=op.f("purchase_order_lines_order_id_article_id_key"),
        ),
    )


def downgrade() -> None:
    op.drop_table("purchase_order_lines")
    op.drop_index("purchase_orders_status_idx", table_name="purchase_orders")
    op.drop_table("purchase_orders")
    op.drop_index("stock_levels_short_idx", table_name="stock_levels")
    op.drop_table("stock_levels")
    op.drop_index("articles_supplier_idx", table_name="articles")
    op.drop_table("articles")
    op.drop_index("suppliers_name_key", table_name="suppliers")
    op.drop_table("suppliers")
    op.execute("DROP TYPE purchase_order_status")

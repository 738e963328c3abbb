"""create zones, permits

Revision ID: c50a1fdf22be
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "c50a1fdf22be"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("CREATE TYPE permit_state AS ENUM ('requested', 'granted', 'expired')")
    op.create_table(
        "zones",
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "visitor_quota", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("zones_pkey")),
    )
    op.create_table(
        "permits",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("zone_code", sa.String(length=6), nullable=False),
        sa.Column("plate", sa.String(length=16), nullable=False),
        sa.Column(
            "state",
            postgresql.ENUM(
                "requested",
                "granted",
                "expired",
                name="permit_state",
                create_type=False,
            ),
            server_default=sa.text("'requested'"),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column(
            "visitor", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("permits_dates")),
        sa.ForeignKeyConstraint(
            ["zone_code"], ["zones.code"], name=op.f("permits_zone_code_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("permits_pkey")),
    )
    op.create_index(
        "permits_expiring",
        "permits",
        ["valid_until"],
        unique=False,
        postgresql_where=sa.text("valid_until IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("permits_expiring", table_name="permits")
    op.drop_table("permits")
    op.drop_table("zones")
    op.execute("DROP TYPE permit_state")

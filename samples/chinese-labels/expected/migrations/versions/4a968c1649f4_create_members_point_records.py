"""create members, point_records

Revision ID: 4a968c1649f4
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision: str = "4a968c1649f4"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("nickname", sa.String(length=50), nullable=True),
        sa.Column("points", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.CheckConstraint("points >= 0", name=op.f("members_points_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("members_pkey")),
        sa.UniqueConstraint("phone", name=op.f("members_phone_key")),
    )
    op.create_table(
        "point_records",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("point_records_member_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("point_records_pkey")),
    )
    op.create_index(
        "idx_point_records_member",
        "point_records",
        ["member_id", sa.literal_column("created_at DESC")],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("idx_point_records_member", table_name="point_records")
    op.drop_table("point_records")
    op.drop_table("members")

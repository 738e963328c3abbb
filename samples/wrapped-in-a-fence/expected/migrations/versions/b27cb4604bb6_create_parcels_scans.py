"""create parcels, scans

Revision ID: b27cb4604bb6
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision: str = "b27cb4604bb6"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "parcels",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("recipient_email", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("parcels_pkey")),
        sa.UniqueConstraint("code", name=op.f("parcels_code_key")),
    )
    op.create_table(
        "scans",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("parcel_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "scanned_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"],
            ["parcels.id"],
            name=op.f("scans_parcel_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("scans_pkey")),
    )
    op.create_index(
        "idx_scans_parcel", "scans", ["parcel_id", "scanned_at"], unique=False
    )


def downgrade() -> None:
    op.drop_index("idx_scans_parcel", table_name="scans")
    op.drop_table("scans")
    op.drop_table("parcels")

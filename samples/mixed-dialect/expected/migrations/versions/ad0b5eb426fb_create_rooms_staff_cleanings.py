"""create rooms, staff, cleanings

Revision ID: ad0b5eb426fb
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "ad0b5eb426fb"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("CREATE TYPE rooms_state AS ENUM ('clean', 'dirty', 'out_of_order')")
    op.execute("CREATE TYPE staff_role AS ENUM ('cleaner', 'supervisor')")
    op.execute("CREATE TYPE cleanings_state AS ENUM ('planned', 'done')")
    op.create_table(
        "rooms",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("floor", sa.SmallInteger(), nullable=False),
        sa.Column(
            "state",
            postgresql.ENUM(
                "clean", "dirty", "out_of_order", name="rooms_state", create_type=False
            ),
            server_default=sa.text("'dirty'"),
            nullable=False,
        ),
        sa.Column(
            "amenities",
            postgresql.JSONB(),
            server_default=sa.text("'{}'"),
            nullable=True,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(),
            server_default=sa.text("CURRENT_TIMESTAMP"),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("rooms_pkey")),
        sa.UniqueConstraint("number", name=op.f("rooms_number_key")),
    )
    op.create_index("idx_state", "rooms", ["state"], unique=False)
    op.create_index("idx_floor_state", "rooms", ["floor", "state"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "role",
            postgresql.ENUM(
                "cleaner", "supervisor", name="staff_role", create_type=False
            ),
            server_default=sa.text("'cleaner'"),
            nullable=False,
        ),
        sa.Column(
            "active",
            sa.Boolean(),
            server_default=sa.text("TRUE"),
            nullable=False,
            comment="Left staff stay in the list",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_pkey")),
    )
    op.create_table(
        "cleanings",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            postgresql.ENUM(
                "planned", "done", name="cleanings_state", create_type=False
            ),
            server_default=sa.text("'planned'"),
            nullable=False,
        ),
        sa.Column("planned_for", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["rooms.id"],
            name=op.f("cleanings_room_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("cleanings_staff_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("cleanings_pkey")),
        sa.UniqueConstraint("room_id", "planned_for", name=op.f("uq_room_time")),
    )
    op.create_index("cleanings_idx_state", "cleanings", ["state"], unique=False)


def downgrade() -> None:
    op.drop_index("cleanings_idx_state", table_name="cleanings")
    op.drop_table("cleanings")
    op.drop_table("staff")
    op.drop_index("idx_floor_state", table_name="rooms")
    op.drop_index("idx_state", table_name="rooms")
    op.drop_table("rooms")
    op.execute("DROP TYPE cleanings_state")
    op.execute("DROP TYPE staff_role")
    op.execute("DROP TYPE rooms_state")

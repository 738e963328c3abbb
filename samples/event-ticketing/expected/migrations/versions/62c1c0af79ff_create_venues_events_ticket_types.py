"""create venues, events, ticket_types, bookings, tickets

Revision ID: 62c1c0af79ff
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "62c1c0af79ff"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("CREATE TYPE event_status AS ENUM ('draft', 'published', 'cancelled')")
    op.execute(
        "CREATE TYPE booking_status AS ENUM ('held', 'confirmed', 'cancelled', 'expired')"
    )
    op.create_table(
        "venues",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.CheckConstraint("capacity > 0", name=op.f("venues_capacity_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("venues_pkey")),
    )
    op.create_table(
        "events",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("venue_id", sa.Uuid(), nullable=False),
        sa.Column("organizer_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column(
            "status",
            postgresql.ENUM(
                "draft",
                "published",
                "cancelled",
                name="event_status",
                create_type=False,
            ),
            server_default=sa.text("'draft'"),
            nullable=False,
        ),
        sa.Column(
            "tags",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("chk_events_dates")),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venues.id"], name=op.f("events_venue_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("events_pkey")),
    )
    op.create_index(
        "idx_events_published",
        "events",
        ["starts_at"],
        unique=False,
        postgresql_where=sa.text("status = 'published'"),
    )
    op.create_index(
        "idx_events_title", "events", [sa.literal_column("lower(title)")], unique=False
    )
    op.create_table(
        "ticket_types",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column(
            "price_cents", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "currency",
            sa.CHAR(length=3),
            server_default=sa.text("'EUR'"),
            nullable=False,
        ),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("sold", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "price_cents >= 0", name=op.f("ticket_types_price_cents_check")
        ),
        sa.CheckConstraint("sold <= capacity", name=op.f("chk_ticket_types_sold")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("ticket_types_event_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("ticket_types_pkey")),
        sa.UniqueConstraint(
            "event_id", "name", name=op.f("ticket_types_event_id_name_key")
        ),
    )
    op.create_table(
        "bookings",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            postgresql.ENUM(
                "held",
                "confirmed",
                "cancelled",
                "expired",
                name="booking_status",
                create_type=False,
            ),
            server_default=sa.text("'held'"),
            nullable=False,
        ),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column(
            "guest", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "quantity BETWEEN 1 AND 10", name=op.f("chk_bookings_quantity")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_type_id"],
            ["ticket_types.id"],
            name=op.f("bookings_ticket_type_id_fkey"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("bookings_pkey")),
    )
    op.create_index(
        "idx_bookings_held",
        "bookings",
        ["held_until"],
        unique=False,
        postgresql_where=sa.text("status = 'held'"),
    )
    op.create_table(
        "tickets",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gate", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["bookings.id"],
            name=op.f("tickets_booking_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("tickets_pkey")),
        sa.UniqueConstraint("code", name=op.f("tickets_code_key")),
    )
    op.create_index("idx_tickets_booking", "tickets", ["booking_id"], unique=False)


def downgrade() -> None:
    op.drop_index("idx_tickets_booking", table_name="tickets")
    op.drop_table("tickets")
    op.drop_index("idx_bookings_held", table_name="bookings")
    op.drop_table("bookings")
    op.drop_table("ticket_types")
    op.drop_index("idx_events_title", table_name="events")
    op.drop_index("idx_events_published", table_name="events")
    op.drop_table("events")
    op.drop_table("venues")
    op.execute("DROP TYPE booking_status")
    op.execute("DROP TYPE event_status")

"""create teams, agents, tickets, messages

Revision ID: 17712308cd8b
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "17712308cd8b"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("CREATE TYPE ticket_priority AS ENUM ('low', 'normal', 'urgent')")
    op.create_table(
        "teams",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "first_response",
            postgresql.INTERVAL(),
            server_default=sa.text("'4 hours'"),
            nullable=False,
        ),
        sa.Column(
            "created_at", sa.DateTime(), server_default=sa.text("NOW()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("teams_pkey")),
        sa.UniqueConstraint("slug", name=op.f("teams_slug_key")),
    )
    op.create_table(
        "agents",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column(
            "skills",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("last_ip", postgresql.INET(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["teams.id"],
            name=op.f("agents_team_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["agents.id"],
            name=op.f("agents_lead_id_fkey"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("agents_pkey")),
        sa.UniqueConstraint("email", name=op.f("agents_email_unique")),
    )
    op.create_index(
        "idx_agents_email_lower",
        "agents",
        [sa.literal_column("lower(email)")],
        unique=False,
    )
    op.create_table(
        "tickets",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("subject", sa.String(length=250), nullable=False),
        sa.Column(
            "priority",
            postgresql.ENUM(
                "low", "normal", "urgent", name="ticket_priority", create_type=False
            ),
            server_default=sa.text("'normal'"),
            nullable=False,
        ),
        sa.Column(
            "custom_fields",
            postgresql.JSONB(),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "opened_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.Column("solved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("tickets_number_positive")),
        sa.CheckConstraint(
            "solved_at IS NULL OR solved_at >= opened_at",
            name=op.f("tickets_solved_later"),
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("tickets_team_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["assignee_id"],
            ["agents.id"],
            name=op.f("tickets_assignee_id_fkey"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("tickets_pkey")),
        sa.UniqueConstraint("team_id", "number", name=op.f("tickets_number_unique")),
    )
    op.create_index(
        "idx_tickets_open",
        "tickets",
        ["team_id", "priority", "opened_at"],
        unique=False,
        postgresql_where=sa.text("solved_at IS NULL"),
    )
    op.create_index(
        "idx_tickets_custom_fields",
        "tickets",
        ["custom_fields"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("author_email", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "is_internal", sa.Boolean(), server_default=sa.text("FALSE"), nullable=False
        ),
        sa.Column(
            "sent_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["tickets.id"],
            name=op.f("messages_ticket_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("messages_pkey")),
    )
    op.create_index(
        "idx_messages_ticket", "messages", ["ticket_id", "sent_at"], unique=False
    )


def downgrade() -> None:
    op.drop_index("idx_messages_ticket", table_name="messages")
    op.drop_table("messages")
    op.drop_index("idx_tickets_custom_fields", table_name="tickets")
    op.drop_index("idx_tickets_open", table_name="tickets")
    op.drop_table("tickets")
    op.drop_index("idx_agents_email_lower", table_name="agents")
    op.drop_table("agents")
    op.drop_table("teams")
    op.execute("DROP TYPE ticket_priority")

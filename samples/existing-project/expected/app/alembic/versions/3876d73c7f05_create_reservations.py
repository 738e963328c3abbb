"""create reservations

Revision ID: 3876d73c7f05
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision: str = "3876d73c7f05"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "reservations",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "reserved_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["book_id"],
            ["books.id"],
            name=op.f("reservations_book_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("reservations_member_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("reservations_pkey")),
        sa.UniqueConstraint("book_id", "member_id", name=op.f("reservations_once")),
    )
    op.alter_column(
        "members",
        "phone",
        existing_type=sa.String(length=20),
        type_=sa.String(length=32),
        existing_nullable=True,
    )
    op.add_column("loans", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column(
        "loans",
        sa.Column(
            "fine_cents", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
    )
    op.create_check_constraint(
        op.f("loans_fine_not_negative"),
        "loans",
        "fine_cents >= 0",
        postgresql_not_valid=True,
    )
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE loans VALIDATE CONSTRAINT loans_fine_not_negative")
        op.create_index(
            "ix_loans_overdue",
            "loans",
            ["due_on"],
            unique=False,
            postgresql_concurrently=True,
            postgresql_where=sa.text("returned_on IS NULL"),
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(
            "ix_loans_overdue", table_name="loans", postgresql_concurrently=True
        )
    op.drop_constraint(op.f("loans_fine_not_negative"), "loans", type_="check")
    op.drop_column("loans", "fine_cents")
    op.drop_column("loans", "due_on")
    op.drop_table("reservations")
    op.alter_column(
        "members",
        "phone",
        existing_type=sa.String(length=32),
        type_=sa.String(length=20),
        existing_nullable=True,
    )

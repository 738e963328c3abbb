"""loans"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loans",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("book_id", sa.Integer(), sa.ForeignKey("books.id"), nullable=False),
        sa.Column(
            "member_id", sa.Integer(), sa.ForeignKey("members.id"), nullable=False
        ),
        sa.Column("lent_on", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date()),
    )
    op.create_index("ix_loans_member_id", "loans", ["member_id"])
    with op.batch_alter_table("members") as batch:
        batch.add_column(sa.Column("phone", sa.String(20)))


def downgrade() -> None:
    with op.batch_alter_table("members") as batch:
        batch.drop_column("phone")
    op.drop_index("ix_loans_member_id", table_name="loans")
    op.drop_table("loans")

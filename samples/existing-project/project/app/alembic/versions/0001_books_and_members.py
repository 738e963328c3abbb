"""books and members"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "books",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("isbn", sa.String(13), nullable=False, unique=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False, server_default="1"),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("email", sa.String(255), nullable=False, unique=True),
        sa.Column("joined_on", sa.Date(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("members")
    op.drop_table("books")

"""create albums, tracks

Revision ID: 4b678b081326
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision: str = "4b678b081326"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "albums",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("albums_pkey")),
    )
    op.create_table(
        "tracks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("album_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("genre", sa.String(length=20), nullable=False),
        sa.Column("price", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("lyrics", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "genre IN ('rock', 'jazz', 'folk')", name=op.f("tracks_genre_check")
        ),
        sa.ForeignKeyConstraint(
            ["album_id"], ["albums.id"], name=op.f("tracks_album_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("tracks_pkey")),
    )


def downgrade() -> None:
    op.drop_table("tracks")
    op.drop_table("albums")

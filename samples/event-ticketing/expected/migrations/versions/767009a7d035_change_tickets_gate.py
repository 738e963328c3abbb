"""change tickets.gate

Revision ID: 767009a7d035
Revises: 62c1c0af79ff
"""

import sqlalchemy as sa
from alembic import op

revision: str = "767009a7d035"
down_revision: str | None = "62c1c0af79ff"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE tickets ADD CONSTRAINT tickets_gate_not_null_check CHECK (gate IS NOT NULL) NOT VALID"
    )
    with op.get_context().autocommit_block():
        op.execute(
            "ALTER TABLE tickets VALIDATE CONSTRAINT tickets_gate_not_null_check"
        )
    op.execute("ALTER TABLE tickets ALTER COLUMN gate SET NOT NULL")
    op.execute("ALTER TABLE tickets DROP CONSTRAINT tickets_gate_not_null_check")


def downgrade() -> None:
    op.alter_column(
        "tickets", "gate", existing_type=sa.String(length=20), nullable=True
    )

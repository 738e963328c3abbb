"""create devices, readings, readings_2026, readings_later

Revision ID: 8c33a2acdb74
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision: str = "8c33a2acdb74"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


class SqlType(sa.types.UserDefinedType):
    """A type by its name in SQL, where SQLAlchemy has no class for it."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **kw: object) -> str:
        return self.name


def upgrade() -> None:
    op.execute(
        "CREATE DOMAIN percentage AS NUMERIC(5, 2) CHECK (VALUE BETWEEN 0 AND 100)"
    )
    op.execute("CREATE DOMAIN device_code AS TEXT CHECK (VALUE ~ '^[A-Z]{2}[0-9]{4}$')")
    op.execute("CREATE SEQUENCE report_numbers START WITH 1000 INCREMENT BY 1")
    op.execute("""CREATE FUNCTION touch_device() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END;
$$""")
    op.create_table(
        "devices",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("code", SqlType("device_code"), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column(
            "battery",
            SqlType("percentage"),
            server_default=sa.text("100"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("devices_pkey")),
        sa.UniqueConstraint("code", name=op.f("devices_code_key")),
    )
    op.execute("ALTER TABLE devices ENABLE ROW LEVEL SECURITY")
    op.create_table(
        "readings",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("humidity", SqlType("percentage"), nullable=True),
        sa.Column("celsius", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["devices.id"],
            name=op.f("readings_device_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("device_id", "taken_at", name=op.f("readings_pkey")),
        postgresql_partition_by="RANGE (taken_at)",
    )
    op.execute(
        "CREATE TABLE readings_2026 PARTITION OF readings FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"
    )
    op.execute("CREATE TABLE readings_later PARTITION OF readings DEFAULT")
    op.create_index("readings_taken_at", "readings", ["taken_at"], unique=False)
    op.execute("""CREATE TRIGGER devices_touch BEFORE UPDATE ON devices
  FOR EACH ROW EXECUTE FUNCTION touch_device()""")
    op.execute("""CREATE VIEW latest_readings AS
  SELECT DISTINCT ON (device_id) device_id, taken_at, celsius
  FROM readings
  ORDER BY device_id, taken_at DESC""")
    op.execute("COMMENT ON VIEW latest_readings IS 'One row per device'")
    op.execute("""CREATE MATERIALIZED VIEW daily_means AS
  SELECT device_id, date_trunc('day', taken_at) AS day, avg(celsius) AS celsius
  FROM readings
  GROUP BY device_id, date_trunc('day', taken_at)""")
    op.execute("CREATE UNIQUE INDEX daily_means_key ON daily_means (device_id, day)")
    op.execute("""CREATE POLICY devices_of_tenant ON devices
  USING (tenant_id = current_setting('app.tenant_id')::uuid)""")


def downgrade() -> None:
    op.execute("DROP POLICY devices_of_tenant ON devices")
    op.execute("DROP INDEX daily_means_key")
    op.execute("DROP MATERIALIZED VIEW daily_means")
    op.execute("DROP VIEW latest_readings")
    op.execute("DROP TRIGGER devices_touch ON devices")
    op.drop_table("readings_later")
    op.drop_table("readings_2026")
    op.drop_table("readings")
    op.drop_table("devices")
    op.execute("DROP FUNCTION touch_device()")
    op.execute("DROP SEQUENCE report_numbers")
    op.execute("DROP DOMAIN device_code")
    op.execute("DROP DOMAIN percentage")

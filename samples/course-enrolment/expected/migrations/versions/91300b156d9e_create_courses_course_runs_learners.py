"""create courses, course_runs, learners, enrolments

Revision ID: 91300b156d9e
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "91300b156d9e"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute(
        "CREATE TYPE enrolment_state AS ENUM ('waitlisted', 'active', 'completed', 'withdrawn')"
    )
    op.create_table(
        "courses",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column(
            "level", sa.Text(), server_default=sa.text("'beginner'"), nullable=False
        ),
        sa.Column(
            "syllabus",
            postgresql.JSONB(),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=True,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=True,
        ),
        sa.CheckConstraint(
            "level IN ('beginner', 'intermediate', 'advanced')",
            name=op.f("courses_level_check"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("courses_pkey")),
        sa.UniqueConstraint("code", name=op.f("courses_code_key")),
    )
    op.create_index(
        "idx_courses_published",
        "courses",
        [sa.literal_column("published_at DESC")],
        unique=False,
        postgresql_where=sa.text("published_at IS NOT NULL"),
    )
    op.create_index(
        "idx_courses_title",
        "courses",
        [sa.literal_column("lower(title)")],
        unique=False,
    )
    op.create_table(
        "course_runs",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "capacity", sa.Integer(), server_default=sa.text("30"), nullable=False
        ),
        sa.Column("price", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=True,
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("course_runs_dates")),
        sa.CheckConstraint(
            "capacity BETWEEN 1 AND 500", name=op.f("course_runs_capacity")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["courses.id"],
            name=op.f("course_runs_course_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("course_runs_pkey")),
    )
    op.create_index(
        "idx_course_runs_course_start",
        "course_runs",
        ["course_id", "starts_on"],
        unique=True,
    )
    op.create_table(
        "learners",
        sa.Column(
            "id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column(
            "time_zone", sa.Text(), server_default=sa.text("'UTC'"), nullable=False
        ),
        sa.Column(
            "interests",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("learners_pkey")),
        sa.UniqueConstraint("email", name=op.f("learners_email_key")),
    )
    op.create_table(
        "enrolments",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            postgresql.ENUM(
                "waitlisted",
                "active",
                "completed",
                "withdrawn",
                name="enrolment_state",
                create_type=False,
            ),
            server_default=sa.text("'active'"),
            nullable=False,
        ),
        sa.Column(
            "progress", sa.SmallInteger(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "enrolled_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("NOW()"),
            nullable=False,
        ),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "progress BETWEEN 0 AND 100", name=op.f("enrolments_progress")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["course_runs.id"],
            name=op.f("enrolments_run_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name=op.f("enrolments_learner_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("enrolments_pkey")),
        sa.UniqueConstraint("run_id", "learner_id", name=op.f("enrolments_once")),
    )
    op.create_index(
        "idx_enrolments_learner",
        "enrolments",
        ["learner_id", sa.literal_column("enrolled_at DESC")],
        unique=False,
    )
    op.create_index(
        "idx_enrolments_waiting",
        "enrolments",
        ["run_id", "enrolled_at"],
        unique=False,
        postgresql_where=sa.text("state = 'waitlisted'"),
    )


def downgrade() -> None:
    op.drop_index("idx_enrolments_waiting", table_name="enrolments")
    op.drop_index("idx_enrolments_learner", table_name="enrolments")
    op.drop_table("enrolments")
    op.drop_table("learners")
    op.drop_index("idx_course_runs_course_start", table_name="course_runs")
    op.drop_table("course_runs")
    op.drop_index("idx_courses_title", table_name="courses")
    op.drop_index("idx_courses_published", table_name="courses")
    op.drop_table("courses")
    op.execute("DROP TYPE enrolment_state")

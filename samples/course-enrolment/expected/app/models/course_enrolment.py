"""Models of course enrolment."""

import datetime
import uuid
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Numeric,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class EnrolmentState(StrEnum):
    WAITLISTED = "waitlisted"
    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


EnrolmentStateType = Enum(
    EnrolmentState,
    name="enrolment_state",
    values_callable=lambda labels: [label.value for label in labels],
)


class Course(Base):
    __tablename__ = "courses"
    __table_args__ = (
        CheckConstraint(
            "level IN ('beginner', 'intermediate', 'advanced')",
            name="courses_level_check",
        ),
        Index(
            "idx_courses_published",
            text("published_at DESC"),
            postgresql_where=text("published_at IS NOT NULL"),
        ),
        Index("idx_courses_title", text("lower(title)")),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    code: Mapped[str] = mapped_column(String(12), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(Text)
    level: Mapped[str] = mapped_column(Text, server_default=text("'beginner'"))
    syllabus: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"))
    published_at: Mapped[datetime.datetime | None] = mapped_column(
        DateTime(timezone=True)
    )
    created_at: Mapped[datetime.datetime | None] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )
    updated_at: Mapped[datetime.datetime | None] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )

    course_runs: Mapped[list["CourseRun"]] = relationship(
        back_populates="course", cascade="all, delete", passive_deletes=True
    )


class CourseRun(Base):
    __tablename__ = "course_runs"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="course_runs_dates"),
        CheckConstraint("capacity BETWEEN 1 AND 500", name="course_runs_capacity"),
        Index("idx_course_runs_course_start", "course_id", "starts_on", unique=True),
    )

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    course_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("courses.id", ondelete="CASCADE")
    )
    starts_on: Mapped[datetime.date]
    ends_on: Mapped[datetime.date]
    capacity: Mapped[int] = mapped_column(server_default=text("30"))
    price: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    created_at: Mapped[datetime.datetime | None] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )

    course: Mapped["Course"] = relationship(back_populates="course_runs")
    enrolments: Mapped[list["Enrolment"]] = relationship(
        back_populates="run", cascade="all, delete", passive_deletes=True
    )


class Learner(Base):
    __tablename__ = "learners"

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()")
    )
    email: Mapped[str] = mapped_column(String(255), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    time_zone: Mapped[str] = mapped_column(Text, server_default=text("'UTC'"))
    interests: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=text("'{}'")
    )
    created_at: Mapped[datetime.datetime | None] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )

    enrolments: Mapped[list["Enrolment"]] = relationship(
        back_populates="learner", cascade="all, delete", passive_deletes=True
    )


class Enrolment(Base):
    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("run_id", "learner_id", name="enrolments_once"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="enrolments_progress"),
        Index("idx_enrolments_learner", "learner_id", text("enrolled_at DESC")),
        Index(
            "idx_enrolments_waiting",
            "run_id",
            "enrolled_at",
            postgresql_where=text("state = 'waitlisted'"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    run_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("course_runs.id", ondelete="CASCADE")
    )
    learner_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE")
    )
    state: Mapped[EnrolmentState] = mapped_column(
        EnrolmentStateType, server_default=text("'active'")
    )
    progress: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    enrolled_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("NOW()")
    )
    completed_at: Mapped[datetime.datetime | None] = mapped_column(
        DateTime(timezone=True)
    )

    run: Mapped["CourseRun"] = relationship(back_populates="enrolments")
    learner: Mapped["Learner"] = relationship(back_populates="enrolments")

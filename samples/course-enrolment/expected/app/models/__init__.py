"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.course_enrolment import Course, CourseRun, Enrolment, Learner

__all__ = [
    "Base",
    "Course",
    "CourseRun",
    "Enrolment",
    "Learner",
]

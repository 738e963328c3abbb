"""Schemas of spec.md."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StrictBool

from app.schemas.json_types import Decimal8_2, JsonNumber


class ErrorCode(StrEnum):
    """The codes that errors of this API carry."""

    VALIDATION_FAILED = "validation_failed"


class ErrorResponse(BaseModel):
    error: Annotated[str, Field(examples=["validation_failed"])]
    message: Annotated[str, Field(examples=["The course can't be saved"])]
    details: Annotated[list[str], Field(examples=[["code: 3 to 12 characters"]])]


class CourseSummary(BaseModel):
    id: Annotated[UUID, Field(examples=["3f0c5a52-7a0e-4f43-9a44-5d1d1c6d0a01"])]
    code: Annotated[str, Field(examples=["SQL-101"], max_length=12)]
    title: Annotated[str, Field(examples=["Tables and queries"], max_length=200)]
    level: Annotated[
        Literal["beginner", "intermediate", "advanced"], Field(examples=["beginner"])
    ]
    next_start: Annotated[date, Field(examples=["2026-09-07"])]


class CoursePage(BaseModel):
    items: list[CourseSummary]
    total: Annotated[int, Field(examples=[1])]


class CourseCreateSyllabus(BaseModel):
    heading: Annotated[str, Field(examples=["Joins"])]
    minutes: Annotated[int, Field(examples=[90]), JsonNumber]


class CourseCreate(BaseModel):
    code: Annotated[
        str,
        Field(
            description="upper case letters; digits; a hyphen",
            max_length=12,
            min_length=3,
        ),
    ]
    title: Annotated[str, Field(max_length=200)]
    description: str | None
    level: Literal["beginner", "intermediate", "advanced"]
    syllabus: list[CourseCreateSyllabus]


class CourseCreateResponse(BaseModel):
    id: Annotated[UUID, Field(examples=["3f0c5a52-7a0e-4f43-9a44-5d1d1c6d0a01"])]
    code: Annotated[str, Field(examples=["SQL-101"], max_length=12)]
    created_at: Annotated[datetime, Field(examples=["2026-05-04T07:00:00Z"])]


class CourseRunSummary(BaseModel):
    id: Annotated[UUID, Field(examples=["3f0c5a52-7a0e-4f43-9a44-5d1d1c6d0a02"])]
    starts_on: Annotated[date, Field(examples=["2026-09-07"])]
    ends_on: Annotated[date, Field(examples=["2026-10-16"])]
    seats_left: Annotated[int, Field(examples=[4])]
    price: Annotated[Decimal8_2 | None, Field(examples=["240.00"])]


class RunEnrolmentCreateBilling(BaseModel):
    company: Annotated[str, Field(examples=["Example Ltd"])]
    country: Annotated[str, Field(examples=["NL"])]


class RunEnrolmentCreate(BaseModel):
    voucher: Annotated[str | None, Field(examples=["SUMMER-26"], max_length=40)] = None
    accept_terms: StrictBool
    billing: RunEnrolmentCreateBilling | None = None


class RunEnrolmentCreateResponse(BaseModel):
    id: Annotated[int, Field(examples=[9001])]
    run_id: Annotated[UUID, Field(examples=["3f0c5a52-7a0e-4f43-9a44-5d1d1c6d0a02"])]
    state: Annotated[
        Literal["waitlisted", "active", "completed", "withdrawn"],
        Field(examples=["waitlisted"]),
    ]
    position: int | None


class MeEnrolmentSummary(BaseModel):
    id: Annotated[int, Field(examples=[9001])]
    course_title: Annotated[str, Field(examples=["Tables and queries"])]
    state: Annotated[
        Literal["waitlisted", "active", "completed", "withdrawn"],
        Field(examples=["active"]),
    ]
    progress: Annotated[int, Field(examples=[35], ge=0, le=100)]
    completed_at: datetime | None


class MeEnrolmentPage(BaseModel):
    items: list[MeEnrolmentSummary]


class EnrolmentUpdate(BaseModel):
    progress: Annotated[int | None, Field(examples=[60], ge=0, le=100), JsonNumber] = (
        None
    )
    note: Annotated[str | None, Field(examples=["Half way through"])] = None


class EnrolmentUpdateResponse(BaseModel):
    id: Annotated[int, Field(examples=[9001])]
    state: Annotated[
        Literal["waitlisted", "active", "completed", "withdrawn"],
        Field(examples=["active"]),
    ]
    progress: Annotated[int, Field(examples=[60], ge=0, le=100)]

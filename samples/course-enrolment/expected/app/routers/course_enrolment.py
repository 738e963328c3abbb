"""Routes of spec.md."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Path, Query, Security

from app.db import SessionDep
from app.dependencies import RateLimit
from app.errors import course_enrolment_error
from app.schemas.course_enrolment import (
    CourseCreate,
    CourseCreateResponse,
    CoursePage,
    CourseRunSummary,
    EnrolmentUpdate,
    EnrolmentUpdateResponse,
    ErrorResponse,
    MeEnrolmentPage,
    RunEnrolmentCreate,
    RunEnrolmentCreateResponse,
)
from app.security import require_bearer

router = APIRouter(tags=["Course enrolment"])


@router.get(
    "/api/v1/courses",
    operation_id="list_courses",
    summary="The public catalogue, published courses only.",
    response_model=CoursePage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "items": [
                            {
                                "id": "3f0c5a52-7a0e-4f43-9a44-5d1d1c6d0a01",
                                "code": "SQL-101",
                                "title": "Tables and queries",
                                "level": "beginner",
                                "next_start": "2026-09-07",
                            }
                        ],
                        "total": 1,
                    }
                }
            }
        },
        400: {"model": ErrorResponse, "description": "level is not one of the three"},
        422: {"model": ErrorResponse, "description": "Validation Error"},
        500: {"model": ErrorResponse, "description": "Anything unforeseen"},
    },
    dependencies=[
        Depends(
            RateLimit("60 requests per minute per address", requests=60, seconds=60)
        )
    ],
)
async def list_courses(
    session: SessionDep,
    level: Annotated[
        str | None, Query(description="beginner, intermediate or advanced")
    ] = None,
    q: Annotated[
        str | None, Query(description="words to look for in the title")
    ] = None,
    limit: Annotated[
        int, Query(le=100, description="how many (default: 20, max: 100)")
    ] = 20,
) -> CoursePage:
    raise course_enrolment_error(
        501, "not_implemented", "list_courses is not implemented yet"
    )


@router.post(
    "/api/v1/courses",
    operation_id="create_course",
    summary="Creates a course that is not published yet.",
    status_code=201,
    response_model=CourseCreateResponse,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "3f0c5a52-7a0e-4f43-9a44-5d1d1c6d0a01",
                        "code": "SQL-101",
                        "created_at": "2026-05-04T07:00:00Z",
                    }
                }
            }
        },
        400: {
            "model": ErrorResponse,
            "description": "A field breaks its rule",
            "content": {
                "application/json": {
                    "examples": {
                        "validation_failed": {
                            "value": {
                                "error": "validation_failed",
                                "message": "The course can't be saved",
                                "details": ["code: 3 to 12 characters"],
                            }
                        }
                    }
                }
            },
        },
        401: {"model": ErrorResponse, "description": "No valid token"},
        403: {"model": ErrorResponse, "description": "The caller is no author"},
        409: {"model": ErrorResponse, "description": "The code is taken"},
        422: {"model": ErrorResponse, "description": "Validation Error"},
    },
    dependencies=[
        Security(require_bearer, scopes=["author"]),
        Depends(RateLimit("30 requests per minute per user", requests=30, seconds=60)),
    ],
)
async def create_course(
    session: SessionDep,
    body: Annotated[
        CourseCreate,
        Body(
            examples=[
                {
                    "code": "string",
                    "title": "string",
                    "description": "string",
                    "level": "beginner",
                    "syllabus": [{"heading": "Joins", "minutes": 90}],
                }
            ]
        ),
    ],
) -> CourseCreateResponse:
    raise course_enrolment_error(
        501, "not_implemented", "create_course is not implemented yet"
    )


@router.get(
    "/api/v1/courses/{course_id}/runs",
    operation_id="list_course_runs",
    summary="When a course takes place, and how many seats are left.",
    response_model=list[CourseRunSummary],
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": [
                        {
                            "id": "3f0c5a52-7a0e-4f43-9a44-5d1d1c6d0a02",
                            "starts_on": "2026-09-07",
                            "ends_on": "2026-10-16",
                            "seats_left": 4,
                            "price": "240.00",
                        }
                    ]
                }
            }
        },
        404: {"model": ErrorResponse, "description": "No such course"},
        422: {"model": ErrorResponse, "description": "Validation Error"},
    },
)
async def list_course_runs(
    session: SessionDep,
    course_id: Annotated[UUID, Path()],
) -> list[CourseRunSummary]:
    raise course_enrolment_error(
        501, "not_implemented", "list_course_runs is not implemented yet"
    )


@router.post(
    "/api/v1/runs/{run_id}/enrolments",
    operation_id="create_run_enrolment",
    summary="Enrols the caller, or puts the caller on the waiting list when the run is full.",
    status_code=201,
    response_model=RunEnrolmentCreateResponse,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "id": 9001,
                        "run_id": "3f0c5a52-7a0e-4f43-9a44-5d1d1c6d0a02",
                        "state": "waitlisted",
                        "position": 1,
                    }
                }
            }
        },
        401: {"model": ErrorResponse, "description": "No valid token"},
        404: {"model": ErrorResponse, "description": "No such run"},
        409: {"model": ErrorResponse, "description": "The caller is enrolled already"},
        422: {"model": ErrorResponse, "description": "Validation Error"},
    },
    dependencies=[Security(require_bearer)],
)
async def create_run_enrolment(
    session: SessionDep,
    run_id: Annotated[str, Path()],
    body: Annotated[
        RunEnrolmentCreate,
        Body(
            examples=[
                {
                    "voucher": "SUMMER-26",
                    "accept_terms": True,
                    "billing": {"company": "Example Ltd", "country": "NL"},
                }
            ]
        ),
    ],
) -> RunEnrolmentCreateResponse:
    raise course_enrolment_error(
        501, "not_implemented", "create_run_enrolment is not implemented yet"
    )


@router.get(
    "/api/v1/learners/me/enrolments",
    operation_id="list_me_enrolments",
    summary="The caller's own enrolments.",
    response_model=MeEnrolmentPage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "items": [
                            {
                                "id": 9001,
                                "course_title": "Tables and queries",
                                "state": "active",
                                "progress": 35,
                                "completed_at": "2026-01-01T00:00:00Z",
                            }
                        ]
                    }
                }
            }
        },
        401: {"model": ErrorResponse, "description": "No valid token"},
    },
    dependencies=[Security(require_bearer)],
)
async def list_me_enrolments(
    session: SessionDep,
) -> MeEnrolmentPage:
    raise course_enrolment_error(
        501, "not_implemented", "list_me_enrolments is not implemented yet"
    )


@router.patch(
    "/api/v1/enrolments/{enrolment_id}",
    operation_id="update_enrolment",
    summary="Records progress.",
    response_model=EnrolmentUpdateResponse,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {"id": 9001, "state": "active", "progress": 60}
                }
            }
        },
        401: {"model": ErrorResponse, "description": "No valid token"},
        403: {"model": ErrorResponse, "description": "Somebody else's enrolment"},
        404: {"model": ErrorResponse, "description": "No such enrolment"},
        422: {"model": ErrorResponse, "description": "Validation Error"},
    },
    dependencies=[Security(require_bearer)],
)
async def update_enrolment(
    session: SessionDep,
    enrolment_id: Annotated[int, Path()],
    body: Annotated[
        EnrolmentUpdate, Body(examples=[{"progress": 60, "note": "Half way through"}])
    ],
) -> EnrolmentUpdateResponse:
    raise course_enrolment_error(
        501, "not_implemented", "update_enrolment is not implemented yet"
    )


@router.delete(
    "/api/v1/enrolments/{enrolment_id}",
    operation_id="delete_enrolment",
    summary="Withdraws; the first of the waiting list moves up.",
    status_code=204,
    responses={
        401: {"model": ErrorResponse, "description": "No valid token"},
        404: {"model": ErrorResponse, "description": "No such enrolment"},
        409: {"model": ErrorResponse, "description": "The run has ended"},
        422: {"model": ErrorResponse, "description": "Validation Error"},
    },
    dependencies=[Security(require_bearer)],
)
async def delete_enrolment(
    session: SessionDep,
    enrolment_id: Annotated[int, Path()],
) -> None:
    raise course_enrolment_error(
        501, "not_implemented", "delete_enrolment is not implemented yet"
    )

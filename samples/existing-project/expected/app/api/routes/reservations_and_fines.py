"""Routes of spec.md."""

from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Path, Security

from app.core.security import require_bearer
from app.schemas.reservations_and_fines import (
    MemberFinePage,
    ReservationCreate,
    ReservationRead,
)

router = APIRouter(tags=["Reservations and fines"])


@router.post(
    "/api/reservations",
    operation_id="create_reservation",
    status_code=201,
    response_model=ReservationRead,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "id": 1,
                        "book_id": 12,
                        "position": 2,
                        "reserved_at": "2026-03-02T10:00:00Z",
                    }
                }
            }
        },
        401: {"description": "no valid token"},
        404: {"description": "no such book"},
        409: {"description": "reserved already"},
    },
    dependencies=[Security(require_bearer)],
)
async def create_reservation(
    body: Annotated[ReservationCreate, Body(examples=[{"book_id": 12}])],
) -> ReservationRead:
    raise HTTPException(501, "create_reservation is not implemented yet")


@router.get(
    "/api/members/{member_id}/fines",
    operation_id="list_member_fines",
    response_model=MemberFinePage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "total_cents": 120,
                        "loans": [{"loan_id": 1, "fine_cents": 120}],
                    }
                }
            }
        },
        401: {"description": "no valid token"},
        404: {"description": "no such member"},
    },
    dependencies=[Security(require_bearer)],
)
async def list_member_fines(
    member_id: Annotated[int, Path()],
) -> MemberFinePage:
    raise HTTPException(501, "list_member_fines is not implemented yet")

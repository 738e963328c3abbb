"""Routes of spec.md."""

from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Security

from app.db import SessionDep
from app.schemas.hotel_housekeeping_api import (
    CleaningCreate,
    CleaningCreateResponse,
    RoomSummary,
)
from app.security import require_bearer

router = APIRouter(tags=["Hotel housekeeping api"])


@router.get(
    "/rooms",
    operation_id="list_rooms",
    response_model=list[RoomSummary],
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": [
                        {
                            "id": "00000000-0000-4000-8000-000000000000",
                            "number": "204",
                            "state": "clean",
                        }
                    ]
                }
            }
        }
    },
)
async def list_rooms(
    session: SessionDep,
) -> list[RoomSummary]:
    raise HTTPException(501, "list_rooms is not implemented yet")


@router.post(
    "/cleanings",
    operation_id="create_cleaning",
    status_code=201,
    response_model=CleaningCreateResponse,
    responses={
        201: {
            "content": {"application/json": {"example": {"id": 1, "state": "planned"}}}
        },
        401: {"description": "UNAUTHORIZED: No valid token"},
        409: {"description": "ALREADY_PLANNED: The room is cleaned then already"},
    },
    dependencies=[Security(require_bearer)],
)
async def create_cleaning(
    session: SessionDep,
    body: Annotated[
        CleaningCreate,
        Body(
            examples=[
                {
                    "room_id": "00000000-0000-4000-8000-000000000000",
                    "staff_id": 7,
                    "planned_for": "2026-03-02T10:00:00Z",
                }
            ]
        ),
    ],
) -> CleaningCreateResponse:
    raise HTTPException(501, "create_cleaning is not implemented yet")

"""Routes of spec-1.md."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, HTTPException, Path, Security

from app.db import SessionDep
from app.schemas.parking_permits import PermitCreate, PermitCreateResponse, PermitRead
from app.security import require_bearer

router = APIRouter(tags=["Parking permits"])


@router.post(
    "/permits",
    operation_id="create_permit",
    status_code=201,
    response_model=PermitCreateResponse,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "00000000-0000-4000-8000-000000000000",
                        "state": "requested",
                    }
                }
            }
        },
        401: {"description": "no valid token"},
        404: {"description": "no such zone"},
    },
    dependencies=[Security(require_bearer)],
)
async def create_permit(
    session: SessionDep,
    body: Annotated[
        PermitCreate,
        Body(
            examples=[
                {"zone_code": "C1", "plate": "12-AB-34", "valid_from": "2026-03-01"}
            ]
        ),
    ],
) -> PermitCreateResponse:
    raise HTTPException(501, "create_permit is not implemented yet")


@router.get(
    "/permits/{permit_id}",
    operation_id="get_permit",
    response_model=PermitRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "00000000-0000-4000-8000-000000000000",
                        "plate": "12-AB-34",
                        "state": "requested",
                        "valid_from": "2026-03-01",
                    }
                }
            }
        },
        401: {"description": "no valid token"},
        404: {"description": "no such permit"},
    },
    dependencies=[Security(require_bearer)],
)
async def get_permit(
    session: SessionDep,
    permit_id: Annotated[UUID, Path()],
) -> PermitRead:
    raise HTTPException(501, "get_permit is not implemented yet")

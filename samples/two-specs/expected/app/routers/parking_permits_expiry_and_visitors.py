"""Routes of spec-2.md."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, HTTPException, Path, Security

from app.db import SessionDep
from app.schemas.parking_permits_expiry_and_visitors import (
    PermitRenewalCreate,
    PermitRenewalRead,
)
from app.security import require_bearer

router = APIRouter(tags=["Parking permits expiry and visitors"])


@router.post(
    "/permits/{permit_id}/renewals",
    operation_id="create_permit_renewal",
    response_model=PermitRenewalRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "00000000-0000-4000-8000-000000000000",
                        "valid_until": "2027-03-01",
                    }
                }
            }
        },
        401: {"description": "no valid token"},
        404: {"description": "no such permit"},
        409: {"description": "expired too long ago"},
    },
    dependencies=[Security(require_bearer)],
)
async def create_permit_renewal(
    session: SessionDep,
    permit_id: Annotated[UUID, Path()],
    body: Annotated[
        PermitRenewalCreate, Body(examples=[{"valid_until": "2027-03-01"}])
    ],
) -> PermitRenewalRead:
    raise HTTPException(501, "create_permit_renewal is not implemented yet")

"""Routes of spec.md."""

from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Path, Security

from app.db import SessionDep
from app.schemas.parcel_tracking import (
    ParcelRead,
    ParcelScanCreate,
    ParcelScanCreateResponse,
)
from app.security import require_bearer

router = APIRouter(tags=["Parcel tracking"])


@router.get(
    "/parcels/{code}",
    operation_id="get_parcel",
    response_model=ParcelRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "code": "AB-1",
                        "scans": [
                            {"place": "Utrecht", "scanned_at": "2026-03-02T10:00:00Z"}
                        ],
                    }
                }
            }
        },
        404: {"description": "no such parcel"},
    },
)
async def get_parcel(
    session: SessionDep,
    code: Annotated[str, Path()],
) -> ParcelRead:
    raise HTTPException(501, "get_parcel is not implemented yet")


@router.post(
    "/parcels/{code}/scans",
    operation_id="create_parcel_scan",
    status_code=201,
    response_model=ParcelScanCreateResponse,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {"id": 1, "scanned_at": "2026-03-02T10:00:00Z"}
                }
            }
        },
        401: {"description": "no valid token"},
        404: {"description": "no such parcel"},
    },
    dependencies=[Security(require_bearer)],
)
async def create_parcel_scan(
    session: SessionDep,
    code: Annotated[str, Path()],
    body: Annotated[ParcelScanCreate, Body(examples=[{"place": "Utrecht"}])],
) -> ParcelScanCreateResponse:
    raise HTTPException(501, "create_parcel_scan is not implemented yet")

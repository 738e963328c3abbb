"""Routes of spec.md."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, HTTPException, Path, Security

from app.db import SessionDep
from app.schemas.sensor_readings import (
    DeviceLatestRead,
    DeviceReadingCreate,
    DeviceReadingCreateResponse,
)
from app.security import require_bearer

router = APIRouter(tags=["Sensor readings"])


@router.post(
    "/devices/{device_id}/readings",
    operation_id="create_device_reading",
    status_code=202,
    response_model=DeviceReadingCreateResponse,
    responses={
        202: {"content": {"application/json": {"example": {"accepted": True}}}},
        401: {"description": "no valid token"},
        404: {"description": "no such device"},
    },
    dependencies=[Security(require_bearer)],
)
async def create_device_reading(
    session: SessionDep,
    device_id: Annotated[UUID, Path()],
    body: Annotated[
        DeviceReadingCreate,
        Body(
            examples=[
                {"taken_at": "2026-03-02T10:00:00Z", "celsius": 21.5, "humidity": 40.2}
            ]
        ),
    ],
) -> DeviceReadingCreateResponse:
    raise HTTPException(501, "create_device_reading is not implemented yet")


@router.get(
    "/devices/{device_id}/latest",
    operation_id="get_device_latest",
    response_model=DeviceLatestRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {"taken_at": "2026-03-02T10:00:00Z", "celsius": 21.5}
                }
            }
        },
        401: {"description": "no valid token"},
        404: {"description": "no such device"},
    },
    dependencies=[Security(require_bearer)],
)
async def get_device_latest(
    session: SessionDep,
    device_id: Annotated[UUID, Path()],
) -> DeviceLatestRead:
    raise HTTPException(501, "get_device_latest is not implemented yet")

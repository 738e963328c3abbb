"""Routes of spec.md."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Header, HTTPException, Path, Query, Security

from app.db import SessionDep
from app.schemas.json_types import JsonText
from app.schemas.order_returns import (
    OrderReturnCreate,
    OrderReturnCreateResponse,
    OrderReturnSummary,
    ReturnInspectionRequest,
    ReturnInspectionResponse,
    ReturnPage,
    ReturnPolicyRead,
    ReturnRead,
    ReturnUpdate,
    ReturnUpdateResponse,
)
from app.security import require_bearer

router = APIRouter(tags=["Order returns"])


@router.get(
    "/api/v1/returns/policy",
    operation_id="get_return_policy",
    summary="What may be returned, and until when. Public.",
    response_model=ReturnPolicyRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "days": 30,
                        "excluded_categories": ["gift_cards", "perishables"],
                        "updated_at": "2026-01-05T09:00:00Z",
                    }
                }
            }
        }
    },
)
async def get_return_policy(
    session: SessionDep,
) -> ReturnPolicyRead:
    raise HTTPException(501, "get_return_policy is not implemented yet")


@router.post(
    "/api/v1/orders/{order_id}/returns",
    operation_id="create_order_return",
    summary="Open a return for some of the items of an order.",
    status_code=201,
    response_model=OrderReturnCreateResponse,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11",
                        "order_id": "6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22",
                        "status": "requested",
                        "items": [{"order_item_id": 1001, "quantity": 1}],
                        "opened_at": "2026-03-02T10:15:00Z",
                    }
                }
            }
        },
        400: {"description": "INVALID_ITEMS: An item is not part of the order"},
        401: {"description": "UNAUTHORIZED: Missing/invalid token"},
        404: {"description": "ORDER_NOT_FOUND: No such order"},
        409: {
            "description": "RETURN_ALREADY_OPEN: The items are in another open return"
        },
        422: {"description": "RETURN_WINDOW_CLOSED: The order is older than 30 days"},
    },
    dependencies=[Security(require_bearer)],
)
async def create_order_return(
    session: SessionDep,
    order_id: Annotated[UUID, Path()],
    idempotency_key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            description="Repeating a call with the same key opens no second return",
        ),
    ],
    body: Annotated[
        OrderReturnCreate,
        Body(
            examples=[
                {
                    "reason": "Too small",
                    "contact_email": "customer@example.com",
                    "items": [{"order_item_id": 1001, "quantity": 1}],
                    "pickup": {"date": "2026-03-09", "notes": "Ring twice"},
                }
            ]
        ),
    ],
) -> OrderReturnCreateResponse:
    raise HTTPException(501, "create_order_return is not implemented yet")


@router.get(
    "/api/v1/orders/{order_id}/returns",
    operation_id="list_order_returns",
    summary="The returns of one order, newest first.",
    response_model=list[OrderReturnSummary],
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": [
                        {
                            "id": "8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11",
                            "status": "inspected",
                            "refund_amount": "24.90",
                            "opened_at": "2026-03-02T10:15:00Z",
                        }
                    ]
                }
            }
        },
        401: {"description": "UNAUTHORIZED: Missing/invalid token"},
        404: {"description": "ORDER_NOT_FOUND: No such order"},
    },
    dependencies=[Security(require_bearer)],
)
async def list_order_returns(
    session: SessionDep,
    order_id: Annotated[UUID, Path()],
) -> list[OrderReturnSummary]:
    raise HTTPException(501, "list_order_returns is not implemented yet")


@router.get(
    "/api/v1/returns",
    operation_id="list_returns",
    summary="The clerk's list.",
    response_model=ReturnPage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": [
                            {
                                "id": "8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11",
                                "order_number": "R-2026-0042",
                                "status": "in_transit",
                                "labels": ["fragile"],
                                "opened_at": "2026-03-02T10:15:00Z",
                            }
                        ],
                        "meta": {"next_cursor": "string", "total": 42},
                    }
                }
            }
        },
        401: {"description": "UNAUTHORIZED: Missing/invalid token"},
        403: {"description": "FORBIDDEN: The caller is not a clerk"},
    },
    dependencies=[Security(require_bearer, scopes=["warehouse"])],
)
async def list_returns(
    session: SessionDep,
    status: Annotated[
        Literal["requested", "in_transit", "inspected", "refunded", "rejected"] | None,
        Query(description="Only returns of this status"),
    ] = None,
    opened_after: Annotated[
        datetime | None, JsonText, Query(description="Only returns opened later")
    ] = None,
    limit: Annotated[
        int, Query(ge=1, le=100, description="Page size (default 20)")
    ] = 20,
    cursor: Annotated[
        str | None, Query(description="Where the last page ended")
    ] = None,
) -> ReturnPage:
    raise HTTPException(501, "list_returns is not implemented yet")


@router.get(
    "/api/v1/returns/{return_id}",
    operation_id="get_return",
    summary="One return with everything that is known of it.",
    response_model=ReturnRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11",
                        "order_id": "6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22",
                        "status": "inspected",
                        "reason": "string",
                        "labels": ["fragile"],
                        "items": [
                            {
                                "order_item_id": 1001,
                                "quantity": 1,
                                "condition": "string",
                            }
                        ],
                        "refund_amount": "24.90",
                        "opened_at": "2026-03-02T10:15:00Z",
                        "closed_at": "2026-01-01T00:00:00Z",
                    }
                }
            }
        },
        401: {"description": "UNAUTHORIZED: Missing/invalid token"},
        404: {"description": "RETURN_NOT_FOUND: No such return"},
    },
    dependencies=[Security(require_bearer)],
)
async def get_return(
    session: SessionDep,
    return_id: Annotated[UUID, Path()],
) -> ReturnRead:
    raise HTTPException(501, "get_return is not implemented yet")


@router.patch(
    "/api/v1/returns/{return_id}",
    operation_id="update_return",
    summary="Change the reason or the labels while the return is still open.",
    response_model=ReturnUpdateResponse,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11",
                        "status": "requested",
                        "reason": "string",
                        "labels": ["fragile"],
                    }
                }
            }
        },
        401: {"description": "UNAUTHORIZED: Missing/invalid token"},
        404: {"description": "RETURN_NOT_FOUND: No such return"},
        409: {"description": "RETURN_CLOSED: The return is closed"},
    },
    dependencies=[Security(require_bearer)],
)
async def update_return(
    session: SessionDep,
    return_id: Annotated[UUID, Path()],
    body: Annotated[
        ReturnUpdate, Body(examples=[{"reason": "Wrong colour", "labels": ["fragile"]}])
    ],
) -> ReturnUpdateResponse:
    raise HTTPException(501, "update_return is not implemented yet")


@router.post(
    "/api/v1/returns/{return_id}/inspection",
    operation_id="create_return_inspection",
    summary="Record what the warehouse found. The refund is paid out afterwards.",
    status_code=202,
    response_model=ReturnInspectionResponse,
    responses={
        202: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11",
                        "status": "inspected",
                    }
                }
            }
        },
        401: {"description": "UNAUTHORIZED: Missing/invalid token"},
        403: {"description": "FORBIDDEN: The caller is not a clerk"},
        404: {"description": "RETURN_NOT_FOUND: No such return"},
        409: {"description": "ALREADY_INSPECTED: The parcel was inspected before"},
    },
    dependencies=[Security(require_bearer, scopes=["warehouse"])],
)
async def create_return_inspection(
    session: SessionDep,
    return_id: Annotated[UUID, Path()],
    body: Annotated[
        ReturnInspectionRequest,
        Body(
            examples=[
                {
                    "accepted": True,
                    "refund_amount": "24.90",
                    "findings": [
                        {
                            "order_item_id": 1001,
                            "condition": "new",
                            "photo_url": "https://files.example.com/p/1001.jpg",
                        }
                    ],
                }
            ]
        ),
    ],
) -> ReturnInspectionResponse:
    raise HTTPException(501, "create_return_inspection is not implemented yet")


@router.delete(
    "/api/v1/returns/{return_id}",
    operation_id="delete_return",
    summary="Withdraw a return that is not in transit yet.",
    status_code=204,
    responses={
        401: {"description": "UNAUTHORIZED: Missing/invalid token"},
        404: {"description": "RETURN_NOT_FOUND: No such return"},
        409: {"description": "RETURN_IN_TRANSIT: The parcel is on its way"},
    },
    dependencies=[Security(require_bearer)],
)
async def delete_return(
    session: SessionDep,
    return_id: Annotated[UUID, Path()],
) -> None:
    raise HTTPException(501, "delete_return is not implemented yet")

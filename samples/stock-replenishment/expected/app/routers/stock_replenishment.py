"""Routes of spec.md."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Depends, HTTPException, Path, Query, Security

from app.db import SessionDep
from app.dependencies import idempotency_key
from app.schemas.json_types import JsonText
from app.schemas.stock_replenishment import (
    ArticleMinimumRead,
    ArticleMinimumUpdate,
    ArticlePage,
    ProposalCreate,
    ProposalCreateResponse,
    PurchaseOrderApprovalRequest,
    PurchaseOrderApprovalResponse,
    PurchaseOrderSummary,
    ServiceLevelRead,
)
from app.security import require_bearer

router = APIRouter(tags=["Stock replenishment"])


@router.get(
    "/api/v1/articles",
    operation_id="list_articles",
    summary="List articles",
    response_model=ArticlePage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": [
                            {
                                "id": "5b2f6f1e-8f3a-4b0e-9f56-0a6f1f6f2b01",
                                "sku": "TEA-0042",
                                "name": "Green tea, 100 g",
                                "unit_cost": "3.20",
                                "on_hand": 140,
                                "minimum": 200,
                            }
                        ],
                        "meta": {"page": 1, "page_size": 50, "total": 1},
                    }
                }
            }
        },
        401: {"description": "UNAUTHENTICATED: Sign in first"},
    },
    dependencies=[Security(require_bearer)],
)
async def list_articles(
    session: SessionDep,
    supplier_id: Annotated[
        UUID | None, Query(description="Only articles of this supplier")
    ] = None,
    below_minimum: Annotated[
        bool, Query(description="Only articles that run short")
    ] = False,
    page: Annotated[int, Query(ge=1)] = 1,
    page_size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ArticlePage:
    """Articles with their stock over all warehouses"""
    raise HTTPException(501, "list_articles is not implemented yet")


@router.put(
    "/api/v1/warehouses/{warehouse_code}/articles/{article_id}/minimum",
    operation_id="update_article_minimum",
    summary="Set a minimum",
    response_model=ArticleMinimumRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "warehouse_code": "HAM",
                        "article_id": "5b2f6f1e-8f3a-4b0e-9f56-0a6f1f6f2b01",
                        "minimum": 200,
                        "reorder_quantity": 500,
                        "updated_at": "2026-02-11T08:30:00Z",
                    }
                }
            }
        },
        401: {"description": "UNAUTHENTICATED: Sign in first"},
        403: {"description": "NOT_A_BUYER: Buyers only"},
        404: {"description": "ARTICLE_UNKNOWN: No such article"},
    },
    dependencies=[Security(require_bearer)],
)
async def update_article_minimum(
    session: SessionDep,
    warehouse_code: Annotated[str, Path()],
    article_id: Annotated[UUID, Path()],
    body: Annotated[
        ArticleMinimumUpdate, Body(examples=[{"minimum": 200, "reorder_quantity": 500}])
    ],
) -> ArticleMinimumRead:
    """Sets from which level on an article is reordered in a warehouse"""
    raise HTTPException(501, "update_article_minimum is not implemented yet")


@router.post(
    "/api/v1/proposals",
    operation_id="create_proposal",
    summary="Propose purchase orders",
    status_code=202,
    response_model=ProposalCreateResponse,
    responses={
        202: {
            "content": {
                "application/json": {
                    "example": {
                        "run_id": "d8f0b8c2-0f57-4f3c-8a3e-3f5f8c7f1a02",
                        "state": "queued",
                        "queued_at": "2026-02-11T08:30:00Z",
                    }
                }
            }
        },
        400: {"description": "WAREHOUSE_UNKNOWN: No such warehouse"},
        401: {"description": "UNAUTHENTICATED: Sign in first"},
        409: {"description": "RUN_IN_PROGRESS: A run is in progress"},
    },
    dependencies=[Security(require_bearer), Depends(idempotency_key)],
)
async def create_proposal(
    body: Annotated[
        ProposalCreate,
        Body(
            examples=[
                {
                    "warehouse_codes": ["HAM", "MUC"],
                    "horizon_days": 14,
                    "budget": {"amount": "25000.00", "currency": "EUR"},
                }
            ]
        ),
    ],
) -> ProposalCreateResponse:
    """Starts a run that proposes purchase orders for everything below its minimum"""
    raise HTTPException(501, "create_proposal is not implemented yet")


@router.get(
    "/api/v1/purchase-orders",
    operation_id="list_purchase_orders",
    summary="List purchase orders",
    response_model=list[PurchaseOrderSummary],
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": [
                        {
                            "id": 7001,
                            "supplier_name": "Leaf & Co",
                            "status": "proposed",
                            "total": "1600.00",
                            "due_on": "2026-02-25",
                        }
                    ]
                }
            }
        },
        401: {"description": "UNAUTHENTICATED: Sign in first"},
    },
    dependencies=[Security(require_bearer)],
)
async def list_purchase_orders(
    session: SessionDep,
    status: Annotated[
        Literal["proposed", "approved", "sent", "received", "cancelled"] | None, Query()
    ] = None,
    due_before: Annotated[
        date | None, JsonText, Query(description="Only orders due earlier")
    ] = None,
) -> list[PurchaseOrderSummary]:
    """Purchase orders, newest first"""
    raise HTTPException(501, "list_purchase_orders is not implemented yet")


@router.post(
    "/api/v1/purchase-orders/{order_id}/approval",
    operation_id="create_purchase_order_approval",
    summary="Approve a purchase order",
    response_model=PurchaseOrderApprovalResponse,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "id": 7001,
                        "status": "approved",
                        "approved_at": "2026-02-11T09:00:00Z",
                        "lines": [
                            {
                                "line_number": 1,
                                "sku": "TEA-0042",
                                "quantity": 480,
                                "unit_cost": "3.20",
                            }
                        ],
                    }
                }
            }
        },
        401: {"description": "UNAUTHENTICATED: Sign in first"},
        403: {"description": "NOT_A_BUYER: Buyers only"},
        404: {"description": "ORDER_UNKNOWN: No such purchase order"},
        409: {"description": "NOT_PROPOSED: The order is past that stage"},
    },
    dependencies=[Security(require_bearer), Depends(idempotency_key)],
)
async def create_purchase_order_approval(
    session: SessionDep,
    order_id: Annotated[str, Path()],
    body: Annotated[
        PurchaseOrderApprovalRequest,
        Body(
            examples=[
                {"comment": "Go ahead", "lines": [{"line_number": 1, "quantity": 480}]}
            ]
        ),
    ],
) -> PurchaseOrderApprovalResponse:
    """Approves a proposed order, which is then sent to the supplier"""
    raise HTTPException(501, "create_purchase_order_approval is not implemented yet")


@router.delete(
    "/api/v1/purchase-orders/{order_id}",
    operation_id="delete_purchase_order",
    summary="Cancel a purchase order",
    status_code=204,
    responses={
        401: {"description": "UNAUTHENTICATED: Sign in first"},
        404: {"description": "ORDER_UNKNOWN: No such purchase order"},
        409: {"description": "ALREADY_SENT: The supplier has the order"},
    },
    dependencies=[Security(require_bearer)],
)
async def delete_purchase_order(
    session: SessionDep,
    order_id: Annotated[str, Path()],
) -> None:
    """Cancels an order that was not sent yet"""
    raise HTTPException(501, "delete_purchase_order is not implemented yet")


@router.get(
    "/api/v1/service-level",
    operation_id="get_service_level",
    summary="Service level",
    response_model=ServiceLevelRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "out_of_stock_rate": 0.028,
                        "measured_at": "2026-02-11T06:00:00Z",
                    }
                }
            }
        }
    },
)
async def get_service_level() -> ServiceLevelRead:
    """The figure on the office screen"""
    raise HTTPException(501, "get_service_level is not implemented yet")

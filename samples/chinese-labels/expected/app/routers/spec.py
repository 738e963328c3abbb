"""Routes of spec.md."""

from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Path, Query, Security

from app.db import SessionDep
from app.schemas.spec import (
    MemberPointPage,
    MemberRedemptionCreate,
    MemberRedemptionCreateResponse,
)
from app.security import require_bearer

router = APIRouter(tags=["Spec"])


@router.get(
    "/api/members/{member_id}/points",
    operation_id="list_member_points",
    tags=["3、接口设计"],
    response_model=MemberPointPage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "total": 2,
                        "items": [
                            {
                                "id": 1,
                                "amount": 50,
                                "reason": "购物",
                                "created_at": "2026-03-02T10:00:00Z",
                            }
                        ],
                    }
                }
            }
        },
        401: {"description": "UNAUTHORIZED: 未登录"},
        404: {"description": "MEMBER_NOT_FOUND: 会员不存在"},
    },
    dependencies=[Security(require_bearer)],
)
async def list_member_points(
    session: SessionDep,
    member_id: Annotated[int, Path()],
    page: Annotated[int, Query(description="页码，默认 1")] = 1,
    page_size: Annotated[int, Query(description="每页条数，默认 20，最大 100")] = 20,
) -> MemberPointPage:
    raise HTTPException(501, "list_member_points is not implemented yet")


@router.post(
    "/api/members/{member_id}/redemptions",
    operation_id="create_member_redemption",
    summary="兑换优惠券",
    tags=["3、接口设计"],
    status_code=201,
    response_model=MemberRedemptionCreateResponse,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {"redemption_id": 9, "points_left": 120}
                }
            }
        },
        400: {"description": "COUPON_INVALID: 优惠券无效"},
        401: {"description": "UNAUTHORIZED: 未登录"},
        409: {"description": "POINTS_NOT_ENOUGH: 积分不足"},
    },
    dependencies=[Security(require_bearer)],
)
async def create_member_redemption(
    session: SessionDep,
    member_id: Annotated[int, Path()],
    body: Annotated[
        MemberRedemptionCreate,
        Body(examples=[{"coupon_code": "SPRING", "quantity": 1, "remark": "生日"}]),
    ],
) -> MemberRedemptionCreateResponse:
    raise HTTPException(501, "create_member_redemption is not implemented yet")

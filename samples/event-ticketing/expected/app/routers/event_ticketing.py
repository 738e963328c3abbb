"""Routes of spec.md."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import (
    APIRouter,
    Body,
    Depends,
    Header,
    HTTPException,
    Path,
    Query,
    Security,
)

from app.db import SessionDep
from app.dependencies import RateLimit
from app.schemas.event_ticketing import (
    BookingCancelRequest,
    BookingCancelResponseEnvelope,
    BookingCreate,
    BookingCreateResponseEnvelope,
    BookingReadEnvelope,
    EventCreate,
    EventCreateResponseEnvelope,
    EventPage,
    EventReadEnvelope,
    EventTicketTypePage,
    EventUpdate,
    EventUpdateResponseEnvelope,
)
from app.schemas.json_types import JsonText
from app.security import require_bearer

router = APIRouter(tags=["Event ticketing"])


@router.get(
    "/api/v1/events",
    operation_id="list_events",
    summary="List published events",
    response_model=EventPage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": [
                            {
                                "id": "00000000-0000-4000-8000-000000000000",
                                "title": "string",
                                "venue": {
                                    "id": "00000000-0000-4000-8000-000000000000",
                                    "name": "string",
                                    "city": "string",
                                },
                                "starts_at": "2026-01-01T00:00:00Z",
                                "tags": ["string"],
                            }
                        ],
                        "meta": {"page": 1, "per_page": 1, "total": 1},
                    }
                }
            }
        },
        429: {"description": "RATE_LIMITED: Too many requests; Wait a minute"},
    },
    dependencies=[
        Depends(RateLimit("120 requests per minute", requests=120, seconds=60))
    ],
)
async def list_events(
    session: SessionDep,
    city: Annotated[
        str | None, Query(max_length=80, description="Only events in this city")
    ] = None,
    from_: Annotated[
        date | None,
        JsonText,
        Query(alias="from", description="Only events on or after this day"),
    ] = None,
    page: Annotated[int, Query(ge=1, description="Page number, default 1")] = 1,
    per_page: Annotated[
        int, Query(ge=1, le=100, description="Page size, default 25")
    ] = 25,
) -> EventPage:
    """List published events, soonest first."""
    raise HTTPException(501, "list_events is not implemented yet")


@router.post(
    "/api/v1/events",
    operation_id="create_event",
    summary="Create an event",
    status_code=201,
    response_model=EventCreateResponseEnvelope,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "550e8400-e29b-41d4-a716-446655440001",
                            "title": "Summer Night",
                            "status": "draft",
                            "created_at": "2026-04-20T10:30:00Z",
                        },
                        "meta": {"request_id": "req_abc123"},
                    }
                }
            }
        },
        400: {
            "description": "INVALID_INPUT: ends_at lies before starts_at; Correct the dates"
        },
        401: {"description": "UNAUTHORIZED: No or expired token; Sign in"},
        403: {"description": "FORBIDDEN: Not an organiser; Ask for the role"},
        404: {"description": "VENUE_NOT_FOUND: No such venue; Choose another"},
    },
    dependencies=[
        Security(require_bearer, scopes=["organizer"]),
        Depends(RateLimit("30 requests per minute", requests=30, seconds=60)),
    ],
)
async def create_event(
    session: SessionDep,
    body: Annotated[
        EventCreate,
        Body(
            examples=[
                {
                    "venue_id": "550e8400-e29b-41d4-a716-446655440000",
                    "title": "Summer Night",
                    "description": None,
                    "starts_at": "2026-07-04T20:00:00Z",
                    "ends_at": "2026-07-04T23:00:00Z",
                    "tags": ["jazz"],
                    "ticket_types": [],
                }
            ]
        ),
    ],
    x_request_id: Annotated[
        str | None,
        Header(alias="X-Request-ID", description="Correlation ID for tracing"),
    ] = None,
) -> EventCreateResponseEnvelope:
    """Create an event as a draft."""
    raise HTTPException(501, "create_event is not implemented yet")


@router.get(
    "/api/v1/events/{event_id}",
    operation_id="get_event",
    summary="One event",
    response_model=EventReadEnvelope,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "00000000-0000-4000-8000-000000000000",
                            "title": "string",
                            "description": "string",
                            "status": "draft",
                            "venue": {
                                "id": "00000000-0000-4000-8000-000000000000",
                                "name": "string",
                                "city": "string",
                            },
                            "starts_at": "2026-01-01T00:00:00Z",
                            "ends_at": "2026-01-01T00:00:00Z",
                            "tags": ["string"],
                        },
                        "meta": {"request_id": "string"},
                    }
                }
            }
        },
        404: {
            "description": "EVENT_NOT_FOUND: No such event, or not published; Check the id"
        },
    },
)
async def get_event(
    session: SessionDep,
    event_id: Annotated[UUID, Path()],
) -> EventReadEnvelope:
    """One event with its venue."""
    raise HTTPException(501, "get_event is not implemented yet")


@router.put(
    "/api/v1/events/{event_id}",
    operation_id="update_event",
    summary="Replace an event",
    response_model=EventUpdateResponseEnvelope,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "00000000-0000-4000-8000-000000000000",
                            "title": "string",
                            "status": "draft",
                            "updated_at": "2026-01-01T00:00:00Z",
                        },
                        "meta": {"request_id": "string"},
                    }
                }
            }
        },
        400: {
            "description": "INVALID_INPUT: ends_at lies before starts_at; Correct the dates"
        },
        401: {"description": "UNAUTHORIZED: No or expired token; Sign in"},
        403: {"description": "FORBIDDEN: Not the organiser of this event"},
        404: {"description": "EVENT_NOT_FOUND: No such event; Check the id"},
        409: {
            "description": "EVENT_CANCELLED: A cancelled event can't be changed; Create a new one"
        },
    },
    dependencies=[Security(require_bearer, scopes=["organizer"])],
)
async def update_event(
    session: SessionDep,
    event_id: Annotated[UUID, Path()],
    body: Annotated[
        EventUpdate,
        Body(
            examples=[
                {
                    "title": "string",
                    "description": "string",
                    "starts_at": "2026-01-01T00:00:00Z",
                    "ends_at": "2026-01-01T00:00:00Z",
                    "tags": ["string"],
                }
            ]
        ),
    ],
) -> EventUpdateResponseEnvelope:
    """Replace title, description, dates and tags of an event."""
    raise HTTPException(501, "update_event is not implemented yet")


@router.post(
    "/api/v1/events/{event_id}/publish",
    operation_id="publish_event",
    summary="Publish an event",
    status_code=204,
    responses={
        401: {"description": "UNAUTHORIZED: No or expired token; Sign in"},
        404: {"description": "EVENT_NOT_FOUND: No such event; Check the id"},
        409: {"description": "NO_TICKET_TYPES: Nothing to sell; Add a ticket type"},
    },
    dependencies=[Security(require_bearer, scopes=["organizer"])],
)
async def publish_event(
    session: SessionDep,
    event_id: Annotated[UUID, Path()],
) -> None:
    """Make an event visible and open its sale."""
    raise HTTPException(501, "publish_event is not implemented yet")


@router.get(
    "/api/v1/events/{event_id}/ticket-types",
    operation_id="list_event_ticket_types",
    summary="Ticket types of an event",
    response_model=EventTicketTypePage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": [
                            {
                                "id": "00000000-0000-4000-8000-000000000000",
                                "name": "string",
                                "price_cents": 0,
                                "currency": "EUR",
                                "available": 1,
                            }
                        ]
                    }
                }
            }
        },
        404: {"description": "EVENT_NOT_FOUND: No such event; Check the id"},
    },
)
async def list_event_ticket_types(
    session: SessionDep,
    event_id: Annotated[UUID, Path()],
) -> EventTicketTypePage:
    """What can be bought for an event, cheapest first."""
    raise HTTPException(501, "list_event_ticket_types is not implemented yet")


@router.post(
    "/api/v1/bookings",
    operation_id="create_booking",
    summary="Hold seats",
    status_code=201,
    response_model=BookingCreateResponseEnvelope,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "00000000-0000-4000-8000-000000000000",
                            "status": "held",
                            "quantity": 1,
                            "total_cents": 1,
                            "held_until": "2026-01-01T00:00:00Z",
                        },
                        "meta": {"request_id": "string"},
                    }
                }
            }
        },
        401: {"description": "UNAUTHORIZED: No or expired token; Sign in"},
        404: {
            "description": "TICKET_TYPE_NOT_FOUND: No such ticket type; Check the id"
        },
        409: {
            "description": "SOLD_OUT: Fewer seats left than asked for; Ask for fewer"
        },
        422: {"description": "UNPROCESSABLE: The sale is closed"},
    },
    dependencies=[
        Security(require_bearer),
        Depends(RateLimit("10 requests per minute", requests=10, seconds=60)),
    ],
)
async def create_booking(
    session: SessionDep,
    idempotency_key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            description="Repeating a call with the same key holds no second seats",
        ),
    ],
    body: Annotated[
        BookingCreate,
        Body(
            examples=[
                {
                    "ticket_type_id": "00000000-0000-4000-8000-000000000000",
                    "quantity": 1,
                    "guest": {"name": "string", "email": "user@example.com"},
                }
            ]
        ),
    ],
) -> BookingCreateResponseEnvelope:
    """Hold seats for ten minutes."""
    raise HTTPException(501, "create_booking is not implemented yet")


@router.get(
    "/api/v1/bookings/{booking_id}",
    operation_id="get_booking",
    summary="One booking",
    response_model=BookingReadEnvelope,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "00000000-0000-4000-8000-000000000000",
                            "status": "held",
                            "quantity": 1,
                            "total_cents": 1,
                            "tickets": [
                                {
                                    "id": "00000000-0000-4000-8000-000000000000",
                                    "code": "string",
                                    "checked_in_at": "2026-01-01T00:00:00Z",
                                }
                            ],
                        },
                        "meta": {"request_id": "string"},
                    }
                }
            }
        },
        401: {"description": "UNAUTHORIZED: No or expired token; Sign in"},
        404: {
            "description": "BOOKING_NOT_FOUND: No such booking, or somebody else's; Check the id"
        },
    },
    dependencies=[Security(require_bearer)],
)
async def get_booking(
    session: SessionDep,
    booking_id: Annotated[UUID, Path()],
) -> BookingReadEnvelope:
    """One booking with its tickets."""
    raise HTTPException(501, "get_booking is not implemented yet")


@router.post(
    "/api/v1/bookings/{booking_id}/cancel",
    operation_id="cancel_booking",
    summary="Give the seats back",
    response_model=BookingCancelResponseEnvelope,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "00000000-0000-4000-8000-000000000000",
                            "status": "held",
                        },
                        "meta": {"request_id": "string"},
                    }
                }
            }
        },
        401: {"description": "UNAUTHORIZED: No or expired token; Sign in"},
        404: {"description": "BOOKING_NOT_FOUND: No such booking; Check the id"},
        409: {"description": "ALREADY_CHECKED_IN: A ticket was used"},
    },
    dependencies=[Security(require_bearer)],
)
async def cancel_booking(
    session: SessionDep,
    booking_id: Annotated[UUID, Path()],
    body: Annotated[BookingCancelRequest, Body(examples=[{"reason": "string"}])],
) -> BookingCancelResponseEnvelope:
    raise HTTPException(501, "cancel_booking is not implemented yet")

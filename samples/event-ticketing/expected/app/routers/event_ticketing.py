"""Routes of spec.md."""

from datetime import date
from typing import Annotated

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
from app.security import require_bearer

router = APIRouter(tags=["Event ticketing"])


@router.get(
    "/api/v1/events",
    operation_id="list_events",
    summary="List published events",
    tags=["Endpoints Overview"],
    response_model=EventPage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": [
                            {
                                "id": "string (UUID)",
                                "title": "string",
                                "venue": {
                                    "id": "string (UUID)",
                                    "name": "string",
                                    "city": "string",
                                },
                                "starts_at": "string (ISO8601)",
                                "tags": ["string"],
                            }
                        ],
                        "meta": {
                            "page": "integer",
                            "per_page": "integer",
                            "total": "integer",
                        },
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
    city: Annotated[
        str | None, Query(max_length=80, description="Only events in this city")
    ] = None,
    from_: Annotated[
        date | None, Query(alias="from", description="Only events on or after this day")
    ] = None,
    page: Annotated[
        int | None, Query(ge=1, description="Page number, default 1")
    ] = None,
    per_page: Annotated[
        int | None, Query(ge=1, le=100, description="Page size, default 25")
    ] = None,
) -> EventPage:
    """List published events, soonest first."""
    raise HTTPException(501, "list_events is not implemented yet")


@router.post(
    "/api/v1/events",
    operation_id="create_event",
    summary="Create an event",
    tags=["Endpoints Overview"],
    status_code=201,
    response_model=EventCreateResponseEnvelope,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "string (UUID)",
                            "title": "string",
                            "status": "draft | published | cancelled",
                            "created_at": "string (ISO8601)",
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
        403: {"description": "FORBIDDEN: Not an organiser; Ask for the role"},
        404: {"description": "VENUE_NOT_FOUND: No such venue; Choose another"},
    },
    dependencies=[
        Security(require_bearer, scopes=["organizer"]),
        Depends(RateLimit("30 requests per minute", requests=30, seconds=60)),
    ],
)
async def create_event(
    body: Annotated[
        EventCreate,
        Body(
            examples=[
                {
                    "venue_id": "string (UUID)",
                    "title": "string (required, 3-150 chars)",
                    "description": "string | null",
                    "starts_at": "string (ISO8601)",
                    "ends_at": "string (ISO8601)",
                    "tags": ["string"],
                    "ticket_types": [
                        {
                            "name": "string (1-60 chars)",
                            "price_cents": "integer (>= 0)",
                            "currency": "string (ISO 4217)",
                            "capacity": "integer (1-100000)",
                        }
                    ],
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
    tags=["Endpoints Overview"],
    response_model=EventReadEnvelope,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "string (UUID)",
                            "title": "string",
                            "description": "string | null",
                            "status": "draft | published | cancelled",
                            "venue": {
                                "id": "string (UUID)",
                                "name": "string",
                                "city": "string",
                            },
                            "starts_at": "string (ISO8601)",
                            "ends_at": "string (ISO8601)",
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
    event_id: Annotated[str, Path()],
) -> EventReadEnvelope:
    """One event with its venue."""
    raise HTTPException(501, "get_event is not implemented yet")


@router.put(
    "/api/v1/events/{event_id}",
    operation_id="update_event",
    summary="Replace an event",
    tags=["Endpoints Overview"],
    response_model=EventUpdateResponseEnvelope,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "string (UUID)",
                            "title": "string",
                            "status": "draft | published | cancelled",
                            "updated_at": "string (ISO8601)",
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
    event_id: Annotated[str, Path()],
    body: Annotated[
        EventUpdate,
        Body(
            examples=[
                {
                    "title": "string (required, 3-150 chars)",
                    "description": "string | null",
                    "starts_at": "string (ISO8601)",
                    "ends_at": "string (ISO8601)",
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
    tags=["Endpoints Overview"],
    status_code=204,
    responses={
        401: {"description": "UNAUTHORIZED: No or expired token; Sign in"},
        404: {"description": "EVENT_NOT_FOUND: No such event; Check the id"},
        409: {"description": "NO_TICKET_TYPES: Nothing to sell; Add a ticket type"},
    },
    dependencies=[Security(require_bearer, scopes=["organizer"])],
)
async def publish_event(
    event_id: Annotated[str, Path()],
) -> None:
    """Make an event visible and open its sale."""
    raise HTTPException(501, "publish_event is not implemented yet")


@router.get(
    "/api/v1/events/{event_id}/ticket-types",
    operation_id="list_event_ticket_types",
    summary="Ticket types of an event",
    tags=["Endpoints Overview"],
    response_model=EventTicketTypePage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": [
                            {
                                "id": "string (UUID)",
                                "name": "string",
                                "price_cents": "integer",
                                "currency": "string (ISO 4217)",
                                "available": "integer",
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
    event_id: Annotated[str, Path()],
) -> EventTicketTypePage:
    """What can be bought for an event, cheapest first."""
    raise HTTPException(501, "list_event_ticket_types is not implemented yet")


@router.post(
    "/api/v1/bookings",
    operation_id="create_booking",
    summary="Hold seats",
    tags=["Endpoints Overview"],
    status_code=201,
    response_model=BookingCreateResponseEnvelope,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "string (UUID)",
                            "status": "held | confirmed | cancelled | expired",
                            "quantity": "integer",
                            "total_cents": "integer",
                            "held_until": "string (ISO8601)",
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
                    "ticket_type_id": "string (UUID)",
                    "quantity": "integer (1-10)",
                    "guest": {
                        "name": "string (1-120 chars)",
                        "email": "string (email)",
                    },
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
    tags=["Endpoints Overview"],
    response_model=BookingReadEnvelope,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "string (UUID)",
                            "status": "held | confirmed | cancelled | expired",
                            "quantity": "integer",
                            "total_cents": "integer",
                            "tickets": [
                                {
                                    "id": "string (UUID)",
                                    "code": "string",
                                    "checked_in_at": "string (ISO8601) | null",
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
    booking_id: Annotated[str, Path()],
) -> BookingReadEnvelope:
    """One booking with its tickets."""
    raise HTTPException(501, "get_booking is not implemented yet")


@router.post(
    "/api/v1/bookings/{booking_id}/cancel",
    operation_id="cancel_booking",
    summary="Give the seats back",
    tags=["Endpoints Overview"],
    response_model=BookingCancelResponseEnvelope,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": {
                            "id": "string (UUID)",
                            "status": "held | confirmed | cancelled | expired",
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
    booking_id: Annotated[str, Path()],
    body: Annotated[
        BookingCancelRequest, Body(examples=[{"reason": "string (max 300 chars)"}])
    ],
) -> BookingCancelResponseEnvelope:
    """Give the seats back."""
    raise HTTPException(501, "cancel_booking is not implemented yet")

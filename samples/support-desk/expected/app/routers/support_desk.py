"""Routes of spec.md."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Path, Query, Security

from app.db import SessionDep
from app.errors import examples, support_desk_error
from app.schemas.support_desk import (
    ErrorResponse,
    TeamTicketCreate,
    TeamTicketCreateResponse,
    TeamTicketPage,
    TicketMessageCreate,
    TicketMessageCreateResponse,
    TicketRead,
    TicketSolutionRequest,
    TicketSolutionResponse,
    TicketUpdate,
    TicketUpdateResponse,
)
from app.security import require_bearer

router = APIRouter(tags=["Support desk"])


@router.get(
    "/api/v1/teams/{team_slug}/tickets",
    operation_id="list_team_tickets",
    response_model=TeamTicketPage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "tickets": [
                            {
                                "id": "00000000-0000-4000-8000-000000000000",
                                "number": 1204,
                                "subject": "string",
                                "priority": "low",
                                "assignee_id": "00000000-0000-4000-8000-000000000000",
                                "opened_at": "2026-01-01T00:00:00Z",
                            }
                        ],
                        "next": "string",
                    }
                }
            }
        },
        401: {
            "model": ErrorResponse,
            "description": "Unauthorized",
            "content": {
                "application/json": {
                    "examples": {
                        "unauthenticated": {"value": {"error": "unauthenticated"}}
                    }
                }
            },
        },
        404: {
            "model": ErrorResponse,
            "description": "Not Found",
            "content": {
                "application/json": {
                    "examples": {"team_unknown": {"value": {"error": "team_unknown"}}}
                }
            },
        },
        422: {
            "model": ErrorResponse,
            "description": "Validation Error",
            "content": examples(
                support_desk_error, 422, {"validation_failed": "Validation Error"}
            ),
        },
    },
    dependencies=[Security(require_bearer)],
)
async def list_team_tickets(
    session: SessionDep,
    team_slug: Annotated[str, Path()],
    open_: Annotated[bool | None, Query(alias="open")] = None,
    limit: Annotated[int | None, Query(examples=[50])] = None,
) -> TeamTicketPage:
    raise support_desk_error(
        501, "not_implemented", "list_team_tickets is not implemented yet"
    )


@router.post(
    "/api/v1/teams/{team_slug}/tickets",
    operation_id="create_team_ticket",
    status_code=201,
    response_model=TeamTicketCreateResponse,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "00000000-0000-4000-8000-000000000000",
                        "number": 1204,
                        "opened_at": "2026-01-01T00:00:00Z",
                    }
                }
            }
        },
        400: {
            "model": ErrorResponse,
            "description": "Bad Request",
            "content": {
                "application/json": {
                    "examples": {
                        "validation_failed": {
                            "value": {
                                "error": "validation_failed",
                                "details": [
                                    {"field": "subject", "message": "required"}
                                ],
                            }
                        }
                    }
                }
            },
        },
        401: {
            "model": ErrorResponse,
            "description": "Unauthorized",
            "content": {
                "application/json": {
                    "examples": {
                        "unauthenticated": {"value": {"error": "unauthenticated"}}
                    }
                }
            },
        },
        422: {"model": ErrorResponse, "description": "Validation Error"},
    },
    dependencies=[Security(require_bearer)],
)
async def create_team_ticket(
    session: SessionDep,
    team_slug: Annotated[str, Path()],
    body: Annotated[
        TeamTicketCreate,
        Body(
            examples=[
                {
                    "subject": "string",
                    "body": "string",
                    "email": "user@example.com",
                    "priority": "low",
                    "custom_fields": {"plan": "pro"},
                }
            ]
        ),
    ],
) -> TeamTicketCreateResponse:
    raise support_desk_error(
        501, "not_implemented", "create_team_ticket is not implemented yet"
    )


@router.get(
    "/api/v1/tickets/{ticket_id}",
    operation_id="get_ticket",
    response_model=TicketRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "00000000-0000-4000-8000-000000000000",
                        "number": 1204,
                        "subject": "string",
                        "priority": "low",
                        "messages": [
                            {
                                "id": 1,
                                "author_email": "user@example.com",
                                "body": "string",
                                "is_internal": False,
                                "sent_at": "2026-01-01T00:00:00Z",
                            }
                        ],
                        "solved_at": "2026-01-01T00:00:00Z",
                    }
                }
            }
        },
        401: {
            "model": ErrorResponse,
            "description": "Not authenticated",
            "content": examples(
                support_desk_error, 401, {"unauthenticated": "Not authenticated"}
            ),
        },
        404: {
            "model": ErrorResponse,
            "description": "Not Found",
            "content": {
                "application/json": {
                    "examples": {
                        "ticket_unknown": {"value": {"error": "ticket_unknown"}}
                    }
                }
            },
        },
        422: {
            "model": ErrorResponse,
            "description": "Validation Error",
            "content": examples(
                support_desk_error, 422, {"validation_failed": "Validation Error"}
            ),
        },
    },
    dependencies=[Security(require_bearer)],
)
async def get_ticket(
    session: SessionDep,
    ticket_id: Annotated[UUID, Path()],
) -> TicketRead:
    raise support_desk_error(
        501, "not_implemented", "get_ticket is not implemented yet"
    )


@router.patch(
    "/api/v1/tickets/{ticket_id}",
    operation_id="update_ticket",
    response_model=TicketUpdateResponse,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "00000000-0000-4000-8000-000000000000",
                        "priority": "low",
                        "assignee_id": "00000000-0000-4000-8000-000000000000",
                    }
                }
            }
        },
        401: {
            "model": ErrorResponse,
            "description": "Not authenticated",
            "content": examples(
                support_desk_error, 401, {"unauthenticated": "Not authenticated"}
            ),
        },
        404: {
            "model": ErrorResponse,
            "description": "Not Found",
            "content": {
                "application/json": {
                    "examples": {
                        "ticket_unknown": {"value": {"error": "ticket_unknown"}}
                    }
                }
            },
        },
        409: {
            "model": ErrorResponse,
            "description": "Conflict",
            "content": {
                "application/json": {
                    "examples": {"ticket_solved": {"value": {"error": "ticket_solved"}}}
                }
            },
        },
        422: {
            "model": ErrorResponse,
            "description": "Validation Error",
            "content": examples(
                support_desk_error, 422, {"validation_failed": "Validation Error"}
            ),
        },
    },
    dependencies=[Security(require_bearer)],
)
async def update_ticket(
    session: SessionDep,
    ticket_id: Annotated[UUID, Path()],
    body: Annotated[
        TicketUpdate,
        Body(
            examples=[
                {
                    "priority": "low",
                    "assignee_id": "00000000-0000-4000-8000-000000000000",
                }
            ]
        ),
    ],
) -> TicketUpdateResponse:
    raise support_desk_error(
        501, "not_implemented", "update_ticket is not implemented yet"
    )


@router.post(
    "/api/v1/tickets/{ticket_id}/messages",
    operation_id="create_ticket_message",
    status_code=201,
    response_model=TicketMessageCreateResponse,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {"id": 1, "sent_at": "2026-01-01T00:00:00Z"}
                }
            }
        },
        401: {
            "model": ErrorResponse,
            "description": "Not authenticated",
            "content": examples(
                support_desk_error, 401, {"unauthenticated": "Not authenticated"}
            ),
        },
        404: {
            "model": ErrorResponse,
            "description": "Not Found",
            "content": {
                "application/json": {
                    "examples": {
                        "ticket_unknown": {"value": {"error": "ticket_unknown"}}
                    }
                }
            },
        },
        422: {
            "model": ErrorResponse,
            "description": "Validation Error",
            "content": examples(
                support_desk_error, 422, {"validation_failed": "Validation Error"}
            ),
        },
    },
    dependencies=[Security(require_bearer)],
)
async def create_ticket_message(
    session: SessionDep,
    ticket_id: Annotated[UUID, Path()],
    body: Annotated[
        TicketMessageCreate, Body(examples=[{"body": "string", "is_internal": False}])
    ],
) -> TicketMessageCreateResponse:
    raise support_desk_error(
        501, "not_implemented", "create_ticket_message is not implemented yet"
    )


@router.post(
    "/api/v1/tickets/{ticket_id}/solution",
    operation_id="create_ticket_solution",
    response_model=TicketSolutionResponse,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "00000000-0000-4000-8000-000000000000",
                        "solved_at": "2026-01-01T00:00:00Z",
                    }
                }
            }
        },
        401: {
            "model": ErrorResponse,
            "description": "Not authenticated",
            "content": examples(
                support_desk_error, 401, {"unauthenticated": "Not authenticated"}
            ),
        },
        409: {
            "model": ErrorResponse,
            "description": "Conflict",
            "content": {
                "application/json": {
                    "examples": {"ticket_solved": {"value": {"error": "ticket_solved"}}}
                }
            },
        },
        422: {
            "model": ErrorResponse,
            "description": "Validation Error",
            "content": examples(
                support_desk_error, 422, {"validation_failed": "Validation Error"}
            ),
        },
    },
    dependencies=[Security(require_bearer)],
)
async def create_ticket_solution(
    session: SessionDep,
    ticket_id: Annotated[UUID, Path()],
    body: Annotated[TicketSolutionRequest, Body(examples=[{"summary": "string"}])],
) -> TicketSolutionResponse:
    raise support_desk_error(
        501, "not_implemented", "create_ticket_solution is not implemented yet"
    )


@router.delete(
    "/api/v1/tickets/{ticket_id}/assignee",
    operation_id="delete_ticket_assignee",
    status_code=204,
    responses={
        401: {
            "model": ErrorResponse,
            "description": "Not authenticated",
            "content": examples(
                support_desk_error, 401, {"unauthenticated": "Not authenticated"}
            ),
        },
        404: {
            "model": ErrorResponse,
            "description": "Not Found",
            "content": {
                "application/json": {
                    "examples": {
                        "ticket_unknown": {"value": {"error": "ticket_unknown"}}
                    }
                }
            },
        },
        422: {
            "model": ErrorResponse,
            "description": "Validation Error",
            "content": examples(
                support_desk_error, 422, {"validation_failed": "Validation Error"}
            ),
        },
    },
    dependencies=[Security(require_bearer)],
)
async def delete_ticket_assignee(
    session: SessionDep,
    ticket_id: Annotated[UUID, Path()],
) -> None:
    raise support_desk_error(
        501, "not_implemented", "delete_ticket_assignee is not implemented yet"
    )

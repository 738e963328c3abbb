"""Routes of spec.md."""

from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Path, Query, Security

from app.db import SessionDep
from app.schemas.support_desk import (
    CreateTeamTicketBadRequestError,
    CreateTeamTicketUnauthorizedError,
    CreateTicketMessageNotFoundError,
    CreateTicketSolutionConflictError,
    DeleteTicketAssigneeNotFoundError,
    GetTicketNotFoundError,
    ListTeamTicketsNotFoundError,
    ListTeamTicketsUnauthorizedError,
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
    UpdateTicketConflictError,
    UpdateTicketNotFoundError,
)
from app.security import require_bearer

router = APIRouter(tags=["Support desk"])


@router.get(
    "/api/v1/teams/{team_slug}/tickets",
    operation_id="list_team_tickets",
    summary="Endpoints",
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
            "model": ListTeamTicketsUnauthorizedError,
            "description": "Unauthorized",
            "content": {
                "application/json": {
                    "examples": {
                        "Unauthorized": {"value": {"error": "unauthenticated"}}
                    }
                }
            },
        },
        404: {
            "model": ListTeamTicketsNotFoundError,
            "description": "Not Found",
            "content": {
                "application/json": {
                    "examples": {"team_unknown": {"value": {"error": "team_unknown"}}}
                }
            },
        },
    },
    dependencies=[Security(require_bearer)],
)
async def list_team_tickets(
    session: SessionDep,
    team_slug: Annotated[str, Path()],
    open_: Annotated[bool | None, Query(alias="open")] = None,
    limit: Annotated[int | None, Query()] = None,
) -> TeamTicketPage:
    raise HTTPException(501, "list_team_tickets is not implemented yet")


@router.post(
    "/api/v1/teams/{team_slug}/tickets",
    operation_id="create_team_ticket",
    summary="Endpoints",
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
            "model": CreateTeamTicketBadRequestError,
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
            "model": CreateTeamTicketUnauthorizedError,
            "description": "Unauthorized",
            "content": {
                "application/json": {
                    "examples": {
                        "Unauthorized": {"value": {"error": "unauthenticated"}}
                    }
                }
            },
        },
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
    raise HTTPException(501, "create_team_ticket is not implemented yet")


@router.get(
    "/api/v1/tickets/{ticket_id}",
    operation_id="get_ticket",
    summary="Endpoints",
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
        401: {"description": "Not authenticated"},
        404: {
            "model": GetTicketNotFoundError,
            "description": "Not Found",
            "content": {
                "application/json": {
                    "examples": {
                        "ticket_unknown": {"value": {"error": "ticket_unknown"}}
                    }
                }
            },
        },
    },
    dependencies=[Security(require_bearer)],
)
async def get_ticket(
    session: SessionDep,
    ticket_id: Annotated[str, Path()],
) -> TicketRead:
    raise HTTPException(501, "get_ticket is not implemented yet")


@router.patch(
    "/api/v1/tickets/{ticket_id}",
    operation_id="update_ticket",
    summary="Endpoints",
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
        401: {"description": "Not authenticated"},
        404: {
            "model": UpdateTicketNotFoundError,
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
            "model": UpdateTicketConflictError,
            "description": "Conflict",
            "content": {
                "application/json": {
                    "examples": {"ticket_solved": {"value": {"error": "ticket_solved"}}}
                }
            },
        },
    },
    dependencies=[Security(require_bearer)],
)
async def update_ticket(
    session: SessionDep,
    ticket_id: Annotated[str, Path()],
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
    raise HTTPException(501, "update_ticket is not implemented yet")


@router.post(
    "/api/v1/tickets/{ticket_id}/messages",
    operation_id="create_ticket_message",
    summary="Endpoints",
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
        401: {"description": "Not authenticated"},
        404: {
            "model": CreateTicketMessageNotFoundError,
            "description": "Not Found",
            "content": {
                "application/json": {
                    "examples": {
                        "ticket_unknown": {"value": {"error": "ticket_unknown"}}
                    }
                }
            },
        },
    },
    dependencies=[Security(require_bearer)],
)
async def create_ticket_message(
    session: SessionDep,
    ticket_id: Annotated[str, Path()],
    body: Annotated[
        TicketMessageCreate, Body(examples=[{"body": "string", "is_internal": False}])
    ],
) -> TicketMessageCreateResponse:
    raise HTTPException(501, "create_ticket_message is not implemented yet")


@router.post(
    "/api/v1/tickets/{ticket_id}/solution",
    operation_id="create_ticket_solution",
    summary="Endpoints",
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
        401: {"description": "Not authenticated"},
        409: {
            "model": CreateTicketSolutionConflictError,
            "description": "Conflict",
            "content": {
                "application/json": {
                    "examples": {"ticket_solved": {"value": {"error": "ticket_solved"}}}
                }
            },
        },
    },
    dependencies=[Security(require_bearer)],
)
async def create_ticket_solution(
    session: SessionDep,
    ticket_id: Annotated[str, Path()],
    body: Annotated[TicketSolutionRequest, Body(examples=[{"summary": "string"}])],
) -> TicketSolutionResponse:
    raise HTTPException(501, "create_ticket_solution is not implemented yet")


@router.delete(
    "/api/v1/tickets/{ticket_id}/assignee",
    operation_id="delete_ticket_assignee",
    summary="Endpoints",
    status_code=204,
    responses={
        401: {"description": "Not authenticated"},
        404: {
            "model": DeleteTicketAssigneeNotFoundError,
            "description": "Not Found",
            "content": {
                "application/json": {
                    "examples": {
                        "ticket_unknown": {"value": {"error": "ticket_unknown"}}
                    }
                }
            },
        },
    },
    dependencies=[Security(require_bearer)],
)
async def delete_ticket_assignee(
    session: SessionDep,
    ticket_id: Annotated[str, Path()],
) -> None:
    raise HTTPException(501, "delete_ticket_assignee is not implemented yet")

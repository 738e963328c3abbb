"""Routes of spec.md."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import (
    APIRouter,
    Body,
    Cookie,
    Depends,
    File,
    Form,
    Header,
    Path,
    Query,
    Security,
    UploadFile,
)
from fastapi.responses import StreamingResponse
from pydantic.json_schema import SkipJsonSchema

from app.db import SessionDep
from app.dependencies import RateLimit
from app.errors import examples, media_library_error
from app.schemas.media_library import (
    ErrorResponse,
    StatsRead,
    TrackCreateResponse,
    TrackPage,
    TrackRead,
    TrackUpdate,
)
from app.security import (
    require_api_key,
    require_api_key_query,
    require_basic,
    require_bearer,
    require_oauth2,
    require_session_cookie,
)

router = APIRouter(tags=["Media library"])


@router.get(
    "/api/v1/tracks",
    operation_id="list_tracks",
    summary="The tracks, newest first.",
    response_model=TrackPage,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "data": [
                            {
                                "id": "6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11",
                                "title": "Blue",
                                "genre": "jazz",
                                "price": "0.99",
                                "lyrics": "la",
                            },
                            {
                                "id": "2b1d5a54-91f2-4a3e-8a76-7fd7f3c2a001",
                                "title": "Red",
                                "genre": "rock",
                                "price": "1.29",
                                "lyrics": None,
                            },
                        ],
                        "meta": {"total": 2, "next": None},
                    }
                }
            }
        },
        304: {"description": "nothing has changed"},
        422: {
            "model": ErrorResponse,
            "description": "Validation Error",
            "content": examples(
                media_library_error, 422, {"VALIDATION_ERROR": "Validation Error"}
            ),
        },
    },
)
async def list_tracks(
    session: SessionDep,
    genre: Annotated[
        Literal["rock", "jazz", "folk"] | None, Query(description="Only these")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="1 to 100, default 20")] = 20,
    x_request_id: Annotated[
        UUID | SkipJsonSchema[None],
        Header(alias="X-Request-ID", description="Traces the call"),
    ] = None,
    locale: Annotated[str | None, Cookie(description="Of the texts")] = None,
) -> TrackPage:
    raise media_library_error(
        501, "NOT_IMPLEMENTED", "list_tracks is not implemented yet"
    )


@router.get(
    "/api/v1/tracks/export",
    operation_id="export_tracks",
    response_class=StreamingResponse,
    response_description="text/csv, a download",
    responses={
        200: {
            "description": "text/csv, a download",
            "content": {"text/csv": {"schema": {"type": "string"}}},
        },
        401: {
            "model": ErrorResponse,
            "description": "Not authenticated",
            "content": examples(
                media_library_error, 401, {"UNAUTHENTICATED": "Not authenticated"}
            ),
        },
    },
    dependencies=[Security(require_api_key)],
)
async def export_tracks(
    session: SessionDep,
) -> StreamingResponse:
    raise media_library_error(
        501, "NOT_IMPLEMENTED", "export_tracks is not implemented yet"
    )


@router.get(
    "/api/v1/tracks/{track_id}",
    operation_id="get_track",
    response_model=TrackRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11",
                        "title": "Blue",
                        "genre": "jazz",
                        "price": "0.99",
                        "lyrics": "la",
                    }
                }
            }
        },
        401: {
            "model": ErrorResponse,
            "description": "No token",
            "content": examples(
                media_library_error, 401, {"UNAUTHENTICATED": "No token"}
            ),
        },
        404: {
            "model": ErrorResponse,
            "description": "No such track",
            "content": examples(
                media_library_error, 404, {"TRACK_NOT_FOUND": "No such track"}
            ),
        },
        422: {
            "model": ErrorResponse,
            "description": "Validation Error",
            "content": examples(
                media_library_error, 422, {"VALIDATION_ERROR": "Validation Error"}
            ),
        },
    },
    dependencies=[Security(require_bearer)],
)
async def get_track(
    session: SessionDep,
    track_id: Annotated[UUID, Path()],
) -> TrackRead:
    raise media_library_error(
        501, "NOT_IMPLEMENTED", "get_track is not implemented yet"
    )


@router.post(
    "/api/v1/tracks",
    operation_id="create_track",
    status_code=201,
    response_model=TrackCreateResponse,
    responses={
        201: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11",
                        "title": "Blue",
                    }
                }
            }
        },
        400: {
            "model": ErrorResponse,
            "description": "A field is wrong",
            "content": examples(
                media_library_error, 400, {"VALIDATION_ERROR": "A field is wrong"}
            ),
        },
        401: {
            "model": ErrorResponse,
            "description": "No token",
            "content": examples(
                media_library_error, 401, {"UNAUTHENTICATED": "No token"}
            ),
        },
        403: {
            "model": ErrorResponse,
            "description": "The scope is missing",
            "content": examples(
                media_library_error, 403, {"SCOPE_MISSING": "The scope is missing"}
            ),
        },
        409: {
            "model": ErrorResponse,
            "description": "There is one of this title",
            "content": examples(
                media_library_error, 409, {"TRACK_EXISTS": "There is one of this title"}
            ),
        },
        422: {"model": ErrorResponse, "description": "Validation Error"},
        429: {
            "model": ErrorResponse,
            "description": "Rate limit exceeded",
            "content": examples(
                media_library_error, 429, {"TOO_MANY": "Rate limit exceeded"}
            ),
        },
    },
    dependencies=[
        Security(require_oauth2, scopes=["tracks:write"]),
        Depends(RateLimit("10 requests per minute", requests=10, seconds=60)),
    ],
)
async def create_track(
    session: SessionDep,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key")],
    title: Annotated[
        str, Form(min_length=1, max_length=200, description="max 200 chars")
    ],
    genre: Annotated[Literal["rock", "jazz", "folk"], Form()],
    recording: Annotated[UploadFile, File(description="The sound")],
    covers: Annotated[
        list[UploadFile] | SkipJsonSchema[None], File(description="Pictures")
    ] = None,
    explicit: Annotated[bool | SkipJsonSchema[None], Form()] = None,
) -> TrackCreateResponse:
    raise media_library_error(
        501, "NOT_IMPLEMENTED", "create_track is not implemented yet"
    )


@router.delete(
    "/api/v1/tracks/{track_id}",
    operation_id="delete_track",
    status_code=204,
    responses={
        401: {
            "model": ErrorResponse,
            "description": "No token",
            "content": examples(
                media_library_error, 401, {"UNAUTHENTICATED": "No token"}
            ),
        },
        403: {
            "model": ErrorResponse,
            "description": "Not an admin",
            "content": examples(
                media_library_error, 403, {"ADMINS_ONLY": "Not an admin"}
            ),
        },
        404: {
            "model": ErrorResponse,
            "description": "No such track",
            "content": examples(
                media_library_error, 404, {"TRACK_NOT_FOUND": "No such track"}
            ),
        },
        422: {
            "model": ErrorResponse,
            "description": "Validation Error",
            "content": examples(
                media_library_error, 422, {"VALIDATION_ERROR": "Validation Error"}
            ),
        },
    },
    dependencies=[Security(require_bearer, scopes=["admin"])],
)
async def delete_track(
    session: SessionDep,
    track_id: Annotated[UUID, Path()],
) -> None:
    raise media_library_error(
        501, "NOT_IMPLEMENTED", "delete_track is not implemented yet"
    )


@router.put(
    "/api/v1/tracks/{track_id}",
    operation_id="update_track",
    response_model=TrackRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {
                        "id": "6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11",
                        "title": "Blue",
                        "genre": "jazz",
                        "price": "0.99",
                        "lyrics": "la",
                    }
                }
            }
        },
        400: {
            "model": ErrorResponse,
            "description": "A field is wrong",
            "content": examples(
                media_library_error, 400, {"VALIDATION_ERROR": "A field is wrong"}
            ),
        },
        401: {
            "model": ErrorResponse,
            "description": "Not authenticated",
            "content": examples(
                media_library_error, 401, {"UNAUTHENTICATED": "Not authenticated"}
            ),
        },
        404: {
            "model": ErrorResponse,
            "description": "No such track",
            "content": examples(
                media_library_error, 404, {"TRACK_NOT_FOUND": "No such track"}
            ),
        },
        422: {"model": ErrorResponse, "description": "Validation Error"},
    },
    dependencies=[Security(require_basic)],
)
async def update_track(
    session: SessionDep,
    track_id: Annotated[UUID, Path()],
    body: Annotated[
        TrackUpdate,
        Body(
            examples=[
                {"title": "Blue", "genre": "jazz", "price": "0.99", "lyrics": "la"}
            ]
        ),
    ],
) -> TrackRead:
    raise media_library_error(
        501, "NOT_IMPLEMENTED", "update_track is not implemented yet"
    )


@router.get(
    "/api/v1/tracks/{track_id}/plays",
    operation_id="list_track_plays",
    response_class=StreamingResponse,
    response_description="text/event-stream",
    responses={
        200: {
            "description": "text/event-stream",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        401: {
            "model": ErrorResponse,
            "description": "Not authenticated",
            "content": examples(
                media_library_error, 401, {"UNAUTHENTICATED": "Not authenticated"}
            ),
        },
        422: {
            "model": ErrorResponse,
            "description": "Validation Error",
            "content": examples(
                media_library_error, 422, {"VALIDATION_ERROR": "Validation Error"}
            ),
        },
    },
    dependencies=[Security(require_session_cookie)],
)
async def list_track_plays(
    session: SessionDep,
    track_id: Annotated[UUID, Path()],
) -> StreamingResponse:
    raise media_library_error(
        501, "NOT_IMPLEMENTED", "list_track_plays is not implemented yet"
    )


@router.get(
    "/api/v1/stats",
    operation_id="get_stats",
    response_model=StatsRead,
    responses={
        200: {
            "content": {
                "application/json": {
                    "example": {"plays": 12, "by_genre": {"jazz": 3, "rock": 9}}
                }
            }
        },
        401: {
            "model": ErrorResponse,
            "description": "Not authenticated",
            "content": examples(
                media_library_error, 401, {"UNAUTHENTICATED": "Not authenticated"}
            ),
        },
    },
    dependencies=[Security(require_api_key_query)],
)
async def get_stats() -> StatsRead:
    raise media_library_error(
        501, "NOT_IMPLEMENTED", "get_stats is not implemented yet"
    )

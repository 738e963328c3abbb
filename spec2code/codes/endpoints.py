"""A1xx: endpoints and examples. A101 to A149 are about endpoints; the rest in `examples`."""

from __future__ import annotations

from spec2code.codes.code import Code
from spec2code.diagnostics import Severity

CODES: tuple[Code, ...] = (
    Code(
        "A101",
        "status-assumed",
        Severity.INFO,
        "A response body is shown without a status.",
        "201 is assumed for a POST that creates, 200 otherwise; the generated code answers with it.",
        "Write the status into the label: `**Response (201 Created):**`.",
        '**Response:**\n```json\n{"id": 1}\n```',
    ),
    Code(
        "A103",
        "unknown-method",
        Severity.WARNING,
        "A row of an endpoint table has a method that HTTP doesn't have.",
        "WebSocket routes and words such as CRUD name no single endpoint; the row is passed over.",
        "Write one row per HTTP method, or describe the socket in a section of its own.",
        "| Method | Path |\n|---|---|\n| WS | /ws |",
    ),
    Code(
        "A104",
        "auth-contradicts",
        Severity.WARNING,
        "Two places disagree on whether an endpoint needs authentication.",
        "The fuller description is believed; if it is the wrong one, the endpoint is open or closed by mistake.",
        "Make the overview and the details agree.",
        "| GET | /me | Public |\n\n### GET /me\n**Auth:** Bearer",
    ),
    Code(
        "A105",
        "request-described-twice",
        Severity.WARNING,
        "Two places show the request of one endpoint with different fields.",
        "The fuller description is believed and the other one passed over.",
        "Keep one of them, or make them agree.",
        "",
    ),
    Code(
        "A106",
        "undefined-body",
        Severity.WARNING,
        "A body is named that the spec doesn't define.",
        "Its fields aren't known; the generated schema accepts anything.",
        "Add a section with that name and the body, or show the body in place.",
        "| GET | /orders | 200 PageOrderResponse |",
    ),
    Code(
        "A107",
        "unclear-reference",
        Severity.WARNING,
        "A body is described as the same as another, and which one could not be told.",
        "The endpoint is left without that body.",
        "Name the endpoint: `same as POST /users`.",
        "**Response:** same as usual",
    ),
    Code(
        "A108",
        "error-body-stated-twice",
        Severity.WARNING,
        "The error body that all endpoints share is stated twice, with different fields.",
        "The first one is believed.",
        "Keep one of them.",
        "",
    ),
    Code(
        "A110",
        "success-status-differs",
        Severity.WARNING,
        "two places state different statuses for the success of one endpoint",
        "The fuller description is believed; a client that follows the other one misses the answer.",
        "state the same status in both places",
        "| POST | /orders | 200 | beside `**Response (201):**` under `### POST /orders`",
    ),
    Code(
        "A109",
        "path-not-closed",
        Severity.ERROR,
        "a brace in a path is never closed",
        "the path can't be read, so the endpoint is left out",
        "close the brace: `/orders/{order_id}`",
        "### GET /orders/{order_id",
    ),
)

"""Errors in tables, bullets and sentences that call their parts by other names than Status and Code."""

from __future__ import annotations

import pytest

from tests.spec_reading import endpoints, only

BODY = '## POST /api/carts\n\n**Response (201):**\n\n```json\n{"id": 1}\n```\n\n'


def errors(text: str) -> list[tuple[int, str | None, str | None, str | None]]:
    found = only(f"# Carts\n\n{BODY}{text}").errors
    return [(item.status, item.code, item.message, item.condition) for item in found]


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        (
            "Error Condition | HTTP Status | Response",
            '400 | `{"error": "EMPTY"}`',
            "404 | Not here",
        ),
        ("Scenario | Code | Body", '400 Bad Request | {"code": "EMPTY"}', "404 | Not here"),
    ],
)
def test_tables_of_other_names(head: str, first: str, second: str) -> None:
    table = f"| {head} |\n|---|---|---|\n| No items | {first} |\n| Unknown | {second} |\n"
    assert errors(table) == [
        (400, "EMPTY", None, "No items"),
        (404, None, "Not here", "Unknown"),
    ]


def test_a_message_in_words() -> None:
    table = "| Case | HTTP | Message |\n|---|---|---|\n| No items | 422 | Add one first |\n"
    assert errors(table) == [(422, None, "Add one first", "No items")]


def test_the_answer_holds_status_and_code() -> None:
    table = (
        "| When | Response |\n|---|---|\n| No items | 400 `EMPTY` |\n| Held | 423 Locked: wait |\n"
    )
    assert errors(table) == [(400, "EMPTY", None, "No items"), (423, None, "wait", "Held")]


def test_a_result_that_is_a_number_is_no_status() -> None:
    assert errors("| Input | Result |\n|---|---|\n| 2 items | 450 |\n| 5 items | 500 |\n") == []


def test_the_message_of_a_body_in_a_cell() -> None:
    cell = '`{"code": "HELD", "message": "someone pays for it"}`'
    table = f"| Case | Status | Body |\n|---|---|---|\n| Held | 409 | {cell} |\n"
    assert errors(table) == [(409, "HELD", "someone pays for it", "Held")]


def test_bullets_with_a_status_first() -> None:
    bullets = "- **404**: cart not found\n- 409 Conflict - already paid (`ALREADY_PAID`)\n"
    assert errors(bullets) == [
        (404, None, None, "cart not found"),
        (409, "ALREADY_PAID", None, "already paid"),
    ]


def test_a_sentence_below_the_body() -> None:
    told = errors("Returns 422 when the cart is empty, and 409 if it was paid before.\n")
    assert sorted(status for status, *_ in told) == [409, 422]


def test_a_sentence_below_the_body_that_tells_no_error() -> None:
    (endpoint,) = endpoints(f"# Carts\n\n{BODY}Carts hold up to 422 items and never 409.\n")
    assert endpoint.errors == ()

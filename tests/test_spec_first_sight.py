"""Forms that files had which the reader met for the first time: what is taken, and what is not."""

from __future__ import annotations

import pytest

from spec2code.spec.auth import gives_tokens
from tests.spec_reading import keys, only, request, responses

BODY = '```json\n{ "sub": "1", "exp": 2 }\n```\n'


@pytest.mark.parametrize(
    "label",
    ["**JWT Payload:**", "**In-memory structure:**", "**Token claims**:", "**JWT 페이로드:**"],
)
def test_what_lies_elsewhere_is_no_body(label: str) -> None:
    endpoint = only(f"### POST /login\n\n{label}\n\n{BODY}")
    assert endpoint.request is None
    assert not any(responses(endpoint).values())


def test_a_payload_is_the_body() -> None:
    assert request(only(f"### POST /pets\n\n**Payload:**\n\n{BODY}")) == ["sub", "exp"]


@pytest.mark.parametrize(
    ("path", "gives"),
    [
        ("/auth/request-otp", True),
        ("/auth/android/send-code", True),
        ("/auth/magic-link", True),
        ("/orders/request-code", False),
    ],
)
def test_who_asks_for_a_code_has_no_token_yet(path: str, gives: bool) -> None:
    assert gives_tokens(path) is gives


def test_calls_to_addresses_of_others() -> None:
    text = "# Pets\n\n## API\n\n- `POST /pets`\n\n```\nPOST ${BOT_WEBHOOK_URL}/notify\n```\n\n```\nGET ${BASE_URL}/pets\n```\n"
    assert keys(text) == ["POST /pets", "GET /pets"]


def test_an_endpoint_about_events_below_them() -> None:
    text = "# Pets\n\n## Real-time Events\n\n- `pet.fed`: { id }\n\n### Pusher Auth Endpoint\n\n`POST /pusher/auth`\n"
    assert keys(text) == ["POST /pusher/auth"]

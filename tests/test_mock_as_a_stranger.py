"""The mock of a sample that has everything an API can ask of its callers, served and used as a stranger would."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.generated_app import served
from tests.sample_projects import ROOT, lay_out, spec2code

TRACKS = "/api/v1/tracks"
BLUE = "6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11"
NOBODY_S = "11111111-1111-4111-8111-111111111111"
BEARER = {"Authorization": "Bearer token"}
BASIC = {"Authorization": f"Basic {base64.b64encode(b'anna:secret').decode()}"}
FORM = {"title": "Blue", "genre": "jazz", "explicit": "true"}
RECORDING = ("recording", ("a.wav", b"RIFF", "audio/wav"))
COVERS = [("covers", (f"{number}.png", b"PNG", "image/png")) for number in range(2)]


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    root: Path = tmp_path_factory.mktemp("media")
    specs = lay_out(ROOT / "samples" / "media-library", root)
    spec2code(root, "generate", *specs, "--stubs", "example")
    with served(root) as client:
        yield client


def error_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code; the body has the shape of the spec."""
    body = answer.json()
    assert set(body) == {"error"} and set(body["error"]) == {"code", "message", "request_id"}
    return answer.status_code, body["error"]["code"]


@pytest.mark.parametrize(
    ("genre", "titles"), [(None, ["Blue", "Red"]), ("jazz", ["Blue"]), ("folk", [])]
)
def test_a_list_is_filtered(stranger: httpx.Client, genre: str | None, titles: list[str]) -> None:
    headers = {"X-Request-ID": BLUE, "Cookie": "locale=de"}
    answer = stranger.get(TRACKS, params={"genre": genre} if genre else None, headers=headers)
    assert answer.status_code == 200
    assert [row["title"] for row in answer.json()["data"]] == titles


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"params": {"genre": "polka"}}, "query.genre"),
        ({"params": {"limit": "101"}}, "query.limit"),
        ({"headers": {"X-Request-ID": "7"}}, "header.X-Request-ID"),
    ],
)
def test_parameters_are_looked_at(
    stranger: httpx.Client, options: dict[str, Any], place: str
) -> None:
    answer = stranger.get(TRACKS, **options)
    assert error_of(answer) == (422, "VALIDATION_ERROR")
    assert answer.json()["error"]["message"].startswith(place)


@pytest.mark.parametrize(
    ("method", "path", "shown"),
    [
        ("GET", f"{TRACKS}/{BLUE}", {"headers": BEARER}),
        ("DELETE", f"{TRACKS}/{BLUE}", {"headers": BEARER}),
        ("GET", f"{TRACKS}/export", {"headers": {"X-API-Key": "key"}}),
        ("GET", "/api/v1/stats", {"params": {"api_key": "key"}}),
        ("GET", f"{TRACKS}/{BLUE}/plays", {"headers": {"Cookie": "session=abc"}}),
        (
            "PUT",
            f"{TRACKS}/{BLUE}",
            {
                "headers": BASIC,
                "json": {"title": "Blue", "genre": "jazz", "price": "1", "lyrics": None},
            },
        ),
        (
            "POST",
            TRACKS,
            {
                "headers": {**BEARER, "Idempotency-Key": "one"},
                "data": FORM,
                "files": [RECORDING, *COVERS],
            },
        ),
    ],
)
def test_credentials_are_asked_for_and_taken(
    stranger: httpx.Client, method: str, path: str, shown: dict[str, Any]
) -> None:
    assert stranger.request(method, path, **shown).status_code < 300
    bare = {key: value for key, value in shown.items() if key not in ("headers", "params")}
    refused = stranger.request(method, path, **bare)
    assert error_of(refused) == (401, "UNAUTHENTICATED")
    scheme = shown.get("headers", {}).get("Authorization", "").partition(" ")[0]
    assert refused.headers.get("WWW-Authenticate", "") == scheme


def test_what_nobody_has_is_404(stranger: httpx.Client) -> None:
    for method in ("GET", "DELETE"):
        answer = stranger.request(method, f"{TRACKS}/{NOBODY_S}", headers=BEARER)
        assert error_of(answer) == (404, "TRACK_NOT_FOUND")
    assert error_of(stranger.get("/api/v2/tracks")) == (404, "NOT_FOUND")
    assert error_of(stranger.patch(TRACKS)) == (405, "METHOD_NOT_ALLOWED")


def test_answers_are_what_the_spec_shows(stranger: httpx.Client) -> None:
    track = stranger.get(f"{TRACKS}/{BLUE}", headers=BEARER).json()
    assert track == {"id": BLUE, "title": "Blue", "genre": "jazz", "price": "0.99", "lyrics": "la"}
    gone = stranger.delete(f"{TRACKS}/{BLUE}", headers=BEARER)
    assert (gone.status_code, gone.content) == (204, b"")
    export = stranger.get(f"{TRACKS}/export", headers={"X-API-Key": "key"})
    assert export.headers["content-type"].startswith("text/csv")
    plays = stranger.get(f"{TRACKS}/{BLUE}/plays", headers={"Cookie": "session=abc"})
    assert plays.headers["content-type"].startswith("text/event-stream")
    assert stranger.get("/api/v1/stats", params={"api_key": "key"}).json()["plays"] == 12


def test_a_form_needs_all_that_is_required(stranger: httpx.Client) -> None:
    """An invalid request is the 400 that the spec has for it here."""
    headers = {**BEARER, "Idempotency-Key": "one"}
    for data, files in ((FORM, []), ({"title": "Blue"}, [RECORDING])):
        answer = stranger.post(TRACKS, data=data, files=files or None, headers=headers)
        assert error_of(answer) == (400, "VALIDATION_ERROR")
    answer = stranger.post(TRACKS, data=FORM, files=[RECORDING], headers=BEARER)
    assert error_of(answer) == (400, "VALIDATION_ERROR")
    assert "Idempotency-Key" in answer.json()["error"]["message"]


def test_the_document_says_who_may_call_what(stranger: httpx.Client) -> None:
    document = stranger.get("/openapi.json").json()
    security = {
        f"{method.upper()} {path.removeprefix('/api/v1')}": item.get("security")
        for path, methods in document["paths"].items()
        for method, item in methods.items()
    }
    assert security == {
        "GET /tracks": None,
        "POST /tracks": [{"OAuth2PasswordBearer": ["tracks:write"]}],
        "GET /tracks/export": [{"APIKeyHeader": []}],
        "GET /tracks/{track_id}": [{"HTTPBearer": []}],
        "DELETE /tracks/{track_id}": [{"HTTPBearer": ["admin"]}],
        "PUT /tracks/{track_id}": [{"HTTPBasic": []}],
        "GET /tracks/{track_id}/plays": [{"APIKeyCookie": []}],
        "GET /stats": [{"APIKeyQuery": []}],
    }

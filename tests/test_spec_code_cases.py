"""Each code about endpoints and examples: a spec that raises it and nothing worse, and one that just doesn't."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spec2code.codes import CODES
from spec2code.spec import check_specs, read_spec

TESTS = Path(__file__).resolve().parent


def _told(text: str) -> dict[str, list[int]]:
    """The lines on which each code is raised; every finding has a place and a mend."""
    reading = read_spec(text.encode(), "spec.md")
    found: dict[str, list[int]] = {}
    for item in [*reading.diagnostics, *check_specs([reading])]:
        assert item.span is not None and item.hint
        found.setdefault(item.code, []).append(item.span.line)
    return found


def _post(body: str = '{"name": "Ann", "age": 42}', fields: str = "", response: str = "") -> str:
    head = "| Field | Type | Required | Validation |\n|---|---|---|---|\n"
    table = f"\n{head}{fields}\n" if fields else ""
    shown = response or '**Response (201):**\n\n```json\n{"id": "uuid"}\n```\n'
    return f"# People\n\n### POST /people\n\n**Request:**\n{table}\n```json\n{body}\n```\n\n{shown}"


def _get(response: str = '{"id": 1, "total": 5}', request: str = "") -> str:
    body = f"**Request Body:**\n\n```json\n{request}\n```\n\n" if request else ""
    return f"# People\n\n### GET /people/{{id}}\n\n{body}**Response (200):**\n\n```json\n{response}\n```\n\n"


HEADERS = "# People\n\n### GET /people\n\n**Headers:**\n\n| Header | Type | Required |\n|---|---|---|\n| {} | string | Yes |\n\n**Response:** 204\n"
QUERY = "# People\n\n### GET /people\n\n**Query Parameters:**\n\n| Name | Type | Required | Default |\n|---|---|---|---|\n| status | enum: open, closed | No | {} |\n\n**Response:** 204\n"
NAME, AGE = "| name | string | Yes | 1-50 chars |\n", "| age | integer | Yes | 0-150 |\n"
TYPE = '\n### Address\n\n```json\n{"city": "Rome"}\n```\n'
AUTH = "# People\n\n| Method | Path | Auth |\n|---|---|---|\n| GET | /people | {} |\n\n### GET /people\n\n**Auth:** Bearer\n\n**Response (200):**\n\n```json\n[]\n```\n"
ERRORS = '\n## Error format\n\nAll errors:\n\n```json\n{{"error": {{"code": "X"}}}}\n```\n\nAn error:\n\n```json\n{}\n```\n'

CASES: dict[str, tuple[str, str]] = {
    "A101": (
        _post(response='**Response:**\n\n```json\n{"id": "uuid"}\n```\n'),
        _post(),
    ),
    "A103": (
        "# X\n\n| Method | Path |\n|---|---|\n| GET | /a |\n| WS | /live |\n",
        "# X\n\n| Method | Path |\n|---|---|\n| GET | /a |\n| patch | /live |\n",
    ),
    "A104": (AUTH.format("Public"), AUTH.format("JWT")),
    "A105": (
        _post() + _post('{"name": "Ann", "born": "2000-01-01"}').replace("# People\n", ""),
        _post() + _post('{"name": "Bob", "age": 1}').replace("# People\n", ""),
    ),
    "A106": (
        "# X\n\n### GET /people\n\n**Response (200):** PersonPage\n",
        "# X\n\n### GET /people\n\n**Response (200):** Address\n" + TYPE,
    ),
    "A107": (
        "# X\n\n### GET /people\n\n**Response (200):** same as `GET /persons`\n",
        "# X\n\n### GET /people\n\n**Response (200):** same as `GET /all`\n\n### GET /all\n\n**Response (200):**\n\n```json\n[{\"id\": 1}]\n```\n",
    ),
    "A108": (
        "# X\n" + ERRORS.format('{"success": false, "message": "x"}'),
        "# X\n" + ERRORS.format('{"error": {"code": "Y"}}'),
    ),
    "A109": (
        "# X\n\n### GET /orders/{order_id\n\n**Response:** 204\n",
        "# X\n\n### GET /orders/{order_id}\n\n**Response:** 204\n",
    ),
    "A111": (
        _get() + _get('{"number": "x", "lines": []}').replace("# People\n", ""),
        _get() + _get('{"id": 2, "total": 7}').replace("# People\n", ""),
    ),
    "A112": (_post(response="**Response (999):**\n\n```json\n{}\n```\n"), _post()),
    "A113": (_get(request='{"filter": "x"}'), _post('{"filter": "x"}')),
    "A114": (
        _post(fields=NAME + AGE + "| name | integer | No | |\n"),
        _post(fields=NAME + AGE + "| nick | integer | No | |\n"),
    ),
    "A115": (
        _get().replace("/people/{id}", "/people/{id}/pets/{id}"),
        _get().replace("/people/{id}", "/people/{id}/pets/{pet_id}"),
    ),
    "A116": (_get().replace("{id}", "{}"), _get().replace("{id}", "{personId}")),
    "A117": (HEADERS.format("X-Trüe"), HEADERS.format("X-Request-Id")),
    "A118": (QUERY.format("pending"), QUERY.format("closed")),
    "A119": (
        _post(fields="| name | string | Yes | min 50, max 10 chars |\n", body='{"name": "Ann"}'),
        _post(fields="| name | string | Yes | min 1, max 10 chars |\n", body='{"name": "Ann"}'),
    ),
    "A120": (
        _post(fields="| name | string | Yes | regex `^[A-Z{3}$` |\n", body='{"name": "ANN"}'),
        _post(fields="| name | string | Yes | regex `^[A-Z]{3}$` |\n", body='{"name": "ANN"}'),
    ),
    "A150": (_post('{"name": "Ann", "tags": ["a", "b"}'[:-1]), _post('{"name": "Ann", "tags": ["a", "b"]}')),
    "A151": (_post('{"name": , "age": 1}'), _post('{"name": null, "age": 1}')),
    "A152": (_post('{"name": "Ann" "age": 1}'), _post('{"name": "Ann",\n"age": 1,}')),
    "A153": (_post('{"tags": ["a", "b"} ]'), _post('{"tags": ["a", "b}"] }')),
    "A154": (
        _post('{"name": "Ann",\n and the usual fields }'),
        _post('{"name": "Ann" // and the usual fields\n}'),
    ),
    "A155": (_post('{"a": ' + "[" * 70 + "]" * 70 + "}"), _post('{"a": ' + "[" * 9 + "]" * 9 + "}")),
    "A156": (_post('{"name": "Ann", "name": "Bob"}'), _post('{"name": "Ann", "Name": "Bob"}')),
    "A157": (_post('{"name": "Ann", ...}'), _post('{"name": "Ann..."}')),
    "A121": (
        "# X\n\n```yaml\nopenapi: 3.0.0\npaths:\n  /a:\n    get:\n      summary: A\n      oops\n```\n",
        "# X\n\n```yaml\nopenapi: 3.0.0\npaths:\n  /a:\n    get:\n      summary: A\n        oops\n```\n",
    ),
    "A122": (
        _post(response='**Response (204):**\n\n```json\n{"id": 1}\n```\n'),
        _post(response="**Response (204):**\n\n```json\n{}\n```\n"),
    ),
    "A158": (_post('{"home": Address}'), _post('{"home": Address}') + TYPE),
    "A159": (
        _post(fields=NAME + "| age | integer | Yes | as the law has it |\n"),
        _post(fields=NAME + "| age | integer | Yes | between 0 and 150 |\n"),
    ),
    "A160": (_post('{"name": "Ann", "age": "42"}', NAME + AGE), _post(fields=NAME + AGE)),
    "A161": (
        _post('{"name": "Ann"}', NAME + AGE),
        _post('{"name": "Ann"}', NAME + AGE.replace("Yes", "No")),
    ),
    "A162": (_post('{"name": "Ann", "age": 42, "nick": "A"}', NAME + AGE), _post(fields=NAME + AGE)),
    "A163": (_post('{"values": [1, "a"]}'), _post('{"values": [1, 2]}')),
    "A164": (
        _post('{"name": "Ann", "age": true}', NAME + "| age | boolean | Yes | max 255 chars |\n"),
        _post('{"name": "Ann", "age": "x"}', NAME + "| age | string | Yes | max 255 chars |\n"),
    ),
    "A165": (
        _post('{"name": "Ann", "age": 420}', NAME + AGE),
        _post('{"name": "A", "age": 150}', NAME + AGE),
    ),
    "S184": (
        "# X\n\n## Post-deployment migration\n\n```sql\nUPDATE people SET age = 1;\n```\n",
        "# X\n\n## Examples of queries\n\n```sql\nUPDATE people SET age = 1;\n```\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_a_case_raises_the_code(code: str) -> None:
    assert code in _told(CASES[code][0])


@pytest.mark.parametrize("code", CASES)
def test_a_near_miss_does_not(code: str) -> None:
    assert code not in _told(CASES[code][1])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("### GET /per sons/{id}", True),
        ("See `GET /per sons/all`.", True),
        ("**DELETE /people/{id}/ad dresses/all**", True),
        ("### GET /people list/search of all", False),
        ("### GET /people (list/search)", False),
        ("`GET /people HTTP/1.1`", False),
        ("`GET /people` or `GET /people/all`", False),
        ("Call GET /people and/or ask.", False),
    ],
)
def test_a_path_in_two_pieces(line: str, told: bool) -> None:
    assert ("A116" in _told(f"# People\n\n{line}\n\n**Response:** 204\n")) == told


@pytest.mark.parametrize(
    ("heading", "paths"),
    [("GET /per sons/{id}", ["/ok"]), ("GET /per-sons/{id}", ["/per-sons/{id}", "/ok"])],
)
def test_the_first_piece_of_a_path_is_no_endpoint(heading: str, paths: list[str]) -> None:
    text = f"# People\n\n### {heading}\n\n**Response:** 204\n\n### GET /ok\n\n**Response:** 204\n"
    assert [item.path for item in read_spec(text.encode(), "a.md").spec.endpoints] == paths


@pytest.mark.parametrize("code", CASES)
def test_an_error_is_the_only_one(code: str) -> None:
    """A mistake isn't told a second time as another error."""
    worst = {other for other in _told(CASES[code][0]) if CODES[other].severity.value == "error"}
    assert worst <= {code, "A150", "A153"}


def test_every_code_of_a_spec_has_a_case() -> None:
    """Those about documents, SQL and cross-checks have theirs in the tests of these."""
    tests = "".join(
        (TESTS / name).read_text()
        for name in (
            "test_spec_check.py",
            "test_spec_document.py",
            "test_spec_reading.py",
            "test_many_specs.py",
        )
    )
    named = set(re.findall(r"\b[SA]1\d\d\b", tests)) | CASES.keys()
    assert not [code for code in CODES if code[0] in "SA" and code not in named]

"""What a request reads and what a response has are two things: names, types and fields of one model that differ."""

from __future__ import annotations

from tests.drift_cases.policy import (
    Policy,
    answering,
    endpoint,
    fields,
    response,
    taking,
)


def both(model: str, imports: str = "") -> str:
    """An application that reads and answers one model."""
    return f"{imports}\n{model}\n\n@app.post('/a', status_code=200)\ndef a(body: A) -> A: ...\n"


def spoken(request: str, answer: str) -> str:
    return endpoint("POST /a", f"**Request**:\n\n{request}\n**Response** (200 OK):\n\n{answer}")


ALIAS = "class A(BaseModel):\n    made: str = Field(serialization_alias='madeAt')\n"

CHOICES = (
    "from pydantic import AliasChoices\n\n"
    "class A(BaseModel):\n    made: str = Field(validation_alias=AliasChoices('made_at', 'madeAt'))\n"
)

BY_NAME = (
    "from pydantic import ConfigDict\n\nclass A(BaseModel):\n"
    "    model_config = ConfigDict(populate_by_name=True)\n    made: str = Field(alias='madeAt')\n"
)

GENERATED = (
    "from pydantic import ConfigDict\nfrom pydantic.alias_generators import to_camel\n\n"
    "class A(BaseModel):\n    model_config = ConfigDict(alias_generator=to_camel)\n"
    "    made_at: str = Field(serialization_alias='made')\n"
)

SERIALIZER = (
    "from pydantic import field_serializer\n\nclass A(BaseModel):\n    code: int\n\n"
    "    @field_serializer('code')\n    def name_of(self, code: int) -> str: ...\n"
)

UNTOLD = SERIALIZER.replace(" -> str", "")

KEPT_NULL = SERIALIZER.replace("code: int\n", "code: int | None\n").replace(
    "'code'", "'code', when_used='unless-none'"
)

ANNOTATED = (
    "from typing import Annotated\nfrom pydantic import PlainSerializer\n\n"
    "class A(BaseModel):\n    code: Annotated[int, PlainSerializer(str, return_type=str)]\n"
)

SECONDS = (
    "from datetime import timedelta\nfrom pydantic import ConfigDict\n\nclass A(BaseModel):\n"
    "    model_config = ConfigDict(ser_json_timedelta='float')\n    took: timedelta | None = None\n"
)

EXCLUDED = "class A(BaseModel):\n    a: str\n    secret: str = Field(exclude=True)\n"

COMPUTED = (
    "from pydantic import computed_field\n\nclass A(BaseModel):\n    a: str\n\n"
    "    @computed_field\n    @property\n    def twice(self) -> str: ...\n"
)

HIDDEN = (
    "from pydantic import ConfigDict\n\n"
    "def hide(schema: dict) -> None:\n    schema.get('properties', {}).pop('inner', None)\n\n"
    "class A(BaseModel):\n    model_config = ConfigDict(json_schema_extra=hide)\n"
    "    a: str\n    inner: str = ''\n"
)

STRING = "string | Yes"

SEVERAL = "class A(BaseModel):\n    a: str | bool\n"

REFUSING = (
    "from pydantic import ConfigDict\n\n"
    "class A(BaseModel):\n    model_config = ConfigDict(extra='forbid')\n    a: str\n"
)

CASES = (
    Policy(
        "a response that may be of a further type",
        endpoint("GET /a", "**Response** (200 OK):\n\n" + fields(f"a | {STRING}")),
        app=f"{SEVERAL}\n@app.get('/a')\ndef a() -> A: ...\n",
        told=("D403 error field A.a",),
    ),
    Policy(
        "a response of which an example shows one of several types",
        endpoint("GET /a", response('{"a": "x"}')),
        app=f"{SEVERAL}\n@app.get('/a')\ndef a() -> A: ...\n",
    ),
    Policy(
        "a request that takes a further type",
        endpoint("POST /a", "**Request**:\n\n" + fields(f"a | {STRING}")),
        app=f"{SEVERAL}\n@app.post('/a')\ndef a(body: A): ...\n",
    ),
    Policy(
        "a list of which no item may repeat",
        endpoint("POST /a", "**Request**:\n\n" + fields("a | string[] (unique items) | Yes")),
        app=taking("a: list[str]"),
        told=("D406 warning field A.a",),
    ),
    Policy(
        "a limit that the model of an answer doesn't repeat",
        endpoint("GET /a", "**Response** (200 OK):\n\n" + fields("a | string (max 20) | Yes")),
        app=answering("a: str"),
        told=("D406 info field A.a",),
    ),
    Policy(
        "a limit that the model of an answer has otherwise",
        endpoint("GET /a", "**Response** (200 OK):\n\n" + fields("a | string (max 20) | Yes")),
        app=answering("a: str = Field(max_length=30)"),
        told=("D406 warning field A.a",),
    ),
    Policy(
        "a limit of what is sent and answered that one model of both lacks",
        spoken(fields("a | string (max 20) | Yes"), fields("a | string (max 20) | Yes")),
        app=both("class A(BaseModel):\n    a: str\n"),
        told=("D406 warning field A.a",),
    ),
    Policy(
        "a set where the spec says no more than a list",
        endpoint("POST /a", "**Request**:\n\n" + fields("a | string[] | Yes")),
        app=taking("a: set[str]"),
    ),
    Policy(
        "a request whose model refuses what the spec doesn't name",
        endpoint("POST /a", "**Request**:\n\n" + fields(f"a | {STRING}")),
        app=f"{REFUSING}\n@app.post('/a')\ndef a(body: A): ...\n",
    ),
    Policy(
        "an alias for serialization alone",
        spoken(fields(f"made | {STRING}"), fields(f"madeAt | {STRING}")),
        app=both(ALIAS),
    ),
    Policy(
        "an alias for serialization alone, wanted of the request",
        spoken(fields(f"madeAt | {STRING}"), fields(f"madeAt | {STRING}")),
        app=both(ALIAS),
        told=("D409 error field A.madeAt",),
    ),
    Policy(
        "the second of several names that a request may use",
        endpoint("POST /a", "**Request**:\n\n" + fields(f"madeAt | {STRING}")),
        app=both(CHOICES),
    ),
    Policy(
        "an alias or the field's own name",
        spoken(fields(f"made | {STRING}"), fields(f"madeAt | {STRING}")),
        app=both(BY_NAME),
    ),
    Policy(
        "the field's own name in a response",
        spoken(fields(f"made | {STRING}"), fields(f"made | {STRING}")),
        app=both(BY_NAME),
        told=("D409 error field A.made",),
    ),
    Policy(
        "a generated name is read where only the written one is given",
        spoken(fields(f"madeAt | {STRING}"), fields(f"made | {STRING}")),
        app=both(GENERATED),
    ),
    Policy(
        "a serializer writes another type than is read",
        spoken(fields("code | integer | Yes"), fields(f"code | {STRING}")),
        app=both(SERIALIZER),
    ),
    Policy(
        "a serializer writes another type than the spec says",
        spoken(fields("code | integer | Yes"), fields("code | integer | Yes")),
        app=both(SERIALIZER),
        told=("D403 error field A.code",),
    ),
    Policy(
        "a serializer of which no type is known",
        spoken(fields("code | integer | Yes"), fields("code | boolean | Yes")),
        app=both(UNTOLD),
    ),
    Policy(
        "a serializer that leaves null alone",
        spoken(fields("code | integer \\| null | Yes"), fields("code | string \\| null | Yes")),
        app=both(KEPT_NULL),
    ),
    Policy(
        "a serializer in the annotation",
        spoken(fields("code | integer | Yes"), fields(f"code | {STRING}")),
        app=both(ANNOTATED),
    ),
    Policy(
        "seconds in the place of ISO 8601",
        spoken(fields("took | string (duration) | No"), fields("took | number \\| null | No")),
        app=both(SECONDS),
    ),
    Policy(
        "a field that is read and never written",
        spoken(fields(f"a | {STRING}", f"secret | {STRING}"), fields(f"a | {STRING}")),
        app=both(EXCLUDED),
    ),
    Policy(
        "a field that is read and never written, wanted of the response",
        spoken(
            fields(f"a | {STRING}", f"secret | {STRING}"),
            fields(f"a | {STRING}", f"secret | {STRING}"),
        ),
        app=both(EXCLUDED),
        told=("D401 error field A.secret",),
    ),
    Policy(
        "a field that is written and never read",
        spoken(fields(f"a | {STRING}"), fields(f"a | {STRING}", f"twice | {STRING}")),
        app=both(COMPUTED),
    ),
    Policy(
        "a field that the published schema doesn't have",
        spoken(fields(f"a | {STRING}"), fields(f"a | {STRING}")),
        app=both(HIDDEN),
    ),
    Policy(
        "a list whose items a table describes",
        endpoint(
            "PUT /a",
            "**Request**:\n\n"
            + fields(f"[].a | {STRING}", "[].b.c | integer | No")
            + response('[{"a": "x"}]'),
        ),
        app="class B(BaseModel):\n    c: int = 1\n\nclass A(BaseModel):\n    a: str\n    b: B\n\n"
        "class C(BaseModel):\n    a: str\n\n"
        "@app.put('/a')\ndef a(body: list[A]) -> list[C]: ...\n",
    ),
    Policy(
        "a type in the items of a list that a table describes",
        endpoint("PUT /a", "**Request**:\n\n" + fields("[].a | integer | Yes")),
        app="class A(BaseModel):\n    a: str\n\n@app.put('/a')\ndef a(body: list[A]): ...\n",
        told=("D403 error field A.a",),
    ),
    Policy(
        "a header without a type",
        endpoint("GET /a", "**Headers**:\n\n| Header |\n|---|\n| `X-Flag` |\n"),
        app="@app.get('/a')\ndef a(x_flag: bool | None = Header(None)): ...\n",
    ),
)

"""What the first run on real projects told that was none: envelopes, types in JSON, lists of columns, keys for the API."""

from __future__ import annotations

from tests.drift_cases.policy import Policy, endpoint

ENVELOPE = (
    '# Technical Spec: A\n\n## Conventions\n\n```json\n{"success": true, "data": {}}\n```\n\n## API Endpoints\n\n'
    '### `GET /a`\n\n**Response**: `200 OK`\n\n```json\n{"name": "Rex", "age": 3}\n```\n'
)
ENVELOPED = (
    "class Pet(BaseModel):\n    name: str\n    %s: int\n\nclass Answer(BaseModel):\n    success: bool\n    data: Pet\n\n"
    '@app.get("/a")\ndef a() -> Answer: ...\n'
)
TYPES = '**Request Body**:\n\n```json\n{"name": "string", "note": "string"}\n```\n'
MARKED = '**Request Body**:\n\n```json\n{"name": "string", "note": "string", "age?": "int"}\n```\n'
NOTED = 'class A(BaseModel):\n    name: str\n    note: str = "a"\n    %s\n\n@app.post("/a")\ndef a(body: A): ...\n'
LISTED = (
    "# Technical Spec: A\n\n## Database Schema\n\n### toys\n\n| Column | Type | Description |\n|---|---|---|\n"
    "| id | INTEGER | Primary key |\n| pet_id | INTEGER | %s |\n\n### pets\n\n| Column | Type | Description |\n|---|---|---|\n"
    "| id | INTEGER | Primary key |\n| toy_id | INTEGER | %s |\n"
)
LINKED = (
    "class Pet(Base):\n    __tablename__ = 'pets'\n    id = mapped_column(sa.Integer, primary_key=True)\n"
    "    toy_id = mapped_column(sa.Integer)\n\n"
    "class Toy(Base):\n    __tablename__ = 'toys'\n    id = mapped_column(sa.Integer, primary_key=True)\n"
    "    pet_id = mapped_column(sa.ForeignKey('pets.id'))\n"
)
STATES = "**Responses**:\n\n- 200: all\n- 304: as before\n"
ANSWERS = "from fastapi import Response\n\n@app.get('/a')\ndef a():\n    if kept():\n        return Response(status_code=%s)\n    return {}\n"
ROWS = (
    "# Technical Spec: A\n\n## Database Schema\n\n### pets\n\n| Column | Type | Default | Notes |\n|---|---|---|---|\n"
    "| id | uuid PK | uuid4 | |\n| mood | enum | | `CALM \\| LOUD` |\n| night_mood | enum (nullable) | | `CALM \\| LOUD` |\n"
    "| state | enum | | The state. |\n| pal_id | uuid FK → pets (nullable) | | |\n| tags | TEXT[] | | |\n"
)
ROW_CLASS = (
    "import uuid\nfrom sqlalchemy.dialects.postgresql import ARRAY, UUID\n\nMOOD = sa.Enum('CALM', 'LOUD', name='mood')\n\n"
    "class Pet(Base):\n    __tablename__ = 'pets'\n    __table_args__ = (sa.CheckConstraint('id IS NOT NULL'),)\n"
    "    id = mapped_column(UUID, primary_key=True, default=uuid.uuid4)\n    mood = mapped_column(MOOD)\n"
    "    night_mood = mapped_column(%s)\n    state = mapped_column(sa.Enum('ON', 'OFF', name='state'))\n"
    "    pal_id = mapped_column(sa.ForeignKey('pets.id'))\n    tags = mapped_column(ARRAY(sa.String))\n"
)

CASES = (
    Policy(
        "what an answer has inside of the envelope of all answers",
        ENVELOPE,
        app=ENVELOPED % "age",
    ),
    Policy(
        "what an answer lacks inside of the envelope of all answers",
        ENVELOPE,
        app=ENVELOPED % "weight",
        told=("D409 error field Pet.age",),
    ),
    Policy(
        "what an answer has inside of an envelope that holds nothing else",
        ENVELOPE.replace('"success": true, ', ""),
        app=ENVELOPED.replace("    success: bool\n", "") % "age",
    ),
    Policy(
        "data that is shown in no place as the envelope of all answers",
        ENVELOPE.replace('{"success": true, "data": {}}', '{"data": {"at": "x"}}'),
        app=ENVELOPED.replace("    success: bool\n", "") % "age",
        told=(
            "D402 warning field Answer.data",
            "D401 error field Answer.name",
            "D401 error field Answer.age",
        ),
    ),
    Policy(
        "a JSON of types that marks no field as optional",
        endpoint("POST /a", TYPES),
        app=NOTED % "",
        told=("D404 info field A.note",),
    ),
    Policy(
        "a JSON of types that marks some field as optional",
        endpoint("POST /a", MARKED),
        app=NOTED % "age: int = 0",
        told=("D404 error field A.note",),
    ),
    Policy(
        "a foreign key beside a list of columns that names none",
        LISTED % ("The pet", "Favourite"),
        models=LINKED,
        told=("D212 info foreign key toys(pet_id)",),
    ),
    Policy(
        "a foreign key beside a list of columns that names others",
        LISTED.replace("| pet_id", "| cat_id | INTEGER | FK pets.id |\n| pet_id")
        % ("The pet", "Favourite"),
        models=LINKED + "    cat_id = mapped_column(sa.ForeignKey('pets.id'))\n",
        told=("D212 warning foreign key toys(pet_id)",),
    ),
    Policy(
        "a key for the API in the query",
        endpoint("GET /a", "**Query**: `q` (string, required)\n"),
        app='@app.get("/a")\ndef a(q: str, api_key: str = Query(None)): ...\n',
    ),
    Policy(
        "a token in the query",
        endpoint("GET /a", "**Query**: `q` (string, required)\n"),
        app='@app.get("/a")\ndef a(q: str, token: str = Query(None)): ...\n',
        told=("D304 warning query parameter token of GET /a",),
    ),
    Policy(
        "one enum for two columns of a list, and what else that leaves open",
        ROWS,
        models=ROW_CLASS % "MOOD",
        told=("D218 info check of pets", "D205 warning column pets.tags"),
    ),
    Policy(
        "an enum beside which a list of columns has other values",
        ROWS,
        models=ROW_CLASS % "sa.Enum('CALM', name='night')",
        told=(
            "D218 info check of pets",
            "D226 error enum pets_night_mood",
            "D205 warning column pets.tags",
        ),
    ),
    Policy(
        "a status that the handler answers by itself",
        endpoint("GET /a", STATES),
        app=ANSWERS % "304",
    ),
    Policy(
        "a status that no handler answers",
        endpoint("GET /a", STATES),
        app=ANSWERS % "307",
        told=("D309 error status 304 of GET /a",),
    ),
)

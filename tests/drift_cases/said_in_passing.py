"""What specs say in passing, or once for all: parameters without a place, paging, names in braces, words for files."""

from __future__ import annotations

from tests.drift_cases.policy import (
    ID,
    Policy,
    answering,
    endpoint,
    fields,
    response,
    table,
    taking,
)

CALLED_PARAMETERS = (
    "**Parameters:**\n\n| Name | Type | Default | Description |\n|---|---|---|---|\n"
    "| pet_id | str | required | Which one |\n| dose | float | 0.5 | How much |\n"
)
ROWS_OF_PETS = (
    "# Technical Spec: A\n\n## Database Schema\n\n### Pet\n\n| Column | Type | Constraints |\n|---|---|---|\n"
    "| id | INTEGER | PK |\n| name | TEXT | NOT NULL |\n| born | DATE | NOT NULL |\n"
)
ENUM_OF_PETS = (
    "# Technical Spec: A\n\n## Database Schema\n\n### pets\n\n| Column | Type | Constraints |\n|---|---|---|\n"
    "| id | INTEGER | PK |\n| kind | ENUM('cat', 'dog') | NOT NULL |\n"
)
KINDS = (
    "class Pet(Base):\n    __tablename__ = 'pets'\n    id = mapped_column(sa.Integer, primary_key=True)\n"
    "    kind = mapped_column(sa.Enum({values}, name='petkind'), nullable=False)\n"
)
BASED = "# Technical Spec: A\n\nBase URL: `https://a.example/api/v1`\n\n## API Endpoints\n\n"
SHORT = (
    "# Technical Spec: A\n\n## API Endpoints\n\n### `GET /api/v1/pets`\n\nAll.\n\n"
    "### `POST /api/v1/pets`\n\nOne.\n\n### `POST /toys`\n\nOne.\n"
)
ONCE = (
    "# Technical Spec: A\n\n## {title}\n\n```http\nIdempotency-Key: uuid\n```\n\n## API Endpoints\n\n"
    "### `POST /a`\n\n**Query**: `loud` (boolean)\n"
)
KEYED = (
    "@app.post('/a')\ndef a(loud: bool = False, key: str = Header(alias='Idempotency-Key')): ...\n\n"
    "@app.get('/b')\ndef b(key: str = Header(alias='Idempotency-Key')): ...\n"
)
PAGED = (
    "### `GET /a`\n\nQuery params: `?kind=cat`\n\n## Pagination\n\n"
    "List endpoints support `?offset=0&limit=50`.\n"
)
LISTED = "# Technical Spec: A\n\n## API Endpoints\n\n| Method | Path | What |\n|---|---|---|\n| POST | /a | tag it |\n| GET | /b | all |\n"
TAGGED = (
    '@app.post("/a")\ndef a(tag: str, loud: bool = False): ...\n\n@app.get("/b")\ndef b(): ...\n'
)
ASKED = '@app.get("/a")\ndef a(key: str = Header(alias="X-Debug-Token")): ...\n'
SENT = (
    "from fastapi import File, UploadFile\n\nclass A(BaseModel):\n    a: int\n\n"
    "@app.post('/a')\ndef a(scan: UploadFile = File(...)) -> A: ...\n\n"
    "class B(BaseModel):\n    b: int\n\n@app.post('/b')\ndef b(given: B) -> A: ...\n"
)

CASES = (
    Policy(
        "parameters of a POST that the route reads in the query",
        endpoint("POST /a", CALLED_PARAMETERS),
        app='@app.post("/a")\ndef a(pet_id: str, dose: float = Query(0.5)): ...\n',
    ),
    Policy(
        "parameters of a POST of which the query has others",
        endpoint("POST /a", CALLED_PARAMETERS),
        app='@app.post("/a")\ndef a(pet_id: str, amount: float = Query(0.5)): ...\n',
        told=(
            "D304 info query parameter amount of POST /a",
            "D304 error query parameter pet_id of POST /a",
            "D312 error request body of POST /a",
        ),
    ),
    Policy(
        "a body that the route reads in the query",
        endpoint("POST /a", "**Request Body**:\n\n" + fields("pet_id | string | yes")),
        app='@app.post("/a")\ndef a(pet_id: str): ...\n',
        told=(
            "D304 error query parameter pet_id of POST /a",
            "D312 error request body of POST /a",
        ),
    ),
    Policy(
        "parameters of paging that are named once for all lists",
        "# Technical Spec: A\n\n## API Endpoints\n\n" + PAGED,
        app='@app.get("/a")\ndef a(kind: str | None = None, offset: int = 0, limit: int = 50): ...\n',
    ),
    Policy(
        "a parameter that the words on paging don't name, and one that must be sent",
        "# Technical Spec: A\n\n## API Endpoints\n\n" + PAGED,
        app='@app.get("/a")\ndef a(limit: int, kind: str | None = None, order: str = "x"): ...\n',
        told=(
            "D304 error query parameter limit of GET /a",
            "D304 warning query parameter order of GET /a",
        ),
    ),
    Policy(
        "what must be sent to an endpoint of a list of addresses",
        LISTED,
        app=TAGGED,
        told=(
            "D304 info query parameter loud of POST /a",
            "D304 info query parameter tag of POST /a",
        ),
    ),
    Policy(
        "what must be sent where the spec says it of others",
        LISTED.replace("| /b | all", "| /b?kind= | all"),
        app=TAGGED.replace("def b()", "def b(kind: str)"),
        told=(
            "D304 info query parameter loud of POST /a",
            "D304 error query parameter tag of POST /a",
        ),
    ),
    Policy(
        "a header for credentials that must be sent, as the spec says",
        endpoint("GET /a", "**Auth**: debug token\n\n**Response** (204 No Content)\n"),
        app=ASKED.replace('"/a"', '"/a", status_code=204'),
    ),
    Policy(
        "a header for credentials that must be sent, and a spec for everybody",
        endpoint("GET /a", "**Auth**: none\n\n**Response** (204 No Content)\n"),
        app=ASKED.replace('"/a"', '"/a", status_code=204'),
        told=("D311 error auth of GET /a",),
    ),
    Policy(
        "an integer in an address and a float in the code",
        endpoint("GET /a", "Query params: `?min_km=10`\n"),
        app='@app.get("/a")\ndef a(min_km: float = 0): ...\n',
    ),
    Policy(
        "a stated integer in a query and a float in the code",
        endpoint("GET /a", "**Query**:\n\n" + fields("min_km | integer | no")),
        app='@app.get("/a")\ndef a(min_km: float = 0): ...\n',
        told=("D306 warning query parameter min_km of GET /a",),
    ),
    Policy(
        "a zero in an answer and a float in the code",
        endpoint("GET /a", response('{"a": 0, "b": 3}')),
        app=answering("a: float", "b: float"),
        told=("D403 warning field A.b",),
    ),
    Policy(
        "the word number and an integer in the code",
        endpoint("GET /a", "**Response** (200 OK):\n\n" + fields("a | number | yes")),
        app=answering("a: int"),
    ),
    Policy(
        "the word number and an integer in a request",
        endpoint("POST /a", "**Request**:\n\n" + fields("a | number | yes")),
        app=taking("a: int"),
        told=("D403 info field A.a",),
    ),
    Policy(
        "names in braces that the code has as optional",
        endpoint("POST /a", "**Request**: `{ name, roomSize }`\n"),
        app=taking("name: str = 'x'", "roomSize: int"),
        told=("D404 info field A.name",),
    ),
    Policy(
        "names in braces of which some are marked as optional",
        endpoint("POST /a", "**Request**: `{ name, roomSize? }`\n"),
        app=taking("name: str = 'x'", "roomSize: int | None = None"),
        told=("D404 error field A.name",),
    ),
    Policy(
        "a field in another spelling",
        endpoint("POST /a", "**Request**: `{ name, roomSize, roomKind }`\n"),
        app=taking("name: str", "room_size: int = 1", "room_kind: str"),
        told=("D409 error field A.roomSize", "D409 error field A.roomKind"),
    ),
    Policy(
        "a file that words say is uploaded",
        endpoint(
            "POST /a",
            "Uploads a scan.\n\n"
            + response('{"a": 1}')
            + '\n### `POST /b`\n\n**Request**:\n\n```json\n{"b": 1}\n```\n\n'
            + response('{"a": 1}'),
        ),
        app=SENT,
    ),
    Policy(
        "a file that no word speaks of",
        endpoint(
            "POST /a",
            "Reads a scan.\n\n"
            + response('{"a": 1}')
            + '\n### `POST /b`\n\n**Request**:\n\n```json\n{"b": 1}\n```\n\n'
            + response('{"a": 1}'),
        ),
        app=SENT,
        told=("D313 error request body of POST /a",),
    ),
    Policy(
        "a list of columns called by what one row is",
        ROWS_OF_PETS,
        table(
            ID,
            '"name", sa.Text(), nullable=False',
            '"born", sa.Date(), nullable=False',
            name="pets",
        ),
    ),
    Policy(
        "a table that SQL makes under the name of one row",
        "# Technical Spec: A\n\n## Data Model\n\n```sql\nCREATE TABLE pet (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born DATE NOT NULL);\n```\n",
        table(
            ID,
            '"name", sa.Text(), nullable=False',
            '"born", sa.Date(), nullable=False',
            name="pets",
        ),
        told=("D131 error table pet", "D107 info column pet.id"),
    ),
    Policy(
        "a list of key columns of a table that has others",
        "# Technical Spec: A\n\n## Database Schema\n\n### pets\n\n**Key Columns**:\n- `id`: INTEGER, primary key\n"
        "- `name`: TEXT, not null\n- `age`: INTEGER\n",
        table(ID, '"name", sa.Text(), nullable=False', '"born", sa.Date()', name="pets"),
        told=("D103 error column pets.age",),
    ),
    Policy(
        "a list of the columns of a table that has others",
        "# Technical Spec: A\n\n## Database Schema\n\n### pets\n\n**Columns**:\n- `id`: INTEGER, primary key\n"
        "- `name`: TEXT, not null\n- `age`: INTEGER\n",
        table(
            ID,
            '"name", sa.Text(), nullable=False',
            '"age", sa.Integer()',
            '"born", sa.Date()',
            name="pets",
        ),
        told=("D104 error column pets.born",),
    ),
    Policy(
        "the name of an enum that a list of columns has no word on",
        ENUM_OF_PETS,
        models=KINDS.format(values='"cat", "dog"'),
    ),
    Policy(
        "the values of an enum that a list of columns gives",
        ENUM_OF_PETS,
        models=KINDS.format(values='"cat", "fox"'),
        told=("D226 error enum pets_kind",),
    ),
    Policy(
        "probes beside the base URL",
        BASED + "### GET /health\n\nUp?\n\n### GET /pets\n\nAll.\n",
        app="@app.get('/health')\ndef h(): ...\n\n@app.get('/api/v1/pets')\ndef p(): ...\n",
    ),
    Policy(
        "other routes, and probes written with the base, that lie beside the base URL",
        BASED + "### GET /api/v1/health\n\nUp?\n\n### GET /pets\n\nAll.\n\n### GET /toys\n\nAll.\n",
        app="@app.get('/health')\ndef h(): ...\n\n@app.get('/api/v1/pets')\ndef p(): ...\n\n"
        "@app.get('/toys')\ndef t(): ...\n",
        told=("D301 error endpoint GET /api/v1/health", "D301 error endpoint GET /api/v1/toys"),
    ),
    Policy(
        "a path in short among those with a prefix",
        SHORT,
        app="@app.get('/api/v1/pets')\ndef p(): ...\n\n@app.post('/api/v1/pets')\ndef m(): ...\n\n"
        "@app.post('/api/v1/toys')\ndef t(): ...\n",
    ),
    Policy(
        "a path in short that no prefix leads to",
        SHORT,
        app="@app.get('/api/v1/pets')\ndef p(): ...\n\n@app.post('/api/v1/pets')\ndef m(): ...\n\n"
        "@app.post('/internal/toys')\ndef t(): ...\n",
        told=("D301 error endpoint POST /toys",),
    ),
    Policy(
        "a header that is named once for all that take it",
        ONCE.format(title="Common headers"),
        app=KEYED,
    ),
    Policy(
        "a header that one endpoint alone has",
        ONCE.format(title="Headers of `GET /b`"),
        app=KEYED,
        told=("D304 error header parameter Idempotency-Key of POST /a",),
    ),
)

"""What first runs on lists of columns in groups, with mixins and several types in a row, told that was none."""

from __future__ import annotations

from tests.drift_cases.policy import ID, Policy, endpoint, table

GROUPED = (
    "# Database Schema\n\n## 1) trades\n\nColumns:\n\n- id integer PK\n- name text NOT NULL\n\n"
    "%s:\n\n%s- price numeric(9,2) NOT NULL\n- paid boolean NOT NULL\n"
)
MIXED = (
    "# Data Model\n\n## Conventions\n\n%s\n\n## Tables\n\n### `pets`\n\n"
    "| Column | Type | Notes |\n|---|---|---|\n| `id` | integer PK | |\n| `name` | text | |\n"
)
MIXIN = (
    "```python\nclass TimestampMixin:\n    made_at: Mapped[datetime] = mapped_column(DateTime)\n```"
)
ROWS = (
    "# Data Model\n\n## Tables\n\n### `pets`\n\n| Column | Type | Notes |\n|---|---|---|\n| `id` | integer PK | |\n"
    "| `kind`, `chip` | text, uuid | |\n| `fee`, `tip` | numeric | |\n| `state` | text — `refund_issued`, `sold` | |\n"
    "| `ends_at` | timestamptz | %s |\n| `owner_id` | integer%s | |\n"
)
PETS = (
    '"kind", sa.Text()', '"chip", sa.Uuid()', '"fee", sa.Numeric(12, 2)', '"tip", sa.Numeric(9, 2)',
    '"state", sa.Text()', '"ends_at", sa.DateTime(timezone=True)',
    '"owner_id", sa.Integer(), sa.ForeignKey("owners.id")',
)  # fmt: skip
LOGIN = 'Returns a token. When a code is asked for, returns `202` with `{"ticket": "..."}` %s.\n'
TAKES = "class A(BaseModel):\n    name: str\n\n"
WRAPPED = (
    '# API\n\n## Conventions\n\n### Errors\n\n```json\n{"success": false, "error": {"code": "x"}}\n```\n\n'
    '## Endpoints\n\n### `GET /a`\n\n**Response** (200 OK):\n\n```json\n{"success": true, "data": 1}\n```\n'
)
WRAPS = (
    "class A(BaseModel):\n    success: bool\n    data: int\n    error: str | None = None\n%s\n"
    '@app.get("/a")\ndef a() -> A: ...\n'
)

MADE = (
    "# Database\n\n## Tables\n\n### `pets`\n\n| Column | Type | Constraints | Notes |\n|---|---|---|---|\n"
    "| `id` | integer | PK | |\n| `name` | text | | |\n| `words` | text | %s | %s |\n"
)
WORDS = '"words", sa.Text(), sa.Computed("lower(name)", persisted=True)'

CASES = (
    Policy(
        "a column that a list calls generated",
        MADE % ("GENERATED ALWAYS", ""),
        table(ID, '"name", sa.Text()', WORDS, name="pets"),
    ),
    Policy(
        "a column that a list calls generated, in words",
        MADE % ("", "Generated column of the name"),
        table(ID, '"name", sa.Text()', WORDS, name="pets"),
    ),
    Policy(
        "a column that a list doesn't call generated",
        MADE % ("", "What is generated stays"),
        table(ID, '"name", sa.Text()', WORDS, name="pets"),
        told=("D108 warning column pets.words",),
    ),
    Policy(
        "columns of one table below labels of their own",
        GROUPED % ("Entry (planned)", ""),
        table(
            ID,
            '"name", sa.Text(), nullable=False',
            '"price", sa.Numeric(9, 2), nullable=False',
            '"paid", sa.Boolean(), nullable=False',
            name="trades",
        ),
    ),
    Policy(
        "a column of one table below a label of its own",
        GROUPED % ("Entry", ""),
        table(
            ID,
            '"name", sa.Text(), nullable=False',
            '"price", sa.Numeric(9, 2), nullable=True',
            '"paid", sa.Boolean(), nullable=False',
            name="trades",
        ),
        told=("D106 error column trades.price",),
    ),
    Policy(
        "another table below a label, with a key of its own",
        GROUPED % ("Fees", "- id integer PK\n"),
        table(ID, '"name", sa.Text(), nullable=False', name="trades"),
        told=("D101 error table fees",),
    ),
    Policy(
        "columns that a mixin of the spec gives to all tables",
        MIXED % MIXIN,
        table(ID, '"name", sa.Text()', '"made_at", sa.DateTime()', name="pets"),
    ),
    Policy(
        "columns that a sentence gives to all tables",
        MIXED % "All tables have `made_at` and `gone_at`.",
        table(ID, '"name", sa.Text()', '"made_at", sa.DateTime()', name="pets"),
    ),
    Policy(
        "a column that neither a mixin nor a sentence gives to all tables",
        MIXED % (MIXIN + "\n\nMost of `x_at` is old. All tables have `gone_at`; see `y_at`."),
        table(ID, '"name", sa.Text()', '"y_at", sa.DateTime()', name="pets"),
        told=("D104 error column pets.y_at",),
    ),
    Policy(
        "several columns and types in a row, a key of nothing that is named, words on NULL",
        ROWS % ("Non-null only for guests", " FK"),
        'op.create_table("owners", sa.Column("id", sa.Integer(), primary_key=True))\n'
        + table(ID, *PETS, name="pets"),
    ),
    Policy(
        "another type in a row of several, a key that the list doesn't have",
        ROWS % ("Non-null", ""),
        'op.create_table("owners", sa.Column("id", sa.Integer(), primary_key=True))\n'
        + table(ID, '"kind", sa.Text()', '"chip", sa.Text()', *PETS[2:], name="pets"),
        told=(
            "D112 info foreign key pets(owner_id)",
            "D105 error column pets.chip",
            "D106 error column pets.ends_at",
        ),
    ),
    Policy(
        "the status and body of a special case, in a sentence",
        endpoint("POST /a", LOGIN % "instead of tokens"),
        app=TAKES + '@app.post("/a")\ndef a(body: A): ...\n',
    ),
    Policy(
        "the status of a sentence",
        endpoint("POST /a", LOGIN % "to wait with"),
        app=TAKES + '@app.post("/a")\ndef a(body: A): ...\n',
        told=("D308 error status 202 of POST /a",),
    ),
    Policy("what only errors have in the envelope of answers", WRAPPED, app=WRAPS % ""),
    Policy(
        "what neither answers nor errors have in their envelope",
        WRAPPED,
        app=WRAPS % "    total: int = 0\n",
        told=("D402 warning field A.total",),
    ),
)

"""What lists of columns leave open, as teams keep them beside migrations: defaults, time zones, keys, marks of both kinds."""

from __future__ import annotations

from tests.drift_cases.policy import Policy, table

HEAD = "# Technical Spec: A\n\n## Database Schema\n\n### pets\n\n"
COLUMNS = f"{HEAD}| Column | Type | Rules |\n|---|---|---|\n"
KEY = '"id", sa.Integer(), primary_key=True'
NAMED = '"name", sa.String(40), nullable=False, server_default="Rex"'
SEEN = '"seen_at", sa.DateTime(timezone=True), nullable=False'
LISTED = f"{COLUMNS}| id | INTEGER | PK |\n| name | VARCHAR(40) | NOT NULL |\n"
SEEN_AT = f"{COLUMNS}| id | INTEGER | PK |\n| seen_at | TIMESTAMP | NOT NULL |\n"
MARKED = (
    f"{COLUMNS}| id | Integer | 主键,自增 |\n| name | String(40) | 非空 |\n| note | String(40) | 可空 |\n"
    "| seen_at | DateTime | 默认%s |\n\n唯一约束: `(name, note)`。\n"
)
MARKED_TABLE = table(
    KEY,
    '"name", sa.String(40), nullable=False',
    '"note", sa.String(40)',
    "\"seen_at\", sa.DateTime(), nullable=False, server_default=sa.text(\"datetime('now', '+8 hours')\")",
    name="pets",
)
TWICE = '\nop.create_unique_constraint("uq_pets", "pets", ["name", "note"])'
HELD = (
    "# Technical Spec: A\n\n## Data Model\n\n- New table `walks` (one for each `pet_id`):\n"
    "  - `goal INT NOT NULL`\n  - `place VARCHAR(40) NOT NULL`\n  - `made_at`, `changed_at` (of the mixin)\n"
)
HELD_TABLE = table(
    KEY,
    '"pet_id", sa.Integer(), nullable=False',
    '"goal", sa.Integer(), nullable=False',
    '"place", sa.String(40), nullable=False',
    '"made_at", sa.DateTime(), nullable=False',
    '"changed_at", sa.DateTime(), nullable=False',
    name="walks",
)

CASES = (
    Policy(
        "a default of a column, where the list has no word on defaults",
        LISTED,
        table(KEY, NAMED, name="pets"),
    ),
    Policy(
        "a default of a column, where the list gives those of others",
        f"{LISTED}| age | INTEGER | NOT NULL DEFAULT 0 |\n",
        table(KEY, NAMED, '"age", sa.Integer(), nullable=False, server_default="0"', name="pets"),
        told=("D107 warning column pets.name",),
    ),
    Policy("a bare timestamp in a list of columns", SEEN_AT, table(KEY, SEEN, name="pets")),
    Policy(
        "a bare timestamp beside one with a time zone",
        f"{SEEN_AT}| born_at | TIMESTAMPTZ | NOT NULL |\n",
        table(KEY, SEEN, SEEN.replace("seen", "born"), name="pets"),
        told=("D105 error column pets.seen_at",),
    ),
    Policy(
        "a unique constraint beside a list of columns that calls nothing unique",
        LISTED,
        table(KEY, '"name", sa.String(40), nullable=False, unique=True', name="pets"),
        told=("D115 info unique constraint pets(name)",),
    ),
    Policy(
        "a unique constraint beside a list of columns that calls another column unique",
        f"{LISTED}| code | VARCHAR(8) | NOT NULL, UNIQUE |\n",
        table(
            KEY,
            '"name", sa.String(40), nullable=False, unique=True',
            '"code", sa.String(8), nullable=False, unique=True',
            name="pets",
        ),
        told=("D115 warning unique constraint pets(name)",),
    ),
    Policy(
        "a list of columns that marks both NULL and NOT NULL, a default in words, an automatic key",
        MARKED % "北京时间",
        MARKED_TABLE + TWICE,
    ),
    Policy(
        "a default that is a value beside them, and a unique constraint that a line below asks for",
        MARKED % " now()",
        MARKED_TABLE,
        told=("D107 error column pets.seen_at", "D114 error unique constraint pets(name, note)"),
    ),
    Policy(
        "ON DELETE of a key in bullets",
        f"{HEAD}- `id` (PK, int)\n- `pal_id` (FK -> `pals.id`)\n- `name` (string)\n\n"
        "### pals\n\n- `id` (PK, int)\n- `name` (string)\n",
        table(KEY, '"name", sa.String(40)', name="pals")
        + "\n"
        + table(
            KEY,
            '"pal_id", sa.Integer(), sa.ForeignKey("pals.id", ondelete="CASCADE")',
            '"name", sa.String(40)',
            name="pets",
        ),
        told=("D113 info foreign key pets(pal_id)",),
    ),
    Policy(
        "columns that one bullet names together, one that the line above names, a key that nothing names",
        HELD,
        HELD_TABLE,
        told=("D104 info column walks.id",),
    ),
    Policy(
        "a column that neither the list nor the line above names",
        HELD.replace(" (one for each `pet_id`)", ""),
        HELD_TABLE,
        told=("D104 info column walks.id", "D104 error column walks.pet_id"),
    ),
)

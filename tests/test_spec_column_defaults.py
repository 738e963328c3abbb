"""Defaults in column tables: as SQL, as a word, and as application code has them."""

from __future__ import annotations

import pytest

from spec2code.model.statements import CreateTable
from tests.spec_reading import reading


def read(kind: str, default: str) -> tuple[str | None, list[str]]:
    """What the table's column has as its default, and the codes that are told."""
    text = (
        "# Spec\n\n## Data Model\n\n### pets\n\n| Column | Type | Constraints | Default |\n|--|--|--|--|\n"
        f"| id | INTEGER | PRIMARY KEY | |\n| it | {kind} | NOT NULL | {default} |\n"
    )
    found = reading(text)
    table = next(item for item in found.spec.statements if isinstance(item, CreateTable)).table
    column = table.column("it")
    assert column is not None
    told = [f"{item.severity.value} {item.code}" for item in found.diagnostics]
    return column.default.text if column.default else None, told


@pytest.mark.parametrize(
    ("kind", "default", "sql"),
    [
        ("TIMESTAMP", "NOW()", "NOW()"),
        ("TIMESTAMP", "datetime.utcnow", "now()"),
        ("TIMESTAMP", "datetime.now(timezone.utc)", "now()"),
        ("TIMESTAMP", "lambda: datetime.now(tz=UTC)", "now()"),
        ("TIMESTAMPTZ", "func.now()", "now()"),
        ("TIMESTAMPTZ", "timezone.now", "now()"),
        ("TIMESTAMPTZ", "`Date.now`", "now()"),
        ("TIMESTAMPTZ", "new Date()", "now()"),
        ("TIMESTAMPTZ", "Current timestamp", "now()"),
        ("DATE", "date.today", "CURRENT_DATE"),
        ("UUID", "uuid.uuid4", "gen_random_uuid()"),
        ("JSONB", "dict", "'{}'"),
        ("JSONB", "list()", "'[]'"),
        ("TEXT[]", "list", "'{}'"),
        ("TEXT[]", "[]", "'{}'"),
        ("INTEGER", "0", "0"),
        # Words of a text column are values.
        ("VARCHAR(20)", "now", "now()"),
        ("VARCHAR(20)", "today", "'today'"),
        ("VARCHAR(20)", "list", "'list'"),
        ("TIMESTAMP", "now() + interval '1 day'", "now() + interval '1 day'"),
        ("UUID", "extensions.uuid_generate_v4()", "extensions.uuid_generate_v4()"),
    ],
)
def test_a_default_that_the_database_can_have(kind: str, default: str, sql: str) -> None:
    assert read(kind, default) == (sql, [])


@pytest.mark.parametrize(
    "default",
    ["secrets.token_hex(16)", "PetState.ASLEEP", "lambda: new_name()", "cuid()", "settings.STATE"],
)
def test_what_the_application_computes_is_no_default(default: str) -> None:
    assert read("VARCHAR(64)", default) == (None, ["info S150"])


@pytest.mark.parametrize("default", ["", "-", "None", "(none)", "NULL", "N/A"])
def test_no_default(default: str) -> None:
    assert read("VARCHAR(64)", default) == (None, [])

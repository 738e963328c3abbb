"""Indexes and unique keys that lines below the columns of a table tell."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Unique
from spec2code.model.statements import AddConstraint, CreateIndex
from tests.spec_reading import passed, reading

TABLE = """# Shop

## Database

### orders

| Column | Type | Constraints |
|---|---|---|
| id | UUID | PRIMARY KEY |
| buyer_id | UUID | NOT NULL |
| email | TEXT | NOT NULL |
| state | TEXT | NOT NULL |
| made_at | TIMESTAMPTZ | NOT NULL |

"""

Key = tuple[str | None, tuple[str, ...], bool]


def keys(text: str) -> list[Key]:
    found: list[Key] = []
    for item in reading(text).spec.statements:
        if isinstance(item, CreateIndex):
            found.append((item.index.name, item.index.columns, item.index.unique))
        elif isinstance(item, AddConstraint) and isinstance(item.constraint, Unique):
            found.append((item.constraint.name, item.constraint.columns, True))
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Index on (buyer_id, state)", [(None, ("buyer_id", "state"), False)]),
        (
            "Indexes: `buyer_id`, `(state, made_at DESC)`",
            [(None, ("buyer_id",), False), (None, ("state", "made_at"), False)],
        ),
        ("- unique on email", [(None, ("email",), True)]),
        ("- **Unique**: (`buyer_id`, `email`)", [(None, ("buyer_id", "email"), True)]),
        (
            "Unique on email. Indexed by buyer_id and state.",
            [
                (None, ("email",), True),
                (None, ("buyer_id",), False),
                (None, ("state",), False),
            ],
        ),
        ("Unique index on (email) WHERE state = 'open'", [(None, ("email",), True)]),
        ("**Constraints:** UNIQUE (buyer_id, email)", [(None, ("buyer_id", "email"), True)]),
        (
            "**Indexes:**\n\n- `idx_buyer` on `buyer_id`\n- `(state, made_at DESC)`\n- `made_at` for lists",
            [
                ("idx_buyer", ("buyer_id",), False),
                (None, ("state", "made_at"), False),
                (None, ("made_at",), False),
            ],
        ),
        ("#### Indexes\n\n- idx_state (state)", [("idx_state", ("state",), False)]),
    ],
)
def test_a_line_tells_keys(line: str, expected: list[Key]) -> None:
    assert sorted(keys(f"{TABLE}{line}\n"), key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize(
    "line",
    [
        "Unique for each buyer.",
        "Index on page load.",
        "Index on (buyer_id, colour)",
        "The state is indexed by a job.",
        "Indexes: none",
        "**Constraints:**\n\n- state is one of open, paid\n- email\n- CHECK (state <> '')",
    ],
)
def test_what_names_no_columns_stays_prose(line: str) -> None:
    assert keys(f"{TABLE}{line}\n") == []


def test_what_the_table_has_is_not_made_again() -> None:
    table = TABLE.replace("| email | TEXT | NOT NULL |", "| email | TEXT | UNIQUE |")
    assert keys(
        f"{table}- Unique on `email`\n- Index on `id`\n- Index on `state`\n- Index on state\n"
    ) == [(None, ("state",), False)]


@pytest.mark.parametrize("label", ["### Indexes", "**Indexes:**"])
def test_items_name_their_tables_themselves(label: str) -> None:
    text = (
        f"{TABLE}### buyers\n\n| Column | Type | Constraints |\n|---|---|---|\n| id | UUID | PK |\n| state | TEXT | |\n| made_at | DATE | |\n\n"
        f"{label}\n\n- `orders(state, made_at)` for lists.\n- `buyers(state)`\n- `others(colour)`\n- orders (colour)\n"
    )
    made = [item for item in reading(text).spec.statements if isinstance(item, CreateIndex)]
    assert [(item.table.name, item.index.name, item.index.columns) for item in made] == [
        ("orders", None, ("state", "made_at")),
        ("buyers", None, ("state",)),
    ]


def test_ddl_is_believed_before_a_line() -> None:
    ddl = "\n```sql\nCREATE TABLE orders (id uuid PRIMARY KEY, state text);\n```\n"
    assert keys(f"{TABLE}Index on (state)\n{ddl}") == []


def test_the_line_is_taken() -> None:
    assert passed(f"{TABLE}Index on (state)\n") == []
    (made,) = (
        item
        for item in reading(f"{TABLE}Index on (state)\n").spec.statements
        if isinstance(item, CreateIndex)
    )
    assert made.span is not None and made.span.line == 15

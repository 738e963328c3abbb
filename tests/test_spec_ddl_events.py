"""Events, flags, jobs, permissions, error codes and announced renames."""

from __future__ import annotations

import pytest

from spec2code.model.json_schema import to_json_schema
from spec2code.spec import read_spec
from spec2code.spec.renames import announced_renames, row_renames

EVENTS = (
    "## Async Events\n\n| Event name | Trigger | Payload JSON | Destination / Topic | Partition Key |\n"
    "|---|---|---|---|---|\n"
    '| order.created | After 201 | { "id": "uuid", "total": 1, … } | orders.events | id |\n'
    "| <entity.updated> | x | y | z | k |\n"
)


def test_an_events_table() -> None:
    (event,) = read_spec(EVENTS.encode(), "s.md").spec.events
    assert (event.name, event.trigger, event.destination, event.key) == (
        "order.created",
        "After 201",
        "orders.events",
        "id",
    )
    assert event.shape is not None
    assert list(to_json_schema(event.shape)["properties"]) == ["id", "total"]
    assert event.span is not None
    assert event.span.line == 5


def test_a_payload_in_backticks() -> None:
    text = EVENTS.replace(
        '{ "id": "uuid", "total": 1, … }', 'see `{ "id": "uuid", "by": "a \\| b" }`'
    )
    (event,) = read_spec(text.encode(), "s.md").spec.events
    assert event.shape is not None
    schema = to_json_schema(event.shape)["properties"]
    assert schema == {
        "id": {"type": "string", "format": "uuid"},
        "by": {"type": "string", "enum": ["a", "b"]},
    }


def test_web_socket_messages_are_no_events() -> None:
    text = "## WebSocket\n\n| Event | Description | Payload |\n|---|---|---|\n| join | x | `{room}` |\n"
    assert read_spec(text.encode(), "s.md").spec.events == ()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("feature-flag", "| Flag | Purpose | Default |\n|---|---|---|\n| `new_ui` | x | false |\n"),
        (
            "permission",
            "| Role | Create | Read | Update |\n|---|---|---|---|\n| User | Own | Own | No |\n",
        ),
        ("schema-change", "| Table | Column | Change |\n|---|---|---|\n| users | age | ADD |\n"),
        ("job", "| Job | Schedule | Purpose |\n|---|---|---|\n| purge | 0 2 * * * | x |\n"),
        (
            "error-code",
            "## Error codes\n\n| Code | HTTP Status | Meaning |\n|---|---|---|\n| GONE | 410 | x |\n",
        ),
        (
            "job",
            "## Background Jobs\n\n### purge_orders\n\n- **Trigger**: cron\n- **Frequency**: daily\n",
        ),
        ("migration-note", "**Migration Notes**:\n\n- **Downtime**: none\n"),
        ("rename", "Rename column `a` to `b` in `users`.\n"),
    ],
)
def test_notes(kind: str, text: str) -> None:
    notes = read_spec(f"# T\n\n{text}".encode(), "s.md").spec.notes
    assert [note.kind for note in notes] == [kind]


@pytest.mark.parametrize(
    ("text", "renames"),
    [
        ("Rename `users.name` to `full_name`", [("users", "name", "full_name")]),
        ("We rename the column `a` to `b` in table `users`", [("users", "a", "b")]),
        ("Rename table `users` to `accounts`", [("users", "", "accounts")]),
        ("The table `users` is renamed to `accounts`.", [("users", "", "accounts")]),
        ("Column `users.name` was renamed to `full_name`", [("users", "name", "full_name")]),
        ("The names of `users` are shown", []),
        ("Once users.name is set, the user is renamed to it", []),
    ],
)
def test_announced_renames(text: str, renames: list[tuple[str, str, str]]) -> None:
    assert announced_renames(text) == renames


@pytest.mark.parametrize(
    ("cells", "renames"),
    [
        (("users", "name → full_name", "RENAME"), [("users", "name", "full_name")]),
        (("users", "name", "RENAME to full_name"), [("users", "name", "full_name")]),
        (("users", "-", "Rename to accounts"), [("users", "", "accounts")]),
        (("users", "name", "MODIFY to text"), []),
    ],
)
def test_renames_in_a_schema_change_table(
    cells: tuple[str, str, str], renames: list[tuple[str, str, str]]
) -> None:
    table, column, change = cells
    assert row_renames(table, column, f"{table} {column} {change}") == renames

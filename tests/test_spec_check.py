"""Each contradiction of a spec with itself: a case that raises its code and a near miss that doesn't."""

from __future__ import annotations

import pytest

from spec2code.diagnostics import Diagnostic
from spec2code.spec import check_specs, read_spec
from spec2code.spec.silences import apply_silences


def _check(*markdown: str) -> list[Diagnostic]:
    readings = [
        read_spec(text.encode(), f"spec{number}.md") for number, text in enumerate(markdown)
    ]
    return [*(item for reading in readings for item in reading.diagnostics), *check_specs(readings)]


def _codes(*markdown: str) -> set[str]:
    return {item.code for item in _check(*markdown)}


def _sql(text: str) -> str:
    return f"\n```sql\n{text}\n```\n"


def _columns(*rows: str, name: str = "users") -> str:
    head = "| Column | Type | Constraints | Default | Description |\n|---|---|---|---|---|\n"
    return f"\n## Data model\n\n**Table:** `{name}`\n\n{head}" + "\n".join(rows) + "\n"


def _indexes(row: str) -> str:
    return f"\n**Indexes:**\n\n| Name | Columns | Type | Purpose |\n|---|---|---|---|\n{row}\n"


def _constraints(row: str) -> str:
    head = "| Name | Type | Definition | Purpose |\n|---|---|---|---|\n"
    return f"\n**Constraints:**\n\n{head}{row}\n"


def _relations(row: str) -> str:
    head = "| Relation | Target | Type | On Delete |\n|---|---|---|---|\n"
    return f"\n**Relationships:**\n\n{head}{row}\n"


ID = "| id | BIGINT | PK | - | Key |"
USERS = "CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL DEFAULT '');"
EMAIL = "| email | TEXT | NOT NULL | '' | Mail |"
ERRORS = "\n## Error Codes\n\n| Code | HTTP Status | Meaning |\n|---|---|---|\n| EMAIL_TAKEN | 409 | x |\n"


def _endpoint(error: str = "| 409 | EMAIL_TAKEN | x |", path: str = "/users") -> str:
    return (
        f'\n## API\n\n### POST {path}\n\n**Request:**\n```json\n{{"email": "a@b.co"}}\n```\n\n'
        f'**Response (201):**\n```json\n{{"id": 1}}\n```\n\n**Errors:**\n\n'
        f"| Status | Code | Description |\n|---|---|---|\n{error}\n"
    )


def _request(fields: str, ddl: str) -> str:
    head = "| Field | Type | Required | Validation |\n|---|---|---|---|\n"
    return f"\n## API\n\n### POST /users\n\n**Request Body:**\n\n{head}{fields}\n\n**Response:** 201\n\n## Data\n{_sql(ddl)}"


DRAWN_TOYS = "\n## Data model\n\n```mermaid\nerDiagram\n  toys {\n    int id PK\n"

CASES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "S152": (
        (_columns(ID, EMAIL, "| nick | TEXT | - | - | x |") + _sql(USERS),),
        (_columns(ID, EMAIL) + _sql(USERS),),
    ),
    "S153": ((_columns(ID) + _sql(USERS),), (_columns(ID, EMAIL) + _sql(USERS),)),
    "S154": (
        (_columns(ID, "| email | UUID | NOT NULL | '' | Mail |") + _sql(USERS),),
        (_columns("| id | INT8 | PK | - | Key |", EMAIL) + _sql(USERS),),
    ),
    "S155": (
        (_columns(ID, EMAIL) + _sql(USERS.replace(" NOT NULL", "")),),
        (_columns(ID, "| email | TEXT | - | '' | Mail |") + _sql(USERS),),
    ),
    "S156": (
        (
            _columns(ID, EMAIL)
            + _indexes("| idx_users_email | (email) | BTREE | x |")
            + _sql(USERS),
        ),
        (
            _columns(ID, EMAIL)
            + _indexes("| idx_users_email | (email) | BTREE | x |")
            + _sql(USERS + "\nCREATE INDEX idx_users_email ON users (email);"),
        ),
    ),
    "S157": (
        (
            _columns(ID, EMAIL)
            + _indexes("| idx_users_email | (email, id) | BTREE | x |")
            + _sql(USERS + "\nCREATE INDEX idx_users_email ON users (email);"),
        ),
        (
            _columns(ID, EMAIL)
            + _indexes("| idx_users_email | (EMAIL) | BTREE | x |")
            + _sql(USERS + "\nCREATE INDEX idx_users_email ON users (email);"),
        ),
    ),
    "S158": (
        (
            _columns(ID, EMAIL)
            + _constraints("| chk_mail | CHECK | email <> '' | x |")
            + _sql(USERS),
        ),
        (
            _columns(ID, EMAIL)
            + _constraints("| chk_mail | CHECK | email <> '' | x |")
            + _sql(USERS + "\nALTER TABLE users ADD CONSTRAINT chk_mail CHECK (email != '');"),
        ),
    ),
    "S159": (
        (_columns(ID, EMAIL) + _relations("| Belongs to | Team | N:1 | CASCADE |") + _sql(USERS),),
        (
            _columns(ID, EMAIL)
            + _relations("| Belongs to | Team | N:1 | CASCADE |")
            + _sql(
                "CREATE TABLE teams (id int PRIMARY KEY);"
                + USERS.replace("'')", "'', team_id int REFERENCES teams(id))")
            ),
        ),
    ),
    "S160": (
        (_sql("CREATE TABLE a (b_id int REFERENCES b(id));"),),
        (
            _sql(
                "CREATE TABLE a (b_id int REFERENCES b(id));\nCREATE TABLE b (id int PRIMARY KEY);"
            ),
        ),
    ),
    "Q127": (
        (
            _sql(
                "CREATE TABLE b (id int PRIMARY KEY);\nCREATE TABLE a (b_id int REFERENCES b(uid));"
            ),
        ),
        (_sql("CREATE TABLE b (id int PRIMARY KEY);\nCREATE TABLE a (b_id int REFERENCES b);"),),
    ),
    "Q124": (
        (
            _sql(
                "CREATE TABLE b (id uuid PRIMARY KEY);\nCREATE TABLE a (b_id int REFERENCES b(id));"
            ),
        ),
        (
            _sql(
                "CREATE TABLE b (id bigint PRIMARY KEY);\nCREATE TABLE a (b_id int REFERENCES b(id));"
            ),
        ),
    ),
    "Q123": (
        (_sql("CREATE TABLE a (x int, x text);"),),
        (_sql('CREATE TABLE a (x int, "X" text);'),),
    ),
    "S164": (
        (_sql("CREATE TABLE a (x int);") + f"{DRAWN_TOYS}    text kind\n  }}\n```\n",),
        (_sql("CREATE TABLE a (x int);") + f"{DRAWN_TOYS}  }}\n```\n",),
    ),
    "S165": (
        (
            "\n## Database\n\n```js\nconst PetSchema = new mongoose.Schema({ name: String });\n```\n",
        ),
        ("\n## Notes\n\n```js\nconst PetSchema = new mongoose.Schema({ name: String });\n```\n",),
    ),
    "S163": (
        ("\n## Database\n\n### users\n\n- id (PK)\n- name (TEXT)\n",),
        ("\n## Database\n\n### users\n\n- id (PK, UUID)\n- name (TEXT)\n",),
    ),
    "S150": (
        (_columns(ID, "| x | TEXT | as in the other table | - | x |"),),
        (_columns(ID, "| x | TEXT | UNIQUE | - | as in the other table |"),),
    ),
    "S151": (
        (_sql("CREATE TABLE a (x int);") + _sql("CREATE TABLE a (x int, y int);"),),
        (_sql("CREATE TABLE a (x int);") + _sql("CREATE TABLE a (x integer);"),),
    ),
    "S172": ((ERRORS + _endpoint("| 409 | TAKEN | x |"),), (ERRORS + _endpoint(),)),
    "S173": ((ERRORS + _endpoint("| 409 | TAKEN | x |"),), (ERRORS + _endpoint(),)),
    "S174": ((ERRORS + _endpoint("| 422 | EMAIL_TAKEN | x |"),), (ERRORS + _endpoint(),)),
    "S175": (
        (_endpoint() + _sql("CREATE TABLE users (id boolean);"),),
        (_endpoint() + _sql("CREATE TABLE users (id bigint);"),),
    ),
    "S176": (
        (
            _request(
                "| name | string | Yes | max 255 chars |", "CREATE TABLE users (name varchar(50));"
            ),
        ),
        (
            _request(
                "| name | string | Yes | max 50 chars |", "CREATE TABLE users (name varchar(50));"
            ),
        ),
    ),
    "S177": (
        (
            _request(
                "| role | string | Yes | one of a, b, c |",
                "CREATE TABLE users (role text CHECK (role IN ('a', 'b')));",
            ),
        ),
        (
            _request(
                "| role | string | Yes | one of a, b |",
                "CREATE TABLE users (role text CHECK (role IN ('a', 'b', 'c')));",
            ),
        ),
    ),
    "S180": (
        (_sql("CREATE TABLE a (x int);"), _sql("CREATE TABLE a (y int);")),
        (_sql("CREATE TABLE a (x int);"), _sql("CREATE TABLE a (x int4);")),
    ),
    "S181": (
        (_endpoint(), _endpoint("| 404 | GONE | x |")),
        (_endpoint(), _endpoint(path="/accounts")),
    ),
    "S191": (
        ("<!-- spec2code: ignore S999 because -->\n" + _sql(USERS),),
        ("<!-- spec2code is a tool -->\n" + _sql(USERS),),
    ),
}


OVERVIEW = "# Orders\n\n## Endpoints\n\n| Method | Path | Auth | Status |\n|---|---|---|---|\n"
LISTED = ("| GET | /orders | JWT | 200 |\n", "| POST | /orders | JWT | 201 |\n")
ONE = "| GET | /orders/{order_id} | JWT | 200 |\n"


def _described(*routes: str) -> str:
    """Sections that describe endpoints, each with what follows its heading."""
    return "\n## Details\n" + "".join(
        f'\n### {route}\n\n**Auth:** JWT\n\n**Response ({status}):**\n\n```json\n{{"id": 1}}\n```\n'
        for route, _, status in (item.partition(" -> ") for item in routes)
    )


DETAILS = ("GET /orders -> 200", "POST /orders -> 201", "GET /orders/{id} -> 200")
GOOD = (OVERVIEW + "".join(LISTED) + ONE + _described(*DETAILS),)
CASES |= {
    "S178": ((OVERVIEW + "".join(LISTED) + ONE.replace("orders", "order") + _described(*DETAILS),), GOOD),
    "S179": ((OVERVIEW + "".join(LISTED) + ONE + _described(*DETAILS[:2]),), GOOD),
    "S182": ((OVERVIEW + "".join(LISTED) + _described(*DETAILS),), GOOD),
    "A104": ((OVERVIEW + LISTED[0].replace("JWT", "Public") + _described(DETAILS[0]),), GOOD),
    "A110": ((OVERVIEW + LISTED[1].replace("201", "200") + _described(DETAILS[1]),), GOOD),
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "section", "told"),
    [
        ("| PUT | /orders/{id} | JWT | 200 |\n", "PATCH /orders/{id} -> 200", {"S178"}),
        ("| DELETE | /orders/{id} | JWT | 204 |\n", "GET /orders/{id} -> 200", {"S179", "S182"}),
        (
            "| POST | /orders/{id}/cancle | JWT | 200 |\n",
            "POST /orders/{id}/cancel -> 200",
            {"S178"},
        ),
        (
            "| POST | /orders/{id}/pay | JWT | 200 |\n",
            "POST /orders/{id}/cancel -> 200",
            {"S179", "S182"},
        ),
    ],
)
def test_an_overview_is_compared_with_the_sections(row: str, section: str, told: set[str]) -> None:
    text = OVERVIEW + "".join(LISTED) + row + _described(*DETAILS[:2], section)
    assert _codes(text) & {"S178", "S179", "S182"} == told


@pytest.mark.parametrize(
    "text",
    [
        OVERVIEW + "".join(LISTED) + ONE,
        OVERVIEW + "".join(LISTED) + ONE + _described("POST /hooks -> 200"),
        _described(*DETAILS) + "\n## Future endpoints\n\n| Method | Path |\n|---|---|\n| GET | /orders/export |\n",
    ],
    ids=["a table alone", "a table of what the section is not about", "planned ones"],
)  # fmt: skip
def test_a_table_that_is_no_overview_is_not_compared(text: str) -> None:
    assert not _codes(text) & {"S178", "S179", "S182"}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_case_raises_the_code(code: str) -> None:
    found = [item for item in _check(*CASES[code][0]) if item.code == code]
    assert found
    for item in found:
        assert item.span is not None
        assert item.hint


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_near_miss_does_not(code: str) -> None:
    assert code not in _codes(*CASES[code][1])


@pytest.mark.parametrize(
    "code", ["A104", "A110", "S154", "S155", "S157", "S174", "S176", "S178", "S180", "S181", "S182"]
)
def test_both_places_are_given(code: str) -> None:
    found = [item for item in _check(*CASES[code][0]) if item.code == code]
    assert all(item.span is not None and item.other is not None for item in found)
    assert all(item.span != item.other for item in found)


def _path_parameter(path: str, name: str) -> str:
    head = "| Parameter | Type | Required | Description |\n|---|---|---|---|\n"
    return f"\n## API\n\n### GET {path}\n\n**Path Parameters:**\n\n{head}| {name} | uuid | Yes | x |\n\n**Response (200):**\n```json\n{{}}\n```\n"


def test_a_path_parameter_that_the_path_lacks() -> None:
    assert "S170" in _codes(_path_parameter("/users", "user_id"))
    assert "S170" not in _codes(_path_parameter("/users/{user_id}", "user_id"))


ER = "\n## ER\n\n```mermaid\nerDiagram\n  TEAMS ||--o{ USERS : has\n  USERS {\n    bigint id PK\n    string email\n    string nick\n  }\n```\n"


def test_an_er_diagram_is_compared_with_the_ddl() -> None:
    found = [item for item in _check(ER + _sql(USERS)) if item.code.startswith("S15")]
    assert [(item.code, item.span.line) for item in found if item.span] == [("S152", 10)]


SILENCED = "<!-- spec2code: ignore S154 the table is older -->\n"


def test_a_comment_silences_a_code_on_its_block() -> None:
    table = _columns(ID, "| email | UUID | NOT NULL | '' | Mail |")
    before, after = table.split("| Column", 1)
    reading = read_spec(
        (before + SILENCED + "\n| Column" + after + _sql(USERS)).encode(), "spec.md"
    )
    silenced = apply_silences(check_specs([reading]), reading.spec.silences)
    assert [item.code for item in silenced.ignored] == ["S154"]
    assert "S154" not in {item.code for item in silenced.kept}
    assert "S190" not in {item.code for item in silenced.kept}


def test_an_unused_comment_is_told() -> None:
    reading = read_spec((SILENCED + _sql(USERS)).encode(), "spec.md")
    silenced = apply_silences(check_specs([reading]), reading.spec.silences)
    assert [(item.code, item.span.line) for item in silenced.kept if item.span] == [("S190", 1)]


@pytest.mark.parametrize(
    "comment",
    [
        "spec2code: ignore S154, S155: old types",
        "spec2code: ignore s154 s155 old types",
        "spec2code ignore S154,S155 - old types",
        "spec2code: ignore S154, S155\n  old types until\n  the migration is done\n",
    ],
)
def test_a_comment_may_be_written_in_several_ways(comment: str) -> None:
    table = _columns("| id | UUID | PK | - | Key |", EMAIL).replace(
        "| Column |", f"<!-- {comment} -->\n| Column |"
    )
    text = table + _sql(USERS.replace(" NOT NULL", ""))
    reading = read_spec(text.encode(), "spec.md")
    silenced = apply_silences(
        [*reading.diagnostics, *check_specs([reading])], reading.spec.silences
    )
    assert {item.code for item in silenced.ignored} == {"S154", "S155"}
    assert silenced.kept == ()


def test_a_comment_above_another_block_silences_nothing() -> None:
    table = _columns(ID, "| email | UUID | NOT NULL | '' | Mail |")
    reading = read_spec((SILENCED + "\nA paragraph.\n" + table).encode(), "spec.md")
    assert [(silence.first_line, silence.last_line) for silence in reading.spec.silences] == [
        (3, 3)
    ]


@pytest.mark.parametrize(("columns", "told"), [("email", True), ("id", False), ("EMAIL, id", True)])
def test_an_index_table_without_names(columns: str, told: bool) -> None:
    head = "\n## 索引策略\n\n| 表 | 字段 | 索引类型 | 目的 |\n|---|---|---|---|\n"
    assert ("S156" in _codes(_sql(USERS) + f"{head}| users | {columns} | B-Tree | x |\n")) is told


def test_a_name_that_is_almost_another_one_is_told_with_it() -> None:
    text = _sql(
        "CREATE TABLE users (id int PRIMARY KEY, title text, UNIQUE (titel));\n"
        "CREATE TABLE posts (user_id int REFERENCES userz (id), team_id int REFERENCES teams (id));"
    )
    found = {(item.code, item.severity.value): item.hint for item in _check(text)}
    assert found["Q127", "error"] == "write `title`, if that is meant, or add the column"
    assert found["S160", "warning"] == "write `users`, if that is meant"
    assert ("S160", "info") in found


@pytest.mark.parametrize("followed", [True, False])
def test_behind_a_block_that_cant_be_followed_nothing_is_there_already(followed: bool) -> None:
    dropped = "PERFORM 1;" if followed else "EXECUTE dropped;"
    text = f"""```sql
CREATE TABLE a (id text PRIMARY KEY);
DO $$
DECLARE dropped text := 'ALTER TABLE a DROP CONSTRAINT a_pkey';
BEGIN
    {dropped}
    ALTER TABLE a ADD COLUMN n int;
    ALTER TABLE a ADD PRIMARY KEY (n);
END $$;
```"""
    found = check_specs([read_spec(text.encode(), "spec.md")])
    assert ("Q130" in {item.code for item in found}) is followed

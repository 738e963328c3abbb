"""Renamed columns and fields told as renames, and near misses told as what they are; what PostgreSQL 18 adds to constraints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drift_cases.policy import Policy, ddl, endpoint, report_of


def told(policy: Policy, root: Path) -> list[str]:
    root.mkdir(exist_ok=True)
    return sorted(f"{item.code} {item.subject}" for item in report_of(policy, root).drift)


def migrated(spec: str, code: str) -> Policy:
    return Policy("", ddl(spec), upgrade=f'op.execute("""{code}""")')


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ("created_at TIMESTAMPTZ", "created TIMESTAMPTZ"),
        ("user_email TEXT", "email TEXT"),
        ("username TEXT", "user_name TEXT"),
        ("total_amount NUMERIC", "amount_total NUMERIC"),
        ("adress TEXT", "address TEXT"),
        ("tag TEXT", "tags TEXT"),
        ("shipping_addr TEXT", "shipping_address TEXT"),
        ("order_status TEXT", "order_state TEXT"),
        ("is_active BOOLEAN", "active BOOLEAN"),
        ("owner_id INTEGER", "order_owner_id INTEGER"),
    ],
)
def test_a_column_with_another_name_is_a_rename(tmp_path: Path, spec: str, code: str) -> None:
    policy = migrated(f"CREATE TABLE t (id INT, {spec});", f"CREATE TABLE t (id INT, {code})")
    assert told(policy, tmp_path) == [f"D109 column t.{spec.split(' ', maxsplit=1)[0]}"]


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ("colour TEXT", "weight TEXT"),
        ("price NUMERIC", "price_cents INTEGER"),
        ("first_name TEXT", "family_name TEXT"),
        ("zip_code TEXT", "colour_code TEXT"),
        ("starts_at DATE", "weight_at DATE"),
    ],
)
def test_a_column_that_is_another_is_missing_and_too_many(
    tmp_path: Path, spec: str, code: str
) -> None:
    policy = migrated(f"CREATE TABLE t (id INT, {spec});", f"CREATE TABLE t (id INT, {code})")
    names = [item.split(" ", maxsplit=1)[0] for item in (spec, code)]
    assert told(policy, tmp_path) == [f"D103 column t.{names[0]}", f"D104 column t.{names[1]}"]


@pytest.mark.parametrize(
    ("spec", "code", "expected"),
    [
        ("user_name", "userName", ["D409 field A.user_name"]),
        ("created_at", "created", ["D409 field A.created_at"]),
        ("quantity", "qty", ["D409 field A.quantity"]),
    ],
)
def test_a_field_with_another_name_is_a_rename(
    tmp_path: Path, spec: str, code: str, expected: list[str]
) -> None:
    rows = f"| Field | Type | Required |\n|---|---|---|\n| {spec} | string | Yes |\n| a | string | Yes |\n"
    app = f'class A(BaseModel):\n    {code}: str\n    a: str\n\n@app.get("/a")\ndef a() -> A: ...\n'
    policy = Policy("", endpoint("GET /a", f"**Response** (200 OK):\n\n{rows}"), app=app)
    assert told(policy, tmp_path) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("trial_end_at", ["D409 field A.trial_ends_at", "D402 field A.b"]),
        (
            "updated_at",
            ["D401 field A.trial_ends_at", "D402 field A.b", "D402 field A.updated_at"],
        ),
    ],
)
def test_what_kind_of_a_value_it_is_makes_no_names_alike(
    tmp_path: Path, code: str, expected: list[str]
) -> None:
    """Two fields are left in the code: only the one whose name says the same is the spec's under another name."""
    rows = "| Field | Type | Required |\n|---|---|---|\n| trial_ends_at | string | Yes |\n| a | string | Yes |\n"
    app = f'class A(BaseModel):\n    {code}: str\n    b: str\n    a: str\n\n@app.get("/a")\ndef a() -> A: ...\n'
    policy = Policy("", endpoint("GET /a", f"**Response** (200 OK):\n\n{rows}"), app=app)
    assert sorted(told(policy, tmp_path)) == sorted(expected)


KEY = "CREATE TABLE p (id INT, v daterange, PRIMARY KEY (id, v{}));"
CHECK = "CREATE TABLE t (a INT, CONSTRAINT ck CHECK (a > 0){});"
UNIQUE = "CREATE TABLE p (id INT, v daterange, CONSTRAINT u UNIQUE (id, v{}));"
FOREIGN = (
    "CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE c (pid INT, CONSTRAINT fk FOREIGN KEY (pid)"
    " REFERENCES p (id){});"
)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (CHECK, " NOT ENFORCED", "D119 check t.ck"),
        (FOREIGN, " NOT ENFORCED", "D113 foreign key c.fk"),
        (KEY, " WITHOUT OVERLAPS", "D110 primary key p(id, v)"),
        (UNIQUE, " WITHOUT OVERLAPS", "D116 unique constraint p.u"),
    ],
)
def test_what_postgresql_18_says_of_a_constraint(
    tmp_path: Path, text: str, word: str, expected: str
) -> None:
    having, lacking = text.format(word), text.format("")
    assert told(migrated(having, having), tmp_path / "same") == []
    assert told(migrated(having, lacking), tmp_path / "lacks") == [expected]
    assert told(migrated(lacking, having), tmp_path / "has") == [expected]


def test_of_several_tables_that_look_alike_the_nearest_name_is_the_rename(tmp_path: Path) -> None:
    columns = "(id INT, subject TEXT, workflow TEXT)"
    names = ("github_publishers", "gitlab_publishers", "pending_github_publishers")
    code = ";".join(f"CREATE TABLE {name} {columns}" for name in names)
    policy = migrated(f"CREATE TABLE trusted_github_publishers {columns};", code)
    assert told(policy, tmp_path) == ["D131 table trusted_github_publishers"]
    policy = migrated(f"CREATE TABLE publishers {columns};", code)
    assert told(policy, tmp_path / "two") == ["D101 table publishers"]

"""What the generator returns: files, names, ids, and what it tells."""

from __future__ import annotations

import re

import pytest
from spec2code_generators.alembic import AlembicGenerator
from spec2code_generators.alembic.source import call, layout, sql_literal

from spec2code.codegen.contract import GenerateRequest, GenerateResult, Layout, Ownership
from spec2code.model.compare import compare_schemas
from spec2code.model.fold import fold
from spec2code.model.plan import plan
from spec2code.model.project import MigrationHistory, Project
from spec2code.model.schema import Schema
from spec2code.model.span import Excerpt, Span
from spec2code.model.spec import Spec, SqlText
from spec2code.sql import read_sql

ORDERS = (
    "CREATE TYPE st AS ENUM ('a', 'b');\nCREATE TABLE orders (id BIGSERIAL PRIMARY KEY, s st);\n"
)


def schema(text: str) -> Schema:
    return fold(Schema(), read_sql(Excerpt("s.sql", text)).statements, ensure=True).schema


def spec(**fields: object) -> Spec:
    return Spec("spec.md", "Orders", "orders", **fields)  # type: ignore[arg-type]


def generate(
    desired: str, current: str | None = None, *, specs: tuple[Spec, ...] = (), **history: object
) -> GenerateResult:
    before, after = schema(current or ""), schema(desired)
    known = {"directory": "db/versions", "script_location": "db", "heads": ("abc123",), **history}
    past = None
    if current is not None:
        past = MigrationHistory(revisions=1, schema=before, **known)  # type: ignore[arg-type]
    changes = plan(compare_schemas(before, after), desired=after)
    request = GenerateRequest(specs or (spec(),), Project(history=past), after, changes)
    return AlembicGenerator().generate(request)


def test_an_empty_project_gets_an_environment_and_a_revision() -> None:
    files = generate(ORDERS).files
    assert [(file.path, file.ownership) for file in files[:3]] == [
        ("alembic.ini", Ownership.ONCE),
        ("migrations/env.py", Ownership.ONCE),
        ("migrations/script.py.mako", Ownership.ONCE),
    ]
    assert re.fullmatch(r"migrations/versions/[0-9a-f]{12}_create_orders\.py", files[3].path)
    assert files[3].ownership is Ownership.ADDED
    assert "down_revision: str | None = None" in files[3].content


def test_a_history_is_carried_on_where_it_lies() -> None:
    (file,) = generate(ORDERS, "").files
    assert file.path.startswith("db/versions/")
    assert 'down_revision: str | None = "abc123"' in file.content


def test_the_id_follows_from_parent_and_operations() -> None:
    first, again = generate(ORDERS, ""), generate(ORDERS, "")
    assert first == again
    assert generate(ORDERS, "", heads=("other",)).files[0].path != first.files[0].path


def test_several_heads_stop_the_revision() -> None:
    result = generate(ORDERS, "", heads=("one", "two"))
    assert result.files == ()
    assert [(item.code, item.message) for item in result.diagnostics] == [
        ("G101", "the migrations have several heads: `one`, `two`; no revision is written")
    ]


@pytest.mark.parametrize(
    ("template", "date", "expected", "codes"),
    [
        ("%(slug)s_%(rev)s", None, r"create_orders_[0-9a-f]{12}\.py", []),
        ("%(year)d_%(month).2d_%(slug)s", "2026-03-04", r"2026_03_create_orders\.py", []),
        ("%(year)d_%(slug)s", None, r"[0-9a-f]{12}_create_orders\.py", ["G102"]),
        ("%(nothing)s", None, r"[0-9a-f]{12}_create_orders\.py", ["G102"]),
    ],
)
def test_file_names(template: str, date: str | None, expected: str, codes: list[str]) -> None:
    result = generate(ORDERS, "", file_template=template, specs=(spec(date=date),))
    assert re.fullmatch(f"db/versions/{expected}", result.files[0].path)
    assert [item.code for item in result.diagnostics] == codes


def test_a_source_root_is_on_the_path() -> None:
    desired = schema(ORDERS)
    layout_ = Layout(source_root="src", models="shop/{feature}/models.py", base="shop/base.py")
    changes = plan(compare_schemas(Schema(), desired), desired=desired)
    request = GenerateRequest((spec(),), Project(), desired, changes, layout=layout_)
    files = {file.path: file.content for file in AlembicGenerator().generate(request).files}
    assert "prepend_sys_path = %(here)s/src\n" in files["alembic.ini"]
    assert "from shop.base import Base" in files["migrations/env.py"]
    assert 'MODELS = "shop"\nMODULE = ".models"' in files["migrations/env.py"]


DOWN = Span("spec.md", 40)


def test_down_sql_is_the_downgrade() -> None:
    down = (
        SqlText("BEGIN;\nDROP TABLE orders;\n", DOWN),
        SqlText("DROP TYPE st;\nCOMMIT;", DOWN),
    )
    result = generate(ORDERS, "", specs=(spec(down_sql=down),))
    back = result.files[0].content.partition("def downgrade")[2]
    assert 'op.execute("DROP TABLE orders")\n    op.execute("DROP TYPE st")\n' in back
    assert "BEGIN" not in back
    assert result.diagnostics == ()


def test_what_down_sql_leaves_is_added_and_told() -> None:
    result = generate(ORDERS, "", specs=(spec(down_sql=(SqlText("DROP TABLE orders", DOWN),)),))
    back = result.files[0].content.partition("def downgrade")[2]
    assert '    # The spec\'s down SQL leaves this.\n    op.execute("DROP TYPE st")' in back
    assert [(item.code, item.span) for item in result.diagnostics] == [("G105", DOWN)]


def test_down_sql_of_an_earlier_revision_is_not_used_again() -> None:
    down = (SqlText("DROP TABLE orders; DROP TYPE st;", DOWN),)
    more = ORDERS.replace("s st", "s st, note TEXT")
    result = generate(more, ORDERS, specs=(spec(down_sql=down),))
    back = result.files[0].content.partition("def downgrade")[2]
    assert 'op.drop_column("orders", "note")' in back
    assert "DROP TABLE" not in back


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("s st", "s st, n BIGSERIAL", "auto-incrementing"),
        ("id BIGSERIAL", "id SERIAL", "changing-column-type"),
        ("'a', 'b'", "'b'", "takes another's place"),
        ("s st)", "s st) WITH (fillfactor=70)", None),
        ("'a', 'b'", "'a', 'b', 'c'", None),
        ("s st", "s st, note TEXT", None),
    ],
)
def test_what_locks_a_table_in_use_is_told(old: str, new: str, rule: str | None) -> None:
    found = generate(ORDERS.replace(old, new), ORDERS).diagnostics
    assert [item.code for item in found] == (["G104"] if rule else [])
    if rule:
        assert rule in (found[0].hint or "")
    assert generate(ORDERS.replace(old, new), "").diagnostics == ()


@pytest.mark.parametrize(("declared", "filled"), [("", True), (" STABLE", False)])
def test_a_default_by_a_function_of_ones_own_is_split_where_it_may_vary(
    declared: str, filled: bool
) -> None:
    made = f"CREATE FUNCTION made() RETURNS int LANGUAGE sql{declared} AS 'SELECT 1';\n"
    more = ORDERS.replace("s st", "s st, n INT DEFAULT made()")
    (file,) = generate(made + more, made + ORDERS).files
    assert ("UPDATE orders SET n = made() WHERE n IS NULL" in file.content) is filled


def test_a_value_in_the_place_of_another_is_a_rename_and_told() -> None:
    result = generate(ORDERS.replace("'b'", "'c'"), ORDERS)
    assert [item.code for item in result.diagnostics] == ["G103"]
    assert "RENAME VALUE 'b' TO 'c'" in result.files[0].content


@pytest.mark.parametrize(
    "text",
    [
        "a :b c",
        "a::b",
        "'12:30'",
        "\\:x",
        "\\\\:x",
        ":a \"q\" 's'",
        "one\ntwo :x \\d",
        'ends with "',
        'two\nlines "',
        'three\n"""quotes"""',
        'two\n\\"',
        'two\nquotes""',
        "100%\ttab",
        "nul\x00, bidi \u202e, emoji \U0001f600",
    ],
)
def test_sql_survives_its_literal_and_sqlalchemy(text: str) -> None:
    import ast

    from sqlalchemy import text as sqlalchemy_text
    from sqlalchemy.dialects import sqlite

    value = ast.literal_eval(sql_literal(text))
    assert str(sqlalchemy_text(value).compile(dialect=sqlite.dialect())) == text


def test_a_call_with_one_long_argument_is_broken_once() -> None:
    node = call("op.execute", '"' + "x" * 90 + '"')
    assert layout(node, width=88).split("\n") == [
        "    op.execute(",
        '        "' + "x" * 90 + '"',
        "    )",
    ]

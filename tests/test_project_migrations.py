"""Operations of Alembic as revisions write them: what the schema has after they were replayed."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.model.schema import Name
from tests.projects_on_disk import database, history, revisions, table, types

USERS = """
op.create_table(
    "users",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("email", sa.String(length=320), nullable=False),
    sa.Column("age", sa.SmallInteger(), nullable=True),
    sa.PrimaryKeyConstraint("id"),
)
"""


def test_a_table_is_made_as_sqlalchemy_makes_it(tmp_path: Path) -> None:
    body = """
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id", ondelete="cascade"), index=True),
        sa.Column("number", sa.String(20), unique=True, nullable=False),
        sa.Column("state", sa.Enum("open", "closed", name="order_state"), server_default="open"),
        sa.Column("made", sa.DateTime(timezone=True), server_default=sa.func.now()),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'")),
        sa.CheckConstraint("number <> ''", name="number_given"),
        comment="What was ordered",
    )
    """
    schema = history(tmp_path, USERS, body)
    orders = table(schema, "orders")
    assert types(orders) == {
        "id": "integer",
        "user_id": "bigint",
        "number": "character varying(20)",
        "state": "order_state",
        "made": "timestamp with time zone",
        "tags": "text[]",
    }
    key = orders.column("id")
    assert key is not None and key.serial and not key.nullable
    assert orders.comment == "What was ordered"
    assert orders.foreign_keys[0].on_delete == "CASCADE"
    assert [index.name for index in orders.indexes] == ["ix_orders_user_id"]
    assert [unique.columns for unique in orders.uniques] == [("number",)]
    assert [check.name for check in orders.checks] == ["number_given"]
    assert schema.enums[Name("order_state")].labels == ("open", "closed")
    state = orders.column("state")
    assert state is not None and state.default is not None and state.default.text == "'open'"


def test_tables_of_the_session_are_passed_over(tmp_path: Path) -> None:
    body = """
    op.execute("CREATE TEMP TABLE passing AS SELECT id, email FROM users")
    op.execute("CREATE UNIQUE INDEX passing_id ON passing (id)")
    op.execute("ALTER TABLE passing ADD COLUMN note text")
    op.execute("DROP TABLE passing")
    op.execute("CREATE TABLE passing (id int)")
    """
    schema = history(tmp_path, USERS, body)
    assert [str(name) for name in schema.tables] == ["users", "passing"]
    assert (
        types(table(schema, "passing")) == {"id": "integer"}
        and not table(schema, "passing").indexes
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ('op.alter_column("users", "email", type_=sa.Text())', ("email", "text", False)),
        ('op.alter_column("users", "age", nullable=False)', ("age", "smallint", False)),
        (
            'op.alter_column("users", "age", new_column_name="years")',
            ("years", "smallint", True),
        ),
        (
            'op.execute("ALTER TABLE users ALTER COLUMN age TYPE bigint")',
            ("age", "bigint", True),
        ),
        (
            'op.get_bind().execute(sa.text("ALTER TABLE users ALTER age SET NOT NULL"))',
            ("age", "smallint", False),
        ),
        (
            'with op.batch_alter_table("users", schema=None) as batch_op:\n'
            '    batch_op.alter_column("age", existing_type=sa.Integer(), type_=sa.Float())',
            ("age", "double precision", True),
        ),
        (
            'op.add_column("users", sa.Column("seen", sa.Date(), nullable=False))',
            ("seen", "date", False),
        ),
    ],
)
def test_a_column_is_altered(tmp_path: Path, change: str, expected: tuple[str, str, bool]) -> None:
    found = table(history(tmp_path, USERS, change), "users").column(expected[0])
    assert found is not None
    assert (found.name, found.type, found.nullable) == expected


def test_a_default_is_set_left_and_dropped(tmp_path: Path) -> None:
    set_it = 'op.alter_column("users", "age", server_default="18")'
    leave = 'op.alter_column("users", "age", nullable=False)'
    drop = 'op.alter_column("users", "age", server_default=None)'
    after = [
        table(history(tmp_path / str(n), USERS, *changes), "users").column("age")
        for n, changes in enumerate([(set_it,), (set_it, leave), (set_it, leave, drop)])
    ]
    assert [column.default.text if column and column.default else None for column in after] == [
        "'18'",
        "'18'",
        None,
    ]


def test_constraints_and_indexes(tmp_path: Path) -> None:
    schema = history(
        tmp_path,
        USERS,
        """
        op.create_unique_constraint("uq_email", "users", ["email"])
        op.create_check_constraint("adult", "users", "age >= 18")
        op.create_index(op.f("ix_age"), "users", ["age"], unique=False)
        op.create_index(
            "ix_lower", "users", [sa.text("lower(email)")], unique=True,
            postgresql_where=sa.text("age IS NOT NULL"),
        )
        op.create_index("ix_gin", "users", ["email"], postgresql_using="gin",
                        postgresql_ops={"email": "gin_trgm_ops"}, postgresql_include=["age"])
        op.create_foreign_key("fk_self", "users", "users", ["age"], ["id"], ondelete="SET NULL",
                              deferrable=True, initially="DEFERRED")
        """,
        """
        op.drop_constraint("uq_email", "users", type_="unique")
        op.drop_index("ix_age", table_name="users")
        """,
    )
    users = table(schema, "users")
    assert users.uniques == ()
    assert [check.name for check in users.checks] == ["adult"]
    lower, gin = users.indexes
    assert (lower.name, lower.unique, lower.where is not None) == ("ix_lower", True, True)
    assert lower.keys[0].column is None
    assert (gin.method, gin.keys[0].operator_class, gin.include) == (
        "gin",
        "gin_trgm_ops",
        ("age",),
    )
    assert users.foreign_keys[0].deferrable == "DEFERRABLE INITIALLY DEFERRED"


def test_tables_are_renamed_and_dropped(tmp_path: Path) -> None:
    schema = history(
        tmp_path,
        USERS,
        'op.create_table("old", sa.Column("id", sa.Integer(), primary_key=True))',
        'op.rename_table("users", "people")\nop.drop_table("old")',
    )
    assert [str(name) for name in schema.tables] == ["people"]


@pytest.mark.parametrize(
    "change",
    [
        "op.execute(\"ALTER TYPE mood ADD VALUE 'calm'\")",
        "with op.get_context().autocommit_block():\n"
        "    op.execute(\"ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm'\")",
        'op.sync_enum_values("public", "mood", ["sad", "happy", "calm"], [("cats", "mood")])',
        'op.sync_enum_values(enum_schema="public", enum_name="mood", '
        'new_values=["sad", "happy", "calm"], affected_columns=[])',
        'op.execute("ALTER TYPE mood RENAME TO mood_old")\n'
        "op.execute(\"CREATE TYPE mood AS ENUM ('sad', 'happy', 'calm')\")\n"
        'op.execute("ALTER TABLE cats ALTER COLUMN mood TYPE mood USING mood::text::mood")\n'
        'op.execute("DROP TYPE mood_old")',
    ],
)
def test_a_label_is_added_to_an_enum(tmp_path: Path, change: str) -> None:
    make = """
    mood = postgresql.ENUM("sad", "happy", name="mood", create_type=False)
    mood.create(op.get_bind(), checkfirst=True)
    op.create_table("cats", sa.Column("mood", mood))
    """
    schema = history(tmp_path, make, change)
    assert [enum.labels for enum in schema.enums.values()] == [("sad", "happy", "calm")]
    assert types(table(schema, "cats")) == {"mood": "mood"}


def test_an_enum_class_gives_its_names_or_what_a_function_makes_of_it(tmp_path: Path) -> None:
    before = """
    import enum

    class Size(enum.Enum):
        SMALL = "small"
        LARGE = "large"
    """
    schema = history(
        tmp_path,
        """
        op.create_table(
            "shirts",
            sa.Column("a", sa.Enum(Size)),
            sa.Column("b", sa.Enum(Size, name="by_value", values_callable=lambda e: [m.value for m in e])),
            sa.Column("c", sa.Enum(Size, native_enum=False)),
        )
        """,
        before=before,
    )
    assert {str(name): enum.labels for name, enum in schema.enums.items()} == {
        "size": ("SMALL", "LARGE"),
        "by_value": ("small", "large"),
    }
    assert types(table(schema, "shirts"))["c"] == "character varying(5)"


def test_code_is_evaluated_constants_loops_and_the_projects_own_functions(tmp_path: Path) -> None:
    schema = history(
        tmp_path,
        """
        op.create_table(TABLE, *keys(), *stamps())
        for name, unique in (("made", False), ("seen", True)):
            op.create_index(f"ix_{TABLE}_{name}", TABLE, [name], unique=unique)
        op.execute(f"ALTER TABLE {TABLE} ADD COLUMN " + ", ADD COLUMN ".join(
            "%s text" % name for name in ["x", "y"]))
        """,
        before="""
        from helpers.columns import stamps

        TABLE = "things"

        def keys():
            return [sa.Column("id", sa.Uuid(), primary_key=True)]
        """,
        **{
            "helpers/__init__.py": "",
            "helpers/columns.py": """
            import sqlalchemy as sa

            def stamps():
                return tuple(sa.Column(name, sa.DateTime()) for name in ("made", "seen"))
            """,
        },
    )
    things = table(schema, "things")
    assert list(types(things)) == ["id", "made", "seen", "x", "y"]
    assert [(index.name, index.unique) for index in things.indexes] == [
        ("ix_things_made", False),
        ("ix_things_seen", True),
    ]


def test_the_branch_for_postgresql_is_taken(tmp_path: Path) -> None:
    body = """
    if op.get_bind().dialect.name == "sqlite":
        op.add_column("users", sa.Column("a", sa.Integer()))
    elif op.get_context().dialect.name == "postgresql":
        op.add_column("users", sa.Column("b", sa.Integer()))
    else:
        raise NotImplementedError
    """
    assert list(types(table(history(tmp_path, USERS, body), "users")))[-1] == "b"


def test_statements_under_a_condition_that_is_not_known_leave_the_table_uncertain(
    tmp_path: Path,
) -> None:
    body = """
    import requests
    if requests.get("http://example.org").ok:
        op.add_column("users", sa.Column("a", sa.Integer()))
    """
    found = database(tmp_path, revisions(USERS, body))
    assert [item.code for item in found.diagnostics] == ["P154"]
    assert found.history is not None and set(found.history.uncertain) == {Name("users")}


def test_what_would_fail_shows_that_a_revision_has_returned(tmp_path: Path) -> None:
    early = """
    from app.settings import settings
    if settings.loaded.url:
        return
    op.create_table("pets", sa.Column("id", sa.Integer(), primary_key=True))
    {create}
    op.create_table("users", sa.Column("id", sa.Text()))
    op.add_column("pets", sa.Column("size", sa.Integer()))
    """
    pets = 'op.create_table("pets", sa.Column("id", sa.Integer(), primary_key=True))'
    there = early.format(create="").replace('"pets", sa.Column("id"', '"users", sa.Column("id"', 1)
    found = database(tmp_path / "a", revisions(USERS, there))
    assert found.history is not None and [item.code for item in found.diagnostics] == []
    assert list(found.history.schema.tables) == [Name("users")]
    goes_on = early.replace('op.create_table("users", sa.Column("id", sa.Text()))', "")
    found = database(tmp_path / "b", revisions(USERS, goes_on.format(create="")))
    assert found.history is not None and Name("pets") in found.history.schema.tables
    without = early.replace("        return\n", "        pass\n").replace(pets, "")
    found = database(tmp_path / "c", revisions(USERS, without.format(create="")))
    assert [item.code for item in found.diagnostics] == ["P156", "P156"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("import x\nop.add_column(x.name(), sa.Column('a', sa.Integer()))", "P153"),
        ("import x\nop.execute(x.sql())", "P155"),
        ("op.drop_column('users', 'nothing')", "P156"),
        ("op.conjure('users')", "P157"),
        ("import x\nop.add_column('users', sa.Column('a', x.Type()))", "P158"),
    ],
)
def test_what_cant_be_decided_is_said(tmp_path: Path, body: str, code: str) -> None:
    found = database(tmp_path, revisions(USERS, body))
    assert code in [item.code for item in found.diagnostics]
    place = next(item.span for item in found.diagnostics if item.code == code)
    assert place is not None and place.file == "alembic/versions/r2.py"


def test_everything_points_at_the_line_that_set_it(tmp_path: Path) -> None:
    index = 'op.execute(\n    """\n    CREATE INDEX i\n    ON users (age)\n    """\n)'
    found = table(history(tmp_path, USERS, index), "users")
    email = found.column("email")
    for span, text in (
        (email.span if email else None, 'sa.Column("email"'),
        (found.span, "op.create_table("),
        (found.indexes[0].span, "CREATE INDEX i"),
    ):
        assert span is not None
        line = (tmp_path / span.file).read_text().splitlines()[span.line - 1]
        assert line[span.column - 1 :].startswith(text)


def test_rows_and_settings_are_passed_over(tmp_path: Path) -> None:
    body = """
    conn = op.get_bind()
    users = sa.table("users", sa.column("id"))
    conn.execute(users.insert().values(id=1))
    op.bulk_insert(users, [{"id": 1}])
    op.execute("INSERT INTO users (id) VALUES (1); SET lock_timeout = '5s'")
    op.execute(f"UPDATE users SET email = '{conn.engine.url}'")
    for row in conn.execute(sa.text("SELECT id FROM users")):
        op.drop_table("users")
    while conn.execute(sa.text("UPDATE users SET age = 1 WHERE age = 0")).rowcount > 0:
        pass
    """
    assert len(history(tmp_path, USERS, body).tables) == 1


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ('op.alter_column("users", "age", nullable=False)', "age"),
        ('op.execute("ALTER TABLE users ALTER COLUMN age TYPE bigint")', "age"),
        ('op.alter_column("users", "age", new_column_name="years")', "years"),
    ],
)
def test_a_column_points_at_the_revision_that_changed_it_last(
    tmp_path: Path, change: str, column: str
) -> None:
    found = table(history(tmp_path, USERS, change), "users").column(column)
    assert found is not None and found.span is not None
    assert found.span.file == "alembic/versions/r2.py"


def test_what_postgresql_alone_has(tmp_path: Path) -> None:
    body = """
    op.execute("CREATE SCHEMA auth")
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), sa.Identity(always=True, start=5), primary_key=True),
        sa.Column("twice", sa.Integer(), sa.Computed("id * 2", persisted=True)),
        schema="auth",
    )
    op.create_table(
        "stays",
        sa.Column("at", sa.TIMESTAMP(timezone=True)),
        sa.Column("room", sa.Integer(), sa.ForeignKey("auth.people.id", onupdate="CASCADE")),
        sa.Column("during", postgresql.TSTZRANGE()),
        postgresql_partition_by="RANGE (at)",
    )
    op.create_exclude_constraint("once", "stays", ("room", "="), ("during", "&&"), using="gist")
    op.create_index("i", "stays", [sa.desc("at"), sa.text("room ASC NULLS FIRST")],
                    postgresql_with={"fillfactor": 70})
    op.execute(sa.schema.CreateSequence(sa.Sequence("counter")))
    """
    schema = history(tmp_path, body)
    people = schema.tables[Name("people", "auth")]
    key, twice = people.columns
    assert key.identity is not None and key.identity.always
    assert key.identity.options == "START WITH 5"
    assert twice.generated is not None and twice.generated.text == "id * 2"
    stays = table(schema, "stays")
    assert stays.option("partition_by") == "RANGE (at)"
    assert stays.foreign_keys[0].target == Name("people", "auth")
    assert stays.excludes[0].definition.text == "USING gist (room WITH =, during WITH &&)"
    at, room = stays.indexes[0].keys
    assert (at.column, at.descending, room.column, room.nulls_first) == ("at", True, "room", True)
    assert ("sequence", "counter") in {(x.kind, x.name.name) for x in schema.objects.values()}


def test_a_revision_without_end_is_said(tmp_path: Path) -> None:
    found = database(tmp_path, revisions("n = 0\nwhile True:\n    n = n + 1\n    x = [n, n]"))
    assert "P152" in [item.code for item in found.diagnostics]


LONG = "a_table_with_a_name_that_is_long_indeed_and_a_column_of_the_same_length_fkey"


def test_names_too_long_are_cut_alike_when_made_and_dropped(tmp_path: Path) -> None:
    body = f"""
    op.create_unique_constraint(op.f("{LONG}"), "users", ["email"])
    op.create_index(op.f("ix_{LONG}"), "users", ["age"])
    """
    drop = f"""
    op.drop_constraint(op.f("{LONG}"), "users", type_="unique")
    op.drop_index(op.f("ix_{LONG}"), "users")
    """
    users = table(history(tmp_path, USERS, body, drop), "users")
    assert users.uniques == () and users.indexes == ()


def test_the_environment_names_the_database(tmp_path: Path) -> None:
    before = """
    import os
    DATABASE_URL = os.environ.get("APP_DATABASE_URL")
    DSN = os.getenv("POSTGRES_DSN", "sqlite:///x.db")
    """
    body = """
    if DATABASE_URL and not DATABASE_URL.startswith("sqlite"):
        op.create_unique_constraint(None, "users", ["email"])
    if "postgresql" in DSN and os.environ["DB_URL"].startswith("postgresql"):
        op.drop_column("users", "age")
    if os.getenv("SEED_USERS"):
        op.drop_table("users")
    """
    users = table(history(tmp_path, USERS, body, before=before), "users")
    assert [unique.columns for unique in users.uniques] == [("email",)]
    assert list(types(users)) == ["id", "email"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("AS SELECT * FROM users", {"id": "integer", "email": "character varying(320)", "age": "smallint"}),
        ("AS TABLE users WITH DATA", {"id": "integer", "email": "character varying(320)", "age": "smallint"}),
        ("AS SELECT email, id FROM public.users WHERE age > 3", {"email": "character varying(320)", "id": "integer"}),
        ("AS SELECT u.id, v.email AS mail FROM users u JOIN users v USING (id)", {"id": "integer", "mail": "character varying(320)"}),
        ("AS SELECT count(*), age::numeric(5,2) AS n FROM users GROUP BY age", {"count": "bigint", "n": "numeric(5,2)"}),
        ("(one, two) AS WITH q AS (SELECT id, email FROM users) SELECT * FROM q", {"one": "integer", "two": "character varying(320)"}),
    ],
)  # fmt: skip
def test_a_copy_of_a_table_has_its_columns(
    tmp_path: Path, query: str, expected: dict[str, str]
) -> None:
    copy = table(history(tmp_path, USERS, f'op.execute("CREATE TABLE copy {query}")'), "copy")
    assert types(copy) == expected
    assert copy.primary_key is None and all(column.nullable for column in copy.columns)


def test_what_other_queries_give_is_left_open(tmp_path: Path) -> None:
    body = 'op.execute("CREATE TABLE copy AS SELECT coalesce(email, $$-$$) AS mail FROM users")'
    found = database(tmp_path, revisions(USERS, body))
    assert [item.code for item in found.diagnostics] == ["Q114"]


def test_alter_column_without_a_change_changes_nothing(tmp_path: Path) -> None:
    body = 'op.alter_column("users", sa.Column("email", sa.Text(), nullable=False))'
    assert (
        types(table(history(tmp_path, USERS, body), "users"))["email"] == "character varying(320)"
    )


def test_sql_beside_the_revision_is_read(tmp_path: Path) -> None:
    body = """
    from pathlib import Path
    with open(Path(__file__).with_suffix(".sql")) as file:
        op.execute(sa.text(file.read()))
    """
    files = revisions(USERS, body)
    files["alembic/versions/r2.sql"] = "ALTER TABLE users ADD COLUMN seen date;"
    found = database(tmp_path, files)
    assert found.history is not None and found.diagnostics == ()
    assert types(table(found.history.schema, "users"))["seen"] == "date"


def test_a_default_of_null_is_none_but_for_types_that_have_a_length(tmp_path: Path) -> None:
    body = """
    op.add_column("users", sa.Column("a", sa.String(), server_default=sa.text("NULL")))
    op.add_column("users", sa.Column("b", sa.String(5), server_default=sa.text("NULL")))
    op.alter_column("users", "age", server_default=sa.text("null"))
    """
    users = table(history(tmp_path, USERS, body), "users")
    assert [column.name for column in users.columns if column.default is not None] == ["b"]

"""What revisions ask before they act: the schema replayed so far answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.model.schema import Name
from tests.projects_on_disk import database, history, revisions, table, types

USERS = """
op.create_table(
    "users",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("email", sa.String(320), unique=True),
    sa.Column("org_id", sa.Integer(), sa.ForeignKey("users.id"), index=True),
    sa.CheckConstraint("email <> ''"),
)
op.execute("CREATE TYPE mood AS ENUM ('sad', 'happy')")
"""
ADD = 'op.add_column("users", sa.Column("{0}", sa.Integer()))'


@pytest.mark.parametrize(
    "question",
    [
        'sa.inspect(op.get_bind()).has_table("users")',
        '"users" in sa.inspect(op.get_bind()).get_table_names()',
        'any(c["name"] == "email" for c in sa.inspect(op.get_bind()).get_columns("users"))',
        '"email" in {c["name"]: c for c in sa.inspect(op.get_bind()).get_columns("users")}',
        'sa.inspect(op.get_bind()).get_indexes("users")[0]["name"] == "ix_users_org_id"',
        'sa.inspect(op.get_bind()).get_foreign_keys("users")[0]["name"] == "users_org_id_fkey"',
        'sa.inspect(op.get_bind()).get_unique_constraints("users")[0]["column_names"] == ["email"]',
        'sa.inspect(op.get_bind()).get_pk_constraint("users")["constrained_columns"] == ["id"]',
        'sa.inspect(op.get_bind()).get_check_constraints("users")[0]["name"] == "users_email_check"',
        'op.get_bind().dialect.has_table(op.get_bind(), "users")',
        "op.get_bind().execute(sa.text(\"SELECT to_regclass('public.users')\")).scalar() is not None",
        'op.get_bind().execute(sa.text("SELECT 1 FROM information_schema.columns WHERE '
        "table_name = 'users' AND column_name = :c\"), {'c': 'email'}).fetchone()",
        'op.get_bind().execute(sa.text("SELECT EXISTS (SELECT 1 FROM pg_type '
        "WHERE typname = 'mood')\")).scalar()",
        'op.get_bind().execute(sa.text("SELECT data_type FROM information_schema.columns WHERE '
        "table_name='users' AND column_name='email'\")).scalar() == 'character varying'",
        'op.get_bind().execute(sa.text("SELECT conname FROM pg_constraint WHERE conrelid = '
        "'users'::regclass AND contype = 'f'\")).scalar() == 'users_org_id_fkey'",
        'op.get_bind().execute(sa.text("SELECT unnest(enum_range(NULL::mood))")).scalars().all() '
        '== ["sad", "happy"]',
        'op.get_bind().execute(sa.text("SELECT COUNT(*) FROM users")).scalar() == 0',
        'op.get_bind().execute(sa.text("SELECT current_schema()")).scalar() == "public"',
        "not op.get_context().as_sql",
    ],
)
def test_a_question_is_answered(tmp_path: Path, question: str) -> None:
    body = f"if {question}:\n    {ADD.format('yes')}\nelse:\n    {ADD.format('no')}"
    assert list(types(table(history(tmp_path, USERS, body), "users")))[-1] == "yes"


def test_what_nobody_can_answer_takes_both_branches_and_says_so(tmp_path: Path) -> None:
    question = 'op.get_bind().execute(sa.text("SELECT pg_sleep(1), x FROM pg_settings")).scalar()'
    body = f"if {question}:\n    {ADD.format('yes')}"
    found = database(tmp_path, revisions(USERS, body))
    assert [item.code for item in found.diagnostics] == ["P154"]
    assert found.history is not None and Name("users") in found.history.uncertain


def test_a_table_rebuilt_from_its_reflection_stays_as_it_was_and_is_left_open(
    tmp_path: Path,
) -> None:
    body = """
    metadata = sa.MetaData()
    old = sa.Table("users", metadata, autoload_with=op.get_bind())
    new = sa.Table("users_new", metadata)
    for column in old.columns:
        new.append_column(column.copy())
    new.create(op.get_bind())
    op.create_unique_constraint("uq_new", "users_new", ["org_id"])
    op.drop_table("users")
    op.rename_table("users_new", "users")
    op.create_table("other", sa.Column("id", sa.Integer(), primary_key=True))
    """
    found = database(tmp_path, revisions(USERS, body))
    assert [item.code for item in found.diagnostics] == ["P153"]
    assert found.history is not None
    assert Name("users") in found.history.uncertain and Name("other") not in found.history.uncertain
    assert set(found.history.schema.tables) == {Name("users"), Name("other")}
    assert list(types(table(found.history.schema, "users"))) == ["id", "email", "org_id"]


def test_a_table_dropped_beside_one_that_cant_be_told_is_dropped(tmp_path: Path) -> None:
    body = """
    sa.Table("copy", sa.MetaData(), *sa.inspect(op.get_bind()).unheard_of()).create(op.get_bind())
    op.drop_table("users")
    """
    found = database(tmp_path, revisions(USERS, body))
    assert [item.code for item in found.diagnostics] == ["P153"]
    assert found.history is not None and not found.history.schema.tables


def test_constraints_are_dropped_by_the_names_that_the_database_gave_them(tmp_path: Path) -> None:
    body = """
    inspector = sa.inspect(op.get_bind())
    for key in inspector.get_foreign_keys("users"):
        op.drop_constraint(key["name"], "users", type_="foreignkey")
    op.drop_constraint("users_email_key", "users", type_="unique")
    op.drop_constraint("users_email_check", "users", type_="check")
    op.drop_constraint("users_pkey", "users", type_="primary")
    """
    users = table(history(tmp_path, USERS, body), "users")
    assert users.constraints == ()


def test_a_revision_that_has_run_raised_nothing(tmp_path: Path) -> None:
    body = f"""
    admin = op.get_bind().execute(sa.text("SELECT id FROM users WHERE email = 'admin'")).scalar_one()
    if admin is None:
        raise RuntimeError("there is no admin")
    try:
        {ADD.format("tried")}
    except Exception:
        {ADD.format("failed")}
    """
    assert list(types(table(history(tmp_path, USERS, body), "users")))[-1] == "tried"


@pytest.mark.parametrize(
    "block",
    [
        "IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN "
        "CREATE TYPE mood AS ENUM ('x'); END IF; ALTER TABLE users ADD COLUMN yes integer;",
        "IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'gone') THEN "
        "ALTER TABLE users ADD COLUMN no integer; "
        "ELSIF EXISTS (SELECT FROM pg_class WHERE relname = 'users') THEN "
        "ALTER TABLE users ADD COLUMN yes integer; ELSE DROP TABLE users; END IF;",
        "FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP "
        "EXECUTE format('ALTER TABLE %I ADD COLUMN yes integer', r.tablename); END LOOP;",
        "SELECT count(*) INTO n FROM information_schema.columns WHERE table_name = 'users'; "
        "IF n = 3 THEN EXECUTE 'ALTER TABLE users ADD COLUMN ' || 'yes' || ' integer'; END IF;",
        "BEGIN ALTER TABLE users ADD COLUMN yes integer; EXCEPTION WHEN duplicate_column THEN NULL; END;",
        "IF (SELECT count(*) FROM users) > 0 THEN DROP TABLE users; RETURN; END IF; "
        "ALTER TABLE users ADD COLUMN yes integer;",
    ],
)
def test_a_do_block_is_followed(tmp_path: Path, block: str) -> None:
    body = f'op.execute("""DO $$ DECLARE r record; n integer; BEGIN {block} END $$;""")'
    assert list(types(table(history(tmp_path, USERS, body), "users")))[-1] == "yes"


def test_a_function_that_changes_the_schema_does_so_when_it_is_called(tmp_path: Path) -> None:
    body = '''
    op.execute("""
    CREATE FUNCTION grow() RETURNS void AS $$
    DECLARE r record;
    BEGIN
        FOR r IN SELECT tablename FROM pg_tables LOOP
            EXECUTE format('ALTER TABLE %I ADD COLUMN yes integer', r.tablename);
        END LOOP;
    END; $$ LANGUAGE plpgsql
    """)
    op.execute("SELECT grow();")
    '''
    assert list(types(table(history(tmp_path, USERS, body), "users")))[-1] == "yes"


@pytest.mark.parametrize(
    "read",
    [
        'open(os.path.join(os.path.dirname(__file__), "..", "sql", "yes.sql")).read()',
        '(Path(__file__).parent.parent / "sql" / "yes.sql").read_text()',
        'Path(__file__).resolve().parents[1].joinpath("sql/yes.sql").read_text(encoding="utf-8")',
    ],
)
def test_sql_files_of_the_project_are_read(tmp_path: Path, read: str) -> None:
    sql = "-- adds it\nALTER TABLE users ADD COLUMN yes integer;\n"
    schema = history(
        tmp_path,
        USERS,
        f"op.execute({read})",
        before="import os\nfrom pathlib import Path",
        **{"alembic/sql/yes.sql": sql},
    )
    assert list(types(table(schema, "users")))[-1] == "yes"


def test_files_outside_the_project_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.sql").write_text("DROP TABLE users")
    body = "import os\nop.execute(open(os.path.join(os.path.dirname(__file__), '../../../secret.sql')).read())"
    found = database(tmp_path / "project", revisions(USERS, body))
    assert [item.code for item in found.diagnostics] == ["P155"]
    assert found.history is not None and Name("users") in found.history.schema.tables


def test_entities_and_operations_of_other_packages(tmp_path: Path) -> None:
    before = """
    from alembic_utils.pg_function import PGFunction
    from alembic_utils.pg_trigger import PGTrigger
    from own.operations import View

    touch = PGFunction(schema="public", signature="touch()",
                       definition="RETURNS trigger AS $$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql")
    trigger = PGTrigger(schema="public", signature="touched", on_entity="public.users",
                        definition="BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION touch()")
    """
    own = """
    from alembic.operations import MigrateOperation, Operations

    class View:
        def __init__(self, name, query):
            self.name = name
            self.query = query

    @Operations.register_operation("make_view")
    class MakeView(MigrateOperation):
        def __init__(self, view):
            self.view = view

        @classmethod
        def make_view(cls, operations, view):
            return operations.invoke(cls(view))

    @Operations.implementation_for(MakeView)
    def make_view(operations, operation):
        operations.execute(f"CREATE VIEW {operation.view.name} AS {operation.view.query}")
    """
    body = """
    op.create_entity(touch)
    op.create_entity(trigger)
    op.make_view(View("emails", "SELECT email FROM users"))
    """
    more = {"own/__init__.py": "", "own/operations.py": own}
    schema = history(tmp_path, USERS, body, before=before, **more)
    made = {(item.kind, item.name.name) for item in schema.objects.values()}
    assert made == {("function", "touch"), ("trigger", "touched"), ("view", "emails")}


def test_names_are_those_that_postgresql_keeps(tmp_path: Path) -> None:
    long = "a" * 70
    body = f"""
    op.create_table("{long}", sa.Column("{long}", sa.Integer()))
    op.execute('CREATE INDEX ON users (email)')
    """
    schema = history(tmp_path, USERS, body)
    assert list(types(table(schema, "a" * 63))) == ["a" * 63]
    assert "users_email_idx" in [index.name for index in table(schema, "users").indexes]


def test_options_of_env_py_reach_the_revisions(tmp_path: Path) -> None:
    env = """
    from alembic import context
    PREFIX = "app_"
    def run():
        context.configure(connection=connect(), table_prefix=PREFIX)
    """
    body = """
    prefix = op.get_context().opts["table_prefix"]
    op.create_table(f"{prefix}users", sa.Column("id", sa.Integer(), primary_key=True))
    """
    schema = history(tmp_path, body, **{"alembic/env.py": env})
    assert [str(name) for name in schema.tables] == ["app_users"]


def test_an_answer_from_the_keyboard_ends_a_loop(tmp_path: Path) -> None:
    body = f"""
    while True:
        choice = input("a or b?")
        if choice in ("a", "b"):
            break
        continue
    {ADD.format("asked")}
    """
    found = database(tmp_path, revisions(USERS, body))
    assert found.history is not None
    assert list(types(table(found.history.schema, "users")))[-1] == "asked"


def test_the_dialect_answers_too(tmp_path: Path) -> None:
    body = """
    bind = op.get_bind()
    name = bind.dialect.get_pk_constraint(bind, table_name="users")["name"]
    op.drop_constraint(name, "users", type_="primary")
    if bind.dialect.has_index(bind, "users", "ix_users_org_id"):
        op.drop_index("ix_users_org_id", table_name="users")
    """
    users = table(history(tmp_path, USERS, body), "users")
    assert users.primary_key is None and users.indexes == ()


def test_the_settings_file_answers(tmp_path: Path) -> None:
    body = """
    config = context.config
    if not bool(config.get_main_option("repair")) and config.get_main_option("keep", "no") == "yes":
        op.add_column("users", sa.Column("a", sa.Integer()))
    if config.get_main_option("sqlalchemy.url").startswith("postgresql") and not context.is_offline_mode():
        op.add_column("users", sa.Column("b", sa.Integer()))
    """
    files = revisions(USERS, body, before="from alembic import context\n")
    files["alembic.ini"] += "keep = yes\nsqlalchemy.url = driver://\n"
    found = database(tmp_path, files)
    assert found.history is not None and found.diagnostics == ()
    assert {"a", "b"} <= set(types(table(found.history.schema, "users")))

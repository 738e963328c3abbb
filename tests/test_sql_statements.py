"""Every other statement: ALTER TABLE, types, indexes, objects, drops, comments, DO blocks."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Enum, Identity, Name
from spec2code.model.span import Excerpt
from spec2code.model.statements import (
    AddColumn,
    AddConstraint,
    AddEnumValue,
    AlterColumn,
    AlterObject,
    AlterTable,
    CreateEnum,
    CreateIndex,
    CreateObject,
    DropColumn,
    DropConstraint,
    DropEnum,
    DropIndex,
    DropObject,
    DropTable,
    RenameColumn,
    RenameConstraint,
    RenameEnumValue,
    RenameIndex,
    RenameTable,
    RenameType,
    RunSql,
    SetComment,
    Statement,
    ValidateConstraint,
)
from spec2code.sql import read_sql

T = Name("t")


def read(text: str, dialect: str = "postgresql") -> tuple[Statement, ...]:
    reading = read_sql(Excerpt("f.sql", text), dialect)
    assert not reading.diagnostics, reading.diagnostics
    return reading.statements


def one(text: str) -> Statement:
    (statement,) = read(text)
    return statement


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("ALTER TABLE t DROP COLUMN IF EXISTS a CASCADE", DropColumn(T, "a", True, True)),
        ("ALTER TABLE t DROP a", DropColumn(T, "a")),
        ("ALTER TABLE t DROP CONSTRAINT c", DropConstraint(T, "c")),
        ("ALTER TABLE ONLY public.t RENAME TO u", RenameTable(T, Name("u"))),
        ("ALTER TABLE t RENAME a TO b", RenameColumn(T, "a", "b")),
        ("ALTER TABLE t RENAME COLUMN a TO b", RenameColumn(T, "a", "b")),
        ("ALTER TABLE t RENAME CONSTRAINT a TO b", RenameConstraint(T, "a", "b")),
        ("ALTER TABLE t SET SCHEMA s", RenameTable(T, Name("t", "s"))),
        ("ALTER TABLE t VALIDATE CONSTRAINT c", ValidateConstraint(T, "c")),
        ("ALTER TABLE t ALTER a SET NOT NULL", AlterColumn(T, "a", nullable=False)),
        ("ALTER TABLE t ALTER COLUMN a DROP NOT NULL", AlterColumn(T, "a", nullable=True)),
        ("ALTER TABLE t ALTER a DROP DEFAULT", AlterColumn(T, "a", default=None)),
        (
            "ALTER TABLE t ALTER a TYPE int USING a::int",
            AlterColumn(T, "a", type="integer", using="a::int", collation=None),
        ),
        (
            "ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY",
            AlterColumn(T, "a", identity=Identity(True)),
        ),
        ("ALTER TABLE t ALTER a DROP IDENTITY IF EXISTS", AlterColumn(T, "a", identity=None)),
        ("ALTER TABLE t ALTER a SET STATISTICS 100", AlterColumn(T, "a", options="STATISTICS 100")),
        (
            "ALTER TABLE t ALTER a SET STORAGE external",
            AlterColumn(T, "a", options="STORAGE EXTERNAL"),
        ),
        (
            "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
            AlterTable(T, (("row_security", "ENABLE ROW LEVEL SECURITY"),)),
        ),
        (
            "ALTER TABLE t NO FORCE ROW LEVEL SECURITY",
            AlterTable(T, (("force_row_security", None),)),
        ),
        ("ALTER TABLE t SET (fillfactor = 70)", AlterTable(T, (("with:fillfactor", "70"),))),
        (
            "ALTER TABLE p ATTACH PARTITION t FOR VALUES IN (1)",
            AlterTable(T, (("partition_of", "p FOR VALUES IN (1)"),)),
        ),
        ("ALTER TABLE t OWNER TO me", RunSql("OWNER")),
        ("ALTER INDEX i RENAME TO j", RenameIndex(Name("i"), "j")),
        ("ALTER TYPE t RENAME TO u", RenameType(T, Name("u"))),
        (
            "ALTER TYPE s.t ADD VALUE IF NOT EXISTS 'x' BEFORE 'y'",
            AddEnumValue(Name("t", "s"), "x", "y", None, True),
        ),
        ("ALTER TYPE t RENAME VALUE 'x' TO 'y'", RenameEnumValue(T, "x", "y")),
        ("CREATE TYPE t AS ENUM ('a', 'it''s')", CreateEnum(Enum(T, ("a", "it's")))),
        ("DROP TYPE IF EXISTS t", DropEnum(T, True)),
        ("DROP TABLE t CASCADE", DropTable(T, False, True)),
        ("DROP INDEX CONCURRENTLY IF EXISTS s.i", DropIndex(Name("i", "s"), None, True, True)),
        (
            "DROP FUNCTION f(a integer, text)",
            DropObject("function", Name("f"), None, "integer, text"),
        ),
        ("DROP TRIGGER g ON t", DropObject("trigger", Name("g"), T)),
        ("DROP MATERIALIZED VIEW v", DropObject("materialized view", Name("v"))),
        ("COMMENT ON TABLE t IS 'x'", SetComment("table", T, "x")),
        ("COMMENT ON COLUMN t.a IS NULL", SetComment("column", T, None, "a")),
        ("COMMENT ON CONSTRAINT c ON t IS 'x'", SetComment("constraint", Name("c"), "x", None, T)),
        (
            "COMMENT ON FUNCTION f(int) IS 'x'",
            SetComment("function", Name("f"), "x", signature="integer"),
        ),
        ("SELECT pg_catalog.set_config('search_path', '', false)", RunSql("SELECT")),
        ("REVOKE ALL ON SCHEMA public FROM PUBLIC", RunSql("REVOKE")),
    ],
)
def test_a_statement(text: str, statement: Statement) -> None:
    assert one(text) == statement


def test_several_names_make_several_statements() -> None:
    assert read("DROP TABLE IF EXISTS a, b") == (
        DropTable(Name("a"), True),
        DropTable(Name("b"), True),
    )


def test_added_columns_and_constraints() -> None:
    column, constraint = read(
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int NOT NULL REFERENCES u (id), "
        "ADD CONSTRAINT c UNIQUE USING INDEX i"
    )
    assert isinstance(column, AddColumn) and column.if_not_exists and len(column.constraints) == 1
    assert isinstance(constraint, AddConstraint) and constraint.using_index == "i"


def test_a_not_valid_foreign_key() -> None:
    statement = one("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u NOT VALID")
    assert isinstance(statement, AddConstraint)
    assert getattr(statement.constraint, "not_valid", False)


def test_an_index_whole() -> None:
    statement = one(
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY t USING GIN "
        "(a, lower(b) COLLATE \"C\" text_pattern_ops DESC NULLS LAST, (c->>'d')) "
        "INCLUDE (e) NULLS NOT DISTINCT WITH (fillfactor=70) WHERE a IS NOT NULL"
    )
    assert isinstance(statement, CreateIndex) and statement.if_not_exists
    index = statement.index
    assert (index.name, index.unique, index.method, index.only) == ("i", True, "gin", True)
    assert index.concurrently and index.nulls_not_distinct and index.include == ("e",)
    assert index.options == "WITH (fillfactor=70)"
    assert index.where is not None and index.where.text == "a IS NOT NULL"
    assert index.columns == ("a", "lower(b)", "c->>'d'")
    key = index.keys[1]
    assert (key.collation, key.operator_class, key.descending, key.nulls_first) == (
        '"C"',
        "text_pattern_ops",
        True,
        False,
    )


@pytest.mark.parametrize(
    ("order", "nulls_first"),
    [("", None), ("DESC NULLS FIRST", None), ("ASC NULLS LAST", None), ("NULLS FIRST", True)],
)
def test_the_default_order_of_nulls_is_not_said(order: str, nulls_first: bool | None) -> None:
    statement = one(f"CREATE INDEX ON t (a {order})")
    assert isinstance(statement, CreateIndex)
    assert statement.index.name is None and statement.index.keys[0].nulls_first is nulls_first


@pytest.mark.parametrize(
    ("text", "kind", "name", "table", "arguments"),
    [
        ("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"", "extension", Name("uuid-ossp"), None, ""),
        ("CREATE OR REPLACE FUNCTION s.f(a int, OUT b text, VARIADIC c text[] DEFAULT '{}') RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql", "function", Name("f", "s"), None, "integer, text[]"),
        ("CREATE PROCEDURE p(double precision, \"x\" mytype) LANGUAGE plpgsql AS 'BEGIN END'", "procedure", Name("p"), None, "double precision, mytype"),
        ("CREATE TRIGGER g AFTER INSERT OR UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION f()", "trigger", Name("g"), T, ""),
        ("CREATE CONSTRAINT TRIGGER g AFTER DELETE ON t DEFERRABLE FOR EACH ROW EXECUTE PROCEDURE f()", "trigger", Name("g"), T, ""),
        ("CREATE POLICY p ON t FOR SELECT USING (owner = current_user)", "policy", Name("p"), T, ""),
        ("CREATE VIEW v AS SELECT 1", "view", Name("v"), None, ""),
        ("CREATE MATERIALIZED VIEW v AS SELECT 1 WITH NO DATA", "materialized view", Name("v"), None, ""),
        ("CREATE DOMAIN email AS text CHECK (VALUE ~ '@')", "domain", Name("email"), None, ""),
        ("CREATE TYPE pair AS (a int, b text)", "type", Name("pair"), None, ""),
        ("CREATE TYPE r AS RANGE (subtype = float8)", "type", Name("r"), None, ""),
        ("CREATE SEQUENCE s START WITH 5", "sequence", Name("s"), None, ""),
        ("CREATE SCHEMA shop", "schema", Name("shop"), None, ""),
        ("CREATE AGGREGATE a(text) (SFUNC = f, STYPE = text)", "aggregate", Name("a"), None, "text"),
        ("CREATE OPERATOR === (LEFTARG = a, RIGHTARG = b, FUNCTION = f)", "operator", Name("==="), None, ""),
        ("CREATE STATISTICS st ON a, b FROM t", "statistics", Name("st"), None, ""),
        ("CREATE RULE r AS ON INSERT TO t DO NOTHING", "rule", Name("r"), T, ""),
    ],
)  # fmt: skip
def test_an_object(text: str, kind: str, name: Name, table: Name | None, arguments: str) -> None:
    statement = one(text)
    assert isinstance(statement, CreateObject)
    item = statement.object
    assert item.identity == (kind, name, table, arguments)
    assert item.definition.text == text


def test_a_definition_is_compared_by_its_words() -> None:
    first, second = read(
        "CREATE FUNCTION f() RETURNS trigger AS $$\nBEGIN\n  RETURN NEW; -- done\nEND\n$$ LANGUAGE plpgsql;"
        "create or replace function public.f() returns TRIGGER as $body$\n begin return new;\nend $body$ language PLPGSQL"
    )
    assert isinstance(first, CreateObject) and isinstance(second, CreateObject)
    assert first.object == second.object


def test_what_an_object_depends_on() -> None:
    statement = one("CREATE VIEW v AS SELECT f(o.id) FROM orders o JOIN shop.carts ON true")
    assert isinstance(statement, CreateObject)
    assert {Name("orders"), Name("carts", "shop"), Name("f")} <= set(statement.object.depends_on)


def test_an_alter_that_is_kept_as_text() -> None:
    statement = one("ALTER SEQUENCE s OWNED BY t.id")
    assert isinstance(statement, AlterObject)
    assert (statement.kind, statement.name, statement.definition.key) == (
        "sequence",
        Name("s"),
        "alter sequence s owned by t . id",
    )


# -- DO blocks -------------------------------------------------------------------------------------------


def test_a_type_made_once() -> None:
    text = "DO $$ BEGIN\n  CREATE TYPE t AS ENUM ('a');\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND $$;"
    statement = one(text)
    assert statement == CreateEnum(Enum(T, ("a",)), True)
    assert statement.span is not None and (statement.span.line, statement.span.column) == (2, 3)


def test_ddl_under_a_condition() -> None:
    text = """DO $do$ BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c') THEN
        ALTER TABLE t ADD COLUMN a int;
        EXECUTE 'CREATE INDEX i ON t (a)';
      ELSE
        DROP TABLE t;
      END IF;
    END $do$"""
    column, index = read(text)
    assert isinstance(column, AddColumn) and column.if_not_exists
    assert isinstance(index, CreateIndex) and index.if_not_exists


def test_a_do_block_without_ddl() -> None:
    assert one("DO $$ BEGIN PERFORM 1; UPDATE t SET a = 1; END $$") == RunSql("DO")


@pytest.mark.parametrize(
    "body",
    [
        "EXECUTE 'ALTER TABLE ' || x;",
        "FOR r IN SELECT 1 LOOP ALTER TABLE t ADD a int; END LOOP;",
        "EXECUTE format('DROP TABLE %I', x);",
    ],
)
def test_dynamic_ddl_is_told(body: str) -> None:
    reading = read_sql(Excerpt("f", f"DO $$ BEGIN {body} END $$"))
    assert [item.code for item in reading.diagnostics] == ["Q109"]
    assert RunSql("DO") in reading.statements


MAKER = """
CREATE FUNCTION {name}(t regclass) RETURNS void LANGUAGE plpgsql AS $$ BEGIN {body} END $$;
CREATE FUNCTION outer_one(t regclass) RETURNS void LANGUAGE sql AS $$ SELECT {name}(t) $$;
"""


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("SELECT create_hypertable('days', 'at');", ["Q109"]),
        ("SELECT public.create_hypertable('days', by_range('at'));", ["Q109"]),
        ("SELECT cron.schedule('nightly', '0 3 * * *', 'VACUUM');", ["Q109"]),
        ("SELECT audit.schedule('nightly');", []),
        ("SELECT hypertable_size('days');", []),
        ("SELECT create_hypertable FROM days;", []),
        ("SELECT", []),
    ],
)
def test_calls_that_are_known_to_change_the_schema_are_told(script: str, told: list[str]) -> None:
    assert [item.code for item in read_sql(Excerpt("f", script)).diagnostics] == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("EXECUTE format('CREATE TRIGGER touched BEFORE UPDATE ON %s ...', t);", 2),
        ("ALTER TABLE days ADD n int;", 2),
        ("EXECUTE format('SELECT created FROM %s', t);", 0),
        ("CREATE TEMP TABLE passing (n int);", 0),
    ],
)
def test_calls_of_what_the_script_makes_are_told(body: str, told: int) -> None:
    script = MAKER.format(name="made", body=body) + "SELECT made('days');\nCALL outer_one('days');"
    found = read_sql(Excerpt("f", script)).diagnostics
    assert [(item.code, item.span.line if item.span else 0) for item in found] == [
        ("Q109", line) for line in (4, 5)[:told]
    ]
    migration = read_sql(Excerpt("f", script), mode="migration")
    assert migration.diagnostics == ()


# -- MySQL -------------------------------------------------------------------------------------------------


def test_mysql_alters() -> None:
    found = read(
        "ALTER TABLE t MODIFY a varchar(3) NOT NULL, CHANGE b c int, ADD COLUMN d int AFTER a, DROP PRIMARY KEY, DROP INDEX i",
        "mysql",
    )
    modify, rename, change, add, drop_key, drop_index = found
    assert isinstance(modify, AlterColumn) and (modify.type, modify.nullable) == (
        "varchar(3)",
        False,
    )
    assert rename == RenameColumn(T, "b", "c")
    assert isinstance(change, AlterColumn) and change.column == "c"
    assert isinstance(add, AddColumn) and add.after == "a"
    assert drop_key == DropConstraint(T, None, "primary key")
    assert drop_index == DropIndex(Name("i"), T)

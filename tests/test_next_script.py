"""From one script to the next by a revision: the database is as if made by the second, and goes back to the first."""

from __future__ import annotations

import psycopg
import pytest

from spec2code.model.compare import compare_schemas, renames_of
from spec2code.model.fold import fold
from spec2code.model.schema import Name, Schema
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql
from spec2code.verify.dump import differences
from spec2code.verify.scratch import Server
from tests.revisions import functions, revision_text, run

ATTACH = "ALTER TABLE ONLY p ATTACH PARTITION p_1 FOR VALUES FROM (1) TO (9);"
PARTITIONED = (
    "CREATE TABLE p (k int, {0}) PARTITION BY RANGE (k); CREATE TABLE p_1 (k int, {1}); " + ATTACH
)
OWNED = (
    "CREATE SEQUENCE t_id_seq{0}; CREATE TABLE t (id {1} NOT NULL); "
    "ALTER SEQUENCE t_id_seq OWNED BY t.id; "
    "ALTER TABLE t ALTER id SET DEFAULT nextval('t_id_seq');"
)
SERIAL = "CREATE TABLE t (id {0} NOT NULL);"
NULLS = (
    "CREATE TABLE t (a varchar(9) {0}, b numeric(5, 2) {0}, c bit {0}, d timestamp(3) {0}, "
    "e varchar(3)[] {0}, f text {0}, g interval(3) {0}, h varchar {0});"
)
NOTHING = "def upgrade(): pass\ndef downgrade(): pass\n"
LISTED = "CREATE TABLE p (id int, a int) PARTITION BY LIST (a); "
NAMED = "ALTER TABLE p ADD COLUMN b text; CREATE TABLE p_1 PARTITION OF p ({0}) FOR VALUES IN (1);"
OF_P = "CREATE TABLE p_1 PARTITION OF p (PRIMARY KEY (id, a)) FOR VALUES IN (1);"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            PARTITIONED.format("id int, a text", "id int, a text"),
            PARTITIONED.format(
                "id bigint, b text DEFAULT 'x' NOT NULL", "id bigint, b text DEFAULT 'y' NOT NULL"
            ),
            id="columns of partitions",
        ),
        pytest.param(
            PARTITIONED.format("id int, a text NOT NULL", "id int, a text NOT NULL"),
            PARTITIONED.format("id int, a text", "id int, a text"),
            id="not null of partitions",
        ),
        pytest.param(
            "CREATE TABLE h (id int); CREATE TABLE i (x int) INHERITS (h);",
            "CREATE TABLE h (id bigint, y int); CREATE TABLE i (x int) INHERITS (h);",
            id="columns of heirs",
        ),
        pytest.param(
            "CREATE TABLE t (a int, CONSTRAINT k CHECK (a > 0)); CREATE INDEX i ON t ((a + 1)) WHERE a > 3;",
            "CREATE TABLE t (a text, CONSTRAINT k CHECK (length(a) > 0)); CREATE INDEX i ON t (lower(a));",
            id="conditions on a column of another type",
        ),
        pytest.param(SERIAL.format("serial"), SERIAL.format("bigserial"), id="serial, further"),
        pytest.param(OWNED.format("", "int"), SERIAL.format("bigserial"), id="owned to serial"),
        pytest.param(OWNED.format(" CACHE 9", "int"), SERIAL.format("serial"), id="owned, other"),
        pytest.param(SERIAL.format("bigserial"), OWNED.format("", "int"), id="serial to owned"),
        pytest.param(
            LISTED + "CREATE TABLE p_2 PARTITION OF p FOR VALUES IN (2);",
            LISTED
            + "CREATE TABLE p_2 PARTITION OF p FOR VALUES IN (2);"
            + OF_P
            + "CREATE UNIQUE INDEX p_key ON p (id, a); CREATE TABLE r (id int, a int, "
            "FOREIGN KEY (id, a) REFERENCES p (id, a));",
            id="index behind partitions",
        ),
        pytest.param(
            LISTED + NAMED.format("id NOT NULL, b DEFAULT 'x' NOT NULL"),
            LISTED + NAMED.format("a NOT NULL, b DEFAULT 'y'"),
            id="what a partition says of its columns",
        ),
        pytest.param(
            LISTED + "CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1);",
            LISTED.replace("p (", "q (") + "CREATE TABLE p_1 PARTITION OF q FOR VALUES IN (1);",
            id="a partition of another table",
        ),
        pytest.param(
            LISTED + OF_P + "CREATE UNIQUE INDEX p_key ON p (id, a);",
            "CREATE TABLE other (id int);",
            id="partitions go",
        ),
    ],
)
def test_the_second_script_comes_of_the_first(postgres: Server, before: str, after: str) -> None:
    one, other = made(postgres, before), made(postgres, after)
    leads_there_and_back(postgres, (one, other), revision_text(schema(before), schema(after)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "CREATE SEQUENCE t_id_seq; CREATE TABLE t (id int NOT NULL DEFAULT nextval('t_id_seq'));",
            SERIAL.format("serial"),
            id="sequence of nobody to serial",
        ),
        pytest.param(
            "CREATE TABLE t (a int); CREATE INDEX i ON t (a);",
            "CREATE TABLE t (a int); CREATE INDEX i ON t (a); CREATE INDEX ON t (a); CREATE INDEX ON t (a);",
            id="indexes without a name beside one like them",
        ),
        pytest.param(
            "CREATE TABLE t (a int); CREATE INDEX i ON t (a); CREATE INDEX ON t (a);",
            "CREATE TABLE t (a int); CREATE INDEX ON t (a); CREATE INDEX i ON t (a);",
            id="in another order",
        ),
        pytest.param(
            LISTED
            + "CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1); CREATE INDEX p_i ON ONLY p (id); "
            "CREATE INDEX p_1_i ON p_1 (id); ALTER INDEX p_i ATTACH PARTITION p_1_i;"
            "COMMENT ON INDEX p_1_i IS 'x';",
            LISTED + "CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1);",
            id="attached indexes go",
        ),
        pytest.param(
            "CREATE TABLE t (a int, CONSTRAINT k CHECK (a > 0)); CREATE INDEX i ON t (a); "
            "COMMENT ON INDEX i IS 'x'; COMMENT ON CONSTRAINT k ON t IS 'y';",
            "CREATE TABLE t (a int);",
            id="comments on what goes",
        ),
        pytest.param(NULLS.format(""), NULLS.format("DEFAULT NULL"), id="default null"),
        pytest.param(NULLS.format("DEFAULT NULL"), NULLS.format(""), id="no default null"),
    ],
)
def test_the_second_script_is_ensured_on_top_of_the_first(
    postgres: Server, before: str, after: str
) -> None:
    """As a spec is read in a project that has migrations."""
    one, other = made(postgres, before), made(postgres, after)
    asked = read_sql(Excerpt("s.sql", after)).statements
    current = schema(before)
    desired = fold(current, asked, ensure=True).schema
    text = revision_text(current, desired, renames=renames_of(asked))
    leads_there_and_back(postgres, (one, other), text)


def leads_there_and_back(server: Server, urls: tuple[str, str], text: str) -> None:
    """The revision makes the first database as the second is, and undoes that."""
    first, wanted = (server.dump(url) for url in urls)
    upgrade, downgrade = functions(text or NOTHING)
    run(urls[0], upgrade)
    assert different(wanted, server.dump(urls[0])) == []
    run(urls[0], downgrade)
    assert different(first, server.dump(urls[0])) == []
    for url in urls:
        server.drop_database(url)


def schema(script: str) -> Schema:
    return fold(Schema(), read_sql(Excerpt("s.sql", script)).statements, ensure=True).schema


def made(server: Server, script: str) -> str:
    url = server.create_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(script.encode())
    return url


def different(left: str, right: str) -> list[object]:
    return [item for item in differences(left, right) if not item.order_only]


RENAMED = """
ALTER TABLE pets RENAME TO animals;
CREATE TABLE pets (id bigserial PRIMARY KEY, kind text NOT NULL UNIQUE);
ALTER TABLE animals RENAME COLUMN owner TO holder;
ALTER TABLE animals ADD COLUMN owner bigint REFERENCES pets;
"""


def test_what_is_made_anew_leaves_the_rows_with_what_was_renamed(postgres: Server) -> None:
    """A rename, and something new under the name that it gave up."""
    first = "CREATE TABLE pets (id bigserial PRIMARY KEY, name text NOT NULL, owner text);"
    one, other = made(postgres, first), made(postgres, first + RENAMED)
    with psycopg.connect(one, autocommit=True) as connection:
        connection.execute("INSERT INTO pets (name, owner) VALUES ('Rex', 'Kim')")
    statements = read_sql(Excerpt("s.sql", RENAMED)).statements
    before = schema(first)
    after = fold(before, statements, ensure=True).schema
    text = revision_text(before, after, renames=renames_of(statements), safe=True)
    upgrade, downgrade = functions(text)
    wanted, was = postgres.dump(other), postgres.dump(one)
    run(one, upgrade)
    assert different(wanted, postgres.dump(one)) == []
    with psycopg.connect(one, autocommit=True) as connection:
        rows = connection.execute("SELECT name, holder, owner FROM animals").fetchall()
    assert rows == [("Rex", "Kim", None)]
    run(one, downgrade)
    assert different(was, postgres.dump(one)) == []
    for url in (one, other):
        postgres.drop_database(url)


@pytest.mark.parametrize(
    ("type", "default", "kept"),
    [
        ("varchar(9)", "NULL", True),
        ("varchar(9)", "NULL::varchar", True),
        ("timestamptz(3)", "NULL", True),
        ("text", "NULL::varchar", True),
        ("int", "NULL::bigint", True),
        ("text", "NULL", False),
        ("text", "(NULL)::text", False),
        ("int", "NULL::int4", False),
        ("varchar", "NULL::varchar", False),
        ("interval(3)", "NULL", False),
    ],
)
def test_the_nulls_that_are_a_default(
    postgres: Server, type: str, default: str, kept: bool
) -> None:
    """As pg_attrdef has it, so has the schema."""
    script = f"CREATE TABLE t (a {type} DEFAULT {default})"
    url = made(postgres, script)
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT 1 FROM pg_attrdef").fetchall()
    postgres.drop_database(url)
    (column,) = schema(script).tables[Name("t")].columns
    assert bool(rows) is (column.default is not None) is kept
    changes = compare_schemas(schema(f"CREATE TABLE t (a {type})"), schema(script))
    assert [type_name(change) for change in changes] == (["ModifyColumn"] if kept else [])


def type_name(change: object) -> str:
    return type(change).__name__

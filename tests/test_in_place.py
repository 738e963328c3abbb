"""What can't be made in place waits with all that stands on it, and the rest of the revision runs."""

from __future__ import annotations

import pytest

from spec2code.in_place import in_place
from spec2code.model.compare import compare_schemas
from spec2code.verify.dump import differences
from spec2code.verify.scratch import Server
from tests.revisions import functions, revision_text, run
from tests.test_alembic_standing import schema

PLAIN = """
CREATE TABLE e (id int NOT NULL, d date NOT NULL, kind text, PRIMARY KEY (id));
CREATE TABLE u (id int PRIMARY KEY, e_id int REFERENCES e (id));
"""
WHOLE = """
CREATE TABLE e (id int NOT NULL, d date NOT NULL, kind text, more text, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
COMMENT ON TABLE e IS 'What happened';
CREATE INDEX e_kind ON e (kind);
CREATE TABLE e_1 PARTITION OF e FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY RANGE (d);
CREATE TABLE e_1_a PARTITION OF e_1 FOR VALUES FROM ('2020-01-01') TO ('2020-06-01');
CREATE INDEX e_1_more ON e_1 (more);
CREATE VIEW e_now AS SELECT id FROM e_1;
CREATE VIEW e_now_too AS SELECT id FROM e_now;
CREATE VIEW e_more AS SELECT more FROM e;
CREATE TABLE u (id int PRIMARY KEY, e_id int, e_d date, n int, FOREIGN KEY (e_id, e_d) REFERENCES e (id, d));
CREATE TABLE w (id int PRIMARY KEY, e_id int, e_d date, CONSTRAINT w_e FOREIGN KEY (e_id, e_d) REFERENCES e);
"""
TO_WHOLE = """
CREATE TABLE e (id int NOT NULL, d date NOT NULL, kind text, more text, PRIMARY KEY (id));
COMMENT ON TABLE e IS 'What happened';
CREATE VIEW e_more AS SELECT more FROM e;
CREATE TABLE u (id int PRIMARY KEY, e_id int, e_d date, n int);
CREATE TABLE w (id int PRIMARY KEY, e_id int, e_d date);
"""
TO_PLAIN = """
CREATE TABLE e (id int NOT NULL, d date NOT NULL, kind text, more text, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE INDEX e_kind ON e (kind);
CREATE TABLE e_1 PARTITION OF e FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY RANGE (d);
CREATE TABLE e_1_a PARTITION OF e_1 FOR VALUES FROM ('2020-01-01') TO ('2020-06-01');
CREATE INDEX e_1_more ON e_1 (more);
CREATE TABLE u (id int PRIMARY KEY, e_id int);
"""
CASES = {
    "a plain table becomes partitioned": (
        PLAIN,
        WHOLE,
        TO_WHOLE,
        {"table `e_1`", "table `e_1_a`", "index `e_kind` of table `e`", "view `e_now`", "view `e_now_too`",
         "constraint `unnamed` of table `e`", "constraint `unnamed` of table `u`", "constraint `w_e` of table `w`"},
    ),
    "a partitioned table becomes a plain one": (
        WHOLE, PLAIN, TO_PLAIN,
        {"table `e_1`", "table `e_1_a`", "index `e_kind` of table `e`", "column `e.more`",
         "constraint `unnamed` of table `e`", "constraint `unnamed` of table `u`"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_stands_on_it_waits_and_the_rest_is_made(postgres: Server, name: str) -> None:
    before, after, reached, left_out = CASES[name]
    _, told = in_place(schema(before), schema(after))
    assert {item.code for item in told} == {"G104", "G258"}
    assert {
        item.message.partition(" stands")[0] for item in told if item.code == "G258"
    } == left_out
    upgrade, downgrade = functions(revision_text(schema(before), schema(after)))
    start, goal = postgres.create_database(), postgres.create_database()
    for url, made in ((start, before), (goal, reached)):
        with postgres.connect(url) as connection:
            connection.execute(made.encode())
    first = postgres.dump(start)
    for step, wanted in ((upgrade, postgres.dump(goal)), (downgrade, first)):
        run(start, step)
        assert [d for d in differences(wanted, postgres.dump(start)) if not d.order_only] == []
    postgres.drop_database(start)
    postgres.drop_database(goal)


def test_what_is_left_out_is_no_longer_asked_for() -> None:
    current = schema(PLAIN)
    possible, _ = in_place(current, schema(WHOLE))
    assert in_place(current, possible) == (possible, ())
    assert compare_schemas(possible, possible) == ()


def test_tables_that_stay_partitioned_are_none_of_it() -> None:
    desired = schema(WHOLE.replace("more text", "more text, again text"))
    assert in_place(schema(WHOLE), desired) == (desired, ())


def test_a_trigger_of_a_partition_that_stays_one_waits() -> None:
    """The partition has that of its table, of the same name."""
    trigger = "CREATE TRIGGER g BEFORE UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION f(); "
    made, own = trigger.format("p"), trigger.format("p_1")
    before = (
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
        "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1); "
    )
    after = "CREATE TABLE p (a int); CREATE TABLE p_1 (a int); "
    after = before[: before.index("CREATE TABLE")] + after
    kept, told = in_place(schema(before + made), schema(after + made + own))
    assert "trigger `g`" in " ".join(item.message for item in told)
    assert {item.table.name for item in kept.objects.values() if item.table} == {"p"}
    # One of the table itself is made.
    kept, told = in_place(schema(before), schema(after + made))
    assert {item.table.name for item in kept.objects.values() if item.table} == {"p"}

"""Laws over random schemas: comparing, planning and rendering agree with each other and with PostgreSQL."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec2code.model.changes import AddConstraint, AddTable, reverse
from spec2code.model.compare import compare_schemas
from spec2code.model.plan import plan
from spec2code.model.schema import Schema
from spec2code.verify.dump import Difference, differences
from spec2code.verify.scratch import Server
from tests.revisions import direct_sql, functions, revision_text, run
from tests.schemas import pair, united

PAIRS_A_BATCH = 50
BATCHES = 10
pairs = st.integers(0, 2**32).map(lambda seed: pair(Random(seed)))


@given(pairs)
@settings(deadline=None)
def test_nothing_differs_from_itself(schemas: tuple[Schema, Schema]) -> None:
    for schema in schemas:
        assert compare_schemas(schema, schema) == ()


@given(pairs)
@settings(deadline=None)
def test_what_leads_there_leads_back_reversed(schemas: tuple[Schema, Schema]) -> None:
    before, after = schemas
    there = compare_schemas(before, after)
    back = compare_schemas(after, before)
    assert sorted(map(repr, map(reverse, there))) == sorted(map(repr, back))


@given(pairs)
@settings(deadline=None)
def test_a_plan_keeps_every_change(schemas: tuple[Schema, Schema]) -> None:
    before, after = schemas
    changes = compare_schemas(before, after)
    planned = plan(changes, desired=after)
    assert planned == plan(changes, desired=after)
    apart = {change.table for change in planned if isinstance(change, AddConstraint)}
    whole = [c for c in changes if not (isinstance(c, AddTable) and c.after.name in apart)]
    assert all(change in planned for change in whole)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_revision_leads_there_and_back(postgres: Server, batch: int) -> None:
    """From A, upgraded to B, equals B made directly; downgraded gives A again.

    Many pairs share a database; in every other batch its tables count as in use.
    """
    drawn = [
        pair(Random(batch * PAIRS_A_BATCH + number), f"p{number}_")
        for number in range(PAIRS_A_BATCH)
    ]
    before, after = (united(list(side)) for side in zip(*drawn, strict=True))
    start, goal = postgres.create_database(), postgres.create_database()
    make(postgres, start, before)
    make(postgres, goal, after)
    first, wanted = postgres.dump(start), postgres.dump(goal)
    upgrade, downgrade = functions(revision_text(before, after, safe=batch % 2 == 1))
    run(start, upgrade)
    assert real(differences(wanted, postgres.dump(start))) == []
    run(start, downgrade)
    assert real(differences(first, postgres.dump(start))) == []
    for url in (start, goal):
        postgres.drop_database(url)


def make(server: Server, url: str, schema: Schema) -> None:
    with server.connect(url) as connection:
        connection.execute("BEGIN")
        for statement in direct_sql(schema):
            connection.execute(statement.encode())
        connection.execute("COMMIT")


def real(found: list[Difference]) -> list[Difference]:
    """Differences but for the order of columns: a column that is added stands last."""
    return [difference for difference in found if not difference.order_only]

"""A spec's own down SQL on a real PostgreSQL: what it leaves undone is undone by the reverse that follows from the changes."""

from __future__ import annotations

import pytest

from spec2code.model.fold import fold
from spec2code.model.schema import Schema
from spec2code.model.span import Excerpt, Span
from spec2code.model.spec import Spec, SqlText
from spec2code.sql import read_sql
from spec2code.verify.dump import differences
from spec2code.verify.scratch import Server
from tests.revisions import functions, generated, run

BEFORE = """
CREATE TABLE users (id bigserial PRIMARY KEY, name varchar(20) NOT NULL);
CREATE INDEX users_name ON users (name);
"""
AFTER = """
CREATE TYPE state AS ENUM ('new', 'old');
CREATE TABLE users (id bigserial PRIMARY KEY, name varchar(80), state state NOT NULL DEFAULT 'new');
CREATE TABLE logs (id bigserial PRIMARY KEY, user_id bigint REFERENCES users);
CREATE INDEX users_state ON users (state);
COMMENT ON TABLE users IS 'who';
"""
DOWNS = {
    "all of it": (
        "DROP TABLE logs; DROP INDEX users_state; ALTER TABLE users DROP COLUMN state; DROP TYPE state;"
        " ALTER TABLE users ALTER name TYPE varchar(20); ALTER TABLE users ALTER name SET NOT NULL;"
        " COMMENT ON TABLE users IS NULL; CREATE INDEX users_name ON users (name);",
        [],
    ),
    "a part of it": ("DROP TABLE logs; ALTER TABLE users DROP COLUMN state;", ["G105"]),
    "with a cascade": (
        "DROP TABLE IF EXISTS logs CASCADE; DROP TYPE IF EXISTS state CASCADE;",
        ["G105"],
    ),
}


def schema(text: str) -> Schema:
    return fold(Schema(), read_sql(Excerpt("s.sql", text)).statements, ensure=True).schema


@pytest.mark.parametrize("name", DOWNS)
def test_down_sql_and_what_it_leaves_lead_back(postgres: Server, name: str) -> None:
    down, codes = DOWNS[name]
    text = SqlText(down, Span("spec.md", 30))
    spec = Spec("spec.md", "Users", "users", down_sql=(text,))
    before, after = schema(BEFORE), schema(AFTER)
    result = generated(before, after, specs=(spec,))
    assert [item.code for item in result.diagnostics if item.code == "G105"] == codes
    (file,) = result.files
    first = down.split(";")[0]
    assert f'op.execute("{first}")' in file.content.partition("def downgrade")[2]
    url = postgres.create_database()
    with postgres.connect(url) as connection:
        connection.execute(BEFORE.encode())
    wanted = postgres.dump(url)
    upgrade, downgrade = functions(file.content)
    run(url, upgrade)
    run(url, downgrade)
    assert differences(wanted, postgres.dump(url)) == []
    postgres.drop_database(url)

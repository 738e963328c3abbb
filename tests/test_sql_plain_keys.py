"""Conditions read without sqlglot have the keys and the columns that its trees give them."""

from __future__ import annotations

import re

import pytest
from sqlglot.dialects.postgres import Postgres

from spec2code.sql.expression_keys import parsed_key
from spec2code.sql.expressions import expression
from spec2code.sql.plain_keys import plain_key

PLAIN = [
    "status IN ('draft', 'active', 'closed')",
    "status NOT IN ('b', 'a', 'a')",
    "kind IN ('one')",
    "kind not in (1, 2.50)",
    "quantity > 0",
    "total>=0.00",
    "Amount != 3",
    "amount <> 3",
    "NOT archived",
    "archived",
    "archived = true",
    "archived <> FALSE AND stock > 0",
    "archived IS TRUE",
    "archived is not false OR name IS NULL",
    "deleted_at IS NULL",
    "deleted_at is not null",
    "price >= 0 AND stock >= 0",
    "price >= 0 AND NOT archived AND deleted_at IS NULL",
    "email IS NOT NULL OR phone IS NOT NULL",
    "starts_at < ends_at",
    "length(name) > 2",
    "char_length(title) <= 120 AND quantity < 5",
    "lower(email)",
    "name = 'O''Brien'",
    "state = ' x '",
    "quantity BETWEEN 1 AND 10",
    "kind NOT BETWEEN 1 AND 10",
    "price BETWEEN 0 AND 5.0 AND stock > 0",
    "stock > 0 AND price NOT BETWEEN 0 AND 5",
    "price BETWEEN 0 AND 5 OR stock BETWEEN 1 AND 2",
    "day BETWEEN '2026-01-01' AND '2026-12-31'",
]
TYPES = [
    {},
    {"status": "character varying(20)", "kind": "numeric(10,2)", "amount": "integer"},
    {"price": "double precision", "archived": "boolean", "name": "jsonb", "title": "text"},
]
BEYOND = [
    "a > 0 AND b > 0 OR c > 0",
    "(a > 0) AND b > 0",
    "a > -5",
    "a BETWEEN 1 AND b",
    "a BETWEEN SYMMETRIC 2 AND 1",
    "a::text = 'x'",
    "a = ANY (ARRAY['x'])",
    "a LIKE 'x%'",
    "true = a",
    "a IS UNKNOWN",
    "coalesce(a, b) > 0",
    "a IN ()",
    "a IN (b)",
    "a >",
    "AND a",
    "a b",
    "t.a > 0",
    '"A" > 0',
    "a = E'x'",
    "a = '{1}'",
    "date '2026-01-01'",
    "a -- b",
    "",
]
TEMPLATES = [
    "{} > 0",
    "{} = 'x'",
    "lower({}) = 'a'",
    "{} IS NOT NULL",
    "{} NOT IN ('a', 'b')",
    "NOT {}",
    "a = {}",
    "a > 0 AND {}",
    "{} < a",
    "lower({})",
]


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("columns", TYPES, ids=range(len(TYPES)))
def test_the_key_is_the_same(text: str, columns: dict[str, str]) -> None:
    key = plain_key(text, columns)
    assert key is not None
    assert key == parsed_key(text, "postgresql", None, columns)


@pytest.mark.parametrize("text", BEYOND)
def test_what_goes_beyond_is_left_alone(text: str) -> None:
    assert plain_key(text, {}) is None


def test_no_word_of_sqlglot_is_taken_for_a_column_wrongly() -> None:
    keywords = Postgres.tokenizer_class.KEYWORDS
    words = {word.lower() for key in keywords for word in re.findall(r"[A-Za-z_]\w*", key)}
    wrong = []
    for word in sorted(words):
        for template in TEMPLATES:
            text = template.format(word)
            key = plain_key(text, {})
            if key is not None and key != parsed_key(text, "postgresql", None, {}):
                wrong.append(text)
    assert len(words) > 200
    assert wrong == []


DEFAULTS = [
    "(5)",
    "( 5 )",
    "(CURRENT_TIMESTAMP)",
    "(now())",
    "(FALSE)",
    "('it''s')",
    "('{a,b}')",
    "('t')",
    '"user"',
    '"a_b"',
    "nextval('a_id_seq'::regclass)",
    "NEXTVAL('public.A_id_seq' :: REGCLASS)",
    "nextval('a_id_seq')",
    "nextval('public.a_id_seq')",
    "'[]'::jsonb",
    """'{"b": 1, "a": []}'::JSONB""",
    "'it''s'::jsonb",
]


@pytest.mark.parametrize("text", DEFAULTS)
@pytest.mark.parametrize(
    "type", [None, "integer", "boolean", "text", "text[]", "date", "json", "jsonb", "numeric(3,1)"]
)
def test_defaults_have_the_key_that_trees_give(text: str, type: str | None) -> None:
    assert expression(text, type=type).key == parsed_key(text, "postgresql", type, {})

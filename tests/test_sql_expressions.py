"""Keys of expressions: what PostgreSQL takes to be the same has one key, what differs has two."""

from __future__ import annotations

import pytest

from spec2code.sql import canonical_type, expression

# Columns of these types have defaults of which each line lists spellings that PostgreSQL stores alike;
# the last of a line is what pg_get_expr() answers.
SAME_DEFAULTS = [
    ("integer", ["0", "'0'", "0::integer", "(0)"]),
    ("integer", ["-1", "- 1", "'-1'::integer", "(-1)"]),
    ("numeric(10,2)", ["0", "0.00", "'0.0'", "0.0::numeric", "(0)::numeric"]),
    ("numeric(10,2)", ["1.5", "1.50", "'1.5'"]),
    ("double precision", ["1", "1.0", "'1'::double precision"]),
    ("boolean", ["TRUE", "true", "'t'", "'yes'", "'t'::boolean"]),
    ("text", ["'x'", "'x'::varchar", "E'x'", "$$x$$", "'x'::text"]),
    ("text", ["'it''s'", "E'it\\'s'", "'it''s'::text"]),
    ("varchar(20)", ["'x'", "'x'::text", "('x'::character varying)::character varying(20)"]),
    ("timestamptz", ["now()", "NOW()", "CURRENT_TIMESTAMP", "(now())", "transaction_timestamp()"]),
    ("timestamptz", ["now()", "('now'::text)::timestamp with time zone"]),
    ("timestamp", ["now()", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "('now'::text)::timestamp"]),
    ("timestamp", ["(now() at time zone 'utc')", "timezone('utc'::text, now())"]),
    ("date", ["CURRENT_DATE", "now()", "now()::date", "('now'::text)::date"]),
    ("timestamptz", ["now() + interval '1 day'", "CURRENT_TIMESTAMP + '1 day'::interval"]),
    ("timestamptz", ["now() + interval '30' day", "(now() + '30 days'::interval)"]),
    ("interval", ["'90 minutes'", "interval '1 hour 30 minutes'", "'01:30:00'::interval"]),
    ("uuid", ["gen_random_uuid()", "GEN_RANDOM_UUID()", "pg_catalog.gen_random_uuid()"]),
    ("jsonb", ["'{}'", "'{}'::jsonb", "' {} '"]),
    ("jsonb", ["""'{"b":1,"a":2}'""", """'{"a": 2, "b": 1}'::jsonb"""]),
    ("text[]", ["'{}'", "ARRAY[]::text[]", "'{}'::text[]"]),
    ("text[]", ["'{a,b}'", "ARRAY['a','b']", "ARRAY['a'::text, 'b'::text]"]),
    ("varchar(10)[]", ["'{}'", "'{}'::character varying[]"]),
    ("mood", ["'a'", "'a'::mood", "'a'::public.mood"]),
    ("mood[]", ["'{a}'", "ARRAY['a']::mood[]", "ARRAY['a'::mood]"]),
    ("integer", ["nextval('s')", "nextval('public.s'::regclass)", "nextval('s'::regclass)"]),
    ("integer", ["floor(random()*10)", "floor((random() * (10)::double precision))"]),
    ("text", ["NULL", "null", "NULL::text"]),
    ("text", ["substring('abc' from 1 for 2)", "substring('abc', 1, 2)"]),
    ("text", ["left('abc', 1)", "\"left\"('abc'::text, 1)"]),
    ("bit(3)", ["B'101'", "'101'::\"bit\""]),
]


@pytest.mark.parametrize(("type", "texts"), SAME_DEFAULTS)
def test_defaults_that_are_the_same(type: str, texts: list[str]) -> None:
    keys = {text: expression(text, type=canonical_type(type)).key for text in texts}
    assert len(set(keys.values())) == 1, keys


COLUMNS = {
    "status": "character varying(20)",
    "t": "text",
    "n": "integer",
    "m": "integer",
    "num": "numeric(10,2)",
    "b": "boolean",
    "ts": "timestamp without time zone",
    "iv": "interval",
    "j": "jsonb",
    "arr": "text[]",
    "mood": "mood",
}
SAME_CONDITIONS = [
    [
        "status IN ('a','b')",
        "status in ('b', 'a')",
        "status = ANY (ARRAY['a','b'])",
        "status = ANY ('{a,b}')",
        "((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
    ],
    ["status NOT IN ('a','b')", "((status)::text <> ALL (ARRAY['a'::text, 'b'::text]))"],
    ["status IN ('a')", "status = 'a'", "((status)::text = 'a'::text)"],
    ["mood IN ('a','b')", "(mood = ANY (ARRAY['a'::mood, 'b'::mood]))"],
    ["n BETWEEN 1 AND 5", "n >= 1 AND n <= 5", "((n >= 1) AND (n <= 5))"],
    ["n NOT BETWEEN 1 AND 5", "((n < 1) OR (n > 5))"],
    ["n != m", "n <> m", "(n <> m)"],
    ["num >= 0", "num >= 0.00", "(num >= (0)::numeric)"],
    ["n = 1.5", "((n)::numeric = 1.5)"],
    ["round(n / 60.0, 2) > 1", "(round(((n)::numeric / 60.0), 2) > (1)::numeric)"],
    ["length(t) > 3", "LENGTH( t )>3", "(length(t) > 3)"],
    ["lower(status) = status", "(lower((status)::text) = (status)::text)"],
    ["t LIKE 'a%'", "(t ~~ 'a%'::text)"],
    ["t NOT ILIKE 'a%'", "(t !~~* 'a%'::text)"],
    ["t ~ '^[a-z]+$'", "(t ~ '^[a-z]+$'::text)"],
    ["NOT (n IS NULL)", "n IS NOT NULL"],
    ["n IS NOT DISTINCT FROM m", "(NOT (n IS DISTINCT FROM m))"],
    ["b = 't'", "b = TRUE", "(b = true)"],
    ["ts > '2020-01-01'", "(ts > '2020-01-01 00:00:00'::timestamp without time zone)"],
    ["iv > interval '90 minutes'", "(iv > '01:30:00'::interval)"],
    ["j @> '{\"a\":1}'", "(j @> '{\"a\": 1}'::jsonb)"],
    ["j->>'a' IS NOT NULL", "((j ->> 'a'::text) IS NOT NULL)"],
    ["jsonb_typeof(j->'a') = 'array'", "(jsonb_typeof((j -> 'a'::text)) = 'array'::text)"],
    ["arr <@ '{a,b}'", "arr <@ ARRAY['a','b']", "(arr <@ ARRAY['a'::text, 'b'::text])"],
    ["n > 0 AND (m > 0 AND b)", "((n > 0) AND (m > 0) AND b)"],
    ['"n" > 0', "N > 0", "x.n > 0"],
    ["trim(t) <> ''", "(TRIM(BOTH FROM t) <> ''::text)", "btrim(t) <> ''"],
    ["pg_catalog.lower(t) = t", "lower(t) = t"],
    ["((n))>0", " n>0 -- positive", "n > 0"],
]


@pytest.mark.parametrize("texts", SAME_CONDITIONS)
def test_conditions_that_are_the_same(texts: list[str]) -> None:
    keys = {text: expression(text, columns=COLUMNS).key for text in texts}
    assert len(set(keys.values())) == 1, keys


DIFFERENT = [
    ("'a'", "'A'"),
    ("'a'", "a"),
    ("a", '"A"'),
    ("now()", "clock_timestamp()"),
    ("now()", "statement_timestamp()"),
    ("'now'", "now()"),
    ("CURRENT_TIMESTAMP", "LOCALTIMESTAMP"),
    ("CURRENT_TIMESTAMP(3)", "CURRENT_TIMESTAMP"),
    ("gen_random_uuid()", "uuid_generate_v4()"),
    ("n / 2", "n / 2.0"),
    ("n / 2", "n::numeric / 2"),
    ("a - (b - c)", "a - b - c"),
    ("a AND b OR c", "a AND (b OR c)"),
    ("NOT (a AND b)", "NOT a AND b"),
    ("n > 0", "n >= 0"),
    ("n IN (1, 2)", "n IN (1, 3)"),
    ("n = ANY (x)", "n = ALL (x)"),
    ("n = 1", "n = 10"),
    ("'5'", "5"),
    ("lower(a)", "upper(a)"),
    ("x.lower(a)", "lower(a)"),
    ("n::text = '5'", "n = '5'"),
    ("'x'::varchar(2)", "'x'"),
    ("j -> 'a'", "j ->> 'a'"),
    ("j -> 'a.b'", "j -> 'a' -> 'b'"),
    ("a ~ 'x'", "a ~* 'x'"),
    ("a LIKE 'x'", "a NOT LIKE 'x'"),
    ("interval '1 month'", "interval '30 days'"),
    ("'{}'", "'[]'"),
    ("coalesce(a, b)", "coalesce(b, a)"),
    ("substring(a, 1, 2)", "substring(a, 1)"),
    ("TRIM(LEADING FROM a)", "TRIM(TRAILING FROM a)"),
    ("E'\\n'", "'n'"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert expression(one).key != expression(other).key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "(",
        "a b c",
        "'",
        "((((",
        "a ->",
        "CASE",
        "1 +",
        "{{x}}",
        "a IN (",
        "SELECT",
        "(" * 5000,
        "$1",
        "\x00",
    ],
)
def test_it_never_raises(text: str) -> None:
    assert expression(text).text == text.strip()


def test_the_text_is_kept_as_written() -> None:
    assert expression(" NOW( ) ").text == "NOW( )"


def test_an_unparsed_expression_is_compared_by_its_words() -> None:
    assert expression("a <<=  B").key == expression("A <<= b").key

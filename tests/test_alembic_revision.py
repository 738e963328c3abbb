"""Revisions from schemas: exact on a real PostgreSQL, stable under black, alike for the same input."""

from __future__ import annotations

import black
import pytest
from spec2code_generators.alembic.source import call, layout, sql_literal

from spec2code.model.schema import (
    Check,
    Column,
    Enum,
    Exclude,
    Expression,
    ForeignKey,
    Identity,
    Index,
    IndexKey,
    Name,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)
from spec2code.verify.dump import differences, entries
from spec2code.verify.scratch import Server
from tests.revisions import direct_sql, functions, revision_text, run


def sql(text: str) -> Expression:
    return Expression(text, text)


def key(column: str, **options: object) -> IndexKey:
    return IndexKey(sql(column), column, **options)  # type: ignore[arg-type]


def table(name: str, *columns: Column, **rest: object) -> Table:
    identifier = Column("id", "bigint", nullable=False)
    return Table(Name(name), (identifier, *columns), PrimaryKey(("id",)), **rest)  # type: ignore[arg-type]


def schema(*tables: Table, enums: tuple[Enum, ...] = ()) -> Schema:
    return Schema({item.name: item for item in tables}, {item.name: item for item in enums})


TYPES = """smallint|integer|bigint|boolean|text|character varying|character varying(20)|character(3)|"char"|numeric
numeric(10,2)|numeric(5,0)|numeric(3,-2)|real|double precision|date|timestamp without time zone|name
timestamp with time zone|timestamp(3) with time zone|timestamp(0) without time zone|time without time zone
time with time zone|time(2) with time zone|interval|interval(3)|interval day to second|bytea|uuid|json|jsonb|jsonpath
inet|cidr|macaddr|macaddr8|money|oid|regclass|tsvector|tsquery|xml|int4range|int8range|numrange|daterange|tsrange
tstzrange|int4multirange|tstzmultirange|bit(3)|bit varying(9)|bit varying|point|line|lseg|box|path|polygon|circle
pg_lsn|text[]|character varying(9)[]|numeric(8,3)[]|timestamp with time zone[]|uuid[]|mood|mood[]|point[]|int4range[]
bpchar""".replace(
    "\n", "|"
).split(
    "|"
)

MOOD = Enum(Name("mood"), ("sad", "it's ok", 'very "happy"'))
EXACT = {
    "types": schema(
        table("t", *(Column(f"c{n}", type_) for n, type_ in enumerate(TYPES))), enums=(MOOD,)
    ),
    "defaults": schema(
        table(
            "t",
            Column("a", "text", default=sql("'a:b :c \\:d %s 100%'"), nullable=False),
            Column("b", "timestamp with time zone", default=sql("now()")),
            Column("c", "mood", default=sql("'sad'")),
            Column("d", "text[]", default=sql("'{}'::text[]")),
            Column("e", "jsonb", default=sql("'{\"a\": [1, null]}'::jsonb")),
            Column("f", "interval", default=sql("'1 day'::interval")),
            Column("g", "time without time zone", default=sql("'12:30:00'::time")),
            Column("h", "uuid", default=sql("gen_random_uuid()"), nullable=False),
            Column("i", "text", default=sql("E'tab\\there'")),
        ),
        enums=(MOOD,),
    ),
    "counting": schema(
        Table(Name("a"), (Column("id", "integer", False, serial=True),), PrimaryKey(("id",))),
        Table(Name("b"), (Column("id", "integer", False),), PrimaryKey(("id",))),
        Table(
            Name("c"),
            (Column("x", "smallint", serial=True), Column("y", "bigint", serial=True)),
            PrimaryKey(("x", "y")),
        ),
        Table(
            Name("d"), (Column("id", "bigint", serial=True), Column("n", "integer", serial=True))
        ),
        table("e", Column("n", "integer", False, identity=Identity(True))),
        Table(
            Name("f"),
            (
                Column(
                    "id",
                    "bigint",
                    False,
                    identity=Identity(
                        False, "START WITH 10 INCREMENT BY 5 MINVALUE 5 MAXVALUE 1000 CACHE 3 CYCLE"
                    ),
                ),
            ),
            PrimaryKey(("id",)),
        ),
        table("g", Column("n", "integer", False, identity=Identity(True, "SEQUENCE NAME own_seq"))),
    ),
    "generated": schema(
        table(
            "t",
            Column("a", "integer"),
            Column("b", "integer", generated=sql("a * 2")),
            Column("c", "text", generated=sql("CASE WHEN a > 1 THEN 'x:y' ELSE '%' END")),
        ),
        table(
            "v",
            Column("a", "integer"),
            Column("b", "integer", generated=sql("a + 1"), stored=False),
        ),
    ),
    "columns": schema(
        table(
            "t",
            Column("a", "text", collation='"C"', comment="It's 100% :sure"),
            Column("b", "character varying(9)", collation='"C"'),
            Column("c", "text", options="STORAGE EXTERNAL", comment="stored\naside"),
            Column("Mixed Case", "text"),
            Column("select", "text", False),
            comment="A 'table' with \"quotes\" and \\",
        )
    ),
    "constraints": schema(
        table(
            "a",
            Column("x", "integer"),
            Column("y", "integer"),
            Column("during", "tstzrange"),
            uniques=(
                Unique(("x",)),
                Unique(("x", "y"), "own", nulls_not_distinct=True),
                Unique(("y",), include=("x",), deferrable="DEFERRABLE INITIALLY DEFERRED"),
            ),
            checks=(
                Check(sql("x > 0")),
                Check(sql("x < y")),
                Check(sql("x > 1")),
                Check(sql("y::text LIKE '%:a' AND y::text <> ':b'"), "named"),
                Check(sql("y > 3"), "late", not_valid=True),
                Check(sql("y > 2"), no_inherit=True),
            ),
            excludes=(Exclude(sql("USING gist (during WITH &&)")),),
        ),
        Table(
            Name("b"),
            (Column("p", "integer"), Column("q", "integer"), Column("a_id", "bigint")),
            PrimaryKey(("p", "q"), "b_key", include=("a_id",)),
            (
                ForeignKey(("a_id",), Name("a"), on_delete="CASCADE", on_update="SET NULL"),
                ForeignKey(("p",), Name("a"), ("x",), deferrable="DEFERRABLE", match="FULL"),
                ForeignKey(("q",), Name("a"), ("x",), not_valid=True),
                ForeignKey(("p", "q"), Name("a"), ("x", "y"), on_delete="SET NULL (q)"),
                ForeignKey(("p", "q"), Name("b"), ("p", "q"), "own_parent"),
            ),
        ),
    ),
    "cycle": schema(
        table("a", Column("b_id", "bigint"), foreign_keys=(ForeignKey(("b_id",), Name("b")),)),
        table("b", Column("c_id", "bigint"), foreign_keys=(ForeignKey(("c_id",), Name("c")),)),
        table(
            "c",
            Column("a_id", "bigint"),
            Column("c_id", "bigint"),
            foreign_keys=(
                ForeignKey(("a_id",), Name("a")),
                ForeignKey(("c_id",), Name("c"), ("id",)),
            ),
        ),
    ),
    "indexes": schema(
        table(
            "t",
            Column("a", "text"),
            Column("b", "text"),
            Column("c", "jsonb"),
            Column("d", "mood"),
            indexes=(
                Index(None, (key("a"),)),
                Index("two", (key("a"), key("b", descending=True))),
                Index(
                    "nulls",
                    (key("a", nulls_first=True), key("b", descending=True, nulls_first=False)),
                ),
                Index("lowered", (IndexKey(sql("lower(a)")),), unique=True),
                Index("summed", (IndexKey(sql("a || ':x'"), descending=True),)),
                Index("pattern", (key("a", operator_class="text_pattern_ops"), key("b"))),
                Index(
                    "lower_pattern", (IndexKey(sql("lower(a)"), operator_class="text_pattern_ops"),)
                ),
                Index("collated", (key("b", collation='"C"'),)),
                Index("gin", (key("c", operator_class="jsonb_path_ops"),), method="gin"),
                Index("partial", (key("a"),), where=sql("d = 'sad' AND a LIKE '%:b'"), unique=True),
                Index(
                    "covering",
                    (key("a"),),
                    include=("b", "d"),
                    nulls_not_distinct=True,
                    unique=True,
                ),
                Index("filled", (key("a"),), options="WITH (fillfactor=70)"),
                Index(
                    "brin",
                    (key("id"),),
                    method="brin",
                    options="WITH (pages_per_range=32, autosummarize=on)",
                ),
            ),
        ),
        enums=(MOOD,),
    ),
    "options": schema(
        table(
            "t",
            options=(
                ("with", "(fillfactor=70)"),
                ("row_security", "ENABLE ROW LEVEL SECURITY"),
                ("replica_identity", "REPLICA IDENTITY FULL"),
            ),
        ),
        Table(
            Name("parent"),
            (Column("id", "bigint", False), Column("at", "date", False)),
            PrimaryKey(("id", "at")),
            indexes=(Index("parent_at", (key("at"),)),),
            options=(("partition_by", "RANGE (at)"),),
        ),
        Table(
            Name("child"),
            options=(("partition_of", "parent FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"),),
        ),
        table("base", Column("x", "text")),
        Table(Name("heir"), (Column("y", "text"),), options=(("inherits", "(base)"),)),
        table("scratch", options=(("unlogged", ""),)),
    ),
}


@pytest.mark.parametrize("name", EXACT)
def test_a_revision_makes_what_the_sql_makes(postgres: Server, name: str) -> None:
    desired = EXACT[name]
    by_hand, by_alembic = postgres.create_database(), postgres.create_database()
    with postgres.connect(by_hand) as connection:
        for statement in direct_sql(desired):
            connection.execute(statement.encode())
    text = revision_text(Schema(), desired)
    upgrade, downgrade = functions(text)
    expected = postgres.dump(by_hand)
    for _ in range(2):
        run(by_alembic, upgrade)
        assert differences(expected, postgres.dump(by_alembic)) == []
        run(by_alembic, downgrade)
        assert entries(postgres.dump(by_alembic)) == []


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("width", [88])
def test_black_leaves_a_revision_as_it_is(name: str, width: int) -> None:
    text = revision_text(Schema(), EXACT[name])
    assert black.format_str(text, mode=black.Mode(line_length=width)) == text
    assert text == revision_text(Schema(), EXACT[name])


@pytest.mark.parametrize("letters", range(1, 40))
def test_black_leaves_comments_in_wide_letters_as_they_are(letters: int) -> None:
    """A wide letter takes two columns."""
    column = Column("name", "text", comment="表" * letters)
    text = revision_text(Schema(), schema(table("t", column)))
    assert black.format_str(text, mode=black.Mode()) == text


@pytest.mark.parametrize("letters", range(66, 90))
@pytest.mark.parametrize("sql", ["{}\nend", "begin\n{}", "begin\n{}\nend", "{0}\n{0}"])
def test_black_leaves_sql_of_several_lines_as_it_is(sql: str, letters: int) -> None:
    sql = sql.format("x" * letters)
    text = f"def upgrade() -> None:\n{layout(call('op.execute', sql_literal(sql)), width=88)}\n"
    assert black.format_str(text, mode=black.Mode()) == text

"""Models against a spec where SQLAlchemy says it in its own way, or where reading can't tell what it says."""

from __future__ import annotations

from tests.drift_cases.policy import (
    Policy,
    ddl,
)

TABLE = "CREATE TABLE t (id INTEGER PRIMARY KEY, state VARCHAR(9) NOT NULL, gone BOOLEAN NOT NULL{more});\n"

INDEX = TABLE.format(more="") + "CREATE INDEX ix_t ON t (state) WHERE {where};"

CLASS = """
import enum

from elsewhere import condition

class State(enum.Enum):
    OPEN = "open"
    DONE = "done"

    @classmethod
    def ended(cls):
        return [cls.DONE]

class ByName(sa.TypeDecorator):
    impl = sa.String

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        return value.name

class ByValue(sa.TypeDecorator):
    impl = sa.String

    def process_bind_param(self, value, dialect):
        return value.value

class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[State] = mapped_column({type})
    gone: Mapped[bool] = mapped_column()
    __table_args__ = ({args})
"""

NAMED = """
class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(sa.Text)
"""

MIXIN = """
from sqlalchemy.orm import declared_attr, relationship


class Event:
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class HasEvents:
    @declared_attr
    def events(cls):
        made = type(
            f"{cls.__name__}Event",
            (Event, Base),
            {
                "__tablename__": f"{cls.__name__.lower()}_events",
                "__table_args__": (sa.Index(f"ix_{cls.__name__.lower()}_source", "source_id"),),
                "source_id": mapped_column(sa.ForeignKey(f"{cls.__tablename__}.id"), nullable=False),
            },
        )
        return relationship(made)

"""


def mapped(args: str, type: str = "ByName(9)") -> str:
    return CLASS.format(args=f"{args}," if args else "", type=type)


def index(where: str, type: str = "ByName(9)") -> str:
    return mapped(f'sa.Index("ix_t", state, postgresql_where={where})', type)


CASES = (
    Policy(
        "members of an enum beside a type that stores names",
        ddl(INDEX.format(where="state NOT IN ('DONE')")),
        models=index("state.not_in(State.ended())"),
    ),
    Policy(
        "one member beside a type that stores names",
        ddl(INDEX.format(where="state = 'OPEN'")),
        models=index("state == State.OPEN"),
    ),
    Policy(
        "members of an enum beside a type that stores values",
        ddl(INDEX.format(where="state NOT IN ('done')")),
        models=index("state.not_in(State.ended())", "ByValue(9)"),
    ),
    Policy(
        "a value where the type stores names",
        ddl(INDEX.format(where="state NOT IN ('done')")),
        models=index("state.not_in(State.ended())"),
        told=("D223 error index ix_t",),
    ),
    Policy(
        "a column compared by identity is a constant",
        ddl(INDEX.format(where="gone IS TRUE")),
        models=index("gone is True"),
        told=("D223 error index ix_t",),
    ),
    Policy(
        "a boolean asked for in another way",
        ddl(INDEX.format(where="gone IS FALSE")),
        models=index("gone == sa.false()"),
    ),
    Policy(
        "a boolean asked for by itself",
        ddl(INDEX.format(where="gone = true AND state <> 'x'")),
        models=index("sa.text(\"gone AND state <> 'x'\")"),
    ),
    Policy(
        "the other value of a boolean",
        ddl(INDEX.format(where="gone IS FALSE")),
        models=index("gone == sa.true()"),
        told=("D223 error index ix_t",),
    ),
    Policy(
        "a condition that can't be told",
        ddl(INDEX.format(where="gone IS FALSE")),
        models=index("condition(gone)"),
    ),
    Policy(
        "a condition that can't be told beside a key that differs",
        ddl(INDEX.format(where="gone IS FALSE").replace("(state) WHERE", "(gone) WHERE")),
        models=index("condition(gone)"),
        told=("D223 error index ix_t",),
    ),
    Policy(
        "a check that can't be told",
        ddl(TABLE.format(more=", CHECK (id > 0)")),
        models=mapped("sa.CheckConstraint(condition(id))"),
    ),
    Policy(
        "a named check that can't be told",
        ddl(TABLE.format(more=", CONSTRAINT ck CHECK (id > 0)")),
        models=mapped("sa.CheckConstraint(condition(id), name='ck')"),
    ),
    Policy(
        "a check that no model has",
        ddl(TABLE.format(more=", CONSTRAINT ck CHECK (id > 0)")),
        models=mapped(""),
        told=("D217 error check t.ck",),
    ),
    Policy(
        "one constraint says again what the primary key has said",
        ddl(TABLE.format(more=") ;\nALTER TABLE t ADD CONSTRAINT uq UNIQUE (id")),
        models=mapped(""),
    ),
    Policy(
        "a column with the name of a type further up",
        ddl("CREATE TABLE t (id INTEGER PRIMARY KEY, at TIME, time TEXT);"),
        models="from datetime import time\n\nclass T(Base):\n    __tablename__ = 't'\n"
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    at: Mapped[time | None] = mapped_column(sa.Time)\n"
        "    time: Mapped[str | None] = mapped_column(sa.Text)\n",
    ),
    Policy(
        "indexes behind their class",
        ddl(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
            "CREATE INDEX ix_id ON t USING hash (id);\n"
            "CREATE UNIQUE INDEX ix_low ON t (lower(name));\nCREATE INDEX ix_last ON t (name);"
        ),
        models=NAMED + 'sa.Index("ix_id", T.id, postgresql_using="hash")\n'
        'low = sa.Index("ix_low", sa.func.lower(T.name), unique=True)\n'
        'sa.Index("ix_last", T.name.desc())\n',
        told=("D223 error index ix_last",),
    ),
    Policy(
        "a table that a mixin makes for each class",
        ddl(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
            "CREATE TABLE t_events (id INTEGER PRIMARY KEY, source_id INTEGER REFERENCES t(id));\n"
            "CREATE INDEX ix_t_source ON t_events (source_id);"
        ),
        models=MIXIN + NAMED.replace("class T(Base)", "class T(HasEvents, Base)"),
        told=("D206 error column t_events.source_id",),
    ),
    Policy(
        "a name that PostgreSQL cuts",
        ddl(f"CREATE TABLE t (id INTEGER PRIMARY KEY, {'n' * 63} TEXT);"),
        models=NAMED.replace("name: Mapped[str]", f"{'n' * 70}: Mapped[str | None]"),
    ),
    Policy(
        "a foreign key that a model gives twice",
        ddl("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL REFERENCES o (a));"),
        models=NAMED.replace("sa.Text", 'sa.Text, sa.ForeignKey("o.a")')
        + '    __table_args__ = (sa.ForeignKeyConstraint(["name"], ["o.a"]),)\n',
    ),
    Policy(
        "words of PostGIS in capitals",
        ddl("CREATE TABLE t (at GEOMETRY(POINT, 4326) NOT NULL, area GEOGRAPHY(POLYGON));"),
        "op.execute('CREATE TABLE t (at geometry(Point,4326) NOT NULL,"
        " area geography(Polygon,4326))')",
    ),
    Policy(
        "a column of a type that can't be told",
        ddl(
            "CREATE TABLE t (id SERIAL PRIMARY KEY, kind VARCHAR(9) NOT NULL DEFAULT 'a', b TEXT);"
        ),
        models="from elsewhere import Id, Kind\n\n"
        'class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[Id] = mapped_column(primary_key=True)\n"
        "    kind: Mapped[Kind | None]\n    b: Mapped[str | None] = mapped_column(sa.Text)\n",
        told=("D206 error column t.kind",),
    ),
    Policy(
        "enums kept as text in models",
        ddl(
            "CREATE TABLE t (id SERIAL PRIMARY KEY, a VARCHAR NOT NULL, b VARCHAR(9) NOT NULL, c TEXT NOT NULL,"
            " d VARCHAR(2) NOT NULL, e VARCHAR NOT NULL);"
        ),
        models="import enum\n\nclass Kind(enum.Enum):\n    ONE = 'one'\n    OTHER = 'other'\n\n"
        'class T(Base):\n    __tablename__ = "t"\n    id: Mapped[int] = mapped_column(primary_key=True)\n'
        + "".join(
            f"    {name}: Mapped[Kind] = mapped_column(sa.Enum(Kind, native_enum=False))\n"
            for name in "abcd"
        )
        + "    e: Mapped[Kind] = mapped_column(sa.Enum(Kind, native_enum=False, length=8))\n",
        told=("D205 error column t.d", "D205 error column t.e"),
    ),
)

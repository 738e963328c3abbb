"""What counts as the same in migrations and models."""

from __future__ import annotations

from tests.drift_cases.policy import (
    ID,
    Policy,
    answering,
    ddl,
    response,
    table,
)

IN_CAPITALS = (
    table(ID, '"madeAt", sa.Text()', name="Team")
    + "\n"
    + table(
        ID,
        '"teamId", sa.Integer(), sa.ForeignKey("Team.id")',
        name="Member",
    ).replace("\n)", "\n    sa.CheckConstraint('\"teamId\" > 0'),\n)")
    + '\nop.create_index("ix_m", "Member", ["teamId"])'
)

LISTED = (
    "# Technical Spec: A\n\n## Database Schema\n\n### Table: pet\n\n| Column | Type | Constraints |\n|---|---|---|\n"
    "| code | String | |\n| name | String | |\n| weight | Number | |\n| born | DateTime | |\n| kind | Enum | |\n"
)

STORED = "CREATE TABLE `pets` (`id` INT, `pal` INT) ENGINE=InnoDB"
INLINE_ENUM = "CREATE TABLE pets (id INTEGER PRIMARY KEY, kind ENUM('cat', 'dog') NOT NULL);"
MODEL_OF_ENUM = (
    "class Pet(Base):\n    __tablename__ = 'pets'\n    id = mapped_column(sa.Integer, primary_key=True)\n"
    "    kind = mapped_column(sa.Enum({values}, name='petkind'), nullable=False)\n"
)

CASES = (
    Policy(
        "a unique constraint and a unique index",
        ddl("CREATE TABLE t (a TEXT UNIQUE, b TEXT, c TEXT); CREATE UNIQUE INDEX ix_b ON t (b);"),
        table('"a", sa.Text()', '"b", sa.Text(), unique=True', '"c", sa.Text()')
        + '\nop.create_index("ix_a", "t", ["a"], unique=True)',
    ),
    Policy(
        "a unique index of some rows is another thing",
        ddl("CREATE TABLE t (a TEXT UNIQUE);"),
        table('"a", sa.Text()')
        + '\nop.create_index("ix_a", "t", ["a"], unique=True, postgresql_where=sa.text("a > \'b\'"))',
        told=("D122 info index ix_a", "D114 error unique constraint t(a)"),
    ),
    Policy("types", ddl("CREATE TABLE t (a VARCHAR(20));"), table('"a", sa.String(length=20)')),
    Policy(
        "now",
        ddl("CREATE TABLE t (a TIMESTAMPTZ DEFAULT NOW());"),
        table('"a", sa.DateTime(timezone=True), server_default=sa.text("CURRENT_TIMESTAMP")'),
    ),
    Policy(
        "a default that is null",
        ddl("CREATE TABLE t (a VARCHAR(20) DEFAULT NULL, b VARCHAR(20));"),
        table('"a", sa.String(20)', '"b", sa.String(20), server_default=sa.text("NULL")'),
    ),
    Policy(
        "func.now",
        ddl("CREATE TABLE t (a TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP);"),
        table('"a", sa.DateTime(timezone=True), server_default=sa.func.now()'),
    ),
    Policy(
        "casts",
        ddl("CREATE TABLE t (a TEXT DEFAULT 'x');"),
        table('"a", sa.Text(), server_default=sa.text("(\'x\'::text)")'),
    ),
    Policy(
        "names without quotes that the code has in capitals",
        ddl(
            "CREATE TABLE Team (id SERIAL PRIMARY KEY, madeAt TEXT);"
            " CREATE TABLE Member (id SERIAL PRIMARY KEY, teamId INT REFERENCES Team (id), CHECK (teamId > 0));"
            " CREATE INDEX ix_m ON Member (teamId);"
        ),
        IN_CAPITALS,
    ),
    Policy(
        "a name in quotes where the table is made, and without them where it is referred to",
        ddl(
            'CREATE TABLE "Team" (id SERIAL PRIMARY KEY, "madeAt" TEXT);'
            ' CREATE TABLE Member (id SERIAL PRIMARY KEY, "teamId" INT REFERENCES Team (ID), CHECK ("teamId" > 0));'
            ' CREATE INDEX ix_m ON Member ("teamId");'
        ),
        IN_CAPITALS,
    ),
    Policy(
        "a reference to one of two tables that differ in case",
        ddl(
            'CREATE TABLE "O" (id SERIAL PRIMARY KEY); CREATE TABLE o (id SERIAL PRIMARY KEY);'
            " CREATE TABLE t (id SERIAL PRIMARY KEY, a INT REFERENCES O (id));"
        ),
        table(ID, name="O")
        + "\n"
        + table(ID, name="o")
        + "\n"
        + table(ID, '"a", sa.Integer(), sa.ForeignKey("O.id")', name="t"),
        told=("D113 error foreign key t(a)",),
    ),
    Policy(
        "a list of columns of a table that the code has in capitals",
        "# Technical Spec: A\n\n## Data Model\n\n### Team\n\n| Column | Type | Key |\n|---|---|---|\n"
        "| id | SERIAL | PK |\n| madeAt | TEXT | |\n",
        IN_CAPITALS,
    ),
    Policy(
        "how MySQL stores a table, which the code leaves to the server",
        ddl(f"{STORED} CHARSET=utf8mb4;"),
        table('"id", sa.Integer()', '"pal", sa.Integer()', name="pets"),
    ),
    Policy(
        "how MySQL stores a table, where the code has it in another way",
        ddl(f"{STORED};"),
        table('"id", sa.Integer()', '"pal", sa.Integer()', name="pets").replace(
            "\n)", '\n    mysql_engine="MyISAM",\n)'
        ),
        told=("D130 warning table pets",),
    ),
    Policy(
        "the collation that a dump of MySQL writes at each column",
        ddl("CREATE TABLE `t` (`id` INT, `a` VARCHAR(9)) ENGINE=InnoDB;"),
        'op.execute("CREATE TABLE `t` (`id` INT, `a` VARCHAR(9) COLLATE utf8mb4_0900_ai_ci) ENGINE=InnoDB")',
    ),
    Policy(
        "a collation of MySQL that knows upper and lower case",
        ddl("CREATE TABLE `t` (`id` INT, `a` VARCHAR(9)) ENGINE=InnoDB;"),
        'op.execute("CREATE TABLE `t` (`id` INT, `a` VARCHAR(9) COLLATE utf8mb4_bin) ENGINE=InnoDB")',
        told=("D108 warning column t.a",),
    ),
    Policy(
        "the name of an enum that SQL of MySQL has no word on",
        ddl(INLINE_ENUM),
        models=MODEL_OF_ENUM.format(values='"cat", "dog"'),
    ),
    Policy(
        "other values of an enum of MySQL",
        ddl(INLINE_ENUM),
        models=MODEL_OF_ENUM.format(values='"cat", "fox"'),
        told=("D226 error enum pets_kind",),
    ),
    Policy(
        "an enum that SQL names as MySQL's would be",
        ddl(
            "CREATE TYPE pets_kind AS ENUM ('cat', 'dog');\n"
            + INLINE_ENUM.replace("ENUM('cat', 'dog')", "pets_kind")
        ),
        models=MODEL_OF_ENUM.format(values='"cat", "dog"'),
        told=("D205 error column pets.kind",),
    ),
    Policy(
        "words for types in a list of columns, and no word on NULL or on a key",
        LISTED,
        models="class Pet(Base):\n"
        '    __tablename__ = "pet"\n'
        "    code = mapped_column(sa.String, primary_key=True)\n"
        "    name = mapped_column(sa.Text, nullable=False)\n"
        "    weight = mapped_column(sa.Float, nullable=False)\n"
        "    born = mapped_column(sa.DateTime(timezone=True), nullable=False)\n"
        "    kind = mapped_column(sa.String(20), nullable=False)\n",
    ),
    Policy(
        "a list of the names of columns, without types",
        "# Technical Spec: A\n\n## Database Models\n\n### Pet Model\n- `id`: Primary key\n"
        "- `name`: Required name\n- `weight_note`: What it weighs\n- `chip_code`: Unique\n"
        "- `created_at`: When it was seen\n",
        models="class Pet(Base):\n"
        '    __tablename__ = "pet"\n'
        "    id = mapped_column(sa.Integer, primary_key=True)\n"
        "    name = mapped_column(sa.String(80), nullable=False)\n"
        "    weight_note = mapped_column(sa.Integer, nullable=False, server_default=sa.text('0'))\n"
        "    chip_code = mapped_column(sa.String(40), nullable=False)\n"
        "    created_at = mapped_column(sa.DateTime(timezone=True), nullable=False)\n",
        told=("D214 error unique constraint pet(chip_code)",),
    ),
    Policy(
        "words for types in a list of columns are of one kind all the same",
        LISTED.replace("| born | DateTime | |", "| born | DateTime | NOT NULL |"),
        models="class Pet(Base):\n"
        '    __tablename__ = "pet"\n'
        "    code = mapped_column(sa.Integer, primary_key=True)\n"
        "    name = mapped_column(sa.Text, nullable=False)\n"
        "    weight = mapped_column(sa.Text)\n"
        "    born = mapped_column(sa.DateTime, nullable=False)\n"
        "    kind = mapped_column(sa.String(20))\n",
        told=(
            "D205 error column pet.code",
            "D206 error column pet.code",
            "D206 error column pet.name",
            "D205 error column pet.weight",
        ),
    ),
    Policy(
        "a name in quotes is another one",
        ddl('CREATE TABLE "Team" (id SERIAL PRIMARY KEY, a TEXT, b TEXT);'),
        table(ID, '"a", sa.Text()', '"b", sa.Text()', name="team"),
        told=("D131 error table Team",),
    ),
    Policy("serial", ddl("CREATE TABLE t (id SERIAL PRIMARY KEY);"), table(ID)),
    Policy(
        "nextval",
        ddl("CREATE TABLE t (a SERIAL);"),
        table(
            '"a", sa.Integer(), server_default=sa.text("nextval(\'t_a_seq\'::regclass)"), nullable=False'
        ),
    ),
    Policy(
        "a constraint without a name",
        ddl("CREATE TABLE t (a TEXT UNIQUE);"),
        table('"a", sa.Text()').replace("\n)", '\n    sa.UniqueConstraint("a", name="any"),\n)'),
    ),
    Policy(
        "a default of the database",
        ddl("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x');"),
        table(
            '"id", sa.Integer(), primary_key=True, autoincrement=False',
            '"a", sa.Text(), server_default="x"',
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n"
        "    a: Mapped[str | None] = mapped_column(sa.Text)\n",
    ),
    Policy(
        "the comment of a column that the spec gives none",
        ddl("CREATE TABLE t (a TEXT);"),
        table('"a", sa.Text(), comment="what it is"'),
    ),
    Policy(
        "the name of a constraint in models",
        ddl(
            "CREATE TABLE t (id INTEGER, a TEXT, CONSTRAINT uq_a UNIQUE (a), PRIMARY KEY (a, id));"
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n"
        "    a: Mapped[str] = mapped_column(sa.Text, primary_key=True)\n"
        '    __table_args__ = (sa.UniqueConstraint("a", name="other"),)\n',
    ),
    Policy(
        "a foreign key of a table of the models of which one can't be told",
        ddl(
            "CREATE TABLE o (id INTEGER PRIMARY KEY);\n"
            "CREATE TABLE t (id INTEGER PRIMARY KEY REFERENCES o(id), a TEXT NOT NULL);"
        ),
        models="from elsewhere import target\n\n"
        'class O(Base):\n    __tablename__ = "o"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n\n"
        'class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(sa.ForeignKey(target()), primary_key=True)\n"
        "    a: Mapped[int]\n",
        told=("D205 error column t.a",),
    ),
    Policy(
        "a partition without a class, or with another one",
        ddl(
            "CREATE TABLE t (id INTEGER NOT NULL, a TEXT) PARTITION BY RANGE (id);\n"
            "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (9);\n"
            "CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (9) TO (99);"
        ),
        models="t = sa.Table('t', Base.metadata, sa.Column('id', sa.Integer, nullable=False),\n"
        "    sa.Column('a', sa.Text))\n"
        "t_2 = sa.Table('t_2', Base.metadata, sa.Column('id', sa.Text), schema='elsewhere')\n",
    ),
    Policy(
        "what two constraints ask for, said by a model that lacks it",
        ddl(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, CONSTRAINT one UNIQUE (a));\n"
            "ALTER TABLE t ADD CONSTRAINT two UNIQUE (a);"
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    a: Mapped[str | None] = mapped_column(sa.Text)\n",
        told=("D214 error unique constraint t.one",),
    ),
    Policy(
        "what a constraint and an index ask for, said by a model's unique index",
        ddl(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, CONSTRAINT one UNIQUE (a),"
            " CONSTRAINT two UNIQUE (a, b));\nCREATE INDEX ix_t_a ON t (a);"
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    a: Mapped[str | None] = mapped_column(sa.Text, unique=True, index=True)\n"
        "    b: Mapped[str | None] = mapped_column(sa.Text)\n"
        "    __table_args__ = (sa.UniqueConstraint('b', 'a', name='two'),)\n",
        told=("D223 error index ix_t_a",),
    ),
    Policy(
        "what a constraint and a unique index of one spec ask for",
        ddl("CREATE TABLE t (a TEXT UNIQUE);\nCREATE UNIQUE INDEX ix_t_a ON t (a);"),
        table('"a", sa.Text(), unique=True, index=True'),
    ),
    Policy(
        "what SQLAlchemy has no word for",
        ddl(
            "CREATE TABLE t (id INTEGER, a TEXT, PRIMARY KEY (id) INCLUDE (a),"
            " CONSTRAINT ck_a CHECK (a <> '') NO INHERIT);"
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    a: Mapped[str | None] = mapped_column(sa.Text)\n"
        "    __table_args__ = (sa.CheckConstraint(\"a <> ''\", name='ck_a'),)\n",
    ),
    Policy(
        "what migrations have a word for",
        ddl("CREATE TABLE t (id INTEGER, a TEXT, CONSTRAINT ck_a CHECK (a <> '') NO INHERIT);"),
        table('"id", sa.Integer()', '"a", sa.Text()')
        + "\nop.create_check_constraint('ck_a', 't', \"a <> ''\")",
        told=("D119 error check t.ck_a",),
    ),
    Policy(
        "the order of labels and of a key's columns in models",
        ddl(
            "CREATE TYPE state AS ENUM ('open', 'done');\n"
            "CREATE TABLE t (a INTEGER, b INTEGER, s state NOT NULL, PRIMARY KEY (b, a));"
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    a: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n"
        "    b: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n"
        "    s: Mapped[str] = mapped_column(sa.Enum('done', 'open', name='state'))\n",
    ),
    Policy(
        "the order of labels in migrations",
        ddl("CREATE TYPE state AS ENUM ('open', 'done');"),
        "op.execute(\"CREATE TYPE state AS ENUM ('done', 'open')\")",
        told=("D126 error enum state",),
    ),
    Policy(
        "columns and fields in another order",
        ddl("CREATE TABLE t (a TEXT, b TEXT);")
        + "\n## API Design\n\n### `GET /a`\n\n"
        + response('{"a": 1, "b": "x"}'),
        table('"b", sa.Text()', '"a", sa.Text()'),
        app=answering("b: str", "a: int"),
    ),
    Policy(
        "a response field of a column that takes NULL",
        ddl("CREATE TABLE things (id INTEGER NOT NULL, note TEXT);")
        + "\n## API Design\n\n### `GET /things/{id}`\n\n"
        + response('{"id": 1, "note": "x"}'),
        table('"id", sa.Integer(), nullable=False', '"note", sa.Text()', name="things"),
        app='class Thing(BaseModel):\n    id: int\n    note: str | None\n\n@app.get("/things/{id}")\n'
        "def thing(id: int) -> Thing: ...\n",
    ),
)

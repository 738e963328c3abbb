"""Random schemas that PostgreSQL accepts, and random steps from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from spec2code.model.schema import (
    Check,
    Column,
    Enum,
    Expression,
    ForeignKey,
    Identity,
    Index,
    IndexKey,
    Name,
    PrimaryKey,
    Schema,
    SqlObject,
    Table,
    Unique,
)

DEFAULTS: dict[str, tuple[str, ...]] = {
    "integer": ("0", "42"),
    "bigint": ("0", "7"),
    "smallint": ("1",),
    "numeric(10,2)": ("0.00", "9.99"),
    "numeric(12,4)": ("1.5000",),
    "text": ("'a:b'", "''::text", "'100%'"),
    "character varying(50)": ("'x'", "'it''s'"),
    "character varying(100)": ("'y'",),
    "boolean": ("true", "false"),
    "date": ("CURRENT_DATE",),
    "timestamp with time zone": ("now()",),
    "timestamp without time zone": ("'2026-01-01 12:30:00'::timestamp",),
    "uuid": ("gen_random_uuid()",),
    "jsonb": ("'{}'::jsonb", '\'{"a": ":b"}\'::jsonb'),
    "text[]": ("'{}'::text[]",),
    "inet": ("'127.0.0.1'::inet",),
    "interval": ("'1 day'::interval",),
    "double precision": ("0.5",),
    "tstzrange": (),
}
KEY_TYPES = ("integer", "bigint", "text")


def sql(text: str) -> Expression:
    return Expression(text, text)


class Draft:
    """Random choices over one schema; `prefix` keeps several of them apart in one database."""

    def __init__(self, random: Random, prefix: str = "") -> None:
        self.random = random
        self.prefix = prefix
        self.count = 0

    def fresh(self, kind: str) -> str:
        self.count += 1
        return f"{self.prefix}{kind}{self.count}"

    def maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def schema(self) -> Schema:
        schema = Schema()
        for _ in range(self.random.randint(0, 2)):
            enum = self.enum()
            schema.enums[enum.name] = enum
        for _ in range(self.random.randint(1, 4)):
            table = self.table(schema)
            schema.tables[table.name] = table
        return schema

    def enum(self) -> Enum:
        labels = [self.label() for _ in range(self.random.randint(1, 4))]
        return Enum(Name(self.fresh("e")), tuple(labels))

    def label(self) -> str:
        return self.fresh(self.random.choice(("new ", "it's ", "x:")))

    def type(self, schema: Schema) -> str:
        names = [str(name) for name in schema.enums]
        if names and self.maybe(0.2):
            return self.random.choice(names)
        return self.random.choice(list(DEFAULTS))

    def column(self, schema: Schema, *, name: str | None = None) -> Column:
        type_ = self.type(schema)
        column = Column(name or self.fresh("c"), type_, nullable=self.maybe(0.6))
        column = replace(column, default=self.default(schema, type_))
        if type_ in ("integer", "bigint") and self.maybe(0.2):
            identity = Identity(
                self.maybe(), self.random.choice(("", "START WITH 10 INCREMENT BY 2"))
            )
            column = replace(column, nullable=False, default=None, identity=identity)
        elif type_ in ("integer", "bigint") and self.maybe(0.2):
            column = replace(column, nullable=False, default=None, serial=True)
        if self.maybe(0.2):
            column = replace(column, comment=self.random.choice(("a note", "it's 5% :x")))
        return column

    def default(self, schema: Schema, type_: str) -> Expression | None:
        enum = schema.enums.get(Name(type_))
        if enum is not None:
            label = self.random.choice(enum.labels).replace("'", "''")
            return sql(f"'{label}'") if self.maybe(0.4) else None
        options = DEFAULTS.get(type_, ())
        return sql(self.random.choice(options)) if options and self.maybe(0.4) else None

    def table(self, schema: Schema) -> Table:
        key = Column("id", self.random.choice(KEY_TYPES), nullable=False)
        if key.type != "text" and self.maybe():
            key = replace(key, serial=True)
        columns = [key] + [self.column(schema) for _ in range(self.random.randint(0, 5))]
        table = Table(Name(self.fresh("t")), tuple(columns), PrimaryKey(("id",)))
        if self.maybe(0.3):
            table = replace(table, comment="A table's comment")
        for add in (self.add_unique, self.add_check, self.add_index, self.add_foreign_key):
            if self.maybe(0.5):
                table = add(schema, table)
        return table

    def add_unique(self, schema: Schema, table: Table) -> Table:
        column = self.random.choice(table.columns)
        taken = [("id",), *(unique.columns for unique in table.uniques)]
        if (column.name,) in taken:
            # PostgreSQL makes one constraint of two for the same columns of one CREATE TABLE.
            return table
        unique = Unique((column.name,), self.fresh("u"), nulls_not_distinct=self.maybe(0.2))
        return replace(table, uniques=(*table.uniques, unique))

    def add_check(self, schema: Schema, table: Table) -> Table:
        column = self.random.choice(table.columns)
        text = self.random.choice(
            (f"{column.name} IS NOT NULL", f"length({column.name}::text) > 2")
        )
        check = Check(sql(text), self.fresh("k"))
        return replace(table, checks=(*table.checks, check))

    def add_index(self, schema: Schema, table: Table) -> Table:
        column = self.random.choice(table.columns)
        key = IndexKey(sql(column.name), column.name, descending=self.maybe(0.3))
        if key.descending and self.maybe(0.3):
            key = replace(key, nulls_first=False)
        index = Index(self.fresh("i"), (key,), unique=self.maybe(0.3))
        if self.maybe(0.3):
            index = replace(index, where=sql(f"{column.name} IS NOT NULL"))
        if column.type == "text" and self.maybe(0.3):
            index = replace(index, keys=(IndexKey(sql(f"lower({column.name})")),), where=None)
        if self.maybe(0.2):
            index = replace(index, include=("id",))
        return replace(table, indexes=(*table.indexes, index))

    def add_foreign_key(self, schema: Schema, table: Table) -> Table:
        target = self.random.choice([*schema.tables.values(), table])
        if target.primary_key != PrimaryKey(("id",)):
            return table
        type_ = target.columns[0].type
        column = Column(self.fresh("c"), type_)
        key = ForeignKey(
            (column.name,),
            target.name,
            self.random.choice(((), ("id",))),
            self.fresh("f"),
            on_delete=self.random.choice((None, "CASCADE", "SET NULL")),
            deferrable=self.random.choice((None, "DEFERRABLE INITIALLY DEFERRED")),
        )
        columns = (*table.columns, column)
        return replace(table, columns=columns, foreign_keys=(*table.foreign_keys, key))

    def step(self, schema: Schema) -> Schema:
        """The schema after a few random changes."""
        schema = Schema(dict(schema.tables), dict(schema.enums), dict(schema.objects))
        for _ in range(self.random.randint(1, 4)):
            self.random.choice(self.steps())(schema)
        return schema

    def steps(self) -> list[Callable[[Schema], None]]:
        return [
            self.new_table,
            self.gone_table,
            self.new_enum,
            self.new_label,
            self.new_label_order,
            self.other_label,
            self.gone_label,
            self.new_column,
            self.gone_column,
            self.other_column,
            self.other_column,
            self.more,
            self.fewer,
            self.other_comment,
            self.other_action,
            self.other_options,
        ]

    def some(self, schema: Schema) -> Table | None:
        return self.random.choice(list(schema.tables.values())) if schema.tables else None

    def new_table(self, schema: Schema) -> None:
        table = self.table(schema)
        schema.tables[table.name] = table

    def gone_table(self, schema: Schema) -> None:
        table = self.some(schema)
        if table is not None:
            del schema.tables[table.name]
            for name, other in schema.tables.items():
                keys = tuple(key for key in other.foreign_keys if key.target != table.name)
                schema.tables[name] = replace(other, foreign_keys=keys)

    def new_enum(self, schema: Schema) -> None:
        enum = self.enum()
        schema.enums[enum.name] = enum

    def _relabel(self, schema: Schema, change: Callable[[list[str]], list[str]]) -> None:
        if not schema.enums:
            return
        enum = self.random.choice(list(schema.enums.values()))
        labels = change(list(enum.labels))
        if not labels:
            return
        schema.enums[enum.name] = replace(enum, labels=tuple(labels))
        for name, table in schema.tables.items():
            columns = tuple(
                replace(column, default=None) if column.type == str(enum.name) else column
                for column in table.columns
            )
            schema.tables[name] = replace(table, columns=columns)

    def new_label(self, schema: Schema) -> None:
        self._relabel(schema, lambda labels: [*labels, self.label()])

    def new_label_order(self, schema: Schema) -> None:
        def insert(labels: list[str]) -> list[str]:
            labels.insert(self.random.randint(0, len(labels)), self.label())
            return labels

        self._relabel(schema, insert)

    def other_label(self, schema: Schema) -> None:
        self._relabel(schema, lambda labels: [self.label(), *labels[1:]])

    def gone_label(self, schema: Schema) -> None:
        self._relabel(schema, lambda labels: labels[1:])

    def new_column(self, schema: Schema) -> None:
        table = self.some(schema)
        if table is not None:
            columns = (*table.columns, self.column(schema))
            schema.tables[table.name] = replace(table, columns=columns)

    def gone_column(self, schema: Schema) -> None:
        table = self.some(schema)
        free = self.free(table) if table else []
        if table is not None and free:
            gone = self.random.choice(free)
            columns = tuple(column for column in table.columns if column.name != gone.name)
            schema.tables[table.name] = replace(table, columns=columns)

    def other_column(self, schema: Schema) -> None:
        table = self.some(schema)
        free = self.free(table) if table else []
        if table is not None and free:
            old = self.random.choice(free)
            new = self.column(schema, name=old.name)
            columns = tuple(new if column.name == old.name else column for column in table.columns)
            schema.tables[table.name] = replace(table, columns=columns)

    def free(self, table: Table) -> list[Column]:
        """The columns on which nothing else rests."""
        rest = {name for item in (*table.uniques, *table.foreign_keys) for name in item.columns}
        rest |= {
            check.expression.text.split()[0].split("(")[-1].split(":")[0] for check in table.checks
        }
        for index in table.indexes:
            rest |= {key.expression.text.split("(")[-1].rstrip(")") for key in index.keys}
        return [column for column in table.columns if column.name not in rest | {"id"}]

    def more(self, schema: Schema) -> None:
        table = self.some(schema)
        if table is not None:
            add = self.random.choice(
                (self.add_unique, self.add_check, self.add_index, self.add_foreign_key)
            )
            schema.tables[table.name] = add(schema, table)

    def fewer(self, schema: Schema) -> None:
        table = self.some(schema)
        if table is not None:
            field = self.random.choice(("uniques", "checks", "indexes", "foreign_keys"))
            schema.tables[table.name] = replace(table, **{field: getattr(table, field)[1:]})

    def other_comment(self, schema: Schema) -> None:
        table = self.some(schema)
        if table is not None:
            comment = self.random.choice((None, "other", "it's :c"))
            schema.tables[table.name] = replace(table, comment=comment)

    def other_action(self, schema: Schema) -> None:
        table = self.some(schema)
        if table is not None and table.foreign_keys:
            first, *rest = table.foreign_keys
            action = self.random.choice((None, "RESTRICT", "SET DEFAULT"))
            keys = (replace(first, on_delete=action), *rest)
            schema.tables[table.name] = replace(table, foreign_keys=keys)

    def other_options(self, schema: Schema) -> None:
        table = self.some(schema)
        if table is not None:
            options = self.random.choice(
                (
                    (),
                    (("row_security", "ENABLE ROW LEVEL SECURITY"),),
                    (("with", "(fillfactor=70)"),),
                )
            )
            schema.tables[table.name] = replace(table, options=options)


def pair(random: Random, prefix: str = "") -> tuple[Schema, Schema]:
    """A schema and one that came of it."""
    draft = Draft(random, prefix)
    before = draft.schema()
    return before, draft.step(before)


def united(schemas: list[Schema]) -> Schema:
    """Schemas of different names in one."""
    whole = Schema()
    for schema in schemas:
        whole.tables.update(schema.tables)
        whole.enums.update(schema.enums)
        whole.objects.update(schema.objects)
    return whole


__all__ = ["Draft", "SqlObject", "pair", "sql", "united"]

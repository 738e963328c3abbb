"""A column definition: name, type, and the clauses behind them."""

from __future__ import annotations

from spec2code.model.names import default_constraint_name
from spec2code.model.records import dataclass, field, replace
from spec2code.model.schema import (
    Check,
    Column,
    Constraint,
    Enum,
    Expression,
    ForeignKey,
    Identity,
    Name,
    PrimaryKey,
    Unique,
)
from spec2code.sql.clauses import (
    COLUMN_CLAUSES,
    as_expression,
    collation,
    deferrable,
    enforcement,
    is_plain_null,
    parenthesised_expression,
    references,
)
from spec2code.sql.column_clashes import Clashes
from spec2code.sql.constraints import index_parameters
from spec2code.sql.cursor import Cursor
from spec2code.sql.identifiers import quote_identifier
from spec2code.sql.identity import identity_options
from spec2code.sql.types import BUILT_IN, read_type

__all__ = ["ColumnReading", "not_null_name", "read_column"]


@dataclass(slots=True)
class ColumnReading:
    column: Column
    constraints: list[Constraint] = field(default_factory=list)
    enum: Enum | None = None
    """Of an inline ENUM('a', 'b')."""
    after: str | None = None


def read_column(cursor: Cursor, table: Name, *, typed: bool = True) -> ColumnReading:
    """Read a column definition; the cursor stands behind what could be read of it.

    Args:
        typed: False behind PARTITION OF and OF, where a column has its type already.
    """
    start = cursor.offset
    name = cursor.identifier("a column name", defining=True)
    reader = _Clauses(cursor, table, ColumnReading(Column(name, "")))
    if typed:
        reader.type(start)
    while not cursor.done and reader.clause():
        pass
    reading = reader.reading
    reading.column = replace(reading.column, span=cursor.span_from(start))
    return reading


_WISHES = ("ENCRYPTED", "HASHED", "MASKED", "ENCODED", "SENSITIVE", "IMMUTABLE", "READONLY")


class _Clauses:
    def __init__(self, cursor: Cursor, table: Name, reading: ColumnReading) -> None:
        self.cursor = cursor
        self.table = table
        self.reading = reading
        self.constraint: str | None = None
        self.start = 0
        self.clashes = Clashes(cursor, f"column `{table}.{reading.column.name}`")

    def set(self, **fields: object) -> None:
        self.reading.column = replace(self.reading.column, **fields)  # type: ignore[arg-type]

    def type(self, start: int) -> None:
        cursor, script = self.cursor, self.cursor.script
        if script.dialect == "sqlite" and (
            cursor.done or cursor.at_any(*COLUMN_CLAUSES, "NOT", "NULL")
        ):
            return  # SQLite takes columns without a type
        if cursor.at_any("AS") or (cursor.at_any("NOT", "NULL") and not cursor.at("NULL", ",")):
            raise cursor.unreadable("a type")
        begin = cursor.offset
        reading = read_type(cursor)
        column = self.reading.column.name
        subject = f"column `{self.table}.{column}`"
        type = reading.type
        if reading.labels is not None:
            name = Name(f"{self.table.name}_{column}", self.table.schema)
            self.reading.enum = Enum(name, reading.labels, span=cursor.span_from(begin))
            type = quote_identifier(name.name)
            if name.schema:
                type = f"{quote_identifier(name.schema)}.{type}"
            script.tell(
                "Q110",
                f"{subject}: PostgreSQL has no inline ENUM; it is read as the type `{name}`",
                begin,
                cursor.last_end,
            )
        elif reading.turned:
            script.tell(
                "Q110",
                f"{subject}: `{reading.turned}` is no type of PostgreSQL's; it is read as `{type}`",
                begin,
                cursor.last_end,
            )
        self.set(type=type, serial=reading.serial)
        if reading.serial:
            self.set(nullable=False)
            self.clashes.given("serial", begin)

    @property
    def _name(self) -> str:
        return self.reading.column.name

    # -- one clause each ---------------------------------------------------------------------------

    def clause(self) -> bool:
        """Read one clause; False where none begins."""
        cursor = self.cursor
        self.constraint, self.start = None, cursor.offset
        if cursor.accept("CONSTRAINT"):
            self.constraint = cursor.identifier("a constraint name")
            if not cursor.at_any(
                "NOT", "NULL", "CHECK", "UNIQUE", "PRIMARY", "REFERENCES", "DEFAULT", "GENERATED"
            ):
                raise cursor.unreadable("a constraint")
        return self._value_clause() or self._key_clause() or self._other_clause()

    def _value_clause(self) -> bool:
        cursor = self.cursor
        if cursor.accept("NOT", "NULL"):
            self.set(
                nullable=False, not_null=not_null_name(self.table, self._name, self.constraint)
            )
            cursor.accept("NO", "INHERIT")
            self.clashes.given("NOT NULL", self.start)
        elif cursor.accept("NULL"):
            self.set(nullable=True)
            self.clashes.given("NULL", self.start)
        elif cursor.accept("DEFAULT"):
            self._default()
            self.clashes.given("DEFAULT", self.start)
        elif cursor.accept("GENERATED") or cursor.at("AS", "("):
            self._generated()
        elif cursor.accept("COLLATE"):
            self.set(collation=collation(cursor))
        else:
            return False
        return True

    def _key_clause(self) -> bool:
        cursor = self.cursor
        name = self._name
        if cursor.at_any("PRIMARY", "KEY"):
            cursor.accept("PRIMARY")
            cursor.expect("KEY")
            self._primary_key(name)
        elif cursor.accept("UNIQUE"):
            cursor.accept("KEY")
            nulls = cursor.accept("NULLS", "NOT", "DISTINCT")
            cursor.accept("NULLS", "DISTINCT")
            options = index_parameters(cursor)
            found = self._deferrable()
            self._add(Unique((name,), self.constraint, nulls, deferrable=found, options=options))
        elif cursor.accept("CHECK"):
            self._check(name)
        elif cursor.accept("REFERENCES"):
            self._add(replace(references(cursor, (name,)), name=self.constraint))
        else:
            return False
        return True

    def _other_clause(self) -> bool:
        cursor = self.cursor
        if cursor.at_any("AUTO_INCREMENT", "AUTOINCREMENT"):
            self._auto_increment()
        elif cursor.at("IDENTITY") and cursor.script.dialect == "postgresql":
            self._auto_increment()
            if cursor.at("("):
                cursor.skip()
        elif cursor.accept("COMMENT"):
            self.set(comment=cursor.string())
        elif cursor.accept("ON", "UPDATE"):
            self._on_update()
        elif cursor.at_any("STORAGE", "COMPRESSION"):
            word = cursor.advance().word
            self._option(f"{word} {cursor.identifier('a method').upper()}")
        elif cursor.accept("CHARACTER", "SET") or cursor.accept("CHARSET"):
            self._foreign(f"CHARACTER SET {cursor.advance().text}")
        elif cursor.at_any("UNSIGNED", "ZEROFILL", "BINARY"):
            self._foreign(cursor.advance().word)
        elif cursor.at_any("AFTER") and cursor.script.dialect == "mysql":
            cursor.advance()
            self.reading.after = cursor.identifier("a column")
        elif cursor.at_any("FIRST") and cursor.script.dialect == "mysql":
            cursor.advance()
            self.reading.after = ""
        elif cursor.accept("USING", "INDEX", "TABLESPACE"):
            cursor.identifier()
        elif cursor.at_any("DEFERRABLE", "INITIALLY") or cursor.at("NOT", "DEFERRABLE"):
            self._late_deferrable()
        elif cursor.accept("WITH", "OPTIONS"):
            pass
        elif cursor.at_any(*_WISHES):
            self._wish()
        else:
            return False
        return True

    def _wish(self) -> None:
        """What a spec wants of a column that no database has a word for: `ssn TEXT ENCRYPTED`."""
        cursor = self.cursor
        word = cursor.advance().word
        if cursor.at("("):
            cursor.skip()
        name = f"column `{self.table}.{self.reading.column.name}`"
        message = f"{name}: `{word}` is nothing that DDL says of a column; it is left out"
        cursor.script.tell("Q111", message, self.start, cursor.last_end)

    def _default(self) -> None:
        cursor, column = self.cursor, self.reading.column
        start = cursor.offset
        first = True
        while not cursor.done:
            if not first and (cursor.word() in COLUMN_CLAUSES or cursor.at("NOT", "NULL")):
                break
            if (
                not first
                and cursor.at("NULL")
                and self.cursor.tokens[cursor.index - 1].word != "IS"
            ):
                break
            cursor.skip()
            first = False
        if first:
            raise cursor.unreadable("an expression")
        value = as_expression(cursor, start, column.type or None, self.table)
        if column.type == "bit(1)" and value.text in ("0", "1"):
            # SQL Server's boolean.
            self.set(type="boolean")
            column = self.reading.column
            value = as_expression(cursor, start, "boolean", self.table)
        if self.reading.enum is None and column.type == "boolean" and value.text in ("0", "1"):
            cursor.script.tell(
                "Q110",
                f"column `{self.table}.{column.name}`: PostgreSQL takes no number for a boolean; "
                f"the default `{value.text}` is read as `{value.key}`",
                start,
                cursor.last_end,
            )
            value = Expression(value.key, value.key)
        if not is_plain_null(value, column.type if cursor.script.dialect == "postgresql" else ""):
            self.set(default=value)

    def _generated(self) -> None:
        cursor = self.cursor
        always = not cursor.accept("BY", "DEFAULT")
        cursor.accept("ALWAYS")
        cursor.expect("AS")
        if cursor.accept("IDENTITY"):
            options = identity_options(cursor, self.table, self._name)
            self.set(identity=Identity(always, options), nullable=False)
            self.clashes.given("IDENTITY", self.start)
            return
        self.clashes.given("GENERATED" if always else "BY DEFAULT AS (...)", self.start)
        self.set(generated=parenthesised_expression(cursor, None, self.table))
        stored = cursor.accept_any("STORED", "VIRTUAL", "PERSISTENT")
        self.set(stored=stored not in ("VIRTUAL", ""))

    def _primary_key(self, name: str) -> None:
        cursor = self.cursor
        cursor.accept_any("ASC", "DESC")
        if cursor.accept("ON", "CONFLICT"):
            cursor.advance()
        cursor.accept_any("CLUSTERED", "NONCLUSTERED")
        options = index_parameters(cursor)
        found = self._deferrable()
        self._add(PrimaryKey((name,), self.constraint, deferrable=found, options=options))
        self.set(nullable=False)
        self.clashes.given("PRIMARY KEY", self.start)

    def _check(self, name: str) -> None:
        cursor = self.cursor
        value = parenthesised_expression(cursor, None, self.table)
        check = Check(value, self.constraint, column=name)
        if cursor.accept("NO", "INHERIT"):
            check = replace(check, no_inherit=True)
        if cursor.accept("NOT", "VALID"):
            check = replace(check, not_valid=True)
        if (enforced := enforcement(cursor)) is not None:
            check = replace(check, enforced=enforced)
        self._add(check)

    def _auto_increment(self) -> None:
        cursor = self.cursor
        token = cursor.advance()
        self.set(serial=True, auto_increment=True, default=None, nullable=False)
        if cursor.script.dialect == "postgresql":
            cursor.script.tell(
                "Q110",
                f"column `{self.table}.{self.reading.column.name}`: PostgreSQL has no {token.word}; "
                "it is read as a serial column",
                token.start,
                token.end,
            )
            if self.reading.column.type not in BUILT_IN:
                return
            if self.reading.column.type not in ("smallint", "integer", "bigint"):
                self.set(type="bigint")

    def _on_update(self) -> None:
        cursor = self.cursor
        start = cursor.offset
        cursor.advance()
        if cursor.at("("):
            cursor.skip()
        text = cursor.text_from(start)
        if cursor.script.dialect == "mysql":
            self._option(f"ON UPDATE {text}")
        else:
            self._foreign(f"ON UPDATE {text}", start)

    def _foreign(self, text: str, start: int | None = None) -> None:
        cursor = self.cursor
        if cursor.script.dialect == "postgresql":
            cursor.script.tell(
                "Q111",
                f"column `{self.table}.{self.reading.column.name}`: PostgreSQL has no `{text}`; it is left out",
                self.start if start is None else start,
                cursor.last_end,
            )
        else:
            self._option(text)

    # -- what the clauses share --------------------------------------------------------------------

    def _add(self, constraint: Constraint) -> None:
        span = self.cursor.span_from(self.start)
        self.reading.constraints.append(replace(constraint, span=span))

    def _option(self, text: str) -> None:
        before = self.reading.column.options
        self.set(options=f"{before} {text}".strip())

    def _deferrable(self) -> str | None:
        found = deferrable(self.cursor)
        return found if found not in ("", "NOT") else None

    def _late_deferrable(self) -> None:
        """DEFERRABLE belongs to the constraint in front of it."""
        found = self._deferrable()
        for index in range(len(self.reading.constraints) - 1, -1, -1):
            constraint = self.reading.constraints[index]
            if isinstance(constraint, PrimaryKey | Unique | ForeignKey):
                self.reading.constraints[index] = replace(constraint, deferrable=found)
                return
        raise self.cursor.unreadable("a constraint that can be deferred")


def not_null_name(table: Name, column: str, given: str | None) -> str | None:
    """The name of a NOT NULL constraint where it isn't the one that PostgreSQL gives by itself."""
    default = default_constraint_name(table.name, (column,), "not_null")
    return None if given == default else given

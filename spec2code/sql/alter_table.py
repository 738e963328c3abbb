"""ALTER TABLE: each of its actions is a statement of its own."""

from __future__ import annotations

from spec2code.model.records import replace
from spec2code.model.schema import Name
from spec2code.model.statements import (
    AddColumn,
    AddConstraint,
    AlterColumn,
    AlterObject,
    AlterTable,
    CreateEnum,
    DropColumn,
    DropConstraint,
    DropIndex,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameTable,
    RunSql,
    Statement,
    ValidateConstraint,
)
from spec2code.sql.alter_column import change_column, read_alter_column
from spec2code.sql.clauses import parameters
from spec2code.sql.columns import not_null_name, read_column
from spec2code.sql.constraints import (
    at_constraint,
    at_index,
    at_not_null,
    read_constraint,
    read_inline_index,
    read_not_null,
)
from spec2code.sql.create_table import inline_index
from spec2code.sql.cursor import Cursor, Unreadable
from spec2code.sql.identifiers import quote_identifier, quote_name
from spec2code.sql.objects import definition_key
from spec2code.sql.problems import tell_unreadable

__all__ = ["read_alter_table"]


def read_alter_table(cursor: Cursor, start: int) -> list[Statement]:
    """ALTER TABLE; the cursor stands behind the word TABLE."""
    if_exists = cursor.accept("IF", "EXISTS")
    cursor.accept("ONLY")
    table = cursor.name("a table")
    cursor.accept("*")
    head = cursor.text_from(start)
    result: list[Statement] = []
    for part in cursor.elements():
        first, begin = part.index, part.offset
        try:
            found = _Action(part, table, if_exists).read()
            part.finish()
        except Unreadable as problem:
            tell_unreadable(part, problem, f"ALTER TABLE `{table}`", first)
            continue
        text = f"{head} {part.text_from(begin)}"
        span = part.span_from(begin)
        result += [replace(item, text=item.text or text, span=item.span or span) for item in found]
    cursor.index = cursor.stop
    return result


class _Action:
    def __init__(self, cursor: Cursor, table: Name, if_exists: bool) -> None:
        self.cursor = cursor
        self.table = table
        self.if_exists = if_exists

    def read(self) -> list[Statement]:
        cursor = self.cursor
        match cursor.word():
            case "ADD":
                cursor.advance()
                return self._add()
            case "DROP":
                cursor.advance()
                return [self._drop()]
            case "ALTER":
                return self._alter()
            case "MODIFY" | "CHANGE":
                return change_column(cursor, self.table)
            case "RENAME":
                cursor.advance()
                return [self._rename()]
            case "SET" | "RESET":
                return [self._set()]
        return [self._other()]

    def _add(self) -> list[Statement]:
        cursor = self.cursor
        if at_not_null(cursor):
            column, name = read_not_null(cursor)
            if cursor.accept("NOT", "VALID"):
                cursor.script.tell(
                    "Q111",
                    f"`NOT VALID` of a NOT NULL on `{self.table}.{column}` is left out: the rows that "
                    "exist are looked at once",
                    cursor.last_end - len("NOT VALID"),
                    cursor.last_end,
                )
            return [
                AlterColumn(
                    self.table,
                    column,
                    nullable=False,
                    not_null=not_null_name(self.table, column, name),
                )
            ]
        if at_constraint(cursor):
            constraint, index = read_constraint(cursor, self.table)
            return [AddConstraint(self.table, constraint, index)]
        if at_index(cursor):
            return [inline_index(cursor, self.table, read_inline_index(cursor, self.table))]
        cursor.accept("COLUMN")
        if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
        columns = cursor.inside() if cursor.at("(") else None
        if columns is not None:
            return [
                item for part in columns.elements() for item in self._column(part, if_not_exists)
            ]
        return self._column(cursor, if_not_exists)

    def _column(self, cursor: Cursor, if_not_exists: bool) -> list[Statement]:
        reading = read_column(cursor, self.table)
        cursor.script.columns.setdefault(self.table, {})[reading.column.name] = reading.column.type
        result: list[Statement] = []
        if reading.enum is not None:
            result.append(CreateEnum(reading.enum, if_not_exists, span=reading.enum.span))
        result.append(
            AddColumn(
                self.table,
                reading.column,
                if_not_exists,
                tuple(reading.constraints),
                after=reading.after,
            )
        )
        return result

    def _drop(self) -> Statement:
        cursor = self.cursor
        if cursor.accept("CONSTRAINT"):
            if_exists = cursor.accept("IF", "EXISTS")
            name = cursor.identifier("a constraint")
            return DropConstraint(self.table, name, None, if_exists, self._cascade())
        if cursor.accept("PRIMARY", "KEY"):
            return DropConstraint(self.table, None, "primary key")
        if cursor.accept("FOREIGN", "KEY"):
            return DropConstraint(self.table, cursor.identifier("a constraint"), "foreign key")
        if cursor.at_any("CHECK", "INDEX", "KEY") and cursor.kind(1) in ("word", "quoted"):
            word = cursor.advance().word
            name = cursor.identifier()
            if word == "CHECK":
                return DropConstraint(self.table, name, "check")
            return DropIndex(Name(name, self.table.schema), self.table)
        cursor.accept("COLUMN")
        if_exists = cursor.accept("IF", "EXISTS")
        return DropColumn(self.table, cursor.identifier("a column"), if_exists, self._cascade())

    def _cascade(self) -> bool:
        return self.cursor.accept_any("CASCADE", "RESTRICT") == "CASCADE"

    def _alter(self) -> list[Statement]:
        cursor = self.cursor
        start = cursor.offset
        cursor.advance()
        if cursor.accept("CONSTRAINT"):
            name = Name(cursor.identifier("a constraint"), self.table.schema)
            cursor.rest()
            return [
                AlterObject("constraint", name, definition_key(cursor, start), table=self.table)
            ]
        if cursor.at("INDEX") and cursor.kind(1) in ("word", "quoted", "string") and cursor.word(2):
            return [self._text("index visibility")]
        cursor.accept("COLUMN")
        return [read_alter_column(cursor, self.table)]

    def _rename(self) -> Statement:
        cursor = self.cursor
        if cursor.accept_any("TO", "AS"):
            name = cursor.name("a table name", defining=True)
            return RenameTable(self.table, Name(name.name, name.schema or self.table.schema))
        if cursor.at_any("CONSTRAINT", "INDEX", "KEY") and cursor.kind(1) in ("word", "quoted"):
            if cursor.word(1) != "TO":
                word = cursor.advance().word
                old = cursor.identifier("a name")
                cursor.expect("TO")
                new = cursor.identifier("a name")
                if word == "CONSTRAINT":
                    return RenameConstraint(self.table, old, new)
                return RenameIndex(Name(old, self.table.schema), new)
        cursor.accept("COLUMN")
        old = cursor.identifier("a column")
        cursor.expect("TO")
        new = cursor.identifier("a column name", defining=True)
        known = cursor.script.columns.get(self.table, {})
        if old in known:
            known[new] = known.pop(old)
        return RenameColumn(self.table, old, new)

    def _set(self) -> Statement:
        cursor = self.cursor
        reset = cursor.advance().word == "RESET"
        if cursor.at("("):
            if reset:
                names = [part.rest().strip().lower() for part in cursor.inside().elements()]
                return self._option(*((f"with:{name}", None) for name in names))
            found = parameters(cursor)
            return self._option(*((f"with:{name}", value) for name, value in found.items()))
        if cursor.accept("SCHEMA"):
            schema = cursor.identifier("a schema")
            return RenameTable(
                self.table, Name(self.table.name, None if schema == "public" else schema)
            )
        if cursor.accept("TABLESPACE"):
            return self._option(("tablespace", cursor.identifier("a tablespace")))
        if cursor.accept("LOGGED"):
            return self._option(("unlogged", None))
        if cursor.accept("UNLOGGED"):
            return self._option(("unlogged", "true"))
        if cursor.accept("ACCESS", "METHOD"):
            return self._option(("using", cursor.identifier("an access method")))
        if cursor.accept("WITHOUT", "CLUSTER"):
            return self._option(("cluster", None))
        if cursor.accept("WITHOUT", "OIDS"):
            return self._option()
        raise cursor.unreadable("what is to be set")

    def _option(self, *options: tuple[str, str | None]) -> AlterTable:
        return AlterTable(self.table, options, self.if_exists)

    def _text(self, name: str) -> AlterTable:
        return self._option((name, self.cursor.rest()))

    def _other(self) -> Statement:
        cursor = self.cursor
        start = cursor.offset
        if cursor.accept("OWNER", "TO"):
            cursor.advance()
            return RunSql("OWNER")
        if cursor.accept("VALIDATE", "CONSTRAINT"):
            return ValidateConstraint(self.table, cursor.identifier("a constraint"))
        if cursor.accept("ENABLE", "ROW", "LEVEL", "SECURITY"):
            return self._option(("row_security", "ENABLE ROW LEVEL SECURITY"))
        if cursor.accept("DISABLE", "ROW", "LEVEL", "SECURITY"):
            return self._option(("row_security", None))
        if cursor.accept("FORCE", "ROW", "LEVEL", "SECURITY"):
            return self._option(("force_row_security", "FORCE ROW LEVEL SECURITY"))
        if cursor.accept("NO", "FORCE", "ROW", "LEVEL", "SECURITY"):
            return self._option(("force_row_security", None))
        if cursor.at_any("ENABLE", "DISABLE"):
            return self._switch(start)
        if cursor.accept("REPLICA", "IDENTITY"):
            cursor.rest()
            text = cursor.text_from(start)
            return self._option(
                ("replica_identity", None if text.upper().endswith("DEFAULT") else text)
            )
        if cursor.accept("CLUSTER", "ON"):
            return self._option(("cluster", f"CLUSTER ON {quote_identifier(cursor.identifier())}"))
        return self._parent()

    def _switch(self, start: int) -> Statement:
        """ENABLE or DISABLE a trigger or rule."""
        cursor = self.cursor
        on = cursor.advance().word == "ENABLE"
        plain = not cursor.accept_any("REPLICA", "ALWAYS")
        kind = cursor.accept_any("TRIGGER", "RULE")
        if not kind:
            raise cursor.unreadable("`TRIGGER` or `RULE`")
        name = cursor.identifier("a name")
        value = None if on and plain else cursor.text_from(start)
        return self._option((f"{kind.lower()} {name}", value))

    def _parent(self) -> Statement:
        cursor = self.cursor
        if cursor.accept("INHERIT"):
            return self._option(("inherits", quote_name(cursor.name("a table"))))
        if cursor.accept("NO", "INHERIT"):
            cursor.name("a table")
            return self._option(("inherits", None))
        if cursor.accept("ATTACH", "PARTITION"):
            child = cursor.name("a table")
            bound = cursor.rest()
            value = f"{quote_name(self.table)} {bound}"
            return AlterTable(child, (("partition_of", value),), self.if_exists)
        if cursor.accept("DETACH", "PARTITION"):
            child = cursor.name("a table")
            cursor.accept_any("CONCURRENTLY", "FINALIZE")
            return AlterTable(child, (("partition_of", None),), self.if_exists)
        for name in ("ENGINE", "AUTO_INCREMENT", "ROW_FORMAT", "COMMENT"):
            if cursor.accept(name):
                cursor.accept("=")
                value = cursor.advance().text
                return self._option((name.lower(), value))
        if cursor.at_any("CONVERT", "DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "OF", "NOT"):
            cursor.rest()
            return RunSql("ALTER TABLE")
        raise cursor.unreadable("`ADD`, `ALTER`, `DROP`, `RENAME` or another action")

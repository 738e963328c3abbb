"""Which fences hold SQL that makes a schema, and what each of them asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field, replace
from spec2code.model.span import Excerpt, Span
from spec2code.model.spec import SqlText
from spec2code.model.statements import AddColumn, CreateObject, RunSql, Statement
from spec2code.spec.blocks import Fence, ListItem, Paragraph
from spec2code.spec.column_bullets import bullet_lines, column_lines
from spec2code.spec.column_marks import KEY_MARK
from spec2code.spec.column_words import split_type
from spec2code.spec.ddl_context import Context
from spec2code.spec.directions import direction_of, segments
from spec2code.spec.fence_keys import are_keys, key_statements
from spec2code.spec.fence_tables import tables_in_fence
from spec2code.spec.inline import code_spans, plain
from spec2code.sql import Session, read_sql

__all__ = ["SqlBlock", "read_sql_block"]

_SQL_TAGS: Final = frozenset(
    [
        "sql",
        "postgresql",
        "postgres",
        "pgsql",
        "psql",
        "plpgsql",
        "mysql",
        "mariadb",
        "sqlite",
        "sqlite3",
        "ddl",
        "mssql",
        "tsql",
        "plsql",
        "t-sql",
    ]
)
_TEXT_TAGS: Final = frozenset(
    ("", "text", "txt", "plain", "plaintext", "code", "none", "db", "schema", "dbml-sql")
)
_HOW_TO = regex(
    r"[\W\d]*(?:how (?:to|do i|do you)\b.*|(?:adding|to add|creating|changing|dropping|removing|renaming) an? (?:new )?(?:database )?(?:column|table|index|field|migration))\W*",
    re.IGNORECASE,
)
"""A heading of instructions for later work, whose SQL makes nothing now: "Adding a new table"."""
_STATEMENT = regex(
    r"^[ \t]*(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP(?:ORARY)?\s+|UNLOGGED\s+)?(?:TABLE|TYPE|(?:UNIQUE\s+)?INDEX|EXTENSION|FUNCTION|TRIGGER|(?:MATERIALIZED\s+)?VIEW"
    r"|POLICY|SCHEMA|SEQUENCE|DOMAIN)\s+(?!.*[→|]).*|ALTER\s+(?:TABLE|TYPE|SEQUENCE)\s+\S+.*|DROP\s+(?:TABLE|INDEX|TYPE|VIEW|TRIGGER|FUNCTION)\s+\S+.*|COMMENT\s+ON\s+\w+\s+\S+.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST = regex(r"^(?:\s|--[^\n]*\n|/\*.*?\*/)*", re.DOTALL)
_INLINE = regex(
    r"\s*(?:CREATE\s+(?:UNIQUE\s+)?INDEX|CREATE\s+TYPE|CREATE\s+TABLE|ALTER\s+TABLE)\s+(?:IF\s+NOT\s+EXISTS\s+|CONCURRENTLY\s+)*[\w\".]+\s+\S.*",
    re.IGNORECASE | re.DOTALL,
)
_UNFENCED = regex(
    r"(?:\A|;|\n)\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[\w.\"]+\s*\(\s*(?:[\w\"]+\s+\w+[^;]*)\)\s*;",
    re.IGNORECASE,
)
"""Whole statements that stand in the text itself."""
_QUIET_VERBS: Final = frozenset(
    [
        "BEGIN",
        "COMMIT",
        "START",
        "END",
        "SET",
        "RESET",
        "USE",
        "ROLLBACK",
        "SAVEPOINT",
        "RELEASE",
        "PRAGMA",
        "GO",
    ]
)
_ROW_VERBS: Final = frozenset(
    ["INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "GRANT", "REVOKE", "REFRESH", "WITH"]
)
_REASONS: Final = {
    "SELECT": "a query, not a change of the schema",
    "WITH": "a query, not a change of the schema",
    "EXPLAIN": "a query, not a change of the schema",
    "INSERT": "rows, not schema",
    "UPDATE": "a change of rows outside a migration",
    "DELETE": "a change of rows outside a migration",
    "CREATE VIRTUAL TABLE": "a virtual table of SQLite, which no migration makes",
}
_NAME_LINE = regex(r"[A-Za-z_][\w.]*,?(?:\s*[(（][^()（）;]*[)）])?")
_DRAWING = regex(r"^[ \t]*[├└│┌]", re.MULTILINE)
_CLAUSE = regex(
    r"(?:CONSTRAINT|PRIMARY\s+KEY|FOREIGN\s+KEY|UNIQUE|CHECK|REFERENCES|EXCLUDE|USING|WITH\s+CHECK|WHERE|FROM|JOIN|LEFT\s+JOIN|INNER\s+JOIN"
    r"|ORDER\s+BY|GROUP\s+BY|HAVING|LIMIT|AND|OR|ON\s+(?:DELETE|UPDATE|CONFLICT)|VALUES|DEFAULT|PARTITION\s+BY)\b",
    re.IGNORECASE,
)
"""What begins a part of a statement that a text shows alone."""
_UP_ONLY: Final = frozenset(("Q110", "Q112"))
"""What is told of a translation, which nothing needs on the way down."""
_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)
_COMMENT_ONLY = regex(r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/|#[^\n]*(?:\n|$))*", re.DOTALL)


@dataclass(slots=True)
class SqlBlock:
    """What one fence of SQL asks for."""

    span: Span
    statements: list[Statement] = field(default_factory=list)
    post_statements: list[Statement] = field(default_factory=list)
    down_sql: list[SqlText] = field(default_factory=list)
    passed_over: list[tuple[Span, str, str]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def summary(self) -> str:
        counts = Counter(type(item).__name__ for item in (*self.statements, *self.post_statements))
        parts = [f"{count} {_words(name)}" for name, count in sorted(counts.items())]
        if self.down_sql:
            parts.append("down SQL")
        return ", ".join(parts)


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).upper()


def read_sql_block(context: Context, dialect: str, session: Session) -> SqlBlock | None:
    """The SQL of a block; None when the block is no SQL.

    `session`: what the blocks before it left behind.
    """
    block = context.block
    if isinstance(block, Fence):
        return _fence(block, context, dialect, session)
    if isinstance(block, Paragraph | ListItem):
        return _inline(block, context, dialect, session)
    return None


def _fence(fence: Fence, context: Context, dialect: str, session: Session) -> SqlBlock | None:
    tagged = fence.language in _SQL_TAGS
    if not tagged and not _STATEMENT.search(fence.text):
        return None
    found = SqlBlock(fence.span)
    if _HOW_TO.fullmatch(plain(context.section.title.text)):
        found.passed_over.append((fence.span, "SQL", "an example of how it is done"))
        return found
    if not tagged and fence.language not in _TEXT_TAGS:
        if fence.language in ("mermaid", "json", "yaml", "markdown", "md", "diff"):
            return None
        found.passed_over.append((fence.span, "SQL", f"it stands inside {fence.language} code"))
        return found
    if tagged and bullet_lines(fence.excerpt):
        return None
    if tagged and context.in_schema and not _STATEMENT.search(fence.text):
        if tables_in_fence(fence.excerpt):
            return None  # "users { id integer pk }"
    if tagged and column_lines(fence.excerpt):
        if context.in_schema and context.named and KEY_MARK.search(fence.text):
            return None
        found.passed_over.append((fence.span, "SQL", "a part of a statement, shown alone"))
        return found
    if _DRAWING.search(_COMMENT.sub("", fence.text)):
        found.passed_over.append((fence.span, "SQL", "a drawing, not statements"))
        return found
    excerpt = fence.excerpt if tagged else _from_first_statement(fence.excerpt)
    if _COMMENT_ONLY.fullmatch(excerpt.text):
        found.passed_over.append((fence.span, "SQL", "comments only"))
        return found
    lead = _FIRST.match(excerpt.text)
    if lead and _CLAUSE.match(excerpt.text, lead.end()) and not _STATEMENT.search(excerpt.text):
        if are_keys(excerpt, context) and key_statements(excerpt, context.named or "") is not None:
            return None
        found.passed_over.append((fence.span, "SQL", "a part of a statement, shown alone"))
        return found
    if _names_only(excerpt.text):
        found.passed_over.append((fence.span, "SQL", "names, not statements"))
        return found
    _read(found, excerpt, context, dialect, session)
    return found


def _names_only(text: str) -> bool:
    """Whether the text lists names, with remarks perhaps: ``users`` and ``logs (who did what)`` on lines of their own."""
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line and not line.startswith(("--", "#"))]
    return bool(lines) and all(_NAME_LINE.fullmatch(line) for line in lines)


def _from_first_statement(excerpt: Excerpt) -> Excerpt:
    """Without the text in front of the first statement of an untagged fence."""
    match = _STATEMENT.search(excerpt.text)
    lead = _FIRST.match(excerpt.text)
    if match is None or (lead and lead.end() >= match.start()):
        return excerpt
    return excerpt.cut(match.start())


def _read(
    found: SqlBlock, excerpt: Excerpt, context: Context, dialect: str, session: Session
) -> None:
    stated = direction_of(context.texts)
    for segment in segments(excerpt, stated or "up"):
        if segment.direction == "down":
            _take_down(found, segment.excerpt, dialect)
            continue
        reading = read_sql(segment.excerpt, dialect, session=session)
        found.diagnostics += reading.diagnostics
        found.down_sql += reading.downs
        kept = [item for item in reading.statements if _is_kept(item, context, found)]
        if kept and _for_a_query(reading.statements):
            found.passed_over += [
                (item.span or found.span, "CREATE EXTENSION", "what a query beside it needs")
                for item in kept
            ]
            continue
        if segment.direction == "post":
            found.post_statements += kept
        else:
            found.statements += kept


def _for_a_query(statements: Sequence[Statement]) -> bool:
    """Whether there are extensions and queries alone, as where somebody looks into a running database."""
    rest = [item for item in statements if not isinstance(item, RunSql)]
    queries = [item for item in statements if isinstance(item, RunSql) and item.verb == "SELECT"]
    return bool(queries) and all(
        isinstance(item, CreateObject) and item.object.kind == "extension" for item in rest
    )


def _take_down(found: SqlBlock, excerpt: Excerpt, dialect: str) -> None:
    """Statements of the way down are kept as text; they are read for their mistakes alone."""
    reading = read_sql(excerpt, dialect)
    found.diagnostics += [item for item in reading.diagnostics if item.code not in _UP_ONLY]
    found.down_sql += reading.downs
    texts = {item.span: item.text for item in reading.statements if item.span and item.text}
    found.down_sql += [SqlText(text, span) for span, text in texts.items()]


def _is_kept(statement: Statement, context: Context, found: SqlBlock) -> bool:
    if not isinstance(statement, RunSql):
        return True
    verb = statement.verb.split()[0].upper()
    if verb in _QUIET_VERBS:
        return False
    span = statement.span or found.span
    if verb in _ROW_VERBS and context.in_migration and not _is_query(statement):
        message = (
            f"`{statement.verb}` is no change of the schema; generated migrations leave it out"
        )
        found.diagnostics.append(diagnostic("S184", message, span))
        return True
    reason = _REASONS.get(statement.verb) or _REASONS.get(verb, "not a change of the schema")
    found.passed_over.append((span, statement.verb, reason))
    return False


def _is_query(statement: RunSql) -> bool:
    return bool(re.match(r"\s*WITH\b", statement.text, re.IGNORECASE)) and not re.search(
        r"\b(?:INSERT|UPDATE|DELETE)\b", statement.text, re.IGNORECASE
    )


def _inline(
    block: Paragraph | ListItem, context: Context, dialect: str, session: Session
) -> SqlBlock | None:
    """Statements in code spans (``- `CREATE INDEX ...` ``), and columns announced in prose."""
    found = SqlBlock(block.span)
    for part in code_spans(block.text):
        if len(part.text) < 2000 and _INLINE.fullmatch(part.text) and _is_whole(part.text):
            if direction_of([block.text, *context.texts]) in (None, "up"):
                excerpt = block.excerpt.cut(part.start, part.start + len(part.text))
                reading = read_sql(excerpt, dialect, session=session)
                if not reading.diagnostics:
                    found.statements += reading.statements
    found.statements += announced_columns(block, context, dialect, session)
    if not found.statements and _UNFENCED.search(block.text):
        _read(found, _from_first_statement(block.excerpt), context, dialect, session)
    return found if found.statements else None


def _is_whole(text: str) -> bool:
    if re.match(r"\s*CREATE\s+TABLE", text, re.IGNORECASE):
        return "(" in text and "..." not in text and "…" not in text
    return "..." not in text and "…" not in text


_NEW_COLUMN: Final = r"`([A-Za-z_]\w*\s+[^`\n]{2,120})`"
_OLD_TABLE: Final = r"`([A-Za-z_][\w.]*)`"
_ADD = regex(
    rf"\badd(?:s|ed|ing)?\s+(?:a\s+|an\s+|the\s+|new\s+|nullable\s+|column\s+)*{_NEW_COLUMN}\s*(?:columns?\s+|fields?\s+)?(?:to|on|in)\s+(?:the\s+)?(?:existing\s+)?(?:table\s+)?{_OLD_TABLE}",
    re.IGNORECASE,
)
_ADD_ELSEWHERE = regex(
    r"\b(?:agrega[rn]?|agregue|añadi[rd]?|añade|añada|adiciona[rm]?|adicione|acrescentar|ajout(?:er|e[zr]?|ons)|aggiung(?:ere|i|e)|добав(?:ить|ьте|ляем|лена?))\s+"
    r"(?:(?:a|o|el|la|le|il|un|una|uma|une|nueva?|nova|novo|nouvelle|nuovo|новую|новое|coluna|columna|campo|colonne|champ|colonna|колонку|столбец|поле)\s+)*"
    + _NEW_COLUMN
    + r"\s*(?:a|à|ao|em|na|no|en|au|dans|alla|al|nella|к|в)\s+"
    r"(?:(?:la|el|a|o|le|существующую|таблице|таблицу|tabela|tabla|table|tabella)\s+)*"
    + _OLD_TABLE,
    re.IGNORECASE,
)
_ADD_BEHIND = regex(
    rf"{_NEW_COLUMN}\s*(?:zur|zu|der)\s+(?:Tabelle\s+)?{_OLD_TABLE}\s+(?:hinzufügen|hinzugefügt)"
    + r"|`(?P<table>[A-Za-z_][\w.]*)`\s*(?:テーブル)?\s*(?:に|へ)\s*(?:カラム|列)?\s*`(?P<column>[A-Za-z_]\w*\s+[^`\n]{2,120})`\s*(?:カラム|列)?\s*を\s*追加"
    + r"|`(?P<table_ko>[A-Za-z_][\w.]*)`\s*(?:테이블)?\s*에\s*(?:컬럼|열)?\s*`(?P<column_ko>[A-Za-z_]\w*\s+[^`\n]{2,120})`\s*(?:컬럼|열)?\s*(?:을|를)?\s*추가"
    + r"|(?:在|向|给|為|为)\s*`(?P<table_zh>[A-Za-z_][\w.]*)`\s*表?\s*中?\s*(?:添加|新增|增加|加入)\s*(?:字段|列|欄位)?\s*`(?P<column_zh>[A-Za-z_]\w*\s+[^`\n]{2,120})`",
    re.IGNORECASE,
)
_NO_ADDING = regex(
    r"\b(?:not|never|\w*n[’']t|without|avoid|instead\s+of|no|não|nunca|evitar|ne|pas|non|не|nicht|kein\w*)\s+(?:[a-z]+\s+){0,2}$|(?:不要|不|勿|别|禁止)\s*$",
    re.IGNORECASE,
)
_NO_ADDING_BEHIND = regex(
    r"\s*(?:は?し(?:ない|ません)|하지\s*않|지\s*않|금지|しない|禁止)|\s+(?:ist|sind)\s+nicht"
)


def _announced(text: str) -> list[tuple[str, str, int, int]]:
    """The columns that a text adds to tables, with where each stands; those it doesn't add are none."""
    found: list[tuple[str, str, int, int]] = []
    for pattern in (_ADD, _ADD_ELSEWHERE, _ADD_BEHIND):
        for match in pattern.finditer(text):
            denied = _NO_ADDING.search(text[max(match.start() - 40, 0) : match.start()])
            if denied or _NO_ADDING_BEHIND.match(text, match.end()):
                continue
            groups = match.groupdict()
            for tongue in ("", "_ko", "_zh"):
                if groups.get("column" + tongue):
                    start, stop = match.span("column" + tongue)
                    found.append((match["column" + tongue], match["table" + tongue], start, stop))
            if match.group(1):
                found.append((match.group(1), match.group(2), *match.span(1)))
    return found


def announced_columns(
    block: Paragraph | ListItem, context: Context, dialect: str, session: Session
) -> list[Statement]:
    """``Add `preferences JSONB DEFAULT '{}'` column to `users` `` as ALTER TABLE ... ADD COLUMN."""
    found: list[Statement] = []
    for definition, table, start, stop in _announced(block.text):
        name, _, rest = definition.partition(" ")
        if split_type(rest) is None or name.upper() in ("COLUMN", "INDEX", "CONSTRAINT"):
            continue
        if direction_of([block.text, *context.texts]) == "down":
            continue
        span = block.excerpt.span(start, stop)
        text = f"ALTER TABLE {table} ADD COLUMN {definition}"
        reading = read_sql(Excerpt(span.file, text), dialect, session=session)
        if not any(item.severity.value == "error" for item in reading.diagnostics):
            found += [_placed(item, span) for item in reading.statements]
    return found


def _placed(statement: Statement, span: Span) -> Statement:
    if isinstance(statement, AddColumn):
        return replace(
            statement, column=replace(statement.column, span=span), span=span, text=statement.text
        )
    return replace(statement, span=span)
